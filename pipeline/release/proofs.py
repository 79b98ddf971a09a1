"""The work on a proof, as functions of plain values that a process with limits can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.base import i18n
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.document import Document
from pipeline.findings.policy import Policy
from pipeline.release.jobs import Terms
from pipeline.release.load import File

Pictures = str | Mapping[int, bytes]
"""Pages as PNG: by their numbers from 1, or the address of each with ``{page}`` where its number stands."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What came of a file: the page (UTF-8), ``None`` if it holds no standard; and what is reported of each standard.

    ``pages`` are how many pictures of pages there can be; 0 for a document without pages.
    """

    html: bytes | None
    documents: tuple[Document, ...]
    pages: int = 0


def prove(file: File, terms: Terms, policy: Policy, pictures: Pictures) -> Proved:
    """The proof of every standard in a source document, as one page of HTML.

    Raises nothing for what is wrong with the file.
    """
    raise NotImplementedError


def picture(file: File, page: int, language: str) -> bytes | Diagnostic:
    """The page with this number (from 1) of a PDF as PNG, else why it cannot be drawn."""
    from pipeline.readers import pictures  # noqa: PLC0415 - workers load the readers

    i18n.use(language)
    try:
        return pictures.png(file.data, page)
    except Unreadable as refusal:
        return refusal.diagnostic

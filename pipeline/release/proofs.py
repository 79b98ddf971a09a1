"""The work on a proof, as functions of plain values that a process with limits can run, and the order they run in."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base import i18n
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import examination
from pipeline.release.jobs import Terms, checked, terms
from pipeline.release.load import NOTHING_GIVEN, RECORD_SUFFIX, File, Given, fetch
from pipeline.release.parts import path_of, whole
from pipeline.release.pools import INLINE, Pool

if TYPE_CHECKING:
    from pipeline.proof.linked import LinkedStandard
    from pipeline.release.read import Reading

Pictures = str | Mapping[int, bytes]
"""Pages as PNG: by their numbers from 1, or the address of each with ``{page}`` where its number stands."""

MOST_PICTURES = 100
"""So many pages are shown as pictures in one file, which take some 15 MB."""
_PAGES_OF_A_JOB = 4


@dataclass(frozen=True, slots=True)
class Proved:
    """What came of a file: the page (UTF-8), ``None`` if it holds no standard; what is reported of each standard."""

    html: bytes | None
    documents: tuple[Document, ...]


def prove(file: File, terms: Terms, policy: Policy, pictures: Pictures) -> Proved:
    """The proof of every standard in a source document, as one page of HTML.

    Pages of a PDF that are not among ``pictures`` are shown as text. Raises nothing for what is wrong with the file.
    """
    from pipeline.proof.compose import ProofSource, compose  # noqa: PLC0415 - workers load what makes pages
    from pipeline.proof.page import page  # noqa: PLC0415
    from pipeline.readers.pictures import sizes  # noqa: PLC0415
    from pipeline.release.read import read_parts  # noqa: PLC0415

    i18n.use(terms.language)
    readings = read_parts(file, terms.limits, explain=True)
    found = [
        _part(reading, path_of(file.path, number, len(readings)), terms, policy)
        for number, reading in enumerate(readings, 1)
    ]
    parts = [part for _document, part in found if part]
    documents = tuple(document for document, _part in found)
    if not parts or file.path.suffix.lower() == RECORD_SUFFIX:
        return Proved(None, documents)
    measured = sizes(file.data, terms.limits) if parts[0].standard.source.format == "pdf" else ()
    addresses = _addresses(pictures, len(measured))
    source = ProofSource(
        whole(parts[0].standard.source.name) if len(parts) > 1 else parts[0].standard.source.name,
        file.sha256 or "",
        measured,
        addresses,
        tuple(_remarks(len(measured), addresses)),
    )
    return Proved(page(compose(source, parts), "'self'" if isinstance(pictures, str) else "data:"), documents)


def picture(file: File, page: int, language: str) -> bytes | Diagnostic:
    """The page with this number (from 1) of a PDF as PNG, else why it cannot be drawn."""
    from pipeline.readers import pictures  # noqa: PLC0415 - workers load the readers

    i18n.use(language)
    try:
        return pictures.png(file.data, page)
    except Unreadable as refusal:
        return refusal.diagnostic


def draw(file: File, pages: tuple[int, ...], language: str) -> dict[int, bytes]:
    """Those of these pages that can be drawn."""
    found = {page: picture(file, page, language) for page in pages}
    return {page: one for page, one in found.items() if isinstance(one, bytes)}


def count_pages(file: File, limits: Limits) -> int:
    """How many pages of a file can be drawn: none, if it is no PDF."""
    from pipeline.readers import pictures  # noqa: PLC0415 - workers load the readers

    return len(pictures.sizes(file.data, limits))


def self_contained(
    path: Path, limits: Limits, policy: Policy = EVERYTHING, pool: Pool = INLINE, given: Given = NOTHING_GIVEN
) -> Proved:
    """The proof of the file at ``path`` with all its pictures in it; ``given`` is as for ``fetch``."""
    file = fetch(path, limits, given)
    how = terms(limits, policy)
    ((_key, count),) = pool.finished(count_pages, [(path, (file, limits))])
    drawn: dict[int, bytes] = {}
    last = 0 if isinstance(count, Diagnostic) else min(count, MOST_PICTURES)
    work = (
        (first, (file, tuple(range(first, min(first + _PAGES_OF_A_JOB, last + 1))), how.language))
        for first in range(1, last + 1, _PAGES_OF_A_JOB)
    )
    for _first, pages in pool.finished(draw, work):
        drawn |= {} if isinstance(pages, Diagnostic) else pages
    ((_key, proved),) = pool.finished(prove, [(path, (file, how, policy, drawn))])
    if isinstance(proved, Diagnostic):
        failure = examination.of_failure(proved, file.sha256)
        return Proved(None, (policy.applied(failure.brief.document(path, failure.findings)),))
    return proved


def _part(reading: Reading, path: Path, terms: Terms, policy: Policy) -> tuple[Document, LinkedStandard | None]:
    from pipeline.proof.linked import LinkedStandard  # noqa: PLC0415 - as above

    findings = checked(reading, terms.rules)
    found = examination.of_reading(reading, findings)
    document = policy.applied(found.brief.document(path, findings))
    return document, LinkedStandard(reading.standard, reading.placements, document) if reading.standard else None


def _addresses(pictures: Pictures, count: int) -> dict[int, str]:
    if isinstance(pictures, str):
        return {page: pictures.replace("{page}", str(page)) for page in range(1, count + 1)}
    return {page: f"data:image/png;base64,{base64.b64encode(data).decode()}" for page, data in pictures.items()}


def _remarks(count: int, shown: Mapping[int, str]) -> list[str]:
    """What is to be said of pages that are not shown as pictures."""
    missing = [page for page in range(1, count + 1) if page not in shown]
    if not missing:
        return []
    if not shown or missing[0] > max(shown):
        message = _("Of {count} pages the first {shown} are shown as pictures, the others as text.")
    else:
        message = _("Of {count} pages {shown} are shown as pictures; the others could not be drawn and stand as text.")
    return [message.format(count=count, shown=len(shown))]

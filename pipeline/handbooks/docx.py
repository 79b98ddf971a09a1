"""The handbook as a Word document, made from a Word document that staff can restyle."""

from __future__ import annotations

from pipeline.handbooks import Options, compose
from pipeline.handbooks.book import Book
from pipeline.record.model import Standard

NAME = "docx"
SUFFIX = ".docx"
TEMPLATE_SUFFIX = ".docx"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook as a DOCX package; see ``Renderer``."""
    from pipeline.handbooks import _word  # noqa: PLC0415 - loads python-docx and lxml, which other formats do without

    return _word.fill(f"{options.template}{TEMPLATE_SUFFIX}", compose.context(standard, options), options)


def bind(book: Book, options: Options) -> bytes:
    """The volume: the template ``book`` with the chapters in it; see ``render``."""
    from pipeline.handbooks import _word  # noqa: PLC0415 - loads python-docx and lxml, which other formats do without

    contexts = (compose.context(chapter.standard, options) for chapter in book.chapters)
    return _word.bind(f"book{TEMPLATE_SUFFIX}", f"{options.template}{TEMPLATE_SUFFIX}", book, contexts, options)

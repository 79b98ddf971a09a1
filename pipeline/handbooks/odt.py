"""The handbook as an OpenDocument text, made from an OpenDocument text that staff can restyle in LibreOffice."""

from __future__ import annotations

from pipeline.handbooks import Options, compose
from pipeline.handbooks.book import Book
from pipeline.record.model import Standard

NAME = "odt"
SUFFIX = ".odt"
TEMPLATE_SUFFIX = ".odt"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook as an ODT package; see ``Renderer``."""
    from pipeline.handbooks import _odf  # noqa: PLC0415 - loads lxml, which other formats do without

    return _odf.fill(f"{options.template}{TEMPLATE_SUFFIX}", compose.context(standard, options), options)


def bind(book: Book, options: Options) -> bytes:
    """The volume: the template ``book`` with the chapters in it; see ``render``."""
    from pipeline.handbooks import _odf  # noqa: PLC0415 - loads lxml, which other formats do without

    contexts = (compose.context(chapter.standard, options) for chapter in book.chapters)
    return _odf.bind(f"book{TEMPLATE_SUFFIX}", f"{options.template}{TEMPLATE_SUFFIX}", book, contexts, options)

"""The handbook as a tagged PDF."""

from __future__ import annotations

from pipeline.handbooks import Options, compose
from pipeline.handbooks.book import Book
from pipeline.record.model import Standard

NAME = "pdf"
SUFFIX = ".pdf"
TEMPLATE_SUFFIX = ".typ"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook as PDF; see ``Renderer``."""
    from pipeline.handbooks import _typst  # noqa: PLC0415 - loads typst, which other formats do without

    return _typst.fill(f"{options.template}{TEMPLATE_SUFFIX}", compose.context(standard, options), options)


def bind(book: Book, options: Options) -> bytes:
    """The volume: the template ``book``, which sets every chapter with the template of the chapters; see ``render``."""
    from pipeline.handbooks import _typst  # noqa: PLC0415 - loads typst, which other formats do without

    chapters = [compose.context(chapter.standard, options, chapter.prefix) for chapter in book.chapters]
    return _typst.bind(f"book{TEMPLATE_SUFFIX}", f"{options.template}{TEMPLATE_SUFFIX}", book, chapters, options)

"""The handbook as a Word document, made from a Word document that staff can restyle."""

from __future__ import annotations

from pipeline.handbooks import BOOK, RenderOptions
from pipeline.handbooks.book import Book
from pipeline.handbooks.compose import View
from pipeline.handbooks.environment import data_of

NAME = "docx"
SUFFIX = ".docx"
TEMPLATE_SUFFIX = ".docx"


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook as a DOCX package; see ``Renderer``."""
    from pipeline.handbooks import _word  # noqa: PLC0415 - loads python-docx and lxml, which other formats do without

    return _word.fill(f"{template}{TEMPLATE_SUFFIX}", data_of(view), options, view.date, view.imprint.colour)


def bind(book: Book, template: str, options: RenderOptions) -> bytes:
    """The volume: the template ``book`` with the chapters in it; see ``Binder``."""
    from pipeline.handbooks import _word  # noqa: PLC0415 - loads python-docx and lxml, which other formats do without

    return _word.bind(f"{BOOK}{TEMPLATE_SUFFIX}", f"{template}{TEMPLATE_SUFFIX}", book, options)

"""The handbook as an OpenDocument text, made from an OpenDocument text that staff can restyle in LibreOffice."""

from __future__ import annotations

from pipeline.handbooks import BOOK, RenderOptions
from pipeline.handbooks.book import Book
from pipeline.handbooks.compose import View
from pipeline.handbooks.environment import data_of

NAME = "odt"
SUFFIX = ".odt"
TEMPLATE_SUFFIX = ".odt"


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook as an ODT package; see ``Renderer``."""
    from pipeline.handbooks import _odf  # noqa: PLC0415 - loads lxml, which other formats do without

    return _odf.fill(f"{template}{TEMPLATE_SUFFIX}", data_of(view), options, view.date, view.imprint.colour)


def bind(book: Book, template: str, options: RenderOptions) -> bytes:
    """The volume: the template ``book`` with the chapters in it; see ``Binder``."""
    from pipeline.handbooks import _odf  # noqa: PLC0415 - loads lxml, which other formats do without

    return _odf.bind(f"{BOOK}{TEMPLATE_SUFFIX}", f"{template}{TEMPLATE_SUFFIX}", book, options)

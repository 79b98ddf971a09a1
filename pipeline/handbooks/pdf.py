"""The handbook as a tagged PDF."""

from __future__ import annotations

from pipeline.handbooks import BOOK, RenderOptions
from pipeline.handbooks.book import Book
from pipeline.handbooks.compose import View

NAME = "pdf"
SUFFIX = ".pdf"
TEMPLATE_SUFFIX = ".typ"


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook as PDF; see ``Renderer``."""
    from pipeline.handbooks import _typst  # noqa: PLC0415 - loads typst, which other formats do without

    return _typst.fill(f"{template}{TEMPLATE_SUFFIX}", view, options)


def bind(book: Book, template: str, options: RenderOptions) -> bytes:
    """The volume: the template ``book``, which sets every chapter with the template of the chapters; see ``Binder``."""
    from pipeline.handbooks import _typst_volume  # noqa: PLC0415 - loads typst, which other formats do without

    return _typst_volume.bind(f"{BOOK}{TEMPLATE_SUFFIX}", f"{template}{TEMPLATE_SUFFIX}", book, options)

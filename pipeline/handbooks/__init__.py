"""Handbooks: the view of a standard in, a document for people out, one module a format.

A renderer is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` (of the files it makes),
``TEMPLATE_SUFFIX`` (of its templates, ``None`` if it has none) and ``render(view, template, options)``, which returns
the bytes of one handbook. One that can also bind a volume has ``bind(book, template, options)``. The same input gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.base import registry
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.findings.diagnostics import Diagnostic, keep_silent

if TYPE_CHECKING:
    from pipeline.handbooks.book import Book
    from pipeline.handbooks.compose import View

HANDBOOK = "handbook"
"""The template that is filled if no other is asked for."""
EPUB_PACKAGE = "EPUB/package.opf"
"""The member of an e-book that says what it is."""
BOOK = "book"
"""The template that binds volumes."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How handbooks are made.

    ``templates`` is a folder whose files go before the supplied templates of the same name. ``report`` is told what a
    handbook that was made cannot show. ``export``: what users say of data that is made along with handbooks.
    """

    templates: Path | None = None
    report: Callable[[Diagnostic], object] = keep_silent
    export: ExportSettings = USUAL


class Renderer(Protocol):
    """What every renderer module offers."""

    NAME: str
    SUFFIX: str
    TEMPLATE_SUFFIX: str | None

    def render(self, view: View, template: str, options: RenderOptions) -> bytes:
        """The handbook as the content of one file.

        ``template`` is the name of the template: ``handbook``, ``form`` (the official form), or an own one.

        Raises:
            TemplateError: the template is missing or cannot be used.
            CannotRender: this format cannot be made here; says what to do.
        """


class Binder(Renderer, Protocol):
    """What a renderer module offers whose format can hold a volume."""

    def bind(self, book: Book, template: str, options: RenderOptions) -> bytes:
        """The volume as the content of one file; ``template`` is that of its chapters. Raises as ``render``."""


def available() -> tuple[Renderer, ...]:
    """All renderers, in the order of their names."""
    return tuple(cast(Renderer, module) for module in registry.parts(__name__, "render"))


def named(name: str) -> Renderer | None:
    """The renderer called ``name``, if there is one; the others are not loaded. Raises as ``registry.named``."""
    module = registry.named(__name__, name)
    return cast(Renderer, module) if hasattr(module, "render") else None


def binders() -> tuple[Binder, ...]:
    """Those of them whose format can hold a volume."""
    return tuple(cast(Binder, module) for module in registry.parts(__name__, "bind"))

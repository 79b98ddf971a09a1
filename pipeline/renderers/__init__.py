"""Renderers: a standard in, a handbook out, one file a format.

A renderer is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` (of the files it makes),
``TEMPLATE_SUFFIX`` (of its templates, ``None`` if it has none) and ``render(standard, options)``, which returns the
bytes of one handbook. One that can also bind a volume has ``bind(book, options)``. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from pipeline import registry
from pipeline.diagnostics import Diagnostic
from pipeline.errors import SettingsError
from pipeline.language import _
from pipeline.model import Standard


def keep_silent(_found: Diagnostic) -> None:
    """Reports to nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a handbook shows beside the standard itself.

    ``findings`` is ``None`` if no appendix was asked for, and empty if it was but there is nothing to report.
    ``templates`` is a folder whose files go before the supplied templates of the same name. ``template`` says which
    of the templates to fill: ``handbook``, ``form`` (the official form), or one of the folder's own.
    ``report`` is told what a handbook that was made cannot show.
    """

    tool_version: str
    findings: tuple[Diagnostic, ...] | None = None
    templates: Path | None = None
    template: str = "handbook"
    report: Callable[[Diagnostic], object] = keep_silent


class Renderer(Protocol):
    """What every renderer module offers."""

    NAME: str
    SUFFIX: str
    TEMPLATE_SUFFIX: str | None

    def render(self, standard: Standard, options: Options) -> bytes:
        """The handbook as the content of one file.

        Raises:
            TemplateError: a template is missing or cannot be used.
            CannotRender: this format cannot be made here; says what to do.
        """


def available() -> tuple[Renderer, ...]:
    """All renderers, in the order of their names."""
    found = [cast(Renderer, module) for module in registry.modules(__name__) if hasattr(module, "SUFFIX")]
    return tuple(sorted(found, key=lambda renderer: renderer.NAME))


def find(name: str) -> Renderer:
    """The renderer called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    renderers = {renderer.NAME: renderer for renderer in available()}
    if name not in renderers:
        raise SettingsError(
            _("no output format is called {name}; choose from: {names}").format(name=name, names=", ".join(renderers))
        )
    return renderers[name]

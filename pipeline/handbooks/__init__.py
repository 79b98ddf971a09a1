"""Renderers: a standard in, a handbook out, one file a format.

A renderer is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` (of the files it makes),
``TEMPLATE_SUFFIX`` (of its templates, ``None`` if it has none) and ``render(standard, options)``, which returns the
bytes of one handbook. One that can also bind a volume has ``bind(book, options)``. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from pipeline import __version__
from pipeline.base import registry
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.record.model import Standard


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


def render(
    standard: Standard,
    format: str,
    *,
    findings: Iterable[Diagnostic] | None = None,
    templates: Path | None = None,
    template: str = "handbook",
    report: Callable[[Diagnostic], object] | None = None,
) -> bytes:
    """One handbook. ``findings`` become its appendix; ``templates`` is a folder laid above the supplied templates.

    ``template`` is the name of the template: ``handbook``, ``form`` (the official form), or an own one.
    ``report`` is told what the handbook cannot show, such as a character that no font has.

    Raises:
        SettingsError: there is no such format.
        TemplateError: a template is missing or cannot be used.
        CannotRender: this format cannot be made here, such as PDF where there is no Chinese font.
    """
    options = Options(
        tool_version=__version__,
        findings=None if findings is None else tuple(findings),
        templates=templates,
        template=template,
        report=report or keep_silent,
    )
    return find(format).render(standard, options)

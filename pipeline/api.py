"""The three steps as plain functions: what ``import pipeline`` offers, and what the commands are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline import __version__, checks, registry, renderers
from pipeline.diagnostics import Diagnostic
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.model import Standard
from pipeline.reading import Reading, read_standard
from pipeline.registry import Rule


def read(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The record in a source document or record file, with its outcome and findings; raises nothing for bad input."""
    return read_standard(Path(path), limits)


def check(standard: Standard, rules: Iterable[Rule] | None = None) -> tuple[Diagnostic, ...]:
    """What ``rules`` (``None``: all of them) find in ``standard``, in the order of places."""
    return checks.run(standard, registry.rules().values() if rules is None else rules)


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
    options = renderers.Options(
        tool_version=__version__,
        findings=None if findings is None else tuple(findings),
        templates=templates,
        template=template,
        report=report or renderers.keep_silent,
    )
    return renderers.find(format).render(standard, options)

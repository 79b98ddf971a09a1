"""What can be written of one standard: its handbooks, and the exports that make a file for every standard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import exports, handbooks
from pipeline.base import registry
from pipeline.base.suggestions import one_of
from pipeline.exports import ExportedStandard, ExportOptions, ReleaseExport, StandardExport
from pipeline.handbooks import HANDBOOK, Renderer, RenderOptions

if TYPE_CHECKING:
    from pipeline.handbooks.compose import View


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what ``--to`` calls it, the suffix of its files, and that of its templates (``None``: it has none).

    ``make(view, template, options)`` gives the content of a file, as ``Renderer.render`` does. A view that several
    formats are given is composed once for all of them. ``module`` is the part that this comes from.
    """

    name: str
    suffix: str
    template_suffix: str | None
    make: Callable[[View, str, RenderOptions], bytes]
    module: str

    def file_name(self, stem: str, template: str) -> str:
        """The name of the file; outputs of the template ``handbook`` are called after the standard alone."""
        is_usual = template == HANDBOOK or self.template_suffix is None
        return f"{stem}{'' if is_usual else f'-{template}'}{self.suffix}"


def available() -> tuple[Format, ...]:
    """All formats, in the order of their names.

    Raises:
        SettingsError: two parts have one name, or would write files of one suffix.
    """
    renderers, all_exports = handbooks.available(), exports.available()
    parts: list[Renderer | StandardExport | ReleaseExport] = [*renderers, *all_exports]
    registry.refuse_doubles((one.NAME, registry.name_of(one)) for one in parts)
    found = [
        *(_of_renderer(one) for one in renderers),
        *(_of_export(one) for one in exports.per_standard()),
    ]
    registry.refuse_doubles((one.suffix, one.module) for one in found)
    return tuple(sorted(found, key=lambda one: one.name))


def chosen(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats of these names, which can be written side by side.

    Raises:
        SettingsError: see ``find``; or two would write files of one suffix.
    """
    found = tuple(map(find, names))
    registry.refuse_doubles((one.suffix, one.module) for one in found)
    return found


def find(name: str) -> Format:
    """The format called ``name``; other exports, handbooks and what they are made with are loaded only if need be.

    Raises:
        SettingsError: there is none of that name, or there are two.
    """
    export, renderer = exports.named(name), handbooks.named(name)
    registry.refuse_doubles((name, registry.name_of(one)) for one in (export, renderer) if one)
    if export and export.PER == "standard":
        return _of_export(export)
    if renderer:
        return _of_renderer(renderer)
    return one_of(name, {one.name: one for one in available()}, "icap formats")


def _of_renderer(one: Renderer) -> Format:
    return Format(one.NAME, one.SUFFIX, one.TEMPLATE_SUFFIX, one.render, registry.name_of(one))


def _of_export(one: StandardExport) -> Format:
    def make(view: View, _template: str, options: RenderOptions) -> bytes:
        entry = ExportedStandard(exports.key(view.standard), view.standard, view.findings or ())
        return one.export(entry, ExportOptions(options.export, options.report))

    return Format(one.NAME, one.SUFFIX, None, make, registry.name_of(one))

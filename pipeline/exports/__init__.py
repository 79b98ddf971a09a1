"""Exports: records in, named files for other programs out, one module a format.

An export is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` (of the files it makes),
``PER`` and ``export(standards, options)``. ``PER = "standard"``: every standard has a file of its own, called after it,
so that ``icap build`` can write it beside the handbooks. ``PER = "release"``: the files are about all standards
together, such as a workbook with a row for each. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from pipeline import __version__
from pipeline.base import registry
from pipeline.base.suggestions import one_of
from pipeline.findings.diagnostics import Diagnostic, keep_silent
from pipeline.record.model import Standard


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export says beside the records. ``report`` is told what its format cannot hold."""

    tool_version: str = __version__
    report: Callable[[Diagnostic], object] = keep_silent


class Export(Protocol):
    """What every export module offers."""

    NAME: str
    SUFFIX: str
    PER: Literal["standard", "release"]

    def export(self, standards: Mapping[str, Standard], options: ExportOptions) -> dict[str, bytes]:
        """The files by their names.

        The keys of ``standards`` are the names that their outputs have, without a suffix; no two are alike. An export
        per standard gives ``<key><SUFFIX>`` for each.

        Raises:
            CannotRender: this format cannot be made here; says what to do.
        """


def available() -> tuple[Export, ...]:
    """All exports, in the order of their names."""
    return tuple(cast(Export, module) for module in registry.parts(__name__, "export"))


def find(name: str) -> Export:
    """The export called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    return one_of(name, {one.NAME: one for one in available()}, "icap formats")

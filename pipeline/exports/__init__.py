"""Exports: records in, named files for other programs out, one module a format.

An export is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` (of the files it makes),
``PER`` and a function ``export``. The same input gives the same bytes: no clock, sorted members.

``PER = "standard"``: ``export(entry, options)`` gives the content of a file about one standard, which is called
``<key><SUFFIX>``, so that ``icap build`` can write it beside the handbooks. ``PER = "release"``:
``export(entries, folder, options)`` writes files about all standards together into a folder and says their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from pipeline import __version__
from pipeline.base import files, registry
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.suggestions import one_of
from pipeline.findings.diagnostics import Diagnostic, keep_silent

if TYPE_CHECKING:  # the names of exports are needed where no record is
    from pipeline.record.model import Standard

RELEASE = "release"
"""What the file about a release is called, without its suffix."""


@dataclass(frozen=True, slots=True)
class ExportedStandard:
    """A standard that is exported, with the findings about it that count.

    ``key`` is what its own files are called after: no other standard of the release has the same.
    """

    key: str
    standard: Standard
    findings: tuple[Diagnostic, ...] = ()


class Entries(Protocol):
    """All standards of a release in the order of their keys. Each pass reads them anew; memory holds one at a time."""

    def __iter__(self) -> Iterator[ExportedStandard]:
        """One entry after the other."""

    def __len__(self) -> int:
        """How many there are; at least one."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export says beside the records. ``report`` is told what its format cannot hold."""

    settings: ExportSettings = USUAL
    report: Callable[[Diagnostic], object] = keep_silent
    tool_version: str = __version__


class StandardExport(Protocol):
    """What every export module with a file per standard offers."""

    NAME: str
    SUFFIX: str
    PER: Literal["standard"]

    def export(self, entry: ExportedStandard, options: ExportOptions) -> bytes:
        """The content of the file about this standard.

        Raises:
            CannotRender: this format cannot be made here; says what to do.
            SettingsError: a setting is missing that every standard needs.
        """


class ReleaseExport(Protocol):
    """What every export module with files about all standards offers."""

    NAME: str
    SUFFIX: str
    PER: Literal["release"]

    def export(self, entries: Entries, folder: Path, options: ExportOptions) -> Iterable[str]:
        """Writes files into ``folder``, which is there and empty, and gives their names as seen from there.

        A name has one folder at most (``csv/tasks.csv``). Raises as ``StandardExport.export``.
        """


def available() -> tuple[StandardExport | ReleaseExport, ...]:
    """All exports, in the order of their names."""
    return tuple(cast(StandardExport | ReleaseExport, module) for module in registry.parts(__name__, "export"))


def named(name: str) -> StandardExport | ReleaseExport | None:
    """The export called ``name``, if there is one; the others are not loaded. Raises as ``registry.named``."""
    module = registry.named(__name__, name)
    return cast(StandardExport | ReleaseExport, module) if hasattr(module, "export") else None


def per_standard() -> tuple[StandardExport, ...]:
    """Those that make a file for every standard."""
    return tuple(one for one in available() if one.PER == "standard")


def per_release() -> tuple[ReleaseExport, ...]:
    """Those whose files are about all standards together."""
    return tuple(one for one in available() if one.PER == "release")


def find(name: str) -> StandardExport | ReleaseExport:
    """The export called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    return one_of(name, {one.NAME: one for one in available()}, "icap formats")


def key(standard: Standard, taken: set[str] | None = None) -> str:
    """What files of ``standard`` are called after: its code, else its name, else the document that it was read from.

    No two have one key if ``taken`` is the same set for all of them; it takes up what is given.
    """
    name = standard.code or standard.name or Path(standard.source.name).stem
    return files.unique_stem(name, set() if taken is None else taken)

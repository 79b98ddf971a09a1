"""Tries the templates of comparison sheets that an office has changed, as ``icap template check`` does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.base.errors import TemplateError
from pipeline.compare import sheets
from pipeline.compare.changes import compare
from pipeline.compare.sheet import Unchanged, sheet
from pipeline.handbooks import RenderOptions
from pipeline.handbooks._slips import slip_faults
from pipeline.handbooks._specimen import BARE, SPECIMEN
from pipeline.handbooks.templates import Trial

_PAIRS = ((SPECIMEN, BARE), (BARE, SPECIMEN), (SPECIMEN, SPECIMEN))


def check(folder: Path) -> Iterator[Trial]:
    """One trial for every template of sheets in ``folder``; a slip of the hand is a fault of its own."""
    for name in sorted(file.name for file in folder.iterdir()):
        yield from trials(folder, name)


def trials(folder: Path, name: str) -> Iterator[Trial]:
    """What comes of filling the template ``name`` of ``folder``; nothing, if it is none of sheets."""
    for form in sheets.available():
        suffixes = (form.SUFFIX, f"{form.SUFFIX}.j2")
        if name in {f"{sheets.TEMPLATE}{suffix}" for suffix in suffixes} and (folder / name).is_file():
            faults = slip_faults(folder / name)
            yield from (Trial(name, fault=fault) for fault in faults)
            if not faults:
                yield _tried(name, form, folder)


def holds_others(name: str, folder: Path) -> bool:
    """Whether the template of the form ``name`` can be filled with the specimens: a pair that it cannot hold is then
    the one at fault."""
    return _tried(name, sheets.find(name), folder).fault is None


def _tried(name: str, form: sheets.SheetFormat, folder: Path) -> Trial:
    try:
        for old, new in _PAIRS:
            record = compare(old, new)
            form.render(record, sheet(record, unchanged=Unchanged.NAME), RenderOptions(folder))
    except TemplateError as error:
        return Trial(name, fault=str(error))
    return Trial(name)

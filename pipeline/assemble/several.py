"""Tells whether a file holds more than one standard, one behind the other, or one twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.assemble import columns
from pipeline.assemble.rows import FormRow
from pipeline.assemble.sections import HEADER_TABLE_LABELS, VERSION_LABELS, is_title
from pipeline.record import codes

_ENOUGH = 4
"""So many labels in a row or in a table tell the version table or the header table."""
_FIRST_TASK = re.compile(r"T1\.1(?:\.1)?(?![.\d])")


@dataclass(frozen=True, slots=True)
class FoundStandard:
    """One standard of a file: its code, or its name where it has none, and the row that it begins with."""

    name: str
    start: FormRow
    page: int | None


def several(rows: Sequence[FormRow]) -> tuple[FoundStandard, ...]:
    """The standards of a file that holds more than one; else none.

    A second one begins with a title, version table or header table behind a competence table, and has a competence
    table of its own. Of the same code it must begin with the first task again: a header table can stand on every page.
    """
    starts = list(_starts(rows))
    parts = [rows[start:end] for start, end in pairwise([0, *starts, len(rows)])]
    forms: list[tuple[FoundStandard, Sequence[FormRow]]] = []
    for part in parts:
        if not part:
            continue
        form = FoundStandard(_name(part), part[0], next((row.location.page for row in part if row.texts), None))
        if not forms or (_has_table(part) and _is_another(form, part, forms[-1][0])):
            forms.append((form, part))
    return tuple(form for form, _part in forms) if len(forms) > 1 else ()


def _starts(rows: Sequence[FormRow]) -> Iterator[int]:
    """Where a form begins behind a competence table, each with the title before it."""
    labels = _labels_by_table(rows)
    behind_table = False
    for at, row in enumerate(rows):
        if columns.opens(rows, at):
            behind_table = True
        elif behind_table and row.texts and (is_title(row) or _opens_front(row, labels)):
            behind_table = False
            yield at


def _labels_by_table(rows: Sequence[FormRow]) -> dict[int, set[str]]:
    """The labels of the header table in every table that may be one."""
    found: dict[int, set[str]] = {}
    for row in rows:
        if row.table is not None:
            found.setdefault(row.table, set()).update(text for text in row.texts if text in HEADER_TABLE_LABELS)
    return found


def _opens_front(row: FormRow, labels: dict[int, set[str]]) -> bool:
    """Whether a row is the header of a version table, or of a header table with labels enough."""
    if row.table is None:
        return False
    is_profile = row.texts[0].startswith(HEADER_TABLE_LABELS) and len(labels[row.table]) >= _ENOUGH
    return is_profile or len(VERSION_LABELS & set(row.texts)) >= _ENOUGH


def _has_table(part: Sequence[FormRow]) -> bool:
    return any(columns.opens(part, at) for at in range(len(part)))


def _is_another(form: FoundStandard, part: Sequence[FormRow], before: FoundStandard) -> bool:
    return form.name != before.name or any(_FIRST_TASK.match(text) for row in part for text in row.texts)


def _name(part: Sequence[FormRow]) -> str:
    """The code in the header table or the version table, else the title."""
    for at, row in enumerate(part):
        if columns.opens(part, at):
            break
        for text in row.texts:
            code = codes.STANDARD_CODE_TOLERANT.search(text)
            if code and row.table is not None:
                return codes.normalize_standard(code[0])
    return next((row.texts[0].removesuffix("職能基準") for row in part if row.texts and is_title(row)), "?")

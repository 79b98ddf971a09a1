"""Tells whether a file holds more than one standard, one behind the other, or one twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from pipeline.assemble import columns
from pipeline.assemble.rows import FormRow
from pipeline.assemble.sections import LEVEL_TABLE_COLUMNS
from pipeline.assemble.titles import HEADER_TABLE_LABELS, VERSION_LABELS, is_attitude_title, is_title, notes_title
from pipeline.record import codes

_ENOUGH = 4
"""So many labels in a row or in a table tell the version table or the header table."""
_FIRST_TASK = re.compile(r"T1\.1(?:\.1)?(?![.\d])")
_LEVELS = re.compile(r"(?P<letter>[TOP])(?P<numbers>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})")
_LABELS = frozenset(HEADER_TABLE_LABELS)
_UNKNOWN = "?"


class FoundStandard(NamedTuple):
    """One standard of a file: its code, or its name where it has none, and the row that it begins with.

    ``title`` is the name in its title line.
    """

    name: str
    start: FormRow
    page: int | None
    title: str = ""

    @property
    def has_head(self) -> bool:
        """Whether it says what it is: by a code or a title."""
        return self.name != _UNKNOWN


def several(rows: Sequence[FormRow]) -> tuple[FoundStandard, ...]:
    """The standards of a file that holds more than one; else none.

    A second one begins with a title, version table or header table behind a competence table, and has a competence
    table of its own. Of the same code it must begin with the first task again: a header table can stand on every page.
    A competence table is the beginning of another standard too, unless it goes on from the one above.
    """
    starts = list(_starts(rows))
    if not starts:
        return ()
    parts = [rows[start:end] for start, end in pairwise([0, *starts, len(rows)])]
    forms: list[tuple[FoundStandard, Sequence[FormRow]]] = []
    for part in parts:
        if not part:
            continue
        page = next((row.location.page for row in part if row.texts), None)
        form = FoundStandard(_name(part), part[0], page, _title(part))
        if not forms or (_has_table(part) and _is_another(form, part, forms[-1][0])):
            forms.append((form, part))
    return tuple(form for form, _part in forms) if len(forms) > 1 else ()


def _starts(rows: Sequence[FormRow]) -> Iterator[int]:
    """Where a form begins behind a competence table, each with the title before it."""
    labels = cache(partial(_labels_by_table, rows))
    begun, table, closed = 0, None, False
    for at, row in enumerate(rows):
        if columns.opens(rows, at):
            if table is not None and table != row.table and _begins_anew(rows, begun, at, closed=closed):
                yield at
                begun, closed = at, False
            table = row.table
        elif table is not None and row.texts:
            if is_title(row) or _opens_front(row, labels):
                yield at
                begun, table, closed = at, None, False
            closed = closed or is_attitude_title(row.texts[0]) or notes_title(row.texts[0]) > 0


def _begins_anew(rows: Sequence[FormRow], begun: int, at: int, *, closed: bool) -> bool:
    """Whether the competence table at ``at`` is another than those since ``begun``, and not the rest of them.

    ``closed``: attitudes or notes stand between; then only codes that go on from the last ones tell that it is the
    rest. Else only a first task of another name tells that it is not.
    """
    before, table = rows[begun:at], [row for row in rows[at:] if row.table == rows[at].table]
    first, earlier = _first_task(table), _first_task(before)
    if not closed:
        return bool(first and earlier) and not first.startswith(earlier) and not earlier.startswith(first)
    if not any(len(row.texts) > LEVEL_TABLE_COLUMNS and not columns.continues(row) for row in table[1:]):
        return False
    own, others = _numbers(table, "TOP"), _numbers(before, "TOP")
    tasks = _numbers(table, "T")
    return not own or not others or min(own) < max(others) or (bool(tasks) and min(tasks) <= max(others))


def _first_task(rows: Sequence[FormRow]) -> str:
    return next((text for row in rows for text in row.texts if _FIRST_TASK.match(text)), "")


def _numbers(rows: Sequence[FormRow], letters: str) -> list[tuple[int, ...]]:
    """The first two numbers of every code that opens a cell; of duties' codes none."""
    found = (_LEVELS.match(text) for row in rows for text in row.texts)
    codes_found = [match["numbers"].split(".") for match in found if match and match["letter"] in letters]
    return [tuple(map(int, numbers[:2])) for numbers in codes_found if len(numbers) > 1]


def _labels_by_table(rows: Sequence[FormRow]) -> dict[int, set[str]]:
    """The labels of the header table in every table that may be one."""
    found: dict[int, set[str]] = {}
    for row in rows:
        if row.table is not None:
            found.setdefault(row.table, set()).update(_LABELS.intersection(row.texts))
    return found


def _opens_front(row: FormRow, labels: Callable[[], Mapping[int, set[str]]]) -> bool:
    """Whether a row is the header of a version table, or of a header table with labels enough."""
    if row.table is None:
        return False
    is_profile = row.texts[0].startswith(HEADER_TABLE_LABELS) and len(labels()[row.table]) >= _ENOUGH
    return is_profile or len(VERSION_LABELS & set(row.texts)) >= _ENOUGH


def _has_table(part: Sequence[FormRow]) -> bool:
    return any(columns.opens(part, at) for at in range(len(part)))


def _is_another(form: FoundStandard, part: Sequence[FormRow], before: FoundStandard) -> bool:
    has_title_alone = form.name == form.title == before.title
    if columns.opens(part, 0) or (form.name != before.name and not has_title_alone):
        return True
    return any(_FIRST_TASK.match(text) for row in part for text in row.texts)


def _name(part: Sequence[FormRow]) -> str:
    """The code in the header table or the version table, else the title."""
    for at, row in enumerate(part):
        if columns.opens(part, at):
            break
        for text in row.texts:
            code = codes.STANDARD_CODE_TOLERANT.search(text)
            if code and row.table is not None:
                return codes.normalize_standard(code[0])
    return _title(part) or _UNKNOWN


def _title(part: Sequence[FormRow]) -> str:
    return next((row.texts[0].removesuffix("職能基準") for row in part if row.texts and is_title(row)), "")

"""Duties that share a cell, and rows that hold tasks of several duties (docs/form.md, quirk 54).

The codes tell which task, output and indicator is of which duty; level, knowledge and skills are of all tasks of a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.assemble import breaks
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft
from pipeline.assemble.items import CodedText, Context, cut
from pipeline.assemble.rules import FormRule
from pipeline.assemble.spans import Span, joined
from pipeline.assemble.table_rows import TableRow
from pipeline.assemble.tokens import plain
from pipeline.record import codes

_TOLD = (Column.TASK, Column.OUTPUT, Column.INDICATOR)
"""The columns whose codes tell the duty."""
_SEVERAL = 2


class DutyRows(NamedTuple):
    """Rows of which only the first has anything in the cell of the duty."""

    rows: tuple[TableRow, ...]

    @property
    def named(self) -> list[int]:
        """The numbers of the duties in that cell, in their order; none if one has none or stands there twice."""
        found = [_duty_of(item) for item in _items(self.rows[0], Column.DUTY)]
        numbers = [number for number in found if number is not None]
        return numbers if len(found) == len(set(numbers)) else []


def with_duties_parted(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, each with tasks of one duty only, and each duty where its tasks begin."""
    may_hold_several = (row for row in rows if plain(row.cell(Column.DUTY).text).upper().count("T") >= _SEVERAL)
    if not any(len(_items(row, Column.DUTY)) > 1 for row in may_hold_several):
        return list(rows)
    return [row for group in _by_duty_cell(list(_printed_once(rows))) for row in _parted(group)]


def _printed_once(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """The rows without the cells of several duties, and of their tasks, that engines print again on the next page."""
    duties, above = Span(), None
    for row in rows:
        if _prints_again(row, Column.DUTY, duties):
            row = _without_repeat(row, Column.DUTY)
            if above and row.opens_part and _prints_again(row, Column.TASK, above.cell(Column.TASK)):
                row = _without_repeat(row, Column.TASK)
                if row.cell(Column.LEVEL).compact == above.cell(Column.LEVEL).compact:
                    row = _without_repeat(row, Column.LEVEL)
        duties = row.cell(Column.DUTY) or duties
        above = row
        yield row


def _prints_again(row: TableRow, column: Column, known: Span) -> bool:
    """Whether a cell holds the several items of ``known`` again, with their names or without."""
    before = cut(known, Context(column)) if known else None
    again = cut(row.cell(column), Context(column)) if row.cell(column) else None
    if not before or not again or again.head or not len(before.items) == len(again.items) >= _SEVERAL:
        return False
    pairs = zip(before.items, again.items, strict=True)
    return all(breaks.rest_of_repeat(ItemDraft.of(one), other, may_be_cut=False) == "" for one, other in pairs)


def _without_repeat(row: TableRow, column: Column) -> TableRow:
    return replace(row.without(column), labels=(*row.labels, row.cell(column)))


def _by_duty_cell(rows: Sequence[TableRow]) -> Iterator[DutyRows]:
    group: list[TableRow] = []
    for row in rows:
        if group and row.cell(Column.DUTY):
            yield DutyRows(tuple(group))
            group = []
        group.append(row)
    if group:
        yield DutyRows(tuple(group))


def _items(row: TableRow, column: Column) -> tuple[CodedText, ...]:
    text = row.cell(column)
    return cut(text, Context(column)).items if text else ()


def _duty_of(item: CodedText) -> int | None:
    code = codes.parse(item.code)
    return code.numbers[0] if code else None


def _served(row: TableRow) -> set[int | None]:
    """The numbers of the duties whose tasks a row names, or tells by outputs and indicators if it names none."""
    named = {_duty_of(item) for item in _items(row, Column.TASK)}
    return named or {task[0] for task in row.tasks_told}


def _served_by(row: TableRow, named: Sequence[int]) -> list[int]:
    served = _served(row)
    return [number for number in named if number in served]


def _hold_several(found: DutyRows) -> bool:
    named = found.named
    return len(named) > 1 and any(len(_served_by(row, named)) > 1 for row in found.rows)


def _apart(found: DutyRows) -> DutyRows:
    named = found.named
    return DutyRows(tuple(part for row in _whole(found) for part in _by_duty(row, _served_by(row, named))))


def _whole(found: DutyRows) -> list[TableRow]:
    """The rows, each of several duties with its rest behind a page break."""
    named = found.named
    rows: list[TableRow] = []
    for row in found.rows:
        if rows and _is_rest(row) and len(_served_by(rows[-1], named)) > 1:
            rows[-1] = rows[-1].joined(row)
        else:
            rows.append(row)
    return rows


def _is_rest(row: TableRow) -> bool:
    return row.opens_part and not any(row.cell(column) for column in (Column.DUTY, Column.TASK, Column.LEVEL))


def _by_duty(row: TableRow, numbers: Sequence[int]) -> Iterator[TableRow]:
    """One row for each duty that a row serves; what no code tells is of all of them."""
    if len(numbers) < _SEVERAL:
        yield row
        return
    shares = {column: _shares(row, column, numbers) for column in _TOLD if column in row.cells}
    whole = row
    for number in numbers:
        yield replace(row, cells={**row.cells, **{column: share[number] for column, share in shares.items()}})
        cells = {**whole.cells, Column.DUTY: Span()}
        row = replace(whole, cells=cells, opens_part=False, labels=(), credits=())


def _shares(row: TableRow, column: Column, numbers: Sequence[int]) -> dict[int, Span]:
    """What of a cell is of each duty: an item of no duty here goes with the one above it.

    Outputs and indicators without any code are of all, tasks are of one: a line each, or all of the first duty.
    """
    text, items = row.cell(column), _items(row, column)
    if not any(_duty_of(item) in numbers for item in items):
        lines = text.lines()
        if column is not Column.TASK:
            return dict.fromkeys(numbers, text)
        if len(lines) == len(numbers):
            return dict(zip(numbers, lines, strict=True))
        return {**dict.fromkeys(numbers, Span()), numbers[0]: text}
    shares: dict[int, list[Span]] = {number: [] for number in numbers}
    present = next(number for item in items if (number := _duty_of(item)) in shares)
    shares[present].append(text.cut(0, items[0].start))
    for item, end in zip(items, (*(item.start for item in items[1:]), len(text)), strict=True):
        duty = _duty_of(item)
        present = duty if duty in shares else present
        shares[present].append(text.cut(item.start, end))
    return {number: joined(pieces, "") for number, pieces in shares.items()}


def _places(found: DutyRows) -> dict[int, int]:
    """The duties that have their first task below the row that names them: by number, the index of that row."""
    places: dict[int, int] = {}
    first: dict[int | None, int] = {}
    for at, row in enumerate(found.rows):
        for served in _served(row):
            first.setdefault(served, at)
    for number in found.named[1:]:
        at = first.get(number, 0)
        if at and at not in places.values():
            places[number] = at
    return places


def _with_duties_moved(found: DutyRows) -> DutyRows:
    places, rows = _places(found), list(found.rows)
    cell, items = rows[0].cell(Column.DUTY), _items(rows[0], Column.DUTY)
    ends = (*(item.start for item in items[1:]), len(cell))
    texts = {_duty_of(item): cell.cut(item.start, end) for item, end in zip(items, ends, strict=True)}
    kept = [cell.cut(0, items[0].start), *(text for number, text in texts.items() if number not in places)]
    rows[0] = replace(rows[0], cells={**rows[0].cells, Column.DUTY: joined(kept, "")})
    for number, at in places.items():
        rows[at] = replace(rows[at], cells={**rows[at].cells, Column.DUTY: texts[number]})
    return DutyRows(tuple(rows))


SEVERAL_DUTIES_RULES: tuple[FormRule[DutyRows, DutyRows], ...] = (
    FormRule("54", "row-of-several-duties", _hold_several, _apart),
    FormRule("54", "duty-above-its-tasks", lambda found: bool(_places(found)), _with_duties_moved),
)
"""Each that fits is applied, one after the other."""


def _parted(found: DutyRows) -> tuple[TableRow, ...]:
    for rule in SEVERAL_DUTIES_RULES:
        if rule.when(found):
            cell = found.rows[0].cell(Column.DUTY)
            head, *others = rule.then(found).rows
            found = DutyRows((head.credited(str(rule), cell), *others))
    return found.rows

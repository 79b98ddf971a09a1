"""Cells of level, knowledge and skills that are merged over the rows of several tasks (docs/form.md, quirk 52).

Such a cell is of every task, and of every level of a task, that it stands beside. A page break can cut it; both parts
are one cell then, wherever its text stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from pipeline.assemble.column_codes import Column
from pipeline.assemble.items import CodedText, Context, cut
from pipeline.assemble.rules import FormRule, first
from pipeline.assemble.spans import Span, joined
from pipeline.assemble.table_rows import SHARED, TableRow
from pipeline.record import codes

_NOTHING = Span()


class MergedCell(NamedTuple):
    """A cell with the numbers of the first and the last row that it stands beside.

    ``rule`` tells that it was put together of parts. Where only empty cells tell that these are one, ``told`` is the
    first task that shares the cell for that reason.
    """

    column: Column
    text: Span
    first: int
    last: int
    rule: str | None = None
    told: Span = _NOTHING


class CutCell(NamedTuple):
    """The last cell of a column before a break and the first one behind it."""

    rows: Sequence[TableRow]
    duties: Sequence[int | None]
    """The number of each row's duty, as far as its codes tell it."""
    above: MergedCell
    below: MergedCell
    level_goes_on: bool
    """Whether the level is one over the break, and stands beside the same rows."""
    level_begins: bool
    """Whether the first row behind the break has a level, and that is of no row before it."""

    @property
    def is_of_several(self) -> bool:
        """Whether a part of it stands beside more than one task."""
        return _is_beside_several(self.rows, self.above) or _is_beside_several(self.rows, self.below)

    @property
    def is_of_one_duty(self) -> bool:
        """Whether the codes around the break tell of no new duty."""
        return len(set(self.duties[self.above.first : self.below.last + 1]) - {None}) < 2

    @property
    def others_begin(self) -> bool:
        """Whether the level and the other one of knowledge and skills, merged alike, begin anew behind the break."""
        if self.above.column is Column.LEVEL or not self.level_begins:
            return False
        other = Column.SKILL if self.above.column is Column.KNOWLEDGE else Column.KNOWLEDGE
        firsts = [self.rows[part.first] for part in (self.above, self.below)]
        others = [row for part in (self.above, self.below) for row in self.rows[part.first + 1 : part.last + 1]]
        is_alike = not any(row.cell(column) for row in others for column in (Column.LEVEL, other))
        return is_alike and all(row.cell(other) for row in firsts)

    @property
    def goes_on(self) -> bool:
        """Whether the row behind the break is the rest of the one before it."""
        row, before = self.rows[self.below.first], self.rows[self.above.last]
        if row.cell(Column.TASK) or row.cell(Column.LEVEL):
            return False
        named = {code.numbers for item in _tasks(before) if (code := codes.parse(item.code))}
        return all(task in named or task in before.tasks_told for task in row.tasks_told)

    @property
    def begins_inside(self) -> bool:
        """Whether the text behind the break begins in the middle of an item."""
        return bool(cut(self.below.text, Context(self.below.column)).head)

    def joined(self) -> MergedCell:
        """Both parts as one cell."""
        above, below = self.above, self.below
        text = joined([above.text, below.text])
        told = _NOTHING if below.text and self.begins_inside else self._first_task_below()
        return MergedCell(above.column, text, above.first, below.last, told=above.told or told)

    def _first_task_below(self) -> Span:
        rows = self.rows[self.below.first : self.below.last + 1]
        return next((text for row in rows if (text := row.cell(Column.TASK))), _NOTHING)


def _tasks(row: TableRow) -> tuple[CodedText, ...]:
    return cut(row.cell(Column.TASK), Context(Column.TASK)).items


def _duty(row: TableRow) -> int | None:
    """The number of the duty of which the row names a task, or which it names itself."""
    duties = cut(row.cell(Column.DUTY), Context(Column.DUTY)).items
    return next((code.numbers[0] for item in (*_tasks(row), *duties) if (code := codes.parse(item.code))), None)


def _is_beside_several(rows: Sequence[TableRow], cell: MergedCell) -> bool:
    """Whether a cell stands beside several tasks; its first row is of one, whether it names it or not."""
    return any(row.cell(Column.TASK) for row in rows[cell.first + 1 : cell.last + 1])


def _holds_nothing(cell: MergedCell, rows: Sequence[TableRow]) -> bool:
    """Whether a part is empty, and not because its only row lacks what this column holds."""
    if cell.text:
        return False
    return cell.last > cell.first or not any(rows[cell.first].cell(column) for column in SHARED)


def _is_one(found: CutCell) -> bool:
    above, below = found.above, found.below
    if not (found.is_of_several and found.is_of_one_duty) or not (above.text or below.text):
        return False
    if not below.text:
        return not found.others_begin
    if not above.text:
        return _holds_nothing(above, found.rows) and not found.others_begin
    if above.column is Column.LEVEL:
        return False
    return found.goes_on or found.level_goes_on or found.begins_inside


CUT_CELL_RULES: tuple[FormRule[CutCell, MergedCell], ...] = (
    FormRule("52", "merged-cell-cut-by-the-break", _is_one, CutCell.joined),
)


class MergedRows(NamedTuple):
    """The rows, each with what stands beside it in cells that begin above; and the cells whose parts only empty cells
    tell to be one.
    """

    rows: Sequence[TableRow]
    told: tuple[MergedCell, ...] = ()


def with_merged(rows: Sequence[TableRow]) -> MergedRows:
    """The rows with their merged cells, and what was concluded about such as a page break cuts."""
    if not any(row.reaching for row in rows):
        return MergedRows(rows)
    found = list(rows)
    told: list[MergedCell] = []
    levels: set[tuple[int, int]] = set()
    duties = [_duty(row) for row in rows]
    for column in SHARED:
        cells = list(_whole(rows, duties, list(_cells(rows, column)), levels))
        for cell in cells:
            _share(found, cell)
        told += [cell for cell in cells if cell.told]
        if column is Column.LEVEL:
            levels = {(cell.first, cell.last) for cell in cells if cell.rule}
    return MergedRows(found, tuple(told))


def _cells(rows: Sequence[TableRow], column: Column) -> Iterator[MergedCell]:
    """Every cell of a column that begins in one of the rows; none reaches over a break."""
    ends = [at for at, below in enumerate(rows[1:]) if below.opens_part]
    ends.append(len(rows) - 1)
    end = iter(ends)
    last = -1
    for at, row in enumerate(rows):
        if at > last:
            last = next(end)
        if column in row.cells:
            yield MergedCell(column, row.cell(column), at, min(at + row.reaching.get(column, 1) - 1, last))


def _whole(
    rows: Sequence[TableRow],
    duties: Sequence[int | None],
    cells: Sequence[MergedCell],
    levels: Set[tuple[int, int]],
) -> Iterator[MergedCell]:
    """The cells, those made one that a break parts. ``levels``: the first and last rows of levels that were parted."""
    cell: MergedCell | None = None
    for below in cells:
        if cell and rows[below.first].opens_part and cell.last == below.first - 1:
            at = below.first
            begins = bool(rows[at].cell(Column.LEVEL)) and not any(first < at <= last for first, last in levels)
            parts = CutCell(rows, duties, cell, below, (cell.first, below.last) in levels, begins)
            rule = first(CUT_CELL_RULES, parts)
            if rule:
                cell = rule.then(parts)._replace(rule=str(rule))
                continue
        if cell:
            yield cell
        cell = below
    if cell:
        yield cell


def _share(rows: list[TableRow], cell: MergedCell) -> None:
    """Gives a merged cell to all rows that it stands beside; its text is of the first one."""
    if cell.first == cell.last or not cell.text:
        return
    column = cell.column
    if cell.rule:
        row = rows[cell.first]
        rows[cell.first] = replace(row, cells={**row.cells, column: cell.text}).credited(cell.rule, cell.text)
    for at in range(cell.first + 1, cell.last + 1):
        row = rows[at]
        if cell.rule or not row.cell(column):
            cells = {**row.cells, column: Span()} if column in row.cells else row.cells
            rows[at] = replace(row, cells=cells, beside={**row.beside, column: cell.text})

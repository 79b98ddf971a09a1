"""Rulings to the cells of tables, whatever engine drew them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from pipeline.base.provenance import Box
from pipeline.base.values import frozen
from pipeline.readers._pdf.cells import MOST, Side, TooComplex, cells, joined, snapped, tables
from pipeline.readers._pdf.page import Ruling, holds

_TOLERANCE = 3.0
"""Points by which rulings that mean the same edge may lie apart, and lines that meet may miss each other."""
_DASH = 6.0
"""Points that a dash of a dashed line is long, and its gaps are wide, at most."""
_DASHES = 4
"""A row of dots or dashes is a line if it has at least so many."""
_SIDES = 2
"""The upright edges of a column."""
_BOXED = 0.5
"""A box around words is no wider than this share of the box that they stand in,"""
_HIGHEST_BOXED = 24.0
"""and no higher than so many points."""
_NEIGHBOURS = 50
"""The lines beside a line that are looked at."""
_THICKEST = 6.0
"""Points between the two lines of a double border, or the borders of two cells side by side, at most."""


@frozen
class GridCell:
    """A cell's box and its place in the grid; rows and columns from 0."""

    box: Box
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class Grid:
    """A ruled table; ``xs`` and ``tops`` are the edges of its columns and rows."""

    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    tops: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The table's outer edges."""
        return self.xs[0], self.tops[0], self.xs[-1], self.tops[-1]

    def holds(self, ruling: Ruling) -> bool:
        """Whether a ruling is one of the table's."""
        x0, top, x1, bottom = self.box
        left, right, above, below = x0 - _THICKEST, x1 + _THICKEST, top - _THICKEST, bottom + _THICKEST
        return left <= ruling.x0 <= ruling.x1 <= right and above <= ruling.top <= ruling.bottom <= below

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.tops) - 1

    @cached_property
    def _bands(self) -> list[Band]:
        columns: list[list[int | None]] = [[None] * (len(self.xs) - 1) for _row in range(self.rows)]
        for number, cell in enumerate(self.cells):
            for row in columns[cell.row : cell.row + cell.rowspan]:
                row[cell.column : cell.column + cell.colspan] = [number] * cell.colspan
        return [Band(self.xs, row) for row in columns]

    def row_at(self, height: float) -> int:
        """The number of the row at ``height``; below 0, or the number of rows, outside of the grid."""
        return bisect_right(self.tops, height) - 1

    def band(self, row: int) -> Band | None:
        """A row by its number; ``None`` if there is none."""
        return self._bands[row] if 0 <= row < self.rows else None


class Band(NamedTuple):
    """A row of a grid: the edges of its columns, and the number of the cell in each."""

    xs: Sequence[float]
    cells: Sequence[int | None]

    def cell_at(self, x: float) -> int | None:
        """The number of the cell at ``x``; ``None`` if there is none."""
        column = bisect_right(self.xs, x) - 1
        return self.cells[column] if 0 <= column < len(self.cells) else None


def grids(rulings: Iterable[Ruling]) -> tuple[Grid, ...]:
    """Every ruled table of a page, from top to bottom. A box around other tables (a page border) is none, nor are boxes
    around words or lines inside a cell.

    Where no line is drawn around anything, coloured areas side by side are taken for cells.
    """
    known = list(rulings)
    found = [grid for band in _bands([*_undashed(one for one in known if one.is_drawn)]) for grid in _grids(band)]
    if not found:
        found = [grid for band in _bands(known) for grid in _grids(band) if len(grid.xs) > _SIDES]
    kept = [grid for grid in found if not _frames(grid, found)]
    kept = [grid for grid in kept if len(grid.xs) > _SIDES or not _is_in_a_cell(grid, kept)]
    return tuple(sorted(kept, key=lambda grid: (grid.box[1], grid.box[0])))


def _is_in_a_cell(grid: Grid, others: Iterable[Grid]) -> bool:
    """Whether a grid lies in a cell of another."""
    x0, top, x1, bottom = grid.box
    return any(
        cell.box[0] <= x0 and cell.box[1] <= top and x1 <= cell.box[2] and bottom <= cell.box[3]
        for other in others
        if other is not grid
        for cell in other.cells
    )


def _undashed(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """The rulings, rows of dots and dashes made the lines that they draw."""
    short: list[Ruling] = []
    for ruling in rulings:
        length = max(ruling.x1 - ruling.x0, ruling.bottom - ruling.top)
        if length > 0:
            yield ruling
        if length <= _DASH:
            short.append(ruling)
    level = [Side(one.top, one.x0, one.x1) for one in short if one.top == one.bottom]
    upright = [Side(one.x0, one.top, one.bottom) for one in short if one.x0 == one.x1]
    yield from (Ruling(start, at, end, at) for at, start, end in _rows_of_dashes(level))
    yield from (Ruling(at, start, at, end) for at, start, end in _rows_of_dashes(upright))


def _rows_of_dashes(dashes: Iterable[Side]) -> Iterator[Side]:
    """The lines that dashes in a row draw."""
    row: list[Side] = []
    for dash in [*sorted(Side(round(at, 1), start, end) for at, start, end in dashes), None]:
        if dash and row and dash.at == row[0].at and dash.start - row[-1].end <= _DASH:
            row.append(dash)
            continue
        if len(row) >= _DASHES:
            yield Side(row[0].at, row[0].start, max(one.end for one in row))
        row = [dash] if dash else []


def _bands(rulings: Iterable[Ruling]) -> Iterator[list[Ruling]]:
    """The rulings between two stretches of the page's height without any, so that no table bends another's columns."""
    band: list[Ruling] = []
    reached = 0.0
    for ruling in sorted(rulings, key=lambda one: one.top):
        if band and ruling.top > reached + _THICKEST:
            yield band
            band = []
        reached = max(reached, ruling.bottom) if band else ruling.bottom
        band.append(ruling)
    if band:
        yield band


def _grids(rulings: Iterable[Ruling]) -> Iterator[Grid]:
    level, upright = [], []
    for ruling in rulings:
        if ruling.is_level:
            level.append(Side(ruling.top, ruling.x0, ruling.x1))
        else:
            upright.append(Side(ruling.x0, ruling.top, ruling.bottom))
    near = _TOLERANCE + _thickness(level, upright)
    level, upright = (joined(snapped(sides, near), near) for sides in (level, upright))
    if len(level) * len(upright) > MOST:
        raise TooComplex
    level = joined([*level, *_closings(level, upright, near)], near)
    found = (_grid(boxes) for boxes in tables(cells(level, upright, near)))
    return (grid for grid in found if grid.cells)


def _thickness(level: Sequence[Side], upright: Sequence[Side]) -> float:
    """How thick the borders are: the commonest distance of lines side by side, if there are such in both directions.

    The inner lines of a double border, or the border of a cell that stands apart, stop short of the crossing ones.
    """
    return min(_commonest(_gaps(sides)) for sides in (level, upright))


def _commonest(gaps: Iterable[float]) -> float:
    counted = Counter(round(gap, 1) for gap in gaps)
    return max(counted, key=lambda gap: counted[gap], default=0.0)


def _gaps(sides: Iterable[Side]) -> Iterator[float]:
    """The distances of lines side by side."""
    ordered = sorted(set(sides))
    for at, (position, start, end) in enumerate(ordered):
        for other, its_start, its_end in ordered[at + 1 : at + _NEIGHBOURS]:
            if other > position + _THICKEST:
                break
            shared = min(end, its_end) - max(start, its_start)
            if other > position and shared * 2 > max(end - start, its_end - its_start):
                yield other - position


def _closings(level: Sequence[Side], upright: Sequence[Side], near: float) -> Iterator[Side]:
    """The level lines that some engines leave out where a page break cuts a row.

    An upright line that ends with no level line there has an open cell at its side; the cell ends where the line
    does, and reaches to the next upright line that comes as far.
    """
    for x, top, bottom in upright:
        for height, inwards in ((top, 2 * near), (bottom, -2 * near)):
            if any(abs(side.at - height) <= near and side.start - near <= x <= side.end + near for side in level):
                continue
            beside = [
                other.at
                for other in upright
                if other.start - near <= height + inwards <= other.end + near
                and other.start - near <= height <= other.end + near
            ]
            left = max((other for other in beside if other < x - near), default=x)
            right = min((other for other in beside if other > x + near), default=x)
            if left < right:
                yield Side(height, left, right)


def _grid(boxes: Sequence[Box]) -> Grid:
    xs, column_of = _numbered({edge for box in boxes for edge in (box[0], box[2])})
    tops, row_of = _numbered({edge for box in boxes for edge in (box[1], box[3])})
    cells = tuple(
        GridCell(
            box=box,
            row=row_of[box[1]],
            column=column_of[box[0]],
            rowspan=row_of[box[3]] - row_of[box[1]],
            colspan=column_of[box[2]] - column_of[box[0]],
        )
        for box in sorted(boxes, key=itemgetter(1, 0))
        if row_of[box[1]] < row_of[box[3]] and column_of[box[0]] < column_of[box[2]]
    )
    return Grid(cells, tuple(xs), tuple(tops))


def _numbered(edges: Set[float]) -> tuple[list[float], dict[float, int]]:
    """The edges in order, those of one place once; and which of these each is."""
    distinct = _distinct(edges)
    return distinct, {edge: _index(distinct, edge) for edge in edges}


def _distinct(edges: Iterable[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 1.0:
            found.append(edge)
    return found


def _index(edges: Sequence[float], edge: float) -> int:
    """The number of the nearest of ``edges``, which are in order."""
    at = bisect_left(edges, edge)
    return at if at == 0 or (at < len(edges) and edges[at] - edge < edge - edges[at - 1]) else at - 1


def _frames(grid: Grid, others: Sequence[Grid]) -> bool:
    """Whether a grid is a single box drawn around other tables, not only around boxed words."""
    if len(grid.cells) > 1:
        return False
    widest = _BOXED * (grid.xs[-1] - grid.xs[0])
    tables_inside = (one for one in others if one is not grid and not _is_boxed_word(one, widest))
    corners = [(other.box[:2], other.box[2:]) for other in tables_inside]
    return any(holds(grid.box, start) and holds(grid.box, end) for start, end in corners)


def _is_boxed_word(grid: Grid, widest: float) -> bool:
    x0, top, x1, bottom = grid.box
    return len(grid.cells) == 1 and x1 - x0 <= widest and bottom - top <= _HIGHEST_BOXED

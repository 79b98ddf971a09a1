"""The grid of a Word table: how wide and high its rows and cells are, and which of them are merged."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from pipeline.readers import colors
from pipeline.readers._word import inks
from pipeline.readers._word.names import child, qn, value
from pipeline.readers.attributes import whole
from pipeline.readers.tables import MOST_COLUMNS

_TWIPS_PER_POINT = 20
_LOWEST_ROW = 40
"""Twentieths of a point: a row of fixed height shows nothing below it."""


def columns(table: Any) -> int:
    """How many columns the grid of a table says that it has."""
    return sum(1 for _column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))


def edges(table: Any, count: int) -> list[float]:
    """The edges of so many columns in points from the table's left; only that if the file does not tell all."""
    grid = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    widths = [whole(column.get(qn("w:w")), 0, 0, 1_000_000) for column in grid]
    if len(widths) < count or min(widths, default=0) <= 0:
        return [0.0]
    return [0.0, *(width / _TWIPS_PER_POINT for width in accumulate(widths))]


def is_squeezed(row: Any) -> bool:
    """Whether a row is made so low that it shows nothing."""
    height = child(row, "w:trPr/w:trHeight")
    if height is None or height.get(qn("w:hRule")) != "exact":
        return False
    return whole(height.get(qn("w:val")), _LOWEST_ROW, 0, _LOWEST_ROW) < _LOWEST_ROW


def span(cell: Any) -> int:
    """How many columns a cell covers."""
    return whole(value(cell, "w:tcPr/w:gridSpan"), 1, 1, MOST_COLUMNS)


def ground(cell: Any) -> colors.Ground:
    """What a cell lays behind its text."""
    return inks.ground_of(child(cell, "w:tcPr/w:shd"))

"""Where a page ends in the middle of a cell, whether its last line there may go on on the next page.

A line is full if what begins the next one would not have fitted behind it. The next one stands on the next page here,
below a header that may be printed again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.base.provenance import Box
from pipeline.readers._pdf.lines import unit_end
from pipeline.readers.blocks import Block, Cell, Line, Table

_NEAR = 3.0
"""Points by which the edges of a column may differ from page to page."""
_STRETCHED = 1.25
"""So many times as wide as its text a line is stretched."""
_NARROW = 0.5
"""How wide a Latin letter is, as a share of a Chinese character."""

Rows = tuple[tuple[Cell, ...], ...]


def seamed(blocks: Sequence[Block], shifts: Sequence[float] = ()) -> list[Block]:
    """``blocks``, the last lines of a page's table soft where the table of the next page may go on with them.

    ``shifts``: how far to the right the page of each stands on a sheet of two.
    """
    found = list(blocks)
    tables = [at for at, block in enumerate(found) if isinstance(block, Table)]
    for at, below in pairwise(tables):
        upper, lower = found[at], found[below]
        if isinstance(upper, Table) and isinstance(lower, Table):
            apart = shifts[below] - shifts[at] if shifts else 0.0
            is_beside = lower.page == upper.page and apart > 0
            if is_beside or lower.page == (upper.page or 0) + 1:
                found[at] = _seamed(upper, lower, apart)
    return found


def _seamed(upper: Table, lower: Table, apart: float) -> Table:
    printed = {_texts(row) for row in upper.rows}
    row_below = next((row for row in lower.rows if _texts(row) not in printed), ())
    below = tuple(replace(cell, left=cell.left - apart, right=cell.right - apart) for cell in row_below)
    rows = tuple(tuple(_with_seam(cell, below, len(upper.rows)) for cell in row) for row in upper.rows)
    return replace(upper, rows=rows)


def _texts(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row)


def _with_seam(cell: Cell, below: Sequence[Cell], rows: int) -> Cell:
    """The cell, its last line soft if it reaches the page's end and goes on in a cell of the row ``below``."""
    if not cell.lines or cell.lines[-1].soft or cell.row + cell.rowspan < rows:
        return cell
    under = (one for one in below if max(abs(one.left - cell.left), abs(one.right - cell.right)) < _NEAR)
    next_line = next((one.lines[0] for one in under if one.lines), None)
    if next_line is None or not _is_full(cell, next_line):
        return cell
    return replace(cell, lines=(*cell.lines[:-1], replace(cell.lines[-1], soft=True)))


def _is_full(cell: Cell, below: Line) -> bool:
    """Whether what ``below`` begins with would not have fitted behind the last line of the cell."""
    boxes = [line.box for line in cell.lines if line.box]
    if len(boxes) < len(cell.lines) or not below.box:
        return False
    padding = max(min(box[0] for box in boxes) - cell.left, 0.0)
    size = (below.box[2] - below.box[0]) / max(_width(below.text), 1.0)
    room = cell.right - padding - _end(boxes[-1], cell.lines[-1].text, size)
    return room < (_width(below.text[: unit_end(below.text)]) + _NARROW) * size


def _end(box: Box, text: str, size: float) -> float:
    """Where a line ends, its letters set close: one that is much wider than its text is stretched to fill its cell."""
    width = _width(text) * size
    return box[0] + width if box[2] - box[0] > _STRETCHED * width else box[2]


def _width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else _NARROW for one in text)

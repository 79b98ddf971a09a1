"""How high a row has to be so that all of its texts are seen, by the widths of its columns.

Excel and LibreOffice find out by themselves, but not for a cell that covers others, and LibreOffice not for workbooks
of Excel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.exports._tables.cells import Cell, CellLink, CellSpan

_SLACK = 1.1
"""A line ends before it is quite full: words are not cut, and Chinese characters are a little wider than two digits."""


def lines(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """The lines of the row's highest cell, at least one; ``widths`` of the columns are in digits."""
    return max(
        (_lines_of(cell, at, widths) for at, cell in enumerate(cells) if isinstance(cell, str | CellLink | CellSpan)),
        default=1,
    )


def _lines_of(cell: str | CellLink | CellSpan, at: int, widths: Sequence[int]) -> int:
    if isinstance(cell, CellSpan):
        return math.ceil(_wrapped(cell.text, sum(widths[at : at + cell.columns])) / cell.rows)
    return _wrapped(cell if isinstance(cell, str) else cell.text, widths[at])


def _wrapped(text: str, width: int) -> int:
    if "\n" in text:
        return sum(_wrapped(line, width) for line in text.split("\n"))
    # A Chinese character is as wide as two digits, and has three bytes; a Latin letter is one and has one.
    digits = (len(text.encode(errors="replace")) + len(text)) / 2
    return max(1, math.ceil(digits * _SLACK / width))

"""How much room lines have besides that at their ends: the page's width breaks a line only where none is left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers._pdf.page import Stretch

_CENTRED = 1.5
"""Points by which what a line lacks on its left and on its right may differ, if it is centred."""
_MOST_PADDING = 8.0
"""Points that most cells have at most between an edge and the longest of their lines, if that fills them."""
_FEWEST_APART = 4
"""A line of fewer stretches is none whose letters are set apart."""


def spare(rows: Sequence[Sequence[Stretch]], limit: float, left_edge: float | None) -> list[float]:
    """The points that each of the lines of a cell has besides those up to ``limit``, the edge that text may reach.

    ``left_edge`` is that of the cell; ``None`` where it tells nothing.
    """
    beside = _spare_of_centred(rows, limit, left_edge)
    return [centred + spread for centred, spread in zip(beside, _spread(rows), strict=True)]


def _spare_of_centred(rows: Sequence[Sequence[Stretch]], limit: float, left_edge: float | None) -> Sequence[float]:
    """How much room each of the rows has besides that before ``limit``, if all are centred; none if they begin at one
    edge. The longest of centred lines need not fill its cell: what is no usual padding at its sides is room, too.
    """
    starts = [row[0].x0 for row in rows]
    left = min(starts)
    if left_edge is None or max(starts) - left < _CENTRED:
        return (0.0,) * len(rows)
    ends = [next(one.x1 for one in reversed(row) if not one.text.isspace()) for row in rows]
    if any(abs((start - left) - (limit - end)) > _CENTRED for start, end in zip(starts, ends, strict=True)):
        return (0.0,) * len(rows)
    beside = 2 * max(left - left_edge - _MOST_PADDING, 0.0)
    return [start - left + beside for start in starts]


def _spread(rows: Sequence[Sequence[Stretch]]) -> Sequence[float]:
    """By how much each of the rows is wider than its text, letters set apart to fill the cell: what justified lines are
    that end where their author says, as LibreOffice sets them and Word may. Spacing that all rows have is their text's.
    """
    if all(len(row) < _FEWEST_APART for row in rows):
        return (0.0,) * len(rows)
    gaps = [_gaps(row) for row in rows]
    usual = [_median(found) if found else None for found in gaps]
    least = max(min((one for one in usual if one is not None), default=0.0), 0.0)
    return [max((one or 0.0) - least, 0.0) * len(found) for one, found in zip(usual, gaps, strict=True)]


def _gaps(row: Sequence[Stretch]) -> list[float]:
    """The gaps between the letters of a row; none inside a stretch."""
    printed = [one for one in row if not one.text.isspace()]
    inside = sum(len(one.starts) - 1 for one in printed)
    return [0.0] * inside + [after.x0 - one.x1 for one, after in pairwise(printed)]


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2

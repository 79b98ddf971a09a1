"""How much room lines have besides that at their ends: the page's width breaks a line only where none is left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby, zip_longest
from operator import sub

from pipeline.readers._pdf.page import Stretch, of_stretch

_CENTRED = 1.5
"""Points by which what a line lacks on its left and on its right may differ, if it is centred."""
_MOST_PADDING = 8.0
"""Points that most cells have at most between an edge and the longest of their lines, if that fills them."""
_FEWEST_APART = 4
"""A line of fewer letters is none whose letters are set apart."""
_APART = 1.15
"""A line whose letters are set apart is so many times as wide as they are by themselves, at least."""

_starts, _ends = map(of_stretch, ("starts", "ends"))


def limits(rows: Sequence[Sequence[Stretch]], limit: float, left_edge: float | None) -> Sequence[float]:
    """The edge, in points, that each of the lines of a cell may reach; none where that is ``limit`` for all.

    It is farther away for lines that are centred, or whose letters are set apart. ``left_edge`` is that of the cell;
    ``None`` where it tells nothing.
    """
    free = _spare_of_centred(rows, limit, left_edge) if left_edge is not None else ()
    apart = _spread(rows) if any(map(_may_be_spread, rows)) else ()
    return [limit + one + other for one, other in zip_longest(free, apart, fillvalue=0.0)]


def _spare_of_centred(rows: Sequence[Sequence[Stretch]], limit: float, left_edge: float) -> Sequence[float]:
    """How much room each of the rows has besides that before ``limit``, if all are centred; nothing if they begin at
    one edge. The longest of centred lines need not fill its cell: what is no usual padding at its sides is room, too.
    """
    starts = [row[0].x0 for row in rows]
    left = min(starts)
    if max(starts) - left < _CENTRED:
        return ()
    ends = [next(one.x1 for one in reversed(row) if not one.text.isspace()) for row in rows]
    if any(abs((start - left) - (limit - end)) > _CENTRED for start, end in zip(starts, ends, strict=True)):
        return ()
    beside = 2 * max(left - left_edge - _MOST_PADDING, 0.0)
    return [start - left + beside for start in starts]


def _spread(rows: Sequence[Sequence[Stretch]]) -> Sequence[float]:
    """By how much each of the rows is wider than its text, letters set apart to fill the cell: what justified lines are
    that end where their author says, as LibreOffice sets them and Word may. Spacing that all rows have is their text's.
    """
    gaps = [_gaps(row) for row in rows]
    usual = [_usual(found) if found else None for found in gaps]
    least = max(min((one for one in usual if one is not None), default=0.0), 0.0)
    return [
        max((one or 0.0) - least, 0.0) * (_letters(row) - 1) if _may_be_spread(row) else 0.0
        for row, one in zip(rows, usual, strict=True)
    ]


def _may_be_spread(row: Sequence[Stretch]) -> bool:
    """Whether a row is wider than Chinese characters side by side, as many as it has letters."""
    printed = [one for one in row if not one.text.isspace()]
    letters = sum([len(one.starts) for one in printed])
    return letters >= _FEWEST_APART and printed[-1].x1 - printed[0].x0 > _APART * printed[0].size * letters


def _letters(row: Sequence[Stretch]) -> int:
    return sum([len(one.starts) for one in row if not _is_blank(one)])


def _is_blank(one: Stretch) -> bool:
    return one.text.isspace()


def spacing(row: Sequence[Stretch]) -> float:
    """By how many points the letters of a row are set apart; 0 if they are not."""
    found = _gaps(row)
    return max(_usual(found), 0.0) if found else 0.0


def _gaps(row: Sequence[Stretch]) -> list[float]:
    """The gaps between letters side by side, whether an engine gives them one by one or not.

    None at a blank that is drawn: of the space that sets it apart from its neighbours, engines give it more or less.
    """
    words = [list(word) for is_blank, word in groupby(row, key=_is_blank) if not is_blank]
    edges = [[list(chain.from_iterable(map(one, word))) for one in (_starts, _ends)] for word in words]
    return list(chain.from_iterable(map(sub, starts[1:], ends) for starts, ends in edges))


def _usual(gaps: Sequence[float]) -> float:
    """The gap that three letters of four have at least: blanks, and what typesetters put beside numbers, make some
    wider.
    """
    return sorted(gaps)[(len(gaps) - 1) // 4]

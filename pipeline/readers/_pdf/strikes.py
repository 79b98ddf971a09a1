"""Lines of text with a line drawn through them: a person takes what they say for gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from pipeline.readers._pdf.page import Ruling
from pipeline.readers.blocks import Line

_ASIDE = 0.3
"""The share of a line's height, above and below, where what is drawn is over or under it."""
_SHORTEST = 6.0
"""Points: what is shorter may be a dash."""
_BEYOND = 2.0
"""Points by which it may be longer than the text: the lines of a table run on."""


def struck(lines: Iterable[Line], rulings: Sequence[Ruling]) -> Iterator[Line]:
    """The lines of a page that a level ruling runs through, no longer than the text."""
    level = sorted((one.top, one.x0, one.x1) for one in rulings if _may_strike(one))
    heights = [top for top, _x0, _x1 in level]
    heights.append(inf)
    for line in lines if level else ():
        x0, top, x1, bottom = line.box or (0.0, 0.0, 0.0, 0.0)
        aside = (bottom - top) * _ASIDE
        first = bisect_left(heights, top + aside)
        if heights[first] > bottom - aside:
            continue
        near = level[first : bisect_right(heights, bottom - aside)]
        if any(x0 - _BEYOND <= start and end <= x1 + _BEYOND for _top, start, end in near):
            yield line


def _may_strike(ruling: Ruling) -> bool:
    return ruling.is_drawn and ruling.is_level and ruling.x1 - ruling.x0 >= _SHORTEST

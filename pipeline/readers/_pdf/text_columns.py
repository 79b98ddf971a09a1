"""Text that runs in two columns of the same width inside one cell, as newspapers set it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers._pdf.page import Stretch, of_stretch

_GUTTER = 1.0
"""The least gap between two columns, as a share of the size of the text;"""
_NARROWEST = 8.0
"""and the least width of a column."""
_ALIKE = 0.3
"""The share by which the right column may be narrower or wider than the left one."""
_FULL = 2.0
"""A line is full if so many characters or fewer would fit behind it."""
_APART = 0.4
"""Letters stand apart with more than this share of their size between them."""
_FEWEST = 3
"""Lines of the left column, at least half of which must be full: else these are two items side by side on each line."""

_size, _left = map(of_stretch, ("size", "x0"))


def columns(stretches: Sequence[Stretch], right_limit: float) -> list[tuple[Sequence[Stretch], float]]:
    """The columns from left to right, each with the edge that its text may reach; one if no gutter parts them.

    ``right_limit`` is the edge, in points, that the text of the cell may reach.
    """
    gutter = _gutter(stretches, right_limit)
    if gutter is None:
        return [(stretches, right_limit)]
    left = [one for one in stretches if one.x0 < gutter]
    return [(left, gutter), ([one for one in stretches if one.x0 >= gutter], right_limit)]


def _gutter(stretches: Sequence[Stretch], right_limit: float) -> float | None:
    """Where the left of two columns ends."""
    if len(stretches) < 2 * _FEWEST:
        return None
    size: float = max(map(_size, stretches))
    start: float = min(map(_left, stretches))
    if right_limit - start < (2 * _NARROWEST + _GUTTER) * size:
        return None
    printed = sorted([one for one in stretches if not one.text.isspace()], key=_left)
    reached = start
    for one, following in pairwise(printed):
        reached = max(reached, one.x1)
        if following.x0 - reached < _GUTTER * size:
            continue
        width, other = reached - start, right_limit - following.x0
        is_gutter = width >= _NARROWEST * size and abs(other - width) <= _ALIKE * width
        if is_gutter and _is_full(printed, reached, size):
            return None if _are_set_apart(printed, size) else reached
    return None


def _are_set_apart(printed: Sequence[Stretch], size: float) -> bool:
    """Whether the letters of most lines stand so far apart that a gap between two of them parts no columns.

    Justified lines that end where their author says are set so.
    """
    lines: dict[int, list[Stretch]] = {}
    for one in printed:
        lines.setdefault(round(one.bottom), []).extend(one.glyphs())
    gaps = [[after.x0 - one.x1 for one, after in pairwise(line)] for line in lines.values() if len(line) > _FEWEST]
    apart = sum(sorted(found)[len(found) // 2] > _APART * size for found in gaps)
    return 2 * apart > len(lines)


def _is_full(printed: Sequence[Stretch], edge: float, size: float) -> bool:
    """Whether most lines before the edge reach it."""
    ends: dict[int, float] = {}
    for one in printed:
        if one.x0 < edge:
            height = round(one.bottom)
            ends[height] = max(ends.get(height, 0.0), one.x1)
    full = sum(edge - end < _FULL * size for end in ends.values())
    return len(ends) >= _FEWEST and 2 * full >= len(ends)

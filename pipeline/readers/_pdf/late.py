"""Text in the free space of a cell that is drawn after all else of the page, in another size: it may be a stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from pipeline.readers._pdf.page import Stretch

_LEVEL = 0.5
"""Points by which heights and sizes of one text may differ."""
_MOST = 2
"""More such texts on one page are how the program that made it draws, and no stamps."""


def late(cells: Iterable[Sequence[Stretch]], stretches: Sequence[Stretch]) -> list[Stretch]:
    """What is drawn last of all that stands in ``cells``, apart from the other text of its cell; often nothing.

    ``cells`` and ``stretches`` are in the order in which they are drawn.
    """
    ends = {id(last): cell for cell in cells if (last := next(filter(_is_shown, reversed(cell)), None))}
    at = len(stretches)
    found: list[Stretch] = []
    for _round in range(_MOST + 1):
        at = next((at for at in range(at - 1, -1, -1) if id(stretches[at]) in ends), -1)
        run = _apart(ends.pop(id(stretches[at])), stretches[:at]) if at >= 0 else []
        if not run:
            return found
        found += run
        at -= len(run) - 1
    return []


def _apart(cell: Sequence[Stretch], drawn_before: Sequence[Stretch]) -> list[Stretch]:
    """The last text of a cell, if it has another size than the one before it there and other text is drawn between."""
    words = list(filter(_is_shown, cell))
    run = list(takewhile(lambda one: _is_of(one, words[-1]), reversed(words)))
    if len(run) == len(words) or abs(words[-len(run) - 1].size - run[0].size) < _LEVEL:
        return []
    before = [one for one in drawn_before if _is_shown(one)]
    is_next = len(before) < len(run) or before[-len(run)] is words[-len(run) - 1]
    return [] if is_next else run[::-1]


def _is_shown(one: Stretch) -> bool:
    return not one.text.isspace()


def _is_of(one: Stretch, last: Stretch) -> bool:
    return abs(one.size - last.size) < _LEVEL and abs(one.bottom - last.bottom) < _LEVEL

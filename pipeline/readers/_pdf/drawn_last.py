"""Text in the free space of a cell that is drawn after all else of the page, in another size: it may be a stamp."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from pipeline.readers._pdf.page import Stretch

_LEVEL = 0.5
"""Points by which heights and sizes of one text may differ."""
_MOST = 2
"""More such texts on one page are how the program that made it draws, and no stamps."""


def drawn_last(
    cells: Iterable[Sequence[Stretch]], loose: Sequence[Stretch], stretches: Sequence[Stretch]
) -> list[Stretch]:
    """What is drawn last of all that stands in ``cells``, apart from the other text of its cell; often nothing.

    ``loose`` is what stands in none. All are in the order in which they are drawn.
    """
    drawn, outside = len(stretches), len(loose)
    ends = list(cells)
    found: list[Stretch] = []
    for _round in range(_MOST + 1):
        while drawn and outside and stretches[drawn - 1] is loose[outside - 1]:
            drawn, outside = drawn - 1, outside - 1
        last = stretches[drawn - 1] if drawn else None
        cell = next((cell for cell in ends if cell and cell[-1] is last), ())
        run = _of_another_size(cell)
        drawn -= len(run)
        if not run or not drawn or stretches[drawn - 1] is cell[-len(run) - 1]:
            return found
        found += run
    return []


def _of_another_size(cell: Sequence[Stretch]) -> Sequence[Stretch]:
    """The last line of a cell, if its size is not that of the one above it."""
    words = list(takewhile(lambda one: not _is_shown(one) or _is_of(one, cell[-1]), reversed(cell)))
    if len(words) == len(cell) or abs(cell[-len(words) - 1].size - cell[-1].size) < _LEVEL:
        return ()
    return cell[-len(words) :]


def _is_shown(one: Stretch) -> bool:
    return not one.text.isspace()


def _is_of(one: Stretch, last: Stretch) -> bool:
    return abs(one.size - last.size) < _LEVEL and abs(one.bottom - last.bottom) < _LEVEL

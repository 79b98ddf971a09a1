"""Lines of which a part is covered or cut off: by a stamp on a white box, correction fluid, a too small cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.readers._pdf.page import Odd, Page, Stretch, holds
from pipeline.readers.blocks import Line

_LEVEL = 0.5
"""Points by which heights and sizes on one line may differ."""
_APART = 0.8
"""Words of one line stand apart by less than so many times their size."""


def torn(unseen: Sequence[Line], page: Page) -> tuple[Line, ...]:
    """Those of the page's lines of ``unseen`` text that go on from, or lead to, text that is seen."""
    places = [run[0].middle for run in _rents(page.unseen, page.stretches)] if unseen else []
    return tuple(line for line in unseen if line.box and any(holds(line.box, place) for place in places))


def _rents(unseen: Iterable[Odd], seen: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Unseen words that stand directly beside words of their line that are seen, and under none of them.

    What lies under others of its line is another text at that place: a shadow, or what another layer says.
    """
    rows: defaultdict[int, list[Stretch]] = defaultdict(list)
    for one in filter(_is_word, seen):
        rows[round(one.bottom)].append(one)
    for run in _runs(odd.stretch for odd in unseen if odd.turn == 0):
        row = round(run[0].bottom)
        line = [one for at in (row - 1, row, row + 1) for one in rows[at] if _is_level(one, run[0])]
        left, right, gap = run[0].x0, run[-1].x1, _APART * run[0].size
        is_beside = any(min(abs(left - one.x1), abs(right - one.x0)) < gap for one in line)
        is_under = any(one.x0 < right - _LEVEL and one.x1 > left + _LEVEL for one in line)
        if is_beside and not is_under and any(map(_is_word, run)):
            yield run


def _runs(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Stretches that stand side by side on one line."""
    run: list[Stretch] = []
    for one in sorted(stretches, key=lambda each: (each.bottom, each.x0)):
        if run and not (_is_level(one, run[-1]) and one.x0 - run[-1].x1 < _APART * one.size):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _is_level(one: Stretch, other: Stretch) -> bool:
    return abs(one.bottom - other.bottom) < _LEVEL and abs(one.size - other.size) < _LEVEL


def _is_word(one: Stretch) -> bool:
    return any(map(str.isalnum, one.text))

"""Text that is drawn over other text: a stamp (過期, 作廢) set across a table as large as what it lies on.

A stamp lies on other text with most of its glyphs; of the line below it, it covers a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.readers._pdf.page import Stretch

_APART = 0.5
"""Points by which two texts differ in height or size, at least: what a font tells of its own widths can be wrong."""
_OVER = 0.35
"""The share of the smaller glyph, in width and in height, by which one lies on another."""
_MOST = 0.5
"""The share of its glyphs with which a stamp lies on other text."""
_LARGER = 1.3
"""A stamp that covers a text whole is so many times as large."""
_GAP = 3.0
"""The words of one text stand apart by less than so many times its size."""
_PLACE = 20.0
"""Points: the size of the places in which glyphs are looked up."""
_LOOKED_AT = 40
"""The glyphs of one place, and the places of one glyph, that are looked at."""


def is_over(one: Stretch, other: Stretch) -> bool:
    """Whether two glyphs of different texts lie on one another."""
    if abs(one.bottom - other.bottom) < _APART and abs(one.size - other.size) < _APART:
        return False
    if not (one.text[0].isalnum() and other.text[0].isalnum()):
        return False
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    width, height = min(one.x1 - one.x0, other.x1 - other.x0), min(one.size, other.size)
    return across > _OVER * width and down > _OVER * height


def is_mixed(row: Sequence[Stretch]) -> bool:
    """Whether a line, from left to right, has glyphs of two texts that lie on one another."""
    reached = float("-inf")
    for at, one in enumerate(row):
        if one.x0 < reached and is_over(row[at - 1], one):
            return True
        reached = one.x1
    return False


class Parted(NamedTuple):
    """What stands on a page, and the stamps that lie on it."""

    plain: list[Stretch]
    stamps: list[Stretch]


class _DrawnRun(NamedTuple):
    """Stretches drawn one after the other on one line; how many glyphs lie on other texts, and on which."""

    stretches: Sequence[Stretch]
    share: float
    others: frozenset[int]


def parted(stretches: Sequence[Stretch]) -> Parted:
    """The stretches of a page, those of stamps apart; of two texts that cover each other alike none is a stamp."""
    runs = list(_runs(stretches))
    texts = _held_against_each_other(runs)
    stamps = {at for at, text in enumerate(texts) if _is_stamp(text, texts)}
    for at in sorted(stamps):
        stamps.update(_other_lines(at, texts))
    plain, over = (
        [one for at, run in enumerate(runs) if (at in stamps) is taken for one in run] for taken in (False, True)
    )
    return Parted(plain, over)


def _other_lines(stamp: int, texts: Sequence[_DrawnRun]) -> Iterator[int]:
    """The lines of a stamp that lie on nothing: drawn next to it, right above or below it, in a size of its own."""
    if not all(_size_differs(texts[stamp], texts[at]) for at in texts[stamp].others):
        return
    for step in (-1, 1):
        at, known = stamp + step, stamp
        while 0 <= at < len(texts) and _is_next_line(texts[known], texts[at]):
            yield at
            at, known = at + step, at


def _size_differs(one: _DrawnRun, other: _DrawnRun) -> bool:
    return abs(one.stretches[0].size - other.stretches[0].size) >= _APART


def _is_next_line(one: _DrawnRun, other: _DrawnRun) -> bool:
    first, second = one.stretches[0], other.stretches[0]
    is_beside = first.x0 < other.stretches[-1].x1 and second.x0 < one.stretches[-1].x1
    return not _size_differs(one, other) and is_beside and _APART < abs(first.bottom - second.bottom) < 2 * first.size


def _is_stamp(text: _DrawnRun, texts: Sequence[_DrawnRun]) -> bool:
    if text.share < _MOST:
        return False
    size = text.stretches[0].size
    return all(
        texts[at].share < min(_MOST, text.share) or size >= _LARGER * texts[at].stretches[0].size for at in text.others
    )


def _runs(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    run: list[Stretch] = []
    for one in stretches:
        last = run[-1] if run else one
        is_level = abs(one.bottom - last.bottom) < _APART and abs(one.size - last.size) < _APART
        if run and not (is_level and -last.size < one.x0 - last.x1 < _GAP * last.size):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _held_against_each_other(runs: Sequence[Sequence[Stretch]]) -> list[_DrawnRun]:
    glyphs = [[one for stretch in run for one in stretch.glyphs() if one.text[0].isalnum()] for run in runs]
    by_place: defaultdict[tuple[int, int], list[tuple[int, Stretch]]] = defaultdict(list)
    for at, found in enumerate(glyphs):
        for one in found:
            for place in _places(one):
                if len(by_place[place]) < _LOOKED_AT:
                    by_place[place].append((at, one))
    texts = []
    for at, found in enumerate(glyphs):
        under = [
            {other for place in _places(one) for other, it in by_place[place] if other != at and is_over(one, it)}
            for one in found
        ]
        share = sum(map(bool, under)) / len(found) if found else 0.0
        texts.append(_DrawnRun(runs[at], share, frozenset().union(*under)))
    return texts


def _places(one: Stretch) -> Iterator[tuple[int, int]]:
    x0, top, x1, bottom = (int(edge // _PLACE) for edge in (one.x0, one.top, one.x1, one.bottom))
    return islice(((x, y) for x in range(x0, x1 + 1) for y in range(top, bottom + 1)), _LOOKED_AT)

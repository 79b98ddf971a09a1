"""Vertical writing: characters that stand upright one below the other, their columns from right to left.

Where the columns are drawn from left to right, or the codes at their heads ascend so, they are read so. Letters and
numbers among them are turned, so that they run down the page. All of it may stand on its head, as browsers set it that
are told to turn vertical writing by half a turn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from pipeline.readers._pdf.page import Stretch
from pipeline.readers._pdf.turning import box_of, turned_box
from pipeline.readers.blocks import Line

DOWN = 3
"""The quarter turns after which text that ran down the page stands upright."""
ON_ITS_HEAD, UP = 2, 1
"""The same of text that stands on its head, and of what runs down among it: up the page."""
_APART = 0.6
"""Columns are so far apart at least, as a share of the characters' size."""
_TIGHT = 0.3
"""The gap between characters one below the other is below this share of their size."""
_SPACED = 1.0
"""Characters of a line that are set apart stand side by side with a gap of up to this share."""
_LEVEL = 0.25
"""They stand below each other to within this share of their size."""
_LEVEL_PAIRS = 4
"""There are at least so many pairs one below the other for each pair side by side."""
_LETTERS = 1.5
"""Characters of a stretch, at most, on average."""
FEWEST = 3
"""A single column of upright characters tells vertical writing if it has at least so many."""

_CODE = re.compile(r"\s*([A-Z])\s*(\d+(?:\.\d+)*)")

_text = itemgetter(0)


def is_vertical(upright: Sequence[Stretch], has_turned: bool) -> bool:
    """Whether the text of a cell is written vertically; ``has_turned`` says that some of it runs down the page.

    The characters are drawn one after the other, each below the one before. A number of two digits may stand level.
    """
    if not has_turned and sum(map(len, map(_text, upright))) > len(upright) * _LETTERS:
        return False
    printed = [one for one in upright if not one.text.isspace()]
    below, beside = 0, sum(len(one.starts) - 1 for one in printed)
    for one, other in pairwise(printed):
        if _is_below(one, other):
            below += 1
        elif _is_beside(one, other):
            beside += 1
    if beside * _LEVEL_PAIRS > below:
        return False
    return has_turned or (below >= FEWEST - 1 and any(map(_is_wide, printed)))


def is_drawn_from_left(upright: Sequence[Stretch]) -> bool:
    """Whether the columns of vertical writing are drawn from left to right."""
    printed = [one for one in upright if not one.text.isspace()]
    steps = [other.middle[0] - one.middle[0] for one, other in pairwise(printed)]
    apart = [step for step, one in zip(steps, printed, strict=False) if abs(step) > one.size * _APART]
    return bool(apart) and min(apart) > 0


def mirrored(stretches: Sequence[Stretch]) -> tuple[list[Stretch], float]:
    """Lines in the other order from top to bottom, and the height at which they are mirrored, times two."""
    axis = min(one.top for one in stretches) + max(one.bottom for one in stretches)
    return [one._replace(top=axis - one.bottom, bottom=axis - one.top) for one in stretches], axis


def _is_below(one: Stretch, other: Stretch) -> bool:
    middle, below = one.middle, other.middle
    return abs(middle[0] - below[0]) <= one.size * _LEVEL and abs(other.top - one.bottom) <= one.size * _TIGHT


def _is_beside(one: Stretch, other: Stretch) -> bool:
    is_next = -_TIGHT * one.size <= other.x0 - one.x1 <= _SPACED * one.size
    return is_next and abs(other.bottom - one.bottom) <= one.size * _LEVEL


def _is_wide(one: Stretch) -> bool:
    return unicodedata.east_asian_width(one.text[0]) in "WF"


def laid_down(stretch: Stretch, width: float, height: float) -> Stretch:
    """An upright character as it stands on the page turned so that its column is a line."""
    middle, half = stretch.middle, stretch.size / 2
    x0, _top, x1, _bottom = turned_box(box_of(stretch), DOWN, width, height)
    level = turned_box((middle[0] - half, 0.0, middle[0] + half, 0.0), DOWN, width, height)
    return stretch._replace(x0=x0, top=level[1], x1=x1, bottom=level[3], starts=(x0,), ends=(x1,))


def in_reading_order(columns: tuple[Line, ...]) -> tuple[Line, ...]:
    """The columns of a cell, given from right to left, as their codes say that they are read."""
    codes = [code for column in columns if (code := _CODE.match(column.text))]
    numbers = [tuple(map(int, code[2].split("."))) for code in codes]
    is_of_one_kind = len({code[1] for code in codes}) == 1
    descends = len(numbers) > 1 and all(one > other for one, other in pairwise(numbers))
    return columns[::-1] if is_of_one_kind and descends else columns

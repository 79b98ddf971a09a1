"""Readings (注音, kana, pinyin) that are printed small over characters: no part of the line below them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.base.patterns import late
from pipeline.readers._pdf.page import Stretch, of_stretch

_PHONETIC = re.compile(r"[\u3105-\u312f\u31a0-\u31bf\u3041-\u30ffˉˊˇˋ˙A-Za-z\u00c0-\u024f]+")
_READ = late("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
"""What has readings: Latin letters have none."""
_SMALL = 0.75
"""A reading is smaller than this share of the characters below it,"""
_ABOVE = 0.25
"""and begins no more than this share of their size above them,"""
_SUNK = 0.3
"""and its middle is no deeper in them than this."""
_top, _size = map(of_stretch, ("top", "size"))


def parted(stretches: Sequence[Stretch]) -> tuple[Sequence[Stretch], list[Stretch]]:
    """The stretches of a page without its readings, and these."""
    largest = max(map(_size, stretches), default=0.0)
    limit = largest * _SMALL
    small = [one for one in stretches if one.size < limit and _PHONETIC.fullmatch(one.text)]
    if not small:
        return stretches, []
    least = min(one.size for one in small) / _SMALL
    others = sorted((one for one in stretches if one.size > least and not one.text.isspace()), key=_top)
    tops = [one.top for one in others]
    readings = {one for one in small if _is_reading(one, _near(one, others, tops, largest))}
    if not readings:
        return stretches, []
    return [one for one in stretches if one not in readings], [one for one in stretches if one in readings]


def _near(one: Stretch, others: Sequence[Stretch], tops: Sequence[float], largest: float) -> Sequence[Stretch]:
    """What begins at about the height of a stretch."""
    return others[bisect_left(tops, one.top - largest) : bisect_right(tops, one.bottom + largest)]


def _is_reading(one: Stretch, near: Sequence[Stretch]) -> bool:
    """Whether a small stretch stands over a larger one; a raised mark stands beside the one that it hangs on."""
    larger = [other for other in near if one.size < other.size * _SMALL]
    return any(_is_under(other, one) for other in larger) and not any(_is_beside(other, one) for other in larger)


def _is_under(other: Stretch, one: Stretch) -> bool:
    middle = (one.x0 + one.x1) / 2
    is_above = (one.top + one.bottom) / 2 < other.top + _SUNK * other.size
    is_over = other.x0 - one.size <= middle <= other.x1 + one.size
    is_near = is_above and is_over and one.bottom > other.top - _ABOVE * other.size
    return is_near and _READ.search(other.text) is not None


def _is_beside(other: Stretch, one: Stretch) -> bool:
    """Whether most of a small stretch's height lies in that of a larger glyph that ends where it begins."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return 2 * shared > one.bottom - one.top and any(abs(one.x0 - end) < one.size for end in other.ends)

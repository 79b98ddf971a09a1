"""Characters that fonts tell wrongly: a Latin letter, digit or sign that is drawn as wide as a Chinese character.

Programs that make a PDF smaller can mix up the tables of its fonts: 成本 is drawn, and ``r本`` is what the text says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.base.patterns import late
from pipeline.readers._pdf.page import Stretch

_SUSPECT = late(r"(?=[0-9A-Za-z\\\]\[^_`{|}~])(?:(?<=[一-鿿]).(?![!-~])|(?<![!-~]).(?=[一-鿿]))")
"""One letter, digit or odd sign alone beside a Chinese character."""
_WIDE = "WMwm"
"""What can be as wide in its own right."""
_AS_WIDE = 0.95
"""The share of its size that a Chinese character is wide."""


def mistold(stretches: Sequence[Stretch], text: str) -> tuple[str, ...]:
    """What the text says where another character is drawn; ``text`` is that of all stretches, as they are drawn."""
    suspects = [match.start() for match in _SUSPECT.finditer(text) if match[0] not in _WIDE]
    return tuple(_found(stretches, text, suspects)) if suspects else ()


def _found(stretches: Sequence[Stretch], text: str, suspects: Sequence[int]) -> Iterator[str]:
    ends = list(accumulate(len(one.text) for one in stretches))
    for place in suspects:
        number = bisect_right(ends, place)
        one = stretches[number]
        at = place - ends[number] + len(one.text)
        if len(one.starts) == len(one.text) and one.ends[at] - one.starts[at] >= _AS_WIDE * one.size:
            yield text[max(place - 1, 0) : place + 2]

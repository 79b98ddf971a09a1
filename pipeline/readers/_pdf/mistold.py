"""Characters that fonts tell wrongly: a Latin letter, digit or sign that is drawn as wide as a Chinese character.

Programs that make a PDF smaller can mix up the tables of its fonts: 成本 is drawn, and ``r本`` is what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.base.patterns import late
from pipeline.readers._pdf.page import Stretch

_SUSPECT = late(r"(?<=[一-鿿])[!-~](?![!-~])|(?<![!-~])[!-~](?=[一-鿿])")
"""One such sign alone beside a Chinese character."""
_WIDE = re.compile(r"[WMwm@%&]")
"""What can be as wide in its own right."""
_AS_WIDE = 0.95
"""The share of its size that a Chinese character is wide."""


def mistold(stretches: Iterable[Stretch], text: str) -> tuple[str, ...]:
    """What the text says where another character is drawn; ``text`` is that of all stretches, as they are drawn."""
    return tuple(_found(stretches, text)) if _SUSPECT.search(text) else ()


def _found(stretches: Iterable[Stretch], text: str) -> Iterator[str]:
    start = 0
    for one in stretches:
        end = start + len(one.text)
        if len(one.starts) == len(one.text):
            for match in _SUSPECT.finditer(text, start, end):
                at = match.start() - start
                if one.ends[at] - one.starts[at] >= _AS_WIDE * one.size and not _WIDE.match(match[0]):
                    yield text[max(match.start() - 1, 0) : match.end() + 1]
        start = end

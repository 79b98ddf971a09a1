"""Which of many short texts are nearly the same: they differ by a few characters. Pure strings in, groups out.

Ten thousand texts are held against each other in a second or two, because hardly any pair is looked at: of two texts
at most ``n`` edits apart, one of them cut into ``n + 1`` pieces, a piece stands in the other unchanged, and at most
``n`` characters from its place. Only texts that share such a piece are measured.

An edit is a character more or less, so that one for another counts two: words of Chinese mostly have two characters,
and another word is another thing, while a 之 or 能力 more is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

_SHORTEST = 4
"""Shorter texts are words; another character makes another word of them."""
_NUMBERS = re.compile(r"[0-9]+|[A-Za-z]+|[一二三四五六七八九十甲乙丙丁]")
"""What tells two texts apart however alike they are: CAD and CAM, 第一類 and 第二類."""


def edits(length: int) -> int:
    """How many edits two texts may be apart, of which the shorter one is so long."""
    if length < _SHORTEST:
        return 0
    return 1 if length < 6 else 2 if length < 14 else 3 if length < 20 else 4


def groups(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The indices of texts that are nearly the same, each group in the order of ``texts``.

    The first text of a group is near to all others of it, so that a row of small steps does not make one of what has
    nothing in common; what is near to several goes to the first of them. Width of characters, letter case and white
    space make no difference.
    """
    if len(texts) < 2:
        return ()
    kin: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in _pairs([_folded(text) for text in texts]):
        kin[one].add(other)
        kin[other].add(one)
    taken: set[int] = set()
    found = []
    for at in range(len(texts)):
        if at in taken:
            continue
        members = sorted({at, *kin[at]} - taken)
        taken.update(members)
        if len(members) > 1:
            found.append(tuple(members))
    return tuple(found)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def _pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every pair that is near, each text against the shorter ones and those of its own length before it."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only where there are several

    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    pieces: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    marks = [tuple(_NUMBERS.findall(text)) for text in texts]
    allowed = [edits(len(text)) for text in texts]
    for at in order:
        text = texts[at]
        candidates = {other for key in _probes(text) for other in pieces.get(key, ())}
        for other in candidates:
            most = allowed[other]
            if marks[at] == marks[other] and Indel.distance(text, texts[other], score_cutoff=most) <= most:
                yield other, at
        for number, (start, end) in enumerate(_cuts(len(text))):
            pieces[len(text), number, text[start:end]].append(at)


@cache
def _cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Where a text of this length is cut into pieces, one more than edits are allowed."""
    parts = edits(length) + 1
    return tuple((length * part // parts, length * (part + 1) // parts) for part in range(parts))


def _probes(text: str) -> Iterator[tuple[int, int, str]]:
    """The pieces of shorter texts that would make one worth measuring against ``text``.

    Of the edits that are allowed so many must be additions as ``text`` is longer; half of the others take away what
    they added. So a piece stands at most ``back`` characters before its place and ``on`` behind it.
    """
    for length in range(max(1, len(text) - edits(len(text))), len(text) + 1):
        most, longer = edits(length), len(text) - length
        if longer > most:
            continue
        back, on = (most - longer) // 2, (most + longer) // 2
        for number, (start, end) in enumerate(_cuts(length)):
            size = end - start
            for begin in range(max(0, start - back), min(start + on, len(text) - size) + 1):
                yield length, number, text[begin : begin + size]

"""Which codes of knowledge, skills or attitudes may be words: ``K12`` of schools, far from all numbers of the document.

Directly behind a code that has no name anywhere, such a word begins that name. Inside a line, or where the page's width
may have broken one, it is taken as a code. Both are told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.assemble.codebook import Codebook, Doubt
from pipeline.assemble.sightings import Sighting
from pipeline.assemble.spans import HARD

_FAR = 2
"""A number without another so near to it is alone in its document."""
_TEN = 10
"""``K09`` is printed as nothing else is; from here on a code may be a word."""
_LISTED = tuple("、,，;；/／")
"""What parts two codes behind the first."""


class LoneCodes(NamedTuple):
    """The spellings that are words, and what was taken as a code but may be one."""

    words: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()


def has_lone_number(numbers: Set[int]) -> bool:
    """Whether one of the numbers of a column's codes is far from all others: most documents have none."""
    return len(numbers) > 1 and any(_is_lone(number, numbers) for number in numbers)


def lone_codes(cells: Sequence[Sequence[Sighting]]) -> LoneCodes:
    """What the codes of a whole column tell; ``cells`` are theirs, in order."""
    inside = [(before, one) for cell in cells for before, one in pairwise(cell) if not one.position.opens_item]
    if not inside:
        return LoneCodes()
    plain = [one for cell in cells for one in cell if one.is_plain]
    numbers: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for one in plain:
        numbers[one.first.code.letter][one.first.code.serial] += 1
    named = cache(lambda: {one.first.spelling for one in plain if _name(one)})
    words: set[str] = set()
    doubts: list[Doubt] = []
    for before, one in inside:
        code = one.first.code
        is_alike = before.is_plain and one.is_plain and before.first.code.letter == code.letter
        between = one.view.text[before.first.end : one.start]
        known = numbers[code.letter]
        if not is_alike or HARD in between or code.serial < _TEN or known[code.serial] > 1:
            continue
        is_lone = _is_lone(code.serial, known)
        names_none = not between.strip() and before.first.spelling not in named()
        if not (names_none or is_lone) or not _name(one):
            continue
        if names_none and is_lone:
            words.add(one.first.spelling)
            doubts.append(Doubt(one.printed, one.whole))
        elif names_none or (is_lone and not between.rstrip().endswith(_LISTED)):
            doubts.append(Doubt(one.printed, one.whole, one.first.spelling))
    return LoneCodes(frozenset(words), tuple(doubts))


def _is_lone(number: int, numbers: Container[int]) -> bool:
    around = range(number - _FAR, number + _FAR + 1)
    return not any(other != number and other in numbers for other in around)


def _name(one: Sighting) -> str:
    return Codebook().beginning(one.view.text, one.first)

"""Which codes of knowledge, skills or attitudes may be words: ``K12`` of schools, far from all numbers of the document.

Directly behind a code that has no name anywhere, such a word begins that name; so do several joined words
(``S16 S11/S21 參數``) and one whose number has another name, whatever their numbers. Inside a line, or where the page's
width may have broken one, a word is taken as a code, unless its letters are those of no line (``SS400`` of steel). All
are told. What has a zero in front is no word: ``K02 K016S`` is K02 and the 6S of K01.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from pipeline.assemble.codebook import Beginnings, Codebook, Doubt
from pipeline.assemble.items import name_of_words
from pipeline.assemble.sightings import Sighting, digits
from pipeline.assemble.spans import HARD
from pipeline.assemble.tokens import after_punctuation

_FAR = 2
"""A number without another so near to it is alone in its document."""
_TEN = 10
"""``K09`` is printed as nothing else is; from here on a code may be a word."""
_TEXT_FOLLOWS = re.compile(r"[ \u3000]*[、,，/／]?[ \u3000]*(?!(?:SS?|[KA])[ \u3000]?\d)\S")
_LISTED = tuple("、,，;；/／")
"""What parts two codes behind the first."""


class LoneCodes(NamedTuple):
    """The spellings that are words, the codes with the words that begin their names, and what is in doubt."""

    words: frozenset[str] = frozenset()
    begun: frozenset[tuple[str, str]] = frozenset()
    doubts: tuple[Doubt, ...] = ()


class _Pair(NamedTuple):
    """What may be a code inside a line, and the code before it."""

    before: Sighting
    one: Sighting

    @property
    def spellings(self) -> tuple[str, str]:
        return self.before.first.spelling, self.one.first.spelling

    @property
    def has_zero(self) -> bool:
        """Whether the number of what may be a code has a zero in front."""
        return digits(self.one.first).startswith("0")

    @property
    def between(self) -> str:
        return self.one.view.text[self.before.first.end : self.one.start]

    @property
    def is_direct(self) -> bool:
        """Whether nothing but blanks, or the stop that belongs to the code, parts the two."""
        text, before = self.one.view.text, self.before.first
        return (
            not self.between.strip() or not text[after_punctuation(text, before, stopped=True) : self.one.start].strip()
        )


def has_lone_number(numbers: Set[int]) -> bool:
    """Whether one of the numbers of a column's codes is far from all others: most documents have none."""
    return len(numbers) > 1 and any(_is_lone(number, numbers) for number in numbers)


def lone_codes(cells: Sequence[Sequence[Sighting]]) -> LoneCodes:
    """What the codes of a whole column tell; ``cells`` are theirs, in order."""
    pairs = [_Pair(*pair) for cell in cells for pair in pairwise(cell) if not pair[1].position.opens_item]
    pairs = [pair for pair in pairs if not pair.before.is_odd and HARD not in pair.between and not pair.has_zero]
    if not pairs:
        return LoneCodes()
    return _Column([one for cell in cells for one in cell if one.is_plain], pairs).lone_codes()


class _Column:
    """The plain codes of a column: how often each number stands there, and the names behind them."""

    def __init__(self, plain: Sequence[Sighting], pairs: Sequence[_Pair]) -> None:
        self._pairs = pairs
        self._numbers: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._names: defaultdict[str, Beginnings] = defaultdict(Beginnings)
        self._named: set[str] = set()
        self._opening: set[str] = set()
        joined = _joined_words(pairs)
        direct = {id(pair.one) for pair in pairs if pair.is_direct}
        for one in plain:
            if id(one) in joined:
                continue
            self._numbers[one.first.code.letter][one.first.code.serial] += 1
            if name := _name(one):
                self._named.add(one.first.spelling)
            if one.position.opens_line and id(one) not in direct:
                self._opening.add(one.first.code.letter)
                self._names[one.first.spelling].note(name)
        self._directly = Counter(pair.spellings for pair in pairs if self._names_none(pair))

    def lone_codes(self) -> LoneCodes:
        words: set[str] = set()
        begun: set[tuple[str, str]] = set()
        doubts: list[Doubt] = []
        for pair in self._pairs:
            one = pair.one
            if self._begins_name(pair):
                begun.add(pair.spellings)
                doubts.append(Doubt(one.printed, one.whole))
            elif self._is_word(pair):
                words.add(one.first.spelling)
                doubts.append(Doubt(one.printed, one.whole))
            elif self._may_be_word(pair):
                doubts.append(Doubt(one.printed, one.whole, one.first.spelling))
        return LoneCodes(frozenset(words), frozenset(begun), tuple(doubts))

    def _names_none(self, pair: _Pair) -> bool:
        """Whether a code stands directly behind one that has no name anywhere."""
        return pair.is_direct and pair.before.first.spelling not in self._named

    def _begins_name(self, pair: _Pair) -> bool:
        """Whether joined words, a formula like K2O, or a code with another name stand behind a code that has none."""
        if pair.spellings[0] == pair.spellings[1] and not pair.one.first.alike:
            return _end_of_words(pair) > 0
        if not self._names_none(pair):
            return False
        if pair.one.first.alike:
            return _TEXT_FOLLOWS.match(pair.one.view.text, pair.one.first.end) is not None
        known = self._names.get(pair.one.first.spelling)
        name = _name(pair.one)
        return _end_of_words(pair) > 0 or bool(known and name and not known.agree(name))

    def _is_word(self, pair: _Pair) -> bool:
        """Whether it is one wherever the document has it: its number is far from all others, and it stands but once, or
        always directly behind the same code, which has no name; or it looks like one of a series that has no line.
        """
        if not self._may_be_either(pair):
            return False
        if self._is_of_no_series(pair):
            return self._names_none(pair) or pair.between.endswith(_LISTED)
        return self._names_none(pair) and self._is_far(pair) and bool(_name(pair.one))

    def _may_be_word(self, pair: _Pair) -> bool:
        if not self._may_be_either(pair) or not _name(pair.one):
            return False
        is_listed = pair.between.rstrip().endswith(_LISTED)
        return self._names_none(pair) or (self._is_far(pair) and not is_listed)

    def _may_be_either(self, pair: _Pair) -> bool:
        code = pair.one.first.code
        if code.serial < _TEN or pair.one.is_odd:
            return False
        if self._is_of_no_series(pair):
            return True
        if not (pair.one.is_plain or self._names_none(pair)):
            return False
        places = self._numbers[code.letter][code.serial]
        return pair.before.first.code.letter == code.letter and places <= max(self._directly[pair.spellings], 1)

    def _is_of_no_series(self, pair: _Pair) -> bool:
        """Whether it looks like one of a second series (SS) of which no code opens a line, is small, or is near it."""
        letter = pair.one.first.code.letter
        if len(letter) == 1 or letter in self._opening:
            return False
        return self._is_far(pair) and not any(number < _TEN for number in self._numbers[letter])

    def _is_far(self, pair: _Pair) -> bool:
        code = pair.one.first.code
        return _is_lone(code.serial, self._numbers[code.letter])


def without_words(cell: Sequence[Sighting], lone: LoneCodes) -> Iterator[Sighting]:
    """The codes of a cell without those that begin names."""
    name_start = 0
    before: Sighting | None = None
    for one in cell:
        if before and (pair := _Pair(before, one)).spellings in lone.begun:
            name_start = max(name_start, _end_of_words(pair), one.first.end if pair.is_direct else 0)
        is_word = one.first.spelling in lone.words and not one.position.opens_item
        if not is_word and one.start >= name_start:
            yield one
            before = one


def _end_of_words(pair: _Pair) -> int:
    """Where words directly behind a code end that are joined, with the rest of a name behind them: ``S11/S21 參數``.

    0 if there are none.
    """
    if not pair.is_direct:
        return 0
    following = name_of_words(pair.one.view.text, pair.one.first)
    return following.end("more") if following and following["more"] else 0


def _joined_words(pairs: Sequence[_Pair]) -> set[int]:
    """Those that stand among joined words directly behind a code, by their identities: they name nothing."""
    found: set[int] = set()
    view, end = None, 0
    for pair in pairs:
        if joined_end := _end_of_words(pair):
            view, end = pair.one.view, joined_end
        if pair.one.view is view and pair.one.start < end:
            found.add(id(pair.one))
    return found


def _is_lone(number: int, numbers: Container[int]) -> bool:
    around = range(number - _FAR, number + _FAR + 1)
    return not any(other != number and other in numbers for other in around)


def _name(one: Sighting) -> str:
    return Codebook().beginning(one.view.text, one.first)

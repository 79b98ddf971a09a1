"""Finds where a text in Big5 lost a byte, though what is left of it still reads as characters.

A character of Big5 is two bytes. Behind a lost one, halves of two neighbours pair up until a second byte looks like a
letter, or nothing fits. Two things tell: such pairs give characters that are hardly used where pairs that begin one
byte later give common ones; and the document has the right character between the same two neighbours elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

ENCODINGS = ("cp950", "big5hkscs", "big5", "big5-hkscs")
"""Encodings whose characters are those of Big5."""
_PAIR = rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"
_PIECES = re.compile(
    rb"(?:%b)++(?P<half>[\x40-\x7e\x81-\xfe])?|(?P<alone>[\x40-\x7e\x81-\xfe](?=[\x81-\xfe]))|[^\x81-\xfe]" % _PAIR
)
_UNIT = re.compile(rb"%b|." % _PAIR, re.DOTALL)
_SELDOM_ALONE = re.compile(rb"[a-z@^`\\]")
"""What hardly ever stands between two Chinese characters without a space."""
_FARTHEST = 40
"""Characters that are looked at before the place where pairs and text meet again."""
_LONGEST = 500_000
"""Bytes whose characters and neighbours are remembered."""
_COMMON = range(0xA1, 0xC7)
"""First bytes of signs and of the 5,401 characters that are in common use; all others are rare."""
_CHARACTERS = range(0xA4, 0xC7)
_NO_ASCII = 0x80
_SURE = 2
"""So many rare characters that become common ones are no chance."""


class Torn(NamedTuple):
    """Where half a character stands in the bytes, and where its wrong pairs end.

    ``is_sure``: the document tells, or more than one of the wrong characters is rare; else it may be as it should.
    """

    start: int
    end: int
    is_sure: bool


def torn(data: bytes) -> Iterator[Torn]:
    """Every place where the bytes read better from one byte later on, to the next letter or to the first misfit."""
    text = _Text(data)
    for piece in _PIECES.finditer(data):
        half = next((piece.start(name) for name in ("half", "alone") if piece[name]), None)
        if half is not None and (found := text.torn_before(piece.start(), half)):
            yield found


class _Text:
    """The bytes, and what the document tells of its characters and their neighbours."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def torn_before(self, start: int, half: int) -> Torn | None:
        """What is torn of the pairs from ``start`` to a byte that may be half a character, or of that byte."""
        data, rare, best, place = self._data, 0, 0, half
        is_known = False
        for at in range(half, max(start, half - 2 * _FARTHEST) - 1, -2):
            if at < half and data[at + 1] not in _CHARACTERS:
                break
            if self._is_known(at, half):
                return Torn(at, half + 1, is_sure=True)
            rare += at < half and data[at] not in _COMMON
            if rare > best:
                best, place = rare, at
            is_known = is_known or self._may_be_known(at, half)
        if best or is_known:
            return Torn(place, half + 1, is_sure=best >= _SURE)
        return Torn(half, half + 1, is_sure=False) if half > start and self._is_odd(half) else None

    def _is_known(self, at: int, half: int) -> bool:
        """Whether the document has elsewhere what stands there if the byte at ``at`` is half a character."""
        before, following = self._before(at), self._unit(at + 1)
        is_told = bool(before and following) and max(before + following) >= _NO_ASCII
        between = self._between.get((before, following), ()) if is_told else ()
        return any(self._data[at] in whole for whole in between) or any(
            pair in self._pairs for pair in self._realigned(at, half)
        )

    def _may_be_known(self, at: int, half: int) -> bool:
        """Whether the document tells as much of one side only, where a letter stands alone or a character once."""
        data = self._data
        if at == half:
            before, byte = self._before(at), data[at : at + 1]
            is_alone = len(before) > 1 and not data[at + 1 : at + 2].isalnum()
            return is_alone and any(byte[0] in whole for whole in self._behind.get(before, ()))
        here = [data[place : place + 2] for place in range(at, half, 2)]
        there = [data[place : place + 2] for place in range(at + 1, half, 2)]
        return any(self._units[one] < 2 for one in here) and all(self._units[one] for one in there)

    def _is_odd(self, half: int) -> bool:
        return _SELDOM_ALONE.match(self._data, half) is not None and not self._data[half + 1 : half + 2].isalnum()

    def _realigned(self, at: int, half: int) -> Iterator[tuple[bytes, bytes]]:
        """Neighbours of two bytes each, from one byte behind ``at`` to the character behind ``half``."""
        for place in range(at + 1, half, 2):
            one, following = self._data[place : place + 2], self._unit(place + 2)
            if len(following) > 1:
                yield one, following

    def _before(self, at: int) -> bytes:
        data = self._data
        return data[at - 2 : at] if data[at - 2 : at - 1] >= bytes((_NO_ASCII,)) else data[at - 1 : at]

    def _unit(self, at: int) -> bytes:
        match = _UNIT.match(self._data, at)
        return match[0] if match else b""

    @cached_property
    def _all(self) -> list[bytes]:
        return _UNIT.findall(self._data[:_LONGEST])

    @cached_property
    def _units(self) -> Counter[bytes]:
        return Counter(self._all)

    @cached_property
    def _pairs(self) -> set[tuple[bytes, bytes]]:
        return set(pairwise(self._all))

    @cached_property
    def _behind(self) -> dict[bytes, set[bytes]]:
        """The characters that stand behind each character."""
        behind: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for before, one in self._pairs:
            if len(one) > 1:
                behind[before].add(one)
        return behind

    @cached_property
    def _between(self) -> dict[tuple[bytes, bytes], set[bytes]]:
        """The characters of the document by their neighbours."""
        units = self._all
        between: defaultdict[tuple[bytes, bytes], set[bytes]] = defaultdict(set)
        for before, one, following in zip(units, units[1:], units[2:], strict=False):
            if len(one) > 1:
                between[before, following].add(one)
        return between

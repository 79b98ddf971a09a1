"""What the whole document tells of its codes of knowledge, skills or attitudes, wherever a single cell leaves doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.assemble.spans import Span
from pipeline.assemble.tokens import MARKS, ONE_SIGN, OPENING, SIGNS, CodeReading, after_punctuation
from pipeline.base.patterns import late

_NEXT = late(
    rf"[、,，;；]|【\s*(?:註|T\s?\d)|[{OPENING}]?(?<![A-Za-z])(?:SS?|[KA])\s?(?:[{SIGNS}]\s?)?[\d{ONE_SIGN}]",
    re.IGNORECASE,
)
"""What ends a name: a note mark, a scope tag, the next code."""
_BULLET = late(rf"[\s{MARKS}]*(?:(?<=\s)[-–—*＊]\s*)?\Z")
_TELLING = 6
"""How many characters of a name tell it from others."""
_WINDOW = 4 * _TELLING


class Doubt(NamedTuple):
    """What may be a code or not, or one of two codes: as printed, where it stands, and how it was taken."""

    printed: str
    span: Span
    taken_as: str | None = None


class Beginnings:
    """How the names begin that stand behind one code; bare codes count as names of no length."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._starts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        """Whether any name is known."""
        return bool(self._starts)

    def note(self, name: str, times: int = 1) -> None:
        """Counts a name; takes it back with ``times`` = -1."""
        self._names[name] += times
        for end in range(1, len(name) + 1):
            self._starts[name[:end]] += times
        for counter, gone in ((self._names, [name]), (self._starts, [name[:end] for end in range(1, len(name) + 1)])):
            for one in gone:
                if counter[one] <= 0:
                    del counter[one]

    def agree(self, name: str) -> bool:
        """Whether a known name can be ``name``, one of them cut shorter; a bare code agrees with a bare one."""
        if not name:
            return name in self._names
        return name in self._starts or any(name[:end] in self._names for end in range(1, len(name)))


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes that stand where they can be nothing else, each with how its names begin.

    ``stopped``: letters whose codes have a full stop behind them. ``doubts``: what was left undecided. ``words``: what
    looks like codes and is none inside a line. ``begun``: codes with the words that begin their names
    (``S16 S11/S21參數``), which may be codes elsewhere.
    """

    names: Mapping[str, Beginnings] = field(default_factory=dict)
    stopped: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    words: frozenset[str] = frozenset()
    begun: frozenset[tuple[str, str]] = frozenset()

    def holds(self, text: str, reading: CodeReading) -> bool:
        """Whether the document has this code with the name that follows ``reading`` in ``text``."""
        known = self.names.get(reading.spelling)
        return known is not None and known.agree(self.beginning(text, reading))

    def has(self, letter: str, number: int) -> bool:
        """Whether the document has this code, with or without a zero before its digit."""
        return f"{letter}{number}" in self.names or f"{letter}{number:02}" in self.names

    def beginning(self, text: str, reading: CodeReading) -> str:
        """How the name begins that follows a code, without white space; empty behind a bare code."""
        start = after_punctuation(text, reading, stopped=reading.code.letter in self.stopped)
        window = text[start : start + _WINDOW]
        following = _NEXT.search(window)
        name = _BULLET.sub("", window[: following.start()]) if following else window
        return "".join(name.split())[:_TELLING]

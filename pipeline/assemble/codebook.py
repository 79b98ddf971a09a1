"""What the whole document tells of its codes of knowledge, skills or attitudes, wherever a single cell leaves doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.assemble.flow import Flow
from pipeline.assemble.tokens import Reading, after_punctuation

_NEXT = re.compile(r"[、,，;；]|(?<![A-Za-z])(?:SS?|[KA])\s?\d", re.IGNORECASE)
_TELLING = 6
"""How many characters of a name tell it from others."""
_WINDOW = 4 * _TELLING


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be a code or not, or one of two codes: as printed, where it stands, and how it was taken."""

    printed: str
    flow: Flow
    taken_as: str | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes that stand where they can be nothing else, each with how its names begin.

    ``stopped``: letters whose codes have a full stop behind them. ``doubts``: what was left undecided.
    """

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    stopped: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()

    def holds(self, text: str, reading: Reading) -> bool:
        """Whether the document has this code with the name that follows ``reading`` in ``text``."""
        begins = self.beginning(text, reading)
        return any(agree(known, begins) for known in self.names.get(reading.spelling, ()))

    def beginning(self, text: str, reading: Reading) -> str:
        """How the name begins that follows a code, without white space; empty behind a bare code."""
        start = after_punctuation(text, reading, stopped=reading.code.letter in self.stopped)
        window = text[start : start + _WINDOW]
        following = _NEXT.search(window)
        return "".join(window[: following.start() if following else None].split())[:_TELLING]


def agree(one: str, other: str) -> bool:
    """Whether two beginnings can be of the same name, one of them cut shorter; bare codes agree with bare ones."""
    return one == other or bool(one and other and (one.startswith(other) or other.startswith(one)))

"""A text in which thousands of others are looked for, each in about the time of its own length."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

_LENGTH = 6


class Findable:
    """A text, indexed by its stretches of some characters when it is first asked for them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._windows = cache(self._of_length)

    def holds(self, part: str) -> bool:
        """Whether ``part`` stands in the text: looked for at the places of its rarest stretch."""
        if not part:
            return True
        length = min(len(part), _LENGTH)
        places = self._windows(length)
        found = [(places.get(part[at : at + length], ()), at) for at in range(len(part) - length + 1)]
        candidates, before = min(found, key=lambda one: len(one[0]))
        return any(place >= before and self._text.startswith(part, place - before) for place in candidates)

    def _of_length(self, length: int) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(self._text) - length + 1):
            found[self._text[at : at + length]].append(at)
        return found

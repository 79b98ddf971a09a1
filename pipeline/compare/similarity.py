"""How much two texts have in common, counted in pairs of neighbouring characters and weighted by how rare they are.

Chinese has no spaces to cut words at, and half of what any two sentences of one standard share is its stock phrases
(依據、進行、能力). Pairs of characters stand for words; one that many texts hold counts little. On the indicators of
real standards, 99 of 100 pairs of different sentences have less than 0.28 by this measure, and 95 of 100 sentences of
which half was rewritten more than 0.37; by edit distance the two groups nearly meet (0.47 and 0.51). White space
counts nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Pieces = Mapping[str, int]
"""How often a text holds each pair of characters; ``^`` and ``$`` stand for its ends."""


def squeezed(text: str) -> str:
    """``text`` without white space: a PDF's wraps leave or swallow some."""
    return "".join(text.split())


def pieces(texts: Iterable[str]) -> Pieces:
    """The pieces of all ``texts`` together."""
    found: Counter[str] = Counter()
    for text in texts:
        framed = f"^{squeezed(text)}$"
        found.update(framed[at : at + 2] for at in range(len(framed) - 1))
    return found


class Measure:
    """Compares bags of pieces; the rarity of a piece is its rarity among all the bags it is made with."""

    def __init__(self, old: Sequence[Pieces], new: Sequence[Pieces]) -> None:
        holders = Counter(piece for bag in (*old, *new) for piece in bag)
        total = len(old) + len(new)
        self._rarity = {piece: math.log(1 + total / count) for piece, count in holders.items()}
        self._old, self._new = old, new
        self._old_weights = [self._weight(bag) for bag in old]
        self._new_weights = [self._weight(bag) for bag in new]
        self._holders: dict[str, list[int]] = {}
        for at, bag in enumerate(new):
            for piece in bag:
                self._holders.setdefault(piece, []).append(at)

    def _weight(self, bag: Pieces) -> float:
        return sum(self._rarity[piece] * count for piece, count in bag.items())

    def shared(self, at: int) -> dict[int, float]:
        """What the old bag number ``at`` has in common with each new bag that holds any of its pieces."""
        found: dict[int, float] = {}
        for piece, count in self._old[at].items():
            rarity = self._rarity[piece]
            for other in self._holders.get(piece, ()):
                found[other] = found.get(other, 0.0) + rarity * min(count, self._new[other][piece])
        return found

    def likeness(self, at: int, other: int, shared: float) -> float:
        """From 0 (nothing in common) to 1 (the same): the share of both bags that is common to them."""
        whole = self._old_weights[at] + self._new_weights[other]
        return 2 * shared / whole if whole else 1.0

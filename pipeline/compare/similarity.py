"""How much two texts have in common, counted in pairs of neighbouring characters and weighted by how rare they are.

Chinese has no spaces to cut words at, and half of what any two sentences of one standard share is its stock phrases
(依據、進行、能力). Pairs of characters stand for words; one that many texts hold counts little. On the indicators of
real standards, 99 of 100 pairs of different sentences have less than 0.28 by this measure, and 95 of 100 sentences of
which half was rewritten more than 0.37; by edit distance the two groups nearly meet (0.47 and 0.51). White space
and what nobody sees count nothing. Short names are counted more finely: of 客戶開發技能 and 顧客開發能力
only 開發 is a pair in common, but four of six characters.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from pipeline.record.codes import squeezed

Pieces = Mapping[str, int]
"""How often a text holds each pair of characters; ``^`` and ``$`` stand for its ends."""


def pieces(texts: Iterable[str], finely: bool = False) -> Pieces:
    """The pieces of all ``texts`` together; ``finely``: and their single characters."""
    found: Counter[str] = Counter()
    for text in texts:
        bare = squeezed(text)
        framed = f"^{bare}$"
        found.update(framed[at : at + 2] for at in range(len(framed) - 1))
        if finely:
            found.update(bare)
    return found


class Measure:
    """Compares bags of pieces; the rarity of a piece is its rarity among all the bags it is made with.

    Bags have numbers; only new ones ``among`` these numbers are ever compared.
    """

    def __init__(self, old: Mapping[int, Pieces], new: Mapping[int, Pieces], among: Container[int]) -> None:
        counts = Counter(piece for bags in (old, new) for bag in bags.values() for piece in bag)
        total = len(old) + len(new)
        self._rarity = {piece: math.log(1 + total / count) for piece, count in counts.items()}
        self._old = old
        self._new_weights = {at: self._weight(bag) for at, bag in new.items() if at in among}
        self._holders: dict[tuple[str, int], list[int]] = {}
        for at in self._new_weights:
            for each in _single(new[at]):
                self._holders.setdefault(each, []).append(at)

    def _weight(self, bag: Pieces) -> float:
        return sum(self._rarity[piece] * count for piece, count in bag.items())

    def likenesses(self, old: int) -> dict[int, float]:
        """The share of both bags that is common to them, above 0 to 1, by the number of the new bag."""
        shared: defaultdict[int, float] = defaultdict(float)
        for each in _single(self._old[old]):
            rarity = self._rarity[each[0]]
            for other in self._holders.get(each, ()):
                shared[other] += rarity
        weight = self._weight(self._old[old])
        return {other: 2 * common / (weight + self._new_weights[other]) for other, common in shared.items()}


def _single(bag: Pieces) -> Iterator[tuple[str, int]]:
    """Every piece of a bag as often as it is there, numbered: what two bags have in common then stands in both."""
    return ((piece, number) for piece, count in bag.items() for number in range(count))

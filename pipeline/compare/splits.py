"""Items that were cut in two, and pairs of items that were joined.

The part that begins as the whole does is what became of it; the other part is new (or, of two that were joined, gone).
Told by the wording alone: the whole begins with the one part and ends with the other, and hardly anything is left. A
part may have the whole's other end as well: 談判與議價技巧 becomes 談判技巧 and 議價技巧.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.compare.similarity import squeezed

_SHORTEST = 2
_SHARE = 0.8
"""So much of each part stands in the whole unchanged, and so much of the whole is made up of the two."""
_CLOSING = "。，、；：.,;:"

Texts = Mapping[int, str]
"""Texts by the index of their item."""


def splits(wholes: Texts, parts: Iterable[Texts]) -> Iterator[tuple[int, int, int]]:
    """Every whole that became two of the ``parts``, with them: the part that begins it, then the one that ends it.

    ``parts`` are the texts of one parent each; both parts of a whole stand under one parent, in any order.
    """
    bare = {at: _bare(text) for at, text in wholes.items()}
    by_beginning = _grouped(bare, lambda text: text[:_SHORTEST])
    for siblings in parts:
        free = {at: _bare(text) for at, text in siblings.items()}
        by_end = _grouped(free, lambda text: text[-_SHORTEST:])
        for first, beginning in tuple(free.items()):
            for whole in by_beginning.get(beginning[:_SHORTEST], ()):
                ends = by_end.get(bare[whole][-_SHORTEST:], ())
                fitting = (
                    at for at in ends if at != first and at in free and _makes_up(bare[whole], beginning, free[at])
                )
                second = next(fitting, None) if first in free else None
                if second is not None:
                    by_beginning[beginning[:_SHORTEST]].remove(whole)
                    del free[first], free[second]
                    yield whole, first, second
                    break


def _grouped(texts: Texts, key: Callable[[str], str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, text in texts.items():
        groups.setdefault(key(text), []).append(at)
    return groups


def _bare(text: str) -> str:
    return squeezed(text).rstrip(_CLOSING)


def _makes_up(whole: str, beginning: str, end: str) -> bool:
    if min(len(beginning), len(end)) < _SHORTEST or max(len(beginning), len(end)) >= len(whole):
        return False
    head, tail = _common(whole, beginning), _common(whole[::-1], end[::-1])
    return (
        min(head, tail) >= _SHORTEST
        and _SHARE * len(whole) <= head + tail <= len(whole) / _SHARE
        and head + _common(whole[::-1], beginning[head:][::-1]) >= _SHARE * len(beginning)
        and tail + _common(whole, end[: len(end) - tail]) >= _SHARE * len(end)
    )


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count

"""Items that were cut in two, and pairs of items that were joined.

The part that begins as the whole does is what became of it; the other part is new (or, of two that were joined, gone).
Told by the wording alone: the whole begins with the one part and ends with the other, and hardly anything is left. A
part may have the whole's other end as well: 談判與議價技巧 becomes 談判技巧 and 議價技巧.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.record.codes import squeezed

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
    texts: dict[int, str] = {}
    beginning: dict[str, list[int]] = {}
    ending: dict[tuple[int, str], list[int]] = {}
    homes: dict[int, int] = {}
    for home, siblings in enumerate(parts):
        for at, text in siblings.items():
            texts[at], homes[at] = _bare(text), home
            beginning.setdefault(texts[at][:_SHORTEST], []).append(at)
            ending.setdefault((home, texts[at][-_SHORTEST:]), []).append(at)
    for at, text in wholes.items():
        whole = _bare(text)
        firsts = (one for one in beginning.get(whole[:_SHORTEST], ()) if one in texts and _begins(whole, texts[one]))
        found = (
            (first, second)
            for first in firsts
            for second in ending.get((homes[first], whole[-_SHORTEST:]), ())
            if first != second and second in texts and _ends(whole, texts[second])
            if _makes_up(whole, texts[first], texts[second])
        )
        first, second = next(found, (None, None))
        if first is not None and second is not None:
            del texts[first], texts[second]
            yield at, first, second


def _bare(text: str) -> str:
    return squeezed(text).rstrip(_CLOSING)


def _begins(whole: str, part: str) -> bool:
    """Whether ``part`` is the beginning of ``whole``, perhaps with its ending behind."""
    if not _SHORTEST <= len(part) < len(whole):
        return False
    head, least = _common(whole, part), _SHARE * len(part)
    return head >= least or head + _common(whole[::-1], part[head:][::-1]) >= least


def _ends(whole: str, part: str) -> bool:
    return _begins(whole[::-1], part[::-1])


def _makes_up(whole: str, first: str, second: str) -> bool:
    """Whether each gives the whole something that the other does not: its beginning, or its end."""
    head, tail = _common(whole, first), _common(whole[::-1], second[::-1])
    if head <= _common(whole, second) or tail <= _common(whole[::-1], first[::-1]):
        return False
    return min(head, tail) >= _SHORTEST and _SHARE * len(whole) <= head + tail <= len(whole) / _SHARE


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count

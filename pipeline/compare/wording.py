"""What became of a text, character by character, cut where it reads well in Chinese.

Pure. Chinese is compared by characters; a Latin word, a number, a code and a note mark stay whole. A lone sign or
character between two changes counts as changed with them, and a change that could as well begin a little earlier or
later begins behind a punctuation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["equal", "insert", "delete"]
Part = tuple[Change, str]

_TOKEN = re.compile(r"【註\d+】|[A-Za-z]+[0-9.]*|\d+(?:\.\d+)*|\s+|.", re.DOTALL)
_BREAK = frozenset("，。、；：！？）」』】》,;:!?) \n")
_COMPARED = 4_000_000
"""So many pairs of tokens are looked at; beyond that the middle of the two texts counts as exchanged."""

Span = tuple[int, int, int, int]
"""A change in tokens: from and to in the old text, from and to in the new."""


def parts(old: str | None, new: str | None) -> tuple[Part, ...]:
    """The parts of both texts in order: without ``insert`` they give ``old``, without ``delete`` they give ``new``.

    ``None`` is a text that is not there.
    """
    ones, others = _TOKEN.findall(old or ""), _TOKEN.findall(new or "")
    found: list[Part] = []
    place = 0
    for start, end, other_start, other_end in _changes(ones, others):
        found += [
            ("equal", "".join(ones[place:start])),
            ("delete", "".join(ones[start:end])),
            ("insert", "".join(others[other_start:other_end])),
        ]
        place = end
    found.append(("equal", "".join(ones[place:])))
    return tuple(part for part in found if part[1])


def similarity(found: Sequence[Part]) -> float:
    """The share of both texts that is equal in them, from 0 to 1, in hundredths."""
    equal = sum(2 * len(text) for kind, text in found if kind == "equal")
    changed = sum(len(text) for kind, text in found if kind != "equal")
    return round(equal / (equal + changed), 2) if equal + changed else 1.0


def _changes(ones: Sequence[str], others: Sequence[str]) -> Iterator[Span]:
    before = _common(ones, others)
    after = _common(ones[before:][::-1], others[before:][::-1])
    end, other_end = len(ones) - after, len(others) - after
    if (end - before) * (other_end - before) > _COMPARED:
        spans = [(before, end, before, other_end)]
    else:
        spans = _joined(_matched(ones[before:end], others[before:other_end], before), ones)
    floor = 0
    for at, span in enumerate(spans):
        ceiling = spans[at + 1][0] if at + 1 < len(spans) else len(ones)
        moved = _shifted(span, ones, others, span[0] - floor, ceiling - span[1])
        floor = moved[1]
        yield moved


def _common(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many tokens both begin with."""
    count = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _matched(ones: Sequence[str], others: Sequence[str], offset: int) -> list[Span]:
    matcher = SequenceMatcher(None, ones, others, autojunk=False)
    return [
        (start + offset, end + offset, other_start + offset, other_end + offset)
        for kind, start, end, other_start, other_end in matcher.get_opcodes()
        if kind != "equal"
    ]


def _joined(spans: list[Span], ones: Sequence[str]) -> list[Span]:
    """Spans with a single token between them as one, where something goes and something comes: 核對 → 覆核.

    A punctuation mark keeps them apart.
    """
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last and span[0] - last[1] == 1 and ones[last[1]] not in _BREAK and _exchange(last, span):
            found[-1] = (last[0], span[1], last[2], span[3])
        else:
            found.append(span)
    return found


def _exchange(*spans: Span) -> bool:
    goes = any(start < end for start, end, _, _ in spans)
    return goes and any(start < end for _, _, start, end in spans)


def _shifted(span: Span, ones: Sequence[str], others: Sequence[str], left: int, right: int) -> Span:
    """The same change up to ``left`` tokens earlier or ``right`` later, if it then begins behind a break."""
    start, end, other_start, other_end = span
    if (start < end) == (other_start < other_end):
        return span
    texts, first, last = (ones, start, end) if start < end else (others, other_start, other_end)
    for step in sorted(range(-left, right + 1), key=abs):
        if _can_shift(texts, first, last, step) and (first + step == 0 or texts[first + step - 1] in _BREAK):
            return start + step, end + step, other_start + step, other_end + step
    return span


def _can_shift(texts: Sequence[str], first: int, last: int, step: int) -> bool:
    if step < 0:
        return all(texts[first + at] == texts[last + at] for at in range(step, 0))
    return all(texts[first + at] == texts[last + at] for at in range(step))

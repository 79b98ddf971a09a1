"""The grammar of every code: standards (KPS3322-002v2), items (T1.2, O1.2.1, K11), note marks, scope tags.

Pure strings in, pure values out. Sources: docs/form.md 2.1 and 2.2 (the spellings that occur), 3.4 (numbering).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

STANDARD_CODE = re.compile(r"[A-Z]{3}\d{4}-\d{3}(?:v\d{1,2})?")
"""The form of a 職能基準代碼 in the platform's own spelling."""

STANDARD_CODE_TOLERANT = re.compile(r"[A-Z]{3,4}[\dIl]{3,4}\s*-\s*\d{3}(?:\s*[vV]\s*\d{1,2})?")
"""The same with the misspellings that occur in published documents."""

NOTE_MARK = re.compile(r"【註(\d{1,4})】")
"""A note mark as the record spells it."""

SCOPE_TAG = re.compile(r"【(T\d{1,2}\.\d{1,2})】")
"""Which task of a shared cell a piece of knowledge or skill serves."""

_SCOPE_TAGS = re.compile(rf"(?:[、,，]?\s*{SCOPE_TAG.pattern})+")
_ITEM_CODE = re.compile(r"(SS|[TOPKSA])(\d{1,3}(?:\.\d{1,3}){0,2})")


@dataclass(frozen=True, slots=True, order=True)
class ItemCode:
    """A code of the competence table, read: ``P1.2.3`` is letter ``P``, numbers ``(1, 2, 3)``."""

    letter: str
    numbers: tuple[int, ...]

    @property
    def parent(self) -> tuple[int, ...]:
        """All numbers but the last: what the code says it belongs to."""
        return self.numbers[:-1]

    @property
    def serial(self) -> int:
        """The last number: the code's place within its parent."""
        return self.numbers[-1]

    def belongs_to(self, task: ItemCode) -> bool:
        """Whether an O or P with these numbers can stand under ``task``.

        Three-level codes repeat the task's two numbers; the two-level ones of older documents (docs/form.md 2.2)
        repeat the duty's number only.
        """
        return self.parent == task.numbers[: len(self.parent)]


def parse(code: str | None) -> ItemCode | None:
    """The parts of a normalized item code; ``None`` if it is none."""
    match = _ITEM_CODE.fullmatch(code or "")
    if not match:
        return None
    return ItemCode(match[1], tuple(int(number) for number in match[2].split(".")))


def sort_key(code: str | None) -> tuple[str, tuple[int, ...], str]:
    """Sorts item codes by letter, then by their numbers (``K9`` before ``K10``); anything else after them."""
    item = parse(code)
    return (item.letter, item.numbers, "") if item else ("~", (), code or "")


def normalize_standard(printed: str) -> str:
    """A 職能基準代碼 without inner white space and with its ``v`` in lower case; full width made plain."""
    compact = re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed))
    return re.sub(r"V(?=\d+$)", "v", compact)


def note_numbers(text: str | None) -> list[int]:
    """The numbers of all note marks in ``text``, in printed order."""
    return [int(match[1]) for match in NOTE_MARK.finditer(text or "")]


def without_note_marks(text: str) -> str:
    """``text`` without its note marks."""
    return NOTE_MARK.sub("", text)


def scope(name: str | None) -> tuple[str, ...]:
    """The task codes of all scope tags in ``name``, in printed order."""
    return tuple(match[1] for match in SCOPE_TAG.finditer(name or ""))


def bare_name(name: str) -> str:
    """A printed name without note marks and scope tags: what the register calls it."""
    return without_note_marks(_SCOPE_TAGS.sub("", name)).strip()


def same_name(one: str, other: str) -> bool:
    """Whether two printed names are one: note marks, scope tags and white space aside."""
    return comparable(one) == comparable(other)


def comparable(name: str) -> str:
    """A name for comparing: bare, without white space, compatibility characters folded."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", bare_name(name)))


def commonest(names: Sequence[str]) -> str:
    """The commonest of ``names`` (at least one); among equals the one that stands first."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name])

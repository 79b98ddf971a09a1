"""The grammar of every code: standards (KPS3322-002v2), items (T1.2, O1.2.1, K11), note marks, scope tags.

Pure strings in, pure values out. Sources: docs/form.md 2.1 and 2.2 (the spellings that occur), 3.4 (numbering).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.base.remembered import remembered

STANDARD_CODE = re.compile(r"[A-Z]{3}\d{4}-\d{3}(?:v\d{1,2})?")
"""The form of a 職能基準代碼 in the platform's own spelling."""

STANDARD_CODE_TOLERANT = re.compile(r"[A-Z]{3,4}[\dIl]{3,4}\s*-\s*\d{3}(?:\s*[vV]\s*\d{1,2})?")
"""The same with the misspellings that occur in published documents."""

NOTE_MARK = re.compile(r"【註(\d{1,4})】")
"""A note mark as the record spells it."""

SCOPE_TAG = re.compile(r"【(T\d{1,2}(?:\.\d{1,2}){1,2})】")
"""Which task of a shared cell a piece of knowledge or skill serves."""

_SCOPE_TAGS = re.compile(rf"(?:[、,，]?\s*{SCOPE_TAG.pattern})+")
_ITEM_CODE = re.compile(r"(SS|[TOPKSA])(\d{1,3}(?:\.\d{1,3}){0,3})")

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
"""Characters, for use in a pattern, that nobody sees: soft hyphens, joiners, marks of order and direction."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u30fc\ufe58\ufe63]")
LATIN = str.maketrans("АВСЕНІЈКМОРЅТХасеіјкорѕтухΑΒΕΖΗΙΚΜΝΟΡΤΥΧικορτ", "ABCEHIJKMOPSTXaceijkopstyxABEZHIKMNOPTYXikopt")
"""Cyrillic and Greek letters that nobody can tell from Latin ones, which are typed for them."""


class ItemCode(NamedTuple):
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

        Codes of three levels repeat the task's two numbers, those of four levels the three of ``T1.1.1``; shorter
        codes of older documents (docs/form.md 2.2) repeat the first of them only.
        """
        return all(mine == its for mine, its in zip(self.parent, task.numbers, strict=False))


def parse(code: str | None) -> ItemCode | None:
    """The parts of a normalized item code; ``None`` if it is none."""
    return _parsed(code) if code else None


@remembered
def _parsed(code: str) -> ItemCode | None:
    match = _ITEM_CODE.fullmatch(code)
    return ItemCode(match[1], tuple(map(int, match[2].split(".")))) if match else None


def sort_key(code: str | None) -> tuple[str, tuple[int, ...], str]:
    """Sorts item codes by letter, then by their numbers (``K9`` before ``K10``); anything else after them."""
    item = parse(code)
    return (item.letter, item.numbers, "") if item else ("~", (), code or "")


def normalize_standard(printed: str) -> str:
    """A 職能基準代碼 without inner white space and with its ``v`` in lower case.

    Full width, letters of other scripts, hyphens of other kinds and small letters are made plain.
    """
    compact = re.sub(r"\s+", "", _HYPHENS.sub("-", visible(unicodedata.normalize("NFKC", printed)).translate(LATIN)))
    official = _small_v(compact.upper())
    return official if STANDARD_CODE.fullmatch(official) else _small_v(compact)


def _small_v(code: str) -> str:
    return re.sub(r"V(?=\d+$)", "v", code)


def visible(text: str) -> str:
    """``text`` without the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def squeezed(text: str) -> str:
    """``text`` without white space, of which a PDF's wraps leave or swallow some, and what nobody sees."""
    return visible("".join(text.split()))


def note_numbers(text: str | None) -> list[int]:
    """The numbers of all note marks in ``text``, in printed order."""
    return [int(match[1]) for match in NOTE_MARK.finditer(text or "")]


def without_note_marks(text: str) -> str:
    """``text`` without its note marks."""
    return NOTE_MARK.sub("", text)


def scope(name: str | None) -> tuple[str, ...]:
    """The task codes of all scope tags in ``name``, in printed order."""
    return tuple(match[1] for match in SCOPE_TAG.finditer(name)) if name and "【" in name else ()


def bare_name(name: str) -> str:
    """A printed name without note marks and scope tags: what the register calls it."""
    return without_note_marks(_SCOPE_TAGS.sub("", name)).strip() if "【" in name else name.strip()


def same_name(one: str, other: str) -> bool:
    """Whether two printed names are one: note marks, scope tags and white space aside."""
    return comparable(one) == comparable(other)


def comparable(name: str) -> str:
    """A name for comparing: bare, without white space, compatibility characters folded."""
    return re.sub(r"\s+", "", visible(unicodedata.normalize("NFKC", bare_name(name))))


def commonest(names: Sequence[str]) -> str:
    """The commonest of ``names`` (at least one); among equals the one that stands first."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name])

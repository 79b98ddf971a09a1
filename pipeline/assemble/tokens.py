"""Reads a code where one may stand, in every spelling that occurs (docs/form.md 2.2, quirks 21 to 23).

A printed code can be read in more than one way: ``O2.3.13D設計`` is O2.3.13 or O2.3.1 with a name that begins
with 3D. This module gives all readings; ``items`` chooses by what comes before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.assemble.spans import SOFT
from pipeline.record.codes import ItemCode

_HALF_WIDTH = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)}
_NUMBER = r"\d{1,3}"
_NUMBERS = re.compile(_NUMBER)
_DOT = rf"(?:[ \u3000{SOFT}]*[.．]|[ \u3000]*[\-‧·])\s*"
_LEVELS = re.compile(
    rf"(?P<letter>[TOP0])(?:[ \u3000]*\.)?[ \u3000{SOFT}]*(?P<numbers>{_NUMBER}(?:{_DOT}{_NUMBER}){{0,2}})"
)
_FLAT = re.compile(rf"(?P<letter>SS|[KSA])[ \u3000{SOFT}]*(?P<digits>\d{SOFT}\d|\d{{2,3}}|\d(?!\d))(?![.．]\d)")
_SPACED_FLAT = re.compile(r"(?P<letter>S ?S|[KSA])(?: |(?=0 ))(?P<digits>\d \d(?: \d(?=\s|$))?)(?![\dA-Za-z.．])")
_STOP = re.compile(r"\.(?=\d[DS])")
"""A full stop between a T code and a name like 3D or 5S."""
_PUNCTUATION = re.compile(r"[ \u3000]*[.．:：](?!\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a code: what it is, its normalized spelling, and where it ends in the text."""

    code: ItemCode
    spelling: str
    end: int


def plain(text: str) -> str:
    """``text`` with full-width letters, digits and stops made plain, character by character, so positions hold."""
    return text.translate(_HALF_WIDTH)


def readings(text: str, start: int) -> list[Reading]:
    """All readings of a code that begins at ``start`` of ``text`` (made ``plain``), the longest first."""
    spaced = _SPACED_FLAT.match(text, start)
    if spaced:
        digits = spaced["digits"].replace(" ", "")
        return [_flat(spaced["letter"].replace(" ", ""), digits, spaced.end())]
    flat = _FLAT.match(text, start)
    if flat:
        return _flat_readings(flat)
    levels = _LEVELS.match(text, start)
    return _level_readings(text, levels) if levels else []


def _flat_readings(match: re.Match[str]) -> list[Reading]:
    letter, digits = match["letter"], match["digits"]
    if SOFT in digits:
        return [_flat(letter, digits.replace(SOFT, ""), match.end())]
    lengths = range(len(digits), min(len(digits), 2) - 1, -1)
    return [_flat(letter, digits[:length], match.start("digits") + length) for length in lengths]


def _flat(letter: str, digits: str, end: int) -> Reading:
    return Reading(ItemCode(letter, (int(digits),)), letter + digits, end)


def _level_readings(text: str, match: re.Match[str]) -> list[Reading]:
    letter = "O" if match["letter"] == "0" else match["letter"]
    spans = [number.span() for number in _NUMBERS.finditer(text, *match.span("numbers"))]
    found: list[Reading] = []
    for count in range(len(spans), 0, -1):
        first, last = spans[count - 1]
        following = text[last : last + 1]
        if following == "." and text[last + 1 : last + 2].isdigit() and not (letter == "T" and _STOP.match(text, last)):
            continue
        shortest = first + 1 if following.isalnum() else last
        for end in range(last, shortest - 1, -1):
            digits = [text[start:stop] for start, stop in (*spans[: count - 1], (first, end))]
            found.append(Reading(ItemCode(letter, tuple(map(int, digits))), letter + ".".join(digits), end))
    return found


def after_punctuation(text: str, end: int) -> int:
    """Where a name begins after a code that ends at ``end``: behind a stop or colon that belongs to the code."""
    match = _PUNCTUATION.match(text, end) or _STOP.match(text, end)
    return match.end() if match else end

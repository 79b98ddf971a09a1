"""Rows of the header table in extracted text whose cells hold line ends: labels, several values, the description."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NARROWEST = 40
"""Characters that a line of the description has at least where the width of its cell ends it (docs/form.md 1.2)."""
_MOST = 50
"""Lines that such a row may have."""
_LABEL = re.compile(r"\W*(?:職能基準名稱|所屬)[ \u3000]*\Z")
_REST_OF_LABEL = re.compile(r"[ \u3000]*(?:[(（][^\t]{0,20}[)）]|類別)[ \u3000]*\t")
_CLASS = re.compile(r"(?:類別[ \u3000]*\t)?(?P<kind>職[類業]別|行業別)[ \u3000]*\t")
_CODES = re.compile(r"\t[ \u3000]*(?P<kind>職[類業]別|行業別)代碼[ \u3000]*\t")
_CODE = re.compile(r"[ \u3000]*[A-Z]{0,3}[0-9]{0,5}(?:[-、,；;][A-Z]?[0-9]{1,5})*[ \u3000]*")
_DESCRIPTION = re.compile(r"\W*工作描述[ \u3000]*\t")
_BELOW_DESCRIPTION = re.compile(r"\W*基準級別[ \u3000]*\t")


def profile_row_end(lines: Sequence[str], start: int) -> int:
    """Where the row of the header table ends that begins with a line; behind that line if it is none, or whole."""
    line = lines[start]
    if "\t" not in line:
        is_label = _LABEL.match(line) and start + 1 < len(lines) and _REST_OF_LABEL.match(lines[start + 1])
        return _class_end(lines, start + 1) if is_label else start + 1
    return _description_end(lines, start) if _DESCRIPTION.match(line) else _class_end(lines, start)


def _class_end(lines: Sequence[str], start: int) -> int:
    """The end of a row with the names and codes of one kind of class, as many lines of each."""
    match, last = _CLASS.match(lines[start]), min(start + _MOST, len(lines))
    names = start
    while match and names < last and not ((codes := _CODES.search(lines[names])) and codes["kind"] == match["kind"]):
        if names > start and "\t" in lines[names]:
            return start + 1
        names += 1
    if not match or names == last:
        return start + 1
    end = names + 1
    while end < last and end - names <= names - start and lines[end].strip() and _CODE.fullmatch(lines[end]):
        end += 1
    return end


def _description_end(lines: Sequence[str], start: int) -> int:
    """The end of the description, which goes on to the next label."""
    at = start + 1
    while at < len(lines) and at - start < _MOST and lines[at].strip() and "\t" not in lines[at]:
        at += 1
    return at if at < len(lines) and _BELOW_DESCRIPTION.match(lines[at]) else start + 1


def is_list(lines: Sequence[str]) -> bool:
    """Whether the lines are those of a description that end where its author says."""
    return _DESCRIPTION.match(lines[0]) is not None and max(map(len, lines)) < _NARROWEST

"""The numbers that a browser prints before the items of a list."""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers import numerals
from pipeline.readers._html.css import Declarations
from pipeline.readers.attributes import whole

_BY_TYPE = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_TRIANGLES = ("disclosure-open", "disclosure-closed")
_SHAPES = {"disc", "circle", "square", "none", "inherit", "initial", "unset", "revert", *_TRIANGLES}
_PLACES = {"inside", "outside"}
_KNOWN = {*numerals.CSS, "decimal", *_SHAPES}
_NAME = re.compile(r"[\w-]+")
"""What may name a counter style; pictures and other functions do not."""
_STRING = re.compile(r"(['\"])(.*)\1")
_HIGHEST = 1_000_000


class Numbers:
    """Counts the items of all lists of a page, in reading order."""

    def __init__(self) -> None:
        self._next: dict[Any, int] = {}

    def count(self, item: Any) -> int:
        """The number of an item. Each is asked for once."""
        parent = item.getparent()
        step = -1 if parent.tag == "ol" and parent.get("reversed") is not None else 1
        if parent not in self._next:
            first = sum(1 for one in parent if one.tag == "li") if step < 0 else 1
            self._next[parent] = whole(parent.get("start"), first, -_HIGHEST, _HIGHEST)
        number = whole(item.get("value"), self._next[parent], -_HIGHEST, _HIGHEST)
        self._next[parent] = number + step
        return number


def marker(number: int, form: str) -> str:
    """What is printed before an item with the gap behind it: nothing for a bullet, whose shape says nothing."""
    quoted = _STRING.fullmatch(form)
    if quoted:
        return quoted[2]
    if form in _SHAPES or not form:
        return ""
    mark = numerals.numeral(number, form, numerals.CSS)
    return mark + ("、" if any("\u3400" <= one <= "\u9fff" for one in mark) else ". ")


def form(element: Any, declared: Declarations, around: str) -> str:
    """The counter style that holds for the items of ``element``, or for an item itself; ``around`` is that outside."""
    words = declared.get("list-style-type")
    given = None if words is None else _named(words)
    if given is None:
        kind = element.get("type") or ""
        given = _BY_TYPE.get(kind) or (kind.lower() if kind.lower() in _SHAPES else None)
    if given is None:
        given = {"ol": "decimal", "ul": "disc"}.get(element.tag, around)
    return given


def _named(words: str) -> str:
    """The counter style in the value of ``list-style`` or ``list-style-type``; a string keeps its quotes."""
    quoted = _STRING.search(words)
    if quoted:
        return quoted[0]
    names = [name for name in words.lower().split() if name not in _PLACES]
    if not names:
        return "disc"
    known = sorted((name for name in names if name in _KNOWN), key="none".__eq__)
    given = " ".join(known[:1] or names)
    return given if _NAME.fullmatch(given) else ""

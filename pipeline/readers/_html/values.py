"""Values of CSS: lengths, sums of lengths, and values that stand for others (``var()``)."""

from __future__ import annotations

import re
from collections.abc import Callable

WIDTH, HEIGHT = 1280.0, 800.0
"""The size in pixels of the desktop screen that a page is read as on."""
_PER_UNIT = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.8, "mm": 3.78, "in": 96.0}
_PER_UNIT |= {"vw": WIDTH / 100, "vh": HEIGHT / 100, "ch": 8.0, "ex": 8.0, "vmax": WIDTH / 100, "vmin": HEIGHT / 100}
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z]*)(?![%\w])")
_TOKEN = re.compile(r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+))(?P<unit>[a-z%]*)|(?P<sign>[-+*/()]))")
_LONGEST_SUM = 200
_LONGEST = 2_000
"""Characters that a value may come to where others stand in it."""
_MOST = 50
"""Values that may stand for others in one."""
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]+)\s*(,)?")


def pixels(length: str) -> float | None:
    """A length in pixels; ``None`` if it is none, or one that only a browser can tell."""
    text = length.strip()
    if text.startswith("calc("):
        return _sum(text.removeprefix("calc"))
    match = _LENGTH.match(text)
    if match is None or match[2] not in _PER_UNIT:
        return None
    return float(match[1]) * _PER_UNIT[match[2]]


def _sum(text: str) -> float | None:
    """What a sum of lengths comes to; ``None`` with shares (``%``) or names in it."""
    if len(text) > _LONGEST_SUM:
        return None
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None or (match["number"] and match["unit"] not in _PER_UNIT):
            return None
        tokens.append(match["sign"] or float(match["number"]) * _PER_UNIT[match["unit"]])
        at = match.end()
    try:
        return _Sum(tokens).all()
    except (ValueError, IndexError, ZeroDivisionError, RecursionError):
        return None


class _Sum:
    """Numbers and signs, read from the left."""

    def __init__(self, tokens: list[str | float]) -> None:
        self._tokens = tokens

    def all(self) -> float:
        value = self._terms()
        if self._tokens:
            raise ValueError
        return value

    def _terms(self) -> float:
        value = self._factors()
        while self._tokens and self._tokens[0] in ("+", "-"):
            sign, other = self._tokens.pop(0), self._factors()
            value = value + other if sign == "+" else value - other
        return value

    def _factors(self) -> float:
        value = self._one()
        while self._tokens and self._tokens[0] in ("*", "/"):
            sign, other = self._tokens.pop(0), self._one()
            value = value * other if sign == "*" else value / other
        return value

    def _one(self) -> float:
        first = self._tokens.pop(0)
        if first in ("-", "+"):
            return -self._one() if first == "-" else self._one()
        if first == "(":
            value = self._terms()
            if self._tokens.pop(0) != ")":
                raise ValueError
            return value
        if isinstance(first, str):
            raise ValueError
        return first


def substituted(value: str, variable: Callable[[str], str | None]) -> str | None:
    """A value with those put in that ``var()`` names; ``None`` if one is missing, or they never end."""
    for _one in range(_MOST):
        match = _VARIABLE.search(value)
        if match is None:
            return value
        end = closing(value, match.end())
        if end < 0 or len(value) > _LONGEST:
            return None
        fallback = value[match.end() : end].strip() if match[2] else None
        found = variable(match[1])
        found = fallback if found is None else found
        if found is None:
            return None
        value = value[: match.start()] + found + value[end + 1 :]
    return None


def closing(text: str, at: int) -> int:
    """Where the bracket is closed that was opened before ``at``; -1 if it is not."""
    depth = 1
    for place in range(at, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return -1

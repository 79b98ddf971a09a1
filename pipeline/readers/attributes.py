"""Numbers that stand in attributes, which anybody may have written."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*([+-]?)0*([0-9]+)(?:\.[0-9]*)?\s*")
_DIGITS = 9
"""More than a page, a column or a list has a use for."""
_QUARTER, _SLIGHT = 90, 1
"""Degrees."""


def whole(value: str | None, default: int, least: int, most: int) -> int:
    """The whole number in ``value``, kept between ``least`` and ``most``; ``default`` where there is none."""
    match = _NUMBER.fullmatch(value) if value and len(value) < 10_000 else None
    if match is None:
        return default
    number = int(match[2]) if len(match[2]) <= _DIGITS else 10**_DIGITS
    return max(least, min(-number if match[1] == "-" else number, most))


def is_aslant(degrees: float) -> bool:
    """Whether what is turned by so many degrees lies aslant, as stamps do: by no quarters of a turn, nor nearly so."""
    return _SLIGHT < degrees % _QUARTER < _QUARTER - _SLIGHT

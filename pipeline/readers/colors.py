"""Colours of text and of what is behind it, as far as they tell whether a person sees the text."""

from __future__ import annotations

import re
from functools import lru_cache

Color = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

UNKNOWN = "unknown"
"""Stands for a colour, or for what is behind text, of which it is not known how it looks."""
Ground = Color | str | None
"""What is behind text, or its own colour; ``None`` where nothing is said of it."""

WHITE: Color = (1.0, 1.0, 1.0)
_ALIKE = 0.05
"""Colours whose parts differ by no more cannot be told apart."""
_HEX = re.compile(r"#?(?:([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})|([0-9a-f])([0-9a-f])([0-9a-f]))", re.IGNORECASE)
_FULL = 255


@lru_cache(maxsize=256)
def are_alike(one: Color | None, other: Color | None) -> bool:
    """Whether two colours look the same; unknown ones do not."""
    return bool(one and other) and all(abs(a - b) <= _ALIKE for a, b in zip(one or (), other or (), strict=True))


def by_number(text: str | None) -> Color | None:
    """The colour that ``#1f4e79``, ``1F4E79`` or ``#fff`` names; ``None`` for anything else."""
    match = _HEX.fullmatch(text or "")
    if match is None:
        return None
    parts = [part if len(part) > 1 else part * 2 for part in match.groups() if part]
    red, green, blue = (int(part, 16) / _FULL for part in parts)
    return red, green, blue


def first(*grounds: Ground) -> Ground:
    """The first of which anything is said."""
    for ground in grounds:
        if ground is not None:
            return ground
    return None


def is_lost(color: Ground, ground: Ground) -> bool:
    """Whether text of a colour cannot be seen on ``ground``; where either is not known it can."""
    return not isinstance(color, str) and not isinstance(ground, str) and are_alike(color, ground)

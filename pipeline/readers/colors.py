"""Colours of text and of what is behind it, as far as they tell whether a person sees the text."""

from __future__ import annotations

import re

Color = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

WHITE: Color = (1.0, 1.0, 1.0)
_ALIKE = 0.05
"""Colours whose parts differ by no more cannot be told apart."""
_HEX = re.compile(r"#?(?:([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})|([0-9a-f])([0-9a-f])([0-9a-f]))", re.IGNORECASE)
_FULL = 255


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

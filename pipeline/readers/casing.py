"""Capitals that a document shows without holding them, by its styles."""

from __future__ import annotations

import re

_FIRST = re.compile(r"\b[a-z]")


def in_case(text: str, transform: str | None) -> str:
    """``text`` as it is shown; CSS and OpenDocument share the words: ``uppercase``, ``lowercase``, ``capitalize``."""
    if transform == "uppercase":
        return text.upper()
    if transform == "lowercase":
        return text.lower()
    return _FIRST.sub(lambda letter: letter[0].upper(), text) if transform == "capitalize" else text

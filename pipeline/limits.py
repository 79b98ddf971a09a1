"""How much a document may ask for before it is refused. Far above any real standard, far below harm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document."""

    file_bytes: int = 100 * 1024 * 1024
    """The size of the file."""
    inflated_bytes: int = 400 * 1024 * 1024
    """What a ZIP container (DOCX, ODT) may unpack to, all members together."""
    pages: int = 2_000
    """The pages of a PDF."""
    nesting: int = 200
    """How deep XML or HTML elements may stand in each other."""
    characters: int = 20_000_000
    """The text of the whole document."""


DEFAULT_LIMITS = Limits()

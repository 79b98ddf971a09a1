"""What a PDF engine gives of a page: glyphs and rulings, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.provenance import Box


class Glyph(NamedTuple):
    """A character as drawn; edges in points from the page's upper left corner, ``size`` = font size in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the glyph."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Ruling(NamedTuple):
    """A straight line, level or upright; its thickness is left out."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True)
class Page:
    """A page; ``number`` from 1. ``slanted`` glyphs (watermarks) are no part of the text."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    slanted: str = ""
    has_pictures: bool = False


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Whether ``point`` lies in ``box``."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]

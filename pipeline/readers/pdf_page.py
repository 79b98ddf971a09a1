"""What a PDF engine gives of a page: glyphs and rulings, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.provenance import Box

THIN = 3.0
"""Filled shapes up to this many points wide or high are drawn as lines."""
HANG = 0.12
"""How far a glyph's box reaches below its baseline, as a share of the size: OpenType's box for Chinese characters.

What the fonts themselves say of it is not used: many files give 0.
"""
UNKNOWN = "\ufffd"
"""The text of a glyph for which the font tells no character."""
_SLANT = 0.02
"""The slope up to which a line of text counts as level."""


class Glyph(NamedTuple):
    """A character as drawn; edges in points from the page's upper left corner, ``size`` = font size in points.

    The box is as high as the size, wherever the font draws in it.
    """

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
    """A straight line, level or upright, or a dot of a dotted one; its thickness is left out."""

    x0: float
    top: float
    x1: float
    bottom: float
    is_drawn: bool = True
    """Whether it is a line; else it is the edge of a coloured area."""

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Frame(NamedTuple):
    """The part of a page that is shown, by its edges in the engine's measure, ordinates growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    def holds(self, glyph: Glyph) -> bool:
        """Whether any of a glyph, which is placed in the frame, is shown."""
        return glyph.x1 > 0 and glyph.x0 < self.width and glyph.bottom > 0 and glyph.top < self.height


@dataclass(frozen=True)
class Page:
    """A page as it is shown; ``number`` from 1. ``slanted`` glyphs (watermarks) are no part of the text."""

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


def is_straight(a: float, b: float, c: float, d: float) -> bool:
    """Whether text stands upright that is drawn with this matrix; its ordinates grow downwards, so ``d`` < 0.

    Text that leans (a faked italic face) is upright all the same.
    """
    return a > 0 > d and abs(b) <= _SLANT * a


def straight(points: Sequence[tuple[float, float]], *, is_stroked: bool, is_filled: bool) -> Iterator[Ruling]:
    """The rulings that an outline draws: its straight sides if it is stroked, itself if it is a thin filled bar or dot.

    The sides of a filled area that is neither are not drawn; they count where cells have nothing but colours.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    if (is_filled or len(points) > 2) and min(x1 - x0, bottom - top) <= THIN < max(x1 - x0, bottom - top):
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        is_level = x1 - x0 > bottom - top
        yield Ruling(x0, middle_y, x1, middle_y) if is_level else Ruling(middle_x, top, middle_x, bottom)
    elif is_filled and max(x1 - x0, bottom - top) <= THIN:
        yield Ruling((x0 + x1) / 2, (top + bottom) / 2, (x0 + x1) / 2, (top + bottom) / 2)
    else:
        for (ax, ay), (bx, by) in pairwise(points):
            if (abs(ax - bx) <= 1.0) != (abs(ay - by) <= 1.0):
                yield Ruling(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), is_drawn=is_stroked)

"""What a PDF engine gives of a page: glyphs, in stretches, and rulings; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import dist
from operator import itemgetter
from typing import Any, NamedTuple

from pipeline.base.i18n import _
from pipeline.base.provenance import Box
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED

_SIMPLE = 5
"""The points of a rectangle that ends where it begins; more may be a letter."""
_LEVEL = 0.05
"""Points by which the ends of a level or upright side may differ."""
_LONG_SIDE = 12.0
"""Points: a straight side of an outline with bends is a line of a table only if it is as long,"""
_LARGEST_LETTER = 36.0
"""or the outline is wider or higher than a letter is."""
_LONG_ARC = 6.0
"""Points: even then, shorter sides are parts of an arc, as of a round stamp."""
THIN = 3.0
"""Filled shapes up to this many points wide or high are drawn as lines."""
HANG = 0.12
"""How far a glyph's box reaches below its baseline, as a share of the size: OpenType's box for Chinese characters.

What the fonts themselves say of it is not used: many files give 0.
"""
UNKNOWN = "\ufffd"
"""The text of a glyph for which the font tells no character."""
PALE = 0.4
"""From this shade on (0 is black, 1 is white) text may be a watermark."""
WHITE = 0.95
"""From this shade on text is not seen on white paper."""
DARK = 0.8
"""The shade up to which an area makes white text on it readable."""
_MOST = 200_000
"""Characters of a page."""
_SLANT = 0.02
"""The slope up to which a line of text counts as level."""


class NotTrusted(Exception):  # noqa: N818 - it names a state of the document, not a fault of the program
    """Raised where an engine may not give what the document holds; ``reason`` is a clause for people.

    ``knows_characters`` says that it gives all characters rightly, if more than are seen.
    """

    def __init__(self, reason: str, *, knows_characters: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.knows_characters = knows_characters


class Stretch(NamedTuple):
    """Glyphs drawn side by side at one height, with no blank or gap among them; a blank is alone.

    Edges are in points from the page's upper left corner, ``size`` is the font size in points; the box is as high as
    the size, wherever the font draws in it. ``starts`` and ``ends`` are the edges of every glyph: as many as ``text``
    has characters, or one where a single glyph stands for several (a ligature). Engines may give each glyph alone;
    longer stretches spare what comes after them work.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    starts: tuple[float, ...]
    ends: tuple[float, ...]

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def glyphs(self) -> list[Stretch]:
        """The glyphs, each alone."""
        if len(self.starts) == 1:
            return [self]
        return [
            glyph(text, start, self.top, end, self.bottom, self.size)
            for text, start, end in zip(self.text, self.starts, self.ends, strict=True)
        ]


def of_stretch(*names: str) -> Callable[[Stretch], Any]:
    """What gives some fields of a stretch: asked by their places, in half the time."""
    return itemgetter(*map(Stretch._fields.index, names))


def glyph(text: str, x0: float, top: float, x1: float, bottom: float, size: float) -> Stretch:
    """A glyph alone."""
    return Stretch(text, x0, top, x1, bottom, size, (x0,), (x1,))


class Sight(Enum):
    """Whether text is drawn so that a person can see it."""

    SEEN = "seen"
    INVISIBLE = "invisible"
    """Drawn without any ink, as text recognition does over the picture of a page."""
    OFF = "off"
    """On a layer that is switched off, off the page, or cut away."""


class Odd(NamedTuple):
    """Text that is not plainly a part of what a page says: turned, slanted, pale, or out of sight.

    ``turn`` is the number of quarter turns, clockwise, that the page needs for the text to stand upright; the stretch
    has its place on the page that is so turned. It is ``None`` for slanted text, whose stretch is one glyph. ``shade``
    is between 0 (black) and 1 (white).
    """

    stretch: Stretch
    turn: int | None = 0
    shade: float = 0.0
    sight: Sight = Sight.SEEN


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


@dataclass(frozen=True)
class Page:
    """A page as it is shown; ``number`` from 1.

    ``stretches`` are the dark upright text, in the order in which it is drawn, ``odd`` is all other text. ``pictures``
    and ``areas`` (those of a dark colour) are boxes that white text may stand on; ``areas`` may be left out where no
    text is white. ``notes`` are the texts of annotations that the page does not show, ``missing`` those of form fields
    that it should show, ``printed`` those that it does, ``states`` whether boxes are ticked.

    No engine gives what comes after them, ``seen`` and ``turning`` tell it: ``turn`` is the number of quarter turns,
    clockwise, by which the page was turned to be read, ``shift`` how far to the right it stands on its sheet.
    """

    number: int
    width: float
    height: float
    stretches: tuple[Stretch, ...]
    rulings: tuple[Ruling, ...]
    odd: tuple[Odd, ...] = ()
    pictures: tuple[Box, ...] = ()
    areas: tuple[Box, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    unseen: tuple[Odd, ...] = ()
    watermarks: tuple[Odd, ...] = ()
    shift: float = 0.0
    is_recognised: bool = False
    turn: int = 0


def shown(stretches: Iterable[Stretch], width: float, height: float) -> tuple[list[Stretch], list[Stretch]]:
    """What a page of this size shows of what is placed on it (every glyph with any part inside), and the rest."""
    kept: list[Stretch] = []
    gone: list[Stretch] = []
    for one in stretches:
        if one.x0 >= 0 and one.x1 <= width and one.top >= 0 and one.bottom <= height:
            kept.append(one)
        else:
            for it in one.glyphs():
                is_inside = it.x1 > 0 and it.x0 < width and it.bottom > 0 and it.top < height
                (kept if is_inside else gone).append(it)
    return kept, gone


def shade(red: float, green: float, blue: float, alpha: float = 1.0) -> float:
    """How near to white a colour looks on white paper, from 0 to 1; all parts are given from 0 to 1."""
    return 1.0 - alpha * (1.0 - (0.3 * red + 0.59 * green + 0.11 * blue))


def check_count(count: int, number: int) -> None:
    """Raises ``Unreadable`` if so many characters are more than a page can have that people read."""
    if count > _MOST:
        message = _("Page {page} has more than {limit} characters.").format(page=number, limit=_MOST)
        raise Unreadable(LIMIT_EXCEEDED.found("file", message))


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Whether ``point`` lies in ``box``."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def is_straight(a: float, b: float, c: float, d: float) -> bool:
    """Whether text stands upright that is drawn with this matrix; its ordinates grow downwards, so ``d`` < 0.

    Text that leans (a faked italic face) is upright all the same.
    """
    return a > 0 > d and abs(b) <= _SLANT * a


def _bends(points: Sequence[tuple[float, float]]) -> bool:
    """Whether an outline has sides that are neither level nor upright."""
    return any(abs(ax - bx) > _LEVEL < abs(ay - by) for (ax, ay), (bx, by) in pairwise(points))


def straight(points: Sequence[tuple[float, float]], *, is_stroked: bool, is_filled: bool) -> Iterator[Ruling]:
    """The rulings that an outline draws: its straight sides if it is stroked, itself if it is a thin filled bar or dot.

    The sides of a filled area that is neither are not drawn; they count where cells have nothing but colours. Of a
    small outline with bends, such as that of a letter, only long sides count.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    length = max(x1 - x0, bottom - top)
    shortest = 0.0
    if len(points) > _SIMPLE and _bends(points):
        shortest = _LONG_SIDE if length <= _LARGEST_LETTER else _LONG_ARC
    if THIN < length < shortest:
        return
    if (is_filled or len(points) > 2) and min(x1 - x0, bottom - top) <= THIN < length:
        middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
        is_level = x1 - x0 > bottom - top
        yield Ruling(x0, middle_y, x1, middle_y) if is_level else Ruling(middle_x, top, middle_x, bottom)
    elif is_filled and length <= THIN:
        yield Ruling((x0 + x1) / 2, (top + bottom) / 2, (x0 + x1) / 2, (top + bottom) / 2)
    else:
        for (ax, ay), (bx, by) in pairwise(points):
            if (abs(ax - bx) <= 1.0) != (abs(ay - by) <= 1.0) and dist((ax, ay), (bx, by)) >= shortest:
                yield Ruling(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), is_drawn=is_stroked)

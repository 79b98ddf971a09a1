"""What keeps text from being seen although it is drawn with ink: what lies over it, or behind it in its own colour."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.base.i18n import _
from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import THIN, NotTrusted, Sight
from pipeline.readers.colors import Color, are_alike

Point = tuple[float, float]
_CORE = 0.25
"""The share at each side of a glyph's box that need not be covered for the glyph to be gone."""
_MOST = 2_000
"""The areas of a page that are looked at."""


class DrawnGroup(NamedTuple):
    """What is drawn as one thing, and may let through what is below the whole; ``is_unsure`` if that is not told."""

    number: int
    is_unsure: bool = False


class Fill(NamedTuple):
    """An area that covers what is below it: a filled outline, or a picture.

    ``order`` counts what is drawn on the page. ``color`` is ``None`` for a picture or a pattern; ``is_opaque_at`` tells
    of a picture where it can be seen through. ``groups`` are those that it is drawn in.
    """

    order: int
    box: Box
    outlines: tuple[Sequence[Point], ...] = ()
    color: Color | None = None
    is_picture: bool = False
    is_opaque_at: Callable[[Point], bool] | None = None
    groups: tuple[DrawnGroup, ...] = ()

    def reaches(self, text: Inked) -> bool:
        """Whether no group that lets through what is below parts it from a text.

        Raises:
            NotTrusted: it is not told whether a group does.
        """
        between = [group for group in self.groups if group not in text.groups]
        if between and all(group.is_unsure for group in between):
            raise NotTrusted(_("it is not told whether an area that is drawn over text lets it through"))
        return not between

    def covers(self, points: Iterable[Point]) -> bool:
        """Whether it lies on all these points."""
        return all(self._covers(point) for point in points)

    def _covers(self, point: Point) -> bool:
        x0, top, x1, bottom = self.box
        if not (x0 <= point[0] <= x1 and top <= point[1] <= bottom):
            return False
        if self.outlines:
            return sum(_crossings(outline, point) for outline in self.outlines) % 2 == 1
        return self.is_opaque_at is None or self.is_opaque_at(point)


class Inked(NamedTuple):
    """A piece of text as it is drawn; ``color`` is ``None`` where it is not one plain colour.

    ``groups`` are those that it is drawn in.
    """

    order: int
    box: Box
    color: Color | None
    groups: tuple[DrawnGroup, ...] = ()


class Veil(NamedTuple):
    """What may hide a piece of text: what is drawn over it, what lies below it (the topmost first), how it is cut.

    ``is_clear``: the whole that it is drawn in has no ink.
    """

    above: tuple[Fill, ...] = ()
    below: tuple[Fill, ...] = ()
    color: Color | None = None
    clip: Box | None = None
    is_clear: bool = False

    def sight(self, box: Box) -> Sight:
        """Whether a glyph in this box is seen. One under a picture counts as text without ink does."""
        if self.is_clear:
            return Sight.INVISIBLE
        x0, top, x1, bottom = box
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if self.clip and not (self.clip[0] <= x <= self.clip[2] and self.clip[1] <= y <= self.clip[3]):
            return Sight.OFF
        aside, beneath = (x1 - x0) * _CORE, (bottom - top) * _CORE
        core = [(x + dx, y + dy) for dx in (-aside, aside) for dy in (-beneath, beneath)]
        covers = [fill for fill in self.above if fill.covers(core)]
        if covers:
            return Sight.INVISIBLE if all(fill.is_picture for fill in covers) else Sight.OFF
        behind = next((fill for fill in self.below if fill.covers([(x, y)])), None)
        return Sight.OFF if behind and are_alike(behind.color, self.color) else Sight.SEEN


def is_area(box: Box) -> bool:
    """Whether something filled is more than a line: it can hide text, or be its ground."""
    return box[2] - box[0] > THIN and box[3] - box[1] > THIN


def common(one: Box | None, other: Box | None) -> Box | None:
    """What two boxes share; ``None`` stands for everything."""
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def veils(texts: Sequence[Inked], fills: Sequence[Fill]) -> dict[int, Veil]:
    """The veils of the texts, by their places among them, that have any area over them or one of their colour below.

    Raises:
        NotTrusted: it is not told whether an area hides a text.
    """
    tops = sorted((text.box[1], at) for at, text in enumerate(texts))
    highest = max((text.box[3] - text.box[1] for text in texts), default=0.0)
    near: defaultdict[int, list[Fill]] = defaultdict(list)
    for fill in fills[:_MOST]:
        x0, top, x1, bottom = fill.box
        for _top, at in tops[bisect_left(tops, (top - highest, 0)) : bisect_right(tops, (bottom, len(tops)))]:
            box = texts[at].box
            if box[0] < x1 and box[2] > x0 and box[3] > top and fill.reaches(texts[at]):
                near[at].append(fill)
    found: dict[int, Veil] = {}
    for at, around in near.items():
        text = texts[at]
        above = tuple(fill for fill in around if fill.order > text.order)
        below = tuple(fill for fill in reversed(around) if fill.order < text.order)
        if not any(are_alike(fill.color, text.color) for fill in below):
            below = ()
        if above or below:
            found[at] = Veil(above, below, text.color)
    return found


def _crossings(outline: Sequence[Point], point: Point) -> int:
    """How often a line from ``point`` to the right crosses an outline."""
    x, y = point
    return sum(
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise([*outline, outline[0]])
    )

"""Where PDFium's objects stand: its coordinates turned into points from a page's upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

from pipeline.base.provenance import Box
from pipeline.readers._pdf.pdfium import calls

_MARGIN = 0.12
"""The share of a page's height, at its top and foot, in which text may be hidden by a clip."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Frame:
    """A page's own coordinates turned into points from its upper left corner, its rotation undone."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        rotation = page.get_rotation()
        self.width, self.height = (
            (top - bottom, right - left) if rotation in (90, 270) else (right - left, top - bottom)
        )
        self.turn: Matrix = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }[rotation]
        """The matrix that leads from the page's coordinates to the frame's, in which ordinates grow downwards."""

    def across(self, rects: list[float]) -> tuple[list[float], list[float]]:
        """The left and the right edges of boxes of PDFium, each given as left, top, right, bottom."""
        a, _, c, _, e, _ = self.turn
        at, to = (0, 2) if a > 0 else (3, 1) if c > 0 else (2, 0) if a < 0 else (1, 3)
        starts, ends = rects[at::4], rects[to::4]
        if (a + c, e) == (1.0, 0.0):
            return starts, ends
        return [start * (a + c) + e for start in starts], [end * (a + c) + e for end in ends]

    def has_in_margin(self, height: float) -> bool:
        """Whether a height is that of a running head or foot."""
        return not _MARGIN < height / self.height < 1 - _MARGIN


def matrix_of(item: int) -> Iterable[float]:
    """The matrix with which an object is drawn."""
    found = (ctypes.c_float * 6)()
    calls.matrix_of_object(item, ctypes.addressof(found))
    return found[:]


def combined(inner: Iterable[float], outer: Matrix) -> Matrix:
    """The matrix of what is drawn with ``inner`` inside of what is drawn with ``outer``."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def points(segments: Iterable[int], matrix: Matrix) -> Iterator[Point]:
    """Where the segments of a path end."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    for segment in segments:
        calls.point(segment, to_x, to_y)
        yield a * x.value + c * y.value + e, b * x.value + d * y.value + f


def clip(item: int, turn: Matrix) -> Box | None:
    """The box outside of which an object is not shown; ``None`` if all of it is.

    Browsers draw the tallest glyphs of a page's first line on the page before as well, where nothing shows of them.
    """
    path = calls.clip_path(item)
    boxes = [_bounds(path, at, turn) for at in range(max(calls.count_clips(path), 0))]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return max(lefts), max(tops), min(rights), min(bottoms)


def _bounds(clip: int, at: int, turn: Matrix) -> Box:
    segments = map(calls.segment_of_clip, repeat(clip), repeat(at), range(calls.length_of_clip(clip, at)))
    xs, ys = zip(*points(segments, turn), strict=True)
    return min(xs), min(ys), max(xs), max(ys)

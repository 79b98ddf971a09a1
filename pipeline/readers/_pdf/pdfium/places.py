"""Where PDFium's objects stand: its coordinates turned into points from a page's upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.base.provenance import Box
from pipeline.readers._pdf.pdfium import calls

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_FOUR, _SIX = ctypes.c_float * 4, ctypes.c_float * 6


_QUARTERS: dict[int, Callable[[float, float], Matrix]] = {
    1: lambda _width, height: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    2: lambda width, height: (-1.0, 0.0, 0.0, -1.0, width, height),
    3: lambda width, _height: (0.0, -1.0, 1.0, 0.0, 0.0, width),
}
"""The matrices that turn a page of some width and height."""


class PageFrame:
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

        self.is_plain = rotation == 0 == left
        """Whether abscissas are the same in both."""

    def quarter(self, turn: int) -> Matrix:
        """The same when the page has been turned clockwise by so many quarters."""
        return combined(self.turn, self.quarters(turn))

    def quarters(self, turn: int) -> Matrix:
        """What turns the frame clockwise by so many quarters."""
        return _QUARTERS[turn](self.width, self.height)

    def across(self, rects: list[float], turn: int = 0) -> tuple[list[float], list[float]]:
        """The left and the right edges of boxes of PDFium, each given as left, top, right, bottom."""
        a, _, c, _, e, _ = self.quarter(turn) if turn else self.turn
        at, to = (0, 2) if a > 0 else (3, 1) if c > 0 else (2, 0) if a < 0 else (1, 3)
        starts, ends = rects[at::4], rects[to::4]
        if (a + c, e) == (1.0, 0.0):
            return starts, ends
        return [start * (a + c) + e for start in starts], [end * (a + c) + e for end in ends]


def matrix_of(item: int) -> Iterable[float]:
    """The matrix with which an object is drawn."""
    found = _SIX()
    calls.matrix_of_object(item, ctypes.addressof(found))
    return found[:]


def bounds(item: int) -> tuple[float, ...]:
    """The left, lower, right and upper edge of an object, as it is told where it is drawn."""
    found = _FOUR()
    start, step = ctypes.addressof(found), ctypes.sizeof(ctypes.c_float)
    calls.bounds_of_object(item, start, start + step, start + 2 * step, start + 3 * step)
    return tuple(found)


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


def box_of(item: int, outer: Matrix) -> Box:
    """Where a picture stands: it fills the square of one unit that its matrix makes."""
    a, b, c, d, e, f = combined(matrix_of(item), outer)
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return min(xs), min(ys), max(xs), max(ys)


def points(segments: Iterable[int], matrix: Matrix) -> Iterator[Point]:
    """Where the segments of a path end."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    for segment in segments:
        calls.point(segment, to_x, to_y)
        yield a * x.value + c * y.value + e, b * x.value + d * y.value + f

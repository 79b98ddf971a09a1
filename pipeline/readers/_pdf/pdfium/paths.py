"""The paths of a page to rulings."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat

import pypdfium2.raw as pdfium

from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import Ruling, straight
from pipeline.readers._pdf.pdfium import calls, places
from pipeline.readers._pdf.pdfium.places import Matrix, Point

_POINTS_OF_CURVE = 3
"""The points by which PDFium gives a curve; the last is its end."""


def rulings(path: int, matrix: Matrix) -> Iterator[Ruling]:
    """The straight lines of a path. A filled one is a line only if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    for points in outlines(path, matrix):
        yield from straight(points, is_stroked=bool(stroke.value), is_filled=bool(fill.value))


def is_filled(path: int) -> bool:
    """Whether the inside of a path is painted."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    return bool(fill.value)


def boxes(path: int, matrix: Matrix) -> Iterator[Box]:
    """The boxes around the parts of a path."""
    for points in outlines(path, matrix):
        xs, ys = zip(*points, strict=True)
        yield min(xs), min(ys), max(xs), max(ys)


def outlines(path: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The points of every part of a path, closed ones ending where they began; of a curve only its end."""
    segments = list(map(calls.segment_of_path, repeat(path), range(calls.length_of_path(path))))
    points: list[Point] = []
    bends = 0
    for segment, point in zip(segments, places.points(segments, matrix), strict=True):
        kind = calls.kind_of_segment(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bends += 1
            if bends % _POINTS_OF_CURVE == 0:
                points.append(point)
        else:
            points.append(point)
        if calls.is_closing(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points

"""Straight lines to the cells that they enclose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from pipeline.base.provenance import Box
from pipeline.base.values import frozen

MOST = 2_000_000
"""Steps that it takes at most to find the cells of a page."""


class TooComplex(Exception):  # noqa: N818 - it names a state of the document, not a fault of the program
    """Raised where lines cross so often that to look for cells among them would take too long."""


Point = tuple[float, float]


class Side(NamedTuple):
    """A level or an upright line: its position across its direction, and where it starts and ends along it."""

    at: float
    start: float
    end: float


def snapped(sides: Iterable[Side], near: float) -> Iterator[Side]:
    """Lines in whose positions there are no two within ``near``: those that lie closer take their mean position."""
    cluster: list[Side] = []
    for side in sorted(sides):
        if cluster and side.at > cluster[-1].at + near:
            yield from _levelled(cluster)
            cluster = []
        cluster.append(side)
    yield from _levelled(cluster)


def _levelled(cluster: Sequence[Side]) -> Iterator[Side]:
    mean = sum(side.at for side in cluster) / max(len(cluster), 1)
    return (Side(mean, start, end) for _at, start, end in cluster)


def joined(sides: Iterable[Side], near: float) -> list[Side]:
    """Lines of one position made one where no more than ``near`` is between them; in the order of positions."""
    whole: list[Side] = []
    for side in sorted(sides):
        last = whole[-1] if whole else None
        if last and side.at == last.at and side.start <= last.end + near:
            whole[-1] = Side(last.at, last.start, max(last.end, side.end))
        else:
            whole.append(side)
    return whole


@frozen
class _Crossing:
    """The lines that meet at a point, by their numbers."""

    level: set[int] = field(default_factory=set)
    upright: set[int] = field(default_factory=set)


def cells(level: Sequence[Side], upright: Sequence[Side], near: float) -> Iterator[Box]:
    """The smallest rectangle below and right of every point where lines cross, if lines run along all its sides.

    Lines are in the order of positions; they cross if they miss each other by no more than ``near``.
    """
    if len(level) * len(upright) > MOST:
        raise TooComplex
    crossings = _crossings(level, upright, near)
    steps = 0
    below: defaultdict[float, list[float]] = defaultdict(list)
    beside: defaultdict[float, list[float]] = defaultdict(list)
    points = sorted(crossings)
    for x, y in points:
        below[x].append(y)
        beside[y].append(x)
    for x, y in points:
        lower = below[x][bisect_right(below[x], y) :]
        right = beside[y][bisect_right(beside[y], x) :]
        box, taken = _smallest(crossings, x, y, right, lower)
        steps += taken
        if steps > MOST:
            raise TooComplex
        if box:
            yield box


def _crossings(level: Sequence[Side], upright: Sequence[Side], near: float) -> dict[Point, _Crossing]:
    found: defaultdict[Point, _Crossing] = defaultdict(_Crossing)
    heights = [side.at for side in level]
    for number, (x, top, bottom) in enumerate(upright):
        for at in range(bisect_left(heights, top - near), bisect_right(heights, bottom + near)):
            y, start, end = level[at]
            if start - near <= x <= end + near:
                crossing = found[x, y]
                crossing.level.add(at)
                crossing.upright.add(number)
    return found


def _smallest(
    crossings: dict[Point, _Crossing], x: float, y: float, right: Sequence[float], lower: Sequence[float]
) -> tuple[Box | None, int]:
    """The box, and the steps that it took."""
    corner = crossings[x, y]
    steps = 0
    for bottom in lower:
        under = crossings[x, bottom]
        if corner.upright.isdisjoint(under.upright):
            break
        for edge in right:
            steps += 1
            aside = crossings[edge, y]
            if corner.level.isdisjoint(aside.level):
                break
            opposite = crossings.get((edge, bottom))
            if opposite and not (opposite.level.isdisjoint(under.level) or opposite.upright.isdisjoint(aside.upright)):
                return (x, y, edge, bottom), steps
    return None, steps


def tables(boxes: Iterable[Box]) -> list[list[Box]]:
    """The cells that hang together by their corners."""
    home: dict[Point, list[Box]] = {}
    for box in boxes:
        corners = _corners(box)
        around = [home[corner] for corner in corners if corner in home]
        whole = around[0] if around else []
        if any(part is not whole for part in around):
            whole = max(around, key=len)
            for part in {id(part): part for part in around if part is not whole}.values():
                whole += part
                home.update((corner, whole) for moved in part for corner in _corners(moved))
        whole.append(box)
        for corner in corners:
            home[corner] = whole
    return list({id(table): table for table in home.values()}.values())


def _corners(box: Box) -> tuple[Point, ...]:
    x0, top, x1, bottom = box
    return (x0, top), (x1, top), (x0, bottom), (x1, bottom)

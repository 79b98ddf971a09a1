"""Pages and places turned by quarters: clockwise, as many as a number says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import Odd, Page, Ruling, Sight, Stretch

QUARTERS = 4


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box lies when the page of this size that it is on has been turned."""
    x0, top, x1, bottom = box
    match turn % QUARTERS:
        case 1:
            return height - bottom, x0, height - top, x1
        case 2:
            return width - x1, height - bottom, width - x0, height - top
        case 3:
            return top, width - x1, bottom, width - x0
        case _:
            return box


def turned_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """Width and height of a page that has been turned."""
    return (height, width) if turn % 2 else (width, height)


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box of the turned page lies on the page of this size as it was before."""
    return turned_box(box, -turn, *turned_size(turn, width, height))


def box_of(stretch: Stretch) -> Box:
    """The box of a stretch."""
    return stretch.x0, stretch.top, stretch.x1, stretch.bottom


def upright(page: Page) -> Page:
    """The page turned so that most of its text stands upright; only text that is seen counts."""
    if not page.odd:
        return page
    counted = Counter({0: sum(len(one.starts) for one in page.stretches)})
    for odd in page.odd:
        if odd.turn is not None and odd.sight is Sight.SEEN:
            counted[odd.turn] += len(odd.stretch.starts)
    turn = max(counted, key=lambda one: counted[one])
    return _turned(page, turn) if turn else page


def _turned(page: Page, turn: int) -> Page:
    """Text keeps the coordinates in which it is upright; it is the page around it that turns."""
    width, height = turned_size(turn, page.width, page.height)
    before = QUARTERS - turn

    def boxes(found: Iterable[Box]) -> tuple[Box, ...]:
        return tuple(turned_box(box, turn, page.width, page.height) for box in found)

    stretches = tuple(odd.stretch for odd in page.odd if odd.turn == turn)
    odd = [
        one._replace(turn=(one.turn - turn) % QUARTERS)
        if one.turn is not None
        else one._replace(stretch=_moved(one.stretch, turn, page.width, page.height))
        for one in page.odd
        if one.turn != turn
    ]
    return replace(
        page,
        width=width,
        height=height,
        stretches=stretches,
        odd=(*(Odd(one, before) for one in page.stretches), *odd),
        rulings=tuple(
            Ruling(*turned_box(one[:4], turn, page.width, page.height), is_drawn=one.is_drawn) for one in page.rulings
        ),
        pictures=boxes(page.pictures),
        areas=boxes(page.areas),
        turn=turn,
    )


def _moved(glyph: Stretch, turn: int, width: float, height: float) -> Stretch:
    """A slanted glyph on the page that has been turned."""
    x0, top, x1, bottom = turned_box(box_of(glyph), turn, width, height)
    return glyph._replace(x0=x0, top=top, x1=x1, bottom=bottom, starts=(x0,), ends=(x1,))

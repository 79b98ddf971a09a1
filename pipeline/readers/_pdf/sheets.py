"""Two pages that are printed side by side on one sheet: read one behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import Odd, Page
from pipeline.readers._pdf.turning import box_of, turned_back, upright

_GUTTER = 12.0
"""Points that lie between two pages at least,"""
_MIDDLE = (0.4, 0.6)
"""in this part of the sheet's width."""
_ROW = 0.5
"""A level line of a page's table is as long as this share of half the sheet,"""
_ROWS = 3
"""and each page has so many at least."""


def parted(sheets: Sequence[Page]) -> Iterator[Page]:
    """The pages on the sheets of a document, those of each from left to right: mostly one."""
    gutters = [_gutter(sheet) for sheet in sheets]
    usual = next((one for one in gutters if one is not None), None)
    for sheet, own in zip(sheets, gutters, strict=True):
        gutter = usual if own is None else own
        if gutter is None or (own is None and not _has_two(sheet, gutter)):
            yield sheet
        else:
            yield from (_side(sheet, gutter, is_left=is_left) for is_left in (True, False))


def _has_two(sheet: Page, gutter: float) -> bool:
    """Whether text stands behind the gutter of other sheets of the document, and nothing in it."""
    crossing = (
        one.x0 < gutter and one.x1 > gutter - _GUTTER for found in (sheet.rulings, sheet.stretches) for one in found
    )
    return any(one.x0 >= gutter for one in sheet.stretches) and not any(crossing)


def _gutter(page: Page) -> float | None:
    """Where the right of two pages begins: nothing crosses the gap before it, and both have a table.

    A sheet is wider than high, as its pages stand upright on it.
    """
    if page.width <= page.height or upright(page) is not page:
        return None
    low, high = (share * page.width for share in _MIDDLE)
    rows = [one for one in page.rulings if one.is_level and one.x1 - one.x0 >= _ROW * page.width / 2]
    if min(sum(one.x1 <= high for one in rows), sum(one.x0 >= low for one in rows)) < _ROWS:
        return None
    spans = sorted(
        (one.x0, one.x1) for found in (page.rulings, page.stretches) for one in found if one.x1 > low and one.x0 < high
    )
    if not spans:
        return None
    reached = spans[0][1]
    for (_start, end), (following, _end) in pairwise(spans):
        reached = max(reached, end)
        if following - reached >= _GUTTER and reached >= low and following <= high:
            return following
    return None


def _side(page: Page, gutter: float, *, is_left: bool) -> Page:
    def here(x: float) -> bool:
        return (x < gutter) is is_left

    def boxes(found: Iterable[Box]) -> tuple[Box, ...]:
        return tuple(one for one in found if here(one[0]))

    def odd(found: Iterable[Odd]) -> tuple[Odd, ...]:
        return tuple(one for one in found if here(_box(one, page)[0]))

    side = replace(
        page,
        stretches=tuple(one for one in page.stretches if here(one.x0)),
        rulings=tuple(one for one in page.rulings if here(one.x0)),
        odd=odd(page.odd),
        pictures=boxes(page.pictures),
        areas=boxes(page.areas),
        unseen=odd(page.unseen),
        watermarks=odd(page.watermarks),
    )
    return side if is_left else replace(side, notes=(), missing=(), printed=(), states=(), shift=page.width / 2)


def _box(odd: Odd, page: Page) -> Box:
    """Where odd text stands on the page as it is shown."""
    box = box_of(odd.stretch)
    return turned_back(box, odd.turn, page.width, page.height) if odd.turn else box

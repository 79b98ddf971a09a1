"""Text that does not stand as most of its page does: turned text goes to its cell, the rest stands aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from pipeline.base.provenance import Box, union
from pipeline.readers._pdf.grid import Grid
from pipeline.readers._pdf.lines import lines
from pipeline.readers._pdf.page import PALE, Odd, Page, Stretch
from pipeline.readers._pdf.turning import box_of, turned_back, turned_box, turned_size
from pipeline.readers._pdf.vertical import (
    DOWN,
    ON_ITS_HEAD,
    UP,
    is_drawn_from_left,
    is_vertical,
    laid_down,
    mirrored,
)
from pipeline.readers.blocks import Line, Run

_GOOD_PART = 0.1
"""Text aside that is this share of a page's characters may be content."""
_FEW = 20
"""So many characters aside are a page's number or the name of a publisher at most."""
_LARGE = 1.5
"""Slanted text that is so many times as large as the usual is a watermark."""

Turned = dict[int, list[Stretch]]
"""Text by the quarter turns that make it upright."""
TurnedCells = Mapping[int, Turned]
"""What is turned in the cells of a table, by their numbers."""


@dataclass(frozen=True)
class Aside:
    """Lines beside the tables: what is no content, and what may be."""

    lines: tuple[Line, ...] = ()
    unread: tuple[Line, ...] = ()


def distributed(page: Page, tables: Sequence[Grid]) -> tuple[list[dict[int, Turned]], Aside]:
    """The turned text of every cell of every table, and what stands aside."""
    inside: list[dict[int, Turned]] = [defaultdict(lambda: defaultdict(list)) for _table in tables]
    loose: Turned = defaultdict(list)
    slanted: list[tuple[Odd, bool]] = []
    for odd in page.odd:
        for glyph in odd.stretch.glyphs():
            home = _home(_box(glyph, odd.turn, page), tables)
            if odd.turn is None:
                slanted.append((odd, home is not None))
            elif home:
                inside[home[0]][home[1]][odd.turn].append(glyph)
            else:
                loose[odd.turn].append(glyph)
    marks, in_cells, free = _slanted(slanted, page)
    beside = [line for turn, found in loose.items() for line in turned_lines(found, turn, None, page)]
    beside += [as_shown(line, page) for line in free] if page.turn else free
    if _is_good_part(beside, page):
        return inside, Aside(marks, (*in_cells, *beside))
    return inside, Aside((*marks, *beside), in_cells)


def lies_on_its_side(grid: Grid, upright: Sequence[Sequence[Stretch]], turned: TurnedCells) -> bool:
    """Whether most of a table's text is turned, in more than one row and more than one column of it."""
    if not turned:
        return False
    level = sum(len(one.starts) for content in upright for one in content)
    counted = Counter(turn for cell in turned.values() for turn, found in cell.items() for _glyph in found)
    cells = [grid.cells[number] for number in turned]
    is_spread = len({cell.row for cell in cells}) > 1 < len({cell.column for cell in cells})
    return is_spread and max(counted.values()) > level


def _is_good_part(beside: Iterable[Line], page: Page) -> bool:
    count = sum(len("".join(line.text.split())) for line in beside)
    whole = sum(len(one.starts) for one in page.stretches) + sum(len(odd.stretch.starts) for odd in page.odd)
    return count >= _FEW and count >= _GOOD_PART * whole


def _box(stretch: Stretch, turn: int | None, page: Page) -> Box:
    return turned_back(box_of(stretch), turn, page.width, page.height) if turn else box_of(stretch)


def _home(box: Box, tables: Sequence[Grid]) -> tuple[int, int] | None:
    """The numbers of the table and of its cell that the middle of a box is in; of nested cells the smallest."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    found: list[tuple[float, int, int]] = []
    for number, grid in enumerate(tables):
        band = grid.band(grid.row_at(y))
        cell = band.cell_at(x) if band else None
        if cell is not None:
            x0, top, x1, bottom = grid.cells[cell].box
            found.append(((x1 - x0) * (bottom - top), number, cell))
    return min(found)[1:] if found else None


def _slanted(glyphs: Sequence[tuple[Odd, bool]], page: Page) -> tuple[tuple[Line, ...], tuple[Line, ...], list[Line]]:
    """Slanted text: watermarks, which are large or pale; what stands in cells; what stands free."""
    sizes = sorted(one.size for one in page.stretches)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    marks: list[Line] = []
    others: dict[bool, list[Line]] = {True: [], False: []}

    def kind(entry: tuple[Odd, bool]) -> tuple[bool, bool]:
        odd, is_inside = entry
        is_mark = odd.shade >= PALE or odd.stretch.size >= _LARGE * usual > 0
        return is_mark, is_inside and not is_mark

    for (is_mark, is_inside), found in groupby(glyphs, kind):
        (marks if is_mark else others[is_inside]).append(_line([odd.stretch for odd, _ in found], page))
    return tuple(marks), tuple(others[True]), others[False]


def _line(glyphs: Sequence[Stretch], page: Page) -> Line:
    text = "".join(one.text for one in glyphs)
    return Line((Run(text),), page=page.number, box=union([box_of(one) for one in glyphs]))


def turned_lines(
    stretches: Sequence[Stretch], turn: int, box: Box | None, page: Page, *, from_below: bool = False
) -> tuple[Line, ...]:
    """The lines of turned text, in the cell with this box or beside all cells; their boxes are those on the page.

    ``from_below``: the last of them is the first.
    """
    if from_below:
        upside_down, axis = mirrored(stretches)
        found = _lines_of(upside_down, turn, box, page)
        found = tuple(replace(one, box=_mirrored_box(one.box, axis)) if one.box else one for one in found)
    else:
        found = _lines_of(stretches, turn, box, page)
    return tuple(_moved(line, turn, page) for line in found)


def _mirrored_box(box: Box, axis: float) -> Box:
    return box[0], axis - box[3], box[2], axis - box[1]


def _lines_of(stretches: Sequence[Stretch], turn: int, box: Box | None, page: Page) -> tuple[Line, ...]:
    width, _height = turned_size(turn, page.width, page.height)
    limit = width
    if box:
        left, _top, right, _bottom = turned_box(box, turn, page.width, page.height)
        limit = right - max(min(one.x0 for one in stretches) - left, 0.0)
    return lines(stretches, limit, page.number)


def _moved(line: Line, turn: int, page: Page) -> Line:
    return replace(line, box=turned_back(line.box, turn, page.width, page.height)) if line.box else line


def as_shown(line: Line, page: Page) -> Line:
    """The line with its box on the page as it is shown."""
    if not page.turn or line.box is None:
        return line
    return replace(line, box=turned_back(line.box, page.turn, *turned_size(page.turn, page.width, page.height)))


class StoodUp(NamedTuple):
    """The text of a cell: level, turned, and which turns have the columns of vertical writing for lines.

    ``from_left`` are those of them whose columns are drawn from left to right.
    """

    level: Sequence[Stretch]
    turned: Turned
    columns: frozenset[int] = frozenset()
    from_left: frozenset[int] = frozenset()


def stood_up(content: Sequence[Stretch], turned: Turned, page: Page) -> StoodUp:
    """The text of a cell with what is written vertically among what runs down the page, or up it if on its head."""
    told = StoodUp(content, turned)
    for upright, turn in ((content, DOWN), (turned.get(ON_ITS_HEAD, ()), UP)):
        if not upright or not is_vertical(upright, bool(turned.get(turn))):
            continue
        laid = [*turned.get(turn, ()), *(laid_down(one, page.width, page.height) for one in upright)]
        rest = {other: found for other, found in told.turned.items() if turn == DOWN or other != ON_ITS_HEAD}
        from_left = told.from_left | {turn} if is_drawn_from_left(upright) else told.from_left
        told = StoodUp([] if turn == DOWN else told.level, {**rest, turn: laid}, told.columns | {turn}, from_left)
    return told


def odd_lines(found: Iterable[Odd], page: Page) -> tuple[Line, ...]:
    """Odd text of the page as it is shown, in lines."""
    by_turn: defaultdict[int | None, list[Stretch]] = defaultdict(list)
    for odd in found:
        by_turn[odd.turn].append(odd.stretch)
    return tuple(line for turn, stretches in by_turn.items() for line in _lines(stretches, turn, page))


def _lines(stretches: Sequence[Stretch], turn: int | None, page: Page) -> Iterator[Line]:
    if turn is None:
        yield _line(stretches, page)
    else:
        yield from turned_lines(stretches, turn, None, page)

"""A page's stretches of glyphs and its rulings to tables and paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter

from pipeline.readers._pdf import overprints, ruby
from pipeline.readers._pdf.aside import (
    Aside,
    StoodUp,
    TurnedCells,
    as_shown,
    distributed,
    lies_on_its_side,
    odd_lines,
    stood_up,
    turned_lines,
)
from pipeline.readers._pdf.drawn_last import drawn_last
from pipeline.readers._pdf.falls import return_fallen
from pipeline.readers._pdf.grid import Grid, GridCell, grids
from pipeline.readers._pdf.lines import OPENING, lines
from pipeline.readers._pdf.mistold import mistold
from pipeline.readers._pdf.page import UNKNOWN, Odd, Page, Stretch
from pipeline.readers._pdf.rents import torn
from pipeline.readers._pdf.spills import Spilled, over_edges, runs
from pipeline.readers._pdf.strikes import struck
from pipeline.readers._pdf.text_columns import columns
from pipeline.readers._pdf.turning import upright
from pipeline.readers._pdf.vertical import FEWEST, in_reading_order
from pipeline.readers.blocks import Block, Cell, Line, Paragraph, Table

_MAY_HANG = frozenset(OPENING) | {space for space in map(chr, range(0x3001)) if space.isspace()}
"""What may hang out of a line, or is not seen."""


@dataclass(frozen=True)
class Content:
    """The blocks of one page with their heights on it, as it is read: turned so that most of it stands upright.

    All else is not read: ``slanted`` text that is no content, ``unread`` text that may be, ``readings`` over
    characters, ``watermarks``, ``unseen`` text, ``notes`` (comments), and what is ``missing`` of form fields. ``torn``
    is what of the unseen text belongs to lines of which the rest is seen; ``drawn_last`` is in the blocks, but may be
    a stamp.
    ``printed`` is the text of fields among the blocks, ``states`` tell of boxes whether they are ticked. ``covered`` is
    text among the blocks under that of another cell, ``mixed`` are lines among them of texts drawn over one another,
    ``struck`` those with a line through them. ``stamps`` were drawn over text and taken away. ``untold`` is the number
    of characters whose fonts do not tell them, ``mistold`` is what stands where they tell wrong ones.
    """

    number: int
    height: float
    blocks: tuple[tuple[float, Block], ...]
    slanted: tuple[Line, ...] = ()
    unread: tuple[Line, ...] = ()
    readings: tuple[Line, ...] = ()
    watermarks: tuple[Line, ...] = ()
    unseen: tuple[Line, ...] = ()
    torn: tuple[Line, ...] = ()
    drawn_last: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    missing: tuple[Line, ...] = ()
    printed: tuple[Line, ...] = ()
    states: tuple[Line, ...] = ()
    covered: tuple[Line, ...] = ()
    stamps: tuple[Line, ...] = ()
    mixed: tuple[Line, ...] = ()
    struck: tuple[Line, ...] = ()
    untold: int = 0
    mistold: tuple[str, ...] = ()
    is_picture: bool = False
    is_recognised: bool = False
    shift: float = 0.0
    """How far to the right the page stands on a sheet of two, in points."""

    @property
    def has_text(self) -> bool:
        """Whether the page has any text in lines."""
        return any(True for _line in self.lines())

    def lines(self) -> Iterator[Line]:
        """All lines of the blocks."""
        for _top, block in self.blocks:
            for holder in [block] if isinstance(block, Paragraph) else chain.from_iterable(block.rows):
                yield from holder.lines

    @property
    def outside(self) -> tuple[Line, ...]:
        """All that is not read."""
        aside = (self.slanted, self.unread, self.readings, self.watermarks, self.stamps, self.unseen)
        return tuple(chain(*aside, self.notes, self.missing))


def laid_out(page: Page) -> Content:
    """The tables and lines of a page, with whatever text is no part of them."""
    shown, page = page, upright(page)
    plain, readings = ruby.parted(page.stretches)
    page = replace(page, stretches=tuple(plain)) if readings else page
    content = _with_tables(page, shown, readings)
    every = list(content.lines())
    if not page.turn and (found := tuple(struck(every, page.rulings))):
        content = replace(content, struck=found)
    if not any(line.is_mixed for line in every):
        return content
    over = overprints.parted(page.stretches)
    if over.stamps:
        plain_page = replace(page, stretches=tuple(over.plain))
        content = replace(_with_tables(plain_page, shown, readings), struck=content.struck)
    stamps = tuple(as_shown(line, page) for line in lines(over.stamps, page.width, page.number))
    return replace(content, stamps=stamps, mixed=tuple(line for line in content.lines() if line.is_mixed))


def _with_tables(page: Page, shown: Page, readings: Iterable[Stretch]) -> Content:
    tables = grids(page.rulings)
    inside, loose, covered = _distributed(page.stretches, tables)
    for grid, cells in zip(tables, inside, strict=True):
        return_fallen(grid, cells, loose)
    turned, aside = distributed(page, tables) if page.odd else ([{} for _ in tables], Aside())
    blocks: list[tuple[float, Block]] = [
        (grid.box[1], block)
        for grid, cells, odd in zip(tables, inside, turned, strict=True)
        for block in _blocks(grid, cells, odd, page)
    ]
    right = max([grid.box[2] for grid in tables] + [one.x1 for one in loose], default=page.width)
    for line in lines(loose, right, page.number):
        blocks.append((line.box[1] if line.box else 0.0, Paragraph((as_shown(line, page),))))
    unseen = odd_lines(shown.unseen, shown)
    text = "".join([one.text for one in page.stretches])
    return Content(
        number=page.number,
        height=page.height,
        blocks=tuple(blocks),
        slanted=aside.lines,
        readings=_lines((one.text for one in readings), page),
        unread=aside.unread,
        watermarks=odd_lines(shown.watermarks, shown),
        unseen=unseen,
        torn=torn(unseen, shown),
        drawn_last=lines(drawn_last(chain.from_iterable(inside), loose, page.stretches), right, page.number),
        notes=_lines(page.notes, page),
        missing=_lines(page.missing, page),
        printed=_lines(page.printed, page),
        states=_lines(page.states, page),
        covered=lines(covered, right, page.number),
        untold=text.count(UNKNOWN),
        mistold=mistold(page.stretches, text),
        is_picture=bool(page.pictures) and not page.stretches,
        is_recognised=page.is_recognised,
        shift=page.shift,
    )


def _lines(texts: Iterable[str], page: Page) -> tuple[Line, ...]:
    return tuple(Line.plain(text, page.number) for text in texts)


Cells = list[list[Stretch]]
"""What stands in every cell of a table."""


def _distributed(
    stretches: Iterable[Stretch], tables: Sequence[Grid]
) -> tuple[list[Cells], list[Stretch], list[Stretch]]:
    """What stands in every cell of every table, outside, and under text of another cell that runs over its edge.

    Of nested cells the smallest takes all.
    """
    inside: list[Cells] = [[[] for _cell in grid.cells] for grid in tables]
    loose: list[Stretch] = []
    height: float | None = None
    floors: dict[tuple[int, ...], tuple[list[float], Cells]] = {}
    spilled: Spilled | None = None
    spills: list[Spilled] = []
    for run in runs(stretches):
        first = run[0]
        if spilled and spilled.goes_on_with(first):
            spilled.home.extend(run)
            spilled = spills[-1] = spilled.with_end(run[-1])
            continue
        spilled = spilled and spilled.interrupted_by(first)
        middle = (first.top + first.bottom) / 2
        if middle != height:
            height = middle
            rows = tuple([grid.row_at(height) for grid in tables])
            if rows not in floors:
                floors[rows] = _floor(tables, inside, loose, rows)
            edges, homes = floors[rows]
        home = bisect_right(edges, first.x0)
        if home == len(edges) or run[-1].x1 < edges[home]:
            homes[home].extend(run)
        elif over := over_edges(run, edges, homes):
            spilled = over
            spills.append(over)
    return inside, loose, [one for spill in spills for one in spill.covered()]


def _floor(
    tables: Sequence[Grid], inside: Sequence[Cells], loose: list[Stretch], rows: Sequence[int]
) -> tuple[list[float], Cells]:
    """Where cells end in these rows, one of each table, and what takes the stretches before and behind each edge."""
    bands = [
        (grid, cells, band)
        for grid, cells, row in zip(tables, inside, rows, strict=True)
        if (band := grid.band(row)) is not None
    ]
    if len(bands) == 1:
        _grid, cells, band = bands[0]
        return list(band.xs), [loose, *(loose if number is None else cells[number] for number in band.cells), loose]
    edges = sorted({x for _grid, _cells, band in bands for x in band.xs})
    homes = [loose]
    for edge in edges:
        around = [
            (_area(grid.cells[at]), cells[at]) for grid, cells, band in bands if (at := band.cell_at(edge)) is not None
        ]
        homes.append(min(around, key=itemgetter(0))[1] if around else loose)
    return edges, homes


def _area(cell: GridCell) -> float:
    x0, top, x1, bottom = cell.box
    return (x1 - x0) * (bottom - top)


def _padding(content: Iterable[Stretch], left: float) -> float:
    """How far inside the cell's ``left`` edge its lines begin; what may hang out, or is not seen, tells nothing."""
    starts: list[float] = []
    for one in content:
        if one.text[0] not in _MAY_HANG:
            starts.append(one.x0)
        elif not one.text.isspace() and (hanging := _hanging(one.text)) < len(one.starts):
            starts.append(one.starts[hanging])
    return max(min(starts, default=left) - left, 0.0)


def _hanging(text: str) -> int:
    """How many characters at the beginning of a text may hang out of its line, or are not seen."""
    return len(text) - len(text.lstrip().lstrip(OPENING))


def _blocks(grid: Grid, contents: Cells, turned: TurnedCells, page: Page) -> Iterator[Block]:
    """The table, or what is read of it as a page of its own if it lies on its side."""
    if not page.turn and lies_on_its_side(grid, contents, turned):
        within = replace(
            page,
            stretches=tuple(one for content in contents for one in content),
            odd=tuple(Odd(one, turn) for cell in turned.values() for turn, found in cell.items() for one in found),
            rulings=tuple(one for one in page.rulings if grid.holds(one)),
        )
        yield from (block for _top, block in sorted(laid_out(within).blocks, key=itemgetter(0)))
    else:
        yield _table(grid, contents, turned, page)


def _table(grid: Grid, contents: Cells, turned: TurnedCells, page: Page) -> Table:
    rows: list[list[Cell]] = [[] for _row in range(grid.rows)]
    for number, (cell, content) in enumerate(zip(grid.cells, contents, strict=True)):
        x0, _top, x1, _bottom = cell.box
        others = turned.get(number) or {}
        text = stood_up(content, others, page) if others or len(content) >= FEWEST else StoodUp(content, others)
        parts = columns(text.level, x1 - _padding(text.level, x0))
        edge = x0 if len(parts) == 1 else None
        found = tuple(line for part, limit in parts for line in lines(part, limit, page.number, edge))
        for turn, odd in text.turned.items():
            beside = turned_lines(odd, turn, cell.box, page, from_below=turn in text.from_left)
            found += in_reading_order(beside) if turn in text.columns else beside
        if page.turn:
            found = tuple(as_shown(line, page) for line in found)
        rows[cell.row].append(Cell(found, cell.row, cell.column, cell.rowspan, cell.colspan, x0, x1))
    return Table(tuple(tuple(row) for row in rows), 0, page.number)

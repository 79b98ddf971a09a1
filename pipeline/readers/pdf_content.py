"""A page's glyphs and rulings to tables and paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pipeline.blocks import Block, Cell, Line, Paragraph, Run, Table
from pipeline.readers.pdf_grid import Grid, GridCell, grids
from pipeline.readers.pdf_lines import OPENING, lines, undoubled
from pipeline.readers.pdf_page import Glyph, Page

_WITHIN_WORD = 0.15
"""The gap between glyphs of one word is below this share of the size."""


@dataclass(frozen=True)
class Content:
    """The blocks of one page with their heights on it."""

    number: int
    height: float
    blocks: tuple[tuple[float, Block], ...]
    outside: tuple[Line, ...]
    is_picture: bool

    @property
    def has_text(self) -> bool:
        """Whether the page has any text in lines."""
        return bool(self.blocks)


def laid_out(page: Page) -> Content:
    """The tables and lines of a page, with whatever text is no part of them."""
    glyphs = undoubled(page.glyphs)
    tables = grids(page.rulings)
    inside, loose = _distributed(glyphs, tables)
    blocks: list[tuple[float, Block]] = [
        (grid.box[1], _table(grid, cells, page.number)) for grid, cells in zip(tables, inside, strict=True)
    ]
    right = max([grid.box[2] for grid in tables] + [glyph.x1 for glyph in loose], default=page.width)
    for line in lines(loose, right, page.number):
        blocks.append((line.box[1] if line.box else 0.0, Paragraph((line,))))
    outside = (Line((Run(page.slanted),), page=page.number),) if page.slanted.strip() else ()
    return Content(page.number, page.height, tuple(blocks), outside, page.has_pictures and not glyphs)


Cells = list[list[Glyph]]
"""The glyphs of every cell of a table."""


def _distributed(glyphs: Iterable[Glyph], tables: Sequence[Grid]) -> tuple[list[Cells], list[Glyph]]:
    """The glyphs of every cell of every table, and those outside. Of nested cells the smallest takes all."""
    inside: list[Cells] = [[[] for _cell in grid.cells] for grid in tables]
    loose: list[Glyph] = []
    height: float | None = None
    floors: dict[float, tuple[list[float], Cells]] = {}
    for word in _words(glyphs):
        first = word[0]
        middle = (first.top + first.bottom) / 2
        if middle != height:
            height = middle
            if height not in floors:
                floors[height] = _floor(tables, inside, loose, height)
            edges, homes = floors[height]
        homes[bisect_right(edges, (first.x0 + word[-1].x1) / 2)].extend(word)
    return inside, loose


def _floor(
    tables: Sequence[Grid], inside: Sequence[Cells], loose: list[Glyph], height: float
) -> tuple[list[float], Cells]:
    """Where cells end at a height, and what takes the glyphs before, between and behind these edges."""
    bands = [(grid, cells, band) for grid, cells in zip(tables, inside, strict=True) if (band := grid.band_at(height))]
    edges = sorted({x for _grid, _cells, band in bands for x in band.xs})
    homes = [loose]
    for edge in edges:
        around = [
            (_area(grid.cells[at]), cells[at]) for grid, cells, band in bands if (at := band.cell_at(edge)) is not None
        ]
        homes.append(min(around, key=itemgetter(0))[1] if around else loose)
    return edges, homes


def _words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs as drawn, those of a Latin word together: one that a ruling crosses belongs to one cell (quirk 7)."""
    word: list[Glyph] = []
    was_latin, edge, height = False, 0.0, 0.0
    for glyph in glyphs:
        text, x0, top, x1, bottom, size = glyph
        is_latin = text.isascii() and not text.isspace()
        if is_latin and was_latin and abs(x0 - edge) < size * _WITHIN_WORD and abs(top + bottom - height) < size:
            word.append(glyph)
        else:
            if word:
                yield word
            word = [glyph]
        was_latin, edge, height = is_latin, x1, top + bottom
    if word:
        yield word


def _area(cell: GridCell) -> float:
    x0, top, x1, bottom = cell.box
    return (x1 - x0) * (bottom - top)


def _padding(content: Iterable[Glyph], left: float) -> float:
    """How far inside the cell's ``left`` edge its lines begin; what may hang out, or is not seen, tells nothing."""
    starts = [glyph.x0 for glyph in content if not glyph.text.isspace() and glyph.text not in OPENING]
    return max(min(starts, default=left) - left, 0.0)


def _table(grid: Grid, glyphs: Cells, page: int) -> Table:
    rows: list[list[Cell]] = [[] for _row in range(grid.rows)]
    for cell, content in zip(grid.cells, glyphs, strict=True):
        x0, _top, x1, _bottom = cell.box
        found = lines(content, x1 - _padding(content, x0), page)
        rows[cell.row].append(Cell(found, cell.row, cell.column, cell.rowspan, cell.colspan, x0, x1))
    return Table(tuple(tuple(row) for row in rows), 0, page)

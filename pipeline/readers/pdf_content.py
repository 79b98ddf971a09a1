"""A page's glyphs and rulings to tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.blocks import Block, Cell, Line, Paragraph, Run, Table
from pipeline.readers.pdf_grid import Grid, GridCell, grids
from pipeline.readers.pdf_lines import lines, undoubled
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
        (grid.box[1], _table(grid, [inside[number, at] for at in range(len(grid.cells))], page.number))
        for number, grid in enumerate(tables)
    ]
    right = max([grid.box[2] for grid in tables] + [glyph.x1 for glyph in loose], default=page.width)
    for line in lines(loose, right, page.number):
        blocks.append((line.box[1] if line.box else 0.0, Paragraph((line,))))
    outside = (Line((Run(page.slanted),), page=page.number),) if page.slanted.strip() else ()
    return Content(page.number, page.height, tuple(blocks), outside, page.has_pictures and not glyphs)


def _distributed(
    glyphs: Sequence[Glyph], tables: Sequence[Grid]
) -> tuple[dict[tuple[int, int], list[Glyph]], list[Glyph]]:
    """The glyphs of every cell, by table and cell number, and those outside. Of nested cells the smallest takes all."""
    inside: dict[tuple[int, int], list[Glyph]] = {
        (number, at): [] for number, grid in enumerate(tables) for at in range(len(grid.cells))
    }
    loose: list[Glyph] = []
    for word in _words(glyphs):
        middle = (word[0].x0 + word[-1].x1) / 2, word[0].middle[1]
        home = _home(tables, middle)
        if home:
            inside[home].extend(word)
        else:
            loose.extend(word)
    return inside, loose


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs as drawn, those of a Latin word together: one that a ruling crosses belongs to one cell (quirk 7)."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _goes_on(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    return (
        _is_latin(before)
        and _is_latin(glyph)
        and abs(glyph.x0 - before.x1) < glyph.size * _WITHIN_WORD
        and abs(glyph.middle[1] - before.middle[1]) < glyph.size / 2
    )


def _home(tables: Sequence[Grid], point: tuple[float, float]) -> tuple[int, int] | None:
    """The smallest cell around ``point``, by table and cell number."""
    homes = [(number, at) for number, grid in enumerate(tables) if (at := grid.cell_at(point)) is not None]
    if len(homes) < 2:
        return homes[0] if homes else None
    return min(homes, key=lambda home: _area(tables[home[0]].cells[home[1]]))


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text.isascii() and not glyph.text.isspace()


def _area(cell: GridCell) -> float:
    x0, top, x1, bottom = cell.box
    return (x1 - x0) * (bottom - top)


def _table(grid: Grid, glyphs: Sequence[list[Glyph]], page: int) -> Table:
    rows: list[list[Cell]] = [[] for _row in range(grid.rows)]
    for cell, content in zip(grid.cells, glyphs, strict=True):
        x0, _top, x1, _bottom = cell.box
        padding = min((glyph.x0 for glyph in content if not glyph.text.isspace()), default=x0) - x0
        found = lines(content, x1 - max(padding, 0.0), page)
        rows[cell.row].append(Cell(found, cell.row, cell.column, cell.rowspan, cell.colspan, x0, x1))
    return Table(tuple(tuple(row) for row in rows), 0, page)

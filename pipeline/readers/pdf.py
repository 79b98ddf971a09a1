"""PDF, the form in which the platform publishes standards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.blocks import Block, Body, Cell, Line, Paragraph, Run, Table
from pipeline.diagnostics import Diagnostic, Unreadable
from pipeline.incidents.rd102_no_text_layer import RULE as NO_TEXT_LAYER
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.provenance import Location
from pipeline.readers import pdf_plumber
from pipeline.readers.pdf_grid import Grid, GridCell, grids
from pipeline.readers.pdf_lines import lines, undoubled
from pipeline.readers.pdf_page import Glyph, Page

NAME = "pdf"
SUFFIXES = (".pdf",)

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
"""Bytes of rubbish that readers of PDF accept before the file's own beginning."""
_WITHIN_WORD = 0.15
"""The gap between glyphs of one word is below this share of the size."""
_MARGIN = 0.12
"""The share of a page's height, at its top and foot, in which running heads stand."""


def sniff(data: bytes) -> float:
    """The PDF signature near the beginning."""
    return 1.0 if _MAGIC in data[:_MAGIC_WITHIN] else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Tables by their rulings, the rest as paragraphs; running heads and footers as text outside.

    Raises:
        Unreadable: damaged, protected, too long, or without a text layer.
    """
    contents = [_content(page) for page in pdf_plumber.pages(data, limits)]
    if not any(content.has_text for content in contents):
        message = _("The PDF holds pictures of pages, no text. Run it through text recognition (OCR) first.")
        raise Unreadable(NO_TEXT_LAYER.found("file", message))
    running = _running(contents)
    blocks: list[Block] = []
    outside: list[Line] = []
    for content in contents:
        outside.extend(content.outside)
        for top, block in sorted(content.blocks, key=lambda entry: entry[0]):
            if isinstance(block, Table):
                blocks.append(Table(block.rows, sum(isinstance(one, Table) for one in blocks) + 1, block.page))
            elif _signature(block, top) in running:
                outside.extend(block.lines)
            else:
                blocks.append(block)
    return Body(tuple(blocks), tuple(outside), len(contents), tuple(_pictures(contents)))


@dataclass(frozen=True)
class _Content:
    """The blocks of one page with their heights on it."""

    number: int
    height: float
    blocks: tuple[tuple[float, Block], ...]
    outside: tuple[Line, ...]
    is_picture: bool

    @property
    def has_text(self) -> bool:
        return bool(self.blocks)


def _content(page: Page) -> _Content:
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
    return _Content(page.number, page.height, tuple(blocks), outside, page.has_pictures and not glyphs)


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


def _running(contents: Sequence[_Content]) -> set[tuple[str, int]]:
    """The signatures of lines that stand in the margin of more than one page, numbers aside."""
    seen = Counter(
        signature
        for content in contents
        for signature in {
            _signature(block, top)
            for top, block in content.blocks
            if isinstance(block, Paragraph) and _in_margin(top, content)
        }
    )
    return {signature for signature, pages in seen.items() if pages > 1}


def _in_margin(top: float, content: _Content) -> bool:
    return top < content.height * _MARGIN or top > content.height * (1 - _MARGIN)


def _signature(block: Paragraph, top: float) -> tuple[str, int]:
    return re.sub(r"\d+|\s+", "", block.text), round(top / 10)


def _pictures(contents: Sequence[_Content]) -> Iterator[Diagnostic]:
    for content in contents:
        if content.is_picture:
            message = _("Page {page} is a picture without text. Run the file through text recognition (OCR).").format(
                page=content.number
            )
            yield NO_TEXT_LAYER.found("file", message, Location(page=content.number))

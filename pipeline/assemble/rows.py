"""The document as one sequence of rows, whatever tables and paragraphs it is cut into.

Rows are classified, not tables: attitudes or notes can share a table with the last task (quirks 19 and 20), and
a table can go on without its header on the next page (quirk 3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.assemble.coverage import OUTSIDE, Coverage
from pipeline.assemble.spans import Span, joined
from pipeline.base.patterns import late
from pipeline.base.provenance import Location
from pipeline.readers.blocks import Block, Paragraph, Table

_PAGE_LINE = late(r"(?:\A|(?<=\s))第\s*\d{1,3}\s*頁\s*[,，、]?\s*[總共]{1,2}\s*\d{1,3}\s*頁(?=\s|\Z)")
"""Number and total of the pages, as the form has them at the foot of each page (1.2)."""


class FormCell(NamedTuple):
    """The text of a cell, with its edges in the document's measure."""

    span: Span
    left: float
    right: float
    rowspan: int = 1


@dataclass(frozen=True)
class FormRow:
    """The cells that begin in one row. A paragraph is a row of one piece and has ``table`` = ``None``.

    ``block`` is the number of its block in the document, from 0. ``is_item``: a paragraph that its format marks as an
    item of a list.
    """

    pieces: tuple[FormCell, ...]
    location: Location
    table: int | None = None
    left: float = 0.0
    right: float = 0.0
    block: int = 0
    is_item: bool = False

    @cached_property
    def texts(self) -> list[str]:
        """The compact text of every piece that holds any."""
        return [piece.span.compact for piece in self.pieces if piece.span]

    @property
    def span(self) -> Span:
        """All pieces, one after the other."""
        return joined(piece.span for piece in self.pieces)

    @property
    def is_single(self) -> bool:
        """Whether only one piece holds text."""
        return len(self.texts) == 1


def rows(blocks: tuple[Block, ...], coverage: Coverage) -> Iterator[FormRow]:
    """Every row of every table and every paragraph in reading order, their characters entered into ``coverage``."""
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            page = block.lines[0].page if block.lines else None
            span = _without_page_line(coverage.enter(block.lines, Location(page=page)), coverage)
            if span:
                is_item = block.lines[0].list_item
                yield FormRow((FormCell(span, 0.0, 0.0),), Location(page=page), block=number, is_item=is_item)
        else:
            yield from _table_rows(block, number, coverage)


def _table_rows(table: Table, block: int, coverage: Coverage) -> Iterator[FormRow]:
    cells = [cell for row in table.rows for cell in row]
    left = min((cell.left for cell in cells), default=0.0)
    right = max((cell.right for cell in cells), default=0.0)
    for number, row in enumerate(table.rows):
        places = [table.location(number, cell.column) for cell in row]
        pieces = tuple(
            FormCell(
                _without_page_line(coverage.enter(cell.lines, place), coverage), cell.left, cell.right, cell.rowspan
            )
            for cell, place in zip(row, places, strict=True)
        )
        yield FormRow(pieces, table.location(number), table.number, left, right, block)


def _without_page_line(span: Span, coverage: Coverage) -> Span:
    """A text without the page line that extraction left in it; one that is nothing else stays, as a row of its own."""
    if "頁" not in span.text or not (line := _PAGE_LINE.search(span.text)):
        return span
    before, after = span.cut(0, line.start()), span.cut(line.end())
    if not (before or after):
        return span
    coverage.assign(span.cut(line.start(), line.end()), OUTSIDE)
    return _without_page_line(before + after, coverage)

"""The grid of a table, whatever format it comes from: which columns a cell covers, and the tables inside cells.

A table that only lays out the page gives way to those inside it, which follow it. A small one inside a cell of a real
table belongs to that cell: its rows stand behind the cell's own, as far from the left as they are printed (quirk 18).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Any, NamedTuple

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers.blocks import Block, Cell, Line, Paragraph, Run, Table

MOST_COLUMNS = 1_000
"""Columns that a cell may cover, and rows; Word itself stops at 63."""
_WIDEST = 10_000
"""Columns of a table."""
_MOST_CELLS = 200_000
"""Cells of a table, repeats counted."""
_LARGEST = 2_000_000
"""Columns that all cells of a table cover together."""
_MOST_CHARACTERS = DEFAULT_LIMITS.characters
"""Text of a table that stands in copies of its cells."""
_GRID = 4
"""Cells with text in a row that no table has which only lays out the page."""


class Slot(NamedTuple):
    """A cell of the file with its place in the grid; ``content`` is whatever its reader reads it from."""

    content: Any
    row: int
    column: int
    rowspan: int
    colspan: int


class GridSpan(NamedTuple):
    """A cell that says how much it covers, but not where it stands; ``rowspan`` 0 goes on to the table's end."""

    content: Any
    rowspan: int
    colspan: int


class TablePart(NamedTuple):
    """A cell of one row, which may go on from the row above (``continues``)."""

    content: Any
    column: int
    colspan: int
    continues: bool


def flowing(rows: Sequence[Sequence[GridSpan]], groups: Iterable[int] = ()) -> Iterator[Slot]:
    """The cells by the rules of HTML: each takes the first free column of its row.

    ``groups`` are the numbers of the rows with which a head, body or foot begins: no cell goes beyond its end.

    A row without cells is one only if the cells above cover it whole; LibreOffice writes others between all rows.
    """
    last: dict[int, int] = {}
    ending: Counter[int] = Counter()
    covered = row = 0
    ends = iter(sorted({*groups, len(rows)}))
    end = 0
    for at, spans in enumerate(rows):
        while end <= at:
            end = next(ends)
        if not spans and covered < len(last):
            continue
        column = 0
        for content, rowspan, colspan in spans:
            while last.get(column, -1) >= row:
                column += 1
            if column + colspan > _WIDEST + MOST_COLUMNS:
                raise too_large()
            below = min(rowspan or MOST_COLUMNS, end - at)
            for one in range(column, column + colspan):
                if last.get(one, -1) >= row:
                    ending[last[one]] -= 1
                    covered -= 1
                last[one] = row + below - 1
            ending[row + below - 1] += colspan
            covered += colspan
            yield Slot(content, row, column, below, colspan)
        covered -= ending[row]
        row += 1


def joined(rows: Sequence[Sequence[TablePart]]) -> Iterator[Slot]:
    """The cells of rows that say which of theirs go on from above, each with the rows that it covers."""
    below: list[dict[int, int]] = [{} for _row in rows]
    height: dict[int, int] = {}
    for at in range(len(rows) - 1, -1, -1):
        height = {part.column: height.get(part.column, 0) + 1 for part in rows[at] if part.continues}
        if at:
            below[at - 1] = height
    for at, row in enumerate(rows):
        for part in row:
            if not part.continues:
                yield Slot(part.content, at, part.column, below[at].get(part.column, 0) + 1, part.colspan)


def table(
    slots: Iterable[Slot],
    read: Callable[[Any], Iterable[Block]],
    number: int,
    *,
    height: int = 0,
    edges: Sequence[float] = (0.0,),
) -> Iterator[Table]:
    """A table with the rows of tables inside its cells.

    ``read`` gives the blocks of a slot's content; slots of one content (repeated cells) share them. ``edges`` are
    those of the columns in points, as far as the file tells them. The table has at least ``height`` rows.

    Raises:
        Unreadable: it has more cells or text than any table has.
    """
    rows: list[list[Cell]] = [[] for _row in range(height)]
    inside: list[list[tuple[Cell, ...]]] = [[] for _row in range(height)]
    known: dict[Any, _CellContent] = {}
    lengths: dict[Any, int] = {}
    cells = columns = copied = 0
    for slot in slots:
        cells, columns = cells + 1, columns + slot.colspan
        if cells > _MOST_CELLS or columns > _LARGEST:
            raise too_large()
        while slot.row >= len(rows):
            rows.append([])
            inside.append([])
        content = known.get(slot.content)
        if content is None:
            known[slot.content] = content = _content(read(slot.content), is_narrow=slot.colspan == 1)
        else:
            if slot.content not in lengths:
                lengths[slot.content] = content.length()
            copied += lengths[slot.content]
            if copied > _MOST_CHARACTERS:
                raise too_much_text()
        lines, below = content
        left, right = _edge(edges, slot.column), _edge(edges, slot.column + slot.colspan)
        cell = Cell(lines, slot.row, slot.column, slot.rowspan, slot.colspan, left, right)
        rows[slot.row].append(cell)
        if below:
            inside[slot.row] += _rows_inside(below, cell)
    if any(inside):
        rows = [[_reaching(cell, inside) for cell in row] for row in rows]
    whole = [line for row, inner in zip(rows, inside, strict=True) for line in (tuple(row), *inner)]
    yield Table(tuple(whole), number)


def looked_through(
    slots: Iterable[Slot], read: Callable[[Any], Iterable[Block]], number: Callable[[], int]
) -> Iterator[Block]:
    """What stands in a table that only lays out the page, cell by cell; rows of several cells with text stay a table.

    Raises:
        Unreadable: it has more cells than any table has.
    """
    grid: list[list[Cell]] = []
    known: dict[Any, tuple[Block, ...]] = {}
    count = 0
    for _row, row in groupby(slots, key=lambda slot: slot.row):
        held: list[tuple[Slot, tuple[Block, ...]]] = []
        for slot in row:
            count += 1
            if count > _MOST_CELLS:
                raise too_large()
            if slot.content not in known:
                known[slot.content] = tuple(read(slot.content))
            held.append((slot, known[slot.content]))
        has_tables = any(isinstance(block, Table) for _slot, blocks in held for block in blocks)
        texts = [tuple(line for block in blocks for line in _lines(block)) for _slot, blocks in held]
        if not has_tables and sum(map(bool, texts)) > 1:
            places = [(slot.column, slot.colspan) for slot, _blocks in held]
            grid.append(
                [
                    Cell(lines, len(grid), column, 1, colspan, float(column), float(column + colspan))
                    for lines, (column, colspan) in zip(texts, places, strict=True)
                ]
            )
            continue
        if grid:
            yield Table(tuple(map(tuple, grid)), number())
            grid = []
        for _slot, blocks in held:
            yield from blocks
    if grid:
        yield Table(tuple(map(tuple, grid)), number())


class Marks(NamedTuple):
    """The names of a format's elements for tables, rows and cells, and for text (none: text stands anywhere)."""

    table: str
    row: str
    cells: tuple[str, ...]
    texts: tuple[str, ...] = ()


def is_layout(element: Any, marks: Marks) -> bool:
    """Whether a table only lays out the page: most of its text stands in tables inside it, and it is no grid itself.

    A grid has rows of several cells with text, and text beside the tables inside it, which are none of the page's own.
    """
    if element.find(f".//{marks.table}") is None:
        return False
    rows = [row for row in element.iter(marks.row) if _holder(row, marks) is element]
    grid = {row for row in rows if len(_cells_of(row, marks)) >= _GRID}
    held = (one for one in element.iterfind(f".//{marks.table}") if _holder(one, marks) is element)
    inner = [one for one in held if next(one.iterancestors(marks.row), None) not in grid or not _is_frame(one, marks)]
    if sum(_length(one, marks.texts) for one in inner) * 2 <= _length(element, marks.texts):
        return False
    cells = [_cells(row, marks) for row in rows]
    widest = max((row.texts for row in cells if not row.nested), default=0)
    if widest < _GRID or any(_holds_page(cell, widest - row.texts, marks) for row in cells for cell in row.nested):
        return True
    return not any(row.nested and row.texts for row in cells)


def _holder(element: Any, marks: Marks) -> Any:
    """The table that an element stands in."""
    return next(element.iterancestors(marks.table), None)


def _is_frame(inner: Any, marks: Marks) -> bool:
    """Whether a table has one column and no table in it: a frame around lines, if its cell is one among others."""
    if inner.find(f".//{marks.table}") is not None:
        return False
    return all(len(_cells_of(row, marks)) <= 1 for row in inner.iter(marks.row))


def _cells_of(row: Any, marks: Marks) -> list[Any]:
    return [cell for cell in row.iter(*marks.cells) if next(cell.iterancestors(marks.row), None) is row]


def _holds_page(cell: Any, room: int, marks: Marks) -> bool:
    """Whether a cell holds grids of their own: several tables, or one of more columns than there is ``room`` for."""
    count = sum(_holder(one, marks) is _holder(cell, marks) for one in cell.iterfind(f".//{marks.table}"))
    rows = (row for row in cell.iter(marks.row) if row.find(f".//{marks.table}") is None)
    widest = max((_cells(row, marks).texts for row in rows), default=0)
    return widest >= _GRID and (count > 1 or widest > room)


class _RowCells(NamedTuple):
    """The cells of a row that hold tables, and how many others hold text."""

    nested: tuple[Any, ...]
    texts: int


def _cells(row: Any, marks: Marks) -> _RowCells:
    cells = _cells_of(row, marks)
    nested = tuple(cell for cell in cells if cell.find(f".//{marks.table}") is not None)
    return _RowCells(nested, sum(_length(cell, marks.texts) > 0 for cell in cells if cell not in nested))


def too_large() -> Unreadable:
    """What to raise for a document that asks for more than any document needs."""
    return Unreadable(LIMIT_EXCEEDED.found("file", _("The document unpacks to an unreasonable size.")))


def too_much_text() -> Unreadable:
    """What to raise for a document with more text than any has."""
    return Unreadable(LIMIT_EXCEEDED.found("file", _("The document holds an unreasonable amount of text.")))


class _CellContent(NamedTuple):
    """What a cell holds: its lines, and below them the tables inside it with the lines between and behind these."""

    lines: tuple[Line, ...]
    below: tuple[Table | Paragraph, ...]

    def length(self) -> int:
        """The characters of the lines that are in no table."""
        lines = chain(self.lines, *map(_lines, self.below))
        return sum([len(run.text) for line in lines for run in line.runs])


def _content(blocks: Iterable[Block], *, is_narrow: bool) -> _CellContent:
    """Lines behind a table stay behind it only if others stand before it; else they are the cell's own.

    Where a cell begins with a table that is nothing but a frame around lines, it is those lines. ``is_narrow``: the
    cell has one column.
    """
    blocks = tuple(blocks)
    if blocks and isinstance(blocks[0], Table):
        blocks = tuple(_unframed(block, is_narrow=is_narrow) if isinstance(block, Table) else block for block in blocks)
    if not any(isinstance(block, Table) for block in blocks):
        return _CellContent(tuple([line for block in blocks for line in _lines(block)]), ())
    parts: list[Table | Paragraph] = []
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        members = list(group)
        parts += members if is_table else [Paragraph(tuple(line for part in members for line in _lines(part)))]
    tables = tuple(part for part in parts if isinstance(part, Table))
    above = _lines(parts[0]) if parts else ()
    if not any(line.text.strip() for line in above):
        return _CellContent(tuple(line for part in parts for line in _lines(part)), tables)
    return _CellContent(above, tuple(parts[1:]))


def _unframed(inner: Table, *, is_narrow: bool) -> Table | Paragraph:
    """The lines of a table inside a cell that has one column; one row of a ``is_narrow`` cell's table is a line."""
    rows = [row for row in inner.rows if any(cell.lines for cell in row)]
    if all(len(row) == 1 for row in rows):
        return Paragraph(tuple(line for row in rows for cell in row for line in cell.lines))
    lines = [line for row in rows for cell in row for line in cell.lines]
    if not is_narrow or len(rows) > 1 or any(len(cell.lines) > 1 for row in rows for cell in row):
        return inner
    runs = (run for number, line in enumerate(lines) for run in (*([Run(" ")] if number else []), *line.runs))
    return Paragraph((replace(lines[0], runs=tuple(runs)),))


def _lines(block: Block) -> tuple[Line, ...]:
    return block.lines if isinstance(block, Paragraph) else ()


def _length(element: Any, texts: Sequence[str]) -> int:
    found = (one.text or "" for one in element.iter(*texts)) if texts else element.itertext()
    return sum(len(word) for text in found for word in text.split())


def _edge(edges: Sequence[float], column: int) -> float:
    """Where a column begins; those that the file does not tell of are one unit wide."""
    beyond = column - len(edges) + 1
    return edges[-1] + beyond if beyond > 0 else edges[column]


def _reaching(cell: Cell, inside: Sequence[Sequence[object]]) -> Cell:
    """A merged cell, which also covers the rows that stand inside cells beside it."""
    if cell.rowspan == 1:
        return cell
    more = sum(map(len, inside[cell.row : cell.row + cell.rowspan]))
    return replace(cell, rowspan=cell.rowspan + more)


def _rows_inside(below: Sequence[Table | Paragraph], holder: Cell) -> Iterator[tuple[Cell, ...]]:
    """The rows of the tables inside ``holder``, their columns laid over its width, and a row for the lines behind."""
    for inner in below:
        if isinstance(inner, Paragraph):
            yield (replace(holder, lines=inner.lines, rowspan=1, colspan=1),)
            continue
        cells = [cell for row in inner.rows for cell in row]
        left = min((cell.left for cell in cells), default=0.0)
        width = max((cell.right for cell in cells), default=1.0) - left
        scale = (holder.right - holder.left) / (width or 1.0)
        for row in inner.rows:
            yield tuple(
                Cell(
                    cell.lines,
                    holder.row,
                    holder.column,
                    1,
                    1,
                    holder.left + (cell.left - left) * scale,
                    holder.left + (cell.right - left) * scale,
                )
                for cell in row
            )

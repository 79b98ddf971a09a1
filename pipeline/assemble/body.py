"""The rows of the competence table below its header: cells by column, whatever grid and page breaks they are cut by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.assemble import columns
from pipeline.assemble.columns import Header
from pipeline.assemble.flow import Flow, joined
from pipeline.assemble.items import Column, Context, Item, cut
from pipeline.assemble.ledger import LABEL, Ledger
from pipeline.assemble.rows import Piece, Row
from pipeline.record import codes

_LEVEL = re.compile(r"[1-6]級?")
_LEVEL_AND_LETTER = re.compile(r"\s*[1-6]\s*(?P<letter>K)\s*")
_REST_OF_FLAT = re.compile(r"\s*\d{2}(?!\d)")

Cells = dict[Column, Flow]


@dataclass(frozen=True, slots=True)
class BodyRow:
    """The cells of a row by column, and whether it is the first or the last between two breaks of page or table.

    ``names_more``: its task cell is merged with those of rows below.
    """

    cells: Cells
    opens_part: bool
    closes_part: bool = True
    names_more: bool = False


def body_rows(rows: Sequence[Row], ledger: Ledger, unknown: list[Flow]) -> Iterator[BodyRow]:
    """Every body row, in order; header cells that name no known column are added to ``unknown``.

    Rows before any header and paragraphs between tables are left alone; the ledger reports their text.
    """
    row: BodyRow | None = None
    for following in _parted(rows, ledger, unknown):
        if row and following.opens_part and _is_cut(row, following):
            row = replace(row, cells=_whole(row.cells, following.cells))
            continue
        if row:
            yield replace(row, closes_part=following.opens_part)
        row = following
    if row:
        yield row


def _is_cut(above: BodyRow, below: BodyRow) -> bool:
    """Whether a page break cuts one row into these two, and parts the task's name from what else would tell the task.

    Rows with codes of O and P above tell their task themselves.
    """
    cells = above.cells
    if cells.get(Column.OUTPUT) or cells.get(Column.INDICATOR) or below.cells.get(Column.LEVEL):
        return False
    return _tells_later(cells, below.cells) if above.opens_part else _is_named_later(cells, below)


def _is_named_later(above: Cells, below: BodyRow) -> bool:
    """A level stands above, beside a task cell that is the row's own and empty; the task's whole name stands below.

    It stands in a merged cell there: where task cells are not merged, an empty one is of the task above.
    """
    is_nameless = Column.TASK in above and not above[Column.TASK]
    if not (is_nameless and above.get(Column.LEVEL) and below.names_more):
        return False
    named = cut(below.cells.get(Column.TASK, Flow()), Context(Column.TASK))
    return bool(named.items) and not named.head


def _tells_later(above: Cells, below: Cells) -> bool:
    """The row above is all that its page holds of the table; it names the task that codes below are of."""
    named = cut(above.get(Column.TASK, Flow()), Context(Column.TASK)).items
    numbers = [code.numbers for item in named if (code := codes.parse(item.code))]
    told = tasks_told(below)
    return not below.get(Column.TASK) and bool(told) and all(task in numbers for task in told)


def tasks_told(cells: Cells) -> list[tuple[int, ...]]:
    """The task numbers in a row's three-level O and P codes."""
    found = [
        codes.parse(item.code)
        for column in (Column.OUTPUT, Column.INDICATOR)
        for item in cut(cells.get(column, Flow()), Context(column)).items
    ]
    return [code.parent for code in found if code and len(code.parent) == 2]


def _whole(above: Cells, below: Cells) -> Cells:
    return {column: joined([above.get(column, Flow()), below.get(column, Flow())]) for column in {**above, **below}}


def _parted(rows: Sequence[Row], ledger: Ledger, unknown: list[Flow]) -> Iterator[BodyRow]:
    """Every body row, told which ones begin a part; ``closes_part`` is not told yet."""
    header: Header | None = None
    header_rows: list[Row] = []
    table: int | None = None
    opens_part = True
    for row in rows:
        opens = columns.opens_header(row)
        continued = bool(header_rows) and (row.table == table or not opens) and columns.continues_header(row)
        if continued or opens:
            header_rows = [*header_rows, row] if continued else [row]
            header = columns.header_of(header_rows)
            opens_part, table = True, row.table
            unknown.extend(_placed_labels(row, ledger))
        elif header is not None and row.table is not None:
            header_rows = []
            opens_part = opens_part or row.table != table
            table = row.table
            merged = [piece for piece in row.pieces if piece.rowspan > 1]
            names_more = Column.TASK in map(header.column_of, merged)
            yield BodyRow(_cells(row, header, ledger), opens_part, names_more=names_more)
            opens_part = False


def _placed_labels(row: Row, ledger: Ledger) -> list[Flow]:
    """Places the labels of a header row; gives those that name no known column."""
    labels = [ledger.place(piece.flow, LABEL) for piece in row.pieces if piece.flow]
    return [label for label in labels if not columns.is_header_piece(label.compact)]


def _cells(row: Row, header: Header, ledger: Ledger) -> Cells:
    cells: Cells = {}
    for piece in row.pieces:
        for column, flow in _by_column(piece, header):
            if columns.is_stray_label(flow.compact, column):
                ledger.place(flow, LABEL)
            else:
                cells[column] = joined([cells.get(column, Flow()), flow])
    return _apart(cells)


def _apart(cells: Cells) -> Cells:
    """The cells of a row, what of a neighbour is in them put back.

    A letter behind a level belongs to the digits beside it (quirk 7), a task behind a duty into the empty task cell
    (quirk 17).
    """
    apart = dict(cells)
    level, knowledge = cells.get(Column.LEVEL, Flow()), cells.get(Column.KNOWLEDGE, Flow())
    letter = _LEVEL_AND_LETTER.fullmatch(level.text)
    if letter and _REST_OF_FLAT.match(knowledge.text):
        apart[Column.LEVEL] = level.cut(0, letter.start("letter"))
        apart[Column.KNOWLEDGE] = level.cut(letter.start("letter"), letter.end("letter")) + knowledge
    duty = cells.get(Column.DUTY, Flow())
    if duty and not cells.get(Column.TASK):
        duties = {item.start for item in cut(duty, Context(Column.DUTY)).items}
        items = cut(duty, Context(Column.TASK)).items
        start = next((item.start for item in items if _is_of(item, Column.TASK) and item.start not in duties), None)
        if start is not None:
            apart[Column.DUTY], apart[Column.TASK] = duty.cut(0, start), duty.cut(start)
    return apart


def _by_column(piece: Piece, header: Header) -> Iterator[tuple[Column, Flow]]:
    """The column of a piece; a cell over several columns is cut at the codes, whose letters tell theirs (quirk 5).

    Such a cell without any code, a remark over the whole table, say, is of no column: it is left alone and so reported.
    """
    under = header.columns_under(piece)
    if len(under) < 2 or not piece.flow:
        column = header.column_of(piece)
        if column:
            yield column, piece.flow
        return
    rest = piece.flow
    if Column.LEVEL in under:
        lines = rest.pieces()
        levels = [line for line in lines if _LEVEL.fullmatch(line.compact)]
        if len(levels) == 1:
            yield Column.LEVEL, levels[0]
            rest = joined((line for line in lines if line is not levels[0]), "")
    whole = rest
    for column in reversed(under):
        items = cut(rest, Context(column)).items
        own = next((item.start for item in items if _is_of(item, column)), None)
        if own is not None:
            yield column, rest.cut(own)
            rest = rest.cut(0, own)
    if rest is not whole:
        yield under[0], rest


def _is_of(item: Item, column: Column) -> bool:
    """Whether an item's code tells its column: a T of one number is a duty's, though a task can bear one."""
    return item.code.startswith(column.letters) and (column is not Column.TASK or "." in item.code)

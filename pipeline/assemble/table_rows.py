"""The rows of the competence table below its header: cells by column, whatever grid they are cut by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pipeline.assemble import columns
from pipeline.assemble.broken_codes import rejoined
from pipeline.assemble.column_codes import Column
from pipeline.assemble.columns import Header, HeaderColumn, HeaderPart
from pipeline.assemble.items import CodedText, Context, cut
from pipeline.assemble.levels import is_level
from pipeline.assemble.moved import MOVED_ROW_RULES, RowUnder
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.rules import FormRule, first
from pipeline.assemble.spans import Span, joined
from pipeline.record import codes

_LEVEL = re.compile(r"[1-6]級?")
_LEVEL_AND_LETTER = re.compile(r"\s*[1-6]\s*(?P<letter>K)\s*")
_DUTY_ROW = re.compile(r"\s*(?:(?:主要|工作)職責\s*[:：]?\s*)?(?P<duty>T\s?\d{1,2}(?!\d|[.．]\s?\d)[^\n]*)", re.DOTALL)
"""A duty in a row of its own, behind its label or not; the code of a task it is not."""
_MOST_COLUMNS = 4
"""A cell over so many columns stands over most of a row."""
_DASHES = re.compile(r"[-‐-―−─/]{1,3}")
_OPENING, _CLOSING = "（(「『【《〈［[", "）)」』】》〉］]"
_BARE_CODE = re.compile(r"(?:SS|[OPKSA])\d{1,3}(?:\.\d{1,3}){0,3}[.、:：]?")
_JOINING = "、，,；;：:/／及與和或之的"
_REST_OF_FLAT = re.compile(r"\s*\d{2}(?!\d)")

_CONTENT = (Column.OUTPUT, Column.INDICATOR, Column.KNOWLEDGE, Column.SKILL)
SHARED = (Column.LEVEL, Column.KNOWLEDGE, Column.SKILL)
"""What several tasks can share by a merged cell; codes of outputs and indicators tell their task."""
_LONGEST_REMARK = 8
_NOTHING = Span()

Cells = dict[Column, Span]


@dataclass(frozen=True)
class TableRow:
    """The cells of a row by column, and whether it is the first or the last between two breaks of page or table.

    ``names_more``: its task cell is merged with those of rows below. ``labels`` are pieces of the header in it,
    ``credits`` texts that a rule put into their column, with the rule's name. ``complete`` columns begin with an
    item of their own, whatever stands above. ``reaching``: how many rows a cell of level, knowledge or skills covers
    that is merged with those below. ``beside``: what stands beside the row in such a cell that begins above it.
    """

    cells: Cells
    opens_part: bool = False
    closes_part: bool = True
    names_more: bool = False
    labels: tuple[Span, ...] = ()
    credits: tuple[tuple[Span, str], ...] = ()
    complete: tuple[Column, ...] = ()
    reaching: Mapping[Column, int] = field(default_factory=dict)
    beside: Mapping[Column, Span] = field(default_factory=dict)

    @cached_property
    def tasks_told(self) -> list[tuple[int, ...]]:
        """The task numbers in its O and P codes of three levels or more."""
        found = [
            codes.parse(item.code)
            for column in (Column.OUTPUT, Column.INDICATOR)
            for item in cut(self.cell(column), Context(column)).items
        ]
        return [code.parent for code in found if code and len(code.parent) >= 2]

    def cell(self, column: Column) -> Span:
        """The text in ``column``; empty where the row has no such cell."""
        return self.cells.get(column, _NOTHING)

    def without(self, column: Column) -> TableRow:
        """The row without the text of a cell."""
        return replace(self, cells={**self.cells, column: Span()})

    def with_cell(self, column: Column, text: Span) -> TableRow:
        """The row with another text in ``column``, that begins with an item of its own."""
        return replace(self, cells={**self.cells, column: text}, complete=(*self.complete, column))

    def joined(self, below: TableRow) -> TableRow:
        """This row and the one below it as one."""
        cells = {column: joined([self.cell(column), below.cell(column)]) for column in {**self.cells, **below.cells}}
        return replace(
            self,
            cells=cells,
            labels=(*self.labels, *below.labels),
            credits=(*self.credits, *below.credits),
            beside={**below.beside, **self.beside},
        )

    def credited(self, rule: str, *texts: Span) -> TableRow:
        """The row, with ``texts`` noted as placed by ``rule``."""
        return replace(self, credits=(*self.credits, *((text, rule) for text in texts)))


class TableRows(NamedTuple):
    """All body rows, the labels of the headers, and the columns whose labels are not the form's.

    ``columns`` are those that a rule told, and those (``column`` is ``None``) that nothing did.
    """

    rows: tuple[TableRow, ...]
    labels: tuple[Span, ...]
    columns: tuple[HeaderColumn, ...]


def table_rows(rows: Sequence[FormRow]) -> TableRows:
    """Every body row, told which ones begin a part; ``closes_part`` is not told yet.

    Rows before any header and paragraphs between tables are left alone; so their text is reported.
    """
    found: list[TableRow] = []
    told: list[HeaderColumn] = []
    _before_any, *others = columns.parts(rows)
    below: dict[tuple[str, ...], list[FormRow]] = {}
    for part in others:
        below.setdefault(part.labels, []).extend(part.body)
    heads: dict[tuple[tuple[str, float, float], ...], Header] = {}
    for part in others:
        head = heads.get(part.shape) or columns.header_of(part, below[part.labels])
        heads[part.shape] = head
        told += [entry for entry in head.columns if entry.rule or not entry.column]
        found += _body(part, head, found[-1] if found else None)
    named = {entry.label.compact for entry in told}
    printed = (piece.span for part in others for row in part.header for piece in row.pieces if piece.span)
    labels = (label if label.compact in named else columns.label_in(label) for label in printed)
    return TableRows(tuple(found), tuple(labels), tuple(told))


def _body(part: HeaderPart, head: Header, above: TableRow | None) -> Iterator[TableRow]:
    table = None
    for row in part.body:
        above = _table_row(row, head, above, opens_part=above is not None and row.table != table)
        yield above
        table = row.table


def _reaching_down(merged: Iterable[FormCell], head: Header) -> dict[Column, int]:
    """How many rows the cells cover that are merged with those below, where several tasks can share them."""
    reaching: dict[Column, int] = {}
    for piece in merged:
        under = head.columns_under(piece)
        if len(under) == 1 and under[0] in SHARED:
            reaching[under[0]] = max(piece.rowspan, reaching.get(under[0], 1))
    return reaching


class Placed(NamedTuple):
    """Text in its column, and the special rule that put it there, if one did."""

    column: Column
    text: Span
    rule: str | None = None


class WideCell(NamedTuple):
    """A cell over several columns: those that it covers, what is placed already, and the text that is still there.

    ``open``: at the top of a page, the column that the text above it ended in.
    """

    columns: tuple[Column, ...]
    text: Span
    placed: tuple[Placed, ...] = ()
    open: Column | None = None

    @property
    def head(self) -> int:
        """How many characters stand before its first code."""
        items = (item.start for column in self.columns for item in cut(self.text, Context(column)).items)
        return min(items, default=len(self.text))

    def levels(self) -> list[Span]:
        """Its lines that are a level and nothing else."""
        return [line for line in self.text.pieces() if _LEVEL.fullmatch(line.compact)]


def _level_line(cell: WideCell) -> bool:
    return Column.LEVEL in cell.columns and len(cell.levels()) == 1


def _without_level(cell: WideCell) -> WideCell:
    (level,) = cell.levels()
    rest = joined((line for line in cell.text.pieces() if line != level), "")
    return cell._replace(text=rest, placed=(*cell.placed, Placed(Column.LEVEL, level)))


def _goes_on(cell: WideCell) -> WideCell:
    placed = Placed(cell.open or cell.columns[-1], cell.text.cut(0, cell.head))
    return cell._replace(text=cell.text.cut(cell.head), placed=(*cell.placed, placed))


def _cut_at_codes(cell: WideCell) -> WideCell:
    """Cuts from the last column to the first, whose part is what then remains.

    A cell without any code, a remark over the whole table, say, is of no column: it is left alone and so reported.
    """
    rest, placed = cell.text, list(cell.placed)
    for column in reversed(cell.columns):
        own = next((item.start for item in cut(rest, Context(column)).items if _is_of(item, column)), None)
        if own is not None:
            placed.append(Placed(column, rest.cut(own)))
            rest = rest.cut(0, own)
    if len(rest) < len(cell.text):
        placed.append(Placed(cell.columns[0], rest))
        rest = Span()
    return cell._replace(text=rest, placed=tuple(placed))


def _is_duty(cell: WideCell) -> bool:
    """Whether a cell over most columns holds a duty and nothing else, a label before it aside."""
    if len(cell.columns) < _MOST_COLUMNS or cell.placed or len(cell.text.lines()) != 1:
        return False
    return _DUTY_ROW.fullmatch(cell.text.text) is not None and not cut(cell.text, Context(Column.TASK)).items[1:]


def _duty_over_its_tasks(cell: WideCell) -> WideCell:
    match = _DUTY_ROW.fullmatch(cell.text.text)
    start = match.start("duty") if match else 0
    label, duty = cell.text.cut(0, start), cell.text.cut(start)
    placed = [Placed(Column.DUTY, text) for text in (label, duty) if text]
    return cell._replace(text=Span(), placed=tuple(placed))


WIDE_CELL_RULES: tuple[FormRule[WideCell, WideCell], ...] = (
    FormRule("17", "duty-over-its-tasks", _is_duty, _duty_over_its_tasks),
    FormRule("5", "level-in-a-wide-cell", _level_line, _without_level),
    FormRule("50", "wide-cell-goes-on", lambda cell: bool(cell.open and cell.text.cut(0, cell.head)), _goes_on),
    FormRule("5", "wide-cell-cut-at-its-codes", lambda cell: bool(cell.text), _cut_at_codes),
)
"""Each that fits is applied, one after the other."""


def _is_stray(placed: Placed) -> bool:
    return columns.is_stray_label(placed.text.compact, placed.column)


def _ends_a_name(placed: Placed, cells: Cells, strays: Sequence[Placed]) -> bool:
    """Whether a word that is a piece of a label ends a name in the row above, as 知識 and 技能 end many.

    A row without the code of a task, and without level, goes on with the one above. In a row of the header there are
    more labels, or no text: beside text such words end names.
    """
    if placed.column in cells or any(one.text.compact not in _NAMES_END.get(one.column, ()) for one in strays):
        return False
    if (len(strays) > 1 or placed.column not in _MANY_END_SO) and not cells:
        return False
    begins = any(cut(cells[head], Context(head)).items for head in (Column.DUTY, Column.TASK) if head in cells)
    return not (begins or cells.get(Column.LEVEL))


def _is_dash(placed: Placed) -> bool:
    return placed.column in _CONTENT and _DASHES.fullmatch(placed.text.compact) is not None


_NAMES_END = {
    Column.KNOWLEDGE: ("知識", "職能"),
    Column.SKILL: ("技能",),
    Column.DUTY: ("職責",),
    Column.TASK: ("任務",),
    Column.OUTPUT: ("產出",),
    Column.INDICATOR: ("指標",),
}
_MANY_END_SO = (Column.KNOWLEDGE, Column.SKILL)
STRAY_RULES: tuple[FormRule[Placed, Span], ...] = (
    FormRule("6", "stray-piece-of-the-header", _is_stray, lambda placed: placed.text),
    FormRule("53", "dash-for-nothing", _is_dash, lambda placed: placed.text),
)


def _letter_beside(row: TableRow) -> re.Match[str] | None:
    """The letter behind a level that the digits beside it lack."""
    if not _REST_OF_FLAT.match(row.cell(Column.KNOWLEDGE).text):
        return None
    return _LEVEL_AND_LETTER.fullmatch(row.cell(Column.LEVEL).text)


def _with_letter_put_back(row: TableRow) -> TableRow:
    letter = _letter_beside(row)
    if letter is None:
        return row
    level = row.cell(Column.LEVEL)
    knowledge = level.cut(letter.start("letter"), letter.end("letter")) + row.cell(Column.KNOWLEDGE)
    cells = {Column.LEVEL: level.cut(0, letter.start("letter")), Column.KNOWLEDGE: knowledge}
    return replace(row, cells={**row.cells, **cells})


def _task_in_duty(row: TableRow) -> int | None:
    """Where a task begins in the duty cell, the task cell being empty."""
    duty = row.cell(Column.DUTY)
    if not duty or row.cell(Column.TASK):
        return None
    duties = {item.start for item in cut(duty, Context(Column.DUTY)).items}
    items = cut(duty, Context(Column.TASK)).items
    return next((item.start for item in items if _is_of(item, Column.TASK) and item.start not in duties), None)


def _with_task_put_back(row: TableRow) -> TableRow:
    """Tasks go to the task cell; duties behind them stay in theirs."""
    duty, start = row.cell(Column.DUTY), _task_in_duty(row) or 0
    duties = [item.start for item in cut(duty, Context(Column.DUTY)).items if item.start > start]
    tasks = [item.start for item in cut(duty, Context(Column.TASK)).items if _is_of(item, Column.TASK)]
    starts = sorted({start, *duties, *(task for task in tasks if task > start)})
    texts = [(at in duties, duty.cut(at, end)) for at, end in zip(starts, [*starts[1:], len(duty)], strict=True)]
    cells = {
        Column.DUTY: joined([duty.cut(0, start), *(text for is_duty, text in texts if is_duty)]),
        Column.TASK: joined([text for is_duty, text in texts if not is_duty], ""),
    }
    return replace(row, cells={**row.cells, **cells})


def _level_beside(row: TableRow) -> tuple[Column, Span, Span] | None:
    """A level alone on the line nearest to the empty level cell, with its column and the rest of the cell.

    At the top of a page such a line may be the rest of the text above it; a row of a table inside a cell has no level.
    """
    if Column.LEVEL not in row.cells or row.cell(Column.LEVEL) or row.opens_part:
        return None
    first, *below = row.cell(Column.KNOWLEDGE).pieces() or [Span()]
    if below and _LEVEL.fullmatch(first.compact) and cut(joined(below, ""), Context(Column.KNOWLEDGE)).items:
        return Column.KNOWLEDGE, first, joined(below, "")
    *above, last = row.cell(Column.INDICATOR).pieces() or [Span()]
    if above and _LEVEL.fullmatch(last.compact) and not above[-1].ends_soft():
        return Column.INDICATOR, last, joined(above, "")
    return None


def _with_level_put_back(row: TableRow) -> TableRow:
    beside = _level_beside(row)
    if beside is None:
        return row
    column, level, rest = beside
    return replace(row, cells={**row.cells, Column.LEVEL: level.strip(), column: rest})


def _is_no_level(row: TableRow) -> bool:
    """Whether the level cell holds what can be no level; at the top of a page a remark can go on there."""
    level = row.cell(Column.LEVEL)
    if not level or is_level(level.compact):
        return False
    is_short = len(level.compact) <= _LONGEST_REMARK and not re.search(r"\d", level.compact)
    return not (row.opens_part and is_short)


def _without_no_level(row: TableRow) -> TableRow:
    """Lines that are a level stay; the rest goes where its codes tell, or is left alone and so reported."""
    lines = row.cell(Column.LEVEL).pieces()
    levels = [line for line in lines if is_level(line.compact)]
    rest = joined((line for line in lines if line not in levels), "")
    cells = {**row.cells, Column.LEVEL: joined(levels, "")}
    for placed in _cut_at_codes(WideCell(_CONTENT, rest)).placed[:-1]:
        cells[placed.column] = joined([cells.get(placed.column, Span()), placed.text])
    return replace(row, cells=cells)


ROW_RULES: tuple[FormRule[TableRow, TableRow], ...] = (
    FormRule("7", "letter-in-the-level-cell", lambda row: _letter_beside(row) is not None, _with_letter_put_back),
    FormRule("7", "level-in-a-neighbour-s-cell", lambda row: _level_beside(row) is not None, _with_level_put_back),
    FormRule("17", "task-in-the-duty-cell", lambda row: _task_in_duty(row) is not None, _with_task_put_back),
    FormRule("10", "no-level-in-the-level-cell", _is_no_level, _without_no_level),
)
"""What of a neighbour is in a cell is put back; each that fits is applied, one after the other."""


def _table_row(row: FormRow, head: Header, above: TableRow | None, *, opens_part: bool) -> TableRow:
    cells: Cells = {}
    labels: list[Span] = []
    credits: list[tuple[Span, str]] = []
    moved = first(MOVED_ROW_RULES, RowUnder(row, head))
    if moved:
        row = moved.then(RowUnder(row, head))
        credits += ((piece.span, str(moved)) for piece in row.pieces if piece.span)
    strays: list[tuple[Placed, FormRule[Placed, Span]]] = []
    for piece in row.pieces:
        span = rejoined(piece.span)
        whole = piece if span is piece.span else piece._replace(span=span)
        for placed in _by_column(whole, head, above if opens_part else None):
            stray = first(STRAY_RULES, placed)
            if stray:
                strays.append((placed, stray))
                continue
            cells[placed.column] = _beside(cells.get(placed.column, Span()), placed.text, placed.column)
            if placed.rule:
                credits.append((placed.text, placed.rule))
    ends = [placed for placed, _stray in strays]
    ends = [placed for placed in ends if _ends_a_name(placed, cells, ends)]
    for placed, stray in strays:
        if placed in ends:
            cells[placed.column] = placed.text
        else:
            labels.append(stray.then(placed))
            credits.append((placed.text, str(stray)))
    merged = [piece for piece in row.pieces if piece.rowspan > 1]
    names_more = any(head.at(piece).column is Column.TASK for piece in merged)
    reaching = _reaching_down(merged, head) if merged else {}
    found = TableRow(cells, opens_part, True, names_more, tuple(labels), tuple(credits), reaching=reaching)
    for rule in ROW_RULES:
        if rule.when(found):
            before, found = found, rule.then(found)
            changed = [text for column, text in found.cells.items() if text != before.cell(column)]
            found = found.credited(str(rule), *changed)
    return found


def _beside(first_cell: Span, second: Span, column: Column) -> Span:
    """Two cells of one column as one: name by name if the first holds the codes of what stands in the second.

    Where the lines do not tell which name is whose, the names are left alone and so reported.
    """
    if not (first_cell and second):
        return joined([first_cell, second])
    codes = first_cell.pieces()
    are_codes = len(codes) > 1 and all(_BARE_CODE.fullmatch(code.compact) for code in codes)
    if not are_codes or cut(second, Context(column)).items:
        return joined([first_cell, second])
    names = second.lines()
    if len(names) != len(codes) or not all(_is_whole(name.text.strip()) for name in names):
        return first_cell
    return joined(joined([code.strip(), name.strip()], " ") for code, name in zip(codes, names, strict=True))


def _is_whole(line: str) -> bool:
    """Whether a line can be a name by itself: it leaves no bracket open and joins nothing to its neighbours."""
    opened, closed = (sum(map(line.count, brackets)) for brackets in (_OPENING, _CLOSING))
    return opened == closed and not line.startswith((*_JOINING, *_CLOSING)) and not line.endswith((*_JOINING, "-"))


def _by_column(piece: FormCell, head: Header, above: TableRow | None) -> Iterator[Placed]:
    """The column of a piece; a cell over several columns is cut, as far as its text tells theirs (quirk 5).

    ``above`` is the last row of the page before.
    """
    under = head.columns_under(piece)
    if len(under) < 2 or not piece.span:
        entry = head.at(piece)
        if entry.column:
            yield Placed(entry.column, piece.span, entry.rule)
        return
    content = [column for column in under if column in _CONTENT and above and above.cell(column)]
    cell = WideCell(tuple(under), piece.span, open=content[-1] if content else None)
    for rule in WIDE_CELL_RULES:
        if rule.when(cell):
            earlier, cell = len(cell.placed), rule.then(cell)
            yield from (placed._replace(rule=str(rule)) for placed in cell.placed[earlier:])


def _is_of(item: CodedText, column: Column) -> bool:
    """Whether an item's code tells its column: a T of one number is a duty's, though a task can bear one."""
    code = item.code or ""
    return code.startswith(column.letters) and (column is not Column.TASK or "." in code)

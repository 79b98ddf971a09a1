"""The competence table: rows to duties, tasks and level blocks (domain.md 1.1 part 4, quirks 1 to 17).

A row continues the task above where its task cell is empty; a cell that begins without a code continues the last
item of its column. Codes decide what belongs together, geometry decides which column a text is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline import codes
from pipeline.assemble import columns
from pipeline.assemble.columns import Header
from pipeline.assemble.flow import Flow, joined
from pipeline.assemble.items import Column, Context, Cut, Item, begins_with_symbol, cut, uncoded, unmarked
from pipeline.assemble.ledger import LABEL, Ledger
from pipeline.assemble.rows import Piece, Row
from pipeline.codes import ItemCode

CONTENT = (Column.OUTPUT, Column.INDICATOR, Column.KNOWLEDGE, Column.SKILL)
"""The columns whose cells hold items of a block."""


@dataclass
class ItemDraft:
    """An item that later rows may still add to."""

    code: str | None
    printed: str
    body: Flow
    whole: Flow

    @classmethod
    def of(cls, item: Item) -> ItemDraft:
        """A draft of a cut item."""
        return cls(item.code, item.printed, item.body, item.whole)

    def extend(self, flow: Flow) -> None:
        """Adds the rest of the item's text, found in a later row or on a later page."""
        self.body = joined([self.body, flow])
        self.whole = joined([self.whole, flow])

    @property
    def mended(self) -> bool:
        """Whether the printed code had to be mended."""
        return self.code is not None and self.code != self.printed


@dataclass
class BlockDraft:
    """One level row of a task."""

    level: Flow = field(default_factory=Flow)
    items: dict[Column, list[ItemDraft]] = field(default_factory=lambda: {column: [] for column in CONTENT})

    @property
    def is_empty(self) -> bool:
        """Whether no item and no level has come yet."""
        return not self.level and not any(self.items.values())


@dataclass
class TaskDraft:
    """The tasks of one task cell with the blocks that they share."""

    heads: list[ItemDraft] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=lambda: [BlockDraft()])
    derived: bool = False

    @property
    def numbers(self) -> list[ItemCode]:
        """The codes of the heads, read."""
        return [code for head in self.heads if (code := codes.parse(head.code))]


@dataclass
class DutyDraft:
    """A duty and its tasks."""

    head: ItemDraft
    tasks: list[TaskDraft] = field(default_factory=list)
    derived: bool = False

    @property
    def number(self) -> ItemCode | None:
        """The duty's code, read."""
        return codes.parse(self.head.code)


@dataclass
class Table:
    """The competence table as put together, and the header cells that name no known column."""

    duties: list[DutyDraft] = field(default_factory=list)
    unknown_labels: list[Flow] = field(default_factory=list)


def competence(rows: Sequence[Row], ledger: Ledger) -> Table:
    """Duties, tasks and blocks from the rows of the competence section."""
    builder = _Builder(ledger)
    for cells, opens_part in _body_rows(rows, ledger, builder.table.unknown_labels):
        builder.add(cells, opens_part=opens_part)
    return builder.table


Cells = dict[Column, Flow]


def _body_rows(rows: Sequence[Row], ledger: Ledger, unknown: list[Flow]) -> Iterator[tuple[Cells, bool]]:
    """The cells of every body row by column, and whether the row is the first behind a page's or table's break.

    Rows before any header and paragraphs between tables are left alone; the ledger reports their text.
    """
    header: Header | None = None
    header_rows: list[Row] = []
    table: int | None = None
    opens_part = True
    for row in rows:
        continued = bool(header_rows) and row.table == table and columns.continues_header(row)
        if continued or columns.opens_header(row):
            header_rows = [*header_rows, row] if continued else [row]
            header = columns.header_of(header_rows)
            opens_part, table = True, row.table
            unknown.extend(_placed_labels(row, ledger))
        elif header is not None and row.table is not None:
            header_rows = []
            opens_part = opens_part or row.table != table
            table = row.table
            yield _cells(row, header, ledger), opens_part
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
    return cells


def _by_column(piece: Piece, header: Header) -> Iterator[tuple[Column, Flow]]:
    """The column of a piece; a cell over several columns is cut at the codes, whose letters tell theirs (quirk 5)."""
    under = header.columns_under(piece)
    if len(under) < 2 or not piece.flow:
        column = header.column_of(piece)
        if column:
            yield column, piece.flow
        return
    rest = piece.flow
    for column in reversed(under):
        items = cut(rest, Context(column)).items
        own = next((item.start for item in items if item.code.startswith(column.letters)), None)
        if own is not None:
            yield column, rest.cut(own)
            rest = rest.cut(0, own)
    yield under[0], rest


def _belongs(task: TaskDraft, duty: ItemCode) -> bool:
    """Whether all of a task's codes are of ``duty``."""
    return bool(task.numbers) and all(number.parent == duty.numbers for number in task.numbers)


def _names(heads: Sequence[ItemDraft]) -> dict[str, str]:
    """The names of heads by code, without white space."""
    return {head.code: "".join(head.body.mended().split()) for head in heads if head.code}


class _Builder:
    """Adds row after row to the table."""

    def __init__(self, ledger: Ledger) -> None:
        self.table = Table()
        self._last_codes: dict[Column, ItemCode] = {}
        self._ledger = ledger

    def add(self, cells: Cells, *, opens_part: bool) -> None:
        """Places one row. ``opens_part``: it is the first behind a page break, so it may continue the row above."""
        if not any(cells.values()):
            return
        level = cells.get(Column.LEVEL, Flow())
        before = self._task
        self._add_duty(cells.get(Column.DUTY, Flow()), opens_part=opens_part)
        self._add_task(cells, opens_part=opens_part)
        task = self._task_or_new()
        continues = task is before and not cells.get(Column.TASK) and (opens_part or not level)
        block = self._block_for(task, level, cells, opens_part=opens_part)
        for column in CONTENT:
            flow = cells.get(column, Flow())
            if flow:
                self._add_items(task, block, column, flow, continues=continues or (opens_part and task is before))

    @property
    def _duty(self) -> DutyDraft | None:
        return self.table.duties[-1] if self.table.duties else None

    @property
    def _task(self) -> TaskDraft | None:
        return self._duty.tasks[-1] if self._duty and self._duty.tasks else None

    def _add_duty(self, flow: Flow, *, opens_part: bool) -> None:
        known = _names([self._duty.head] if self._duty else [])
        pieces = cut(flow, Context(Column.DUTY, last=self._duty.number if self._duty else None, known=known))
        if pieces.head:
            self._add_duty_text(pieces.head, opens_part=opens_part)
        for item in pieces.items:
            if self._duty and self._duty.derived and self._duty.head.code == item.code:
                self._duty.head, self._duty.derived = ItemDraft.of(item), False
                continue
            if self._duty and self._duty.head.code == item.code and self._same_or_no_name(self._duty.head, item):
                self._ledger.place(item.whole, LABEL)
                continue
            earlier = self._duty if opens_part else None
            self._take_over(earlier, self._open_duty(ItemDraft.of(item)))

    def _add_duty_text(self, flow: Flow, *, opens_part: bool) -> None:
        if self._duty and codes.same_name(self._duty.head.body.mended(), flow.mended()):
            self._ledger.place(flow, LABEL)
        elif self._duty and opens_part:
            self._duty.head.extend(flow)
        else:
            self._open_duty(ItemDraft(None, "", flow.strip(), flow))

    def _take_over(self, earlier: DutyDraft | None, duty: DutyDraft) -> None:
        """Moves the last tasks before a page break under the duty whose cell stands behind it, if their codes agree."""
        number = duty.number
        while earlier and number and earlier.tasks and _belongs(earlier.tasks[-1], number):
            duty.tasks.insert(0, earlier.tasks.pop())

    def _open_duty(self, head: ItemDraft, *, derived: bool = False) -> DutyDraft:
        duty = DutyDraft(head, derived=derived)
        self.table.duties.append(duty)
        return duty

    def _same_or_no_name(self, head: ItemDraft, item: Item) -> bool:
        return not item.body or codes.same_name(head.body.mended(), item.body.mended())

    def _add_task(self, cells: Cells, *, opens_part: bool) -> None:
        flow = cells.get(Column.TASK, Flow())
        duty, task = self._duty, self._task
        last = task.numbers[-1] if task and task.numbers else None
        known = _names(task.heads if task else [])
        pieces = cut(flow, Context(Column.TASK, last=last, duty=duty.number if duty else None, known=known))
        if pieces.head:
            self._add_task_text(pieces.head, opens_part=opens_part)
            task = self._task
        heads = [ItemDraft.of(item) for item in pieces.items]
        if not heads:
            if not flow:
                self._derive_task(cells)
            return
        if task and task.derived and opens_part and task.heads[0].code == heads[0].code:
            task.heads, task.derived = heads, False
        elif task and self._repeats(task, pieces.items):
            for item in pieces.items:
                self._ledger.place(item.whole, LABEL)
        elif task and (not task.heads or (opens_part and self._continues_list(task, pieces, cells))):
            task.heads.extend(heads)
        else:
            self._open_task(heads)

    def _add_task_text(self, flow: Flow, *, opens_part: bool) -> None:
        task = self._task
        if task and task.heads and opens_part:
            task.heads[-1].extend(flow)
        else:
            self._open_task([ItemDraft(None, "", flow.strip(), flow)])

    def _open_task(self, heads: list[ItemDraft], *, derived: bool = False) -> TaskDraft:
        number = codes.parse(heads[0].code) if heads else None
        duty = self._duty
        if duty is None or (number and duty.derived and duty.number and number.parent != duty.number.numbers):
            code = f"T{number.numbers[0]}" if number else None
            duty = self._open_duty(ItemDraft(code, code or "", Flow(), Flow()), derived=True)
        task = TaskDraft(heads, derived=derived)
        duty.tasks.append(task)
        return task

    def _task_or_new(self) -> TaskDraft:
        return self._task or self._open_task([])

    def _repeats(self, task: TaskDraft, items: Sequence[Item]) -> bool:
        """Whether a page that goes on prints the task's cell again."""
        known = {head.code: head for head in task.heads}
        return all(item.code in known and self._same_or_no_name(known[item.code], item) for item in items)

    def _continues_list(self, task: TaskDraft, pieces: Cut, cells: Cells) -> bool:
        """Whether the tasks on a page's first row belong to the cell that the page break cut (quirk 12)."""
        new = [code for item in pieces.items if (code := codes.parse(item.code))]
        told = self._parents_told(cells)
        has_level = any(block.level for block in task.blocks)
        if any(parent == code.numbers for parent in told for code in new):
            return False
        if told and not has_level and all(parent in [number.numbers for number in task.numbers] for parent in told):
            return True
        if cells.get(Column.LEVEL):
            return False
        if pieces.head:
            return True
        return has_level or not told

    def _derive_task(self, cells: Cells) -> None:
        """Opens a task that only its O and P codes tell, the task cell being empty (quirk 15)."""
        task = self._task
        parents = set(self._parents_told(cells))
        if len(parents) != 1:
            return
        parent = parents.pop()
        if task and (not task.numbers or any(number.numbers == parent for number in task.numbers)):
            return
        if any(number.numbers == parent for _, other in self._all_tasks() for number in other.numbers):
            return
        duty_number, _ = parent
        if self._duty and self._duty.number and self._duty.number.numbers != (duty_number,):
            code = f"T{duty_number}"
            self._open_duty(ItemDraft(code, code, Flow(), Flow()), derived=True)
        code = f"T{parent[0]}.{parent[1]}"
        self._open_task([ItemDraft(code, code, Flow(), Flow())], derived=True)

    def _all_tasks(self) -> Iterator[tuple[DutyDraft, TaskDraft]]:
        return ((duty, task) for duty in self.table.duties for task in duty.tasks)

    def _parents_told(self, cells: Cells) -> list[tuple[int, ...]]:
        """The task numbers in the row's three-level O and P codes."""
        found = [
            codes.parse(item.code)
            for column in (Column.OUTPUT, Column.INDICATOR)
            for item in cut(cells.get(column, Flow()), Context(column)).items
        ]
        return [code.parent for code in found if code and len(code.parent) == 2]

    def _block_for(self, task: TaskDraft, level: Flow, cells: Cells, *, opens_part: bool) -> BlockDraft:
        """The block that a row belongs to: a new one where the row brings a level of its own (quirk 14)."""
        block = task.blocks[-1]
        if not level:
            return block
        if not block.level and (opens_part or block.is_empty):
            block.level = level
            return block
        if opens_part and level.compact == block.level.compact and not self._brings_output(cells):
            self._ledger.place(level, LABEL)
            return block
        task.blocks.append(BlockDraft(level))
        return task.blocks[-1]

    def _brings_output(self, cells: Cells) -> bool:
        pieces = cut(cells.get(Column.OUTPUT, Flow()), Context(Column.OUTPUT))
        return bool(pieces.items) and not pieces.head

    def _add_items(self, task: TaskDraft, block: BlockDraft, column: Column, flow: Flow, *, continues: bool) -> None:
        last = next((items[-1] for one in reversed(task.blocks) if (items := one.items[column])), None)
        pieces = cut(flow, Context(column, task.numbers, self._last_codes.get(column)))
        if pieces.items and (code := codes.parse(pieces.items[-1].code)):
            self._last_codes[column] = code
        lines = list(uncoded(pieces.head))
        if lines and continues and last and self._goes_on(last, block.items[column], lines[0]):
            rest = pieces.head if last.code else lines.pop(0)
            last.extend(rest)
            lines = [] if last.code else lines
        block.items[column].extend(ItemDraft(None, "", unmarked(line), line) for line in lines)
        block.items[column].extend(ItemDraft.of(item) for item in pieces.items)

    def _goes_on(self, last: ItemDraft, of_block: list[ItemDraft], line: Flow) -> bool:
        """A coded item takes up uncoded text; an uncoded one of the block only what its own full line runs into."""
        if last.code is not None:
            return True
        return last.whole.ends_soft() and last in of_block and not begins_with_symbol(line)

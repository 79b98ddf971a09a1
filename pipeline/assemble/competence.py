"""The competence table: rows to duties, tasks and level blocks (domain.md 1.1 part 4, quirks 1 to 17).

A row continues the task above where its task cell is empty; a cell that begins without a code continues the last
item of its column. Codes decide what belongs together, geometry decides which column a text is in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.assemble.body import BodyRow, Cells, body_rows, tasks_told
from pipeline.assemble.flow import HARD, SOFT, Flow, joined
from pipeline.assemble.items import (
    BULLETS,
    Column,
    Context,
    Cut,
    Item,
    begins_like,
    cut,
    uncoded,
    unmarked,
    without_last_bullet,
)
from pipeline.assemble.ledger import LABEL, Ledger
from pipeline.assemble.rows import Row
from pipeline.assemble.tokens import plain
from pipeline.record import codes
from pipeline.record.codes import ItemCode

CONTENT = (Column.OUTPUT, Column.INDICATOR, Column.KNOWLEDGE, Column.SKILL)
"""The columns whose cells hold items of a block."""
_LATER = {Column.LEVEL, Column.KNOWLEDGE, Column.SKILL}
_CODE_BEGINNING = re.compile(
    rf"(?:^|[{HARD}{SOFT}])[\s{BULLETS}\-–—*＊]*"
    r"(?P<code>(?:T ?|[OP0] ?(?:\d{1,2} ?\.)?)\d{1,2} ?\.|(?:[TOPKA]|SS?))\s*$"
)
_CODE_REST = re.compile(r"\s*\d{1,2}(?![\dA-Z])")
"""The two halves of a code that is cut behind its letter or a dot."""
_REMARK = re.compile(r"[^\d\-－—–]+")
"""What can stand behind the digit of a level, which a dash cannot."""


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
        self.body = joined([self.body, without_last_bullet(flow, self.whole)])
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
    for row in body_rows(rows, ledger, builder.table.unknown_labels):
        builder.add(row)
    return builder.table


def _belongs(task: TaskDraft, duty: ItemCode) -> bool:
    """Whether all of a task's codes are of ``duty``."""
    return bool(task.numbers) and all(number.parent == duty.numbers for number in task.numbers)


def _names(heads: Sequence[ItemDraft]) -> dict[str, str]:
    """The names of heads by code, without white space."""
    return {head.code: "".join(head.body.mended().split()) for head in heads if head.code}


def _with_cut_code(items: list[ItemDraft], flow: Flow) -> Flow:
    """``flow`` with the beginning of its first code, which a page break cut off and left behind the last of ``items``.

    What was taken for that item or its text goes with it (quirk 23).
    """
    beginning = _CODE_BEGINNING.search(plain(items[-1].whole.text)) if items else None
    if not beginning or not _CODE_REST.match(plain(flow.text)):
        return flow
    last = items.pop()
    if not last.body:
        return last.whole.strip() + flow.strip()
    code = last.whole.cut(beginning.start("code")).strip()
    body = without_last_bullet(last.body.cut(0, len(last.body) - len(code)))
    items.append(replace(last, body=body.strip(), whole=last.whole.cut(0, beginning.start("code"))))
    return code + flow.strip()


class _Builder:
    """Adds row after row to the table."""

    def __init__(self, ledger: Ledger) -> None:
        self.table = Table()
        self._last_codes: dict[Column, ItemCode] = {}
        self._owed: dict[Column, str] = {}
        self._ledger = ledger

    def add(self, row: BodyRow) -> None:
        """Places one row; the first behind a page break may continue the row above."""
        cells, opens_part = row.cells, row.opens_part
        if not any(cells.values()):
            return
        if opens_part and self._takes_remark(cells):
            cells = {**cells, Column.LEVEL: Flow()}
        level = cells.get(Column.LEVEL, Flow())
        before = self._task
        self._add_duty(row)
        self._add_task(replace(row, cells=cells))
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

    def _add_duty(self, row: BodyRow) -> None:
        flow, opens_part = row.cells.get(Column.DUTY, Flow()), row.opens_part
        known = _names([self._duty.head] if self._duty else [])
        pieces = cut(flow, Context(Column.DUTY, last=self._duty.number if self._duty else None, known=known))
        if pieces.head and not self._is_owed(Column.DUTY, pieces.head):
            self._add_duty_text(pieces.head, goes_on=opens_part or self._tells_duty(row.cells))
        for item in pieces.items:
            if self._duty and self._duty.derived and self._duty.head.code in (None, item.code):
                self._duty.head, self._duty.derived = ItemDraft.of(item), False
                continue
            if self._duty and self._prints_again(self._duty.head, item, Column.DUTY, may_be_cut=row.closes_part):
                self._ledger.place(item.whole, LABEL)
                continue
            earlier = self._duty if opens_part else None
            self._take_over(earlier, self._open_duty(ItemDraft.of(item)))

    def _tells_duty(self, cells: Cells) -> bool:
        """Whether the codes of a row say that it is of the present duty."""
        pieces = cut(cells.get(Column.TASK, Flow()), Context(Column.TASK))
        told = [code.parent for item in pieces.items if (code := codes.parse(item.code))]
        told += [parent[:1] for parent in tasks_told(cells)]
        number = self._duty.number if self._duty else None
        return number is not None and bool(told) and all(duty == number.numbers for duty in told)

    def _add_duty_text(self, flow: Flow, *, goes_on: bool) -> None:
        if self._duty and codes.same_name(self._duty.head.body.mended(), flow.mended()):
            self._ledger.place(flow, LABEL)
        elif self._duty and goes_on:
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

    def _prints_again(self, head: ItemDraft, item: Item, column: Column, *, may_be_cut: bool) -> bool:
        """Whether an item is a known head once more: without its name, with it, or with what a page break left of it.

        The rest is then owed by the next page.
        """
        known, name = codes.comparable(head.body.mended()), codes.comparable(item.body.mended())
        if head.code != item.code or not (known.startswith(name) if may_be_cut else name in ("", known)):
            return False
        self._owed[column] = known[len(name) :] if name else ""
        return True

    def _is_owed(self, column: Column, flow: Flow) -> bool:
        """Whether a text is the rest of a head that was printed again; if so it is placed."""
        rest = self._owed.pop(column, "")
        is_rest = bool(rest) and codes.comparable(flow.mended()) == rest
        if is_rest:
            self._ledger.place(flow, LABEL)
        return is_rest

    def _add_task(self, row: BodyRow) -> None:
        cells, opens_part = row.cells, row.opens_part
        flow = cells.get(Column.TASK, Flow())
        duty, task = self._duty, self._task
        if task and opens_part:
            flow = _with_cut_code(task.heads, flow)
        last = task.numbers[-1] if task and task.numbers else None
        known = _names(task.heads if task else [])
        pieces = cut(flow, Context(Column.TASK, last=last, duty=duty.number if duty else None, known=known))
        goes_on = bool(opens_part and task and task.heads) or not pieces.items
        if pieces.head and not self._is_owed(Column.TASK, pieces.head) and goes_on:
            self._add_task_text(pieces.head, opens_part=opens_part)
            task = self._task
        heads = [ItemDraft.of(item) for item in pieces.items]
        if not heads:
            if not flow:
                self._derive_task(cells)
            return
        if task and task.derived and opens_part and task.heads[0].code == heads[0].code:
            task.heads, task.derived = heads, False
        elif task and self._repeats(task, pieces.items, may_be_cut=row.closes_part):
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

    def _repeats(self, task: TaskDraft, items: Sequence[Item], *, may_be_cut: bool) -> bool:
        """Whether a row prints the task's cell again."""
        known = {head.code: head for head in task.heads}
        return all(
            item.code in known
            and self._prints_again(known[item.code], item, Column.TASK, may_be_cut=may_be_cut and item is items[-1])
            for item in items
        )

    def _continues_list(self, task: TaskDraft, pieces: Cut, cells: Cells) -> bool:
        """Whether the tasks on a page's first row belong to the cell that the page break cut (quirk 12)."""
        new = [code for item in pieces.items if (code := codes.parse(item.code))]
        told = tasks_told(cells)
        has_level = any(block.level for block in task.blocks)
        if any(parent == code.numbers for parent in told for code in new):
            return False
        if told and all(parent in [number.numbers for number in task.numbers] for parent in told):
            return True
        if cells.get(Column.LEVEL):
            return False
        if pieces.head:
            return True
        return has_level or not told

    def _derive_task(self, cells: Cells) -> None:
        """Opens a task that only its O and P codes tell, the task cell being empty (quirk 15)."""
        task = self._task
        parents = set(tasks_told(cells))
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

    def _takes_remark(self, cells: Cells) -> bool:
        """Adds the rest of a level that a page break cuts: a remark without a digit (quirk 9) behind one with it."""
        level, task = cells.get(Column.LEVEL, Flow()), self._task
        if not task or not level or not task.blocks[-1].level or not _REMARK.fullmatch(level.compact):
            return False
        task.blocks[-1].level = joined([task.blocks[-1].level, level])
        return True

    def _block_for(self, task: TaskDraft, level: Flow, cells: Cells, *, opens_part: bool) -> BlockDraft:
        """The block that a row belongs to: a new one where the row brings a level of its own (quirk 14)."""
        block = task.blocks[-1]
        if not level:
            return block
        if not block.level and (opens_part or block.is_empty or self._completes(block, cells)):
            block.level = level
            return block
        if opens_part and level.compact == block.level.compact and not self._brings_output(cells):
            self._ledger.place(level, LABEL)
            return block
        task.blocks.append(BlockDraft(level))
        return task.blocks[-1]

    def _completes(self, block: BlockDraft, cells: Cells) -> bool:
        """Whether a row brings the level, K and S that a block lacks, and nothing else (quirk 16)."""
        brought = {column for column, flow in cells.items() if flow}
        return brought <= _LATER and not any(block.items[column] for column in _LATER & block.items.keys())

    def _brings_output(self, cells: Cells) -> bool:
        pieces = cut(cells.get(Column.OUTPUT, Flow()), Context(Column.OUTPUT))
        return bool(pieces.items) and not pieces.head

    def _add_items(self, task: TaskDraft, block: BlockDraft, column: Column, flow: Flow, *, continues: bool) -> None:
        earlier = next((items for one in reversed(task.blocks) if (items := one.items[column])), [])
        whole = _with_cut_code(earlier, flow) if continues else flow
        if whole is not flow:
            flow, continues = whole, False
            self._last_codes.pop(column, None)
        last = earlier[-1] if earlier else None
        pieces = cut(flow, Context(column, task.numbers, self._last_codes.get(column)))
        if pieces.items and (code := codes.parse(pieces.items[-1].code)):
            self._last_codes[column] = code
        lines = list(uncoded(pieces.head, last.whole if last and not last.code else None))
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
        return last.whole.ends_soft() and last in of_block and not begins_like(line, last.whole)

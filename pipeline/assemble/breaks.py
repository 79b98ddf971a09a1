"""What a page break cut, and which text behind a break belongs to what stands before it.

Rules that ask whether a row opens a page stand with the question that they answer; what they ask is told here.

A break can fall anywhere. It parts a row, a list, a name, a code; a name that is centred in its merged cell can even
stand wholly behind the break, below the codes that it names (docs/form.md, quirks 1, 2, 9, 12, 17, 23 and 50).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.assemble.apply import AddLevel, Decision, TakeBack
from pipeline.assemble.bullets import without_last_bullet
from pipeline.assemble.cases import Case, CaseRule
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft, State, TaskDraft
from pipeline.assemble.items import CodedText, Context, Cut, cut
from pipeline.assemble.rules import FormRule, first
from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.assemble.table_rows import TableRow
from pipeline.assemble.tokens import MARKS, plain
from pipeline.base.patterns import late
from pipeline.record import codes
from pipeline.record.codes import ItemCode

_CODE_BEGINNING = late(
    rf"(?:^|[{HARD}{SOFT}])[\s{MARKS}\-–—*＊]*"
    r"(?P<code>(?:T ?|[OP0] ?(?:\d{1,2} ?\.)?)(?:\d{1,2} ?\.)?\d{1,2} ?\.|(?:[TOPKA]|SS?))\s*$"
)
_CODE_REST = re.compile(r"\s*\d{1,2}(?![\dA-Z])")
"""The two halves of a code that is cut behind its letter or a dot."""
_REMARK = re.compile(r"[^\d\-－—–]+")
"""What can stand behind the digit of a level, which a dash cannot."""
_CONTINUED = late(r"\s*[(（\[［]\s*[續续接](?:上|前)?\s*頁?\s*[)）\]］]\s*\Z")
"""What is printed behind a name that goes on from the page before."""


class Meeting(NamedTuple):
    """The last row before a break and the first one behind it."""

    above: TableRow
    below: TableRow

    @property
    def names_no_task(self) -> bool:
        """Whether the row above has no codes of O and P, which tell a task, and the one below no level of its own."""
        above = self.above
        return not (above.cell(Column.OUTPUT) or above.cell(Column.INDICATOR) or self.below.cell(Column.LEVEL))

    def joined(self) -> TableRow:
        """Both rows as one."""
        return self.above.joined(self.below)


def _named(row: TableRow) -> Cut:
    return cut(row.cell(Column.TASK), Context(Column.TASK))


def _is_named_below(meeting: Meeting) -> bool:
    """A level stands above, beside a task cell that is the row's own and empty; the task's whole name stands below.

    It stands in a merged cell there, or nothing but the level fitted above: where task cells are not merged, an empty
    one beside more than a level is of the task above.
    """
    above, below = meeting.above, meeting.below
    if above.opens_part or not meeting.names_no_task:
        return False
    is_nameless = Column.TASK in above.cells and not above.cells[Column.TASK]
    texts = [column for column, text in above.cells.items() if text]
    if not (is_nameless and Column.LEVEL in texts and (below.names_more or len(texts) == 1)):
        return False
    named = _named(below)
    return bool(named.items) and not named.head


def _is_told_below(meeting: Meeting) -> bool:
    """The row above is all that its page holds of the table; it names the task that codes below are of."""
    above, below = meeting.above, meeting.below
    if not above.opens_part or not meeting.names_no_task or below.cell(Column.TASK):
        return False
    numbers = [code.numbers for item in _named(above).items if (code := codes.parse(item.code))]
    told = below.tasks_told
    return bool(told) and all(task in numbers for task in told)


def _goes_on_unseen(named: TableRow, below: TableRow) -> bool:
    """Whether text stands in a task cell that is no task's: the row has codes of the task above and no level.

    Extracted text need not tell of a page break, nor repeat the header behind it.
    """
    if below.opens_part or not below.cell(Column.TASK) or below.cell(Column.LEVEL):
        return False
    above = {code.numbers for item in _named(named).items if (code := codes.parse(item.code))}
    return bool(above) and set(below.tasks_told) <= above and bool(below.tasks_told) and not _named(below).items


ROW_RULES: tuple[FormRule[Meeting, TableRow], ...] = (
    FormRule("50", "name-behind-the-break", _is_named_below, Meeting.joined),
    FormRule("50", "codes-behind-the-break", _is_told_below, Meeting.joined),
)


def rejoined(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """The rows, those made one that a break parts in such a way that neither half tells the task alone.

    Tells of every row whether a break follows it; a break that leaves no sign is told by the codes on both sides.
    """
    row: TableRow | None = None
    named: TableRow | None = None
    for printed in rows:
        below = replace(printed, opens_part=True) if named and _goes_on_unseen(named, printed) else printed
        if below.cell(Column.TASK):
            named = below if not below.opens_part or _named(below).items else named
        rule = first(ROW_RULES, Meeting(row, below)) if row and below.opens_part else None
        if row and rule:
            whole = rule.then(Meeting(row, below))
            row = whole.credited(str(rule), row.cell(Column.TASK), below.cell(Column.TASK))
            continue
        if row:
            yield replace(row, closes_part=below.opens_part)
        row = below
    if row:
        yield row


class WholeCode(NamedTuple):
    """A code that a break cut, put together: what stays of the item before it, and the text that begins with it."""

    before: ItemDraft | None
    text: Span


def whole_code(last: ItemDraft | None, text: Span) -> WholeCode | None:
    """The code whose beginning stands behind (or as) the ``last`` item and whose rest begins ``text`` (quirk 23)."""
    if not last or not _CODE_REST.match(plain(text.text)):
        return None
    line = max(0, *(last.whole.text.rstrip().rfind(end) for end in (HARD, SOFT)))
    beginning = _CODE_BEGINNING.search(plain(last.whole.text[line:]))
    if not beginning:
        return None
    if not last.body:
        return WholeCode(None, last.whole.strip() + text.strip())
    start = line + beginning.start("code")
    code = last.whole.cut(start).strip()
    body = without_last_bullet(last.body.cut(0, len(last.body) - len(code))).strip()
    kept = last._replace(body=body, whole=last.whole.cut(0, start))
    return WholeCode(kept, code + text.strip())


def is_rest_of_level(state: State, row: TableRow) -> bool:
    """Whether a level cell at the top of a page holds but the remark to the level before it (quirk 9)."""
    level, task = row.cell(Column.LEVEL), state.task
    if not row.opens_part or not level or not task:
        return False
    return bool(task.blocks[-1].level) and _REMARK.fullmatch(level.compact) is not None


def is_owed(state: State, column: Column, text: Span) -> bool:
    """Whether a text is the rest of a name that was printed again and cut by the break."""
    rest = state.owed.get(column, "")
    return bool(rest) and codes.comparable(text.normalized()) == rest


def rest_of_repeat(head: ItemDraft, item: CodedText, *, may_be_cut: bool) -> str | None:
    """What is still to come of ``head``, which ``item`` prints again; ``None`` if ``item`` is another one.

    It can be printed again without its name, with it, or, if it ``may_be_cut``, with the beginning of it; a remark may
    say that it is continued.
    """
    if head.code != item.code or head.is_endless:
        return None
    known, printed = head.body.normalized(), item.body.normalized()
    if not _CONTINUED.search(known):
        printed = _CONTINUED.sub("", printed)
    known, name = codes.comparable(known), codes.comparable(printed)
    if not (known.startswith(name) if may_be_cut else name in ("", known)):
        return None
    return known[len(name) :] if name else ""


def tasks_before(state: State, number: ItemCode | None) -> int:
    """How many of the last tasks before a break are of the duty ``number``, whose cell stands behind it."""
    tasks = state.duty.tasks if state.duty and number else ()
    count = 0
    while number and count < len(tasks) and _belongs(tasks[-1 - count], number):
        count += 1
    return count


def _belongs(task: TaskDraft, duty: ItemCode) -> bool:
    """Whether all of a task's codes are of ``duty``."""
    return bool(task.numbers) and all(number.belongs_to(duty) for number in task.numbers)


def list_goes_on(task: TaskDraft, row: TableRow, items: Sequence[CodedText], *, has_head: bool) -> bool:
    """Whether the tasks on a page's first row belong to the cell that the break cut (quirk 12)."""
    new = [code.numbers for item in items if (code := codes.parse(item.code))]
    told = row.tasks_told
    if any(parent in new for parent in told):
        return False
    if told and all(task.is_named_by(parent) for parent in told):
        return True
    if not row.cell(Column.LEVEL) and (has_head or not told or any(block.level for block in task.blocks)):
        return True
    return not _scopes(task).isdisjoint(new)


def _scopes(task: TaskDraft) -> set[tuple[int, ...]]:
    """The tasks that scope tags behind the knowledge and skills of a cell name: all are of that cell."""
    shared = (item for block in task.blocks for column in (Column.KNOWLEDGE, Column.SKILL) for item in block.of(column))
    tags = (codes.parse(tag) for item in shared for tag in codes.scope(item.body.normalized()))
    return {tag.numbers for tag in tags if tag}


REST_OF_LEVEL: tuple[CaseRule, ...] = (
    FormRule(
        "9",
        "remark-behind-the-break",
        lambda case: is_rest_of_level(case.state, case.row),
        lambda case: Decision((AddLevel(case.cell),), case.row.without(Column.LEVEL)),
    ),
)


def task_cells(state: State, row: TableRow) -> Iterator[Case]:
    """The task cell behind a break."""
    if row.cell(Column.TASK) and row.opens_part:
        yield Case(state, row, Column.TASK)


def code_cells(column: Column) -> Callable[[State, TableRow], Iterator[Case]]:
    """What gives the cell of a column in a row that goes on with the task above."""

    def cases(state: State, row: TableRow) -> Iterator[Case]:
        if row.cell(column) and (case := Case(state, row, column)).goes_on:
            yield case

    return cases


def _put_together(case: Case) -> Decision:
    whole = whole_code(case.last, case.cell)
    if whole is None:
        return Decision()
    return Decision((TakeBack(case.column, whole.before),), case.row.with_cell(case.column, whole.text))


CUT_CODE: tuple[CaseRule, ...] = (
    FormRule(
        "23",
        "code-cut-by-the-break",
        lambda case: whole_code(case.last, case.cell) is not None,
        _put_together,
    ),
)

"""What a row of the competence table says: one table of named rules a question, the first rule that fits answers.

The questions are asked in the order of ``QUESTIONS``, each of the state as the answers before leave it. Codes decide
what belongs together; a row whose task cell is empty goes on with the task above, a cell that begins without a code
with the last item of its column. Nothing here changes anything: ``apply`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.assemble import breaks
from pipeline.assemble.apply import (
    AddItems,
    AddLevel,
    AddTasks,
    Decision,
    ExtendDuty,
    ExtendItem,
    ExtendTask,
    Label,
    NameDuty,
    NameTask,
    OpenBlock,
    OpenDuty,
    OpenTask,
    Step,
    TakeBack,
)
from pipeline.assemble.drafts import CONTENT, ItemDraft, State, names
from pipeline.assemble.items import Column, Context, Item, begins_like, cut, uncoded, unmarked
from pipeline.assemble.rules import Rule, first
from pipeline.assemble.spans import Span
from pipeline.assemble.table_rows import TableRow
from pipeline.record import codes
from pipeline.record.codes import ItemCode

_NOTHING = Span()
_LATER = {Column.LEVEL, Column.KNOWLEDGE, Column.SKILL}


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: a part of a cell, in its row, below the table so far.

    ``text`` stands before the first code, or is the whole cell; ``items`` are codes with what follows them.
    """

    state: State
    row: TableRow
    column: Column
    text: Span = _NOTHING
    items: tuple[Item, ...] = ()

    @property
    def cell(self) -> Span:
        """The whole cell."""
        return self.row.cell(self.column)

    @property
    def heads(self) -> tuple[ItemDraft, ...]:
        """The items as drafts."""
        return tuple(map(ItemDraft.of, self.items))

    @property
    def last(self) -> ItemDraft | None:
        """The last item above, of the same column."""
        task = self.state.task
        if self.column is Column.TASK:
            return task.heads[-1] if task and task.heads else None
        return task.last(self.column) if task else None

    @property
    def goes_on(self) -> bool:
        """Whether the row goes on with the task above, so that its cells may begin in the middle of an item."""
        if self.state.is_new or not self.state.task or self.column in self.row.complete:
            return False
        row = self.row
        return row.opens_part or not (row.cell(Column.TASK) or row.cell(Column.LEVEL))

    @property
    def lines(self) -> list[Span]:
        """The uncoded text as the items of a list."""
        last = self.last
        return list(uncoded(self.text, last.whole if last and not last.code else None))


CaseRule = Rule[Case, Decision]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a row answers: the parts of it to look at, and the rules that know."""

    cases: Callable[[State, TableRow], Iterable[Case]]
    rules: Callable[[], tuple[CaseRule, ...]]


def decide(question: Question, case: Case) -> Decision:
    """What the first rule that fits says; nothing is to be done where none does."""
    rule = first(question.rules(), case)
    if rule is None:
        return Decision()
    decision = rule.then(case)
    return replace(decision, rule=str(rule), placed=_texts(case)) if rule.is_special else decision


def _texts(case: Case) -> tuple[Span, ...]:
    """What a special rule placed: the part that it looked at; the codes that told it, if the cell is empty."""
    if case.text:
        return (case.text,)
    if case.items:
        return tuple(item.whole for item in case.items)
    return (case.cell,) if case.cell else tuple(case.row.cell(column) for column in (Column.OUTPUT, Column.INDICATOR))


def _do(*steps: Step) -> Decision:
    return Decision(steps)


# Whether a level cell is but the rest of the level before the break.


def _level_cells(state: State, row: TableRow) -> Iterator[Case]:
    if row.cell(Column.LEVEL):
        yield Case(state, row, Column.LEVEL)


REST_OF_LEVEL: tuple[CaseRule, ...] = (
    Rule(
        "9",
        "remark-behind-the-break",
        lambda case: breaks.is_rest_of_level(case.state, case.row),
        lambda case: Decision((AddLevel(case.cell),), case.row.without(Column.LEVEL)),
    ),
)


# Which duty the row is of.


def _duty_parts(state: State, row: TableRow) -> Iterator[Case]:
    duty = state.duty
    known = names([duty.head] if duty else [])
    pieces = cut(row.cell(Column.DUTY), Context(Column.DUTY, last=duty.number if duty else None, known=known))
    if pieces.head:
        yield Case(state, row, Column.DUTY, text=pieces.head)
    for item in pieces.items:
        yield Case(state, row, Column.DUTY, items=(item,))


def _repeats_name(case: Case) -> bool:
    duty = case.state.duty
    if not case.text or not duty:
        return False
    return codes.same_name(duty.head.body.normalized(), case.text.normalized())


def _is_of_duty(case: Case) -> bool:
    """Whether the codes of the row say that it is of the present duty."""
    pieces = cut(case.row.cell(Column.TASK), Context(Column.TASK))
    told = [code.parent for item in pieces.items if (code := codes.parse(item.code))]
    told += [parent[:1] for parent in case.row.tasks_told]
    number = case.state.duty.number if case.state.duty else None
    return number is not None and bool(told) and all(duty == number.numbers for duty in told)


def _names_duty(case: Case) -> bool:
    duty = case.state.duty
    return bool(case.items) and duty is not None and duty.derived and duty.head.code in (None, case.items[0].code)


def _rest_of_duty(case: Case) -> str | None:
    duty = case.state.duty
    if not case.items or not duty:
        return None
    return breaks.rest_of_repeat(duty.head, case.items[0], may_be_cut=case.row.closes_part)


def _taken(case: Case) -> int:
    if not case.items or not case.row.opens_part:
        return 0
    return breaks.tasks_before(case.state, codes.parse(case.items[0].code))


DUTY_RULES: tuple[CaseRule, ...] = (
    Rule(
        "17",
        "rest-of-a-duty-printed-again",
        lambda case: bool(case.text) and breaks.is_owed(case.state, Column.DUTY, case.text),
        lambda case: _do(Label(Column.DUTY, case.text)),
    ),
    Rule("17", "duty-name-printed-again", _repeats_name, lambda case: _do(Label(Column.DUTY, case.text))),
    Rule(
        "50",
        "duty-name-cut-by-the-break",
        lambda case: bool(case.text and case.state.duty) and case.row.opens_part,
        lambda case: _do(ExtendDuty(case.text)),
    ),
    Rule(
        "17",
        "duty-name-over-the-rows-of-its-tasks",
        lambda case: bool(case.text) and _is_of_duty(case),
        lambda case: _do(ExtendDuty(case.text)),
    ),
    Rule(
        "24",
        "duty-without-code",
        lambda case: bool(case.text),
        lambda case: _do(OpenDuty(ItemDraft.uncoded(case.text.strip(), case.text))),
    ),
    Rule("17", "duty-behind-its-tasks", _names_duty, lambda case: _do(NameDuty(case.heads[0]))),
    Rule(
        "17",
        "duty-printed-again",
        lambda case: _rest_of_duty(case) is not None,
        lambda case: _do(Label(Column.DUTY, case.items[0].whole, _rest_of_duty(case) or "")),
    ),
    Rule(
        "50",
        "duty-behind-the-break-takes-its-tasks",
        lambda case: _taken(case) > 0,
        lambda case: _do(OpenDuty(case.heads[0], takes=_taken(case))),
    ),
    Rule("1.1", "new-duty", lambda case: bool(case.items), lambda case: _do(OpenDuty(case.heads[0]))),
)


# Whether the cell begins in the middle of a code.


def _task_cells(state: State, row: TableRow) -> Iterator[Case]:
    if row.cell(Column.TASK) and row.opens_part:
        yield Case(state, row, Column.TASK)


def _code_in(column: Column) -> Callable[[State, TableRow], Iterator[Case]]:
    def cases(state: State, row: TableRow) -> Iterator[Case]:
        case = Case(state, row, column)
        if case.cell and case.goes_on:
            yield case

    return cases


def _put_together(case: Case) -> Decision:
    whole = breaks.whole_code(case.last, case.cell)
    if whole is None:
        return Decision()
    return Decision((TakeBack(case.column, whole.before),), case.row.with_cell(case.column, whole.text))


CUT_CODE: tuple[CaseRule, ...] = (
    Rule(
        "23",
        "code-cut-by-the-break",
        lambda case: breaks.whole_code(case.last, case.cell) is not None,
        _put_together,
    ),
)


# Which task the row is of.


def _task_parts(state: State, row: TableRow) -> Iterator[Case]:
    duty, task = state.duty, state.task
    context = Context(
        Column.TASK,
        last=task.numbers[-1] if task and task.numbers else None,
        duty=duty.number if duty else None,
        known=names(task.heads if task else ()),
    )
    pieces = cut(row.cell(Column.TASK), context)
    if pieces.head:
        yield Case(state, row, Column.TASK, text=pieces.head)
    yield Case(state, row, Column.TASK, items=pieces.items)


def _is_cut_name(case: Case) -> bool:
    return bool(case.text) and case.row.opens_part and case.last is not None


def _is_whole_cell(case: Case) -> bool:
    return bool(case.text) and len(case.text) == len(case.cell)


def _own_duty(state: State, number: ItemCode | None) -> tuple[Step, ...]:
    """Opens the duty that a new task needs, where none is printed that could be its own."""
    duty = state.duty
    if duty is None or (number and duty.derived and duty.number and number.parent != duty.number.numbers):
        return (OpenDuty(ItemDraft.told(f"T{number.numbers[0]}" if number else None), derived=True),)
    return ()


def _number(case: Case) -> ItemCode | None:
    return codes.parse(case.items[0].code) if case.items else None


def _told_task(case: Case) -> tuple[int, ...] | None:
    """The task that only the row's O and P codes tell, its cell being empty."""
    task = case.state.task
    if case.text or case.items or case.cell or (task and not task.numbers):
        return None
    parents = set(case.row.tasks_told)
    if len(parents) != 1:
        return None
    (parent,) = parents
    known = {number.numbers for other in case.state.tasks() for number in other.numbers}
    return None if parent in known else parent


def _open_told(case: Case) -> Decision:
    duty_number, number = _told_task(case) or (0, 0)
    duty = case.state.duty
    opened: tuple[Step, ...] = ()
    if duty is None or (duty.number and duty.number.numbers != (duty_number,)):
        opened = (OpenDuty(ItemDraft.told(f"T{duty_number}"), derived=True),)
    return _do(*opened, OpenTask((ItemDraft.told(f"T{duty_number}.{number}"),), derived=True))


def _names_task(case: Case) -> bool:
    task = case.state.task
    return (
        bool(case.items)
        and case.row.opens_part
        and task is not None
        and task.derived
        and task.heads[0].code == case.items[0].code
    )


def _repeated_tasks(case: Case) -> list[str] | None:
    """What is still to come of every name, if all of the row's tasks are printed again."""
    known = {head.code: head for head in (case.state.task.heads if case.state.task else ())}
    rests: list[str] = []
    for item in case.items:
        may_be_cut = case.row.closes_part and item is case.items[-1]
        head = known.get(item.code)
        rest = breaks.rest_of_repeat(head, item, may_be_cut=may_be_cut) if head else None
        if rest is None:
            return None
        rests.append(rest)
    return rests or None


def _task_labels(case: Case) -> Decision:
    rests = _repeated_tasks(case) or []
    return _do(*(Label(Column.TASK, item.whole, rest) for item, rest in zip(case.items, rests, strict=True)))


def _list_goes_on(case: Case) -> bool:
    task = case.state.task
    if not case.items or not case.row.opens_part or task is None:
        return False
    has_head = case.cell.text[: case.items[0].start].strip() != ""
    return breaks.list_goes_on(task, case.row, case.items, has_head=has_head)


TASK_RULES: tuple[CaseRule, ...] = (
    Rule(
        "17",
        "rest-of-a-task-printed-again",
        lambda case: bool(case.text) and breaks.is_owed(case.state, Column.TASK, case.text),
        lambda case: _do(Label(Column.TASK, case.text)),
    ),
    Rule("1", "task-name-cut-by-the-break", _is_cut_name, lambda case: _do(ExtendTask(case.text))),
    Rule(
        "24",
        "task-without-code",
        _is_whole_cell,
        lambda case: _do(*_own_duty(case.state, None), OpenTask((ItemDraft.uncoded(case.text.strip(), case.text),))),
    ),
    Rule("15", "task-told-by-codes", lambda case: _told_task(case) is not None, _open_told),
    Rule(
        "16",
        "content-before-its-task",
        lambda case: not (case.text or case.items or case.state.task),
        lambda case: _do(*_own_duty(case.state, None), OpenTask()),
    ),
    Rule("50", "told-task-named-behind-the-break", _names_task, lambda case: _do(NameTask(case.heads))),
    Rule("17", "task-printed-again", lambda case: _repeated_tasks(case) is not None, _task_labels),
    Rule(
        "16",
        "task-behind-its-content",
        lambda case: bool(case.items and case.state.task) and case.last is None,
        lambda case: _do(AddTasks(case.heads)),
    ),
    Rule("12", "list-of-tasks-cut-by-the-break", _list_goes_on, lambda case: _do(AddTasks(case.heads))),
    Rule(
        "17",
        "duty-told-by-its-task",
        lambda case: bool(case.items and _own_duty(case.state, _number(case))),
        lambda case: _do(*_own_duty(case.state, _number(case)), OpenTask(case.heads)),
    ),
    Rule(
        "1.1",
        "new-task",
        lambda case: bool(case.items and case.state.duty),
        lambda case: _do(OpenTask(case.heads)),
    ),
)


# Which block of the task the row is of.


def _completes(case: Case) -> bool:
    """Whether the row brings the level, K and S that the block lacks, and nothing else."""
    task = case.state.task
    block = task.blocks[-1] if task else None
    brought = {column for column, text in case.row.cells.items() if text}
    if block is None or block.level or not brought <= _LATER:
        return False
    return not any(block.of(column) for column in (Column.KNOWLEDGE, Column.SKILL))


def _lacks_level(case: Case) -> bool:
    return case.state.task is not None and not case.state.task.blocks[-1].level


def _is_first(case: Case) -> bool:
    return case.state.task is not None and case.state.task.blocks[-1].is_empty


def _brings_output(case: Case) -> bool:
    pieces = cut(case.row.cell(Column.OUTPUT), Context(Column.OUTPUT))
    return bool(pieces.items) and not pieces.head


def _repeats_level(case: Case) -> bool:
    task = case.state.task
    return case.row.opens_part and task is not None and case.cell.compact == task.blocks[-1].level.compact


def _add_level(case: Case) -> Decision:
    return _do(AddLevel(case.cell))


LEVEL_RULES: tuple[CaseRule, ...] = (
    Rule("1.1", "level-of-the-task", _is_first, _add_level),
    Rule("50", "level-behind-the-break", lambda case: _lacks_level(case) and case.row.opens_part, _add_level),
    Rule("16", "level-behind-its-task", _completes, _add_level),
    Rule(
        "14",
        "output-behind-the-break-with-its-level",
        lambda case: _repeats_level(case) and _brings_output(case),
        lambda case: _do(OpenBlock(case.cell)),
    ),
    Rule("1", "level-printed-again", _repeats_level, lambda case: _do(Label(Column.LEVEL, case.cell))),
    Rule("14", "another-level", lambda case: True, lambda case: _do(OpenBlock(case.cell))),
)


# Which items the row brings.


def _content(column: Column) -> Callable[[State, TableRow], Iterator[Case]]:
    def cases(state: State, row: TableRow) -> Iterator[Case]:
        cell = row.cell(column)
        if cell:
            task = state.task
            context = Context(column, task.numbers if task else (), state.last_codes.get(column))
            pieces = cut(cell, context)
            yield Case(state, row, column, pieces.head, pieces.items)

    return cases


def _is_tail(case: Case) -> bool:
    return bool(case.text) and case.goes_on and case.last is not None and case.last.code is not None


def _is_uncoded_tail(case: Case) -> bool:
    """Whether text runs on from the full line of an uncoded item of the same block."""
    last, task = case.last, case.state.task
    if not (case.text and case.goes_on and task and last) or last.code is not None:
        return False
    return (
        last.whole.ends_soft()
        and last in task.blocks[-1].of(case.column)
        and not begins_like(case.lines[0], last.whole)
    )


def _add(case: Case, lines: Iterable[Span]) -> Step:
    last = codes.parse(case.items[-1].code) if case.items else None
    uncoded_items = (ItemDraft.uncoded(unmarked(line), line) for line in lines)
    return AddItems(case.column, (*uncoded_items, *case.heads), last)


ITEM_RULES: tuple[CaseRule, ...] = (
    Rule("2", "tail-of-an-item", _is_tail, lambda case: _do(ExtendItem(case.column, case.text), _add(case, ()))),
    Rule(
        "2",
        "tail-of-an-item-without-code",
        _is_uncoded_tail,
        lambda case: _do(ExtendItem(case.column, case.lines[0]), _add(case, case.lines[1:])),
    ),
    Rule("24", "items-without-code", lambda case: bool(case.text), lambda case: _do(_add(case, case.lines))),
    Rule("1.1", "items", lambda case: bool(case.items), lambda case: _do(_add(case, ()))),
)


QUESTIONS: tuple[Question, ...] = (
    Question(_level_cells, lambda: REST_OF_LEVEL),
    Question(_duty_parts, lambda: DUTY_RULES),
    Question(_task_cells, lambda: CUT_CODE),
    Question(_task_parts, lambda: TASK_RULES),
    Question(_level_cells, lambda: LEVEL_RULES),
    *(
        question
        for column in CONTENT
        for question in (
            Question(_code_in(column), lambda: CUT_CODE),
            Question(_content(column), lambda: ITEM_RULES),
        )
    ),
)

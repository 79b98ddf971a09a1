"""Which task a row is of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble import breaks
from pipeline.assemble.apply import AddTasks, Decision, ExtendTask, NameTask, OpenDuty, OpenTask, PrintedAgain, Step
from pipeline.assemble.cases import Case, CaseRule, do
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft, State, names
from pipeline.assemble.items import Context, cut
from pipeline.assemble.rules import FormRule
from pipeline.assemble.table_rows import TableRow
from pipeline.record import codes
from pipeline.record.codes import ItemCode


def task_parts(state: State, row: TableRow) -> Iterator[Case]:
    """The uncoded beginning of the task cell, and all tasks in it together."""
    cell = row.cell(Column.TASK)
    if not cell:
        yield Case(state, row, Column.TASK)
        return
    duty, task = state.duty, state.task
    context = Context(
        Column.TASK,
        last=task.numbers[-1] if task and task.numbers else None,
        duty=duty.number if duty else None,
        known=names(task.heads if task else ()),
        codebook=state.codebooks.get(Column.TASK, Codebook()),
    )
    pieces = cut(cell, context)
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
    if duty is None or (number and duty.derived and duty.number and not number.belongs_to(duty.number)):
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
    if task and task.is_named_by(parent):
        return None
    known = {number.numbers for other in case.state.tasks() for number in other.numbers}
    return None if parent in known else parent


def _open_told(case: Case) -> Decision:
    parent = _told_task(case) or ()
    duty = case.state.duty
    opened: tuple[Step, ...] = ()
    if duty is None or (duty.number and duty.number.numbers != parent[:1]):
        opened = (OpenDuty(ItemDraft.told(f"T{parent[0]}"), derived=True),)
    return do(*opened, OpenTask((ItemDraft.told("T" + ".".join(map(str, parent))),), derived=True))


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
    return do(*(PrintedAgain(Column.TASK, item.whole, rest) for item, rest in zip(case.items, rests, strict=True)))


def _list_goes_on(case: Case) -> bool:
    task = case.state.task
    if not case.items or not case.row.opens_part or task is None:
        return False
    has_head = case.cell.text[: case.items[0].start].strip() != ""
    return breaks.list_goes_on(task, case.row, case.items, has_head=has_head)


TASK_RULES: tuple[CaseRule, ...] = (
    FormRule(
        "17",
        "rest-of-a-task-printed-again",
        lambda case: bool(case.text) and breaks.is_owed(case.state, Column.TASK, case.text),
        lambda case: do(PrintedAgain(Column.TASK, case.text)),
    ),
    FormRule("1", "task-name-cut-by-the-break", _is_cut_name, lambda case: do(ExtendTask(case.text))),
    FormRule(
        "24",
        "task-without-code",
        _is_whole_cell,
        lambda case: do(*_own_duty(case.state, None), OpenTask((ItemDraft.uncoded(case.text.strip(), case.text),))),
    ),
    FormRule("15", "task-told-by-codes", lambda case: _told_task(case) is not None, _open_told),
    FormRule(
        "16",
        "content-before-its-task",
        lambda case: not (case.text or case.items or case.state.task),
        lambda case: do(*_own_duty(case.state, None), OpenTask()),
    ),
    FormRule("50", "told-task-named-behind-the-break", _names_task, lambda case: do(NameTask(case.heads))),
    FormRule("17", "task-printed-again", lambda case: _repeated_tasks(case) is not None, _task_labels),
    FormRule(
        "16",
        "task-behind-its-content",
        lambda case: bool(case.items and case.state.task) and case.last is None,
        lambda case: do(AddTasks(case.heads)),
    ),
    FormRule("12", "list-of-tasks-cut-by-the-break", _list_goes_on, lambda case: do(AddTasks(case.heads))),
    FormRule(
        "17",
        "duty-told-by-its-task",
        lambda case: bool(case.items and _own_duty(case.state, _number(case))),
        lambda case: do(*_own_duty(case.state, _number(case)), OpenTask(case.heads)),
    ),
    FormRule(
        "1.1",
        "new-task",
        lambda case: bool(case.items and case.state.duty),
        lambda case: do(OpenTask(case.heads)),
    ),
)

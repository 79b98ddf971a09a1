"""Carries decisions out: the steps that a decision is made of, and what each does to the state.

A step knows no rule. All that is concluded stands in the tables of rules.
"""

from __future__ import annotations

from functools import singledispatch
from typing import NamedTuple

from pipeline.assemble.column_codes import Column
from pipeline.assemble.coverage import LABEL, Coverage
from pipeline.assemble.drafts import BlockDraft, DutyDraft, ItemDraft, State, TaskDraft
from pipeline.assemble.spans import Span, joined
from pipeline.assemble.table_rows import TableRow
from pipeline.record.codes import ItemCode


class PrintedAgain(NamedTuple):
    """Text that is in the record already, printed once more; ``rest`` of it will follow on the next page."""

    column: Column
    text: Span
    rest: str = ""


class OpenDuty(NamedTuple):
    """A new duty, which takes over the last tasks of the present one, as many as ``takes`` says."""

    head: ItemDraft
    derived: bool = False
    takes: int = 0


class NameDuty(NamedTuple):
    """The printed head of a duty that was only told by its tasks."""

    head: ItemDraft


class ExtendDuty(NamedTuple):
    """More of the present duty's name."""

    text: Span


class OpenTask(NamedTuple):
    """A new task cell."""

    heads: tuple[ItemDraft, ...] = ()
    derived: bool = False


class NameTask(NamedTuple):
    """The printed heads of a task that was only told by codes of O and P."""

    heads: tuple[ItemDraft, ...]


class AddTasks(NamedTuple):
    """More tasks of the present cell."""

    heads: tuple[ItemDraft, ...]


class ExtendTask(NamedTuple):
    """More of the last name in the present task cell."""

    text: Span


class OpenBlock(NamedTuple):
    """A new block of the present task."""

    level: Span


class AddLevel(NamedTuple):
    """The level of the present block, or more of it."""

    level: Span


class TakeBack(NamedTuple):
    """Puts ``item``, if any, in the place of the last one of ``column``: a page break cut a code behind it."""

    column: Column
    item: ItemDraft | None


class ExtendItem(NamedTuple):
    """More of the last item in ``column``."""

    column: Column
    text: Span


class AddItems(NamedTuple):
    """Items of the present block; ``last`` is the last code among them."""

    column: Column
    items: tuple[ItemDraft, ...]
    last: ItemCode | None = None


Step = (
    PrintedAgain
    | OpenDuty
    | NameDuty
    | ExtendDuty
    | OpenTask
    | NameTask
    | AddTasks
    | ExtendTask
    | OpenBlock
    | AddLevel
    | TakeBack
    | ExtendItem
    | AddItems
)


class Decision(NamedTuple):
    """What is done with a part of a row.

    ``row`` is the row as later questions see it, where the decision takes text out of a cell or puts some into it.
    ``rule`` names the special rule behind it and ``placed`` the text that was placed by it.
    """

    steps: tuple[Step, ...] = ()
    row: TableRow | None = None
    rule: str | None = None
    placed: tuple[Span, ...] = ()


def apply(state: State, decision: Decision, coverage: Coverage) -> State:
    """The state after a decision; what is placed is noted in ``coverage``."""
    for step in decision.steps:
        if isinstance(step, PrintedAgain):
            coverage.assign(step.text, LABEL)
        state = _after(step, state)
    if decision.rule:
        for text in decision.placed:
            coverage.credit(text, decision.rule)
    return state


@singledispatch
def _after(step: Step, state: State) -> State:
    raise TypeError(step)


@_after.register
def _(step: PrintedAgain, state: State) -> State:
    return state._replace(owed={**state.owed, step.column: step.rest})


@_after.register
def _(step: OpenDuty, state: State) -> State:
    taken: tuple[TaskDraft, ...] = ()
    if step.takes and state.duty:
        tasks = state.duty.tasks
        taken = tasks[-step.takes :]
        state = state.with_duty(state.duty._replace(tasks=tasks[: -step.takes]))
    return _paid(state, Column.DUTY)._replace(duties=(*state.duties, DutyDraft(step.head, taken, step.derived)))


@_after.register
def _(step: NameDuty, state: State) -> State:
    return state.with_duty(state.duties[-1]._replace(head=step.head, derived=False))


@_after.register
def _(step: ExtendDuty, state: State) -> State:
    duty = state.duties[-1]
    return _paid(state.with_duty(duty._replace(head=duty.head.extended(step.text))), Column.DUTY)


@_after.register
def _(step: OpenTask, state: State) -> State:
    duty = state.duties[-1]
    task = TaskDraft(step.heads, derived=step.derived)
    return _paid(state.with_duty(duty._replace(tasks=(*duty.tasks, task))), Column.TASK)._replace(is_new=True)


@_after.register
def _(step: NameTask, state: State) -> State:
    return state.with_task(_task(state)._replace(heads=step.heads, derived=False))


@_after.register
def _(step: AddTasks, state: State) -> State:
    task = _task(state)
    return state.with_task(task._replace(heads=(*task.heads, *step.heads)))


@_after.register
def _(step: ExtendTask, state: State) -> State:
    task = _task(state)
    heads = (*task.heads[:-1], task.heads[-1].extended(step.text))
    return _paid(state.with_task(task._replace(heads=heads)), Column.TASK)


@_after.register
def _(step: OpenBlock, state: State) -> State:
    task = _task(state)
    return state.with_task(task._replace(blocks=(*task.blocks, BlockDraft(step.level))))


@_after.register
def _(step: AddLevel, state: State) -> State:
    task = _task(state)
    block = task.blocks[-1]
    level = joined([block.level, step.level])
    return state.with_task(task._replace(blocks=(*task.blocks[:-1], BlockDraft(level, block.items))))


@_after.register
def _(step: TakeBack, state: State) -> State:
    kept = (step.item,) if step.item else ()
    if step.column is Column.TASK:
        task = _task(state)
        return state.with_task(task._replace(heads=(*task.heads[:-1], *kept)))
    last_codes = {column: code for column, code in state.last_codes.items() if column is not step.column}
    return _with_last(state, step.column, kept)._replace(last_codes=last_codes)


@_after.register
def _(step: ExtendItem, state: State) -> State:
    last = _task(state).last(step.column)
    return _with_last(state, step.column, (last.extended(step.text),)) if last else state


@_after.register
def _(step: AddItems, state: State) -> State:
    task = _task(state)
    block = task.blocks[-1]
    if step.items:
        block = block.with_items(step.column, (*block.of(step.column), *step.items))
        state = state.with_task(task._replace(blocks=(*task.blocks[:-1], block)))
    return state._replace(last_codes={**state.last_codes, step.column: step.last}) if step.last else state


def _task(state: State) -> TaskDraft:
    return state.duties[-1].tasks[-1]


def _paid(state: State, column: Column) -> State:
    """The state in which nothing of a name in ``column`` is awaited any more."""
    return state._replace(owed={**state.owed, column: ""}) if state.owed.get(column) else state


def _with_last(state: State, column: Column, items: tuple[ItemDraft, ...]) -> State:
    """``state`` with ``items`` in the place of the last item of ``column``."""
    task = _task(state)
    at = next(number for number in range(len(task.blocks) - 1, -1, -1) if task.blocks[number].of(column))
    block = task.blocks[at]
    changed = block.with_items(column, (*block.of(column)[:-1], *items))
    return state.with_task(task._replace(blocks=(*task.blocks[:at], changed, *task.blocks[at + 1 :])))

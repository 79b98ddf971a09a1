"""Which duty a row is of."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble import breaks
from pipeline.assemble.apply import ExtendDuty, NameDuty, OpenDuty, PrintedAgain
from pipeline.assemble.cases import Case, CaseRule, do
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft, State, names
from pipeline.assemble.items import Context, cut
from pipeline.assemble.rules import FormRule
from pipeline.assemble.table_rows import TableRow
from pipeline.record import codes


def duty_parts(state: State, row: TableRow) -> Iterator[Case]:
    """The uncoded beginning of the duty cell, and every duty in it."""
    cell = row.cell(Column.DUTY)
    if not cell:
        return
    duty = state.duty
    known = names([duty.head] if duty else [])
    context = Context(
        Column.DUTY,
        last=duty.number if duty else None,
        known=known,
        codebook=state.codebooks.get(Column.DUTY, Codebook()),
    )
    pieces = cut(cell, context)
    if pieces.head:
        yield Case(state, row, Column.DUTY, text=pieces.head)
    for item in pieces.items:
        yield Case(state, row, Column.DUTY, items=(item,))


def _repeats_name(case: Case) -> bool:
    duty = case.state.duty
    if not case.text or not duty or duty.head.is_endless:
        return False
    return codes.same_name(duty.head.body.normalized(), case.text.normalized())


def _is_of_duty(case: Case) -> bool:
    """Whether the codes of the row say that it is of the present duty."""
    pieces = cut(case.row.cell(Column.TASK), Context(Column.TASK))
    told = [code.numbers[:1] for item in pieces.items if (code := codes.parse(item.code))]
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
    FormRule(
        "17",
        "rest-of-a-duty-printed-again",
        lambda case: bool(case.text) and breaks.is_owed(case.state, Column.DUTY, case.text),
        lambda case: do(PrintedAgain(Column.DUTY, case.text)),
    ),
    FormRule("17", "duty-name-printed-again", _repeats_name, lambda case: do(PrintedAgain(Column.DUTY, case.text))),
    FormRule(
        "50",
        "duty-name-cut-by-the-break",
        lambda case: bool(case.text and case.state.duty) and case.row.opens_part,
        lambda case: do(ExtendDuty(case.text)),
    ),
    FormRule(
        "17",
        "duty-name-over-the-rows-of-its-tasks",
        lambda case: bool(case.text) and _is_of_duty(case),
        lambda case: do(ExtendDuty(case.text)),
    ),
    FormRule(
        "24",
        "duty-without-code",
        lambda case: bool(case.text),
        lambda case: do(OpenDuty(ItemDraft.uncoded(case.text.strip(), case.text))),
    ),
    FormRule("17", "duty-behind-its-tasks", _names_duty, lambda case: do(NameDuty(case.heads[0]))),
    FormRule(
        "17",
        "duty-printed-again",
        lambda case: _rest_of_duty(case) is not None,
        lambda case: do(PrintedAgain(Column.DUTY, case.items[0].whole, _rest_of_duty(case) or "")),
    ),
    FormRule(
        "50",
        "duty-behind-the-break-takes-its-tasks",
        lambda case: _taken(case) > 0,
        lambda case: do(OpenDuty(case.heads[0], takes=_taken(case))),
    ),
    FormRule("1.1", "new-duty", lambda case: bool(case.items), lambda case: do(OpenDuty(case.heads[0]))),
)

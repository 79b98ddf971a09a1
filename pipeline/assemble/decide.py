"""What a row of the competence table says: one table of named rules a question, the first rule that fits answers.

The questions are asked in the order of ``QUESTIONS``, each of the state as the answers before leave it. Codes decide
what belongs together; a row whose task cell is empty goes on with the task above, a cell that begins without a code
with the last item of its column. Nothing here changes anything: ``apply`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.assemble import block_rules, breaks, duty_rules, task_rules
from pipeline.assemble.apply import Decision
from pipeline.assemble.cases import Case, CaseRule, level_cells
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import CONTENT, State
from pipeline.assemble.rules import first
from pipeline.assemble.spans import Span
from pipeline.assemble.table_rows import TableRow


class Question(NamedTuple):
    """A question that a row answers: the parts of it to look at, and the rules that know."""

    cases: Callable[[State, TableRow], Iterable[Case]]
    rules: Callable[[], tuple[CaseRule, ...]]


def decide(question: Question, case: Case) -> Decision:
    """What the first rule that fits says; nothing is to be done where none does."""
    rule = first(question.rules(), case)
    if rule is None:
        return Decision()
    decision = rule.then(case)
    return decision._replace(rule=str(rule), placed=_texts(case)) if rule.is_special else decision


def _texts(case: Case) -> tuple[Span, ...]:
    """What a special rule placed: the part that it looked at; the codes that told it, if the cell is empty."""
    if case.text:
        return (case.text,)
    if case.items:
        return tuple(item.whole for item in case.items)
    return (case.cell,) if case.cell else tuple(case.row.cell(column) for column in (Column.OUTPUT, Column.INDICATOR))


QUESTIONS: tuple[Question, ...] = (
    Question(level_cells, lambda: breaks.REST_OF_LEVEL),
    Question(duty_rules.duty_parts, lambda: duty_rules.DUTY_RULES),
    Question(breaks.task_cells, lambda: breaks.CUT_CODE),
    Question(task_rules.task_parts, lambda: task_rules.TASK_RULES),
    Question(level_cells, lambda: block_rules.LEVEL_RULES),
    *(
        question
        for column in CONTENT
        for question in (
            Question(breaks.code_cells(column), lambda: breaks.CUT_CODE),
            Question(block_rules.content(column), lambda: block_rules.ITEM_RULES),
        )
    ),
    Question(block_rules.merged_cells, lambda: block_rules.MERGED_RULES),
)

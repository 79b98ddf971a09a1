"""The competence table: rows to duties, tasks and level blocks (docs/form.md 1.1 part 4, quirks 1 to 17).

``table_rows`` puts cells into columns, ``breaks`` joins what a page break parts, ``decide`` says what a row means and
``apply`` does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.assemble.apply import apply
from pipeline.assemble.breaks import rejoined
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column
from pipeline.assemble.columns import HeaderColumn
from pipeline.assemble.coverage import LABEL, Coverage
from pipeline.assemble.decide import QUESTIONS, decide
from pipeline.assemble.drafts import DutyDraft, State
from pipeline.assemble.elsewhere import elsewhere
from pipeline.assemble.merged import MergedCell, with_merged
from pipeline.assemble.rows import FormRow
from pipeline.assemble.several_duties import with_duties_parted
from pipeline.assemble.survey import item_stops, stops, survey
from pipeline.assemble.table_rows import TableRow, table_rows
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED

_MOST_ROWS = 5_000
"""Rows of a competence table: fifty times those of the longest that is known here."""


class CompetenceTable(NamedTuple):
    """The competence table as put together, and what was concluded on the way: the columns whose labels are not the
    form's, what K and S tell, merged cells that a page break cut where only empty cells tell that they are one, and
    what K, S and A tell of such codes in other columns.
    """

    duties: tuple[DutyDraft, ...]
    columns: tuple[HeaderColumn, ...]
    codebooks: tuple[Codebook, ...]
    cut_cells: tuple[MergedCell, ...]
    elsewhere: Codebook


def competence(rows: Sequence[FormRow], attitudes: Sequence[FormRow], coverage: Coverage) -> CompetenceTable:
    """Duties, tasks and blocks from the rows of the competence section; ``coverage`` is told what was placed.

    The rows of the ``attitudes`` tell what codes these have.

    Raises:
        Unreadable: there are more rows than any standard has.
    """
    if len(rows) > _MOST_ROWS:
        message = _("The competence table has more than {count} rows; no standard is so long.")
        raise Unreadable(LIMIT_EXCEEDED.found("file", message.format(count=_MOST_ROWS)))
    found = table_rows(rows)
    for label in found.labels:
        coverage.assign(label, LABEL)
    merged = with_merged(found.rows)
    body = list(rejoined(with_duties_parted(merged.rows)))
    codebooks = {column: _codebook(body, column) for column in (Column.KNOWLEDGE, Column.SKILL)}
    duties, tasks = ([row.cell(column) for row in body] for column in (Column.DUTY, Column.TASK))
    heads = {Column.DUTY: stops(duties, tasks), Column.TASK: stops(tasks, duties)}
    for column in (Column.OUTPUT, Column.INDICATOR):
        heads[column] = item_stops(row.cell(column) for row in body)
    known = elsewhere(body, codebooks, (row.span for row in attitudes))
    state = State(codebooks=codebooks | heads, elsewhere=known)
    for row in body:
        for label in row.labels:
            coverage.assign(label, LABEL)
        for text, rule in row.credits:
            coverage.credit(text, rule)
        if any(row.cells.values()):
            state = _after(row, state, coverage)
    return CompetenceTable(state.duties, found.columns, tuple(codebooks.values()), merged.told, known)


def _codebook(rows: Sequence[TableRow], column: Column) -> Codebook:
    return survey((row.cell(column) for row in rows if row.cell(column)), column)


def _after(row: TableRow, state: State, coverage: Coverage) -> State:
    state = state._replace(is_new=False) if state.is_new else state
    for question in QUESTIONS:
        for case in question.cases(state, row):
            decision = decide(question, case if case.state is state else case._replace(state=state))
            state = apply(state, decision, coverage)
            row = decision.row or row
    return state

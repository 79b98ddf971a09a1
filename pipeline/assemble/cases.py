"""What the rules of the competence table look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.assemble.apply import Decision, Step
from pipeline.assemble.bullets import uncoded
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft, State
from pipeline.assemble.items import CodedText
from pipeline.assemble.rules import FormRule
from pipeline.assemble.spans import Span
from pipeline.assemble.table_rows import TableRow

_NOTHING = Span()


class Case(NamedTuple):
    """What a rule looks at: a part of a cell, in its row, below the table so far.

    ``text`` stands before the first code, or is the whole cell; ``items`` are codes with what follows them.
    """

    state: State
    row: TableRow
    column: Column
    text: Span = _NOTHING
    items: tuple[CodedText, ...] = ()

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


CaseRule = FormRule[Case, Decision]


def do(*steps: Step) -> Decision:
    """A decision of steps alone."""
    return Decision(steps)


def level_cells(state: State, row: TableRow) -> Iterator[Case]:
    """The level cell, if anything stands in it."""
    if row.cell(Column.LEVEL):
        yield Case(state, row, Column.LEVEL)

"""Tasks without a code that may be the rest of the one above: somebody typed a row as two, at the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assemble.column_codes import Column
from pipeline.assemble.coverage import Coverage
from pipeline.assemble.drafts import DutyDraft, ItemDraft, TaskDraft
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.as112_doubtful_item import RULE as DOUBTFUL_ITEM


def tasks_in_doubt(duties: Sequence[DutyDraft], coverage: Coverage) -> Iterator[Diagnostic]:
    """A finding for each task without code and level, and without a coded output or indicator, below one with a code.

    Where no task has a code, none is the rest of another by that.
    """
    for duty in duties:
        above: ItemDraft | None = None
        for task in duty.tasks:
            if not task.heads:
                continue
            head = task.heads[0]
            if head.code is None and above is not None and head.whole and _tells_nothing(task):
                message = _("“{text}” stands below {code} without a code and was read as a task; it may go on from it.")
                said = message.format(text=head.body.normalized(), code=above.code)
                place = coverage.location(head.whole)
                yield DOUBTFUL_ITEM.found(f"{above.code}/rest", said, place, severity=Severity.WARNING)
            above = task.heads[-1] if task.heads[-1].code else above


def _tells_nothing(task: TaskDraft) -> bool:
    """Whether nothing of what a task has of its own stands beside its name."""
    if any(block.level for block in task.blocks):
        return False
    own = (item for block in task.blocks for column in (Column.OUTPUT, Column.INDICATOR) for item in block.of(column))
    return not any(item.code for item in own)

"""What is said of items that may be several, and of tasks and lines that may go on from the one above (AS112)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assemble.column_codes import Column
from pipeline.assemble.coverage import Coverage
from pipeline.assemble.drafts import DutyDraft, ItemDraft, TaskDraft
from pipeline.assemble.notes import behind
from pipeline.assemble.spans import Span
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.as112_doubtful_item import RULE as DOUBTFUL_ITEM


def outputs_in_doubt(items: Sequence[ItemDraft], coverage: Coverage) -> Iterator[Diagnostic]:
    """One finding about all of them, with the first as an example."""
    if items:
        message = _(
            "Outputs without codes are wrapped over lines; each was read as one, but may be several. "
            "There are {count}; the first is “{text}”."
        ).format(count=len(items), text=items[0].body.normalized())
        yield DOUBTFUL_ITEM.found("part/competence", message, coverage.location(items[0].whole))


def notes_in_doubt(lines: Sequence[Span], coverage: Coverage) -> Iterator[Diagnostic]:
    """One finding about all of them, with the first as an example."""
    if lines:
        message = _(
            "Below a sentence that fills its line, “{text}” was read as the rest of that note; it may be another one. "
            "There are {count} such lines."
        ).format(count=len(lines), text=lines[0].normalized())
        yield DOUBTFUL_ITEM.found("part/notes", message, coverage.location(lines[0]))


def attitudes_in_doubt(drafts: Sequence[ItemDraft], coverage: Coverage) -> Iterator[Diagnostic]:
    """Gives a warning about what stands behind the last attitude and may be none of it."""
    found = behind(drafts)
    if found:
        message = _("“{text}” stands below an attitude and was read as the end of it; it may be none of it.")
        said = message.format(text=found.normalized())
        yield DOUBTFUL_ITEM.found("part/attitudes", said, coverage.location(found), severity=Severity.WARNING)


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

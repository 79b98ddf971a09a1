"""What is said of items that may be several, or of lines that may be none of the item above them (AS112)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assemble.coverage import Coverage
from pipeline.assemble.drafts import ItemDraft
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

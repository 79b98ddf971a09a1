"""A note number used twice, or out of order.

What it finds:
    Two notes with one number, or a note whose number is lower than that of a note before it. Skipped numbers
    are not reported.

Why it matters:
    A mark with a number used twice could mean either note.

Example:
    Two notes 【註2】; or 【註1】, 【註3】, 【註2】.

What to do:
    Renumber the notes together with their marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("NT304", "note-number", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every note whose number was used before, or is lower than one before."""
    seen: dict[int, Related] = {}
    highest = 0
    for note in standard.notes:
        where = subjects.location(note.at, standard.at.get("notes"))
        text = subjects.short(note.term or note.text)
        if note.number in seen:
            first = seen[note.number]
            yield RULE.found(
                f"note/{note.number}",
                _("Two notes have the number {number}: “{first}” and “{second}”; renumber one with its marks.").format(
                    number=note.number, first=first.message, second=text
                ),
                where,
                related=[first],
            )
            continue
        if note.number < highest:
            yield RULE.found(
                f"note/{note.number}",
                _("Note {number} stands after note {highest}.").format(number=note.number, highest=highest),
                where,
            )
        seen[note.number] = Related(f"note/{note.number}", text, where)
        highest = max(highest, note.number)

"""A mark without its note.

What it finds:
    A 【註N】 in any text of the document, while 說明與補充事項 has no note N. One finding for each number; all
    marks are named.

Why it matters:
    The text leans on an explanation that the document does not give.

Example:
    ``市場資訊【註5】`` in a document with four notes.

What to do:
    Look whether the note got lost or the number is misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("NT301", "note-undefined", Severity.ERROR, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every number that is marked but not explained."""
    explained = {note.number for note in standard.notes}
    marks: dict[int, list[subjects.Text]] = {}
    for text in subjects.texts(standard):
        for number in codes.note_numbers(text.text):
            if number not in explained:
                marks.setdefault(number, []).append(text)
    for number, marked in marks.items():
        yield RULE.found(
            f"note/{number}",
            _("There is no note {number}, but “{text}” is marked with it; add the note or correct the number.").format(
                number=number, text=subjects.short(marked[0].text)
            ),
            marked[0].location,
            related=[Related(text.subject, subjects.short(text.text), text.location) for text in dict.fromkeys(marked)],
        )

"""A note that no text marks.

What it finds:
    A note N of 說明與補充事項, while no text has the mark 【註N】. A mark inside the note itself does not
    count.

Why it matters:
    Nobody will find the explanation when reading what it explains.

Example:
    A fifth note, and no 【註5】 in the document.

What to do:
    Look in the published document where the mark belongs, or whether the number is misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("NT302", "note-unmarked", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every number that is explained but not marked."""
    marked: dict[int, set[str]] = {}
    for text in subjects.texts(standard):
        for number in codes.note_numbers(text.text):
            marked.setdefault(number, set()).add(text.subject)
    for number, note in {note.number: note for note in standard.notes}.items():
        if not marked.get(number, set()) - {f"note/{number}"}:
            yield RULE.found(
                f"note/{number}",
                _(
                    "No text has the mark 【註{number}】 of the note “{note}”; add the mark or correct the number."
                ).format(number=number, note=subjects.short(note.term or note.text)),
                subjects.location(note.at, standard.at.get("notes")),
            )

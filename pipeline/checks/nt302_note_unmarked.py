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

from pipeline import codes
from pipeline.checks import places
from pipeline.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.language import _
from pipeline.model import Standard

RULE = RuleInfo("NT302", "note-unmarked", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every number that is explained but not marked."""
    marked: dict[int, set[str]] = {}
    for text in places.texts(standard):
        for number in codes.note_numbers(text.text):
            marked.setdefault(number, set()).add(text.subject)
    for number, note in {note.number: note for note in standard.notes}.items():
        if not marked.get(number, set()) - {f"note/{number}"}:
            yield RULE.found(
                f"note/{number}",
                _(
                    "No text has the mark 【註{number}】 of the note “{note}”; add the mark or correct the number."
                ).format(number=number, note=places.short(note.term or note.text)),
                places.location(note.at, standard.at.get("notes")),
            )

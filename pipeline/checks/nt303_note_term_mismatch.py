"""A mark that stands after another word than its note explains.

What it finds:
    A mark 【註N】 where the text before it does not end with the head term of note N. White space,
    compatibility characters, quotation marks and punctuation before the mark are left aside. Notes without a
    head term are not compared, nor marks that only point at a note, as in 見【註3】, nor marks in notes,
    supplements and the version table.

Why it matters:
    The note may explain something else, or the term was changed in one place only.

Example:
    客戶資訊維護表【註3】, while note 3 explains 客戶資料維護表.

What to do:
    See which of the two words is meant and use it in both places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("NT303", "note-term-mismatch", Severity.INFO, "0.1.0")

LOOK_BACK = 100
"""How far before a mark its word is looked for, apart from the word's own length."""

_CLOSING = "。，、；：,.;:」』”’)>》〉]"
_POINTING = ("見", "同", "如", "依", "參閱", "參考", "參照")
_ABOUT_NOTES = ("note/", "supplement/", "versions/")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every note with a mark after another word."""
    notes = {note.number: note for note in reversed(standard.notes) if note.term}
    strays: dict[int, dict[subjects.Text, str]] = {}
    for text in subjects.texts(standard):
        if text.subject.startswith(_ABOUT_NOTES):
            continue
        for mark in codes.NOTE_MARK.finditer(text.text):
            number = int(mark[1])
            if number not in notes:
                continue
            term = notes[number].term or ""
            reach = max(0, mark.start() - 2 * len(term) - LOOK_BACK)
            before = codes.without_note_marks(text.text[reach : mark.start()])
            if _stray(before, term):
                strays.setdefault(number, {}).setdefault(text, before)
    for number, marked in strays.items():
        term = notes[number].term or ""
        first, before = next(iter(marked.items()))
        yield RULE.found(
            f"note/{number}",
            _("Note {number} explains “{term}”, but its mark stands after “{before}”.").format(
                number=number, term=term, before=_end(before, len(term))
            ),
            first.location,
            related=[
                Related(f"note/{number}", term, subjects.location(notes[number].at, standard.at.get("notes"))),
                *(Related(text.subject, subjects.short(text.text), text.location) for text in marked),
            ],
        )


def _stray(before: str, term: str) -> bool:
    """Whether ``before`` ends in another word than ``term``, and does not merely point at the note (見【註3】)."""
    printed = _comparable(before)
    return bool(printed) and not printed.endswith((_comparable(term), *_POINTING))


def _comparable(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip(_CLOSING)


def _end(text: str, length: int) -> str:
    """The last characters of ``text``, a few more than ``length``."""
    most = length + 4
    return text if len(text) <= most else "…" + text[-most:]

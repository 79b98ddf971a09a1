"""A code in a column where its letter does not belong.

What it finds:
    A K code among the skills or an S code among the knowledge; a T code, or a K code, among the indicators, and
    the like. It stays in the column where it is printed.

Why it matters:
    The reference leads to the wrong register. Mostly a letter was mistyped, sometimes the entry slipped into
    the neighbouring column.

Example:
    ``K12`` in the column 職能內涵 (S) of T1.2.

What to do:
    Compare the name with both registers and correct the letter or the column.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CR203", "wrong-column", Severity.ERROR, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every misplaced code of a cell."""
    for cell in subjects.cells(standard):
        seen: set[str] = set()
        for entry in cell.entries:
            if not entry.code or entry.code in seen or entry.item or not codes.parse(entry.code):
                continue
            seen.add(entry.code)
            yield RULE.found(
                entry.use,
                _(
                    "“{entry}” stands in the column {column} of {task}, "
                    "where {letters} codes belong; correct the letter or the column."
                ).format(
                    entry=subjects.short(f"{entry.code} {entry.text}"),
                    column=subjects.LABELS[cell.column],
                    task=cell.task.subject,
                    letters=_(" or ").join(subjects.LETTERS[cell.column]),
                ),
                entry.location,
            )

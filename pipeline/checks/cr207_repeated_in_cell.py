"""The same code twice in one cell.

What it finds:
    A cell that names one K or S code twice, or one task, output or indicator twice with the same text. With
    another text an output or indicator is CF104. The same K or S code in many tasks is as it should be.

Why it matters:
    The second one is too much, or stands for another number.

Example:
    ``S08`` twice among the skills of T2.4.

What to do:
    Compare the names. Delete the second one, or correct its number.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CR207", "repeated-in-cell", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every code that stands more than once in its cell."""
    for _duty, task in standard.tasks():
        heads = [
            (
                head.code,
                subjects.Text(f"{task.subject}/{head.code}", head.name or "", subjects.location(head.at, task.at)),
            )
            for head in task.heads
            if head.code
        ]
        yield from _repeated(heads, by_text=True)
    for cell in subjects.cells(standard):
        entries = [
            (entry.code, subjects.Text(entry.use, entry.text, entry.location)) for entry in cell.entries if entry.code
        ]
        yield from _repeated(entries, by_text=cell.column in ("outputs", "indicators"))


def _repeated(coded: list[tuple[str, subjects.Text]], by_text: bool) -> Iterator[Diagnostic]:
    found: dict[tuple[str, str], list[subjects.Text]] = {}
    for code, one in coded:
        found.setdefault((code, codes.comparable(one.text) if by_text else ""), []).append(one)
    for (code, _text), same in found.items():
        if len(same) > 1:
            yield RULE.found(
                same[0].subject,
                _("{code} stands {count} times in one cell; delete one or correct its number.").format(
                    code=code, count=len(same)
                ),
                same[1].location,
                related=[Related(one.subject, subjects.short(one.text), one.location) for one in same],
            )

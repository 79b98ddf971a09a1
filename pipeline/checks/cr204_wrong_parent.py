"""A code whose numbers do not belong where it stands.

What it finds:
    An output or indicator whose first numbers are those of no task in its task cell, or a task whose first
    number is not that of its duty. Two-number codes such as ``O1.1`` need only fit the duty.

Why it matters:
    Either the code is misprinted or the item was put into the wrong row. Both mislead whoever follows the
    numbers.

Example:
    ``O1.1.2`` in the row of T1.2; T2.1 under the duty T1.

What to do:
    See in the text which task the item belongs to, and correct the code or move the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CR204", "wrong-parent", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such task, output and indicator."""
    yield from _tasks(standard)
    for entry in subjects.entries(standard, "outputs", "indicators"):
        if not entry.belongs:
            yield RULE.found(
                entry.use,
                _(
                    "“{entry}” stands under {task}, "
                    "but its numbers are those of another task; correct the code or move the item."
                ).format(
                    entry=subjects.short(f"{entry.code} {entry.text}"),
                    task=subjects.listing(head.code or "" for head in entry.task.heads),
                ),
                entry.location,
            )


def _tasks(standard: Standard) -> Iterator[Diagnostic]:
    for duty, task in standard.tasks():
        parent = codes.parse(duty.code)
        for head in task.heads:
            item = codes.parse(head.code)
            if parent and item and not subjects.within(item, parent):
                yield RULE.found(
                    f"{duty.code}/{head.code}",
                    _(
                        "Task “{task}” stands under {duty}, "
                        "but its number is that of another duty; correct the code or move the task."
                    ).format(task=subjects.short(f"{head.code} {head.name or ''}".strip()), duty=duty.code),
                    subjects.location(head.at, task.at, duty.at),
                )

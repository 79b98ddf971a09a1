"""A duty or task with nothing in it.

What it finds:
    A duty without any task, or a task (or group of tasks in one cell) without output, indicator, knowledge and
    skill.

Why it matters:
    Its content probably got lost, or stands in another row.

Example:
    A duty T3 below which no task is printed.

What to do:
    Compare with the published document.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ST601", "empty-parent", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such duty and task."""
    for duty in standard.duties:
        if not duty.tasks:
            subject = duty.code or duty.name or "duty"
            yield RULE.found(
                subject,
                _("{duty} has no task; compare with the published document.").format(duty=subject),
                subjects.location(duty.at),
            )
    for _duty, task in standard.tasks():
        if subjects.is_empty(task):
            yield RULE.found(
                task.subject,
                _("{task} has no output, indicator, knowledge or skill; compare with the published document.").format(
                    task=task.subject
                ),
                subjects.location(task.at),
            )

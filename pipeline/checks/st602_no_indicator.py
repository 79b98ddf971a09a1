"""A task without an indicator.

What it finds:
    A task, or a group of tasks in one cell, that has other content but no 行為指標.

Why it matters:
    Indicators say what doing the task well looks like. Without one it can be neither taught nor assessed.

Example:
    T1.2 with an output and knowledge, but no ``P1.2.1``.

What to do:
    Look in the published document; if there is none, ask the office that owns it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ST602", "no-indicator", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such task."""
    for _duty, task in standard.tasks():
        if not subjects.is_empty(task) and not any(block.indicators for block in task.blocks):
            yield RULE.found(
                task.subject,
                _("{task} has no indicator (行為指標); compare with the published document.").format(task=task.subject),
                subjects.location(task.at),
            )

"""A task without an output.

What it finds:
    A task, or a group of tasks in one cell, that has other content but no 工作產出.

Why it matters:
    The official guide allows it where the work leaves no document or product; about one task in five has none.
    It is worth a look all the same.

Example:
    T2.4 with indicators only.

What to do:
    Nothing, if the work leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ST603", "no-output", Severity.INFO, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such task."""
    for _duty, task in standard.tasks():
        if not subjects.is_empty(task) and not any(block.outputs for block in task.blocks):
            yield RULE.found(
                task.subject,
                _("{task} has no output (工作產出); this is allowed where the work leaves none.").format(
                    task=task.subject
                ),
                subjects.location(task.at),
            )

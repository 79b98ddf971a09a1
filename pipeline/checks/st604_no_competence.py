"""A task without knowledge or without skills.

What it finds:
    A task, or a group of tasks in one cell, that has other content but no K, or no S.

Why it matters:
    About one task in twenty-five is like that. The cell may also have been read into its neighbour.

Example:
    T1.2 with skills, but an empty cell of knowledge.

What to do:
    Look in the published document whether the cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ST604", "no-competence", Severity.INFO, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """Up to two findings for every such task."""
    for _duty, task in standard.tasks():
        if subjects.is_empty(task):
            continue
        for column, present in (
            ("knowledge", any(block.knowledge for block in task.blocks)),
            ("skills", any(block.skills for block in task.blocks)),
        ):
            if not present:
                yield RULE.found(
                    f"{task.subject}/{column}",
                    _("{task} has nothing under {column}.").format(task=task.subject, column=subjects.LABELS[column]),
                    subjects.location(task.at),
                )

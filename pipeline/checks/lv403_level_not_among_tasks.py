"""A level of the standard that no task has.

What it finds:
    A 基準級別 that is the 職能級別 of no task. Tasks above or below it are as they should be, as long as one
    task has it.

Why it matters:
    The level of a standard is that of its main or most numerous tasks. If none has it, one of the two is
    probably out of date.

Example:
    基準級別 4, while all tasks have level 3.

What to do:
    Ask the office that owns the document which is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("LV403", "level-not-among-tasks", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding."""
    levels = sorted({block.level for _task, block in standard.blocks() if block.level is not None})
    if standard.level in subjects.LEVELS and levels and standard.level not in levels:
        yield RULE.found(
            "level",
            _("基準級別 is {level}, but the tasks have {levels}.").format(
                level=standard.level, levels=subjects.listing(str(level) for level in levels)
            ),
            subjects.section(standard, "level"),
        )

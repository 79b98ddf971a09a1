"""A level that is not 1 to 6.

What it finds:
    A 職能級別 or 基準級別 other than 1 to 6: another number, two numbers run together, or a word. An empty
    field, ``-`` or 無 is no level (LV402).

Why it matters:
    The official scale has six levels. Nobody can tell what such a level asks for.

Example:
    ``7``, or ``34`` where 3 and 4 stand in one cell.

What to do:
    Look in the published document which level is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("LV401", "level-range", Severity.ERROR, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for the standard and for every task with such a level."""
    if level := _wrong(standard.level, standard.level_as_printed):
        yield RULE.found(
            "level",
            _("基準級別 is “{level}”, not one of 1 to 6; look it up in the published document.").format(
                level=subjects.short(level)
            ),
            subjects.section(standard, "level"),
        )
    for task, block in standard.blocks():
        if level := _wrong(block.level, block.level_as_printed):
            yield RULE.found(
                task.subject,
                _("The level of {task} is “{level}”, not one of 1 to 6; look it up in the published document.").format(
                    task=task.subject, level=subjects.short(level)
                ),
                subjects.location(block.at, task.at),
            )


def _wrong(level: int | None, printed: str | None) -> str | None:
    """What is printed for a level, if it is none; ``None`` if all is well or nothing is printed."""
    if level is None:
        return printed if subjects.says_something(printed) else None
    return None if level in subjects.LEVELS else printed or str(level)

"""No level.

What it finds:
    A task, or the standard itself, without a level. Nothing is reported where the notes of the document declare
    that no levels were set.

Why it matters:
    An absent level is often legitimate, and stays empty in every handbook. But it may have been forgotten.

Example:
    An empty 職能級別 for T1.2, while all other tasks have one.

What to do:
    Look in the published document, or ask the office that owns it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("LV402", "level-missing", Severity.INFO, "0.1.0")

_VERB = "(?:訂定|制定|設定|明訂|訂|定|設|標示|區分|列)"
_NONE_SET = re.compile(
    rf"(?:未|沒有|無)(?:曾|予|另|再|特別)?{_VERB}[^。；]{{0,10}}級別|級別[^。；，]{{0,6}}(?:未|沒有|無)(?:曾|予|另|再)?{_VERB}"
)
"""A sentence that says that no levels were set, in either order of words."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for the standard and for every task with a block without level."""
    if _declared(standard):
        return
    if standard.level is None and not subjects.says_something(standard.level_as_printed):
        yield RULE.found("level", _("基準級別 is empty."), subjects.section(standard, "level"))
    for _duty, task in standard.tasks():
        empty = [
            block
            for block in task.blocks
            if block.level is None and not subjects.says_something(block.level_as_printed)
        ]
        if empty:
            yield RULE.found(
                task.subject,
                _("{task} has no level.").format(task=task.subject),
                subjects.location(empty[0].at, task.at),
            )


def _declared(standard: Standard) -> bool:
    texts = (*standard.supplements, *standard.prerequisites, *(note.text for note in standard.notes))
    return any(_NONE_SET.search(re.sub(r"\s+", "", text)) for text in texts)

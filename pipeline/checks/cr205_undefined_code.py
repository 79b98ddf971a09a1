"""A reference that leads nowhere.

What it finds:
    A K or S code without a name in a task, where no other place of the document names it either; an attitude
    code without a name; a scope tag such as 【T1.9】 that names no task of the document; correct the tag.

Why it matters:
    Nobody can tell what is meant.

Example:
    A bare ``K11`` in T1.2, and no ``K11`` with a name anywhere.

What to do:
    Look for the name in the published document or an earlier version, or ask the office that owns it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("CR205", "undefined-code", Severity.ERROR, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every use of a nameless code and for every reference with a stray scope tag."""
    named = {entry.code for entry in (*standard.knowledge, *standard.skills) if entry.name}
    tasks = {head.code for _duty, task in standard.tasks() for head in task.heads}
    for entry in subjects.entries(standard, "knowledge", "skills"):
        if entry.code and not entry.text and entry.code not in named:
            yield RULE.found(
                entry.use,
                _("{code} has no name here nor anywhere else in the document; look it up in the published one.").format(
                    code=entry.code
                ),
                entry.location,
            )
        strays = [f"【{code}】" for code in entry.scope if code not in tasks]
        if strays:
            yield RULE.found(
                entry.use,
                _("{tags} after “{name}” names no task of the document; correct the tag.").format(
                    tags=subjects.listing(strays), name=subjects.short(f"{entry.code or ''} {entry.text}".strip())
                ),
                entry.location,
            )
    for attitude in standard.attitudes:
        if attitude.code and not attitude.name:
            yield RULE.found(
                attitude.code,
                _("{code} has no name here nor anywhere else in the document; look it up in the published one.").format(
                    code=attitude.code
                ),
                subjects.location(attitude.at, standard.at.get("attitudes")),
            )

"""One code for two different texts.

What it finds:
    A duty, task, output, indicator or attitude code that stands before two texts that differ, white space and
    note marks aside. The same output repeated with the same text is not reported.

Why it matters:
    A reference to the code could mean either text.

Example:
    ``P1.2.3`` before two different sentences.

What to do:
    Find out which text should have the next free number.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CF104", "duplicate-code", Severity.ERROR, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every code with more than one text; all places are related."""
    found: dict[tuple[str, str], list[subjects.Text]] = {}
    for kind, code, text in _coded_texts(standard):
        found.setdefault((kind, code), []).append(text)
    for (_kind, code), texts in found.items():
        different: dict[str, subjects.Text] = {}
        for one in texts:
            different.setdefault(codes.comparable(one.text), one)
        if len(different) < 2:
            continue
        first, second, *_others = different.values()
        yield RULE.found(
            code,
            _(
                "{code} stands for {count} different texts: “{first}” and “{second}”; give one of them another code."
            ).format(
                code=code, count=len(different), first=subjects.short(first.text), second=subjects.short(second.text)
            ),
            second.location,
            related=[Related(one.subject, subjects.short(one.text), one.location) for one in texts],
        )


def _coded_texts(standard: Standard) -> Iterator[tuple[str, str, subjects.Text]]:
    for duty in standard.duties:
        if duty.code and duty.name:
            yield "duty", duty.code, subjects.Text(duty.code, duty.name, subjects.location(duty.at))
    for _duty, task in standard.tasks():
        for head in task.heads:
            if head.code and head.name:
                yield "task", head.code, subjects.Text(head.code, head.name, subjects.location(head.at, task.at))
    for entry in subjects.entries(standard, "outputs", "indicators"):
        if entry.code and entry.text:
            yield entry.column, entry.code, subjects.Text(entry.use, entry.text, entry.location)
    for attitude in standard.attitudes:
        if attitude.code and attitude.name:
            where = subjects.location(attitude.at, standard.at.get("attitudes"))
            text = "：".join(part for part in (attitude.name, attitude.description) if part)
            yield "attitude", attitude.code, subjects.Text(attitude.code, text, where)

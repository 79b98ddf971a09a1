"""Dates of the version table that cannot be right.

What it finds:
    A row without a date, with a date that is none, or with a later date than the row above it: the newest
    version stands first.

Why it matters:
    The dates tell which version held when.

Example:
    2019/02/30; a V1 of 2020 below a V2 of 2019.

What to do:
    Compare with the platform and with earlier files of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID508", "version-dates", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such row."""
    above: date | None = None
    for row, version in enumerate(standard.versions, start=1):
        subject, where = (
            subjects.version_subject(version, row),
            subjects.location(version.at, standard.at.get("versions")),
        )
        printed = version.date_as_printed or version.date
        day = _day(version.date)
        if not printed:
            yield RULE.found(subject, _("{version} has no date.").format(version=_name(subject)), where)
        elif not day:
            yield RULE.found(
                subject, _("“{printed}” is no date of the calendar.").format(printed=subjects.short(printed)), where
            )
        elif above and day > above:
            yield RULE.found(
                subject,
                _("{version} of {day} stands below a row of {above}.").format(
                    version=_name(subject), day=day.isoformat(), above=above.isoformat()
                ),
                where,
            )
        above = day or above


def _name(subject: str) -> str:
    return subject.removeprefix("versions/")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None

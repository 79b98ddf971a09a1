"""The standard has more than one name.

What it finds:
    The title, 職能基準名稱 in the header table, and the row of the document's own version give different names.
    White space is left aside. 職業別 is another thing and may differ; so may older versions.

Why it matters:
    Nobody can tell what the standard is called.

Example:
    批發業務人員 in the title, 零售與批發業務人員 in the header table.

What to do:
    Compare with the platform. Where two of three agree, their name is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("ID506", "name-mismatch", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding; all places are related."""
    named = [Related(subject, name, where) for subject, name, where in _names(standard) if name]
    names = [one.message for one in named]
    different = {codes.comparable(name) for name in names}
    if len(different) < 2:
        return
    usual = codes.commonest(names)
    yield RULE.found(
        "name",
        _("The document has {count} names: {names}.").format(
            count=len(different),
            names=subjects.listing(_("“{text}”").format(text=subjects.short(name)) for name in names),
        ),
        named[0].location,
        related=named,
        proposal=usual if names.count(usual) > 1 else None,
    )


def _names(standard: Standard) -> Iterator[tuple[str, str | None, Location]]:
    yield "name", standard.name, subjects.section(standard, "name")
    header = standard.title.occupation or standard.title.job_category
    yield "title", header, subjects.location(standard.title.at, standard.at.get("title"))
    for row, version in subjects.own_rows(standard):
        where = subjects.location(version.at, standard.at.get("versions"))
        yield subjects.version_subject(version, row), version.name, where

"""A document that calls itself superseded.

What it finds:
    The version table marks the row of the document's own code as 歷史版本.

Why it matters:
    A newer version exists. Whoever works with this file works with an outdated standard.

Example:
    ``KPS3322-002v1`` with the status 歷史版本.

What to do:
    Download the current version from the platform. Keep this one only for comparison.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID505", "superseded", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such row."""
    for number, version in subjects.own_rows(standard):
        if "歷史" in (version.status or ""):
            yield RULE.found(
                subjects.version_subject(version, number),
                _("The version table calls this document, “{code}”, {status}.").format(
                    code=standard.code, status=version.status
                ),
                subjects.location(version.at, standard.at.get("versions")),
            )

"""The version table does not lead to this document.

What it finds:
    A version table without a row for the document's own code, or one whose newest row is another version. The
    newest row is the one with 最新版本, else the first. Capitals, and a missing ``v1``, make no difference.

Why it matters:
    Either the document is not the current one, or its code or its table is wrong.

Example:
    A document with the code ``KPS3322-002v3`` whose table lists v2 and v1 only.

What to do:
    Compare code and table with the platform, and make sure that this is the file you want.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID503", "version-table-mismatch", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding."""
    coded = [(version, code) for version in standard.versions if (code := subjects.version_code(version))]
    if not standard.code or not coded:
        return
    where = subjects.section(standard, "versions")
    if not subjects.own_rows(standard):
        yield RULE.found(
            "versions",
            _("The version table has no row for “{code}”, only for {listed}.").format(
                code=standard.code, listed=subjects.listing(code for _version, code in coded)
            ),
            where,
        )
        return
    newest, code = next((row for row in coded if "最新" in (row[0].status or "")), coded[0])
    if subjects.version_key(code) != subjects.version_key(standard.code):
        yield RULE.found(
            "versions",
            _("The newest row of the version table is “{newest}”, this document is “{code}”.").format(
                newest=code, code=standard.code
            ),
            subjects.location(newest.at, standard.at.get("versions")),
        )

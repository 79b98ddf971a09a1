"""A code of a standard that is not of the official form.

What it finds:
    A 職能基準代碼 that is not three capital letters, four digits, a hyphen and three digits, with or without
    ``v`` and the version. A document without a code is not reported: the platform's office gives it.

Why it matters:
    Others look the standard up by its code. Some published codes really deviate; then the misspelling is the
    code.

Example:
    ``FISI223-001v2``, with the letter I for the digit 1.

What to do:
    Compare with the platform. If the published code is the same, leave it and waive the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CF101", "standard-code-form", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding, about the document's own code."""
    if standard.code and not codes.STANDARD_CODE.fullmatch(standard.code):
        yield RULE.found(
            "code",
            _("“{code}” is not of the form ABC1234-001 or ABC1234-001v2; compare it with the platform.").format(
                code=standard.code
            ),
            subjects.section(standard, "code"),
        )

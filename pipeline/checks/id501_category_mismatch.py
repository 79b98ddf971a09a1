"""The code's letters are none of the 職類別代碼.

What it finds:
    The first three letters of the standard's code are none of the codes under 職類別. Nothing is reported where
    one of the two is missing.

Why it matters:
    The letters of a code say which 職類別 it belongs to. About one published document in seventy differs: known
    to the platform or not, readers will look in the wrong place.

Example:
    ``KPS3322-003v3`` with the 職類別代碼 BAS.

What to do:
    Ask the platform's office which is right; the code itself must not be changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID501", "category-mismatch", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding."""
    printed = [pair.code for pair in standard.classification.categories if pair.code]
    letters = (standard.code or "")[:3]
    if letters and printed and letters not in [code.strip().upper() for code in printed]:
        yield RULE.found(
            "code",
            _("“{code}” begins with {letters}, but 職類別代碼 is {printed}.").format(
                code=standard.code, letters=letters, printed=subjects.listing(printed)
            ),
            subjects.section(standard, "code"),
        )

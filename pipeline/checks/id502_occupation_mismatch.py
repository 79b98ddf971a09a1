"""The code's digits are none of the 職業別代碼.

What it finds:
    The four digits of the standard's code are none of the codes under 職業別. Only the digits that both have
    are compared: ``332`` and ``C3322`` agree with 3322. Nothing is reported where one of the two is missing, or
    where several codes were printed as one long number.

Why it matters:
    The digits of a code say which 職業別 it belongs to. A few published documents differ.

Example:
    ``KPS3322-002v2`` with the 職業別代碼 2434.

What to do:
    Ask the platform's office which is right; the code itself must not be changed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID502", "occupation-mismatch", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """At most one finding."""
    own = re.match(r"[A-Z]+(\d{4})-", standard.code or "")
    printed = [pair.code for pair in standard.classification.occupations if pair.code]
    numbers = [number for code in printed for number in re.findall(r"\d+", code)]
    if not own or not numbers or any(len(number) > len(own[1]) for number in numbers):
        return
    if not any(own[1].startswith(number) for number in numbers):
        yield RULE.found(
            "code",
            _("“{code}” has the digits {digits}, but 職業別代碼 is {printed}.").format(
                code=standard.code, digits=own[1], printed=subjects.listing(printed)
            ),
            subjects.section(standard, "code"),
        )

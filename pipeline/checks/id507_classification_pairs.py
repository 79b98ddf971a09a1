"""Names and codes that do not pair up.

What it finds:
    職類別, 職業別 or 行業別 with more names than codes, or more codes than names. A draft that has no
    職能基準代碼 yet need not have a 職類別代碼 either: both come from the platform's office. Or a code with more digits
    than any has, as several that run together have.

Why it matters:
    It cannot be told which code belongs to which name.

Example:
    Two 職業別, but only one 職業別代碼; the 職業別代碼 21522151.

What to do:
    Look in the published document which is missing, or whether one name was broken over two lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID507", "classification-pairs", Severity.WARNING, "0.1.0")
_RUN_TOGETHER = re.compile(r"\d{5}")
"""No code of the national classifications has more than four digits without a hyphen (docs/form.md 2.1)."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for each of the three lists."""
    groups = standard.classification
    for kind, pairs in (
        ("categories", groups.categories),
        ("occupations", groups.occupations),
        ("industries", groups.industries),
    ):
        names, numbers = [pair.name for pair in pairs if pair.name], [pair.code for pair in pairs if pair.code]
        place = subjects.location(pairs[0].at if pairs else None, standard.at.get("classification"))
        for number in filter(_RUN_TOGETHER.search, numbers):
            yield RULE.found(
                f"classification/{kind}",
                _("{label}: {code} has more digits than one code; look where one ends and the next begins.").format(
                    label=subjects.LABELS[kind], code=number
                ),
                place,
            )
        draft = kind == "categories" and not standard.code and not numbers
        if len(names) != len(numbers) and not draft:
            yield RULE.found(
                f"classification/{kind}",
                _("{label}: {names} names but {codes} codes; look for the missing one.").format(
                    label=subjects.LABELS[kind], names=len(names), codes=len(numbers)
                ),
                place,
            )

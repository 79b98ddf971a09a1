"""Names and codes that do not pair up.

What it finds:
    職類別, 職業別 or 行業別 with more names than codes, or more codes than names. A draft that has no
    職能基準代碼 yet need not have a 職類別代碼 either: both come from the platform's office.

Why it matters:
    It cannot be told which code belongs to which name.

Example:
    Two 職業別, but only one 職業別代碼.

What to do:
    Look in the published document which is missing, or whether one name was broken over two lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("ID507", "classification-pairs", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for each of the three lists."""
    groups = standard.classification
    for kind, pairs in (
        ("categories", groups.categories),
        ("occupations", groups.occupations),
        ("industries", groups.industries),
    ):
        names, numbers = [pair.name for pair in pairs if pair.name], [pair.code for pair in pairs if pair.code]
        draft = kind == "categories" and not standard.code and not numbers
        if len(names) != len(numbers) and not draft:
            yield RULE.found(
                f"classification/{kind}",
                _("{label}: {names} names but {codes} codes; look for the missing one.").format(
                    label=subjects.LABELS[kind], names=len(names), codes=len(numbers)
                ),
                subjects.location(pairs[0].at, standard.at.get("classification")),
            )

"""One text under two codes.

What it finds:
    The same output under two O codes, or the same sentence under two P codes; note marks and white space aside.

Why it matters:
    Two tasks may truly share an output. It may also be a sentence that was copied and not adapted.

Example:
    ``O2.1.1 顧客資料表`` and ``O3.1.1 顧客資料表``.

What to do:
    See whether both are meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("ST605", "twin-texts", Severity.INFO, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every text with more than one code."""
    twins: dict[tuple[str, str], dict[str, subjects.Entry]] = {}
    for entry in subjects.entries(standard, "outputs", "indicators"):
        if entry.code and entry.item and entry.text:
            key = (entry.column, codes.comparable(entry.text))
            twins.setdefault(key, {}).setdefault(entry.code, entry)
    for same in twins.values():
        if len(same) < 2:
            continue
        ordered = sorted(same, key=codes.sort_key)
        yield RULE.found(
            "/".join(ordered),
            _("{codes} have one text: “{text}”.").format(
                codes=subjects.listing(ordered), text=subjects.short(same[ordered[0]].text)
            ),
            same[ordered[1]].location,
            related=[Related(same[code].use, subjects.short(same[code].text), same[code].location) for code in ordered],
        )

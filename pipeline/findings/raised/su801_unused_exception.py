"""A waiver or baseline entry that suppresses nothing any more.

What it finds:
    An entry of the waivers or of the baseline that no finding answers to, or whose date has passed.

Why it matters:
    A forgotten exception would hide the next defect of that name.

Example:
    A waiver for CR201 of S05 after the document was corrected.

What to do:
    Delete the entry, or renew its date if the exception still holds.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("SU801", "unused-exception", Severity.WARNING, "0.1.0")

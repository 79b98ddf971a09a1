"""A change of duties, tasks or levels that 更新說明 does not mention.

What it finds:
    Raised by ``icap compare``: a duty or task was added, deleted, renamed or moved, or a level was changed, and the
    note in the version table's row of the new version names neither its code nor its name. A note of 略 counts as
    none. Where the new version has no row of its own, nothing is reported.

Why it matters:
    更新說明 is the only place where a reader is told what changed. It is overwritten with the next version.

Example:
    T3 is gone, and 更新說明 tells only of T2.5.

What to do:
    Add the change to 更新說明: the comparison sheet lists what there is to mention.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("CH102", "change-not-mentioned", Severity.INFO, "0.2.0")

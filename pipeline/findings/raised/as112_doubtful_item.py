"""Outputs that may be one or several, and items whose marks may say that they do not hold.

What it finds:
    Outputs without codes in a PDF, in which one line is so full that the next may go on with it or begin another
    output. Each was read as one. There is one finding for all of them, and one for notes without bullets of which a
    sentence ends where its line is full. Also (a warning) items of one list that bear different marks, or of which some
    bear none: boxes that are ticked or not, stars. All items were read alike. And what stands below the last attitude
    without a title, and was read as the end of it; and a task without code, level and coded items below one with a
    code, which may be the rest of its name.

Why it matters:
    Two outputs may stand in the record as one. An item whose box is empty may not hold, and what a star says is in no
    field.

Example:
    ``市場調查分析報告`` fills its line; ``客戶名單`` stands below it. ``☑ K01 甲`` above
    ``☐ K02 乙``.

What to do:
    Look in the published document whether they are two outputs, and correct the record if they are. If boxes say which
    items hold, take the others out of the record.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS112", "doubtful-item", Severity.INFO, "0.2.0")

"""Outputs without codes, wrapped over lines, that may be one or several.

What it finds:
    Outputs without codes in a PDF, in which one line is so full that the next may go on with it or begin another
    output. Each was read as one. There is one finding for all of them.

Why it matters:
    Two outputs may stand in the record as one.

Example:
    ``市場調查分析報告`` fills its line; ``客戶名單`` stands below it.

What to do:
    Look in the published document whether they are two outputs, and correct the record if they are.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS112", "doubtful-item", Severity.INFO, "0.2.0")

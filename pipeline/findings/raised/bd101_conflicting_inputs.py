"""Two inputs with one code and different content.

What it finds:
    Inputs of one run that carry the same 職能基準代碼 and do not say the same, white space aside. The first
    difference is quoted.

Why it matters:
    Outputs are named after the code: one of the inputs would silently win. So nothing is written for this code,
    and what an earlier run wrote stays.

Example:
    A folder with the PDF of a standard and a DOCX of it in which somebody has changed an indicator.

What to do:
    Find out which input is right, take the other away, and run again.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("BD101", "conflicting-inputs", Severity.ERROR, "0.1.0")

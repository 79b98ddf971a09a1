"""A competence table whose columns cannot be told.

What it finds:
    A table that looks like the competence table, but whose header cells do not tell which column is which.

Why it matters:
    Guessing would put outputs among indicators, or skills among knowledge. So the table was not read.

Example:
    A table with two columns called 內容 and no 行為指標.

What to do:
    Compare the header row with the official form: 主要職責, 工作任務, 工作產出, 行為指標, 職能級別, 職能內涵
    (K), 職能內涵 (S).
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS104", "unknown-header", Severity.ERROR, "0.1.0")

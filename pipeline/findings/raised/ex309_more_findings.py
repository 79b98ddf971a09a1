"""More findings than are listed.

What it finds:
    A file given to ``icap export --check`` with more than a thousand findings.

Why it matters:
    The first thousand are listed, the others are only counted.

Example:
    A table whose every row lacks a value.

What to do:
    Mend what is listed, which is mostly the cause of the rest, and check again.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX309", "more-findings", Severity.ERROR, "0.2.0")

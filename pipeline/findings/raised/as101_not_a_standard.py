"""A document that is no competency standard.

What it finds:
    A document that could be read but has neither a competence table (主要職責, 工作任務 …) nor the header table
    of the official form.

Why it matters:
    There is nothing to build a record from.

Example:
    A meeting report that lies in the folder of standards.

What to do:
    Remove the file from the folder. If it is a standard, look at the headings of its tables: they must be those
    of the official form.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS101", "not-a-standard", Severity.ERROR, "0.1.0")

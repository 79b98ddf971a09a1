"""Two things with one identifier.

What it finds:
    Two items, competencies, tables or rows that have the same identifier or key.

Why it matters:
    The second replaces the first when the file is loaded.

Example:
    Lines that were copied and changed, with their identifiers.

What to do:
    Give each an identifier of its own.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX304", "identifier-twice", Severity.ERROR, "0.2.0")

"""A standard whose version table does not tell its date.

What it finds:
    A standard for a CASE package whose version table has no row of the standard's own code, or no date in it.

Why it matters:
    CASE must say when a thing was last changed. The clock would give another file every day, so the first of
    January 1970 stands there, and a server may take the standard for an old one.

Example:
    A document without the page of versions.

What to do:
    Take the standard from the platform, whose document has the version table, or set the date in the server.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX201", "date-not-told", Severity.INFO, "0.2.0")

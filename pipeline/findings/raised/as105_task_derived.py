"""A task that was told by its P code.

What it finds:
    The task cell of a row is empty, and the indicators carry the numbers of another task than the one above.
    The task was told by them; it has no name.

Why it matters:
    The document never prints this task. That the row is a task of its own is a conclusion, if a likely one.

Example:
    A row with ``P1.2.1`` and an empty task cell below T1.1.

What to do:
    Look the task up in the published document and ask its office for the name.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS105", "task-derived", Severity.WARNING, "0.1.0")

"""A code that changed though nothing else did.

What it finds:
    Raised by ``icap compare``: items of one kind under one parent (all K, the indicators of a task) got codes that
    none of them had before, though none was added, deleted or moved. Items that only exchanged their places are
    not reported, nor codes that follow the number of their task or duty.

Why it matters:
    Whoever refers to the old code now refers to something else. Codes are positions; they change when the order does.

Example:
    K05 has become K50 with the same name, while K01 to K04 and K06 onwards are as before.

What to do:
    Give the old code back, or correct it if it is a misprint.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("CH103", "renumbered-only", Severity.INFO, "0.2.0")

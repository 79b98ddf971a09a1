"""Content that changed under a version number that did not go up.

What it finds:
    Raised by ``icap compare``: the two files differ in content, their codes are those of one standard, and the
    version of the new one is lower than that of the old one. The same version in both is CH104.

Why it matters:
    Whoever cites the standard cites its code. Two contents in the wrong order under it cannot be told apart.

Example:
    Compared as old and new: ``KPS3322-002v3`` and ``KPS3322-002v2``, with T2.5 only in the first.

What to do:
    Exchange the two files if they were named in the wrong order. Else give the new content the next version number.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("CH101", "version-not-raised", Severity.WARNING, "0.2.0")

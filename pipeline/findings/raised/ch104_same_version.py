"""One version with two contents.

What it finds:
    Raised by ``icap compare``: both files have the same code and version, and their contents differ.

Why it matters:
    Only one of them can be the published standard.

Example:
    Two files of ``KPS3322-002v2``, one of which has another P2.4.1.

What to do:
    Compare both with the published document. If the content was meant to change, give it the next version number.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("CH104", "same-version", Severity.WARNING, "0.2.0")

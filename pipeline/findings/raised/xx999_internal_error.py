"""A part of the pipeline crashed on this document.

What it finds:
    A fault of the program itself, not of the document. The part that crashed is named; all other parts went on.

Why it matters:
    What that part would have found or written is missing for this document.

Example:
    A rule that stops at a record nobody had thought of.

What to do:
    Please report it with the document's code and the message. The other findings of the document hold.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("XX999", "internal-error", Severity.ERROR, "0.1.0")

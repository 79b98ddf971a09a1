"""A file that cannot be read.

What it finds:
    A file that is damaged, encrypted or empty, or that is of no known format. Nothing can be had from it.

Why it matters:
    The document has no record and no handbook. Whoever counts the documents of a folder must know that this one
    is missing.

Example:
    A PDF that asks for a password; a DOCX whose download broke off half-way.

What to do:
    Open the file in its own program. Save it again without a password, or download it anew. `icap formats`
    lists what can be read.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD101", "unreadable-file", Severity.ERROR, "0.1.0")

"""A code that was printed irregularly and mended.

What it finds:
    A code with inner spaces, with a zero for the letter O, or with full-width letters or digits. The record has
    the regular form and keeps the printed one beside it.

Why it matters:
    References only meet if a code is always written alike.

Example:
    ``P 5.1.2`` is read as P5.1.2, ``04.2.1`` as O4.2.1.

What to do:
    Nothing, if the code is read rightly. Correct the spelling at the next revision of the document.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS106", "code-mended", Severity.INFO, "0.1.0")

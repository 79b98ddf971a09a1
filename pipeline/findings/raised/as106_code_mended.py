"""A code that was printed irregularly and mended.

What it finds:
    A code with inner spaces or characters that nobody sees, with small letters, with letters for digits (O, I, l, Z)
    or something else for its letter (0 for O, 5 for S), with full-width, Greek or Cyrillic letters, or with a stop
    of another kind. It is mended only where the column, the numbers beside it and the rest of the document leave one
    reading (else AS108). The record has the regular form and keeps the printed one beside it.

Why it matters:
    References only meet if a code is always written alike.

Example:
    ``P 5.1.2`` is read as P5.1.2, ``04.2.1`` as O4.2.1, ``KO1`` before K02 as K01.

What to do:
    Nothing, if the code is read rightly. Correct the spelling at the next revision of the document.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS106", "code-mended", Severity.INFO, "0.1.0")

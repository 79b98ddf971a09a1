"""A line end that may stand inside a Latin word.

What it finds:
    Two parts of Latin text on two lines, in a document whose narrow columns break other words inside, where the
    document has neither the joined word elsewhere nor both parts. They were read as two words.

Why it matters:
    Nobody finds a word that has a space in it.

Example:
    ``manage`` at the end of a line and ``ment`` in the next, in a document that breaks ``AIoT`` into ``AI`` and
    ``oT``.

What to do:
    Look in the published document whether it is one word, and correct the record if it is.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS109", "doubtful-word", Severity.INFO, "0.2.0")

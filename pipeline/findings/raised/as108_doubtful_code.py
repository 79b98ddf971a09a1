"""A code that can be read in more than one way.

What it finds:
    What may be a code or not, such as ``KO1`` with a letter for the zero, where neither the numbers beside it nor
    the rest of the document tell; a range of bare codes (``K01~K05``), which names none of those between; a number
    that runs into a name that begins with a digit, where both readings are left.

Why it matters:
    A code that is not read refers to nothing, and one read wrongly refers to something else. So the text is kept
    as it is printed, or the likelier reading is taken, and somebody has to look.

Example:
    ``K01~K05`` in the column of knowledge; ``K106標準差管理`` alone, which is K106 or K10 「6標準差管理」.

What to do:
    Look in the published document what is meant, and have the code written out at its next revision.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS108", "doubtful-code", Severity.WARNING, "0.2.0")

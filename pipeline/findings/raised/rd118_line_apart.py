"""A line that stands alone at the foot of a page, and was read all the same.

What it finds:
    In a PDF, words at the foot of one page only, far below all else there: no sentence, no item. Lines that several
    pages have alike, page numbers, dates and names of files are told for what they are and stand outside the form.

Why it matters:
    It may be a running foot, such as the publisher's name on a standard of one page, and then it is no part of the
    note or item that it was read as.

Example:
    「某某署」 at the foot of the last page, below the last of the supplements.

What to do:
    Look at the page. If the line belongs to the page and not to the standard, leave it out of the record.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD118", "line-apart", Severity.WARNING, "0.2.0")

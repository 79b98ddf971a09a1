"""The footer promises another number of pages than there are.

What it finds:
    The page footer 第N頁，總共M頁 names a total that is not the number of pages of the file.

Why it matters:
    Pages may be missing, and with them tasks or notes. It may also be that only the footer is wrong: published
    documents of both kinds are known.

Example:
    第1頁，總共8頁 in a file of seven pages.

What to do:
    Compare the file with the published one and see whether its last page is there.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD104", "page-total-mismatch", Severity.WARNING, "0.1.0")

"""A page whose text comes from text recognition.

What it finds:
    A page that is a picture, with text that is not drawn over it: that is how text recognition (OCR) leaves a scan. The
    text was read as that of the page.

Why it matters:
    Recognition makes mistakes that no program can tell from what is printed: 0 for O, one Chinese character for
    another.

Example:
    A standard that was printed, stamped, scanned and recognised.

What to do:
    Look for the original PDF. Where there is none, compare the record with the pages.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD113", "recognised-text", Severity.INFO, "0.2.0")

"""A PDF whose pages are images.

What it finds:
    A PDF with pages but without any text: a scan or a photograph.

Why it matters:
    The letters on the pages are only pictures of letters. Nothing can be read from them.

Example:
    A standard that was printed, stamped and scanned again.

What to do:
    Look for the original PDF first. Where there is none, run text recognition (OCR) on the scan and read the
    result; compare that record with the paper, for recognition makes mistakes of its own.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD102", "no-text-layer", Severity.ERROR, "0.1.0")

"""A PDF that was read by the reference engine.

What it finds:
    A PDF that PDFium, the fast engine, cannot be trusted with: it cannot open the file, or it gives characters
    without meaning, characters that run from right to left, or no text where there is some; or the file has layers
    that do not show. With --pdf-engine both, also a PDF that the two engines read differently. The record is what
    pdfplumber, the reference, reads.

Why it matters:
    The record is as good as any, but the document takes longer to read, and something in the file is unusual.

Example:
    A PDF with a font that does not say which characters its glyphs stand for.

What to do:
    Nothing. To see what PDFium makes of the document, compare it with --pdf-engine both.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD107", "reference-engine", Severity.INFO, "0.2.0")

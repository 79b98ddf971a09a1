"""A character that the PDF's font lacks.

What it finds:
    A character of the record for which the font chosen for PDF has no picture.

Why it matters:
    The PDF shows an empty box there, or nothing. A text of the document would look lost.

Example:
    A rare character of a personal name.

What to do:
    Choose a font with more characters, for example Noto Serif CJK TC, or deliver the HTML or DOCX handbook.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RN901", "missing-glyph", Severity.WARNING, "0.1.0")

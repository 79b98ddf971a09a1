"""A PDF whose fonts do not tell what their characters are.

What it finds:
    Fonts that draw the shapes of characters but do not say which characters they are. If nearly all text is so, the
    file cannot be read; else the finding says how many characters are unknown, and on which pages. So it does where a
    font tells Latin letters that are drawn as wide as Chinese characters: ``r本`` for 成本.

Why it matters:
    The pages look right, but whoever copies their text gets something else, and so does every program. The record
    would hold signs without meaning.

Example:
    A PDF that was made smaller by a program that throws away the tables of its fonts.

What to do:
    Ask for the original document, or print it to PDF anew. Where there is none, run text recognition (OCR) on the PDF
    and read the result; compare that record with the pages.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD111", "untold-characters", Severity.ERROR, "0.2.0")

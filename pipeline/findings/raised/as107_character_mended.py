"""Characters of the font that were made plain.

What it finds:
    Kangxi radicals and compatibility characters, which look like ordinary characters but are others. One
    finding a document, with their number.

Why it matters:
    Searching and comparing fail on them, though a reader sees no difference.

Example:
    ⼈ (U+2F08) instead of 人 (U+4EBA).

What to do:
    Nothing in the record: they are mended. The font that made the document should be replaced at its next
    revision.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS107", "character-mended", Severity.INFO, "0.1.0")

"""Text of a PDF that runs out of its cell over the text of the next one.

What it finds:
    A word too long for its column, or a line that is not wrapped, drawn on over the text of the cell beside it.

Why it matters:
    Nobody can read the two for sure, and programs get their characters mixed.

Example:
    ``InternationalTelecommunication`` in the column of outputs, its end over ``P1.1.1`` in that of indicators.

What to do:
    Compare what the record has of both cells with the original document, or export the PDF anew with wider columns.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD116", "text-over-text", Severity.ERROR, "0.2.0")

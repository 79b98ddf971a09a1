"""Text of a PDF that is drawn over other text.

What it finds:
    A word too long for its column, or a line that is not wrapped, drawn on over the text of the cell beside it; a stamp
    across a table, whose letters lie on those of a line (a warning: the stamp is left out of the record and stands
    among the text outside the form); and other texts that cover each other, of which neither is plainly a stamp. A
    warning too for text in the free space of a cell that is drawn after all else of the page in a size of its own: it
    is in the record, but may be a stamp.

Why it matters:
    Nobody can read the two for sure, and programs get their characters mixed.

Example:
    ``InternationalTelecommunication`` in the column of outputs, its end over ``P1.1.1`` in that of indicators;
    「過期」 in red letters across a row.

What to do:
    Compare what the record has of both cells with the original document, or export the PDF anew with wider columns.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD116", "text-over-text", Severity.ERROR, "0.2.0")

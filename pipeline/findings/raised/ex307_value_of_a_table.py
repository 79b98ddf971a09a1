"""A cell that is not what the schema says.

What it finds:
    In a table of a data package: a value of another type, one that is missing or not among those allowed, or a row
    with too many or too few cells. The finding tells row and column; the head row is row 1.

Why it matters:
    Programs that trust the schema stop at this cell.

Example:
    ``三`` in a column of whole numbers.

What to do:
    Mend the cell, or the schema.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX307", "value-of-a-table", Severity.ERROR, "0.2.0")

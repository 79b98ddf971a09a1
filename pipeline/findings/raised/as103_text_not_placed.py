"""Text of the form that reached no field.

What it finds:
    Text inside the document's form that belongs to no field of the record. The finding quotes it.

Why it matters:
    Nothing of an official document may get lost. This text is in no handbook unless somebody looks at it.

Example:
    A remark that stands alone in a row below the last task.

What to do:
    Read the quoted text in the document. If it belongs to a field, please report the document; until then add
    the text by hand.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS103", "text-not-placed", Severity.ERROR, "0.1.0")

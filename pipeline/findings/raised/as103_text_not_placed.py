"""Text of the form that reached no field.

What it finds:
    Text inside the document's form that belongs to no field of the record. The finding quotes it. Also text around
    the content of a web page, and (a warning) text that is hidden, if it looks like a part of the form that the record
    lacks: attitudes in a closed tab, notes in the foot of the page, codes on buttons.

Why it matters:
    Nothing of an official document may get lost. This text is in no handbook unless somebody looks at it.

Example:
    A remark that stands alone in a row below the last task.

What to do:
    Read the quoted text in the document. If it belongs to a field, please report the document; until then add
    the text by hand. If it is hidden, show it (open the tab, print hidden text) and save the document again.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS103", "text-not-placed", Severity.ERROR, "0.1.0")

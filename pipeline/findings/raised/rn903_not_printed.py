"""A document that a template cannot hold.

What it finds:
    One format of one document was not made: its template can be filled with other documents, but not with this one.

Why it matters:
    The handbook is missing. The other formats and the other documents are written all the same.

Example:
    A template of the office's own that counts the levels of a duty and finds none in this document.

What to do:
    Read the reason. Mend the template so that it allows for what this document has or lacks, or use another format.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RN903", "not-printed", Severity.ERROR, "0.2.0")

"""Form fields, text boxes, comments or attached files in a PDF.

What it finds:
    What somebody has put on a page beside what is printed there. The text of filled form fields, text boxes and stamps
    is read as if it were printed at its place. Comments and attached files are not
    read; what comments say, and the names of the files, stand outside the form.

Why it matters:
    Such text may not be the publisher's, and may stand where the form has no place for it.

Example:
    A text box with the name of an office on the first page; a reviewer's comment on a task.

What to do:
    Look at the page. If the text belongs to the standard, see that it is in the record; if it does not, take it off the
    page and read the file again.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD114", "annotations", Severity.INFO, "0.2.0")

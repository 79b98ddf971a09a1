"""Text that is struck out, and was read all the same.

What it finds:
    Words with a line through them: by the format of the letters in a Word or OpenDocument text or on a web page, by a
    line that is drawn there in a PDF. They are in the record as any other text is. What is marked as deleted (a tracked
    change, ``<del>``) is not: it stands among the text outside the form.

Why it matters:
    A person takes such words for gone. A program that reads them passes on what the author has withdrawn; one that
    leaves them out may lose what somebody else has struck out by mistake.

Example:
    ``K12 傳真機操作`` with a line through it, left in the table for the next revision.

What to do:
    If the text is withdrawn, delete it in the original document and read that again. If it holds, take the line away.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD117", "struck-out-text", Severity.WARNING, "0.2.0")

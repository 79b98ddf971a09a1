"""A file of another format than its suffix says.

What it finds:
    The content of the file is of one format, its suffix names another. The content decides how the file is
    read.

Why it matters:
    Other programs go by the suffix and may refuse the file or show it wrongly. It may also be a mix-up.

Example:
    A Word document that was saved as ``standard.pdf``.

What to do:
    Check that it is the document you mean, then give it the suffix of its content.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD103", "suffix-mismatch", Severity.WARNING, "0.1.0")

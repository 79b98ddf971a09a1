"""No Chinese font for PDF.

What it finds:
    A PDF was asked for, but the machine has no font with Chinese characters, so none was made. The other formats are
    written all the same.

Why it matters:
    The run has not delivered what it was asked for; a PDF without its characters would be worth nothing.

Example:
    A fresh server without any fonts.

What to do:
    Install a Chinese font: the package ``fonts-noto-cjk`` on Debian and Ubuntu, or
    ``pip install "icap-pipeline[fonts]"``.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RN902", "no-font", Severity.ERROR, "0.1.0")

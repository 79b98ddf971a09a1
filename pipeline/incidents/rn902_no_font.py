"""No Chinese font for PDF.

What it finds:
    The machine has no font with Chinese characters, so the PDF handbook cannot be typeset properly.

Why it matters:
    A PDF without its characters is worth nothing.

Example:
    A fresh server without any fonts.

What to do:
    Install a Chinese font: the package ``fonts-noto-cjk`` on Debian and Ubuntu.
"""

from __future__ import annotations

from pipeline.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RN902", "no-font", Severity.WARNING, "0.1.0")

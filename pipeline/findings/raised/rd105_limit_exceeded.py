"""A document beyond the limits.

What it finds:
    More pages, more text, deeper nesting or a larger unpacked size than any real standard has. Reading stopped.

Why it matters:
    Such a file is damaged or was made to do harm. It could fill the memory of the machine and stop the whole
    run.

Example:
    A DOCX of 2 MB that unpacks to 4 GB.

What to do:
    Check where the file comes from. If it is truly a standard, save it anew from its own program.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD105", "limit-exceeded", Severity.ERROR, "0.1.0")

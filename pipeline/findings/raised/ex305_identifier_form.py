"""An identifier that is not of the form that it must have.

What it finds:
    A CTID that is not ``ce-`` and a UUID of version 4 in small letters.

Why it matters:
    The Credential Registry refuses it.

Example:
    A bare UUID, or one of version 5.

What to do:
    Take a CTID, as ``icap export --to ctdl`` makes them.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX305", "identifier-form", Severity.ERROR, "0.2.0")

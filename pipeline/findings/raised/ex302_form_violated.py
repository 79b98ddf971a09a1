"""A field that its format does not have like this.

What it finds:
    In a CASE package, CTDL-ASN or a data package: a field that is missing, that the format does not have, or whose
    value is of another form. The finding names the place by the steps that lead to it (``CFItems/3/uri``).

Why it matters:
    Servers refuse such a file, or take it without the field.

Example:
    ``null`` for a field that should be left out; a field of one's own beside those of CASE instead of in an
    extension.

What to do:
    Mend the field in the program that wrote the file.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX302", "form-violated", Severity.ERROR, "0.2.0")

"""A file that is no export.

What it finds:
    A file given to ``icap export --check`` that is neither a CASE package, nor CTDL-ASN or SKOS, nor a data
    package; or one that cannot be read as such.

Why it matters:
    What nobody can read, no server takes. Nothing else is checked in such a file.

Example:
    A JSON-LD file that names its context by a web address: nothing is fetched from the network.

What to do:
    Check which file this is. Write it anew with the program that made it, or put the context itself into it.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX301", "not-an-export", Severity.ERROR, "0.2.0")

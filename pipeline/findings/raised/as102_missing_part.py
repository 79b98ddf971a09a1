"""A part of the official form is absent.

What it finds:
    Error: no competence table. Warning: no title, or no header table. Info: no version table, no attitudes, or
    no 說明與補充事項. First editions have no version table, and attitudes are optional.

Why it matters:
    What is absent stays empty in the record and in every handbook. It is never filled in.

Example:
    A document of 2013 without a version table: ``part/versions``.

What to do:
    Compare with the published document. If the part is there, its heading is probably worded in a way that is
    not known yet: please report it.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS102", "missing-part", Severity.WARNING, "0.1.0")

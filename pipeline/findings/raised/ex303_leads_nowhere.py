"""A link to something that is not there.

What it finds:
    An association, a parent, a part or a foreign key that leads to something that the file does not have, or to
    something of another kind; a table that a data package names and that does not lie beside it.

Why it matters:
    Whoever loads the file loses what hung on the link, mostly without a word.

Example:
    A task was deleted and its indicators still name it as their parent.

What to do:
    Put back what is missing, or take the link out.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX303", "leads-nowhere", Severity.ERROR, "0.2.0")

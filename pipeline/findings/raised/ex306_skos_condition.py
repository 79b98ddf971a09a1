"""A graph that breaks a condition of SKOS.

What it finds:
    What the specification of SKOS forbids: two preferred labels of one language (S14), a label that is also
    another kind of label (S13), concepts that are related and above each other (S27), relations with something
    that is no concept (S19, S20), classes that exclude each other (S9, S37), matches that do (S46).

Why it matters:
    Vocabulary servers draw wrong conclusions from such a graph, or refuse it.

Example:
    A concept whose broader concept is also given as related.

What to do:
    Decide which of the two is meant and take the other out.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("EX306", "skos-condition", Severity.ERROR, "0.2.0")

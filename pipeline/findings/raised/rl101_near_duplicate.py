"""Knowledge or a skill that other standards have under nearly the same name.

What it finds:
    A piece of knowledge or a skill whose name differs by a few characters from one that other standards of the run
    have. The name that most standards have is taken for the usual one, and the others are reported. Numbers and Latin
    words have to agree, and names of three characters or less are not looked at. The rule looks at all documents of a
    run, and runs only where it is named (``--select ALL,near-duplicate``).

Why it matters:
    Who looks for everybody that needs a skill finds only those whose standard spells it in that way; a link between
    the two standards is missing.

Example:
    ``談判之能力`` in one standard, ``談判能力`` in thirty others.

What to do:
    Decide whether the two are one thing. If so, use one name when the standard is next revised. If not, leave them.
    ``icap site`` shows all of them on a page, with the standards that have each.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RL101", "near-duplicate", Severity.INFO, "0.2.0", named_only=True)

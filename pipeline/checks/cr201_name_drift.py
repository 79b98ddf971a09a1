"""One K or S code with different names.

What it finds:
    The same knowledge or skill code printed with two or more names. Note marks, scope tags and white space
    are left aside. One finding per code; all places are named.

Why it matters:
    A code stands for one thing in the whole document. Whoever looks it up cannot tell which name is meant.

Example:
    ``S05 基本企劃書撰寫技巧`` in T1.1, ``S05 基本企劃書撰寫能力`` in T2.2 and T2.5.

What to do:
    Ask the office that owns the document which name is right; the commonest one is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import codes
from pipeline.checks import places
from pipeline.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.language import _
from pipeline.model import Standard

RULE = RuleInfo("CR201", "name-drift", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every code of the registers that has more than one name."""
    for code, uses in places.named_references(standard).items():
        names = list(dict.fromkeys(codes.comparable(use.name) for use in uses))
        if len(names) < 2:
            continue
        proposal = codes.commonest([codes.bare_name(use.name) for use in uses])
        yield RULE.found(
            code,
            _("{code} has {count} names: {names}").format(
                code=code, count=len(names), names=", ".join(dict.fromkeys(codes.bare_name(use.name) for use in uses))
            ),
            uses[0].location,
            related=[Related(f"{use.task.subject}/{code}", codes.bare_name(use.name), use.location) for use in uses],
            proposal=proposal,
        )

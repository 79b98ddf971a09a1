"""One K or S code with different names.

What it finds:
    The same knowledge or skill code printed with two or more names. Note marks, scope tags and white space are
    left aside, and so are codes in the wrong column (CR203). One finding for each code; all places are named.

Why it matters:
    A code stands for one thing in the whole document. Whoever looks it up cannot tell which name is meant.

Example:
    ``S05 基本企劃書撰寫技巧`` in T1.1, ``S05 基本企劃書撰寫能力`` in T2.2 and T2.5.

What to do:
    Ask the office that owns the document which name is right; the commonest one is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, Related, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CR201", "name-drift", Severity.WARNING, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every code of the registers that has more than one name."""
    for code, uses in subjects.named_references(standard).items():
        spellings: dict[str, str] = {}
        for use in uses:
            spellings.setdefault(codes.comparable(use.text), codes.bare_name(use.text))
        if len(spellings) < 2:
            continue
        names = [spellings[codes.comparable(use.text)] for use in uses]
        yield RULE.found(
            code,
            _("{code} has {count} names: {names}.").format(
                code=code,
                count=len(spellings),
                names=subjects.listing(_("“{text}”").format(text=subjects.short(name)) for name in names),
            ),
            uses[0].location,
            related=[Related(use.use, name, use.location) for use, name in zip(uses, names, strict=True)],
            proposal=codes.commonest(names),
        )

"""A code of another form than the document's other codes.

What it finds:
    An output or indicator with two numbers where the document's others have three, or the reverse; knowledge,
    skills or attitudes numbered ``K1`` where the others are ``K01``, or the reverse. The measure is the
    document's own majority; where there is none, the official form.

Why it matters:
    Older documents use two numbers throughout, and may. One code that differs is probably a slip, and searching
    for the usual form misses it.

Example:
    ``O1.1`` in a document that otherwise has ``O1.1.1``; ``K5`` beside ``K01``, ``K02``.

What to do:
    Look whether a number or a zero was left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("CF102", "item-code-form", Severity.INFO, "0.1.0")

OFFICIAL = {"O": 3, "P": 3, "K": 2, "S": 2, "SS": 2, "A": 2}
"""How many numbers (O, P) or digits (K, S, SS, A) the official form has."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every code that is of another form than most of its letter."""
    found = {one.code: one for one in reversed(list(subjects.coded(standard))) if _form(one) is not None}
    for letter, official in OFFICIAL.items():
        mine = [one for one in found.values() if one.item.letter == letter]
        counts = Counter(_form(one) for one in mine)
        usual = max(counts, key=lambda form: (counts[form], form == official), default=official)
        for one in mine:
            if _form(one) == usual:
                continue
            proposal = f"{letter}{one.item.serial:0{usual}}" if letter not in "OP" and _form(one) else None
            yield RULE.found(
                one.code,
                _("“{code}” is of another form than most {letter} codes of the document.").format(
                    code=one.code, letter=letter
                ),
                one.location,
                proposal=proposal if proposal not in found else None,
                printed=one.code,
            )


def _form(one: subjects.Coded) -> int | None:
    """The form as ``OFFICIAL`` counts it, 0 for none of its kind, ``None`` where both forms look alike (``K10``)."""
    if one.item.letter in ("O", "P"):
        return len(one.item.numbers)
    digits = one.code.removeprefix(one.item.letter)
    if not digits.isdigit():
        return 0
    return len(digits) if digits.startswith("0") or len(digits) == 1 else None

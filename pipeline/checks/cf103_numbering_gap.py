"""A number that was skipped.

What it finds:
    A number missing below the highest one: of duties in the document, of tasks in their duty, of outputs and
    indicators among those with the same first numbers, of knowledge, skills and attitudes in the document. One
    finding for each missing number; more than twenty in a row are one finding. Outputs and indicators of another
    form than most (CF102) are left aside.

Why it matters:
    No official rule asks for unbroken numbers. But a gap is often all that is left of an item that got lost.

Example:
    ``K11`` and ``K13``, but no ``K12``.

What to do:
    Look in the published document whether the item is there. If it never was, nothing is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("CF103", "numbering-gap", Severity.INFO, "0.1.0")

LONGEST_LISTED = 20
"""A longer run of missing numbers is one finding: it is one slip, such as K110 for K11."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """The missing numbers of every series; a code in a wrong column fills a gap but opens none.

    Nor does an output or indicator of another form than most (CF102): its numbers belong to no series.
    """
    coded = list(subjects.coded(standard))
    depths = Counter((one.item.letter, len(one.item.numbers)) for one in coded if one.item.letter in ("O", "P"))
    series: dict[tuple[str, tuple[int, ...]], dict[int, subjects.Coded]] = {}
    for one in coded:
        depth = len(one.item.numbers)
        if any(letter == one.item.letter and depths[letter, other] > depths[letter, depth] for letter, other in depths):
            continue
        series.setdefault((one.item.letter, one.item.parent), {}).setdefault(one.item.serial, one)
    misplaced = {item for entry in subjects.entries(standard) if not entry.item and (item := codes.parse(entry.code))}
    for (letter, parent), present in series.items():
        width = _width(letter, present.values())
        for before, after in pairwise([0, *sorted(present)]):
            missing = [
                f"{letter}{'.'.join([*map(str, parent), f'{serial:0{width}}'])}"
                for serial in range(before + 1, after)
                if codes.ItemCode(letter, (*parent, serial)) not in misplaced
            ]
            yield from _gap(missing, present[after])


def _width(letter: str, present: Iterable[subjects.Coded]) -> int:
    """How many digits the document's shortest number has, where numbers are filled up with zeros (K, S, A)."""
    if letter in ("T", "O", "P"):
        return 1
    return min(len(one.code) for one in present) - len(letter)


def _gap(missing: list[str], after: subjects.Coded) -> Iterator[Diagnostic]:
    if len(missing) > LONGEST_LISTED:
        yield RULE.found(
            f"{missing[0]}-{missing[-1]}",
            _("{count} numbers from {first} to {last} are missing before {after}.").format(
                count=len(missing), first=missing[0], last=missing[-1], after=after.code
            ),
            after.location,
        )
        return
    for code in missing:
        yield RULE.found(
            code, _("{code} is missing before {after}.").format(code=code, after=after.code), after.location
        )

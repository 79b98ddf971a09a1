"""Codes of a cell that do not ascend.

What it finds:
    A cell of outputs, indicators, knowledge or skills whose codes stand in another order than that of their
    numbers. ``S`` and ``SS`` codes are two series; codes of another task (CR204) are left aside. One finding for
    each cell.

Why it matters:
    No official rule asks for an order, but a code out of order is easily overlooked, and it may be a misprint
    for another number.

Example:
    S07, S08, S16, S11 in T2.4.

What to do:
    See whether the number is right. If so, nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("CR206", "order-in-cell", Severity.INFO, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every cell that is out of order, at the first code that is lower than the one before.

    A code that does not belong to the task (CR204) has no place in the order.
    """
    for cell in subjects.cells(standard):
        coded = [(entry.item, entry) for entry in cell.entries if entry.item and entry.belongs]
        for letter in subjects.LETTERS[cell.column]:
            series = [(item.numbers, entry) for item, entry in coded if item.letter == letter]
            low = next((later for earlier, later in pairwise(series) if later[0] < earlier[0]), None)
            if not low:
                continue
            printed = [entry.code or "" for _numbers, entry in series]
            in_order = [entry.code or "" for _numbers, entry in sorted(series, key=lambda pair: pair[0])]
            yield RULE.found(
                f"{cell.task.subject}/{cell.column}",
                _("The codes of this cell do not ascend: {codes}.").format(codes=_(", ").join(printed)),
                low[1].location,
                proposal=_(", ").join(in_order),
                printed=_(", ").join(printed),
            )

"""Equations in MathML (web pages, OpenDocument) as one line of text: fractions with a stroke, powers raised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers.account import Account, emptied, taken, taken_tail
from pipeline.readers.blocks import Run

_BESIDE = {"annotation", "annotation-xml"}


def runs(element: Any, account: Account, *, raised: bool = False) -> Iterator[Run]:
    """The text of an equation in the order in which it is read; what only describes it stands outside."""
    kind = element.tag.rsplit("}", 1)[-1]
    if kind in _BESIDE:
        account.aside(emptied(element))
        return
    if kind == "msqrt":
        yield Run("√", raised)
    text = " ".join(taken(element).split())
    if text:
        yield Run(text, raised)
    parts = [one for one in element if isinstance(one.tag, str)]
    if kind == "mroot" and len(parts) == 2:
        yield from runs(parts[1], account, raised=True)
        yield Run("√", raised)
        parts = parts[:1]
    for number, part in enumerate(parts):
        if kind == "mfrac" and number == 1:
            yield Run("/", raised)
        is_power = (kind == "msup" and number == 1) or (kind == "msubsup" and number == 2)
        yield from runs(part, account, raised=raised or is_power)
        tail = taken_tail(part).strip()
        if tail:
            yield Run(tail, raised)

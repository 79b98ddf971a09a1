"""Equations of Word (OMML) as one line of text: fractions with a stroke, powers raised, brackets as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers._word.names import child, qn
from pipeline.readers.account import taken
from pipeline.readers.blocks import Run

_SEPARATOR = ","


def runs(element: Any, *, raised: bool = False) -> Iterator[Run]:
    """The text of an equation, or of a part of one, in the order in which it is read aloud."""
    kind = _DRAWN.get(element.tag)
    if element.tag == qn("m:t"):
        yield Run(taken(element), raised)
    elif kind is not None:
        yield from kind(element, raised)
    elif isinstance(element.tag, str) and not element.tag.endswith("Pr"):
        for one in element:
            yield from runs(one, raised=raised)


def _fraction(element: Any, raised: bool) -> Iterator[Run]:
    yield from _parts(element, raised, "m:num")
    yield Run("/", raised)
    yield from _parts(element, raised, "m:den")


def _power(element: Any, raised: bool) -> Iterator[Run]:
    yield from _parts(element, raised, "m:e")
    yield from _parts(element, raised, "m:sub")
    yield from _parts(element, True, "m:sup")


def _root(element: Any, raised: bool) -> Iterator[Run]:
    yield from _parts(element, True, "m:deg")
    yield Run("√", raised)
    yield from _parts(element, raised, "m:e")


def _operator(element: Any, raised: bool) -> Iterator[Run]:
    yield Run(_sign(element, "m:naryPr/m:chr", "∫"), raised)
    for part in ("m:sub", "m:sup", "m:e"):
        yield from _parts(element, raised, part)


def _brackets(element: Any, raised: bool) -> Iterator[Run]:
    yield Run(_sign(element, "m:dPr/m:begChr", "("), raised)
    for number, part in enumerate(element.iterfind(qn("m:e"))):
        if number:
            yield Run(_sign(element, "m:dPr/m:sepChr", _SEPARATOR), raised)
        yield from runs(part, raised=raised)
    yield Run(_sign(element, "m:dPr/m:endChr", ")"), raised)


def _parts(element: Any, raised: bool, name: str) -> Iterator[Run]:
    for part in element.iterfind(qn(name)):
        yield from runs(part, raised=raised)


def _sign(element: Any, path: str, default: str) -> str:
    found = child(element, path)
    return default if found is None else str(found.get(qn("m:val"), ""))


_DRAWN = {
    qn("m:f"): _fraction,
    qn("m:sSup"): _power,
    qn("m:sSub"): _power,
    qn("m:sSubSup"): _power,
    qn("m:rad"): _root,
    qn("m:nary"): _operator,
    qn("m:d"): _brackets,
}

"""Holds what a file shows against what the pipeline tells of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from pipeline.assemble.coverage import LABEL, OUTSIDE
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import as103_text_not_placed as text_not_placed
from pipeline.findings.raised import rd107_reference_engine as reference_engine
from pipeline.release.read import Reading
from tests.fuzz.shown import SHOWN, Node, Piece
from tests.fuzz.values import PLANTED

_UNREAD = "RD"
"""The rules that say of a whole part of a file that it was not read."""
_NOT_PLACED = text_not_placed.RULE.id
_OTHER_ENGINE = reference_engine.RULE.id
"""Where the pages were not read by PDFium, its letters tell nothing but whether planted words are there."""
_SYMBOLS = {0xF000 + letter: letter for letter in range(0x21, 0x7F)}
"""Letters in a symbol font are read as the signs that are drawn, which are kept as characters without a meaning."""
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_NOT_KEPT_AS_PRINTED = ("level", "versions", "code", "notes")
"""Fields whose words become a number, a date, a code or the number of a note."""


class Problem(NamedTuple):
    """One thing that must not happen. ``place`` tells it from others of its kind: a place in the code or the file."""

    kind: str
    place: str
    detail: str
    told: tuple[tuple[str, int], ...] = ()
    """Of text that is lost: its letters, each with how many of them are told."""


def lost(suffix: str, data: bytes, reading: Reading) -> Iterator[Problem]:
    """What the file shows and nothing tells: neither record, nor text outside, nor a finding.

    Nothing is said of files that were refused, or of which a finding says that some part was not read.
    """
    if reading.standard is None or _says_unread(reading):
        return
    pieces = SHOWN[suffix](data)
    if pieces is None:
        return
    showing, told = letters("".join(piece.text for piece in pieces), suffix), _told(reading, suffix)
    missing = showing - told
    if any(one.rule == _OTHER_ENGINE for one in reading.diagnostics):
        missing = Counter({letter: number for letter, number in missing.items() if letter in PLANTED})
    if missing:
        kind = "vanished" if reading.outcome is Outcome.OK else "vanished-partial"
        detail = f"shown but not told: {''.join(sorted(missing.elements()))[:80]}"
        yield Problem(kind, _where(pieces, missing, suffix), detail, tuple((one, told[one]) for one in missing))
    yield from _not_recorded(reading)


def _says_unread(reading: Reading) -> bool:
    return any(one.rule.startswith(_UNREAD) and one.severity == "error" for one in reading.diagnostics)


def _told(reading: Reading, suffix: str) -> Counter[str]:
    """Every letter that has a field, or that a finding of reading tells.

    Of a standard that stands in a file twice, one finding may tell the same text of both.
    """
    nowhere = "\n".join(one.message for one in reading.diagnostics if one.rule == _NOT_PLACED)
    others = "".join(one.message for one in reading.diagnostics if one.rule != _NOT_PLACED)
    told = "".join(one.text for one in reading.placements if one.field is not None or one.text in nowhere)
    return letters(told, suffix) + letters(others, suffix)


def letters(text: str, suffix: str) -> Counter[str]:
    """The characters that count. Text has signs of its own, which tell cells and raised marks."""
    kinds = "LN" if suffix == "txt" else "LNPS"
    plain = unicodedata.normalize("NFKC", text).translate(_SYMBOLS)
    return Counter(one for one in plain if unicodedata.category(one)[0] in kinds and not "\u2e80" <= one < "\u2fe0")


def _where(pieces: list[Piece], missing: Counter[str], suffix: str) -> str:
    """The outermost element of which nothing is told, and the one that holds it."""
    gone: dict[Node, bool] = {}
    shares: list[tuple[float, Piece]] = []
    for piece in pieces:
        found = letters(piece.text, suffix)
        share = (found & missing).total() / found.total() if found else 0.0
        shares.append((share * (2 if found.keys() & set(PLANTED) else 1), piece))
        for node in piece.path if found else ():
            gone[node] = gone.get(node, True) and share == 1.0
    path = max(shares, key=itemgetter(0))[1].path
    at = next((at for at, node in enumerate(path) if gone.get(node)), len(path) - 1)
    return ">".join(_known(name) for name, _ in path[max(at - 1, 0) : at + 1])


def _known(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][A-Za-z1-6-]*", name) else "?"


def _not_recorded(reading: Reading) -> Iterator[Problem]:
    """Words that are said to be in a field and are nowhere in the record, and planted words that pass for a label."""
    assert reading.standard is not None
    kept = "\n".join(_strings(reading.standard.model_dump(mode="json")))
    said = re.sub(f"[^\u4e00-\u9fff{PLANTED}\n]", "", "\n".join((kept, *(one.message for one in reading.diagnostics))))
    for one in reading.placements:
        field = str(one.field)
        planted = [letter for letter in one.text if letter in PLANTED and letter not in said]
        if field == LABEL and planted:
            label = "".join(_CHINESE.findall(re.sub(f"[{PLANTED}]", "", one.text)))[:12]
            yield Problem("label", label, f"planted words pass for a label: {one.text[:80]}")
        if one.field is None or field in (LABEL, OUTSIDE):
            continue
        words = [] if field.startswith(_NOT_KEPT_AS_PRINTED) else _CHINESE.findall(one.text)
        for word in (*words, *planted):
            if word not in said:
                yield Problem("unrecorded", re.sub(r"[\d.]+", "", field), f"placed but not in the record: {word}")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield "".join(value.split())
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)

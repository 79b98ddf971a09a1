"""Marks before items that may say something: boxes that are ticked or not, stars before some of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple

from pipeline.assemble.coverage import Coverage
from pipeline.assemble.spans import Span
from pipeline.assemble.tokens import BULLETS, EMPTY_BOXES, MARKS, SOLID_BOXES, TICKS
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.as112_doubtful_item import RULE as DOUBTFUL_ITEM

_EMPTY, _SOLID, _TICKED = map(frozenset, (EMPTY_BOXES, SOLID_BOXES, TICKS))
_PLAIN = frozenset(BULLETS) - _TICKED - _EMPTY - _SOLID - frozenset("★☆")
"""Bullets that say nothing, even if some items of a list have none."""
_IN_PLAIN = str.maketrans("\uf0fe\uf0fd\uf052\uf0fc\uf0fb\uf06f\uf0a8\uf071", "☒☒☑✓✗□□□")
"""Characters of Wingdings as everybody has them."""
_SILENT = _PLAIN | _EMPTY | _SOLID | {""}
_SYMBOLS = re.compile("[\ue000-\uf8ff]")
"""Characters of symbol fonts, bullets but for the boxes among them."""
_MARK = re.compile(rf"\s*([{MARKS}])")
_LAST = re.compile(rf"[\s]([{MARKS}])\ufe0f?\s*\Z|([{MARKS}])\ufe0f?[ \t\u3000\u00a0]*\Z")
_STOPS = "。；，、）)】」』"
_LONGEST = 12
"""Characters of a mark with the white space around it."""
_BOX = re.compile(f"[{''.join(sorted(_EMPTY | _SOLID | _TICKED))}]")


class _MixedMarks(NamedTuple):
    """Different marks before the items of one list (empty: one has none), and the first item of the list."""

    marks: Sequence[str]
    example: Span


def mixed_marks(lists: Iterable[Iterable[Span]], lines: Iterable[Span], coverage: Coverage) -> Iterator[Diagnostic]:
    """One finding for the first of ``lists``, or the first ``lines`` of the notes, that bear different marks."""
    found = filter(None, map(_mixed, lists))
    first = next(chain(found, _mixed_in_text(lines)), None)
    if first:
        message = _(
            "Items of one list bear different marks ({marks}), or some bear none; all were read alike, and what the "
            "marks say is in no field: “{text}”."
        )
        marks = " ".join(filter(None, first.marks)).translate(_IN_PLAIN)
        said = message.format(marks=marks, text=first.example.normalized().partition("\n")[0])
        yield DOUBTFUL_ITEM.found("marks", said, coverage.location(first.example), severity=Severity.WARNING)


def _mixed(items: Iterable[Span]) -> _MixedMarks | None:
    """The marks before the items of one list, if they differ and may say which of these hold.

    What stands before an item is cut off with the end of the one above.
    """
    marks: dict[str, Span] = {}
    behind = ""
    for item in items:
        match = None if item.text[:1].isalnum() else _MARK.match(item.text)
        marks.setdefault(match[1] if match else behind, item)
        last = item.text.rstrip()[-1:]
        is_letter = last.isalnum() or last in _STOPS
        end = None if is_letter else _LAST.search(item.text, max(len(item.text) - _LONGEST, 0))
        behind = (end[1] or end[2]) if end else ""
    if len(marks) < 2 or not _says(marks.keys()):
        return None
    return _MixedMarks(list(marks), next(iter(marks.values())))


def _mixed_in_text(lines: Iterable[Span]) -> Iterator[_MixedMarks]:
    """The same among lines of text, where solid and empty boxes on different lines are the bullets of two lists."""
    found: dict[str, Span] = {}
    for line in lines:
        boxes = dict.fromkeys(_BOX.findall(line.text))
        if _is_choice(boxes.keys()):
            yield _MixedMarks(list(boxes), line)
        found.update({box: line for box in boxes if box not in _SOLID and box not in found})
    if _is_choice(found.keys()):
        yield _MixedMarks(list(found), next(iter(found.values())))


def _says(marks: Set[str]) -> bool:
    is_said = any(mark in _TICKED or not (mark in _SILENT or _SYMBOLS.match(mark)) for mark in marks)
    return is_said or _is_choice(marks)


def _is_choice(marks: Set[str]) -> bool:
    return bool(marks & _EMPTY and marks & (_SOLID | _TICKED))

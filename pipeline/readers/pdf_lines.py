"""Glyphs to lines of text, by where they stand and not by the order they were drawn in."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from pipeline.blocks import Line, Run
from pipeline.provenance import union
from pipeline.readers.pdf_page import Glyph

_SMALL = 0.8
"""Glyphs below this share of the usual size are raised marks, which belong to the line they hang on."""
_WORD_GAP = 0.25
"""A gap of this share of the size between two Latin glyphs is a space that the engine did not draw."""
_OPENING = "「『（(【《〈“‘［[〔｛{"
_CLOSING = "，。、；：）)】」』》〉！？”’…］],.;:!?〕｝}/\\-–—～~%％℃·"
_WORD = r"[A-Za-z0-9_.\-%&+#@'\"*=<>$^|~\\]"
_UNIT = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:{_WORD}+|.)"
    rf"(?:-\d[\w.°]*|[{re.escape(_CLOSING)}]|(?<=[A-Za-z0-9])[(\[{{]+.|(?<=[)\]}}，、；：]){_WORD}+|(?<=/)\d{_WORD}*)*"
    r"(?:\s*【註\s?\d+】)?",
    re.DOTALL,
)
"""What cannot be broken at a line end: a Chinese character or a Latin word with its brackets and stops.

Unicode's line breaking (UAX 14): none before closing signs, behind opening ones, between a Latin word and a bracket
of half width (LB30), or between a slash and a digit (LB25). LibreOffice has none before a Latin word behind a comma.
"""

Row = list[Glyph]


def undoubled(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without the copies that fake a bold face: the same character drawn again less than half its width away."""
    kept: list[Glyph] = []
    drawn: defaultdict[tuple[str, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        height = round(glyph.top)
        near = (other for step in (-1, 0, 1) for other in drawn.get((glyph.text, height + step), ()))
        reach = min((glyph.x1 - glyph.x0) / 2, glyph.size / 4)
        if not any(abs(other.x0 - glyph.x0) < reach for other in near) or glyph.text.isspace():
            drawn[glyph.text, height].append(glyph)
            kept.append(glyph)
    return kept


def lines(glyphs: Sequence[Glyph], right_limit: float | None, page: int) -> tuple[Line, ...]:
    """The lines of a cell, or of the text outside tables, from top to bottom.

    ``right_limit`` is the edge, in points, that text may reach; ``None``: take the padding on the left as that on
    the right cannot be seen.
    """
    rows = _rows(glyphs)
    if not rows:
        return ()
    limit = max(row[-1].x1 for row in rows) if right_limit is None else right_limit
    softness = [_is_full(row, below, limit) for row, below in pairwise(rows)] + [_is_full(rows[-1], None, limit)]
    usual = _usual_size(glyphs)
    return tuple(_line(row, usual, soft, page) for row, soft in zip(rows, softness, strict=True))


def _usual_size(glyphs: Iterable[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) // 2]


def _rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Glyphs sorted into lines by the height of their middles; raised marks join the line they overlap most."""
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return []
    usual = _usual_size(printed)
    rows: list[Row] = []
    for glyph in sorted((one for one in printed if one.size >= usual * _SMALL), key=lambda one: one.middle[1]):
        if rows and glyph.middle[1] - rows[-1][-1].middle[1] <= max(glyph.size, usual) / 2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for glyph in glyphs:
        if glyph.text.isspace() or glyph.size < usual * _SMALL:
            row = max(rows, key=lambda row: _overlap(row, glyph))
            if _overlap(row, glyph) > 0:
                row.append(glyph)
            elif not glyph.text.isspace():
                rows.append([glyph])
    ordered = sorted(rows, key=lambda row: sum(glyph.middle[1] for glyph in row) / len(row))
    return [_trimmed(sorted(row, key=lambda glyph: (glyph.x0, glyph.x1))) for row in ordered]


def _trimmed(row: Row) -> Row:
    """Without white space at the row's start; that at its end tells a wrap between words."""
    start = next(at for at, glyph in enumerate(row) if not glyph.text.isspace())
    return row[start:]


def _overlap(row: Row, glyph: Glyph) -> float:
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    return min(bottom, glyph.bottom) - max(top, glyph.top)


def _is_full(row: Row, below: Row | None, limit: float) -> bool:
    """Whether what begins the next line would not have fitted behind this one, so that the width may have broken it.

    Typesetters draw an opening bracket half as wide where it begins a line, and set gaps: between Latin and Chinese,
    or behind every letter.
    """
    printed = [glyph for glyph in row if not glyph.text.isspace()]
    size = printed[-1].size
    room = limit - printed[-1].x1
    if below is None:
        return room < 2 * size
    compressed = size / 2 if below[0].text in _OPENING else 0.0
    return room < _first_unit(below) + compressed + size / 2


def _first_unit(row: Row) -> float:
    text = "".join(glyph.text for glyph in row)
    match = _UNIT.match(text)
    length = len(match[0]) if match else 1
    seen = 0
    for glyph in row:
        seen += len(glyph.text)
        if seen >= length:
            return glyph.x1 - row[0].x0
    return row[-1].x1 - row[0].x0


def _line(row: Row, usual: float, soft: bool, page: int) -> Line:
    spaced = _with_gaps(row)
    runs = tuple(
        Run("".join(text for text, _ in part), superscript=raised)
        for raised, part in groupby(spaced, key=lambda piece: piece[1] < usual * _SMALL)
    )
    printed = [glyph for glyph in row if not glyph.text.isspace()]
    box = union([(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in printed])
    return Line(runs, soft=soft, page=page, box=box)


def _with_gaps(row: Row) -> list[tuple[str, float]]:
    """The row's texts with their sizes, a space added where Latin words stand apart without one."""
    pieces = [(row[0].text, row[0].size)]
    for before, glyph in pairwise(row):
        apart = glyph.x0 - before.x1 > _WORD_GAP * glyph.size
        if apart and not any(one.text.isspace() or _is_wide(one) for one in (before, glyph)):
            pieces.append((" ", glyph.size))
        pieces.append((glyph.text, glyph.size))
    return pieces


def _is_wide(glyph: Glyph) -> bool:
    return unicodedata.east_asian_width(glyph.text[-1:] or " ") in "WF"

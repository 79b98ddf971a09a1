"""Glyphs to lines of text, by where they stand and not by the order they were drawn in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import attrgetter

from pipeline.blocks import Line, Run
from pipeline.readers.pdf_page import Glyph

_SMALL = 0.8
"""Glyphs below this share of the usual size are raised marks, which belong to the line they hang on."""
_WORD_GAP = 0.25
"""A gap of this share of the size between two Latin glyphs is a space that the engine did not draw."""
OPENING = "「『（(【《〈“‘［[〔｛{"
"""Brackets that typesetters move out by half their width where they begin a line."""
_CLOSING = "，。、；：）)】」』》〉！？”’…］],.;:!?〕｝}/\\-–—～~%％℃·"
_WORD = r"[A-Za-z0-9_.\-%&+#@'\"*=<>$^|~\\]"
_UNIT = re.compile(
    rf"[{re.escape(OPENING)}]*(?:{_WORD}+|.)"
    rf"(?:-\d[\w.°]*|[{re.escape(_CLOSING)}]|(?<=[A-Za-z0-9])[(\[{{]+.|(?<=[)\]}}，、；：]){_WORD}+|(?<=/)\d{_WORD}*"
    rf"|[\"'](?:{_WORD}+|\S)?|(?<=[\"'])\S)*"
    r"(?:\s*【註\s?\d+】)?",
    re.DOTALL,
)
"""What cannot be broken at a line end: a Chinese character or a Latin word with its brackets and stops.

Unicode's line breaking (UAX 14): none before closing signs, behind opening ones, at either side of an upright quotation
mark (LB19), between a Latin word and a bracket of half width (LB30), or between a slash and a digit (LB25).
LibreOffice has none before a Latin word behind a comma.
"""

Row = list[Glyph]
_across = attrgetter("x0", "x1")


def undoubled(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without the copies that fake a bold face: the same character drawn again less than half its width away."""
    kept: list[Glyph] = []
    drawn: dict[int, dict[str, list[float]]] = {}
    level: float | None = None
    for glyph in glyphs:
        text, x0, top, x1, _bottom, size = glyph
        if text.isspace():
            kept.append(glyph)
            continue
        if top != level:
            level, height = top, round(top)
            here = drawn.setdefault(height, {})
            around = [drawn[near] for near in (height - 1, height, height + 1) if near in drawn]
        reach = min((x1 - x0) / 2, size / 4)
        for row in around:
            if text in row and any(abs(x - x0) < reach for x in row[text]):
                break
        else:
            here.setdefault(text, []).append(x0)
            kept.append(glyph)
    return kept


def lines(glyphs: Sequence[Glyph], right_limit: float, page: int) -> tuple[Line, ...]:
    """The lines of a cell, or of the text outside tables, from top to bottom.

    ``right_limit`` is the edge, in points, that text may reach.
    """
    rows = _rows(glyphs)
    if not rows:
        return ()
    small = _usual_size(glyphs) * _SMALL
    softness = [_is_full(row, below, right_limit) for row, below in zip_longest(rows, rows[1:])]
    return tuple(_line(row, small, soft, page) for row, soft in zip(rows, softness, strict=True))


def _usual_size(glyphs: Iterable[Glyph]) -> float:
    sizes = sorted([glyph.size for glyph in glyphs])
    return sizes[len(sizes) // 2]


class _Band:
    """Glyphs that make one line, with their outer edges."""

    def __init__(self, glyphs: list[Glyph], top: float, bottom: float) -> None:
        self.glyphs = glyphs
        self.top = top
        self.bottom = bottom

    def take(self, glyphs: Iterable[Glyph], top: float, bottom: float) -> None:
        """Adds glyphs between these edges."""
        self.glyphs.extend(glyphs)
        self.top = min(self.top, top)
        self.bottom = max(self.bottom, bottom)

    def overlap(self, glyph: Glyph) -> float:
        """How many points of a glyph's height stand in the band."""
        return min(self.bottom, glyph.bottom) - max(self.top, glyph.top)

    @property
    def middle(self) -> float:
        """The mean of the glyphs' middles."""
        return sum([glyph.top + glyph.bottom for glyph in self.glyphs]) / len(self.glyphs) / 2


def _rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Glyphs sorted into lines by the height of their middles; raised marks join the line they overlap most."""
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return []
    usual = _usual_size(printed)
    level: dict[tuple[float, float], list[Glyph]] = {}
    hung: list[Glyph] = []
    small = usual * _SMALL
    for glyph in glyphs:
        text, _x0, top, _x1, bottom, size = glyph
        if size < small or text.isspace():
            hung.append(glyph)
        elif (top, bottom) in level:
            level[top, bottom].append(glyph)
        else:
            level[top, bottom] = [glyph]
    bands: list[_Band] = []
    above = 0.0
    for (top, bottom), found in sorted(level.items(), key=lambda entry: sum(entry[0])):
        middle = (top + bottom) / 2
        if bands and middle - above <= max(bottom - top, usual) / 2:
            bands[-1].take(found, top, bottom)
        else:
            bands.append(_Band(found, top, bottom))
        above = middle
    for glyph in hung:
        band = max(bands, key=lambda band: band.overlap(glyph))
        if band.overlap(glyph) > 0:
            band.take((glyph,), glyph.top, glyph.bottom)
        elif not glyph.text.isspace():
            bands.append(_Band([glyph], glyph.top, glyph.bottom))
    bands.sort(key=lambda band: band.middle)
    return [_trimmed(sorted(band.glyphs, key=_across)) for band in bands]


def _trimmed(row: Row) -> Row:
    """Without white space at the row's start; that at its end tells a wrap between words."""
    start = next(at for at, glyph in enumerate(row) if not glyph.text.isspace())
    return row[start:]


def _is_full(row: Row, below: Row | None, limit: float) -> bool:
    """Whether what begins the next line would not have fitted behind this one, so that the width may have broken it.

    Typesetters draw an opening bracket half as wide where it begins a line, and set gaps: between Latin and Chinese,
    or behind every letter.
    """
    last = next(glyph for glyph in reversed(row) if not glyph.text.isspace())
    room = limit - last.x1
    if below is None:
        return room < 2 * last.size
    compressed = last.size / 2 if below[0].text in OPENING else 0.0
    return room < _first_unit(below) + compressed + last.size / 2


def _first_unit(row: Row) -> float:
    text = "".join([glyph.text for glyph in row])
    match = _UNIT.match(text)
    length = match.end() if match else 1
    seen = 0
    for glyph in row:
        seen += len(glyph.text)
        if seen >= length:
            return glyph.x1 - row[0].x0
    return row[-1].x1 - row[0].x0


def _line(row: Row, small: float, soft: bool, page: int) -> Line:
    printed = [glyph for glyph in row if not glyph.text.isspace()]
    heights = {(glyph.top, glyph.bottom) for glyph in printed}
    top, bottom = min(top for top, _ in heights), max(bottom for _, bottom in heights)
    box = (row[0].x0, top, max([glyph.x1 for glyph in printed]), bottom)
    return Line(tuple(_runs(row, small)), soft=soft, page=page, box=box)


def _runs(row: Row, small: float) -> Iterator[Run]:
    """The row's text, cut where raised text begins and ends; a space added where Latin words stand apart without."""
    raised = row[0].size < small
    texts: list[str] = []
    edge, before = row[0].x0, ""
    for text, x0, _top, x1, _bottom, size in row:
        if (size < small) != raised:
            yield Run("".join(texts), superscript=raised)
            texts, raised = [], not raised
        if x0 - edge > _WORD_GAP * size and not any(one.isspace() or _is_wide(one) for one in (before, text)):
            texts.append(" ")
        texts.append(text)
        edge, before = x1, text
    yield Run("".join(texts), superscript=raised)


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[-1:] or " ") in "WF"

"""Glyphs to lines of text, by where they stand and not by the order they were drawn in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from pipeline.readers._pdf.overprints import is_mixed
from pipeline.readers._pdf.page import Stretch, of_stretch
from pipeline.readers._pdf.spare import limits, spacing
from pipeline.readers.blocks import Line, Run

_SMALL = 0.8
"""Glyphs below this share of the usual size are raised marks, which belong to the line they hang on."""
_DOUBLE = 2.0
"""Points that the copy which fakes a bold face is drawn higher or lower, at most."""
_SHADOWED = 4
"""Glyphs of a text that is told from its shadow, at least: fewer may be a word of one letter said twice."""
_HAIR_OF_SHADOW = 0.1
"""Points by which the glyphs of a shadow are not moved alike."""
_WORD_GAP = 0.25
"""A gap of this share of the size between two Latin glyphs is a space that the engine did not draw."""
OPENING = "「『（(【〖《〈“‘［[〔｛{｢"
"""Brackets that typesetters move out by half their width where they begin a line."""
_ENDING = "，。、；：．）)】〗」』》〉！？］],.;:!?〕｝}｣､｡/"
"""What no line begins with, even behind a blank (LB13)."""
_CLOSING = _ENDING + "”’…‥\\-–—～〜~%％℃‰°·‧・․ー々|"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-ӿﬀ-ﬆ"
_WORD = rf"[{_LETTERS}0-9_.\-%&+#@'\"*=<>$^|~\\]"
_BRACKETS = f"(?:[{re.escape(OPENING)}] *)"
_UNIT = re.compile(
    rf"{_BRACKETS}*(?:{_WORD}+|.)"
    rf"(?:-\d{_WORD}*|[{re.escape(_CLOSING)}]| +[{re.escape(_ENDING)}]"
    rf"|(?<=[{_LETTERS}0-9_#&*=<>^~@])[(\[{{]+(?:{_WORD}+|.)"
    rf"|(?<=[)\]}}，、；：,.:;/·]){_WORD}+"
    rf"|(?<=[%％℃‰°])(?:{_WORD}+|{_BRACKETS}+.)"
    rf"|(?<=[$+\\±№€£¥￥＄￡])(?!【註)(?:{_WORD}+|{_BRACKETS}*\S)"
    rf"|[\"'](?:{_WORD}+|\S)?|(?<=[\"']){_BRACKETS}*\S)*"
    r"(?:\s*【註\s?\d+】)?",
    re.DOTALL,
)
"""What cannot be broken at a line end: a Chinese character or a Latin word with its brackets and stops.

Unicode's line breaking (UAX 14): none before closing signs, behind opening ones, at either side of an upright quotation
mark (LB19), between a plus, a backslash or a currency sign and what follows it (LB23a, LB24), a sign of per cent or
degree and a word or bracket (LB24, LB25), a comma, stop or colon and a Latin word or number (LB25, LB29), or a Latin
word and a bracket of half width (LB30). LibreOffice has none before a Latin word behind a full-width comma, Word and
Chromium none behind a slash.
"""

Row = list[Stretch]
_across = of_stretch("x0", "x1")
_outer = of_stretch("top", "x1", "bottom")


def undoubled(glyphs: Iterable[Stretch]) -> list[Stretch]:
    """Glyphs from left to right, without the copies that fake a bold face."""
    kept: list[Stretch] = []
    drawn: dict[str, list[Stretch]] = {}
    for glyph in sorted(glyphs, key=_across):
        if not glyph.text.isspace():
            before = drawn.setdefault(glyph.text, [])
            if _is_copy(glyph, before):
                continue
            before.append(glyph)
        kept.append(glyph)
    return kept


def _without_shadow(glyphs: Sequence[Stretch]) -> Sequence[Stretch]:
    """Glyphs as they are drawn one after the other; only the first half if the second is a copy close beside it."""
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    half, odd = divmod(len(printed), 2)
    pairs = list(zip(printed, printed[half:], strict=False))
    if odd or half < _SHADOWED or any(one.text != other.text for one, other in pairs):
        return glyphs
    across, down = [other.x0 - one.x0 for one, other in pairs], [other.top - one.top for one, other in pairs]
    is_moved_as_one = max(max(moved) - min(moved) for moved in (across, down)) < _HAIR_OF_SHADOW
    reach = printed[0].size / 2
    if not is_moved_as_one or abs(across[0]) > reach or abs(down[0]) > reach:
        return glyphs
    copies = set(map(id, printed[half:]))
    blanks = {round(glyph.x0 + across[0]) for glyph in glyphs if glyph.text.isspace()}
    return [
        glyph
        for glyph in glyphs
        if id(glyph) not in copies and not (glyph.text.isspace() and round(glyph.x0) in blanks)
    ]


def _is_copy(glyph: Stretch, before: Sequence[Stretch]) -> bool:
    """Whether the same glyph was drawn less than half its width to the left; ``before`` is from left to right."""
    reach = min((glyph.x1 - glyph.x0) / 2, glyph.size / 4)
    for one in reversed(before):
        if glyph.x0 - one.x0 >= reach:
            return False
        if abs(glyph.top - one.top) < _DOUBLE:
            return True
    return False


def lines(
    stretches: Sequence[Stretch], right_limit: float, page: int, left_edge: float | None = None
) -> tuple[Line, ...]:
    """The lines of a cell, or of the text outside tables, from top to bottom.

    ``right_limit`` is the edge, in points, that text may reach, ``left_edge`` that of the cell.
    """
    printed = [one for one in stretches if not one.text.isspace()]
    if not printed:
        return ()
    if len(stretches) == 1:
        row = list(stretches)
        return (_line(row, 0.0, _is_full(row, None, right_limit), page),)
    usual = _usual_size(printed)
    small = usual * _SMALL
    rows = _rows(stretches, usual, small)
    softness = [_is_full(row, below, right_limit) for row, below in zip_longest(rows, rows[1:])]
    if True in softness and (farther := limits(rows, right_limit, left_edge)):
        softness = [_is_full(row, below, limit) for row, below, limit in zip_longest(rows, rows[1:], farther)]
    return tuple(_line(row, small, soft, page) for row, soft in zip(rows, softness, strict=True))


def _usual_size(stretches: Sequence[Stretch]) -> float:
    """The median size of the glyphs."""
    if len({one.size for one in stretches}) == 1:
        return stretches[0].size
    sizes = sorted([size for one in stretches for size in (one.size,) * len(one.starts)])
    return sizes[len(sizes) // 2]


_HAIR = 0.01
"""Points by which sums of edges are off: room for two characters exactly is room, whichever engine gives the edges."""


class _Band:
    """What makes one line, with its outer edges; ``middle`` is that of what came first."""

    def __init__(self, stretches: list[Stretch], top: float, bottom: float) -> None:
        self.stretches = stretches
        self.top = top
        self.bottom = bottom
        self.middle = (top + bottom) / 2

    def take(self, stretches: Iterable[Stretch], top: float, bottom: float) -> None:
        """Adds stretches between these edges."""
        self.stretches.extend(stretches)
        self.top = min(self.top, top)
        self.bottom = max(self.bottom, bottom)

    def overlap(self, stretch: Stretch) -> float:
        """How many points of a stretch's height stand in the band."""
        return min(self.bottom, stretch.bottom) - max(self.top, stretch.top)


def _rows(stretches: Iterable[Stretch], usual: float, small: float) -> list[Row]:
    """Sorted into lines by the height of their middles; what is below ``small`` joins the line it overlaps most."""
    level: dict[tuple[float, float], list[Stretch]] = {}
    hung: list[Stretch] = []
    for one in stretches:
        place = one.top, one.bottom
        if one.size < small:
            hung.append(one)
        elif place in level:
            level[place].append(one)
        elif one.text.isspace():
            hung.append(one)
        else:
            level[place] = [one]
    if len(level) == 1 and not hung:
        return [_trimmed(_across_the_line(found)) for found in level.values()]
    ordered = sorted(level.items(), key=lambda entry: sum(entry[0]))
    bands: list[_Band] = []
    above = 0.0
    for (top, bottom), found in ordered:
        middle = (top + bottom) / 2
        if bands and middle - above <= max(bottom - top, usual) / 2:
            bands[-1].take(found, top, bottom)
        else:
            bands.append(_Band(found, top, bottom))
        above = middle
    for one in hung:
        band = max(bands, key=lambda band: band.overlap(one))
        if band.overlap(one) > 0:
            band.take((one,), one.top, one.bottom)
        elif not one.text.isspace():
            bands.append(_Band([one], one.top, one.bottom))
    bands.sort(key=lambda band: band.middle)
    return [_trimmed(_across_the_line(band.stretches)) for band in bands]


def _across_the_line(stretches: Iterable[Stretch]) -> Row:
    """What makes a line in its order, each glyph once.

    Where one stretch is drawn over another, the glyphs tell what comes first and what is a copy.
    """
    drawn = list(stretches)
    if len(drawn) == 1:
        return drawn
    row = sorted(drawn, key=_across)
    reached = float("-inf")
    for one in row:
        if one.x0 < reached:
            return undoubled(_without_shadow([glyph for each in drawn for glyph in each.glyphs()]))
        if not one.text.isspace():
            reached = max(reached, (one.starts[-1] + one.x1) / 2)
    return row


def _trimmed(row: Row) -> Row:
    """Without white space at the row's start; that at its end tells a wrap between words."""
    if not row[0].text.isspace():
        return row
    start = next(at for at, one in enumerate(row) if not one.text.isspace())
    return row[start:]


def _is_full(row: Row, below: Row | None, limit: float) -> bool:
    """Whether what begins the next line would not have fitted behind this one, so that the width may have broken it.

    Typesetters draw an opening bracket half as wide where it begins a line, and set gaps between Latin and Chinese. A
    blank at the line's end would stand between the two. Where letters are set apart, so is what would have followed, on
    both sides.
    """
    last = end = row[-1]
    if end.text.isspace():
        last = next(one for one in reversed(row) if not one.text.isspace())
    room = limit - last.x1 + _HAIR
    if below is None:
        return room < 2 * last.size
    first = below[0]
    room -= min(end.x1 - last.x1, last.size / 2)
    if room < first.ends[0] - first.x0 + last.size / 2:
        return True
    compressed = last.size / 2 if first.text[0] in OPENING else 0.0
    free = room - (_first_unit(below) + compressed + last.size / 2)
    return free < 0 or (free < last.size / 2 and free < 2 * spacing(row))


def _first_unit(row: Row) -> float:
    """How wide what cannot be broken is that the row begins with."""
    rest = unit_end("".join([one.text for one in row]))
    for one in row:
        if rest <= len(one.text):
            return one.ends[min(rest, len(one.ends)) - 1] - row[0].x0
        rest -= len(one.text)
    return row[-1].x1 - row[0].x0


def unit_end(text: str) -> int:
    """Where that ends which cannot be broken at the beginning of a text."""
    match = _UNIT.match(text)
    return match.end() if match else 1


def _line(row: Row, small: float, soft: bool, page: int) -> Line:
    if len(row) == 1:
        (one,) = row
        runs = (Run(one.text, superscript=one.size < small),)
        return Line(runs, soft=soft, page=page, box=(one.x0, one.top, one.x1, one.bottom))
    printed = [one for one in row if not one.text.isspace()]
    tops, rights, bottoms = zip(*map(_outer, printed), strict=True)
    box = (row[0].x0, min(tops), max(rights), max(bottoms))
    return Line(tuple(_runs(row, small)), soft=soft, page=page, box=box, is_mixed=is_mixed(printed))


def _runs(row: Row, small: float) -> Iterator[Run]:
    """The row's text, cut where raised text begins and ends; a space added where Latin words stand apart without."""
    raised = row[0].size < small
    texts: list[str] = []
    edge, before = row[0].x0, " "
    for one in row:
        if (one.size < small) != raised:
            yield Run("".join(texts), superscript=raised)
            texts, raised = [], not raised
        if one.x0 - edge > _WORD_GAP * one.size and _is_narrow(before) and _is_narrow(one.text[0]):
            texts.append(" ")
        texts.append(one.text)
        edge, before = one.x1, one.text[-1]
    yield Run("".join(texts), superscript=raised)


def _is_narrow(character: str) -> bool:
    """Whether a character is printed and no Chinese one."""
    return not character.isspace() and unicodedata.east_asian_width(character) not in "WF"

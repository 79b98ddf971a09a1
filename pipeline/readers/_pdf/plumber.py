"""pdfplumber as the engine: a PDF's bytes to pages of glyphs and rulings."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.provenance import Box, union
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers._pdf.interpreter import interpreted
from pipeline.readers._pdf.layers import off_layers
from pipeline.readers._pdf.page import (
    DARK,
    HANG,
    PALE,
    UNKNOWN,
    Odd,
    Page,
    Ruling,
    Sight,
    Stretch,
    check_count,
    glyph,
    is_straight,
    shade,
    shown,
    straight,
)
from pipeline.readers._pdf.turning import QUARTERS, turned_box
from pipeline.readers._pdf.veils import Fill, Inked, Veil, common, is_area, veils
from pipeline.readers.colors import Color

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_SEE_THROUGH = {"SMask", "Mask", "ImageMask"}
"""What pictures have that may let through what is below."""
_UNMAPPED = re.compile(r"\(cid:\d+\)")


class _Frame(NamedTuple):
    """The part of a page that is shown, by its edges in pdfplumber's coordinates, those of the whole turned page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    def moved(self, item: dict[str, Any]) -> Box:
        """The box of an item of pdfplumber."""
        return item["x0"] - self.left, item["top"] - self.top, item["x1"] - self.left, item["bottom"] - self.top


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Every page in order.

    Raises:
        Unreadable: the file is damaged, protected by a password, or longer than ``limits.pages``.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.pages:
                message = _("The document has more than {limit} pages.").format(limit=limits.pages)
                raise Unreadable(LIMIT_EXCEEDED.found("file", message))
            off = off_layers(pdf.doc.catalog)
            for page in pdf.pages:
                yield _page(page, off)
                page.close()
    except Unreadable:
        raise
    except Exception as error:  # pdfminer raises whatever a broken file makes it stumble over
        raise Unreadable(UNREADABLE_FILE.found("file", _reason(error))) from error


def _reason(error: Exception) -> str:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
        return _("The PDF is protected by a password. Save a copy without one and try that.")
    return _("The PDF is damaged or incomplete. Fetch it again from where it came from.")


def _page(page: Any, off: frozenset[int]) -> Page:
    page._layout = interpreted(page, off)
    frame = _shown(page)
    chars = [char for char in page.chars if char["text"]]
    check_count(len(chars), page.page_number)
    turns = [_turn(char) for char in chars]
    straight_chars = ((char, turn) for char, turn in zip(chars, turns, strict=True) if turn is not None)
    hangs = _hangs(straight_chars, page.mediabox[0])
    plain: list[Stretch] = []
    odd: list[Odd] = []
    hidden = dict(_hidden(page, chars, frame))
    for at, (char, turn) in enumerate(zip(chars, turns, strict=True)):
        one, shade = _glyph(char, turn, hangs.get(char["fontname"], 0.0), frame), _shade(char)
        sight = char["tag"].sight if char["tag"].sight is not Sight.SEEN else hidden.get(at, Sight.SEEN)
        if turn == 0 and shade < PALE and sight is Sight.SEEN:
            plain.append(one)
        else:
            odd.append(Odd(one, turn, shade if shade >= PALE else 0.0, sight))
    kept, gone = shown(plain, frame.width, frame.height)
    return Page(
        number=page.page_number,
        width=frame.width,
        height=frame.height,
        stretches=tuple(kept),
        rulings=tuple(_rulings(page, frame)),
        odd=(*odd, *(Odd(one, sight=Sight.OFF) for one in gone)),
        pictures=tuple(frame.moved(image) for image in page.images if image["tag"].sight is Sight.SEEN),
        areas=tuple(_dark_areas(page, frame)),
    )


def _shown(page: Any) -> _Frame:
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, bottom = (max(edge - whole, 0.0) for edge, whole in zip(crop[:2], media[:2], strict=True))
    right, top = (max(whole - edge, 0.0) for edge, whole in zip(crop[2:], media[2:], strict=True))
    for _quarter in range(page.rotation // 90 % 4):
        left, top, right, bottom = bottom, left, top, right
    x0, y0, x1, y1 = page.bbox
    return _Frame(x0 + left, y0 + top, x1 - right, y1 - bottom)


def _turn(char: dict[str, Any]) -> int | None:
    """The quarter turns after which a character stands upright; ``None`` if it is slanted."""
    a, b, c, d = (-entry if char["tag"].is_below_zero else entry for entry in char["matrix"][:4])
    for turn in range(QUARTERS):
        if is_straight(a, -b, c, -d):
            return turn
        a, b, c, d = b, -a, d, -c
    return None


def _shade(char: dict[str, Any]) -> float:
    """How near to white the character is; of one that is filled and stroked the darker of both colours counts."""
    ink = char["tag"]
    if ink.sight is not Sight.SEEN:
        return 0.0
    shades = [_shade_of(char["non_stroking_color"], char["ncs"], ink.alpha)] if ink.is_filled else []
    if ink.is_stroked and (not shades or shades[0] >= PALE):
        shades.append(_shade_of(char["stroking_color"], "", ink.alpha))
    return round(min(shades), 2)


def _shade_of(color: Any, space: Any, alpha: float) -> float:
    """The shade of a colour; one that is not known counts as dark."""
    told = _color_of(color, space)
    return shade(*told, alpha) if told else 0.0


def _color_of(color: Any, space: Any) -> Color | None:
    """A colour by its parts: grey, RGB or CMYK; of a tint or a pattern nothing is known."""
    parts = [part for part in (color if isinstance(color, tuple) else [color]) if isinstance(part, int | float)]
    if space in ("Separation", "DeviceN", "Pattern", "Indexed"):
        return None
    match parts:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            red, green, blue = ((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
            return red, green, blue
        case _:
            return None


def _hidden(page: Any, chars: Sequence[dict[str, Any]], frame: _Frame) -> Iterator[tuple[int, Sight]]:
    """The characters that something hides, by their numbers."""
    fills = _fills(page, frame)
    clips = {clip: _clip(clip, page, frame) for clip in {char["tag"].clip for char in chars} if clip}
    if not fills and not clips:
        return
    texts = [Inked(char["tag"].order, frame.moved(char), _ink_of(char)) for char in chars]
    found = veils(texts, fills)
    for at, text in enumerate(texts):
        clip = clips.get(chars[at]["tag"].clip)
        if clip or at in found:
            yield at, found.get(at, Veil())._replace(clip=clip).sight(text.box)


def _clip(clip: Box, page: Any, frame: _Frame) -> Box:
    """What pdfminer's box leaves of the page."""
    (x0, top), (x1, bottom) = page.point2coord((clip[0], clip[3])), page.point2coord((clip[2], clip[1]))
    return frame.moved({"x0": x0, "top": top, "x1": x1, "bottom": bottom})


def _ink_of(char: dict[str, Any]) -> Color | None:
    ink = char["tag"]
    is_plain = ink.is_filled and not ink.is_stroked and ink.alpha == 1
    return _color_of(char["non_stroking_color"], char["ncs"]) if is_plain else None


def _fills(page: Any, frame: _Frame) -> list[Fill]:
    """All that covers what is below, in its order; pictures that may let something through are left out."""
    paths: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for area in (*page.rects, *page.curves):
        if area["fill"] and area["tag"].hides:
            paths[area["tag"].order].append(area)
    found = []
    for order, areas in paths.items():
        box = union([frame.moved(area) for area in areas])
        if box is not None and any(is_area(frame.moved(area)) for area in areas):
            outlines = tuple([(x - frame.left, y - frame.top) for x, y in area["pts"]] for area in areas)
            color = _color_of(areas[0]["non_stroking_color"], areas[0].get("ncs", ""))
            found.append(Fill(order, _cut(box, areas[0]["tag"].clip, page, frame), outlines, color))
    for image in page.images:
        if image["tag"].hides and not _SEE_THROUGH.intersection(image["stream"].attrs):
            box = _cut(frame.moved(image), image["tag"].clip, page, frame)
            found.append(Fill(image["tag"].order, box, is_picture=True))
    return sorted(found, key=lambda fill: fill.order)


def _cut(box: Box, clip: Box | None, page: Any, frame: _Frame) -> Box:
    return common(box, _clip(clip, page, frame)) or box if clip else box


def _dark_areas(page: Any, frame: _Frame) -> Iterator[Box]:
    """The boxes that are filled with a dark colour."""
    for area in (*page.rects, *page.curves):
        ink = area["tag"]
        is_seen = area["fill"] and ink.sight is Sight.SEEN
        if is_seen and _shade_of(area["non_stroking_color"], area.get("ncs", ""), ink.alpha) <= DARK:
            yield frame.moved(area)


def _hangs(chars: Iterable[tuple[dict[str, Any], int]], left: float) -> dict[str, float]:
    """How far below the baseline pdfminer lets the boxes of each font reach, as a share of the size.

    It is the commonest of the font's characters: raised ones have their baseline higher than their matrix says.
    ``left`` is the edge of the page from which pdfminer's own places count.
    """
    found: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for char, turn in chars:
        x, y = char["matrix"][4] + left, char["matrix"][5]
        below = {0: y - char["y0"], 1: char["x1"] - x, 2: char["y1"] - y, 3: x - char["x0"]}[turn]
        found[char["fontname"]][round(below / (_size(char, turn) or 1.0), 3)] += 1
    return {font: shares.most_common(1)[0][0] for font, shares in found.items()}


def _size(char: dict[str, Any], turn: int) -> float:
    """The font's size; pdfminer gives the height of the box."""
    return float(char["x1"] - char["x0"] if turn % 2 else char["size"])


def _glyph(char: dict[str, Any], turn: int | None, hang: float, frame: _Frame) -> Stretch:
    """A character on the page that is turned so that it stands upright."""
    text = _UNMAPPED.sub(UNKNOWN, char["text"])
    x0, top, x1, bottom = turned_box(frame.moved(char), turn or 0, frame.width, frame.height)
    if turn is None:
        return glyph(text, x0, top, x1, bottom, char["size"])
    size = _size(char, turn)
    bottom += (HANG - hang) * size
    return glyph(text, x0, bottom - size, x1, bottom, size)


def _rulings(page: Any, frame: _Frame) -> Iterator[Ruling]:
    for points, is_stroked, is_filled in _outlines(page):
        moved = [(x - frame.left, y - frame.top) for x, y in points]
        yield from straight(moved, is_stroked=is_stroked, is_filled=is_filled)


def _outlines(page: Any) -> Iterator[tuple[Sequence[tuple[float, float]], bool, bool]]:
    """The points of every path, and whether it is stroked and filled."""
    for line in _seen(page.lines):
        yield [(line["x0"], line["top"]), (line["x1"], line["bottom"])], True, False
    for rect in _seen(page.rects):
        x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        yield [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)], rect["stroke"], rect["fill"]
    for curve in _seen(page.curves):
        yield curve["pts"], curve["stroke"], curve["fill"]


def _seen(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What is on no layer that is switched off."""
    return (one for one in found if one["tag"].sight is Sight.SEEN)

"""pdfplumber as the engine: a PDF's bytes to pages of glyphs and rulings."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers._pdf.page import HANG, UNKNOWN, Page, Ruling, Stretch, glyph, is_straight, shown, straight

logging.getLogger("pdfminer").setLevel(logging.ERROR)

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
            for page in pdf.pages:
                yield _page(page)
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


def _page(page: Any) -> Page:
    frame = _shown(page)
    straight_chars = [char for char in page.chars if _is_straight(char) and char["text"]]
    hangs = _hangs(straight_chars)
    glyphs = (_glyph(char, hangs[char["fontname"]], frame) for char in straight_chars)
    return Page(
        number=page.page_number,
        width=frame.width,
        height=frame.height,
        stretches=tuple(shown(glyphs, frame.width, frame.height)),
        rulings=tuple(_rulings(page, frame)),
        slanted="".join(char["text"] for char in page.chars if not _is_straight(char)),
        has_pictures=bool(page.images),
    )


def _shown(page: Any) -> _Frame:
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, bottom = (max(edge - whole, 0.0) for edge, whole in zip(crop[:2], media[:2], strict=True))
    right, top = (max(whole - edge, 0.0) for edge, whole in zip(crop[2:], media[2:], strict=True))
    for _quarter in range(page.rotation // 90 % 4):
        left, top, right, bottom = bottom, left, top, right
    x0, y0, x1, y1 = page.bbox
    return _Frame(x0 + left, y0 + top, x1 - right, y1 - bottom)


def _is_straight(char: dict[str, Any]) -> bool:
    a, b, c, d, _e, _f = char["matrix"]
    return is_straight(a, -b, c, -d)


def _hangs(chars: Sequence[dict[str, Any]]) -> dict[str, float]:
    """How far below the baseline pdfminer lets the boxes of each font reach, as a share of the size.

    It is the commonest of the font's characters: raised ones have their baseline higher than their matrix says.
    """
    found: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for char in chars:
        found[char["fontname"]][round((char["matrix"][5] - char["y0"]) / char["size"], 3)] += 1
    return {font: shares.most_common(1)[0][0] for font, shares in found.items()}


def _glyph(char: dict[str, Any], hang: float, frame: _Frame) -> Stretch:
    text = _UNMAPPED.sub(UNKNOWN, char["text"])
    size = char["size"]
    bottom = char["bottom"] + (HANG - hang) * size - frame.top
    return glyph(text, char["x0"] - frame.left, bottom - size, char["x1"] - frame.left, bottom, size)


def _rulings(page: Any, frame: _Frame) -> Iterator[Ruling]:
    for points, is_stroked, is_filled in _outlines(page):
        moved = [(x - frame.left, y - frame.top) for x, y in points]
        yield from straight(moved, is_stroked=is_stroked, is_filled=is_filled)


def _outlines(page: Any) -> Iterator[tuple[Sequence[tuple[float, float]], bool, bool]]:
    """The points of every path, and whether it is stroked and filled."""
    for line in page.lines:
        yield [(line["x0"], line["top"]), (line["x1"], line["bottom"])], True, False
    for rect in page.rects:
        x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        yield [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)], rect["stroke"], rect["fill"]
    for curve in page.curves:
        yield curve["pts"], curve["stroke"], curve["fill"]

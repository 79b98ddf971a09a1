"""pdfplumber as the engine: a PDF's bytes to pages of glyphs and rulings."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.diagnostics import Unreadable
from pipeline.incidents.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.incidents.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.readers.pdf_page import Glyph, Page, Ruling, straight

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_UNKNOWN = "\ufffd"


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
    straight = [char for char in page.chars if char["upright"] and _is_on(page, char)]
    slanted = "".join(char["text"] for char in page.chars if not char["upright"])
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        glyphs=tuple(_glyph(char) for char in straight),
        rulings=tuple(_rulings(page)),
        slanted=slanted,
        has_pictures=bool(page.images),
    )


def _is_on(page: Any, char: dict[str, Any]) -> bool:
    return bool(char["x1"] > 0 and char["x0"] < page.width and char["bottom"] > 0 and char["top"] < page.height)


def _glyph(char: dict[str, Any]) -> Glyph:
    text = _UNMAPPED.sub(_UNKNOWN, char["text"])
    return Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"], char["size"])


def _rulings(page: Any) -> Iterator[Ruling]:
    for line in page.lines:
        ends = [(line["x0"], line["top"]), (line["x1"], line["bottom"])]
        yield from straight(ends, is_stroked=True, is_filled=False)
    for rect in page.rects:
        x0, top, x1, bottom = rect["x0"], rect["top"], rect["x1"], rect["bottom"]
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        yield from straight(corners, is_stroked=rect["stroke"], is_filled=rect["fill"])
    for curve in page.curves:
        yield from straight(curve["pts"], is_stroked=curve["stroke"], is_filled=curve["fill"])

"""PDFium as the engine: the same pages of glyphs and rulings as the reference's, many times faster.

Calls into PDFium are what reading a page costs. So each question is asked for all characters of a page at once; what is
the same for a whole text object is asked once for it. ``text`` makes stretches of the characters, ``paths`` rulings of
the lines; ``places`` turns coordinates, ``calls`` holds the functions.
"""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers._pdf import layers
from pipeline.readers._pdf.page import WHITE, NotTrusted, Odd, Page, Sight, shown
from pipeline.readers._pdf.pdfium import calls, overlay, paths, text
from pipeline.readers._pdf.pdfium.covers import Covers, Drawn, Within
from pipeline.readers._pdf.pdfium.looks import dark_areas
from pipeline.readers._pdf.pdfium.places import Matrix, PageFrame, box_of, combined, matrix_of
from pipeline.readers._pdf.pdfium.stand_ins import text_of
from pipeline.readers._pdf.pdfium.whole import attached


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Every page in order.

    Raises:
        NotTrusted: another engine should read the document.
        Unreadable: it is longer than ``limits.pages``, or its pages are not what it shows.
    """
    if layers.are_off(data):
        raise NotTrusted(_("it has layers that do not show"), knows_characters=True)
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.pages:
                message = _("The document has more than {limit} pages.").format(limit=limits.pages)
                raise Unreadable(LIMIT_EXCEEDED.found("file", message))
            files = attached(document, data)
            for index in range(len(document)):
                page, texts, _is_drawn = overlay.opened(document, index, files if index == 0 else ())
                yield texts.on(_page(document, page, index + 1))
                page.close()
    except pypdfium2.PdfiumError as error:
        raise NotTrusted(_("PDFium cannot open it")) from error


def characters(data: bytes) -> Counter[str]:
    """How often the file has each character, seen or not; none if it cannot be opened."""
    found: Counter[str] = Counter()
    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                textpage = page.get_textpage()
                found.update(textpage.get_text_range())
                textpage.close()
                page.close()
    except pypdfium2.PdfiumError:
        return Counter()
    return found


def _page(document: Any, page: Any, number: int) -> Page:
    frame = PageFrame(page)
    handle = _handle(page.raw)
    top = list(map(calls.object, repeat(handle), range(calls.count_objects(handle))))
    objects = list(_unfolded(top, frame.turn, Within()))
    drawn: defaultdict[int, list[tuple[int, Matrix]]] = defaultdict(list)
    for kind, item, matrix, _within in objects:
        drawn[kind].append((item, matrix))
    texts = drawn[pdfium.FPDF_PAGEOBJ_TEXT]
    textpage, stand_ins = text_of(page, texts, frame, number)
    told = text.drawn(_handle(textpage.raw), frame, number, Covers(objects, frame, partial(_bitmap, document, page)))
    textpage.close()
    if not any(told.owners) and _is_any_left_out(texts, ()):
        raise NotTrusted(_("page {page} has text that PDFium does not give").format(page=number))
    may_be_hidden = any(one.sight is not Sight.SEEN or one.shade >= WHITE for one in told.odd)
    if may_be_hidden and _is_any_left_out(texts, told.owners):
        # Text that is drawn twice PDFium gives once, as it is drawn first: here without being seen.
        raise NotTrusted(_("page {page} has text that PDFium takes for a copy of hidden text").format(page=number))
    blanks = list(text.blanks(texts, told.owners, frame, {one.turn for one in told.odd}))
    level = (one.stretch for one in blanks if not one.turn)
    kept, gone = shown([*told.stretches, *level], frame.width, frame.height)
    turned = (one for one in blanks if one.turn)
    odd = (*told.odd, *turned, *stand_ins, *(Odd(one, sight=Sight.OFF) for one in gone))
    paths_drawn = drawn[pdfium.FPDF_PAGEOBJ_PATH]
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        stretches=tuple(kept),
        rulings=tuple(
            ruling for path, matrix in paths_drawn for ruling in paths.rulings(path, combined(matrix_of(path), matrix))
        ),
        odd=odd,
        pictures=tuple(box_of(item, outer) for item, outer in drawn[pdfium.FPDF_PAGEOBJ_IMAGE]),
        areas=tuple(dark_areas(paths_drawn)) if any(one.shade >= WHITE for one in odd) else (),
    )


def _is_any_left_out(texts: Sequence[tuple[int, Matrix]], owners: Collection[int]) -> bool:
    """Whether a text object that draws something has no character."""
    return any(item not in owners and text.is_inked(item) for item, _outer in texts)


def _bitmap(document: Any, page: Any, item: int) -> Any | None:
    """A picture as it is drawn, if it has any part that lets through what is below."""
    raw = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, ctypes.cast(item, pdfium.FPDF_PAGEOBJECT))
    bitmap = pypdfium2.PdfBitmap.from_raw(raw) if raw else None
    return bitmap if bitmap and bitmap.format == pdfium.FPDFBitmap_BGRA else None


def _handle(pointer: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(pointer.contents))


def _unfolded(items: Sequence[int], outer: Matrix, within: Within) -> Iterator[Drawn]:
    """The objects among ``items`` and inside the forms among them, which PDFium itself takes apart forty deep."""
    kinds = list(map(calls.kind, items))
    if pdfium.FPDF_PAGEOBJ_FORM not in kinds:
        yield from zip(kinds, items, repeat(outer), repeat(within))
        return
    for kind, item in zip(kinds, items, strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, item, outer, within
        else:
            inner = list(map(calls.inner, repeat(item), range(calls.count_inner(item))))
            yield from _unfolded(inner, combined(matrix_of(item), outer), within.inside(item, outer))

"""PDFium as the engine: the same pages of glyphs and rulings as the reference's, many times faster.

Calls into PDFium are what reading a page costs. So each question is asked for all characters of a page at once; what is
the same for a whole text object is asked once for it. ``text`` makes stretches of the characters, ``paths`` rulings of
the lines; ``places`` turns coordinates, ``calls`` holds the functions.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from pipeline.readers._pdf.pdfium.looks import dark_areas
from pipeline.readers._pdf.pdfium.places import Frame, Matrix, box_of, combined, matrix_of
from pipeline.readers._pdf.pdfium.whole import attached

_DEPTH = 8
"""How deep forms may stand in forms."""


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Every page in order.

    Raises:
        NotTrusted: another engine should read the document.
        Unreadable: it is longer than ``limits.pages``, or its pages are not what it shows.
    """
    if layers.are_off(data):
        raise NotTrusted(_("it has layers that do not show"))
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.pages:
                message = _("The document has more than {limit} pages.").format(limit=limits.pages)
                raise Unreadable(LIMIT_EXCEEDED.found("file", message))
            files = attached(document, data)
            for index in range(len(document)):
                page, texts, _is_drawn = overlay.opened(document, index, files if index == 0 else ())
                yield texts.on(_page(page, index + 1))
                page.close()
    except pypdfium2.PdfiumError as error:
        raise NotTrusted(_("PDFium cannot open it")) from error


def _page(page: Any, number: int) -> Page:
    frame = Frame(page)
    textpage = page.get_textpage()
    told = text.drawn(_handle(textpage.raw), frame, number)
    textpage.close()
    drawn: defaultdict[int, list[tuple[int, Matrix]]] = defaultdict(list)
    handle = _handle(page.raw)
    objects = list(map(calls.object, repeat(handle), range(calls.count_objects(handle))))
    for kind, item, matrix in _unfolded(objects, frame.turn):
        drawn[kind].append((item, matrix))
    texts = drawn[pdfium.FPDF_PAGEOBJ_TEXT]
    if not any(told.owners) and any(text.is_inked(item) for item, _outer in texts):
        raise NotTrusted(_("page {page} has text that PDFium does not give").format(page=number))
    kept, gone = shown([*told.stretches, *text.blanks(texts, told.owners)], frame.width, frame.height)
    odd = (*told.odd, *(Odd(one, sight=Sight.OFF) for one in gone))
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


def _handle(pointer: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(pointer.contents))


def _unfolded(items: Sequence[int], outer: Matrix, depth: int = 0) -> Iterator[tuple[int, int, Matrix]]:
    """The objects among ``items`` and inside the forms among them: their kind, themselves, the matrix around them."""
    kinds = list(map(calls.kind, items))
    if pdfium.FPDF_PAGEOBJ_FORM not in kinds:
        yield from zip(kinds, items, repeat(outer))
        return
    for kind, item in zip(kinds, items, strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, item, outer
        elif depth < _DEPTH:
            inner = list(map(calls.inner, repeat(item), range(calls.count_inner(item))))
            yield from _unfolded(inner, combined(matrix_of(item), outer), depth + 1)

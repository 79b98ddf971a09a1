"""Characters whose boxes PDFium puts elsewhere than their text object begins; it does so with glyphs of odd fonts."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2

from pipeline.base.limits import PdfEngine
from pipeline.readers._pdf.pdfium import calls, text
from pipeline.readers._pdf.pdfium.places import PageFrame
from tests.readers.pdf_pages import WORDS, page, read, told, typed


def test_a_box_far_from_where_its_text_begins_is_noticed() -> None:
    with pypdfium2.PdfDocument(page(WORDS)) as document:
        sheet = document[0]
        textpage = sheet.get_textpage()
        handle = calls_handle(textpage.raw)
        count = range(calls.count_chars(handle))
        found = text._Told(handle, PageFrame(sheet), text._text(handle, count))
        firsts = [at for at in text._changes(found.owners) if found.owners[at]]
        told_of_all = [12.0] * len(firsts), text._matrices(handle, firsts)
        assert not found.are_misplaced(firsts, *told_of_all)
        for edge in (0, 2):
            found._rects[4 * firsts[1] + edge] += 200
        assert found.are_misplaced(firsts, *told_of_all)
        textpage.close()
        sheet.close()


def calls_handle(pointer: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(pointer.contents))


def test_text_of_all_sizes_and_turns_is_where_it_begins() -> None:
    turned = b"BT /F1 12 Tf 0 1 -1 0 130 560 Tm (turned) Tj ET\nBT /F1 12 Tf -1 0 0 -1 300 300 Tm (down) Tj ET\n"
    wide = b"BT /F1 12 Tf 300 Tz 20 Tc 70 200 Td (wide) Tj ET BT 100 Tz 0 Tc /F1 1 Tf 40 0 0 40 70 100 Tm (big) Tj ET\n"
    body = read(page(WORDS + turned + wide + typed("raised", 70, 300, before="8 Ts")), PdfEngine.PDFIUM)
    assert [one.rule for one in body.diagnostics if one.rule == "RD107"] == []
    assert "big" in "".join(told(body))

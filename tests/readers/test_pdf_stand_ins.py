"""ActualText: what a PDF says in place of what it draws. A person sees what is drawn."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import TABLE, WORDS, aside, page, read, rules, told, typed

CHOSEN = [PdfEngine.PDFIUM, PdfEngine.BOTH]


def instead(actual: str, drawn: bytes) -> bytes:
    """``drawn``, in place of which the file says ``actual``."""
    return b"/Span << /ActualText (%s) >> BDC\n%sEMC\n" % (actual.encode(), drawn)


@pytest.mark.parametrize("engine", CHOSEN)
@pytest.mark.parametrize(
    ("drawn", "seen"),
    [(typed("Printed", 70, 560), "Printed"), (typed("Print", 70, 560) + typed("ed", 110, 560), "Print ed")],
)
def test_what_is_printed_is_read_and_what_stands_in_for_it_is_told(engine: PdfEngine, drawn: bytes, seen: str) -> None:
    body = read(page(TABLE + WORDS + instead("Planted words", drawn)), engine)
    assert told(body) == [f"left\nwords\n{seen}", "right"]
    assert aside(body) == ["Planted words"]
    assert rules(body) == ["RD112"]


@pytest.mark.parametrize("actual", ["", "Printed", "Print-ed"])
def test_what_says_the_same_is_not_told(actual: str) -> None:
    body = read(page(TABLE + WORDS + instead(actual, typed("Printed", 70, 560))), PdfEngine.PDFIUM)
    assert "".join(told(body)[0].split()).replace("-", "") == "leftwordsPrinted"
    assert rules(body) == []


def test_a_stand_in_for_texts_of_two_cells_leaves_them_there() -> None:
    both = instead("One Two", typed("One", 70, 560) + typed("Two", 190, 560))
    body = read(page(TABLE + WORDS + both), PdfEngine.PDFIUM)
    assert told(body) == ["left\nwords\nOne", "right\nTwo"]
    assert rules(body) == []


def test_where_the_font_does_not_tell_what_it_draws_the_stand_in_does() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    codes = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    codes += b"1 beginbfrange <41> <5A> <E041> endbfrange endcmap end"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(codes), codes)
    drawn = typed("ABC", 70, 560).replace(b"/F1", b"/F2")
    data = page(TABLE + WORDS + instead("Words", drawn), font, stream)
    data = data.replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    body = read(data, PdfEngine.PDFIUM)
    assert told(body) == ["left\nwords\nWords", "right"]
    assert rules(body) == []

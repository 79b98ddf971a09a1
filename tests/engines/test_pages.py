"""Single pages written by hand: where PDF engines part, and what is done about it."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.limits import DEFAULT_LIMITS, Limits, PdfEngine
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import pdf
from pipeline.readers._pdf import pdfium, plumber
from pipeline.readers._pdf.engines import differences
from pipeline.readers._pdf.page import NotTrusted, Page
from pipeline.release.read import read_standard

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"/Font << /F1 5 0 R >>"


def page(content: bytes, *objects: bytes) -> bytes:
    return small.pdf(content, objects=objects or (HELVETICA,), resources=RESOURCES)


def typed(text: bytes, x: int = 60, y: int = 700) -> bytes:
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def form(content: bytes, entries: bytes = b"") -> bytes:
    """A form of its own, moved by 5 points each way."""
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Matrix [1 0 0 1 5 5] " + entries)


def spelled(*characters: str) -> bytes:
    """A page that says "abc…", by a font that tells to read these characters for the letters."""
    codes = [
        b"<%02X> <%s>" % (0x61 + at, text.encode("utf-16-be").hex().encode()) for at, text in enumerate(characters)
    ]
    mapping = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
    mapping += b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n" % len(codes)
    mapping += b"\n".join(codes) + b"\nendbfchar\nendcmap end end"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Any /FirstChar 97 /LastChar 102 /ToUnicode 6 0 R "
    font += b"/Widths [600 600 600 600 600 600] >>"
    letters = bytes(range(0x61, 0x61 + len(codes)))
    return page(typed(letters), font, stream(mapping))


def turned(rotation: int, entries: bytes = b"") -> bytes:
    """A page whose content is turned, to be shown upright."""
    matrix = {0: b"1 0 0 1 0 0", 90: b"0 1 -1 0 595 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 842"}[rotation]
    data = page(matrix + b" cm\n" + typed(b"turned", 200, 400) + b"100 500 m 300 500 l S\n")
    return data.replace(b"/MediaBox", b"/Rotate %d %s /MediaBox" % (rotation, entries))


def by_pdfium(data: bytes) -> Page:
    (found,) = pdfium.pages(data, DEFAULT_LIMITS)
    return found


def by_reference(data: bytes) -> Page:
    (found,) = plumber.pages(data, DEFAULT_LIMITS)
    return found


def text(found: Page) -> str:
    return "".join(one.text for one in found.stretches)


PAGES = {
    "nothing": b"",
    "words": typed(b"Hello world"),
    "several spaces": typed(b" a  b   c "),
    "hidden text": b"BT 3 Tr /F1 12 Tf 60 700 Td (Hidden) Tj ET\n",
    "faked bold face": typed(b"Bold") + b"BT /F1 12 Tf 60.3 700 Td (Bold) Tj ET\n",
    "drawn twice": typed(b"Bold") + typed(b"Bold"),
    "raised mark": b"BT /F1 12 Tf 60 700 Td (note) Tj 6 Ts /F1 6 Tf (1) Tj 0 Ts /F1 12 Tf ( more) Tj ET\n",
    "condensed": b"BT /F1 12 Tf 80 Tz 60 700 Td (narrow words) Tj ET\n",
    "letters apart": b"BT /F1 12 Tf 4 Tc 60 700 Td (spaced out) Tj ET\n",
    "words apart": b"BT /F1 12 Tf 9 Tw 60 700 Td (spaced out) Tj ET\n",
    "gaps for spaces": b"BT /F1 12 Tf 60 700 Td [(ab)-900(cd)-900( ef)] TJ ET\n",
    "not quite level": b"BT 0.9999 0.01 -0.01 0.9999 60 300 Tm /F1 12 Tf (nearly level) Tj ET\n",
    "faked italic face": b"BT 1 0 0.3 1 60 300 Tm /F1 12 Tf (lean) Tj ET\n",
    "watermark": b"BT 0.707 0.707 -0.707 0.707 60 300 Tm /F1 12 Tf (DRAFT) Tj ET\n" + typed(b"text"),
    "mirrored": b"BT -1 0 0 1 260 300 Tm /F1 12 Tf (mirror) Tj ET\n" + typed(b"text"),
    "upside down": b"BT -1 0 0 -1 260 300 Tm /F1 12 Tf (down) Tj ET\n" + typed(b"text"),
    "flipped twice": b"q 1 0 0 -1 0 842 cm BT 1 0 0 -1 60 300 Tm /F1 12 Tf (flip) Tj ET Q\n",
    "off the page": typed(b"left", -200) + typed(b"below", 60, -50) + typed(b"text"),
    "scaled by its matrix": b"BT /F1 1 Tf 12 0 0 12 60 300 Tm (scaled) Tj ET\n",
    "hyphen at a line's end": typed(b"electro-") + typed(b"nic", 60, 686),
    "inline picture": typed(b"text") + b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q",
    "lines and areas": b"60 500 200 100 re S 60 300 200 1 re f 60 200 200 50 re f 10 10 m 20 20 l 30 20 l h S",
    "round corners": b"60 500 m 60 520 80 540 100 540 c 200 540 l 200 500 l h S",
}


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES)
def test_engines_agree_on_a_page(content: bytes) -> None:
    assert list(differences([by_pdfium(page(content))], [by_reference(page(content))])) == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [b"", b"/CropBox [20 130 500 800]", b"/CropBox [-10 -10 900 900]"])
def test_pages_are_counted_from_the_corner_of_what_is_shown(rotation: int, box: bytes) -> None:
    found, reference = by_pdfium(turned(rotation, box)), by_reference(turned(rotation, box))
    assert text(found) == "turned"
    assert list(differences([found], [reference])) == []
    assert len(found.rulings) == 1


def test_the_corner_of_a_cropped_page() -> None:
    found = by_pdfium(turned(0, b"/CropBox [20 130 500 800]"))
    assert (found.width, found.height) == (480, 670)
    assert (found.stretches[0].x0, round(found.stretches[0].bottom, 2)) == (180, 400 + 12 * 0.12)


def test_forms_in_forms() -> None:
    inner = form(b"BT /F1 12 Tf 60 100 Td (inner) Tj ET 10 10 50 0.5 re f", b"/Resources << %s >>" % RESOURCES)
    entries = b"/Resources << %s /XObject << /X2 7 0 R >> >>" % RESOURCES
    outer = form(typed(b"outer", 60, 600) + b"q 2 0 0 2 0 0 cm /X2 Do Q", entries)
    resources = RESOURCES + b" /XObject << /X1 6 0 R >>"
    data = small.pdf(
        b"q 1 0 0 1 10 10 cm /X1 Do Q " + typed(b"top"), objects=(HELVETICA, outer, inner), resources=resources
    )
    found = by_pdfium(data)
    assert sorted(text(found)) == sorted("outerinnertop")
    assert len(found.rulings) == 1
    assert list(differences([found], [by_reference(data)])) == []


@pytest.mark.parametrize(
    "characters",
    [
        ("⼈", "⾏", "⺎", "金"),
        ("𠮷", "x", "🂡"),
        ("ffi", "st", "z"),
        ("ff", "ff"),
        ("x", "\u3000", "y"),
        ("x", "\u00a0", "y"),
        ("x", "\u200b", "y"),
        ("x", "\u200f", "y"),
        ("x", "\u00ad", "y"),
        ("x", "\u0093", "y"),
        ("x", "\u0098", "𠮷"),
        ("x", "\u2010", "y"),
        ("e", "\u0301", "y"),
        ("\uf06c", "x"),
        ("Ａ", "（", "，"),
        ("x", "\ufffd"),
    ],
    ids=ascii,
)
def test_characters_come_as_the_font_tells(characters: tuple[str, ...]) -> None:
    found, reference = by_pdfium(spelled(*characters)), by_reference(spelled(*characters))
    assert [glyph.text for one in found.stretches for glyph in one.glyphs()] == list(characters)
    assert list(differences([found], [reference])) == []


def test_a_ligature_of_one_code_is_its_letters() -> None:
    """U+FB03 comes from PDFium as three letters; the record has them as letters anyway."""
    found, reference = by_pdfium(spelled("ﬃ", "x")), by_reference(spelled("ﬃ", "x"))
    assert text(found) == "ffix"
    assert list(differences([found], [reference])) == []


NO_MAP = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
CID = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
DOUBTFUL = {
    "a font that tells no characters": page(typed(b"abcd"), NO_MAP, CID + b" /Supplement 0 >> /DW 1000 >>"),
    "a control character": page(typed(b"a\001b")),
    "text from right to left": spelled("\u05d0", "\u05d1", "("),
    "text in Arabic": spelled("\u0627", "x"),
}


@pytest.mark.parametrize("data", DOUBTFUL.values(), ids=DOUBTFUL)
def test_where_pdfium_may_be_wrong_the_reference_reads_and_the_run_says_so(data: bytes) -> None:
    with pytest.raises(NotTrusted, match="page 1"):
        by_pdfium(data)
    body = pdf.read(data, DEFAULT_LIMITS)
    assert [one.rule for one in body.diagnostics] == ["RD107"]
    assert body.blocks == pdf.read(data, Limits(pdf_engine=PdfEngine.PDFPLUMBER)).blocks


def test_the_reference_alone_says_nothing() -> None:
    data = DOUBTFUL["text in Arabic"]
    assert pdf.read(data, Limits(pdf_engine=PdfEngine.PDFPLUMBER)).diagnostics == ()


def test_a_file_that_pdfium_cannot_open_is_left_to_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise pdfium.pypdfium2.PdfiumError("no")

    monkeypatch.setattr(pdfium.pypdfium2, "PdfDocument", refuses)
    body = pdf.read(page(typed(b"text")), DEFAULT_LIMITS)
    assert [one.rule for one in body.diagnostics] == ["RD107"]
    assert [block.text for block in body.blocks] == ["text"]


def test_a_page_whose_text_pdfium_does_not_give_is_left_to_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium.calls, "count_chars", lambda _: 0)
    body = pdf.read(page(typed(b"text")), DEFAULT_LIMITS)
    assert [one.rule for one in body.diagnostics] == ["RD107"]
    assert [block.text for block in body.blocks] == ["text"]


def test_what_neither_can_open_is_unreadable() -> None:
    with pytest.raises(Unreadable) as refusal:
        pdf.read(b"%PDF-1.7\n" + bytes(range(256)) * 64, DEFAULT_LIMITS)
    assert refusal.value.diagnostic.rule == "RD101"


def test_both_engines_on_one_document_agree_or_the_run_says_where_not(monkeypatch: pytest.MonkeyPatch) -> None:
    both, data = Limits(pdf_engine=PdfEngine.BOTH), page(typed(b"text"))
    assert pdf.read(data, both).diagnostics == ()
    monkeypatch.setattr(plumber, "pages", lambda *_: [by_pdfium(page(typed(b"test")))])
    body = pdf.read(data, both)
    assert [one.rule for one in body.diagnostics] == ["RD107"]
    assert "page 1" in body.diagnostics[0].message
    assert [block.text for block in body.blocks] == ["test"]


def test_the_choice_reaches_the_reader_by_the_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdfium, "pages", lambda *_: pytest.fail("PDFium was asked"))
    found = read_standard(small.SAMPLE_PDF, Limits(pdf_engine=PdfEngine.PDFPLUMBER))
    assert found.standard is not None

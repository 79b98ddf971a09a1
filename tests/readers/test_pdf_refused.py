"""PDFs that show something else than text on pages: each is refused with what to do, or what is missing is named."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from pipeline.base.limits import PdfEngine
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers._pdf.cells import Side, TooComplex, cells
from pipeline.readers._pdf.grid import grids
from pipeline.readers._pdf.page import Ruling, check_count
from tests.readers.pdf_pages import TABLE, WORDS, aside, form, page, read, rules, stream, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
MEMBER = stream(b"%PDF-1.4", b"/Type /EmbeddedFile")
NAMES = b"/Names << /EmbeddedFiles << /Names [(a) 7 0 R (b) 8 0 R] >> >>"
FILES = tuple(
    b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 6 0 R >> >>" % (name, name) for name in (b"a.pdf", b"b.odt")
)


def refused(data: bytes, engine: PdfEngine) -> tuple[str, str]:
    """The rule and the message with which the file is refused."""
    with pytest.raises(Unreadable) as caught:
        read(data, engine)
    return caught.value.diagnostic.rule, caught.value.diagnostic.message


@pytest.mark.parametrize("engine", ENGINES)
def test_a_portfolio_names_its_members(engine: PdfEngine) -> None:
    data = page(TABLE + WORDS, MEMBER, *FILES, catalog=NAMES + b" /Collection << /Type /Collection >>")
    rule, message = refused(data, engine)
    assert rule == "RD101"
    assert "a.pdf" in message
    assert "b.odt" in message


@pytest.mark.parametrize("engine", ENGINES)
def test_attached_files_of_a_document_are_named(engine: PdfEngine) -> None:
    body = read(page(TABLE + WORDS, MEMBER, *FILES, catalog=NAMES), engine)
    assert told(body) == ["left\nwords", "right"]
    assert aside(body) == ["attached file: a.pdf", "attached file: b.odt"]
    assert rules(body) == ["RD114"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_that_only_acrobat_draws_says_so(engine: PdfEngine) -> None:
    data = page(typed("Please wait..."), stream(b"<x/>", b""), catalog=b"/AcroForm << /Fields [] /XFA 6 0 R >>")
    rule, message = refused(data, engine)
    assert rule == "RD101"
    assert "XFA" in message


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_with_pages_of_its_own_is_read_though_it_has_xfa(engine: PdfEngine) -> None:
    data = page(TABLE + WORDS, stream(b"<x/>", b""), catalog=b"/AcroForm << /Fields [] /XFA 6 0 R >>")
    assert told(read(data, engine)) == ["left\nwords", "right"]


def embedded(entries: bytes) -> bytes:
    """A page in a font of its own, embedded as a subset; PDFium does not mind that there is no font in it."""
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Any /FirstChar 33 /LastChar 126 /Widths [%s] " % (
        b"600 " * 94
    )
    font += b"/FontDescriptor 6 0 R %s >>" % entries
    descriptor = b"<< /Type /FontDescriptor /FontName /ABCDEF+Any /Flags 4 /FontFile2 7 0 R /FontBBox [0 0 1 1] >>"
    data = page(typed("abcdefghijklmnopqrstuvwxyz"), descriptor, stream(b"", b""))
    return data.replace(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", font)


@pytest.mark.parametrize("engine", ENGINES)
def test_fonts_that_tell_no_characters_are_sent_to_recognition(engine: PdfEngine) -> None:
    rule, message = refused(embedded(b""), engine)
    assert rule == "RD111"
    assert "OCR" in message


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("count", "found"), [(4, []), (5, ["RD111"])])
def test_characters_that_their_font_does_not_tell_are_counted(count: int, found: list[str], engine: PdfEngine) -> None:
    """A font without a table, beside one that tells; single characters are left to the rules for records."""
    untold = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    cid = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo "
    cid += b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    text = b"BT /F2 12 Tf 70 400 Td <" + b"0041" * count + b"> Tj ET\n"
    data = page(text + TABLE + WORDS, untold, cid).replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    body = read(data, engine)
    assert rules(body) == found
    assert "\ufffd" * count in told(body)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("entries", [b"/Encoding /WinAnsiEncoding", b"/ToUnicode 7 0 R"])
def test_latin_text_in_fonts_that_tell_is_read(entries: bytes, engine: PdfEngine) -> None:
    assert "".join(told(read(embedded(entries), engine))) == "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("engine", ENGINES)
def test_forms_that_draw_themselves_twice_are_refused(engine: PdfEngine) -> None:
    """Drawn forty deep, as PDFium does, they come to 2 to the power of 40."""
    twice = form(b"/X Do /X Do", b"").replace(b"/Resources << ", b"/Resources << /XObject << /X 6 0 R >> ")
    assert refused(page(b"/X Do", twice, resources=b"/XObject << /X 6 0 R >>"), engine)[0] == "RD105"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_drawn_often_is_read(engine: PdfEngine) -> None:
    data = page(b"/X Do\n" * 300 + TABLE + WORDS, form(b"0 0 1 1 re f"), resources=b"/XObject << /X 6 0 R >>")
    assert told(read(data, engine)) == ["left\nwords", "right"]


def test_a_page_has_only_so_many_characters() -> None:
    check_count(100_000, 1)
    with pytest.raises(Unreadable) as caught:
        check_count(1_000_000, 7)
    assert caught.value.diagnostic.rule == "RD105"


def test_lines_that_cross_too_often_are_no_table() -> None:
    level = [Side(at, 0, 10_000) for at in range(2_000)]
    with pytest.raises(TooComplex):
        list(cells(level, level, 0.1))


def test_open_cells_whose_sides_end_at_nearly_the_same_height_are_closed_once() -> None:
    sides = [Ruling(0, 0, 100, 0), Ruling(0, 0, 0, 80), Ruling(40, 0, 40, 80.5), Ruling(100, 0, 100, 80)]
    (grid,) = grids(sides)
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [(0, 0, 1, 1), (0, 1, 1, 1)]


@pytest.mark.parametrize("engine", ENGINES)
def test_bytes_of_big5_in_a_font_without_encoding_are_sent_to_recognition(engine: PdfEngine) -> None:
    lines = ("物料管理人員職能基準", "清點並保管物料，定期盤點。", "主要職責與工作任務")
    texts = ["".join(f"\\{byte:03o}" for byte in line.encode("cp950")) for line in lines]
    rule, message = refused(page(b"".join(typed(text, 70, 700 - 20 * at) for at, text in enumerate(texts))), engine)
    assert rule == "RD111"
    assert "OCR" in message


@pytest.mark.parametrize("engine", ENGINES)
def test_latin_text_with_accents_is_text(engine: PdfEngine) -> None:
    accents = "".join(f"\\{ord(letter):03o}" for letter in "éàüöçñ")
    encoded = TABLE + typed(f"Les employés préparent le thé {accents}".replace("é", "\\351"))
    assert rules(read(page(encoded), engine)) == []


def test_a_saved_file_keeps_its_pages() -> None:
    """What is drawn on one page of several for the reference leaves the others as they are."""
    box = b"<< /Type /Annot /Subtype /FreeText /Contents (box) /F 4 /Rect [70 400 170 420] /AP << /N 7 0 R >> >>"
    drawn = form(typed("box", 2, 5)).replace(b"[0 0 595 842]", b"[0 0 100 20]")
    first, second = page(WORDS), page(TABLE + WORDS, box, drawn, entries=b"/Annots [6 0 R]")
    with pypdfium2.PdfDocument(first) as whole, pypdfium2.PdfDocument(second) as other:
        whole.import_pages(other)
        buffer = io.BytesIO()
        whole.save(buffer)
    found = [told(read(buffer.getvalue(), engine)) for engine in ENGINES]
    assert found[0] == found[1] == ["left right", "words", "left\nwords", "right", "box"]


SLANT = b"q 0.998 0.06 -0.06 0.998 20 -20 cm\n"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SLANT + TABLE + WORDS + b"Q\n", "askew"),
        (TABLE + typed("hidden", before="3 Tr"), "Nobody sees"),
        (b"", "(OCR)"),
    ],
)
def test_a_page_without_text_to_read_says_why(content: bytes, words: str, engine: PdfEngine) -> None:
    rule, message = refused(page(content), engine)
    assert (rule, words in message) == ("RD102", True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_picture_with_a_slanted_stamp_is_sent_to_recognition(engine: PdfEngine) -> None:
    picture = stream(
        b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    content = b"q 595 0 0 842 0 0 cm /X Do Q\n" + SLANT + typed("copy") + b"Q\n"
    _rule, message = refused(page(content, picture, resources=b"/XObject << /X 6 0 R >>"), engine)
    assert "(OCR)" in message

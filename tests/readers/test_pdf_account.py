"""Whatever a PDF shows or hides is told: in the document, outside of it, or in a finding.

A word is planted in every way that there is. What PDFium itself gives as the text of the file is the independent count.
"""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers.blocks import Body
from tests.readers.pdf_pages import TABLE, WORDS, aside, bound, form, page, read, rules, stream, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
WORD = "Planted"
LAYER = b"<< /Type /OCG /Name (Draft) >>"
PICTURE = stream(
    b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def planted(
    content: bytes, *objects: bytes, entries: bytes = b"", resources: bytes = b"", catalog: bytes = b""
) -> bytes:
    return page(TABLE + WORDS + content, *objects, entries=entries, resources=resources, catalog=catalog)


def layered(content: bytes, config: bytes, layer: bytes = LAYER, *more: bytes) -> bytes:
    """The word on a layer, object 6."""
    return planted(
        content,
        layer,
        *more,
        resources=b"/Properties << /L 6 0 R /M 7 0 R >> /XObject << /X 8 0 R >>",
        catalog=b"/OCProperties << /OCGs [6 0 R] /D << %s >> >>" % config,
    )


def annotated(annotation: bytes, *objects: bytes, catalog: bytes = b"") -> bytes:
    """An annotation, object 6."""
    return planted(b"", annotation, *objects, entries=b"/Annots [6 0 R]", catalog=catalog)


MARKED = b"/OC /L BDC\n" + typed(WORD, 70, 540) + b"EMC\n"
GROUPED = b"/OC /M BDC\n" + typed(WORD, 70, 540) + b"EMC\n"
NO_MEMBER, NO_FORM = b"null", form(b"")
FIELD = (
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (Planted) /F 4 /Rect [70 530 170 550] /DA (/F1 12 Tf) %s >>"
)
DRAWN = form(typed(WORD, 2, 5), b"").replace(b"[0 0 595 842]", b"[0 0 100 20]")
FIELDS = b"/AcroForm << /Fields [6 0 R] /DR << /Font << /F1 5 0 R >> >> /DA (/F1 12 Tf) >>"

SEEN = {
    "in a cell": planted(typed(WORD, 70, 540)),
    "below the table": planted(typed(WORD, 70, 400)),
    "at the foot": planted(typed(WORD, 70, 20)),
    "at the edge": planted(typed(WORD, 550, 400)),
    "tiny": planted(typed(WORD, 70, 400, 1)),
    "in pale grey": planted(typed(WORD, 70, 400, before="0.8 g")),
    "white on a dark area": planted(b"0 g 60 380 200 40 re f\n" + typed(WORD, 70, 400, before="1 g")),
    "white with a black outline": planted(typed(WORD, 70, 400, before="1 g 0 G 2 Tr")),
    "outlined": planted(typed(WORD, 70, 400, before="1 Tr")),
    "in a form": planted(b"/X Do\n", form(typed(WORD, 70, 400)), resources=b"/XObject << /X 6 0 R >>"),
    "on a layer that is on": layered(MARKED, b"/ON [6 0 R]", LAYER, NO_MEMBER, NO_FORM),
    "on one that is on where all others are off": layered(
        MARKED, b"/BaseState /OFF /ON [6 0 R]", LAYER, NO_MEMBER, NO_FORM
    ),
    "shown where a layer is off": layered(
        GROUPED, b"/OFF [6 0 R]", LAYER, b"<< /Type /OCMD /OCGs [6 0 R] /P /AllOff >>", NO_FORM
    ),
    "in a field": annotated(FIELD % b"/AP << /N 7 0 R >>", DRAWN, catalog=FIELDS),
    "in a field whose look is left to the viewer": annotated(FIELD % b"", catalog=FIELDS),
    "in a field with a choice": annotated(
        (FIELD % b"/Ff 131072 /Opt [(Planted) (Other)]").replace(b"/Tx", b"/Ch"), catalog=FIELDS
    ),
    "in a text box": annotated(
        b"<< /Type /Annot /Subtype /FreeText /Contents (Planted) /F 4 /Rect [70 400 170 420] /AP << /N 7 0 R >> >>",
        DRAWN,
    ),
    "in a stamp": annotated(
        b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [70 400 170 420] /AP << /N 7 0 R >> >>", DRAWN
    ),
}
ASIDE = {
    "under a picture": planted(
        typed(WORD, 70, 400) + b"q 200 0 0 100 60 360 cm /X Do Q\n", PICTURE, resources=b"/XObject << /X 6 0 R >>"
    ),
    "without ink": planted(typed(WORD, 70, 540, before="3 Tr")),
    "without ink over a word": planted(typed(WORD, 70, 600, before="3 Tr")),
    "white": planted(typed(WORD, 70, 400, before="1 g")),
    "off the page": planted(typed(WORD, -100, 400)),
    "outside the crop box": planted(typed(WORD, 70, 100), entries=b"/CropBox [0 200 595 842]"),
    "on a layer that is off": layered(MARKED, b"/OFF [6 0 R]", LAYER, NO_MEMBER, NO_FORM),
    "on a layer where all are off": layered(MARKED, b"/BaseState /OFF", LAYER, NO_MEMBER, NO_FORM),
    "on a layer that is off for viewing": layered(
        MARKED, b"", b"<< /Type /OCG /Name (D) /Usage << /View << /ViewState /OFF >> >> >>", NO_MEMBER, NO_FORM
    ),
    "in a form of a layer that is off": layered(
        b"/X Do\n", b"/OFF [6 0 R]", LAYER, NO_MEMBER, form(typed(WORD, 70, 540), b"/OC 6 0 R")
    ),
    "in a form among content of a layer that is off": layered(
        b"/OC /L BDC /X Do EMC\n", b"/OFF [6 0 R]", LAYER, NO_MEMBER, form(typed(WORD, 70, 540))
    ),
    "in a group of layers that are off": layered(
        GROUPED, b"/OFF [6 0 R]", LAYER, b"<< /Type /OCMD /OCGs [6 0 R] >>", NO_FORM
    ),
    "under a condition that does not hold": layered(
        GROUPED, b"/ON [6 0 R]", LAYER, b"<< /Type /OCMD /VE [/Not 6 0 R] >>", NO_FORM
    ),
    "in a large grey word under the table": page(typed(WORD, 70, 560, 60, "0.85 g") + b"0 g\n" + TABLE + WORDS),
    "in a large black word over the table": planted(typed(WORD, 70, 560, 60)),
    "in a grey word across lines": planted(typed(WORD, 160, 600, 12, "0.7 g")),
    "in a comment": annotated(b"<< /Type /Annot /Subtype /Text /Contents (Planted) /Rect [10 10 30 30] >>"),
    "in a hidden text box": annotated(
        b"<< /Type /Annot /Subtype /FreeText /Contents (Planted) /F 2 /Rect [70 400 170 420] /AP << /N 7 0 R >> >>",
        DRAWN,
    ),
    "in a field of no form": annotated(FIELD % b""),
    "in a text box that is not drawn": annotated(
        b"<< /Type /Annot /Subtype /FreeText /Contents (Planted) /F 4 /Rect [70 400 170 420] >>"
    ),
}
CASES = {**SEEN, **ASIDE}


def missing(body: Body, data: bytes) -> Counter[str]:
    """The characters that PDFium gives for the file and nobody is told of."""
    with pypdfium2.PdfDocument(data) as document:
        wanted = Counter("".join(page.get_textpage().get_text_bounded() for page in document))
    account = "".join([*told(body), *aside(body), *(one.message for one in body.diagnostics)])
    return Counter({one: count for one, count in (wanted - Counter(account)).items() if not one.isspace()})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", CASES.values(), ids=CASES)
def test_nothing_is_lost(data: bytes, engine: PdfEngine) -> None:
    assert missing(read(data, engine), data) == Counter()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_read(data: bytes, engine: PdfEngine) -> None:
    body = read(data, engine)
    assert [text for text in told(body) if WORD in text] != []
    assert WORD not in "".join(aside(body))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", ASIDE.values(), ids=ASIDE)
def test_what_is_not_seen_is_told_and_not_read(data: bytes, engine: PdfEngine) -> None:
    body = read(data, engine)
    assert told(body) == ["left\nwords", "right"]
    assert WORD in aside(body)
    assert WORD in " ".join(one.message for one in body.diagnostics)


BOX = (
    b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (Agree) %s /F 4 /Rect [70 530 90 550] /AP << /N << /Yes 7 0 R "
    b"/Off 8 0 R >> >> >>"
)
CROSS = form(b"2 2 m 18 18 l 2 18 m 18 2 l S").replace(b"[0 0 595 842]", b"[0 0 20 20]")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("entries", "state"),
    [
        (b"/V /Yes /AS /Yes", "☑ Agree"),
        (b"/V /Off /AS /Off", "☐ Agree"),
        (b"/Ff 32768 /V /Yes /AS /Yes", "◉ Agree"),
        (b"/Ff 32768 /V /Off /AS /Off", "○ Agree"),
    ],
)
def test_boxes_that_are_ticked_are_told_once(entries: bytes, state: str, engine: PdfEngine) -> None:
    body = read(annotated(BOX % entries, CROSS, form(b""), catalog=FIELDS), engine)
    assert (told(body), aside(body), rules(body)) == (["left\nwords", "right"], [], ["RD114"])
    assert f"“{state}”" in body.diagnostics[-1].message


def marked(annotation: bytes, drawn: bytes) -> bytes:
    """A page with a word at 70, 400 and a comment over it that is drawn so."""
    box = form(drawn).replace(b"[0 0 595 842]", b"[0 0 100 20]")
    rest = b" /F 4 /Rect [60 396 160 416] /AP << /N 7 0 R >> >>"
    return planted(typed(WORD, 70, 400), annotation + rest, box, entries=b"/Annots [6 0 R]")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [b"Square", b"Circle", b"Polygon"])
def test_a_comment_that_is_filled_hides_what_is_below_it(kind: bytes, engine: PdfEngine) -> None:
    comment = b"<< /Type /Annot /Subtype /%s /IC [1 1 1]" % kind
    body = read(marked(comment, b"1 g 0 0 100 20 re f\n"), engine)
    assert (WORD in told(body), aside(body), [one.rule for one in body.diagnostics]) == (False, [WORD], ["RD112"])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", [b"Square", b"Circle", b"Polygon", b"Redact"])
def test_so_does_one_that_is_drawn_with_an_area_though_no_colour_is_named(kind: bytes, engine: PdfEngine) -> None:
    body = read(marked(b"<< /Type /Annot /Subtype /%s" % kind, b"1 g 0 0 100 20 re f\n"), engine)
    assert (WORD in told(body), aside(body), [one.rule for one in body.diagnostics]) == (False, [WORD], ["RD112"])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("entries", [b"/Square /IC [1 1 1]", b"/Redact /IC [0 0 0]"])
def test_a_comment_that_may_hide_text_and_is_not_drawn_is_told(entries: bytes, engine: PdfEngine) -> None:
    undrawn = b"<< /Type /Annot /Subtype %s /F 4 /Rect [60 396 160 416] >>" % entries
    body = read(planted(typed(WORD, 70, 400), undrawn, entries=b"/Annots [6 0 R]"), engine)
    assert (WORD in told(body), [one.rule for one in body.diagnostics]) == (True, ["RD114"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_frame_around_text_hides_none(engine: PdfEngine) -> None:
    body = read(marked(b"<< /Type /Annot /Subtype /Square /C [1 0 0]", b"1 0 0 RG 1 1 98 18 re S\n"), engine)
    assert (told(body), body.diagnostics) == (["left\nwords", "right", WORD], ())


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_a_comment_strikes_out_is_told(engine: PdfEngine) -> None:
    comment = b"<< /Type /Annot /Subtype /StrikeOut /QuadPoints [70 412 111 412 70 398 111 398]"
    body = read(marked(comment, b"1 0 0 RG 10 8 m 51 8 l S\n"), engine)
    assert (WORD in told(body), [one.rule for one in body.diagnostics]) == (True, ["RD117"])
    undrawn = comment + b" /F 4 /Rect [60 396 160 416] >>"
    body = read(planted(typed(WORD, 70, 400), undrawn, entries=b"/Annots [6 0 R]"), engine)
    assert (WORD in told(body), [one.rule for one in body.diagnostics]) == (True, ["RD114"])


FONT_BY_NAME = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /PMingLiU /Encoding /%s /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /PMingLiU /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) "
    b"/Supplement 3 >> /FontDescriptor << /Type /FontDescriptor /FontName /PMingLiU /Flags 4 >> >>] >>"
)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [(b"ETen-B5-H", ["RD107", "RD112"]), (b"ETenms-B5-H", ["RD107", "RD111", "RD112"])],
)
def test_fonts_that_only_one_engine_knows_are_named(encoding: bytes, expected: list[str]) -> None:
    """pdfminer, which knows layers, does not know all maps of Chinese characters of fonts that are not embedded."""
    text = "物料管理知識".encode("big5").hex().encode()
    content = b"/OC /L BDC\n" + typed(WORD) + b"EMC BT /F2 12 Tf 70 400 Td <" + text + b"> Tj ET\n"
    data = layered(content, b"/OFF [6 0 R]", LAYER, FONT_BY_NAME % encoding, NO_FORM)
    body = read(data.replace(b"/F1 5 0 R >>", b"/F1 5 0 R /F2 7 0 R >>"), PdfEngine.PDFIUM)
    assert sorted(one.rule for one in body.diagnostics) == expected
    assert ("物料管理知識" in told(body)) == ("RD111" not in expected)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_value_that_is_read_is_told_once(engine: PdfEngine) -> None:
    assert rules(read(SEEN["in a field"], engine)) == ["RD114"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_text_box_that_is_not_drawn_is_lost_content(engine: PdfEngine) -> None:
    assert rules(read(ASIDE["in a text box that is not drawn"], engine)) == ["RD108"]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_text_that_recognition_put_over_a_scan_is_read(engine: PdfEngine) -> None:
    scan = b"q 595 0 0 842 0 0 cm /X Do Q\n" + typed(WORD, 70, 540, before="3 Tr")
    body = read(page(scan, PICTURE, resources=b"/XObject << /X 6 0 R >>"), engine)
    assert (told(body), aside(body), rules(body)) == ([WORD], [], ["RD113"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_pale_mark_that_pages_repeat_is_a_watermark_wherever_it_stands(engine: PdfEngine) -> None:
    mark = typed("DRAFT", 195, 540, 26, "0.75 g") + b"0 g\n"
    body = read(bound(page(TABLE + WORDS + mark), page(TABLE + WORDS + mark)), engine)
    assert (told(body), aside(body)) == (["left\nwords", "right"] * 2, ["DRAFT", "DRAFT"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_pale_title_of_one_page_is_read(engine: PdfEngine) -> None:
    title = typed("Title", 195, 540, 26, "0.75 g") + b"0 g\n"
    body = read(bound(page(TABLE + WORDS + title), page(TABLE + WORDS)), engine)
    assert (told(body), aside(body)) == (["left\nwords", "right\nTitle", "left\nwords", "right"], [])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_watermark_is_known_on_a_page_where_nothing_is_under_it(engine: PdfEngine) -> None:
    """Two pages with the same mark; on the second it lies on white."""
    mark = typed("DRAFT", 70, 560, 30, "0.7 g") + b"0 g\n"
    first, second = page(mark + TABLE + WORDS), page(mark + typed("text", 70, 100) + typed("and more of it", 70, 80))
    body = read(bound(first, second), engine)
    assert told(body) == ["left\nwords", "right", "text", "and more of it"]
    assert aside(body) == ["DRAFT", "DRAFT"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_that_is_printed_in_grey_is_no_watermark(engine: PdfEngine) -> None:
    body = read(page(b"0.6 g\n" + TABLE + WORDS), engine)
    assert (told(body), aside(body)) == (["left\nwords", "right"], [])

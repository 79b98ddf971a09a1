"""Text of a PDF that is drawn with ink and still not seen: covered, cut away, in the colour of its ground, tiny."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import TABLE, WORDS, aside, form, page, read, rules, stream, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
WORD = "Planted"
BOX = b"60 390 200 30 re f\n"
PICTURE = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
DRAWN_PICTURE = b"q 200 0 0 30 60 390 cm /X Do Q\n"
WORDS_BELOW = typed(WORD, 70, 400)


def planted(content: bytes, *objects: bytes, resources: bytes = b"") -> bytes:
    return page(TABLE + WORDS + content, *objects, resources=resources)


def with_picture(content: bytes, picture: bytes, *more: bytes) -> bytes:
    return planted(content, picture, *more, resources=b"/XObject << /X 6 0 R >>")


def with_state(content: bytes, state: bytes) -> bytes:
    return planted(content, state, resources=b"/ExtGState << /G 6 0 R >>")


GROUP = b"/Group << /S /Transparency >>"
MASK = b"/SMask << /Type /Mask /S /Luminosity /G 8 0 R >>"
ALL_BLACK = form(b"0 g 0 0 595 842 re f", b"/Group << /S /Transparency /CS /DeviceGray >>")


def grouped(content: bytes, inside: bytes, state: bytes = b"", *more: bytes) -> bytes:
    """``inside`` is a group, drawn by ``/X Do``, perhaps with the state ``/G gs``."""
    objects = (form(inside, GROUP), b"<< /Type /ExtGState %s >>" % state, *more)
    return planted(content, *objects, resources=b"/XObject << /X 6 0 R >> /ExtGState << /G 7 0 R >>")


WHITE_BOX, ON_STATE = b"1 g " + BOX, b"q /G gs /X Do Q\n"
SEEN = {
    "in a group": grouped(b"/X Do\n", WORDS_BELOW),
    "in a group on a white box of the group on a black one": grouped(
        b"0 g " + BOX + b"/X Do\n", WHITE_BOX + b"0 g\n" + WORDS_BELOW
    ),
    "in white in a group on a dark bar": grouped(b"0 0 0.5 rg " + BOX + b"/X Do\n", b"1 g " + WORDS_BELOW),
    "under a group that lets it through": grouped(WORDS_BELOW + ON_STATE, WHITE_BOX, b"/ca 0.4"),
    "under a group that marks it": grouped(WORDS_BELOW + ON_STATE, WHITE_BOX, b"/BM /Multiply"),
    "under a group that a mask leaves out": grouped(WORDS_BELOW + ON_STATE, WHITE_BOX, MASK, ALL_BLACK),
    "in black on a white box": planted(b"1 g " + BOX + b"0 g\n" + WORDS_BELOW),
    "in black on a grey box": planted(b"0.85 g " + BOX + b"0 g\n" + WORDS_BELOW),
    "in white on a dark bar": planted(b"0.2 0.3 0.5 rg " + BOX + typed(WORD, 70, 400, before="1 g")),
    "in white on a dark bar on a white page": page(
        b"1 g 0 0 595 842 re f 0 g\n" + TABLE + WORDS + b"0 0 0.5 rg " + BOX + typed(WORD, 70, 400, before="1 g")
    ),
    "in white on a picture": with_picture(DRAWN_PICTURE + typed(WORD, 70, 400, before="1 g"), stream(b"\x80", PICTURE)),
    "on a picture": with_picture(DRAWN_PICTURE + WORDS_BELOW, stream(b"\x80", PICTURE)),
    "under a line that strikes it out": planted(WORDS_BELOW + b"60 403 100 1.5 re f\n"),
    "beside a box drawn later": planted(WORDS_BELOW + b"1 g 60 420 200 40 re f\n"),
    "under a frame": planted(WORDS_BELOW + b"60 390 200 30 re 62 392 196 26 re f*\n"),
    "under a box that only touches it": planted(WORDS_BELOW + b"1 g 60 370 200 33 re f\n"),
    "under a box that lets it through": with_state(
        WORDS_BELOW + b"/G gs 1 1 0 rg " + BOX, b"<< /Type /ExtGState /ca 0.4 >>"
    ),
    "under a marker": with_state(WORDS_BELOW + b"/G gs 1 1 0 rg " + BOX, b"<< /Type /ExtGState /BM /Multiply >>"),
    "under a stencil that is empty there": with_picture(
        WORDS_BELOW + DRAWN_PICTURE,
        stream(b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ImageMask true /BitsPerComponent 1"),
    ),
    "under a picture with a mask": with_picture(
        WORDS_BELOW + DRAWN_PICTURE, stream(b"\x80", PICTURE + b" /SMask 7 0 R"), stream(b"\x00", PICTURE)
    ),
    "inside a clip": planted(b"q 60 380 200 60 re W n\n" + WORDS_BELOW + b"Q\n"),
    "half inside a clip": planted(b"q 60 396 200 60 re W n\n" + WORDS_BELOW + b"Q\n"),
    "half as wide": planted(typed(WORD, 70, 400, before="50 Tz")),
    "a point high": planted(typed(WORD, 70, 400, 1)),
    "in one point that is made larger": planted(b"q 12 0 0 12 0 0 cm " + typed(WORD, 6, 33, 1) + b"Q\n"),
    "in a form with a box of its own": with_picture(b"/X Do\n", form(b"1 g " + BOX + b"0 g\n" + WORDS_BELOW)),
}
UNSEEN = {
    "under a group with a white box": grouped(WORDS_BELOW + b"/X Do\n", WHITE_BOX),
    "under a group without a mask": grouped(WORDS_BELOW + ON_STATE, WHITE_BOX, b"/SMask /None"),
    "in a group under a white box of the group": grouped(b"/X Do\n", WORDS_BELOW + WHITE_BOX),
    "in a group without ink": grouped(ON_STATE, WORDS_BELOW, b"/ca 0"),
    "in a group with next to no ink": grouped(ON_STATE, WORDS_BELOW, b"/ca 0.02"),
    "under a white box": planted(WORDS_BELOW + b"1 g " + BOX),
    "under a black box": planted(WORDS_BELOW + BOX),
    "under a box with round corners": planted(
        WORDS_BELOW + b"1 g 65 390 m 255 390 l 258 390 260 392 260 395 c 260 415 l 260 418 258 420 255 420 c "
        b"65 420 l 62 420 60 418 60 415 c 60 395 l 60 392 62 390 65 390 c f\n"
    ),
    "turned and under a white box": planted(b"BT /F1 12 Tf 0 1 -1 0 80 380 Tm (Planted) Tj ET 1 g 60 370 40 80 re f\n"),
    "under a picture": with_picture(WORDS_BELOW + DRAWN_PICTURE, stream(b"\x80", PICTURE)),
    "in black on a black box": planted(BOX + WORDS_BELOW),
    "in blue on a blue box": planted(b"0 0 0.6 rg " + BOX + typed(WORD, 70, 400, before="0 0 0.6 rg")),
    "in white on a white box in a dark bar": planted(
        b"50 380 300 50 re f 1 g " + BOX + typed(WORD, 70, 400, before="1 g")
    ),
    "in a form under a white box": with_picture(b"/X Do 1 g " + BOX, form(WORDS_BELOW)),
    "under a form with a white box": with_picture(WORDS_BELOW + b"/X Do\n", form(b"1 g " + BOX)),
    "in a moved form under a white box": with_picture(
        b"/X Do 1 g " + BOX, form(typed(WORD, 20, 300), b"/Matrix [1 0 0 1 50 100]")
    ),
    "squeezed to a stroke": planted(typed(WORD, 70, 400, before="1 Tz")),
    "squeezed to a stroke by its matrix": planted(b"BT /F1 12 Tf 0.01 0 0 1 70 400 Tm (Planted) Tj ET\n"),
    "in ink that lets nearly all through": with_state(b"/G gs " + WORDS_BELOW, b"<< /Type /ExtGState /ca 0.02 >>"),
    "a third of a point high": planted(typed(WORD, 70, 400, 0.3)),
}
CLIPPED = {
    "cut away": planted(b"q 300 300 100 100 re W n\n" + WORDS_BELOW + b"Q\n"),
    "cut away by the second of two clips": planted(
        b"q 60 380 200 60 re W n 300 300 100 100 re W n\n" + WORDS_BELOW + b"Q\n"
    ),
    "cut away in a form": with_picture(b"/X Do\n", form(b"q 300 300 100 100 re W n\n" + WORDS_BELOW + b"Q\n")),
    "cut away in a moved form": with_picture(
        b"/X Do\n",
        form(b"q 60 250 200 30 re W n\n" + typed(WORD, 20, 300) + b"Q\n", b"/Matrix [1 0 0 1 50 100]"),
    ),
    "cut away with its form": with_picture(b"q 300 300 100 100 re W n /X Do Q\n", form(WORDS_BELOW)),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_what_a_person_sees_is_read(data: bytes, engine: PdfEngine) -> None:
    body = read(data, engine)
    assert (told(body), aside(body)) == (["left\nwords", "right", WORD], [])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("data", {**UNSEEN, **CLIPPED}.values(), ids={**UNSEEN, **CLIPPED})
def test_what_nobody_sees_is_told_and_not_read(data: bytes, engine: PdfEngine) -> None:
    body = read(data, engine)
    assert (told(body), aside(body), rules(body)) == (["left\nwords", "right"], [WORD], ["RD112"])


@pytest.mark.parametrize("engine", ENGINES)
def test_only_the_covered_end_of_a_line_is_gone(engine: PdfEngine) -> None:
    body = read(planted(typed("shown hidden", 70, 400) + b"1 g 106 390 200 30 re f\n"), engine)
    assert (told(body)[2:], aside(body)) == (["shown "], ["hidden"])
    assert [(found.severity, "hidden" in found.message) for found in body.diagnostics] == [
        ("info", True),
        ("warning", True),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_words_under_a_stamp_on_a_white_box_are_told_as_lost_from_their_line(engine: PdfEngine) -> None:
    box = b"1 g 76 396 20 14 re f 0 g\n" + typed("void", 77, 401.7, before="0 Tr")
    body = read(planted(typed("shown and hidden", 70, 400) + box), engine)
    assert [found.severity for found in body.diagnostics if found.subject == "page/1/torn"] == ["warning"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hidden_line_below_what_is_seen_is_torn_out_of_none(engine: PdfEngine) -> None:
    hidden = typed("hidden", 70, 380) + b"1 g 60 376 200 14 re f 0 g\n"
    body = read(planted(hidden + typed("shown", 70, 400)), engine)
    assert [found.subject for found in body.diagnostics] == ["page/1"]


@pytest.mark.parametrize("engine", ENGINES)
def test_text_with_a_hidden_copy_below_it_is_read(engine: PdfEngine) -> None:
    """Chromium draws the shadow of text as text that a mask makes pale; PDFium gives text that is drawn twice once."""
    body = read(planted(typed(WORD, 70, 400, before="3 Tr") + typed(WORD, 70.3, 400, before="0 Tr")), engine)
    assert (told(body), aside(body)) == (["left\nwords", "right", WORD], [WORD])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_text_that_recognition_put_under_a_scan_is_read(engine: PdfEngine) -> None:
    """Some programs draw the recognised text with ink and lay the picture of the page over it."""
    scan = WORDS_BELOW + b"q 595 0 0 842 0 0 cm /X Do Q\n"
    body = read(page(scan, stream(b"\x80", PICTURE), resources=b"/XObject << /X 6 0 R >>"), engine)
    assert (told(body), aside(body), rules(body)) == ([WORD], [], ["RD113"])


@pytest.mark.parametrize("engine", ENGINES)
def test_text_in_forms_deep_in_each_other_is_read(engine: PdfEngine) -> None:
    depth = 12
    shape = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(b"/X Do", shape % number) for number in range(7, 6 + depth)]
    data = planted(b"/X Do\n", *forms, form(typed(WORD, 70, 400)), resources=b"/XObject << /X 6 0 R >>")
    assert WORD in told(read(data, engine))

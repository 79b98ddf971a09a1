"""Readings that are printed small over characters in a PDF."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.findings.diagnostics import Severity
from pipeline.readers.blocks import Body
from tests.readers.pdf_pages import FONT, TABLE, WORDS, aside, page, read, rules, stream, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
LEFT = typed("left") + typed("words", 70, 580)
BASE = "職業標準乙"
"""The word "right" in a font whose letters stand for these."""
CODES = b" ".join(b"<%02X> <%04X>" % (ord(code), ord(one)) for code, one in zip("right", BASE, strict=True))
HAN = (
    stream(
        typed("right", 190).replace(b"/F1", b"/F2"),
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F2 7 0 R >> >>",
    ),
    FONT.replace(
        b"Helvetica >>", b"Han /FirstChar 97 /LastChar 122 /Widths [" + b"400 " * 26 + b"] /ToUnicode 8 0 R >>"
    ),
    stream(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 5 beginbfchar %s endbfchar endcmap" % CODES, b""
    ),
)


def with_han(small: bytes, engine: PdfEngine) -> Body:
    """The table, the right cell of which has characters that may have readings."""
    return read(page(TABLE + LEFT + b"/H Do\n" + small, *HAN, resources=b"/XObject << /H 6 0 R >>"), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("height", [610, 612, 613])
def test_a_reading_over_a_word_is_none_of_its_line(height: float, engine: PdfEngine) -> None:
    body = with_han(typed("lai", 192, height, 5), engine)
    assert (told(body), "".join(aside(body)), rules(body)) == (["left\nwords", BASE], "lai", ["RD108"])
    assert body.diagnostics[0].severity is Severity.WARNING


@pytest.mark.parametrize("engine", ENGINES)
def test_small_text_close_over_latin_letters_is_read(engine: PdfEngine) -> None:
    body = read(page(TABLE + WORDS + typed("see", 192, 613, 5)), engine)
    assert (sorted("".join(told(body)[1].split())), aside(body)) == (sorted("seeright"), [])


@pytest.mark.parametrize(
    ("small", "read_as"),
    [
        (typed("a", 216, 605, 7), "righta"),  # a mark hung on the end of the word
        (typed("a", 216, 597, 7), "righta"),  # and one below
        (typed("see", 190, 622, 7), "seeright"),  # a line of its own
        (typed("below", 190, 588, 5), "rightbelow"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_other_small_text_is_read(small: bytes, read_as: str, engine: PdfEngine) -> None:
    body = with_han(small, engine)
    assert ("".join(told(body)[1].split()), aside(body)) == (read_as.replace("right", BASE), [])

"""Readings that are printed small over characters in a PDF."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import TABLE, WORDS, aside, page, read, rules, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("height", [610, 612, 613])
def test_a_reading_over_a_word_is_none_of_its_line(height: float, engine: PdfEngine) -> None:
    body = read(page(TABLE + WORDS + typed("lai", 192, height, 5)), engine)
    assert (told(body), "".join(aside(body)), rules(body)) == (["left\nwords", "right"], "lai", [])


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
    body = read(page(TABLE + WORDS + small), engine)
    assert ("".join(told(body)[1].split()), aside(body)) == (read_as, [])

"""Two pages side by side on one sheet of a PDF."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import bound, page, read, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]


def half(x: int, name: str) -> bytes:
    """A title, a table of two rows, and a line below it."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (x, y, x + 220, y) for y in (700, 650, 600))
    lines += b"".join(b"%d 600 m %d 700 l S\n" % (at, at) for at in (x, x + 220))
    texts = (("title", 750), ("one", 670), ("two", 620), ("end", 560))
    return lines + b"".join(typed(f"{name} {text}", x + 10, y) for text, y in texts)


SHEET = half(40, "left") + half(335, "right")
LEFT, RIGHT = ([f"{name} {text}" for text in ("title", "one", "two", "end")] for name in ("left", "right"))
FULL = typed("a title over all of the sheet and so no gutter there", 150, 790, 14)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_left_page_is_read_before_the_right_one(engine: PdfEngine) -> None:
    body = read(page(SHEET), engine)
    assert told(body) == LEFT + RIGHT
    assert body.pages == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_what_stands_over_both_makes_them_one_page(engine: PdfEngine) -> None:
    found = told(read(page(SHEET + FULL), engine))
    assert found[:2] == ["a title over all of the sheet and so no gutter there", "left title right title"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_last_sheet_with_little_on_its_right_page_is_parted_too(engine: PdfEngine) -> None:
    last = half(40, "third") + typed("rest", 345, 760)
    found = told(read(bound(page(SHEET), page(last)), engine))
    assert found == [*LEFT, *RIGHT, "third title", "third one", "third two", "third end", "rest"]

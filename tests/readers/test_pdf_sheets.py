"""Two pages side by side on one sheet of a PDF."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers.blocks import Table
from tests.readers.pdf_pages import aside, bound, page, read, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]


def half(x: int, name: str) -> bytes:
    """A title, a table of two rows, and a line below it."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (x, y, x + 220, y) for y in (400, 350, 300))
    lines += b"".join(b"%d 300 m %d 400 l S\n" % (at, at) for at in (x, x + 220))
    texts = (("title", 450), ("one", 370), ("two", 320), ("end", 260))
    return lines + b"".join(typed(f"{name} {text}", x + 10, y) for text, y in texts)


def wide(content: bytes) -> bytes:
    """A sheet that is wider than high."""
    return page(content).replace(b"595 842", b"595 500")


SHEET = half(40, "left") + half(335, "right")
LEFT, RIGHT = ([f"{name} {text}" for text in ("title", "one", "two", "end")] for name in ("left", "right"))
FULL = typed("a title over all of the sheet and so no gutter there", 150, 480, 14)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_left_page_is_read_before_the_right_one(engine: PdfEngine) -> None:
    body = read(wide(SHEET), engine)
    assert told(body) == LEFT + RIGHT
    assert body.pages == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_the_right_page_stand_where_those_of_the_left_one_do(engine: PdfEngine) -> None:
    """A table that goes on there without its header is told by them. Its lines keep their places on the sheet."""
    left, right = (block for block in read(wide(SHEET), engine).blocks if isinstance(block, Table))
    for one, other in zip(left.rows[0], right.rows[0], strict=True):
        assert abs(one.left - other.left) < 3
        assert abs(one.right - other.right) < 3
    (line,) = right.rows[0][0].lines
    assert line.box is not None
    assert line.box[0] > 335


@pytest.mark.parametrize("engine", ENGINES)
def test_running_lines_of_two_pages_on_a_sheet_are_no_text(engine: PdfEngine) -> None:
    feet = typed("the office", 50, 30) + typed("the office", 345, 30)
    body = read(wide(SHEET + feet), engine)
    assert (told(body), aside(body)) == (LEFT + RIGHT, ["the office"] * 2)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_stands_over_both_makes_them_one_page(engine: PdfEngine) -> None:
    found = told(read(wide(SHEET + FULL), engine))
    assert found[:2] == ["a title over all of the sheet and so no gutter there", "left title right title"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_last_sheet_with_little_on_its_right_page_is_parted_too(engine: PdfEngine) -> None:
    last = half(40, "third") + typed("rest", 345, 460)
    found = told(read(bound(wide(SHEET), wide(last)), engine))
    assert found == [*LEFT, *RIGHT, "third title", "third one", "third two", "third end", "rest"]


@pytest.mark.parametrize("engine", ENGINES)
def test_tables_side_by_side_on_a_page_that_stands_upright_are_no_two_pages(engine: PdfEngine) -> None:
    below = typed("below", 50, 200)
    found = told(read(page(SHEET + below), engine))
    assert found[-2:] == ["left end right end", "below"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("turn", [b"0 1 -1 0 595 -40", b"0 -1 1 0 0 560"])
def test_tables_one_below_the_other_on_a_page_that_lies_on_its_side_are_no_two_pages(
    turn: bytes, engine: PdfEngine
) -> None:
    tables = b"".join(
        b"%d %d m %d %d l S\n" % line
        for at in (320, 20)
        for line in (
            *((60, at + y, 460, at + y) for y in (0, 250)),
            *((x, at, x, at + 250) for x in (60, 260, 460)),
        )
    )
    texts = (("above", 70, 500), ("beside", 270, 500), ("below", 70, 200), ("last", 270, 200))
    content = b"q " + turn + b" cm\n" + tables + b"".join(typed(*text) for text in texts) + b"Q\n"
    assert told(read(wide(content), engine)) == ["above", "beside", "below", "last"]

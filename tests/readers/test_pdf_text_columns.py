"""Text that runs in two columns inside a cell of a PDF."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import page, read, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
CELL = b"60 500 240 200 re S\n"
FULL, HALF = "nnnnnnnnnnnnnnnnnnnn", "nnnnnnnnnn"
LEFT, RIGHT = 66, 185


def lines(*pairs: tuple[str, str]) -> bytes:
    """Lines of eight points below each other, each of a left and a right part."""
    drawn = b""
    for at, (left, right) in enumerate(pairs):
        drawn += typed(f"{at}{left}", LEFT, 680 - 10 * at, 8) + typed(f"{at}{right}", RIGHT, 680 - 10 * at, 8)
    return drawn


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_one_width_are_read_one_behind_the_other(engine: PdfEngine) -> None:
    found = read(page(CELL + lines((FULL, FULL), (FULL, FULL), (HALF, HALF))), engine)
    (text,) = told(found)
    assert "".join(text.split()) == f"0{FULL}1{FULL}2{HALF}" * 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "pairs",
    [
        ((HALF, HALF), (HALF, HALF), (HALF[:-3], HALF), (FULL, HALF)),  # two short items on each line
        (("K01", FULL), ("K02", FULL), ("K03", FULL)),  # codes and names
        ((FULL, FULL), (FULL, FULL)),  # too few to tell
    ],
)
def test_what_stands_side_by_side_is_read_line_by_line(pairs: tuple[tuple[str, str], ...], engine: PdfEngine) -> None:
    (text,) = told(read(page(CELL + lines(*pairs)), engine))
    assert "".join(text.split()) == "".join(f"{at}{left}{at}{right}" for at, (left, right) in enumerate(pairs))


SPREAD = "%f Tc"
"""Characters set apart by so many points."""


@pytest.mark.parametrize("engine", ENGINES)
def test_letters_that_are_set_apart_to_fill_a_line_make_no_columns(engine: PdfEngine) -> None:
    """A justified line that ends where its author says is stretched to the edge, as LibreOffice sets it."""
    texts = ("abcdefghijk", "mnopqrstuvw", "nopqrstuvwx", "opqrstuvwxy")
    drawn = b"".join(typed(text, 66, 680 - 10 * at, 8, SPREAD % 17) for at, text in enumerate(texts))
    (text,) = told(read(page(CELL + drawn), engine))
    assert "".join(text.split()) == "".join(texts)

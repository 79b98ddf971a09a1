"""Lines that a browser prints below their cell: over the first line of the next one, or below the table."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers._pdf import falls
from pipeline.readers._pdf.grid import grids
from pipeline.readers._pdf.page import Ruling, glyph
from tests.readers.pdf_pages import page, read, told, typed
from tests.steps import growth

ENGINES = pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
GRID = b"60 400 300 200 re S 160 400 m 160 600 l S 260 400 m 260 600 l S 60 500 m 360 500 l S\n"
HEADS = typed("duty", 64, 560) + typed("level", 264, 560) + typed("goal", 64, 460) + typed("rank", 264, 460)
FULL = "mmmmmmmmm"
"""A word that leaves no room for another in its column."""


def cells(engine: PdfEngine, *texts: bytes) -> list[str]:
    return told(read(page(GRID + HEADS + b"".join(texts)), engine))


@ENGINES
def test_a_line_over_the_first_one_of_the_next_cell_is_of_the_cell_above(engine: PdfEngine) -> None:
    above = typed("one", 164, 520.5) + typed(FULL, 164, 506.5) + typed("tail", 164, 492.5)
    found = cells(engine, above, typed("own", 164, 486), typed("more", 164, 472))
    assert found == ["duty", f"one\n{FULL}\ntail", "level", "goal", "own\nmore", "rank"]


@ENGINES
@pytest.mark.parametrize("own", [478.5, 470.0])
def test_one_that_stands_as_close_to_the_next_as_lines_do_is_the_cell_s_own(engine: PdfEngine, own: float) -> None:
    above = typed("one", 164, 520.5) + typed(FULL, 164, 506.5) + typed("head", 164, 492.5)
    found = cells(engine, above, typed("own", 164, own))
    assert found[1::3] == [f"one\n{FULL}", "head\nown"]


@ENGINES
def test_lines_below_the_table_that_go_on_with_a_full_one_are_of_its_last_cell(engine: PdfEngine) -> None:
    found = cells(engine, typed(FULL, 164, 416), typed(FULL, 164, 402), typed("tail", 164, 388))
    assert found == ["duty", "", "level", "goal", f"{FULL}\n{FULL}\ntail", "rank"]


@ENGINES
@pytest.mark.parametrize(
    ("last", "below", "x", "y"),
    [
        ("short", "tail", 164, 388),
        (FULL, "tail", 170, 388),
        (FULL, "tail", 164, 366),
        (FULL, "a longer line than the column", 164, 388),
        (FULL, "tail", 64, 388),
    ],
)
def test_other_lines_below_the_table_are_none_of_it(
    engine: PdfEngine, last: str, below: str, x: float, y: float
) -> None:
    found = cells(engine, typed(last, 164, 402), typed(below, x, y))
    assert found[-1] == below


def test_lines_below_a_table_are_looked_at_in_proportion() -> None:
    lines = [Ruling(60, top, 360, top) for top in (100, 200)] + [Ruling(x, 100, x, 200) for x in (60, 160, 260, 360)]
    (grid,) = grids(lines)

    def returned(count: int) -> None:
        contents = [[glyph("m", cell.box[0] + 4, 186, cell.box[2] - 4, 198, 12)] for cell in grid.cells]
        loose = [glyph("m", 164, 200 + at / count, 170, 212 + at / count, 12) for at in range(count)]
        falls.return_fallen(grid, contents, loose)

    assert growth(falls, returned, 2000) < 2.5

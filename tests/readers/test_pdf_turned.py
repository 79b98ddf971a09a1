"""Pages and cells that lie on their side: read as if they stood upright, by both engines."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers._pdf.content import laid_out
from pipeline.readers._pdf.page import Odd, Page, Ruling, Stretch, glyph
from pipeline.readers.blocks import Table
from tests.readers.pdf_pages import HEIGHT, TABLE, WIDTH, WORDS, aside, page, read, rules, told, typed

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
MATRICES = {
    0: b"1 0 0 1 0 0 cm\n",
    90: b"0 1 -1 0 %d 0 cm\n" % HEIGHT,
    180: b"-1 0 0 -1 %d %d cm\n" % (WIDTH, HEIGHT),
    270: b"0 -1 1 0 0 %d cm\n" % WIDTH,
}
"""What turns the content of a page; on a page on its side it fills the other format."""


def lying(drawn: int, flag: int, content: bytes = TABLE + WORDS) -> bytes:
    """A page whose content is drawn turned, with a flag that tells viewers to turn it."""
    data = page(MATRICES[drawn] + content, entries=b"/Rotate %d" % flag)
    return data.replace(b"[0 0 595 842]", b"[0 0 842 595]") if drawn in (90, 270) else data


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("flag", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_page_is_read_however_it_lies(drawn: int, flag: int, engine: PdfEngine) -> None:
    body = read(lying(drawn, flag), engine)
    assert told(body) == ["left\nwords", "right"]
    assert (aside(body), rules(body)) == ([], [])


APART = TABLE + b"".join(typed(text, x) for text, x in (("ab", 70), (" ", 83.4), ("cd", 85.6))) + typed("right", 190)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("flag", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_blanks_that_are_drawn_alone_are_read_however_the_page_lies(drawn: int, flag: int, engine: PdfEngine) -> None:
    """As Chromium and Word draw those between words, and several of them between two items on a line."""
    assert told(read(lying(drawn, flag, APART), engine)) == ["ab cd", "right"]


@pytest.mark.parametrize("engine", ENGINES)
def test_places_are_those_of_the_page_as_it_is_shown(engine: PdfEngine) -> None:
    """Content turned to the left, nothing that turns it back: lines run up the page."""
    (table,) = read(lying(90, 0), engine).blocks
    assert isinstance(table, Table)
    (line,) = table.rows[0][1].lines
    assert line.box is not None
    left, top, right, bottom = line.box
    assert (round(bottom), bottom - top > right - left) == (595 - 190, True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("matrix", ["0 1 -1 0 130 560", "0 -1 1 0 120 650", "-1 0 0 -1 150 620"])
def test_a_turned_cell_among_upright_ones(matrix: str, engine: PdfEngine) -> None:
    words = typed("right side", 190) + typed("of the table", 190, 580)
    turned = f"BT /F1 12 Tf {matrix} Tm (turned) Tj ET\n".encode()
    body = read(page(TABLE + words + turned), engine)
    assert told(body) == ["turned", "right side\nof the table"]
    assert rules(body) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_size_below_zero_is_half_a_turn(engine: PdfEngine) -> None:
    """Upright text as some programs write it: turned, and of a size below zero."""
    at = (("left", 70, 600), ("words", 70, 580), ("right", 190, 600))
    words = [f"BT /F1 -12 Tf -1 0 0 -1 {x} {y} Tm ({text}) Tj ET\n".encode() for text, x, y in at]
    body = read(page(TABLE + b"".join(words)), engine)
    assert told(body) == ["left\nwords", "right"]
    assert (aside(body), rules(body)) == ([], [])


@pytest.mark.parametrize("engine", ENGINES)
def test_text_of_a_size_below_zero_that_stands_on_its_head_is_read_too(engine: PdfEngine) -> None:
    """Without a turn it runs to the left, upside down."""
    words = typed("right side", 190) + typed("of the table", 190, 580)
    body = read(page(TABLE + words + b"BT /F1 -12 Tf 1 0 0 1 150 620 Tm (turned) Tj ET\n"), engine)
    assert told(body) == ["turned", "right side\nof the table"]
    assert rules(body) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_few_turned_words_in_the_margin_are_no_content(engine: PdfEngine) -> None:
    margin = b"BT /F1 8 Tf 0 1 -1 0 30 300 Tm (printed by X) Tj ET\n"
    body = read(page(TABLE + WORDS + typed("more words than in the margin " * 4, 20, 300, 8) + margin), engine)
    assert aside(body) == ["printed by X"]
    assert rules(body) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_much_turned_text_beside_the_tables_is_an_error(engine: PdfEngine) -> None:
    margin = b"BT /F1 12 Tf 0 1 -1 0 30 100 Tm (all that the margin says about this) Tj ET\n"
    body = read(page(TABLE + WORDS + typed("and a line of upright text that is longer", 60, 300) + margin), engine)
    assert aside(body) == ["all that the margin says about this"]
    (finding,) = [one for one in body.diagnostics if one.rule == "RD108"]
    assert "all that the margin says about this" in finding.message


@pytest.mark.parametrize("engine", ENGINES)
def test_slanted_text_in_a_cell_is_an_error_a_large_one_a_watermark(engine: PdfEngine) -> None:
    small = b"BT /F1 12 Tf 0.7 0.7 -0.7 0.7 80 520 Tm (slanted) Tj ET\n"
    large = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    body = read(page(TABLE + WORDS + small + large), engine)
    assert sorted(aside(body)) == ["DRAFT", "slanted"]
    (finding,) = [one for one in body.diagnostics if one.rule == "RD108"]
    assert "slanted" in finding.message
    assert "DRAFT" not in finding.message


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_on_its_side_in_an_upright_page(engine: PdfEngine) -> None:
    """Two rows of two cells, turned to the left; around it more upright text than it holds."""
    lying = b"q 0 1 -1 0 400 300 cm 0 0 200 100 re S 80 0 m 80 100 l S 0 50 m 200 50 l S\n"
    lying += typed("one", 5, 70) + typed("two", 85, 70) + typed("three", 5, 20) + typed("four", 85, 20) + b"Q\n"
    body = read(page(typed("upright words above the table and more", 60, 700) + lying), engine)
    assert told(body) == ["upright words above the table and more", "one", "two", "three", "four"]
    table = body.blocks[1]
    assert isinstance(table, Table)
    assert [[cell.column for cell in row] for row in table.rows] == [[0, 1], [0, 1]]
    assert rules(body) == []


def column(text: str, x: float, top: float = 10.0, size: float = 10.0) -> list[Stretch]:
    """Characters one below the other."""
    return [glyph(one, x, top + at * size, x + size, top + (at + 1) * size, size) for at, one in enumerate(text)]


def cell_of(stretches: list[Stretch], odd: tuple[Odd, ...] = ()) -> str:
    """What is read of one cell, from 0 to 60 across and from 0 to 100 down, with these stretches."""
    sides = [(0, 0, 60, 0), (0, 100, 60, 100), (0, 0, 0, 100), (60, 0, 60, 100)]
    far = [glyph("x", 200 + 6 * at, 300, 206 + 6 * at, 310, 10) for at in range(20)]
    found = laid_out(Page(1, 595, 842, (*stretches, *far), tuple(Ruling(*side) for side in sides), odd=odd))
    (table,) = [block for _top, block in found.blocks if isinstance(block, Table)]
    return table.rows[0][0].text


def test_columns_of_vertical_writing_run_from_right_to_left() -> None:
    assert cell_of([*column("管理物料並", 40), *column("清點", 25)]) == "管理物料並\n清點"


def test_columns_whose_codes_ascend_from_left_to_right_are_read_so() -> None:
    assert cell_of([*column("T1管理物料", 10), *column("T2清點物料", 40)]) == "T1管理物料\nT2清點物料"
    assert cell_of([*column("T2清點物料", 10), *column("T1管理物料", 40)]) == "T1管理物料\nT2清點物料"


def test_a_code_that_lies_among_vertical_writing_comes_first() -> None:
    """T1 runs down the page; it is drawn on the page turned by three quarters, from its upper edge."""
    code = Odd(glyph("T1", 10, 595 - 50, 22, 595 - 40, 10), 3)
    assert cell_of(column("管理物料", 40, 26), (code,)) == "T1管理物料"


def test_two_digits_may_stand_level_in_vertical_writing() -> None:
    level = Stretch("12", 40, 30, 50, 40, 10, (40, 45), (45, 50))
    assert cell_of([*column("管理", 40), level, *column("項物料作業", 40, 40)]).replace(" ", "") == "管理12項物料作業"


def test_columns_that_are_drawn_from_left_to_right_are_read_so() -> None:
    assert cell_of([*column("管理物料並", 10), *column("清點", 25)]) == "管理物料並\n清點"


def test_columns_that_are_drawn_to_and_fro_run_from_right_to_left() -> None:
    assert cell_of([*column("管理", 40), *column("清點", 10), *column("物料", 25)]) == "管理\n物料\n清點"


def test_a_full_column_goes_on_in_the_next_one_on_either_side() -> None:
    """Text that its column's length broke is one text; the cell ends at 100."""
    for columns in ([(40, "管理並維護物料與"), (25, "設備")], [(10, "管理並維護物料與"), (25, "設備")]):
        stretches = [one for x, text in columns for one in column(text, x, 10, 11)]
        sides = [(0, 0, 60, 0), (0, 100, 60, 100), (0, 0, 0, 100), (60, 0, 60, 100)]
        found = laid_out(Page(1, 595, 842, tuple(stretches), tuple(Ruling(*side) for side in sides)))
        (table,) = [block for _top, block in found.blocks if isinstance(block, Table)]
        assert [line.text for line in table.rows[0][0].lines] == ["管理並維護物料與", "設備"]
        assert table.rows[0][0].lines[0].soft
        assert all(line.box and line.box[3] > line.box[1] for line in table.rows[0][0].lines)


@pytest.mark.parametrize("places", [(545, 570), (570, 545)])
def test_vertical_writing_that_stands_on_its_head(places: tuple[int, int]) -> None:
    """Its characters lie on the page turned by half a turn; they are drawn from the left or from the right."""
    first, second = (column(text, x, 842 - 90) for text, x in zip(("管理物料並", "清點"), places, strict=True))
    assert cell_of([], tuple(Odd(one, 2) for one in (*first, *second))) == "管理物料並\n清點"


@pytest.mark.parametrize("text", ["345", "36"])
def test_digits_one_below_the_other_are_lines(text: str) -> None:
    assert cell_of(column(text, 25)) == "\n".join(text)


def test_level_lines_of_two_characters_are_not_vertical() -> None:
    lines = [
        glyph(one, x, top, x + 10, top + 10, 10)
        for one, x, top in (("職", 5, 10), ("能", 15, 10), ("級", 5, 22), ("別", 15, 22))
    ]
    assert cell_of(lines) == "職能\n級別"


def test_level_lines_of_characters_set_apart_whose_last_ones_wrap_are_not_vertical() -> None:
    lines = [
        glyph(one, x, top, x + 10, top + 10, 10)
        for at, text in enumerate(("識讀圖面", "理解法規", "序列編號"))
        for one, x, top in zip(text, (3, 17, 31, 3), (y + 21 * at for y in (5, 5, 5, 15.5)), strict=True)
    ]
    assert cell_of(lines).replace("\n", "") == "識讀圖面理解法規序列編號"

"""Tables inside the cells of a grid belong to their cells, however much of the text they hold, in every format."""

from __future__ import annotations

from collections.abc import Callable

import docx
import pytest

from pipeline.base.limits import Limits
from pipeline.readers.blocks import Body, Table
from pipeline.readers.docx import read as read_docx
from pipeline.readers.html import read as read_html
from tests.readers.test_odt import read as read_odt
from tests.small_documents import saved

Rows = tuple[tuple[str, ...], ...]
HEAD = ("職責", "任務", "產出", "級別")
INNER: Rows = (("任務甲一二三四", "產出甲一二三四", "3"), ("任務乙一二三四", "產出乙一二三四", "4"))


def html(head: Rows, beside: str, inner: Rows) -> Body:
    def rows(texts: Rows) -> str:
        return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in texts)

    row = f"<tr><td>{beside}</td><td colspan=3><table>{rows(inner)}</table></td></tr>"
    return read_html(f"<meta charset=utf-8><table>{rows(head)}{row}</table>".encode(), Limits())


def odt(head: Rows, beside: str, inner: Rows) -> Body:
    def cell(content: str, span: str = "") -> str:
        return f"<table:table-cell{span}>{content}</table:table-cell>"

    def rows(texts: Rows) -> str:
        cells = ("".join(cell(f"<text:p>{text}</text:p>") for text in row) for row in texts)
        return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)

    sub = f'<table:table table:is-sub-table="true">{rows(inner)}</table:table>'
    row = cell(f"<text:p>{beside}</text:p>") + cell(sub, ' table:number-columns-spanned="3"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    return read_odt(f"<table:table>{rows(head)}<table:table-row>{row}{covered}</table:table-row></table:table>")


def word(head: Rows, beside: str, inner: Rows) -> Body:
    document = docx.Document()
    outer = document.add_table(rows=len(head) + 1, cols=4)
    for row, texts in zip(outer.rows, head, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    outer.cell(len(head), 0).text = beside
    holder = outer.cell(len(head), 1).merge(outer.cell(len(head), 3))
    table = holder.add_table(rows=len(inner), cols=len(inner[0]))
    for row, texts in zip(table.rows, inner, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return read_docx(saved(document), Limits())


FORMATS = pytest.mark.parametrize("made", [html, odt, word])


def tables(body: Body) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row if cell.text] for row in block.rows if any(cell.text for cell in row)]
        for block in body.blocks
        if isinstance(block, Table)
    ]


@FORMATS
def test_rows_inside_stand_behind_the_cell_s_own(made: Callable[[Rows, str, Rows], Body]) -> None:
    assert tables(made((HEAD,), "職責甲", INNER)) == [[[*HEAD], ["職責甲"], *map(list, INNER)]]


@FORMATS
def test_a_table_without_rows_of_its_own_only_lays_out_the_page(made: Callable[[Rows, str, Rows], Body]) -> None:
    *_outer, last = tables(made((), "選單", INNER))
    assert last == [*map(list, INNER)]


FORM: Rows = (("代碼", "甲1234"), ("職責", "任務", "產出", "級別"), ("職責甲一二三四", "任務甲一二三四", "產出甲", "3"))


@FORMATS
def test_a_row_of_links_makes_no_grid_of_a_table_that_lays_out_a_page(made: Callable[[Rows, str, Rows], Body]) -> None:
    inner = tuple((*row, *[""] * (4 - len(row))) for row in FORM)
    *_outer, last = tables(made((("首頁", "導覽", "聯絡", "英文"),), "選單", inner))
    assert last == [*map(list, FORM)]


def test_several_tables_of_a_page_in_one_cell_with_a_long_row_of_links_above() -> None:
    def made(*rows: tuple[str, ...]) -> str:
        return "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)

    form = f"<table>{made(FORM[0])}</table><table>{made(*FORM[1:])}</table>"
    page = f"<table>{made(tuple('甲乙丙丁戊己庚辛'))}<tr><td>選單</td><td colspan=7>{form}</td></tr></table>"
    *_links, profile, grid = tables(read_html(f"<meta charset=utf-8>{page}".encode(), Limits()))
    assert (profile, grid) == ([[*FORM[0]]], [*map(list, FORM[1:])])


AROUND = ("依下表：", "並記錄。")
"""What stands in the cell before its table and behind it."""
SMALL: Rows = (("甲級", "每月"), ("乙級", "每季"))


def around_html(levels: tuple[str, str]) -> Body:
    inner = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in SMALL)
    rows = (
        f"<tr><td>任務甲</td><td>{AROUND[0]}<table>{inner}</table>{AROUND[1]}</td><td rowspan=2>{levels[0]}</td></tr>"
        f"<tr><td>任務乙</td><td>做乙。</td></tr><tr><td>任務丙</td><td>做丙。</td><td>{levels[1]}</td></tr>"
    )
    return read_html(f"<meta charset=utf-8><table>{rows}</table>".encode(), Limits())


def around_odt(levels: tuple[str, str]) -> Body:
    def cell(*content: str, span: str = "") -> str:
        inside = "".join(one if one.startswith("<") else f"<text:p>{one}</text:p>" for one in content)
        return f"<table:table-cell{span}>{inside}</table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    inner = f"<table:table>{''.join(row(*map(cell, texts)) for texts in SMALL)}</table:table>"
    merged = cell(levels[0], span=' table:number-rows-spanned="2"')
    rows = (
        row(cell("任務甲"), cell(AROUND[0], inner, AROUND[1]), merged),
        row(cell("任務乙"), cell("做乙。"), "<table:covered-table-cell/>"),
        row(cell("任務丙"), cell("做丙。"), cell(levels[1])),
    )
    return read_odt(f"<table:table>{''.join(rows)}</table:table>")


def around_word(levels: tuple[str, str]) -> Body:
    document = docx.Document()
    outer = document.add_table(rows=3, cols=3)
    for row, name in zip(outer.rows, "甲乙丙", strict=True):
        row.cells[0].text = f"任務{name}"
        row.cells[1].text = f"做{name}。"
    holder = outer.cell(0, 1)
    holder.text = AROUND[0]
    table = holder.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, SMALL, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    holder.paragraphs[-1].text = AROUND[1]
    outer.cell(0, 2).merge(outer.cell(1, 2)).text = levels[0]
    outer.cell(2, 2).text = levels[1]
    return read_docx(saved(document), Limits())


AROUND_FORMATS = pytest.mark.parametrize("made", [around_html, around_odt, around_word])


@AROUND_FORMATS
def test_lines_behind_a_table_stand_behind_its_rows(made: Callable[[tuple[str, str]], Body]) -> None:
    first, *others = tables(made(("3", "4")))[0]
    assert first == ["任務甲", AROUND[0], "3"]
    assert others == [*map(list, SMALL), [AROUND[1]], ["任務乙", "做乙。"], ["任務丙", "做丙。", "4"]]


@AROUND_FORMATS
def test_a_merged_cell_beside_them_reaches_as_far_as_before(made: Callable[[tuple[str, str]], Body]) -> None:
    (grid,) = [block for block in made(("3", "4")).blocks if isinstance(block, Table)]
    (level,) = [cell for row in grid.rows for cell in row if cell.text == "3"]
    below = [[cell.text for cell in row] for row in grid.rows[level.row : level.row + level.rowspan]]
    assert (level.rowspan, below[-1]) == (5, ["任務乙", "做乙。"])


LONG = "一二三四五六七八九十"
"""Most of the text stands in no table inside the table."""


def framed_html(inner: Rows, behind: str) -> Body:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in inner)
    return read_html(f"<table><tr><td>{LONG}<td><table>{rows}</table>{behind}<td>三</table>".encode(), Limits())


def framed_odt(inner: Rows, behind: str) -> Body:
    def cell(content: str) -> str:
        return f"<table:table-cell>{content}</table:table-cell>"

    def paragraph(text: str) -> str:
        return f"<text:p>{text}</text:p>"

    rows = "".join(
        f"<table:table-row>{''.join(cell(paragraph(text)) for text in row)}</table:table-row>" for row in inner
    )
    cells = (paragraph(LONG), f"<table:table>{rows}</table:table>{paragraph(behind)}", paragraph("三"))
    return read_odt(f"<table:table><table:table-row>{''.join(map(cell, cells))}</table:table-row></table:table>")


def framed_word(inner: Rows, behind: str) -> Body:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=3)
    outer.cell(0, 0).text, outer.cell(0, 2).text = LONG, "三"
    table = outer.cell(0, 1).add_table(rows=len(inner), cols=len(inner[0]))
    for row, texts in zip(table.rows, inner, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    outer.cell(0, 1).add_paragraph(behind)
    return read_docx(saved(document), Limits())


@pytest.mark.parametrize("made", [framed_html, framed_odt, framed_word])
@pytest.mark.parametrize(
    ("inner", "behind", "expected"),
    [
        ((("S01 甲",),), "", "S01 甲"),
        ((("S01 甲",), ("S02 乙",)), "S03 丙", "S01 甲\nS02 乙\nS03 丙"),
        ((("T2", "採購"),), "", "T2 採購"),
        ((("S01", "甲"),), "S02 乙", "S01 甲\nS02 乙"),
    ],
)
def test_a_frame_around_the_lines_of_a_cell_is_no_table(
    made: Callable[[Rows, str], Body], inner: Rows, behind: str, expected: str
) -> None:
    assert tables(made(inner, behind)) == [[[LONG, expected, "三"]]]


def test_a_grid_whose_cells_are_all_framed_lays_out_no_page() -> None:
    def row(*texts: str) -> str:
        return f"<tr>{''.join(f'<td><table><tr><td>{text}</table>' for text in texts)}</tr>"

    head = f"<tr>{''.join(f'<td>{text}' for text in HEAD)}</tr>"
    page = f"<meta charset=utf-8><table>{head}{row('職責甲一二', '任務甲一二', '產出甲一二', '3')}</table>"
    assert tables(read_html(page.encode(), Limits())) == [[[*HEAD], ["職責甲一二", "任務甲一二", "產出甲一二", "3"]]]


def laid_out_html(rows: tuple[tuple[str, ...], ...], grid: Rows) -> Body:
    inner = "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in grid)
    outer = "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in rows)
    return read_html(f"<table>{outer}<tr><td>題<table>{inner}</table>末</table>".encode(), Limits())


def laid_out_odt(rows: tuple[tuple[str, ...], ...], grid: Rows) -> Body:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(f'<table:table-cell>{cell}</table:table-cell>' for cell in cells)}</table:table-row>"

    def texts(rows: Rows) -> str:
        return "".join(row(*(f"<text:p>{text}</text:p>" for text in one)) for one in rows)

    last = row(f"<text:p>題</text:p><table:table>{texts(grid)}</table:table><text:p>末</text:p>")
    return read_odt(f"<table:table>{texts(rows)}{last}</table:table>")


def laid_out_word(rows: tuple[tuple[str, ...], ...], grid: Rows) -> Body:
    document = docx.Document()
    outer = document.add_table(rows=len(rows) + 1, cols=max((len(row) for row in rows), default=1))
    for row, texts in zip(outer.rows, rows, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    holder = outer.rows[-1].cells[0].merge(outer.rows[-1].cells[-1])
    holder.text = "題"
    inner = holder.add_table(rows=len(grid), cols=len(grid[0]))
    for row, texts in zip(inner.rows, grid, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    holder.add_paragraph("末")
    return read_docx(saved(document), Limits())


@pytest.mark.parametrize("made", [laid_out_html, laid_out_odt, laid_out_word])
def test_what_a_table_that_lays_out_the_page_holds_keeps_its_order(made: Callable[..., Body]) -> None:
    grid = (HEAD, ("職責甲一二三四五", "任務甲一二三四五", "產出甲一二三四五", "3"))
    title, table, end = made((), grid).blocks
    assert isinstance(table, Table)
    assert (title.text, end.text, tables(Body((table,)))) == ("題", "末", [[*map(list, grid)]])


@pytest.mark.parametrize("made", [laid_out_html, laid_out_odt, laid_out_word])
def test_its_rows_of_labels_and_values_stay_a_table(made: Callable[..., Body]) -> None:
    grid = (HEAD, ("職責甲一二三四五", "任務甲一二三四五", "產出甲一二三四五", "3"))
    assert tables(made((("代碼", "甲1"), ("級別", "3")), grid)) == [
        [["代碼", "甲1"], ["級別", "3"]],
        [*map(list, grid)],
    ]

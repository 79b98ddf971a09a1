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

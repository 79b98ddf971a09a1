"""Web pages: a form among navigation."""

from __future__ import annotations

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import html
from pipeline.readers.blocks import Body, Paragraph, Table


def read(content: str) -> Body:
    return html.read(f"<!doctype html><html><body>{content}</body></html>".encode(), Limits())


def lines(body: Body) -> list[str]:
    return [line.text for block in body.blocks if isinstance(block, Paragraph) for line in block.lines]


def table(body: Body) -> Table:
    (found,) = (block for block in body.blocks if isinstance(block, Table))
    return found


def test_navigation_and_footers_stand_outside_and_scripts_nowhere() -> None:
    body = read(
        "<nav><a href='#'>首頁</a> <a>查詢</a></nav><script>x()</script><h1>甲職能基準</h1><footer>版權所有</footer>"
    )
    assert lines(body) == ["甲職能基準"]
    assert [line.text for line in body.outside] == ["首頁 查詢", "版權所有"]


def test_spans_take_the_first_free_column() -> None:
    body = read("<table><tr><td rowspan=2>高</td><td colspan=2>寬</td></tr><tr><td>一</td><td>二</td></tr></table>")
    found = [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for row in table(body).rows for cell in row]
    assert found == [("高", 0, 0, 2, 1), ("寬", 0, 1, 1, 2), ("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1)]


def test_empty_rows_count_only_where_cells_above_cover_them() -> None:
    """LibreOffice writes an empty row between all rows; a browser's own tables need one below merged cells."""
    spacer = "<table><tr><td rowspan=2>高</td><td>一</td></tr><tr></tr><tr><td>二</td></tr><tr></tr><tr><td>三</td></tr></table>"
    found = [(cell.text, cell.row, cell.column) for row in table(read(spacer)).rows for cell in row]
    assert found == [("高", 0, 0), ("一", 0, 1), ("二", 1, 1), ("三", 2, 0)]
    covered = "<table><tr><td rowspan=2>高</td><td rowspan=2>一</td></tr><tr></tr><tr><td>二</td></tr></table>"
    found = [(cell.text, cell.row, cell.column) for row in table(read(covered)).rows for cell in row]
    assert found == [("高", 0, 0), ("一", 0, 1), ("二", 2, 0)]


def test_breaks_and_blocks_in_a_cell_are_lines_and_sup_is_raised() -> None:
    body = read("<table><tr><td>P1.1.1 甲<sup>【註1】</sup>。<br>P1.1.2 乙。<p>丙</p></td></tr></table>")
    cell = table(body).rows[0][0]
    assert [line.text for line in cell.lines] == ["P1.1.1 甲【註1】。", "P1.1.2 乙。", "丙"]
    assert [run.text for run in cell.lines[0].runs if run.superscript] == ["【註1】"]


def test_nested_lists_give_a_line_an_item() -> None:
    body = read(
        "<ul><li>條件：<ul><li>甲。</li><li>乙。</li></ul></li><li>補充：</li></ul><ol start=3><li>丙</li></ol>"
    )
    assert lines(body) == ["條件：", "甲。", "乙。", "補充：", "3. 丙"]


def test_a_small_table_inside_a_cell_gives_its_rows_behind_that_cell() -> None:
    inner = "<table><tr><td>內</td><td>表</td></tr></table>"
    body = read(f"<table><tr><td>一</td><td>二，文字比內表長{inner}</td></tr><tr><td>三</td></tr></table>")
    found = [[(cell.text, cell.left, cell.right) for cell in row] for row in table(body).rows]
    assert found == [
        [("一", 0, 1), ("二，文字比內表長", 1, 2)],
        [("內", 1, 1.5), ("表", 1.5, 2)],
        [("三", 0, 1)],
    ]


def test_a_table_that_lays_out_the_page_is_looked_through() -> None:
    body = read("<table><tr><td>選單</td><td><table><tr><td>職能基準代碼與名稱</td></tr></table></td></tr></table>")
    assert lines(body) == ["選單"]
    assert table(body).rows[0][0].text == "職能基準代碼與名稱"


def test_white_space_as_a_browser_shows_it() -> None:
    assert lines(read("<p>資訊\n   管理  and\n network</p>")) == ["資訊管理 and network"]


def test_entities_and_big5() -> None:
    page = '<html><head><meta charset="big5"></head><body><p>研發 &amp; 設計 &lt;甲&gt;</p></body></html>'
    body = html.read(page.encode("cp950"), Limits())
    assert lines(body) == ["研發 & 設計 <甲>"]
    assert [one.rule for one in body.diagnostics] == ["RD106"]


def test_text_that_is_not_visible_is_left_out() -> None:
    assert lines(read("<p>甲<span style='visibility: hidden'>乙</span></p>")) == ["甲"]


def test_hidden_text_stands_outside() -> None:
    body = read("<p hidden>隱</p><p style='display: none'>藏</p><p>見</p>")
    assert lines(body) == ["見"]
    assert [line.text for line in body.outside] == ["隱", "藏"]


def test_readings_beside_characters_are_no_text() -> None:
    assert lines(read("<p><ruby>消費<rp>(</rp><rt>ㄒㄧㄠ</rt><rp>)</rp></ruby>者</p>")) == ["消費者"]


def test_letters_of_a_symbol_font_are_symbols() -> None:
    bullet = "<span style='font-family:Wingdings'>l<span style='font:7pt \"Times\"'>&nbsp;</span></span>"
    assert lines(read(f"<p>{bullet}K01 法規</p>")) == ["\uf06c\u00a0K01 法規"]


@pytest.mark.parametrize(("style", "expected"), [("", "1. 甲"), (" style='list-style: none'", "甲")])
def test_numbers_that_a_browser_prints_are_text(style: str, expected: str) -> None:
    assert lines(read(f"<ol{style}><li>甲</li></ol>")) == [expected]


@pytest.mark.parametrize(
    "names",
    [("role=table", "role=row", "role=cell"), ("style='display: table'", "style=display:table-row", "role=gridcell")],
)
def test_elements_that_are_laid_out_as_a_table_are_one(names: tuple[str, str, str]) -> None:
    whole, row, cell = names
    body = read(f"<div {whole}><div {row}><div {cell}>甲</div><div {cell}>乙</div></div></div>")
    assert [(one.text, one.column) for line in table(body).rows for one in line] == [("甲", 0), ("乙", 1)]


def test_deep_nesting_is_refused_not_cut_off() -> None:
    with pytest.raises(Unreadable) as refusal:
        read("<div>" * 5000 + "底" + "</div>" * 5000)
    assert refusal.value.diagnostic.rule == "RD105"

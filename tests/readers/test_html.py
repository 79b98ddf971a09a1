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


@pytest.mark.parametrize(
    "page",
    [
        "<thead><tr><td rowspan=2>一<td rowspan=2>二</thead><tbody><tr><td>三<td>四</tbody>",
        "<tbody><tr><td rowspan=9>一<td>二</tbody><tbody><tr><td>三<td>四</tbody>",
        "<tbody><tr><td rowspan=0>一<td>二</tbody><tbody><tr><td>三<td>四</tbody>",
        "<tr><td rowspan=9>一<td>二<tbody><tr><td>三<td>四</tbody>",
        "<tbody><tr><td rowspan=9>一<td>二</tbody><tr><td>三<td>四",
        "<tfoot><tr><td>三<td>四</tfoot><tbody><tr><td rowspan=9>一<td>二</tbody>",
    ],
)
def test_no_cell_goes_beyond_the_head_or_body_that_it_is_of(page: str) -> None:
    found = [
        [(cell.text, cell.column, cell.rowspan) for cell in row] for row in table(read(f"<table>{page}</table>")).rows
    ]
    assert found == [[("一", 0, 1), ("二", 1, 1)], [("三", 0, 1), ("四", 1, 1)]]


@pytest.mark.parametrize("tag", ["form", "center", "font color=red", "b", "div", "a href=x", "form><font", "ul"])
@pytest.mark.parametrize("end", ["", "</{}>"])
def test_rows_stay_in_their_table_whatever_is_put_around_them(tag: str, end: str) -> None:
    end = "".join(end.format(one.split()[0]) for one in reversed(tag.split("><")))
    body = read(f"<table><tr><td>一<td>二</tr><{tag}><tr><td>三<td>四</tr>{end}<tr><td>五<td>六</tr></table>尾")
    (found,) = (block for block in body.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in found.rows] == [["一", "二"], ["三", "四"], ["五", "六"]]


@pytest.mark.parametrize("tag", ["main", "section", "article", "header", "x-page", "figure"])
@pytest.mark.parametrize("head", ["<meta charset=utf-8>", "<title>題</title><style>p{color:red}</style>"])
def test_a_page_without_tags_of_its_head_and_body(tag: str, head: str) -> None:
    body = read(f"<!doctype html>{head}<{tag}><p>一</{tag}>二<p>三</p><{tag}>四</{tag}>")
    assert lines(body) == ["一", "二", "三", "四"]


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


def outside(body: Body) -> list[str]:
    return [line.text for line in body.outside]


@pytest.mark.parametrize(
    ("rule", "hidden"),
    [
        (".x{display:none}", True),
        ("p.x, .y { DISPLAY : none !important }", True),
        ("#x{visibility:hidden}", True),
        ("div .x{display:none}", True),
        ("div>.x{display:none}", True),
        ("body>.x{display:none}", False),
        ("[data-k='1']{display:none}", True),
        ("div p:not(.x){display:none}", False),
        ("p:first-child{display:none}", True),
        (".x:hover{display:none}", False),
        (".x::before{display:none}", False),
        ("@media print{.x{display:none}}", False),
        ("@media screen and (max-width:600px){.x{display:none}}", False),
        ("@media (min-width:768px){.x{display:none}}", True),
        (".x{display:none} p.x{display:block}", False),
        ("p.x{display:none} .x{display:block}", True),
        ("/* .x{} */ @import 'a'; .x{mso-hide:all}", True),
        ("@font-face{font-family:x} .x{position:absolute;left:-9999px}", True),
        (".x{opacity:0}", True),
        (".x{color:red;;:}{} }", False),
    ],
)
def test_text_hidden_by_a_style_sheet(rule: str, hidden: bool) -> None:
    body = read(f"<style>{rule}</style><div><p class='x z' id=x data-k=1>疑</p></div><p>見</p>")
    assert (lines(body), outside(body)) == ((["見"], ["疑"]) if hidden else (["疑", "見"], []))


def test_what_an_ancestor_hides_and_a_child_shows_again() -> None:
    body = read("<div style='visibility:hidden'>甲<b style='visibility:visible'>乙</b></div><p aria-hidden=true>丙</p>")
    assert lines(body) == ["乙", "丙"]
    assert outside(body) == ["甲"]


@pytest.mark.parametrize(
    "control",
    ["<input hidden value=甲乙>", "<input hidden type=submit value=甲乙>", "<textarea hidden>甲乙</textarea>"],
)
@pytest.mark.parametrize("page", ["<p>丙{}</p>", "<main><table><tr><td>丙</table></main>{}"], ids=["in", "behind"])
def test_controls_that_are_hidden_are_named_with_what_they_hold(page: str, control: str) -> None:
    assert outside(read(page.format(control))) == ["甲乙"]


@pytest.mark.parametrize(
    "control", ["<input value=甲乙>", "<input type=submit value=甲乙>", "<textarea>甲乙</textarea>"]
)
def test_so_are_those_that_follow_the_content(control: str) -> None:
    body = read(f"<main><table><tr><td>丙</table></main>{control}")
    assert (outside(body), lines(body)) == (["甲乙"], [])


def test_controls_show_their_values() -> None:
    body = read(
        "<p>描述<input value='管理'><input type=hidden value='x'><input placeholder='請填'>"
        "<select><option>一<option selected>二</select><input type=checkbox checked>是</p><p><textarea>甲\n乙</textarea></p>"
    )
    assert lines(body) == ["描述管理二☑是", "甲", "乙"]
    assert outside(body) == ["x", "請填", "一"]


@pytest.mark.parametrize(
    ("select", "shown"),
    [
        ("<option disabled>請選</option><option>管理</option>", ["管理"]),
        ("<optgroup disabled label=舊><option>清點</option></optgroup><option>管理</option>", ["管理"]),
        ("<option selected disabled>請選</option><option>管理</option>", ["請選"]),
        ("<option disabled>請選</option>", []),
    ],
)
def test_a_list_shows_the_first_entry_that_can_be_chosen(select: str, shown: list[str]) -> None:
    assert lines(read(f"<p><select>{select}</select></p>")) == shown


@pytest.mark.parametrize("kind", ["multiple", "size=2"])
@pytest.mark.parametrize(("chosen", "shown"), [("", ["清點", "管理"]), (" selected", ["管理"])])
def test_a_box_of_entries_shows_them_all_if_none_is_chosen(kind: str, chosen: str, shown: list[str]) -> None:
    assert lines(read(f"<p><select {kind}><option>清點<option{chosen}>管理</select></p>")) == shown


@pytest.mark.parametrize(
    "element",
    [
        "<i class=material-icons>乙</i>",
        "<span class='material-symbols-outlined x'>乙</span>",
        "<a role=button>乙</a>",
        "<div role=button>乙</div>",
    ],
)
def test_buttons_by_their_role_and_words_that_are_drawn_as_pictures_are_no_text(element: str) -> None:
    body = read(f"<section>甲{element}丙</section>")
    assert (lines(body), outside(body)) == (["甲丙"], ["乙"])


def test_an_object_of_nothing_shows_what_stands_in_it() -> None:
    body = read("<p>甲<object><param name=x value=y>乙</object>丙</p>")
    assert (lines(body), outside(body)) == (["甲乙丙"], [])


def test_sections_of_plain_text_in_a_page_in_xml() -> None:
    """In XML they are text, and a script holds its own; in HTML they are comments that nobody sees."""
    page = "<html><body><script>//<![CDATA[\nif (a &lt; b) x()\n//]]></script><p>K01 <![CDATA[甲<乙>&丙]]>丁</p></body></html>"
    assert lines(html.read(f'<?xml version="1.0"?>{page}'.encode(), Limits())) == ["K01 甲<乙>&丙丁"]
    assert lines(html.read(page.encode(), Limits())) == ["K01 &丙]]>丁"]


@pytest.mark.parametrize(
    ("group", "row"),
    [("role=rowgroup", "role=row"), ("style=display:table-row-group", "style=display:table-row"), ("", "role=row")],
)
def test_groups_of_rows_that_are_laid_out_as_such(group: str, row: str) -> None:
    rows = f"<div {row}><div role=cell>甲</div><div role=cell>乙</div></div>"
    body = read(f"<div role=table><div {group}>{rows}</div><div {group}>{rows}</div></div>")
    assert [[cell.text for cell in row] for row in table(body).rows] == [["甲", "乙"]] * 2


@pytest.mark.parametrize("group", ["role=rowgroup", "style=display:table-row-group"])
def test_a_group_of_rows_outside_of_any_table_is_a_block(group: str) -> None:
    assert lines(read(f"<div {group}>甲</div><div {group}>乙</div>")) == ["甲", "乙"]


def test_a_group_of_rows_that_is_the_foot_stands_last() -> None:
    rows = [
        f"<div style=display:table-{kind}-group><div role=row><div role=cell>{kind}</div></div></div>"
        for kind in ("footer", "row", "header")
    ]
    body = read(f"<div role=table>{''.join(rows)}</div>")
    assert [cell.text for row in table(body).rows for cell in row] == ["header", "row", "footer"]


@pytest.mark.parametrize(
    "attribute",
    [
        *("display=none", "visibility=hidden", "visibility=collapse", "opacity=0", "fill-opacity=0", "fill-opacity=0%"),
        *("fill=none", "style=fill-opacity:0", "fill=none fill-opacity=1", "fill=None"),
    ],
)
def test_letters_of_a_drawing_that_its_attributes_hide(attribute: str) -> None:
    body = read(f"<p>甲<svg><g {attribute}><text>藏<tspan>字</tspan></text></g></svg></p>")
    assert (lines(body), "".join(outside(body))) == (["甲"], "藏字")


@pytest.mark.parametrize(
    "attributes",
    [
        ("visibility=hidden", "visibility=visible"),
        ("fill=none", "fill=black"),
        ("display=none style=display:inline", ""),
    ],
)
def test_letters_of_a_drawing_that_are_shown_again(attributes: tuple[str, str]) -> None:
    outer, inner = attributes
    assert lines(read(f"<svg><g {outer}><text {inner}>顯示</text></g></svg>")) == ["顯示"]


def test_a_form_inside_a_cell_is_content() -> None:
    body = read("<table><tr><td>工作描述</td><td><form><input value='管理'></form></td></tr></table>")
    assert [cell.text for cell in table(body).rows[0]] == ["工作描述", "管理"]


def test_captions_and_stray_text_of_a_table_stand_before_it() -> None:
    body = read("<table><caption>標題</caption>游離<tr><p>段落</p><td>格</td></tr></table>")
    assert lines(body) == ["標題", "游離", "段落"]
    assert [cell.text for cell in table(body).rows[0]] == ["格"]


def test_hidden_rows_and_cells_are_no_part_of_the_grid() -> None:
    body = read(
        "<table><tr hidden><td>藏</td></tr><tr><td style='display:none'>去</td><td>留</td></tr><tfoot><tr><td>尾</td></tr></tfoot>"
        "<tbody><tr><td>身</td></tr></tbody></table>"
    )
    assert [(cell.text, cell.row, cell.column) for row in table(body).rows for cell in row] == [
        ("留", 0, 0),
        ("身", 1, 0),
        ("尾", 2, 0),
    ]
    assert outside(body) == ["藏", "去"]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=A><li>甲</ol>", ["A. 甲"]),
        ("<ol style='list-style-type:upper-roman'><li>甲</ol>", ["I. 甲"]),
        ("<ol style='list-style: inside cjk-ideographic'><li>甲</ol>", ["一、甲"]),
        ("<ul style='list-style-type:decimal'><li>甲</ul>", ["1. 甲"]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1. 甲", "乙"]),
        ("<ol><li hidden>藏<li>甲</ol>", ["1. 甲"]),
        ("<ol start='\u00b2'><li>甲</ol>", ["1. 甲"]),
    ],
)
def test_numbers_of_lists(items: str, expected: list[str]) -> None:
    assert lines(read(items)) == expected


def test_capitals_lines_and_drawings_are_read_as_they_are_shown() -> None:
    body = read(
        "<style>.c{text-transform:uppercase}</style><p class=c>k01</p><pre>甲\n乙</pre>"
        "<svg><title>題</title><text>圖</text></svg><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>"
    )
    assert lines(body) == ["K01", "甲", "乙", "圖", "1/2"]
    assert outside(body) == ["題"]


def test_frames_are_read_or_named() -> None:
    body = read("<iframe srcdoc='<p>內頁</p>'></iframe><iframe src='https://example.org/x'></iframe>")
    assert lines(body) == ["內頁"]
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity) == ("RD108", "warning")
    assert "https://example.org/x" in finding.message


def test_closed_parts_and_summaries_are_read() -> None:
    assert lines(read("<details><summary>T1 管理</summary><p>T1.1 清點</p></details>")) == ["T1 管理", "T1.1 清點"]


@pytest.mark.parametrize("span", ["\u00b2", "9" * 4400, "-1", "x", ""])
def test_absurd_spans_are_one_or_a_limit(span: str) -> None:
    cells = table(read(f"<table><tr><td colspan='{span}'>甲</td><td>乙</td></tr></table>")).rows[0]
    assert [cell.text for cell in cells] == ["甲", "乙"]
    assert cells[0].colspan in (1, 1000)


@pytest.mark.slow
def test_a_style_sheet_that_takes_endless_comparing_is_refused() -> None:
    rules = "".join(f".a .b{number} .a{{display:none}}" for number in range(1000))
    with pytest.raises(Unreadable) as refusal:
        read(f"<style>{rules}</style>" + "<p class=a>x</p>" * 1200)
    assert refusal.value.diagnostic.rule == "RD105"


def test_findings_on_parts_of_a_page_are_no_more_than_anyone_reads() -> None:
    body = read("".join(f"<iframe src=https://example.org/{number}></iframe>" for number in range(500)))
    assert len(body.diagnostics) == 200


def test_what_stands_behind_the_end_of_the_page_is_shown_and_read() -> None:
    body = read("<html><body><p>甲</p></body></html><p>乙</p><table><tr><td>丙</td></tr></table></HTML ><p>丁</p>")
    paragraphs = [block.lines[0].text for block in body.blocks if isinstance(block, Paragraph)]
    assert paragraphs == ["甲", "乙", "丁"]
    assert table(body).rows[0][0].lines[0].text == "丙"


def test_drawings_inside_each_other_are_read_once() -> None:
    """Each level read all below it once more: sixty of them would take for ever."""
    deep = "<svg><foreignobject><p>" * 60 + "圖中文字" + "</p></foreignobject></svg>" * 60
    assert lines(read(deep)) == ["圖中文字"]


@pytest.mark.parametrize(
    ("mark", "css", "text"),
    [
        ("<span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<i style='font:7pt Arial'>l</i></span></span>", "", "\uf06cl甲"),
        ("<font face=Wingdings><b>l</b></font>", "", "\uf06c甲"),
        ("<span class=b>l</span>", ".b{font-family:'Symbol'}", "\uf06c甲"),
        ("<span style='font-family:Wingdings'><b style='font-family:Arial'>l</b></span>", "", "l甲"),
    ],
)  # fmt: skip
def test_bullets_in_a_symbol_font_however_deep_they_stand(mark: str, css: str, text: str) -> None:
    assert lines(read(f"<style>{css}</style><p>{mark}甲</p>")) == [text]


def test_comments_that_word_saves_with_a_page_stand_outside() -> None:
    anchor = "<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[A1]</a></span>"
    comments = "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>請確認</p></div></div>"
    body = read(f"<p>甲{anchor}</p>{comments}")
    assert lines(body) == ["甲"]
    assert [line.text for line in body.outside] == ["[A1]", "請確認"]

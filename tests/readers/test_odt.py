"""OpenDocument texts, written by hand."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import odt
from pipeline.readers.blocks import Body, Paragraph, Table

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
STYLES = """
<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="unseen" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="c1" style:family="table-column"><style:table-column-properties style:column-width="1in"/></style:style>
<style:style style:name="c2" style:family="table-column"><style:table-column-properties style:column-width="36pt"/></style:style>
<text:list-style style:name="numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>
"""


def package(content: str, entity: str = "", margin: str = "") -> bytes:
    """A document; ``margin`` are its master pages, and the beginning of its body."""
    root = (
        f'<?xml version="1.0"?>{entity}<office:document-content {SPACES}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles>{margin or '<office:body>'}<office:text>{content}</office:text></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", root)
    return file.getvalue()


def read(content: str) -> Body:
    return odt.read(package(content), Limits())


def lines(body: Body) -> list[str]:
    return [line.text for block in body.blocks if isinstance(block, Paragraph) for line in block.lines]


def test_spaces_tabs_breaks_and_raised_text() -> None:
    body = read(
        '<text:p>一<text:s text:c="2"/>二<text:line-break/>三<text:span text:style-name="up">【註1】</text:span>四</text:p>'
    )
    assert lines(body) == ["一  二", "三【註1】四"]
    block = body.blocks[0]
    assert isinstance(block, Paragraph)
    assert [run.text for run in block.lines[1].runs if run.superscript] == ["【註1】"]


def test_a_table_with_spans_repeats_and_header_rows() -> None:
    body = read(
        '<table:table><table:table-column table:style-name="c1"/><table:table-column table:style-name="c2" table:number-columns-repeated="2"/>'
        "<table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>寬</text:p></table:table-cell><table:covered-table-cell/>'
        "<table:table-cell><text:p>頭</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>高</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>同</text:p></table:table-cell></table:table-row>'
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>末</text:p></table:table-cell><table:table-cell/></table:table-row>"
        "</table:table>"
    )
    (table,) = body.blocks
    assert isinstance(table, Table)
    found = [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.left, cell.right)
        for row in table.rows
        for cell in row
    ]
    assert found == [
        ("寬", 0, 0, 1, 2, 0.0, 108.0),
        ("頭", 0, 2, 1, 1, 108.0, 144.0),
        ("高", 1, 0, 2, 1, 0.0, 72.0),
        ("同", 1, 1, 1, 1, 72.0, 108.0),
        ("同", 1, 2, 1, 1, 108.0, 144.0),
        ("末", 2, 1, 1, 1, 72.0, 108.0),
        ("", 2, 2, 1, 1, 108.0, 144.0),
    ]


def test_numbered_lists_print_their_numbers() -> None:
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in "甲乙")
    assert lines(read(f'<text:list text:style-name="numbers">{items}</text:list>')) == ["1. 甲", "2. 乙"]


def test_deleted_text_and_comments_are_left_out_and_frames_read() -> None:
    body = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>舊</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>新<office:annotation><text:p>註解</text:p></office:annotation></text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert lines(body) == ["新", "框"]


def test_hidden_text_and_readings_beside_characters_are_no_text() -> None:
    body = read(
        '<text:p>甲<text:hidden-text text:string-value="x">隱</text:hidden-text>乙'
        '<text:span text:style-name="unseen">丙</text:span>'
        "<text:ruby><text:ruby-base>丁</text:ruby-base><text:ruby-text>ㄉㄧㄥ</text:ruby-text></text:ruby></text:p>"
    )
    assert lines(body) == ["甲乙丁"]
    assert [line.text for line in body.outside] == ["x", "隱", "丙", "ㄉㄧㄥ"]


def test_footnotes_stand_behind_the_text() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>註腳</text:p></text:note-body></text:note>"
    assert lines(read(f"<text:p>內文{note}，以下</text:p><text:p>結尾</text:p>")) == ["內文，以下", "結尾", "註腳"]


def test_columns_beyond_those_that_the_file_tells_are_one_unit_wide() -> None:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in "甲乙丙")
    column = '<table:table-column table:style-name="c1"/>'
    body = read(f"<table:table>{column}<table:table-row>{cells}</table:table-row></table:table>")
    (table,) = (block for block in body.blocks if isinstance(block, Table))
    assert [(cell.left, cell.right) for cell in table.rows[0]] == [(0, 72), (72, 73), (73, 74)]


def test_a_small_table_inside_a_cell_gives_its_rows_behind_that_cell() -> None:
    column = '<table:table-column table:style-name="c1"/>'

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(f'<table:table-cell>{cell}</table:table-cell>' for cell in cells)}</table:table-row>"

    inner = f"<table:table>{column}{row('<text:p>內</text:p>')}</table:table>"
    cells = ("<text:p>一</text:p>", f"<text:p>二，比內表長</text:p>{inner}")
    body = read(f"<table:table>{column}{column}{row(*cells)}{row('<text:p>三</text:p>', '')}</table:table>")
    (table,) = (block for block in body.blocks if isinstance(block, Table))
    found = [[(cell.text, cell.left, cell.right) for cell in line] for line in table.rows]
    assert found == [[("一", 0, 72), ("二，比內表長", 72, 144)], [("內", 72, 144)], [("三", 0, 72), ("", 72, 144)]]


def test_soft_page_breaks_count_pages() -> None:
    assert read("<text:p>一</text:p><text:soft-page-break/><text:p>二</text:p>").pages == 2


@pytest.mark.parametrize("defined", ['SYSTEM "file:///etc/passwd"', '"知識"'])
def test_text_from_entities_is_neither_followed_nor_lost(defined: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        odt.read(package("<text:p>一&secret;二</text:p>", f"<!DOCTYPE x [<!ENTITY secret {defined}>]>"), Limits())
    assert refusal.value.diagnostic.rule == "RD101"
    assert "entities" in refusal.value.diagnostic.message
    body = odt.read(package("<text:p>一&amp;二</text:p>", f"<!DOCTYPE x [<!ENTITY secret {defined}>]>"), Limits())
    assert lines(body) == ["一&二"]


def test_broken_xml_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read("<text:p>")
    assert refusal.value.diagnostic.rule == "RD101"


def list_style(*levels: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels)}</text:list-style>'


def numbers(level: int, form: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" {more}/>'


def item(text: str, more: str = "", inner: str = "") -> str:
    return f"<text:list-item {more}><text:p>{text}</text:p>{inner}</text:list-item>"


def with_styles(styles: str, content: str) -> Body:
    data = package(content)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        text = (
            old.read("content.xml")
            .decode()
            .replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")
        )
        new.writestr("content.xml", text.replace("<office:document-content ", f"<office:document-content {MORE} "))
    return odt.read(file.getvalue(), Limits())


MORE = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("form", "form"))
)
MORE += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def outside(body: Body) -> list[str]:
    return [line.text for line in body.outside]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("一, 二, 三, ...", "(三) 甲"),
        ("甲, 乙, 丙, ...", "(丙) 甲"),
        ("壹, 貳, 參, ...", "(參) 甲"),
        ("①, ②, ③, ...", "(③) 甲"),
        ("１, ２, ３, ...", "(３) 甲"),
        ("I", "(III) 甲"),
        ("a", "(c) 甲"),
    ],
)
def test_number_formats_and_start_values(form: str, printed: str) -> None:
    level = numbers(1, form, 'style:num-prefix="(" style:num-suffix=")" text:start-value="3"')
    body = with_styles(list_style(level), f'<text:list text:style-name="L">{item("甲")}</text:list>')
    assert lines(body) == [printed]


def test_items_that_say_their_number_and_headers_that_have_none() -> None:
    level = numbers(1, "1", 'style:num-prefix="K0"')
    header = "<text:list-header><text:p>頭</text:p></text:list-header>"
    items = header + item("甲") + item("乙", 'text:start-value="5"') + item("丙")
    body = with_styles(list_style(level), f'<text:list text:style-name="L">{items}</text:list>')
    assert lines(body) == ["頭", "K01 甲", "K05 乙", "K06 丙"]


def test_lists_begin_anew_unless_they_go_on() -> None:
    def one(text: str, more: str = "") -> str:
        return f'<text:list text:style-name="L" {more}>{item(text)}</text:list>'

    content = one("甲", 'xml:id="l1"') + one("乙") + one("丙", 'text:continue-numbering="true"')
    body = with_styles(list_style(numbers(1, "1")), content + one("丁", 'text:continue-list="l1"'))
    assert lines(body) == ["1 甲", "1 乙", "2 丙", "2 丁"]


def test_levels_show_the_numbers_above_them() -> None:
    style = list_style(numbers(1, "1"), numbers(2, "1", 'text:display-levels="2"'))
    inner = f"<text:list>{item('子')}{item('丑')}</text:list>"
    content = f'<text:list text:style-name="L">{item("甲", "", inner)}{item("乙", "", inner)}</text:list>'
    assert lines(with_styles(style, content)) == ["1 甲", "1.1 子", "1.2 丑", "2 乙", "2.1 子", "2.2 丑"]


def test_what_stands_between_the_numbers_of_a_label() -> None:
    style = list_style(numbers(1, "1"), numbers(2, "01", 'text:display-levels="2" loext:num-list-format="T%1%-%2%："'))
    inner = f"<text:list>{item('子')}</text:list>"
    content = f'<text:list text:style-name="L">{item("甲", "", inner)}</text:list>'
    assert lines(with_styles(style, content)) == ["1 甲", "T1-01： 子"]


@pytest.mark.parametrize("name", ["loext", "style"])
def test_a_whole_label_as_opendocument_14_writes_it(name: str) -> None:
    style = list_style(numbers(1, "01", f'{name}:num-list-format="K%1%"'))
    body = with_styles(style, f'<text:list text:style-name="L">{item("甲")}{item("乙")}</text:list>')
    assert lines(body) == ["K01 甲", "K02 乙"]


@pytest.mark.parametrize("styles", [list_style(numbers(1, "01", 'style:num-prefix="K"')), ""])
def test_numbers_that_are_written_out_for_programs_that_cannot_count(styles: str) -> None:
    def one(text: str, number: str) -> str:
        return f"<text:list-item><text:number>{number}</text:number><text:p>{text}</text:p></text:list-item>"

    heading = '<text:h text:outline-level="1"><text:number>一、</text:number>題</text:h>'
    content = f'<text:list text:style-name="L">{one("甲", "K01")}{one("乙", "K02")}</text:list>{heading}'
    body = with_styles(styles, content)
    assert (lines(body), outside(body)) == (["K01 甲", "K02 乙", "一、 題"], ["K01", "K02"] if styles else [])
    assert not body.diagnostics


def test_text_hidden_by_a_parent_style_a_section_or_a_condition() -> None:
    styles = (
        '<style:style style:name="up1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="low" style:family="paragraph" style:parent-style-name="up1"/>'
    )
    content = (
        '<text:p text:style-name="low">一</text:p><text:section text:display="none"><text:p>二</text:p></text:section>'
        '<text:p>三<text:hidden-paragraph text:is-hidden="true"/></text:p><text:p>見</text:p>'
        '<text:p><text:hidden-text text:is-hidden="false">現</text:hidden-text></text:p>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>四</text:p></text:section>'
    )
    body = with_styles(styles, content)
    assert lines(body) == ["見", "現"]
    assert outside(body) == ["一", "二", "三", "四"]


def test_what_a_hidden_paragraph_shows_all_the_same() -> None:
    styles = (
        '<style:style style:name="hid" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="see" style:family="text"><style:text-properties text:display="true"/></style:style>'
    )
    body = with_styles(
        styles, '<text:p text:style-name="hid">藏<text:span text:style-name="see">現</text:span>字</text:p>'
    )
    assert (lines(body), outside(body)) == (["現"], ["藏", "字"])


@pytest.mark.parametrize("field", ["variable-set", "user-field-input", "expression"])
def test_fields_that_are_not_displayed_are_no_text(field: str) -> None:
    body = with_styles(
        "", f'<text:p>甲<text:{field} text:display="none">藏</text:{field}><text:{field}>乙</text:{field}></text:p>'
    )
    assert (lines(body), outside(body)) == (["甲乙"], ["藏"])


@pytest.mark.parametrize(
    ("field", "shown", "beside"),
    [
        ('<text:hidden-text text:string-value="K02 乙"/>', "甲丙", ["K02 乙"]),
        ('<text:hidden-text text:string-value="乙" text:is-hidden="true">乙</text:hidden-text>', "甲丙", ["乙"]),
        ('<text:hidden-text text:string-value="乙" text:is-hidden="false">乙</text:hidden-text>', "甲乙丙", []),
        ('<text:conditional-text text:string-value-if-true="乙" text:string-value-if-false="丁"/>', "甲丙", ["乙", "丁"]),
        ('<text:conditional-text text:string-value-if-true="乙" text:string-value-if-false="丁">丁</text:conditional-text>', "甲丁丙", ["乙"]),
        ('<text:drop-down><text:label text:value="乙"/><text:label text:value="丁" text:current-selected="true"/></text:drop-down>', "甲丁丙", ["乙"]),
        ('<text:drop-down><text:label text:value="丁" text:current-selected="true"/>乙</text:drop-down>', "甲丁丙", ["乙"]),
        ('<text:drop-down><text:label text:value="乙"/>丁</text:drop-down>', "甲丁丙", ["乙"]),
    ],
)  # fmt: skip
def test_fields_show_what_writer_shows_and_the_rest_is_named(field: str, shown: str, beside: list[str]) -> None:
    body = with_styles("", f"<text:p>甲{field}丙</text:p>")
    assert (lines(body), outside(body)) == ([shown], beside)


def test_drawings_that_are_not_displayed_are_no_text() -> None:
    def frame(display: str, text: str) -> str:
        return (
            f'<draw:frame draw:display="{display}"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>'
        )

    body = with_styles("", f"<text:p>{frame('none', '藏')}{frame('always', '見')}</text:p>")
    assert (lines(body), outside(body)) == (["見"], ["藏"])


@pytest.mark.parametrize(("height", "is_shown"), [("0.01cm", False), ("0.5cm", True), ("0cm", True)])
def test_a_row_that_is_too_low_to_show_anything(height: str, is_shown: bool) -> None:
    style = f'<style:style style:name="r" style:family="table-row"><style:table-row-properties style:row-height="{height}"/></style:style>'
    rows = "".join(
        f'<table:table-row table:style-name="{name}"><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>'
        for name, text in (("", "見"), ("r", "矮"))
    )
    body = with_styles(style, f"<table:table>{rows}</table:table>")
    (table,) = body.blocks
    assert isinstance(table, Table)
    assert [cell.text for row in table.rows for cell in row] == (["見", "矮"] if is_shown else ["見"])
    assert [one.rule for one in body.diagnostics] == ([] if is_shown else ["RD112"])


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_a_row_that_only_spreadsheets_hide_is_read_as_writer_shows_it(visibility: str) -> None:
    row = f'<table:table-row table:visibility="{visibility}"><table:table-cell><text:p>見</text:p></table:table-cell></table:table-row>'
    body = with_styles("", f"<table:table>{row}</table:table>")
    (table,) = body.blocks
    assert isinstance(table, Table)
    assert [cell.text for row in table.rows for cell in row] == ["見"]


def test_a_cell_that_goes_on_below_a_low_row_is_read() -> None:
    style = '<style:style style:name="r" style:family="table-row"><style:table-row-properties style:row-height="0.01cm"/></style:style>'
    rows = (
        '<table:table-row table:style-name="r"><table:table-cell table:number-rows-spanned="2"><text:p>併</text:p>'
        "</table:table-cell><table:table-cell><text:p>矮</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>見</text:p></table:table-cell>"
        "</table:table-row>"
    )
    body = with_styles(style, f"<table:table>{rows}</table:table>")
    (table,) = body.blocks
    assert isinstance(table, Table)
    cells = [(cell.text, cell.row, cell.column, cell.rowspan) for row in table.rows for cell in row]
    assert cells == [("併", 0, 0, 2), ("", 0, 1, 1), ("見", 1, 1, 1)]
    assert outside(body) == ["矮"]


def test_capitals_are_read_as_they_are_shown() -> None:
    style = '<style:style style:name="caps" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>'
    assert lines(with_styles(style, '<text:p><text:span text:style-name="caps">k01</text:span>a</text:p>')) == ["K01a"]


def test_titles_of_pictures_and_prompts_are_no_text() -> None:
    content = (
        "<text:p>字<draw:frame><draw:image/><svg:title>名</svg:title></draw:frame><text:placeholder>填</text:placeholder>"
        '<loext:content-control loext:showing-place-holder="true">按一下</loext:content-control></text:p>'
    )
    body = with_styles("", content)
    assert (lines(body), outside(body)) == (["字"], ["名", "填", "按一下"])
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "info")]


def test_values_of_form_controls_stand_in_their_place() -> None:
    forms = (
        '<office:forms><form:form><form:text form:id="a" form:current-value="值"/><form:listbox form:id="b">'
        '<form:option form:label="一" form:selected="true"/><form:option form:label="二"/></form:listbox>'
        '<form:checkbox form:id="c" form:label="是" form:current-state="checked"/></form:form></office:forms>'
    )
    drawn = "，".join(f'<draw:control draw:control="{name}"/>' for name in "abc")
    assert lines(with_styles("", f"{forms}<text:p>填{drawn}</text:p>")) == ["填值，一，☒ 是"]


def test_text_boxes_with_tables_stand_behind_their_paragraph() -> None:
    table = "<table:table><table:table-row><table:table-cell><text:p>格</text:p></table:table-cell></table:table-row></table:table>"
    body = read(
        f"<text:p>前<draw:frame><draw:text-box><text:p>框</text:p>{table}</draw:text-box></draw:frame>後</text:p>"
    )
    assert lines(body) == ["前後", "框"]
    (found,) = (block for block in body.blocks if isinstance(block, Table))
    assert found.rows[0][0].text == "格"


def test_text_in_a_covered_cell_is_said() -> None:
    cells = '<table:table-cell table:number-columns-spanned="2"><text:p>寬</text:p></table:table-cell><table:covered-table-cell><text:p>蓋</text:p></table:covered-table-cell>'
    body = read(f"<table:table><table:table-row>{cells}</table:table-row></table:table>")
    assert outside(body) == ["蓋"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "warning")]


@pytest.mark.parametrize("count", ["x", "1e9", "\u00b2", "9" * 4400, "-3", ""])
def test_absurd_numbers_count_as_far_as_they_go(count: str) -> None:
    content = f'<text:p>一<text:s text:c="{count}"/>二</text:p><table:table><table:table-column table:number-columns-repeated="{count}"/><table:table-row><table:table-cell table:number-columns-spanned="{count}"><text:p>格</text:p></table:table-cell></table:table-row></table:table>'
    body = read(content)
    assert "".join(lines(body)[0].split()) == "一二"


def test_flat_documents_are_read() -> None:
    root = f'<?xml version="1.0"?><office:document {SPACES} office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>字</text:p></office:text></office:body></office:document>'
    assert odt.sniff(root.encode()) == 1.0
    assert lines(odt.read(root.encode(), Limits())) == ["字"]


def test_a_document_with_a_password_says_so() -> None:
    data = package("<text:p>字</text:p>")
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    with pytest.raises(Unreadable) as refusal:
        odt.read(file.getvalue(), Limits())
    assert "password" in refusal.value.diagnostic.message


def frame(inner: str, more: str) -> str:
    return f"<draw:frame {more}><draw:text-box>{inner}</draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    ("anchor", "box", "shown"),
    [
        ("as-char", "<text:p>心理</text:p>", ["K01 消費者心理學"]),
        ("char", "<text:p>心理</text:p>", ["K01 消費者學", "心理"]),
        ("as-char", "<text:p>心</text:p><text:p>理</text:p>", ["K01 消費者學", "心", "理"]),
    ],
)
def test_a_frame_in_a_line_stands_where_it_is_shown(anchor: str, box: str, shown: list[str]) -> None:
    inner = frame(box, f'text:anchor-type="{anchor}"')
    assert lines(read(f"<text:p>K01 消費者{inner}學</text:p>")) == shown


def test_frames_of_later_pages_are_read_behind_the_text_in_the_order_of_pages() -> None:
    def on(page: int, text: str) -> str:
        return frame(f"<text:p>{text}</text:p>", f'text:anchor-type="page" text:anchor-page-number="{page}"')

    assert lines(read(on(3, "丁") + on(1, "甲") + on(2, "丙") + "<text:p>乙</text:p>")) == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(("content", "is_told"), [("", True), ("<text:p>甲</text:p>", False)])
def test_a_section_whose_content_is_in_another_file_is_named(content: str, is_told: bool) -> None:
    source = '<text:section-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.odt"/>'
    body = read(f"<text:section>{source}{content}</text:section>")
    assert [one.severity for one in body.diagnostics] == ["error"] * is_told
    assert lines(body) == ([] if is_told else ["甲"])


@pytest.mark.parametrize("kind", ["table-of-content", "alphabetical-index", "user-index"])
def test_indexes_stand_around_the_standard(kind: str) -> None:
    index = (
        f"<text:{kind}><text:{kind}-source><text:index-title-template>範本</text:index-title-template></text:{kind}-source>"
        f"<text:index-body><text:index-title><text:p>目錄</text:p></text:index-title><text:p>甲<text:tab/>1</text:p>"
        f"</text:index-body></text:{kind}>"
    )
    body = read(f"{index}<text:p>甲</text:p>")
    assert (lines(body), outside(body)) == (["甲"], ["範本", "目錄", "甲1"])
    assert [one.text for one in body.withheld] == ["目錄", "甲1"]
    assert not body.diagnostics


FIELD = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'


def form_field(kind: str, *said: tuple[str, str], text: str = "") -> str:
    params = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in said)
    return f'<field:fieldmark {FIELD} field:type="vnd.oasis.opendocument.field.{kind}">{params}{text}</field:fieldmark>'


ENTRIES = (("Dropdown_ListEntry", "其他"), ("Dropdown_ListEntry", "產品"))


@pytest.mark.parametrize(
    ("field", "shown", "beside"),
    [
        (form_field("FORMCHECKBOX", ("Checkbox_Checked", "true")), ["K03 ☒"], []),
        (form_field("FORMCHECKBOX"), ["K03 ☐"], []),
        (form_field("FORMDROPDOWN", *ENTRIES, ("Dropdown_Selected", "1")), ["K03 產品"], ["其他"]),
        (form_field("FORMDROPDOWN", *ENTRIES, text="產品"), ["K03 產品"], []),
        (form_field("FORMTEXT", text="產品"), ["K03 產品"], []),
    ],
)
def test_form_fields_as_word_has_them(field: str, shown: list[str], beside: list[str]) -> None:
    body = read(f"<text:p>K03 {field}</text:p>")
    assert (lines(body), outside(body)) == (shown, beside)


@pytest.mark.parametrize(("number", "is_told"), [("", True), ("3", False)])
def test_a_number_of_a_series_that_the_file_does_not_hold_is_lost_content(number: str, is_told: bool) -> None:
    body = read(f'<text:p>K<text:sequence text:name="K" text:formula="ooow:K+1">{number}</text:sequence> 甲</text:p>')
    assert lines(body) == [f"K{number} 甲"]
    assert [one.severity for one in body.diagnostics] == ["error"] * is_told


def note(text: str, kind: str = "footnote") -> str:
    body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
    return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>{body}</text:note>'


def test_footnotes_that_explain_words_are_notes_of_the_form() -> None:
    body = read(f"<text:p>市場資訊{note('市場資訊：如報章。')}，法規{note('法規：如公平交易法。')}。</text:p>")
    first = body.blocks[0]
    assert isinstance(first, Paragraph)
    assert [(run.text, run.superscript) for run in first.lines[0].runs][1] == ("註1", True)
    assert lines(body) == ["市場資訊註1，法規註2。", "【註1】市場資訊：如報章。", "【註2】法規：如公平交易法。"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "warning")]


@pytest.mark.parametrize(
    "content",
    [
        note("指進口商。"),
        note("市場資訊：如報章。") + note("另見說明。"),
        note("市場資訊：如報章。") + note("法規：如公平交易法。", "endnote"),
        "【註1】" + note("市場資訊：如報章。"),
    ],
)
def test_other_footnotes_stand_behind_the_text_and_their_numbers_are_named(content: str) -> None:
    body = read(f"<text:p>市場資訊{content}</text:p>")
    assert lines(body)[0] == "市場資訊" + ("【註1】" if content.startswith("【註1】") else "")
    assert not any(line.startswith("【註") for line in lines(body))
    assert ["were not read" in one.message for one in body.diagnostics] == [True]

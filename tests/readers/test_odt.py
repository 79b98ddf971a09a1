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


def package(content: str, entity: str = "") -> bytes:
    root = (
        f'<?xml version="1.0"?>{entity}<office:document-content {SPACES}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{content}</office:text></office:body></office:document-content>"
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
    assert [line.text for line in body.outside] == ["隱", "丙", "ㄉㄧㄥ"]


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


def test_external_entities_are_not_followed() -> None:
    entity = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    body = odt.read(package("<text:p>一&secret;二</text:p>", entity), Limits())
    assert lines(body) == ["一二"]


def test_broken_xml_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read("<text:p>")
    assert refusal.value.diagnostic.rule == "RD101"

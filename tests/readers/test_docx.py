"""Word documents: what python-docx writes, and the XML that Word adds."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.blocks import Body, Paragraph, Table
from pipeline.limits import Limits
from pipeline.readers import docx as reader


def read(make: Callable[[Any], None]) -> Body:
    document = docx.Document()
    make(document)
    file = io.BytesIO()
    document.save(file)
    return reader.read(file.getvalue(), Limits())


def add(document: Any, xml: str) -> None:
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))


def texts(body: Body) -> list[str]:
    return [block.text for block in body.blocks if isinstance(block, Paragraph)]


def test_merged_cells_stand_in_their_first_row_only() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "T1"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
        table.cell(2, 2).text = "last"

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    found = [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan)
        for row in table.rows
        for cell in row
        if cell.text
    ]
    assert found == [("T1", 0, 0, 2, 1), ("wide", 0, 1, 1, 2), ("last", 2, 2, 1, 1)]
    assert [len(row) for row in table.rows] == [2, 2, 3]


def test_columns_have_their_edges_in_points() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=1, cols=2)
        for column, width in zip(table.columns, (72, 36), strict=True):
            column.width = docx.shared.Pt(width)

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    assert [(cell.left, cell.right) for cell in table.rows[0]] == [(0.0, 72.0), (72.0, 108.0)]


def test_line_breaks_tabs_hyphens_and_raised_text() -> None:
    runs = (
        "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>【註1】</w:t></w:r>'
        "<w:r><w:t>G45</w:t><w:noBreakHyphen/><w:t>46</w:t></w:r>"
    )
    (block,) = read(lambda document: add(document, runs)).blocks
    assert isinstance(block, Paragraph)
    assert [line.text for line in block.lines] == ["一", "二【註1】G45-46"]
    assert [run.text for run in block.lines[1].runs if run.superscript] == ["【註1】"]


def test_tracked_changes_are_read_as_accepted() -> None:
    xml = '<w:del w:id="1"><w:r><w:delText>舊</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins>'
    assert texts(read(lambda document: add(document, xml))) == ["新"]


def test_links_fields_and_content_controls_are_looked_through() -> None:
    xml = (
        "<w:hyperlink><w:r><w:t>連結</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>控制</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple>"
    )
    assert texts(read(lambda document: add(document, xml))) == ["連結控制3"]


def test_numbers_that_word_prints_are_part_of_the_text() -> None:
    def make(document: Any) -> None:
        for text in ("甲", "乙"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("丙", style="List Bullet")

    body = read(make)
    assert texts(body) == ["1. 甲", "2. 乙", "丙"]
    assert all(line.list_item for block in body.blocks if isinstance(block, Paragraph) for line in block.lines)


def test_pages_are_counted_where_word_noted_its_breaks() -> None:
    xml = "<w:r><w:t>一</w:t><w:lastRenderedPageBreak/><w:t>二</w:t></w:r>"
    assert read(lambda document: add(document, xml)).pages == 2
    assert read(lambda document: add(document, "<w:r><w:t>一</w:t></w:r>")).pages is None


def test_footers_stand_outside() -> None:
    def make(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "第1頁"
        document.add_paragraph("內文")

    body = read(make)
    assert [line.text for line in body.outside] == ["第1頁"]
    assert texts(body) == ["內文"]


def test_quirk_18_a_table_inside_a_cell_follows_its_table() -> None:
    def make(document: Any) -> None:
        outer = document.add_table(rows=1, cols=1)
        outer.cell(0, 0).text = "外"
        outer.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = "內"

    outer, inner = (block for block in read(make).blocks if isinstance(block, Table))
    assert (outer.rows[0][0].text, inner.rows[0][0].text) == ("外", "內")

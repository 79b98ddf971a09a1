"""Word documents: what python-docx writes, and the XML that Word adds."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.base.limits import Limits
from pipeline.readers import docx as reader
from pipeline.readers.blocks import Body, Paragraph, Table


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


def test_rows_whose_deletion_is_tracked_are_gone() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=3, cols=1)
        for row, text in zip(table.rows, "甲乙丙", strict=True):
            row.cells[0].text = text
        table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1"/>'))

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    assert [cell.text for row in table.rows for cell in row] == ["甲", "丙"]


def test_hidden_text_and_readings_beside_characters_are_no_text() -> None:
    xml = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>顯示</w:t></w:r>'
        "<w:r><w:ruby><w:rt><w:r><w:t>ㄓㄨˋ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>註</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    body = read(lambda document: add(document, xml))
    assert texts(body) == ["顯示註"]
    assert [line.text for line in body.outside] == ["隱藏", "ㄓㄨˋ"]


def test_letters_of_a_symbol_font_are_symbols() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    xml = f"<w:r>{fonts}<w:t>l</w:t></w:r><w:r><w:t>K01</w:t></w:r>"
    assert texts(read(lambda document: add(document, xml))) == ["\uf06cK01"]


def test_a_grid_without_widths_counts_columns() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=1, cols=3)
        for column in table._tbl.tblGrid:
            column.attrib.clear()

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    assert [(cell.left, cell.right) for cell in table.rows[0]] == [(0, 1), (1, 2), (2, 3)]


def test_a_row_of_more_cells_than_the_grid_counts_columns() -> None:
    def make(document: Any) -> None:
        table = document.add_table(rows=2, cols=2)
        table.rows[1]._tr.append(parse_xml(f"<w:tc {nsdecls('w')}><w:p/></w:tc>"))

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    assert [[cell.left for cell in row] for row in table.rows] == [[0, 1], [0, 1, 2]]


def test_footnotes_stand_behind_the_text() -> None:
    note = f"""<w:footnotes {nsdecls("w")}>
        <w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>線</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:t>註腳</w:t></w:r></w:p></w:footnote></w:footnotes>"""

    def make(document: Any) -> None:
        document.add_paragraph("內文")
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", note.encode(), document.part.package)
        document.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")

    assert texts(read(make)) == ["內文", "註腳"]


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


def test_quirk_18_a_small_table_inside_a_cell_gives_its_rows_behind_that_cell() -> None:
    def make(document: Any) -> None:
        outer = document.add_table(rows=2, cols=2)
        for column in outer.columns:
            column.width = docx.shared.Pt(100)
        outer.cell(0, 0).text, outer.cell(0, 1).text, outer.cell(1, 0).text = "一", "二，文字比內表長", "三"
        for cell, text in zip(outer.cell(0, 1).add_table(rows=1, cols=2).rows[0].cells, "內表", strict=True):
            cell.text = text

    (table,) = (block for block in read(make).blocks if isinstance(block, Table))
    found = [[(cell.text, cell.left, cell.right) for cell in row] for row in table.rows]
    assert found == [
        [("一", 0, 100), ("二，文字比內表長", 100, 200)],
        [("內", 100, 150), ("表", 150, 200)],
        [("三", 0, 100), ("", 100, 200)],
    ]


def test_quirk_18_tables_inside_one_that_lays_out_the_page_follow_it() -> None:
    def make(document: Any) -> None:
        outer = document.add_table(rows=1, cols=1)
        outer.cell(0, 0).text = "外"
        for text in ("內表一", "內表二"):
            outer.cell(0, 0).add_table(rows=1, cols=1).cell(0, 0).text = text

    outer, *tables = read(make).blocks
    assert isinstance(outer, Paragraph)
    assert outer.text == "外"
    assert [table.rows[0][0].text for table in tables if isinstance(table, Table)] == ["內表一", "內表二"]
    assert [table.number for table in tables if isinstance(table, Table)] == [1, 2]

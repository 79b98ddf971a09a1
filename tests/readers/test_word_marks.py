"""Paragraphs of Word whose ends are not shown: taken away by a tracked change, or hidden, as by a style separator."""

from __future__ import annotations

import pytest

from pipeline.readers.blocks import Table
from tests.readers.test_word_parts import SPACES, level, lines, outside, package, read, run

LIST = (
    f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{level(0, "decimalZero", "K%1")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
DELETED, MOVED, HIDDEN = "<w:del/>", "<w:moveFrom/>", "<w:vanish/><w:specVanish/>"


def paragraph(content: str, mark: str = "", more: str = "") -> str:
    return f"<w:p><w:pPr>{more}<w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"


def numbered(*paragraphs: str) -> list[str]:
    return lines(read(package("".join(paragraphs), ("n", "numbering", "numbering.xml"), numbering_xml=LIST)))


@pytest.mark.parametrize("mark", [DELETED, MOVED, HIDDEN, "<w:vanish/>"])
def test_a_paragraph_whose_end_is_not_shown_goes_on_in_the_next(mark: str) -> None:
    body = paragraph(run("K0"), mark) + paragraph(run("2 行銷")) + paragraph(run("K03 產品"))
    assert lines(read(package(body))) == ["K02 行銷", "K03 產品"]


@pytest.mark.parametrize("mark", ["", '<w:vanish w:val="0"/>', "<w:ins/>"])
def test_other_marks_end_their_paragraphs(mark: str) -> None:
    body = paragraph(run("K01 甲"), mark) + paragraph(run("K02 乙"))
    assert lines(read(package(body))) == ["K01 甲", "K02 乙"]


def test_the_last_one_of_a_cell_goes_on_nowhere() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(paragraphs)}</w:tc>"

    first = cell(paragraph(run("甲"), DELETED), paragraph(run("乙"), DELETED))
    body = read(package(f"<w:tbl><w:tr>{first}{cell(paragraph(run('丙')))}</w:tr></w:tbl>{paragraph(run('丁'))}"))
    table = body.blocks[0]
    assert isinstance(table, Table)
    (row,) = table.rows
    assert [one.text for one in row] == ["甲乙", "丙"]


def test_nor_does_one_before_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('乙'))}</w:tc></w:tr></w:tbl>"
    assert lines(read(package(paragraph(run("甲"), DELETED) + table + paragraph(run("丙"))))) == ["甲", "丙"]


def test_paragraphs_that_are_shown_as_one_have_one_number() -> None:
    parts = [paragraph(run("壓力"), DELETED, NUMBERED), paragraph(run("容忍"), "", NUMBERED)]
    assert numbered(paragraph(run("主動"), "", NUMBERED), *parts, paragraph(run("學習"), "", NUMBERED)) == [
        "K01 主動",
        "K02 壓力容忍",
        "K03 學習",
    ]


def test_behind_a_style_separator_no_number_is_shown() -> None:
    parts = [paragraph(run("主動："), HIDDEN, NUMBERED), paragraph(run("不需要求。"), "", NUMBERED)]
    assert numbered(*parts, paragraph(run("學習"), "", NUMBERED)) == ["K01 主動：不需要求。", "K02 學習"]


@pytest.mark.parametrize(("first", "second"), [(NUMBERED, ""), ("", NUMBERED)])
def test_a_number_that_one_of_them_has_is_not_lost(first: str, second: str) -> None:
    assert numbered(paragraph(run("壓力"), DELETED, first), paragraph(run("容忍"), "", second)) == ["K01 壓力容忍"]


@pytest.mark.parametrize(("tag", "mark"), [("del", DELETED), ("moveFrom", MOVED)])
def test_a_paragraph_that_is_taken_away_whole_does_not_count(tag: str, mark: str) -> None:
    gone = paragraph(f"<w:{tag}>{run('去')}</w:{tag}>", mark, NUMBERED)
    parts = [paragraph(run("主動"), "", NUMBERED), gone, paragraph(run("學習"), "", NUMBERED)]
    assert numbered(*parts) == ["K01 主動", "K02 學習"]


def test_what_is_taken_away_stands_outside() -> None:
    gone = paragraph(f"<w:moveFrom>{run('去')}</w:moveFrom>", MOVED)
    body = read(package(paragraph(run("甲")) + gone + paragraph(run("乙"))))
    assert (lines(body), outside(body)) == (["甲", "乙"], ["去"])


def test_in_notes_too() -> None:
    notes = f"<w:footnotes {SPACES}><w:footnote>{paragraph(run('甲'), DELETED)}{paragraph(run('乙'))}</w:footnote></w:footnotes>"
    body = read(package(paragraph(run("文")), ("f", "footnotes", "notes.xml"), notes_xml=notes))
    assert lines(body) == ["文", "甲乙"]

"""A header table that is printed as lines of labels and values, as web pages show it."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.base.limits import Limits
from pipeline.readers import docx as word
from pipeline.readers import html, text
from pipeline.readers.blocks import Block, Body, SourceDocument
from tests.assemble.forms import HEADER, paragraph, read, table, told
from tests.small_documents import saved
from tests.small_documents import word as small_word

PAIRS = (
    ("職能基準代碼", "ABC1234-001v1"),
    ("職業", "甲業務人員"),
    ("職類別", "行銷／專業"),
    ("職類別代碼", "ABC"),
    ("職業別", "代表"),
    ("職業別代碼", "1234"),
    ("行業別", "批發業"),
    ("行業別代碼", "G45"),
    ("工作描述", "從事甲業務。"),
    ("基準級別", "3"),
)
ROW = ("T1 管理", "T1.1 清點", "O1.1.1 盤點表", "P1.1.1 核對。", "3", "K01 物料", "S01 溝通")
TITLE = "甲業務人員職能基準"


def header(got: Assembly) -> tuple[object, ...]:
    standard = got.standard
    classes = standard.classification
    pairs = [(one.name, one.code) for one in (*classes.categories, *classes.occupations, *classes.industries)]
    title = standard.title.job_category, standard.title.occupation
    return standard.code, standard.name, title, pairs, standard.description, standard.level


def as_lines(*lines: str) -> Assembly:
    front: list[Block] = [*map(paragraph, (TITLE, *lines)), table([HEADER, ROW])]
    return read(front=front, form=False)


PLAIN = read(front=[paragraph(TITLE), table(list(PAIRS)), table([HEADER, ROW], number=2)], form=False)


def same(got: Assembly) -> None:
    assert header(got) == header(PLAIN)
    assert told(got) == []


def test_labels_and_values_on_lines_of_their_own() -> None:
    same(as_lines(*(line for pair in PAIRS for line in pair)))


@pytest.mark.parametrize("form", ["{}：{}", "{}:{}", "■ {}：{}", "{}： {}"])
def test_labels_and_values_on_one_line(form: str) -> None:
    same(as_lines(*(form.format(*pair) for pair in PAIRS)))


def test_all_in_one_paragraph() -> None:
    same(as_lines("\n".join(f"{label}：{value}" for label, value in PAIRS)))


def test_a_description_over_several_lines() -> None:
    pairs = [f"{label}：{value}" for label, value in PAIRS]
    got = as_lines(*pairs[:8], "工作描述：", "從事甲。", "從事乙。", pairs[9])
    assert (got.standard.description, got.standard.level, told(got)) == ("從事甲。\n從事乙。", 3, [])


def test_a_second_line_of_another_value_is_reported() -> None:
    pairs = [f"{label}：{value}" for label, value in PAIRS]
    assert [one.rule for one in as_lines(*pairs[:3], "餘文", *pairs[3:]).diagnostics if one.rule != "AS102"] == [
        "AS103"
    ]


def test_a_document_with_a_header_table_keeps_its_lines() -> None:
    lines = [paragraph(f"{label}：另一值") for label, _value in PAIRS]
    got = read(front=[*lines, paragraph(TITLE), table(list(PAIRS)), table([HEADER, ROW], number=2)], form=False)
    assert header(got) == header(PLAIN)


def test_a_page_that_speaks_of_one_has_none() -> None:
    assert as_lines("職能基準代碼：見下").standard.code is None


def assembled(body: Body) -> Assembly:
    return assemble(SourceDocument("form.test", "test", "0" * 64, body))


@pytest.mark.parametrize(
    ("around", "pair"),
    [
        ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
        ("{}", "<div><div>{}</div><div>{}</div></div>"),
        ("<ul>{}</ul>", "<li><b>{}</b>：{}</li>"),
        ("<p>{}</p>", "{}：{}<br>"),
    ],
)
def test_on_a_web_page(around: str, pair: str) -> None:
    head, row = ("".join(f"<td>{text}</td>" for text in texts) for texts in (HEADER, ROW))
    lines = around.format("".join(pair.format(*one) for one in PAIRS))
    page = f"<meta charset=utf-8><h1>{TITLE}</h1>{lines}<table><tr>{head}</tr><tr>{row}</tr></table>"
    same(assembled(html.read(page.encode(), Limits())))


def test_in_word() -> None:
    document = docx.Document(io.BytesIO(small_word()))
    profile = document.tables[0]
    for label, value in PAIRS:
        profile._tbl.addprevious(document.add_paragraph(f"{label}：{value}")._p)
    profile._tbl.getparent().remove(profile._tbl)
    got = assembled(word.read(saved(document), Limits()))
    assert (got.standard.code, got.standard.description, got.standard.level) == ("ABC1234-001v1", "從事甲業務。", 3)


def test_in_extracted_text() -> None:
    lines = "\n\n".join(f"{label}：{value}" for label, value in PAIRS)
    rows = "\n".join("\t".join(row) for row in (HEADER, ROW))
    same(assembled(text.read(f"{TITLE}\n\n{lines}\n\n{rows}\n".encode(), Limits())))

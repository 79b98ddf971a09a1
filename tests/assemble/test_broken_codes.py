"""Codes that an author's line ends break, as in cells that are typed, or recognised, letter by letter."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from tests.assemble.forms import Row, read, told
from tests.assemble.printed import read_printed

ROW = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀\nK02 法規", "S01 溝通")


def with_cell(at: int, text: str) -> Row:
    return (*ROW[:at], text, *ROW[at + 1 :])


def found(got: Assembly) -> object:
    standard = got.standard
    items = [
        [(one.code, one.text) for one in (*block.outputs, *block.indicators)]
        + [one.code for one in (*block.knowledge, *block.skills)]
        for _, block in standard.blocks()
    ]
    heads = [(duty.code, duty.name, task.code, task.name) for duty, task in standard.tasks()]
    return heads, items, [(one.code, one.name) for one in (*standard.knowledge, *standard.skills)]


PLAIN = found(read(ROW))
BROKEN = [
    (0, "T\n1\n銷\n售"),
    (0, "T1\n銷\n售"),
    (1, "T\n1.1 拜訪"),
    (1, "T1\n.1 拜訪"),
    (2, "O\n1.1.1 紀錄"),
    (2, "O1\n.1.1 紀錄"),
    (3, "P1.1\n.1 拜訪客戶。"),
    (5, "K\n01 禮儀\nK\n02 法規"),
    (5, "K0\n1 禮儀\nK0\n2 法規"),
    (6, "S\n01 溝通"),
]


@pytest.mark.parametrize(("at", "text"), BROKEN)
def test_line_ends_inside_codes(at: int, text: str) -> None:
    assert found(read(with_cell(at, text))) == PLAIN


@pytest.mark.parametrize("suffix", ["html", "docx", "odt"])
@pytest.mark.parametrize(("at", "text"), [BROKEN[0], BROKEN[7]])
def test_in_a_document(suffix: str, at: int, text: str) -> None:
    got = read_printed(suffix, with_cell(at, text))
    assert found(got) == PLAIN
    assert [one for one in told(got) if not one.startswith("AS106")] == []


@pytest.mark.parametrize("text", ["甲\nO\n乙", "A\n3C", "T\n甲", "表K\n01"])
def test_other_short_lines_stay(text: str) -> None:
    ((_, block),) = read(with_cell(2, text)).standard.blocks()
    assert [(one.code, one.text) for one in block.outputs] == [(None, line) for line in text.split("\n")]

"""More than one standard in one file: refused by name, never one within the other."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers.blocks import Block, Body, SourceDocument
from tests.assemble.forms import HEADER, PROFILE, Row, paragraph, table

VERSIONS: tuple[Row, ...] = (
    ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"),
    ("V1", "ABC1234-001v1", "甲業務人員", "最新版本", "略", "2019/01/02"),
)
TASKS: tuple[Row, ...] = (("T1 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", "S01 技"),)
MORE: tuple[Row, ...] = (("", "T1.2 丙", "O1.2.1 丁", "P1.2.1 做。", "3", "K02 見", "S01 技"),)
CLOSING = [
    paragraph("職能內涵 (A=attitude 態度)"),
    paragraph("A01 主動：做。"),
    paragraph("說明與補充事項"),
    paragraph("無。"),
]


def form(code: str, number: int, *, page: int = 1, name: str = "甲業務人員", versions: bool = False) -> list[Block]:
    profile = [("職能基準代碼", code), *PROFILE[1:]]
    return [
        paragraph(f"{name}職能基準", page),
        *([table(list(VERSIONS), page, number)] if versions else []),
        table(profile, page, number + 1),
        table([HEADER, *TASKS], page, number + 2),
        *CLOSING,
    ]


def parse(*blocks: Block) -> Assembly:
    return assemble(SourceDocument("form.test", "test", "0" * 64, Body(blocks)))


@pytest.mark.parametrize("versions", [True, False])
def test_two_behind_each_other_are_named_with_their_pages(versions: bool) -> None:
    first = form("ABC1234-001v1", 1, versions=versions)
    second = form("XYZ9876-002v3", 11, page=4, name="乙人員", versions=versions)
    with pytest.raises(Unreadable) as refusal:
        parse(*first, *second)
    assert refusal.value.diagnostic.rule == "AS110"
    message = refusal.value.diagnostic.message
    assert "XYZ9876-002v3" in message or versions
    assert "ABC1234-001v1" in message
    assert "4" in message


def test_one_that_stands_twice_is_named_too() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse(*form("ABC1234-001v1", 1), *form("ABC1234-001v1", 11, page=4))
    assert refusal.value.diagnostic.message.count("ABC1234-001v1") == 2


def test_without_codes_the_titles_tell() -> None:
    def bare(name: str, number: int) -> list[Block]:
        return [paragraph(f"{name}職能基準"), table([HEADER, *TASKS], 1, number), *CLOSING]

    with pytest.raises(Unreadable) as refusal:
        parse(*bare("甲人員", 1), *bare("乙人員", 2))
    assert "甲人員" in refusal.value.diagnostic.message
    assert "乙人員" in refusal.value.diagnostic.message


def test_a_header_table_on_every_page_makes_no_second_standard() -> None:
    code = "ABC1234-001v1"
    pages: list[Block] = [
        *form(code, 1)[:3],
        paragraph("甲業務人員職能基準", 2),
        table([("職能基準代碼", code), *PROFILE[1:]], 2, 11),
        table([HEADER, *MORE], 2, 12),
        *CLOSING,
    ]
    try:
        parse(*pages)
    except Unreadable as refusal:
        raise AssertionError(refusal.diagnostic.message) from refusal


def test_a_title_quoted_in_the_notes_makes_no_second_standard() -> None:
    got = parse(*form("ABC1234-001v1", 1), paragraph("本表參考乙人員職能基準"))
    assert [duty.code for duty in got.standard.duties] == ["T1"]

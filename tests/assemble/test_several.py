"""More than one standard in one file: refused by name and divided, never one within the other."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly, SeveralStandards, assemble
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised import rd108_part_not_read
from pipeline.readers.blocks import Block, Body, Line, SourceDocument, Table
from tests.assemble.forms import HEADER, PROFILE, Row, paragraph, read, table

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
        *(paragraph(one.text, page) for one in CLOSING),
    ]


FORM_WITH_NOTES_IN_A_TABLE = [
    *form("ABC1234-001v1", 1)[:-2],
    table([("說明與補充事項",), ("說明一。",)], 1, 9),
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


def divided(body: Body) -> tuple[SourceDocument, ...]:
    with pytest.raises(SeveralStandards) as refusal:
        assemble(SourceDocument("form.test", "test", "0" * 64, body))
    return refusal.value.documents


def test_each_part_has_its_own_blocks_pages_and_remarks() -> None:
    remarks = [rd108_part_not_read.RULE.found("file", "x", Location(page=page)) for page in (1, 3, 4)]
    whole = rd108_part_not_read.RULE.found("file", "whole")
    body = Body(
        (*form("ABC1234-001v1", 1), *form("XYZ9876-002v3", 11, page=3, name="乙人員")),
        outside=tuple(Line.plain(str(page), page) for page in (1, 2, 3, 4)),
        pages=4,
        diagnostics=(*remarks, whole),
    )
    first, second = divided(body)
    assert (first.name, second.name) == ("form.test#1", "form.test#2")
    assert first.body.blocks + second.body.blocks == body.blocks
    assert [line.text for line in first.body.outside] == ["1", "2"]
    assert [line.text for line in second.body.outside] == ["3", "4"]
    assert first.body.diagnostics == (remarks[0], whole)
    assert second.body.diagnostics == (remarks[1], remarks[2], whole)
    assert assemble(first).standard.code == "ABC1234-001v1"
    got = assemble(second).standard
    assert got.code == "XYZ9876-002v3"
    assert got.at["name"].page == 3


def test_a_table_that_holds_the_end_of_one_and_the_head_of_the_next_is_cut() -> None:
    shared = table([HEADER, *TASKS, ("職能基準代碼", "XYZ9876-002v3"), *PROFILE[1:]], 1, 3)
    blocks = (*form("ABC1234-001v1", 1)[:2], shared, table([HEADER, *TASKS], 1, 4), *CLOSING)
    first, second = divided(Body(blocks))
    above, below = first.body.blocks[-1], second.body.blocks[0]
    assert isinstance(above, Table)
    assert isinstance(below, Table)
    assert above.rows + below.rows == shared.rows
    assert below.location(0) == shared.location(2)


def first_and(*rows: Row, header: bool = True, notes: bool = True) -> list[Block]:
    """A standard with a competence table more behind it."""
    whole = form("ABC1234-001v1", 1)
    return [*(whole if notes else whole[:3]), table([HEADER, *rows] if header else list(rows), 2, 9)]


OTHER: Row = ("T1 顧", "T1.1 戊", "O1.1.1 己", "P1.1.1 顧。", "4", "K01 聞", "S01 能")


@pytest.mark.parametrize("notes", [True, False])
def test_a_competence_table_behind_the_notes_is_another_standard(notes: bool) -> None:
    first, second = divided(Body(tuple(first_and(OTHER, notes=notes))))
    one, other = assemble(first).standard, assemble(second).standard
    assert (one.code, [task.name for _, task in one.tasks()]) == ("ABC1234-001v1", ["甲"])
    assert (other.code, [task.name for _, task in other.tasks()]) == (None, ["戊"])
    assert [entry.name for entry in one.knowledge] == ["識"]


def test_a_part_without_code_and_title_is_not_passed_as_whole() -> None:
    first, second = divided(Body(tuple(first_and(OTHER))))
    one, other = assemble(first), assemble(second)
    assert (one.standard.source.outcome, other.standard.source.outcome) == ("ok", "partial")
    (finding,) = (found for found in other.diagnostics if found.rule == "AS110")
    assert finding.location.page == 2


def test_the_same_table_again_is_one_too() -> None:
    assert len(divided(Body(tuple(first_and(*TASKS))))) == 2


def test_one_without_codes_is_one_too() -> None:
    assert len(divided(Body(tuple(first_and(("顧", "戊", "己", "顧。", "4", "聞", "能")))))) == 2


@pytest.mark.parametrize("duty", ["", "T1 做"])
def test_one_whose_codes_go_on_is_the_rest(duty: str) -> None:
    got = parse(*first_and((duty, *MORE[0][1:])))
    assert [task.code for _, task in got.standard.tasks()] == ["T1.1", "T1.2"]
    assert got.standard.supplements == ("無。",)
    assert got.standard.source.outcome == "ok"


def test_a_table_printed_again_on_the_next_page_is_the_rest() -> None:
    got = parse(*first_and(*TASKS, *MORE, notes=False))
    assert [task.code for _, task in got.standard.tasks()] == ["T1.1", "T1.2"]


def test_rows_without_header_are_put_nowhere() -> None:
    got = parse(*first_and(OTHER, ("", "", "", "P1.1.2 再顧。", "", "", ""), header=False))
    assert [task.name for _, task in got.standard.tasks()] == ["甲"]
    assert got.standard.supplements == ("無。",)
    assert got.standard.source.outcome == "partial"
    assert {one.rule for one in got.diagnostics if one.severity.name == "ERROR"} == {"AS103"}


@pytest.mark.parametrize(
    "rows",
    [
        [("姓名", "單位", "職稱"), ("王小明", "某大學", "教授")],
        [("課程名稱", "時數"), ("行銷概論", "6"), ("合計", "6")],
    ],
)
def test_a_table_of_other_columns_behind_the_notes_is_put_nowhere(rows: list[Row]) -> None:
    """An appendix on a page of its own, as people bind it to the standard."""
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE, paragraph("附錄"), table(rows, 9, 90))
    assert (got.standard.supplements, got.standard.source.outcome) == (("說明一。",), "partial")
    told_of = "".join(one.message for one in got.diagnostics if one.rule == "AS103")
    assert all(text in told_of for row in rows for text in row if text)


def test_what_notes_have_in_two_columns_stays_theirs_behind_a_line_of_the_page() -> None:
    rows: list[Row] = [("【註2】乙", "乙的說明。"), ("級別", "能力內涵說明"), ("3", "能獨力完成。")]
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE, paragraph("列印自平臺"), table(rows, 9, 90))
    assert [note.number for note in got.standard.notes] == [2]
    assert [one.level for one in got.standard.level_definitions] == [3]
    assert got.standard.source.outcome == "ok"


def test_conditions_in_columns_of_the_notes_own_table_are_prerequisites() -> None:
    notes: list[Row] = [("說明與補充事項", "", ""), ("學歷", "經歷", "證照"), ("高中", "兩年", "無")]
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE[:-1], table(notes, 1, 90))
    assert got.standard.source.outcome == "ok"


@pytest.mark.parametrize("text", ["A07 好學：願意學。", "K03 識", "T1.9 丙", "P1.1.9 做。"])
def test_items_behind_the_tables_are_put_nowhere(text: str) -> None:
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE, paragraph(text))
    assert [one.message for one in got.diagnostics if one.rule == "AS103"] == [
        f"This text was placed nowhere: “{text}”."
    ]
    assert got.standard.source.outcome == "partial"


@pytest.mark.parametrize("text", ["A07 好學：願意學。", "K03 識", "T1.9 丙", "P1.1.9 做。"])
@pytest.mark.parametrize("place", [0, 1])
def test_so_are_items_before_the_title_or_below_it(text: str, place: int) -> None:
    form = list(FORM_WITH_NOTES_IN_A_TABLE)
    form.insert(place, paragraph(text))
    got = parse(*form)
    assert [one.message for one in got.diagnostics if one.rule == "AS103"] == [
        f"This text was placed nowhere: “{text}”."
    ]
    assert got.standard.source.outcome == "partial"


@pytest.mark.parametrize("text", ["T1.1 拜訪老客戶 ........ 3", "K12 教育資源網", "S01E02", "A4 列印"])
def test_a_list_of_contents_and_other_words_before_the_title_are_of_the_page_around(text: str) -> None:
    row = ("T1 銷售", "T1.1 拜訪老客戶", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "")
    got = read(row, front=[paragraph(text), paragraph("甲業務人員職能基準"), table(list(PROFILE))])
    assert [one.rule for one in got.diagnostics if one.rule == "AS103"] == []


def test_a_note_behind_the_tables_is_a_note() -> None:
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE, paragraph("【註1】甲：說明。"))
    assert [(note.number, note.text) for note in got.standard.notes] == [(1, "說明。")]


@pytest.mark.parametrize("text", ["K12 教育", "K11 教育"])
def test_from_ten_on_an_item_is_one_of_the_form_s_codes_or_the_next(text: str) -> None:
    row = ("T1 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K10 識\nK11 法", "")
    got = read(row, back=[table([("說明與補充事項",), ("說明一。",)]), paragraph(text)])
    assert [one.rule for one in got.diagnostics if one.rule == "AS103"] == ["AS103"]


@pytest.mark.parametrize(
    "text", ["版權所有", "A4列印", "S01E02", "T恤訂購", "K12教育資源網", "A10棟3樓", "P2.5 細懸浮微粒"]
)
def test_other_words_behind_the_tables_are_of_the_page_around(text: str) -> None:
    got = parse(*FORM_WITH_NOTES_IN_A_TABLE, paragraph(text))
    assert [one.rule for one in got.diagnostics if one.rule == "AS103"] == []
    assert text not in got.standard.model_dump_json()


def test_where_the_notes_come_first_the_table_is_the_form_s() -> None:
    whole = form("ABC1234-001v1", 1)
    got = parse(*whole[:2], *whole[5:], whole[2], *whole[3:5])
    assert [task.name for _, task in got.standard.tasks()] == ["甲"]


@pytest.mark.parametrize("title", ["甲業務人員職能基準", "甲業務人員職能基準（續）", "甲業務人員職能基準(續)"])
def test_the_title_once_more_above_the_rest_of_the_table_begins_no_other(title: str) -> None:
    front = [paragraph("甲業務人員職能基準"), table(list(PROFILE), 1, 1), table([HEADER, *TASKS], 1, 2)]
    got = parse(*front, paragraph(title), table([HEADER, *MORE], 1, 3), paragraph(title), *CLOSING)
    plain = parse(*front, table([HEADER, *MORE], 1, 3), *CLOSING)
    leave = {"source": None, "at": None}
    assert got.standard.model_copy(update=leave) == plain.standard.model_copy(update=leave)
    assert [one.rule for one in got.diagnostics if one.rule != "AS102"] == []
    assert [(duty.code, task.code) for duty, task in got.standard.tasks()] == [("T1", "T1.1"), ("T1", "T1.2")]


def test_the_title_once_more_above_the_first_task_of_another_begins_it() -> None:
    other = (("T1 管", "T1.1 戊", "O1.1.1 己", "P1.1.1 管。", "3", "K01 識", "S01 技"),)
    with pytest.raises(Unreadable) as refusal:
        parse(*form("ABC1234-001v1", 1), paragraph("甲業務人員職能基準"), table([HEADER, *other], 1, 9))
    assert refusal.value.diagnostic.rule == "AS110"

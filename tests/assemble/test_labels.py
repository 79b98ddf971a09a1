"""A label is covered for its own characters only; and the words of which labels are made."""

from __future__ import annotations

import pytest

from pipeline.assemble import labels
from pipeline.assemble.column_codes import Column
from pipeline.assemble.levels import is_level
from pipeline.assemble.titles import attitude_title, notes_title
from tests.assemble.forms import PROFILE, paragraph, read, table, told

FIRST = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通能力")
TITLE = "職能內涵 (A=attitude 態度)"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE} A01 親和力：友善。\nA02 彈性",
        f"{TITLE} A01 親和力：友善。 A02 彈性",
        f"{TITLE}：\nA01 親和力：友善。\nA02 彈性",
        "職能內涵\n(A=attitude\n態度)\nA01 親和力：友善。\nA02 彈性",
        "職能內涵（Ａ＝attitude 態度）A01 親和力：友善。\nA02 彈性",
        "職業內涵 (態度) A01 親和力：友善。\nA02 彈性",
        "職能內涵 A01 親和力：友善。\nA02 彈性".replace("內涵", "內涵(attitude)"),
    ],
)
@pytest.mark.parametrize("in_table", [True, False])
def test_the_title_of_the_attitudes_stands_on_the_line_of_the_first_ones(text: str, in_table: bool) -> None:
    got = read(FIRST, back=[table([(text,)], number=30) if in_table else paragraph(text)])
    assert [(one.code, one.name, one.description) for one in got.standard.attitudes] == [
        ("A01", "親和力", "友善。"),
        ("A02", "彈性", None),
    ]
    assert told(got) == []
    assert got.standard.source.coverage == 1.0


def test_the_title_of_the_attitudes_in_a_cell_beside_them() -> None:
    got = read(FIRST, back=[table([(TITLE, "A01 親和力\nA02 彈性")], number=30)])
    assert [one.code for one in got.standard.attitudes] == ["A01", "A02"]


def test_the_title_before_an_attitude_without_code() -> None:
    got = read(FIRST, back=[table([(f"{TITLE} 具備責任感。",)], number=30)])
    assert [(one.code, one.name) for one in got.standard.attitudes] == [(None, "具備責任感。")]


@pytest.mark.parametrize(
    ("lines", "supplements", "prerequisites"),
    [
        (["說明與補充事項：● 補充一。", "● 補充二。"], ("補充一。", "補充二。"), ()),
        (["說明與補充事項 補充一。\n補充二。"], ("補充一。", "補充二。"), ()),
        (["說明與補充：補充一。"], ("補充一。",), ()),
        (["說明與補充事項 ● 補充一。● 補充二。"], ("補充一。", "補充二。"), ()),
        (["說明與補充事項", "建議擔任此職類/職業之學歷/經歷/或能力條件：無。● 有經驗。"], (), ("無。", "有經驗。")),
        (
            ["說明與補充事項", "建議擔任此職類/職業之學歷/經歷/或能力條件：■ 高中職。 ■ 有經驗。"],
            (),
            ("高中職。", "有經驗。"),
        ),
        (["說明與補充事項：依●●公司。●●部辦理。"], ("依●●公司。●●部辦理。",), ()),
        (["說明與補充事項：其他補充說明：● 補充一。"], ("補充一。",), ()),
        (["說明與補充事項\n建議擔任此職類/職業之學歷/經歷/或能力條件：無。"], (), ("無。",)),
        (["說明與補充事項：建議擔任此職類/職業之學歷/經歷/或能力條件：無。"], (), ("無。",)),
    ],
)
@pytest.mark.parametrize("in_table", [True, False])
def test_the_title_of_the_notes_stands_on_the_line_of_the_first(
    lines: list[str], supplements: tuple[str, ...], prerequisites: tuple[str, ...], in_table: bool
) -> None:
    back = [table([(line,) for line in lines], number=30)] if in_table else [paragraph(line) for line in lines]
    got = read(FIRST, back=back)
    assert (got.standard.supplements, got.standard.prerequisites) == (supplements, prerequisites)
    assert told(got) == []


def test_a_note_behind_the_title_of_the_notes() -> None:
    got = read(FIRST, back=[paragraph("說明與補充事項：【註1】甲：乙。")])
    assert [(note.number, note.term, note.text) for note in got.standard.notes] == [(1, "甲", "乙。")]


def test_text_that_only_begins_like_the_title_of_the_notes_is_none() -> None:
    row = ("說明與補充資料之能力", "T1.2 追蹤", "", "P1.2.1 回報。", "3", "", "")
    got = read(FIRST, row)
    assert [task.code for _, task in got.standard.tasks()] == ["T1.1", "T1.2"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("職能內涵(A=attitude態度)", 18),
        ("職能內涵(A=attitude態度)A01親和力", 18),
        ("職能內涵(態度)A01", 8),
        ("態度(A)", 5),
        ("職能內涵(K=knowledge知識)", 0),
        ("職能內涵", 0),
        ("A01親和力", 0),
        ("態度良好", 0),
        ("A", 0),
    ],
)
def test_how_much_of_a_text_is_the_title_of_the_attitudes(text: str, length: int) -> None:
    assert attitude_title(text) == length


@pytest.mark.parametrize(
    ("text", "length"), [("說明與補充事項", 7), ("說明與補充事項：無", 8), ("說明與補充", 5), ("說明與補充資料", 0)]
)
def test_how_much_of_a_text_is_the_title_of_the_notes(text: str, length: int) -> None:
    assert notes_title(text) == length


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("職能內涵(K=knowledge知識)", Column.KNOWLEDGE),
        ("知識(K)", Column.KNOWLEDGE),
        ("(S)", Column.SKILL),
        ("職能內涵(S=skills", Column.SKILL),
        ("職能內涵(K=knowlege知識)", Column.KNOWLEDGE),
        ("職能", Column.LEVEL),
        ("CompetencyLevel", Column.LEVEL),
        ("工作任務(T)", Column.TASK),
        ("知識(S)", None),
        ("知識/技能", None),
        ("職能內涵", None),
        ("實作能力", None),
        ("SOP", None),
        ("技能技能", None),
        ("-知識", None),
        ("、技能", None),
        ("知識與法規", None),
    ],
)
def test_a_label_is_told_by_its_words(text: str, column: Column | None) -> None:
    assert labels.column_of(text) is column


@pytest.mark.parametrize(
    "text", ["3", "34", "7", "4級以上", "3(初)", "4K", "第3級", "Level3", "三", "-", "無", "初級", "3、4"]
)
def test_what_can_be_a_level(text: str) -> None:
    assert is_level(text)


@pytest.mark.parametrize("text", ["", "法規", "3D繪圖", "5S管理", "K01禮儀", "能使用3D軟體", "2030年目標", "考3"])
def test_what_can_be_none(text: str) -> None:
    assert not is_level(text)


@pytest.mark.parametrize(
    "row",
    [
        ("A01", "親和力", "友善。"),
        ("A01 親和力", "友善。"),
        ("A01：親和力", "友善。"),
        ("A01 親和力：", "友善。"),
        ("A01", "親和力：友善。"),
    ],
)
def test_name_and_description_of_an_attitude_in_cells_of_their_own(row: tuple[str, ...]) -> None:
    rows = [(TITLE, *[""] * (len(row) - 1)), row, ("A02 彈性", *[""] * (len(row) - 1))]
    got = read(FIRST, back=[table(rows, number=30)])
    assert [(one.code, one.name, one.description) for one in got.standard.attitudes] == [
        ("A01", "親和力", "友善。"),
        ("A02", "彈性", None),
    ]
    assert got.standard.source.coverage == 1.0


def test_attitudes_in_two_columns_are_no_descriptions() -> None:
    got = read(FIRST, back=[table([(TITLE, ""), ("A01 親和力", "A02 彈性")], number=30)])
    assert [(one.code, one.name, one.description) for one in got.standard.attitudes] == [
        ("A01", "親和力", None),
        ("A02", "彈性", None),
    ]


@pytest.mark.parametrize("before", ["附件一⏎", "中華民國112年6月修訂⏎", "機密文件⏎"])
def test_a_line_at_the_right_edge_above_the_title_is_none_of_it(before: str) -> None:
    got = read(FIRST, front=[paragraph(before), paragraph("甲業務人員職能基準"), table(list(PROFILE))])
    assert (got.standard.name, got.standard.source.coverage) == ("甲業務人員", 1.0)


def test_a_title_over_two_lines_is_one() -> None:
    got = read(FIRST, front=[paragraph("甲業務⏎"), paragraph("人員職能基準"), table(list(PROFILE))])
    assert got.standard.name == "甲業務人員"

"""The header table whose cells hold label and value, and labels printed with odd white space."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from tests.assemble.forms import PROFILE, Row, paragraph, read, table, told

TASK = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通能力")


def header(*rows: Row) -> Assembly:
    return read(TASK, front=[paragraph("甲業務人員職能基準"), table([("職能基準代碼", "ABC1234-001v1"), *rows])])


def pairs(got: Assembly) -> list[tuple[str | None, str | None]]:
    groups = got.standard.classification
    return [(one.name, one.code) for one in (*groups.categories, *groups.occupations, *groups.industries)]


@pytest.mark.parametrize("separator", ["、", "/", "；", "，"])
def test_codes_that_something_parts_are_several(separator: str) -> None:
    printed = header(("行業別", "農業⏎製造業⏎專業", "行業別代碼", separator.join("CGM")))
    assert pairs(printed) == [("農業", "C"), ("製造業", "G"), ("專業", "M")]
    assert pairs(header(("行業別", "製造業⏎批發業", "行業別代碼", f"C{separator}47"))) == [
        ("製造業", "C"),
        ("批發業", "47"),
    ]


@pytest.mark.parametrize("text", ["職業：擔任倉管。清點物料。", "基準級別：第三級人員須清點。"])
def test_a_description_may_begin_with_any_words(text: str) -> None:
    got = header(("職業", "甲業務人員"), ("工作描述", text), ("基準級別", "3"))
    assert got.standard.description == text
    assert (got.standard.title.occupation, got.standard.level) == ("甲業務人員", 3)


@pytest.mark.parametrize("gap", ["  ", "\u3000", "\N{NO-BREAK SPACE}", "：", ": ", "\n"])
def test_label_and_value_in_one_cell(gap: str) -> None:
    got = header(
        ("職業", "甲業務人員"),
        ("所屬類別", f"職類別{gap}行銷／專業", f"職類別代碼{gap}ABC"),
        (f"職業別{gap}代表", "職業別代碼", "1234"),
        ("行業別", "批發業", f"行業別代碼{gap}G45"),
        (f"工作描述{gap}從事職業 安全。",),
        (f"基準級別{gap}3",),
    )
    assert pairs(got) == [("行銷／專業", "ABC"), ("代表", "1234"), ("批發業", "G45")]
    assert (got.standard.title.occupation, got.standard.level) == ("甲業務人員", 3)
    assert got.standard.description == "從事職業 安全。"
    assert told(got) == []


def test_two_labels_with_their_values_in_one_cell() -> None:
    assert pairs(header(("所屬類別", "職類別 行銷／專業 職類別代碼 ABC"))) == [("行銷／專業", "ABC")]
    assert pairs(header(("所屬類別", "職類別\n行銷\n職類別代碼\nABC"))) == [("行銷", "ABC")]


def test_a_value_that_begins_like_a_label_stays_a_value() -> None:
    got = header(("職業", "職業 安全衛生人員"), ("職類別", "職業別 研究"))
    assert got.standard.title.occupation == "職業 安全衛生人員"
    assert pairs(got) == [("職業別 研究", None)]


def test_labels_without_lines_between_their_values_are_left_and_reported() -> None:
    got = header(("職業", "甲"), ("職類別\n職業別", "乙丙"))
    assert got.standard.title.occupation == "甲"
    assert pairs(got) == []
    assert {one.split()[0] for one in told(got)} == {"AS103"}


@pytest.mark.parametrize("gap", [" ", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\u3000"])
def test_labels_with_white_space_or_what_nobody_sees_inside(gap: str) -> None:
    def odd(label: str) -> str:
        return gap.join(label)

    got = read(
        TASK,
        front=[
            paragraph("甲業務人員" + odd("職能基準")),
            table([(odd("職能基準代碼"), "ABC1234-001v1"), (odd("職業"), "甲業務人員"), (odd("基準級別"), "3")]),
        ],
        back=[
            paragraph(odd("職能內涵(A=attitude態度)")),
            paragraph("A01 主動：做。"),
            paragraph(odd("說明與補充事項")),
            paragraph(odd("建議擔任此職類/職業之學歷/經歷/或能力條件") + "：無。"),
            paragraph(odd("其他補充說明") + "："),
            paragraph(odd("【註1】") + "甲：乙"),
        ],
    )
    standard = got.standard
    assert (standard.name, standard.code, standard.level) == ("甲業務人員", "ABC1234-001v1", 3)
    assert [one.name for one in standard.attitudes] == ["主動"]
    assert standard.prerequisites == ("無。",)
    assert [(note.number, note.term) for note in standard.notes] == [(1, "甲")]
    assert standard.supplements == ()


@pytest.mark.parametrize(
    "printed",
    [
        "ABC1234–001v1",
        "ABC1234‑001v1",
        "ABC1234-001V1",
        "abc1234-001v1",
        "АВС1234-001v1",
        "ABC\N{ZERO WIDTH SPACE}1234-001v1",
    ],
)
def test_the_code_of_the_standard_in_odd_letters(printed: str) -> None:
    got = read(
        TASK, front=[paragraph("甲業務人員職能基準"), table([("職能基準代碼", printed), ("職業", "甲業務人員")])]
    )
    assert (got.standard.code, got.standard.code_as_printed) == ("ABC1234-001v1", printed)


@pytest.mark.parametrize("remark", ["(擇一填寫)", "（請擇一填寫）", "( 職類/職業擇一填寫 )", "(可複選)"])
def test_what_a_label_asks_for_belongs_to_it(remark: str) -> None:
    got = header((f"職能基準名稱 {remark}", "職業", "甲業務人員"), ("基準級別", "3"))
    assert (got.standard.title.occupation, told(got)) == ("甲業務人員", [])


@pytest.mark.parametrize("label", ["職能基準名稱 (擇一{}填寫)", "職能基準名稱({})", "職能基準名稱 (擇一填寫)（{}）"])
def test_other_words_in_the_brackets_of_a_label_are_reported(label: str) -> None:
    got = header((label.format("暗藏"), "職業", "甲業務人員"), ("基準級別", "3"))
    assert got.standard.title.occupation == "甲業務人員"
    assert ["暗藏" in one.message for one in got.diagnostics if one.rule == "AS103"] == [True]


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("職能基準代碼", "職能基準編碼"),
        ("職類別代碼", "職類代碼"),
        ("職類別代碼", "代碼"),
        ("職業別代碼", "職業別（代碼）"),
        ("職業別", "職業類別"),
        ("行業別", "１. 行業別"),
        ("工作描述", "＊工作說明"),
        ("職業", "職業名稱"),
        ("基準級別", "基準等級："),
    ],
)
def test_labels_in_other_words(label: str, printed: str) -> None:
    rows = [tuple(printed if cell == label else cell for cell in row) for row in PROFILE]
    assert held(read(TASK, front=[paragraph("甲業務人員職能基準"), table(rows)])) == WHOLE


def held(got: Assembly) -> tuple[object, ...]:
    standard = got.standard
    return (standard.code, standard.title.occupation, pairs(got), standard.description, standard.level, told(got))


WHOLE = (
    "ABC1234-001v1",
    "甲業務人員",
    [("行銷／專業", "ABC"), ("代表", "1234"), ("批發業", "G45")],
    "從事甲業務。",
    3,
    [],
)


@pytest.mark.parametrize(
    "label",
    [
        "職能基準代碼",
        "職業",
        "職類別",
        "職類別代碼",
        "職業別",
        "職業別代碼",
        "行業別",
        "行業別代碼",
        "工作描述",
        "基準級別",
    ],
)
def test_a_value_whose_label_is_blank_is_told_by_form_and_place(label: str) -> None:
    rows = [tuple("" if cell == label else cell for cell in row) for row in PROFILE]
    got = read(TASK, front=[paragraph("甲業務人員職能基準"), table(rows)])
    assert held(got) == (*WHOLE[:-1], [f"AS111 label/{label}"])


def test_a_value_that_nothing_tells_is_left_and_reported() -> None:
    got = header(("職業", "甲"), ("職類別", "行銷", "", "很長的一段文字"))
    assert pairs(got) == [("行銷", None)]
    assert {one.split()[0] for one in told(got)} == {"AS103"}


def test_more_columns_than_the_form_has_get_into_no_field() -> None:
    got = read(
        TASK,
        front=[
            paragraph("甲業務人員職能基準"),
            table(
                [
                    ("職能基準代碼", "ABC1234-001v1", "版次", "V9"),
                    ("職類別", "行銷", "職類別代碼", "ABC", "備註", "甲註"),
                ]
            ),
        ],
    )
    assert (got.standard.code, pairs(got)) == ("ABC1234-001v1", [("行銷", "ABC")])
    assert [one.message.split("“")[1].split("”")[0] for one in got.diagnostics if one.rule == "AS103"] == [
        "版次",
        "V9",
        "備註",
        "甲註",
    ]


def test_values_in_as_many_cells_as_codes_are_several() -> None:
    got = header(("職類別", "行銷", "業務", "職類別代碼", "ABC", "DEF"))
    assert pairs(got) == [("行銷", "ABC"), ("業務", "DEF")]


def test_labels_on_the_lines_of_one_cell_with_their_values_on_those_of_the_next() -> None:
    got = header(
        ("所屬類別", "職類別\n職業別", "行銷\n代表", "職類別代碼\n職業別代碼", "ABC\n1234"),
        ("工作描述\n基準級別", "", "從事甲業務。\n3", "", ""),
    )
    assert pairs(got) == [("行銷", "ABC"), ("代表", "1234")]
    assert (got.standard.description, got.standard.level) == ("從事甲業務。", 3)
    assert told(got) == []


def test_labels_on_more_lines_than_their_values_are_left_and_reported() -> None:
    got = header(("工作描述\n基準級別", "從事甲業務。\n包裝。\n3"))
    assert (got.standard.description, got.standard.level) == (None, None)
    assert {one.split()[0] for one in told(got)} == {"AS103"}


def test_values_below_their_labels() -> None:
    got = header(("職類別", "職類別代碼", "職業別", "職業別代碼"), ("行銷", "ABC", "代表", "1234"))
    assert pairs(got) == [("行銷", "ABC"), ("代表", "1234")]
    assert told(got) == []


def test_a_row_without_label_in_the_same_table_is_read_as_the_rest_and_named() -> None:
    got = header(("工作描述", "從事"), ("", "甲業務。"))
    assert got.standard.description == "從事\n甲業務。"
    assert told(got) == ["AS111 label/工作描述"]


def test_a_name_directly_behind_its_label() -> None:
    got = header(("職能基準名稱", "甲業務人員"), ("基準級別", "3"))
    assert got.standard.code == "ABC1234-001v1"
    assert got.standard.title.occupation == "甲業務人員"
    assert [one.split()[0] for one in told(got)] == ["AS111"]


def test_a_value_that_begins_with_another_label_and_a_colon_is_that_label_s() -> None:
    got = header(("職能基準名稱", "職類：", "職業：甲業務人員"), ("基準級別", "3"))
    assert (got.standard.title.job_category, got.standard.title.occupation) == (None, "甲業務人員")


@pytest.mark.parametrize(("printed", "code"), [("KP⏎S", "KPS"), ("K⏎P⏎S", "KPS")])
def test_a_code_that_a_narrow_cell_breaks_is_one(printed: str, code: str) -> None:
    assert pairs(header(("職類別", "行銷／專業", "職類別代碼", printed))) == [("行銷／專業", code)]
    assert pairs(header(("行業別", "製造業", "行業別代碼", "C29⏎2"))) == [("製造業", "C292")]
    assert pairs(header(("職業別", "代表⏎技師", "職業別代碼", "3322⏎2141"))) == [("代表", "3322"), ("技師", "2141")]

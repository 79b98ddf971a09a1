"""Numbers that run into names, codes of another column, letters for numbers, outputs that may be several."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from tests.assemble.forms import HEADER, PAGE, PROFILE, Row, paragraph, read, table, told


def blocks(got: Assembly) -> list[dict[str, list[tuple[str | None, str | None]]]]:
    return [
        {
            "outputs": [(one.code, one.text) for one in block.outputs],
            "indicators": [(one.code, one.text) for one in block.indicators],
            "knowledge": [(one.code, one.as_printed) for one in block.knowledge],
        }
        for _, block in got.standard.blocks()
    ]


def task(output: str = "O1.1.1 乙", indicator: str = "P1.1.1 做。", knowledge: str = "K01 識", name: str = "甲") -> Row:
    return ("T1 做", f"T1.1 {name}", output, indicator, "3", knowledge, "S01 技")


def numbered(letter: str, last: int) -> str:
    """A cell with items up to this number, whose names tell it."""
    return "\n".join(f"{letter}{number:02} 名稱{number}" for number in range(1, last + 1))


class TestNumbersThatRunIntoNames:
    @pytest.mark.parametrize(
        "name", ["90%達成", "37℃恆溫", "1,000件清單", "3D模型", "5S表", "24小時輪班表", "1/10模型", "0402打樣"]
    )
    def test_of_outputs_and_indicators(self, name: str) -> None:
        (block,) = blocks(read(task(f"O1.1.1{name}\nO1.1.2乙", f"P1.1.1做。\nP1.1.2{name}。")))
        assert block["outputs"] == [("O1.1.1", name), ("O1.1.2", "乙")]
        assert block["indicators"] == [("P1.1.1", "做。"), ("P1.1.2", f"{name}。")]

    @pytest.mark.parametrize("name", ["90%產品", "1,000件生產"])
    def test_of_duties_and_tasks(self, name: str) -> None:
        got = read((f"T1{name}", f"T1.1{name}", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", "S01 技"))
        (duty,) = got.standard.duties
        assert (duty.code, duty.name) == ("T1", name)
        assert (duty.tasks[0].code, duty.tasks[0].name) == ("T1.1", name)

    def test_of_knowledge(self) -> None:
        got = read(task(knowledge="K01甲\nK021,000件專案\nK03丙"))
        assert {one.code: one.name for one in got.standard.knowledge} == {
            "K01": "甲",
            "K02": "1,000件專案",
            "K03": "丙",
        }

    @pytest.mark.parametrize(
        ("zero", "name"),
        [
            ("0", "1/10模型"),
            ("0", "24/7維運"),
            ("0", "0402元件"),
            ("0", "0～3歲發展"),
            ("", "1/10模型"),
            ("", "0402元件"),
        ],
    )
    def test_of_knowledge_with_fractions_sizes_and_ranges(self, zero: str, name: str) -> None:
        got = read(task(knowledge=f"K{zero}1甲\nK{zero}2{name}\nK{zero}3丙"))
        assert {one.code: one.name for one in got.standard.knowledge} == {
            f"K{zero}1": "甲",
            f"K{zero}2": name,
            f"K{zero}3": "丙",
        }
        assert told(got) == []

    @pytest.mark.parametrize("printed", ["O1.1.16⏎標準差", "O1.1.14⏎M變更", "O1.1.190⏎%達成", "O1.1.11,000⏎件"])
    def test_where_a_narrow_column_breaks_the_line_behind_the_number(self, printed: str) -> None:
        (block,) = blocks(read(task(f"{printed}\nO1.1.2 乙")))
        names = [(code, (text or "").replace(" ", "")) for code, text in block["outputs"]]
        assert names == [("O1.1.1", printed.replace("⏎", "")[6:]), ("O1.1.2", "乙")]

    def test_of_knowledge_too(self) -> None:
        got = read(task(knowledge="K01 甲\nK026⏎標準差\nK03 丙"))
        assert [one.name for one in got.standard.knowledge] == ["甲", "6標準差", "丙"]

    def test_a_number_that_is_the_next_one_is_no_name(self) -> None:
        indicators = "\n".join(f"P1.1.{number}做。" for number in range(1, 13))
        (block,) = blocks(read(task(indicator=indicators)))
        assert [code for code, _ in block["indicators"]] == [f"P1.1.{number}" for number in range(1, 13)]

    def test_of_one_digit_before_a_letter_like_a_digit(self) -> None:
        got = read(task(knowledge="K1 甲\nK2O2O流程\nK3 丙"))
        assert {one.code: one.name for one in got.standard.knowledge} == {"K1": "甲", "K2": "O2O流程", "K3": "丙"}

    def test_a_list_of_numbers_is_none_with_thousands(self) -> None:
        got = read(
            task(knowledge="K101 甲\nK102 乙\nK103 丙"), ("", "T1.2 丁", "", "P1.2.1 做。", "3", "K101,102,103", "")
        )
        assert [one.code for one in got.standard.knowledge] == ["K101", "K102", "K103"]
        assert [one for one in told(got) if one.startswith("AS108")] == ["AS108 K101,102,103"]


class TestCodesOfAnotherColumn:
    @pytest.mark.parametrize("code", ["K09", "S02", "A03"])
    def test_on_a_line_of_their_own_they_are_items(self, code: str) -> None:
        (block,) = blocks(read(task("O1.1.1 乙\n" + f"{code} 統計學", f"P1.1.1 做。\n{code} 統計學\nP1.1.2 評估。")))
        assert block["outputs"] == [("O1.1.1", "乙"), (code, "統計學")]
        assert block["indicators"] == [("P1.1.1", "做。"), (code, "統計學"), ("P1.1.2", "評估。")]

    def test_among_knowledge(self) -> None:
        (block,) = blocks(read(task(knowledge="K01 識\nP1.1.2 評估。\nA01 熱心")))
        assert [code for code, _ in block["knowledge"]] == ["K01", "P1.1.2", "A01"]

    @pytest.mark.parametrize("text", ["推動 K12 教育。", "用A4紙張。", "依 S20 規定。", "見 K09 統計。"])
    def test_inside_a_sentence_they_are_words(self, text: str) -> None:
        (block,) = blocks(read(task(indicator=f"P1.1.1 {text}")))
        assert block["indicators"] == [("P1.1.1", text)]

    def test_a_standard_s_number_that_a_narrow_column_breaks_is_none(self) -> None:
        (block,) = blocks(read(task(knowledge="K01 ANSI/ESD⏎S20.⏎20 規範\nK02 法規")))
        assert [code for code, _ in block["knowledge"]] == ["K01", "K02"]

    @pytest.mark.parametrize(
        "text",
        [
            "依圖面選用\nSS400 鋼材進行焊接。",
            "檢驗鋼材：\nS45 中碳鋼\nS20 低碳鋼",
            "填寫\nA10 表單。",
            "國民教育\nK12 課程大綱",
            "能操作\nA380 機型。",
        ],
    )
    def test_words_like_codes_begin_lines_without_being_any(self, text: str) -> None:
        (block,) = blocks(read(task(indicator=f"P1.1.1 {text}")))
        assert block["indicators"] == [("P1.1.1", text.replace("\n", ""))]

    @pytest.mark.parametrize("text", ["能操作\nA380 機型。", "採用\nP1.1 版通訊協定"])
    def test_nor_among_knowledge(self, text: str) -> None:
        got = read(task(knowledge=f"K01 {text}"))
        assert [(one.code, one.name) for one in got.standard.knowledge] == [("K01", text.replace("\n", ""))]

    def test_from_ten_on_they_are_items_where_the_document_has_them_name_and_all(self) -> None:
        knowledge, skills = numbered("K", 11), numbered("S", 12)
        row = ("T1 做", "T1.1 甲", "O1.1.1 乙\nK10 名稱10", "P1.1.1 做。\nS12 名稱12", "3", knowledge, skills)
        (block,) = blocks(read(row))
        assert block["outputs"] == [("O1.1.1", "乙"), ("K10", "名稱10")]
        assert block["indicators"] == [("P1.1.1", "做。"), ("S12", "名稱12")]

    def test_attitudes_too(self) -> None:
        attitudes = [paragraph("職能內涵 (A=attitude 態度)"), paragraph("A10 熱心：待人熱心。"), paragraph("A11 細心")]
        got = read(task("O1.1.1 乙\nA10 熱心\nA11 表單"), back=list(attitudes))
        assert blocks(got)[0]["outputs"] == [("O1.1.1", "乙"), ("A10", "熱心A11 表單")]
        assert "AS108 A11" in told(got)

    @pytest.mark.parametrize("line", ["K10 教育", "K10", "K11 教育", "K12 教育"])
    def test_with_another_name_or_beside_the_document_s_numbers_they_are_named(self, line: str) -> None:
        got = read(task("O1.1.1 乙\n" + line, knowledge=numbered("K", 11)))
        assert blocks(got)[0]["outputs"] == [("O1.1.1", f"乙{line}")]
        assert told(got) == [f"AS108 {line[:3]}"]

    def test_far_from_the_document_s_numbers_they_are_words(self) -> None:
        got = read(task("O1.1.1 乙\nK45 鋼", knowledge=numbered("K", 11)))
        assert blocks(got)[0]["outputs"] == [("O1.1.1", "乙K45 鋼")]
        assert told(got) == []

    def test_behind_a_full_line_they_are_named(self) -> None:
        assert "AS108 K09" in told(read(task(indicator="P1.1.1 能夠運用⏎K09 統計學。")))

    def test_in_duties_and_tasks_they_are_named(self) -> None:
        got = read(("T1 做\nK03 法規", "T1.1 甲\nS04 技術", "", "P1.1.1 做。", "3", "K01 識", "S01 技"))
        assert {"AS108 K03", "AS108 S04"} <= set(told(got))

    def test_cells_of_a_text_whose_lines_were_parted_are_named(self) -> None:
        got = read(("T1 做", "T1.1 甲", "O1.1.1 乙"), ("O1.1.2 丙", "P1.1.1 做。", "3", "K01 識", "", "", ""))
        assert {"AS108 O1.1.2", "AS108 P1.1.1"} <= set(told(got))


class TestLettersForNumbers:
    def test_of_a_duty_and_what_is_below_it(self) -> None:
        got = read(("TX 共通", "TX.1 溝通", "OX.1.1 報告", "PX.1.1 分析。", "3", "K01 識", "S01 技"))
        assert {"AS108 TX", "AS108 TX.1", "AS108 OX.1.1", "AS108 PX.1.1"} <= set(told(got))
        assert got.standard.duties[0].name == "TX 共通"

    def test_of_an_indicator(self) -> None:
        got = read(task(indicator="P1.1.A 做。"))
        assert blocks(got)[0]["indicators"] == [(None, "P1.1.A 做。")]
        assert "AS108 P1.1.A" in told(got)

    def test_a_name_of_capitals_is_none(self) -> None:
        got = read(("TQM 推動", "TPM 執行", "", "P1.1.1 做。", "3", "K01 識", "S01 技"))
        assert not [one for one in told(got) if one.startswith("AS108")]


class TestOutputsWithoutCodes:
    def test_a_wrap_that_may_part_two_is_named_once(self) -> None:
        got = read(
            task("市場分析報告⏎客戶名單\n會議紀錄"), ("", "T1.2 丁", "檢查⏎表", "P1.2.1 做。", "3", "K01 識", "")
        )
        assert blocks(got)[0]["outputs"] == [(None, "市場分析報告客戶名單"), (None, "會議紀錄")]
        assert [one for one in told(got) if one.startswith("AS112")] == ["AS112 part/competence"]

    @pytest.mark.parametrize(
        "cell", ["報告\n名單", "● 市場分析⏎報告\n● 名單", "市場、⏎客戶報告", "O1.1.1 市場分析⏎報告"]
    )
    def test_others_are_not(self, cell: str) -> None:
        assert "AS112 part/competence" not in told(read(task(cell)))


class TestBulletsOfListsBeforeThoseThatWereTyped:
    @pytest.mark.parametrize("bullets", ["\uf0b7 - ", "• ● ", "-⏎", "●⏎"])
    def test_both_are_left_off(self, bullets: str) -> None:
        got = read(task(knowledge=f"{bullets}K01 甲\n{bullets}K02 乙⏎丙\n{bullets}K03 丁"))
        assert [one.name for one in got.standard.knowledge] == ["甲", "乙丙", "丁"]

    def test_at_the_foot_of_a_page(self) -> None:
        got = read(task(knowledge="\uf0b7 - K01 甲\n\uf0b7 -"), PAGE, ("", "", "", "", "", "K02 乙", ""))
        assert [one.name for one in got.standard.knowledge] == ["甲", "乙"]


class TestDashesOnLinesOfTheirOwn:
    @pytest.mark.parametrize("cell", ["K01 公差±⏎-\nK02 乙", "K01 公差±\n-\nK02 乙", "K01 公差±⏎-⏎K02 乙"])
    def test_the_minus_below_a_plus_is_the_text_s(self, cell: str) -> None:
        assert [one.name for one in read(task(knowledge=cell)).standard.knowledge] == ["公差±-", "乙"]

    @pytest.mark.parametrize("cell", ["公差±⏎-\n清單", "公差±\n-\n清單"])
    def test_without_codes_too(self, cell: str) -> None:
        assert blocks(read(task(cell)))[0]["outputs"] == [(None, "公差±-"), (None, "清單")]

    @pytest.mark.parametrize("cell", ["-\nK01 甲\n-\nK02 乙\n-\nK03 丙", "K01 甲\n-\nK02 乙\n-\nK03 丙"])
    def test_before_every_item_they_are_bullets(self, cell: str) -> None:
        assert [one.name for one in read(task(knowledge=cell)).standard.knowledge] == ["甲", "乙", "丙"]

    def test_one_on_the_code_s_line_is_a_bullet_whatever_the_line_above_ends_with(self) -> None:
        for bullet in "-*":
            cell = f"{bullet} K01 客戶{bullet}\n{bullet} K02 乙"
            assert [one.name for one in read(task(knowledge=cell)).standard.knowledge] == [f"客戶{bullet}", "乙"]

    @pytest.mark.parametrize("cell", ["-\n甲\n-\n乙", "- 甲\n-\n- 乙", "- 甲\n- 乙\n-"])
    def test_they_are_no_items(self, cell: str) -> None:
        outputs = blocks(read(task(cell)))[0]["outputs"]
        assert [(text or "").rstrip("-") for _, text in outputs] == ["甲", "乙"]


def test_a_star_on_the_last_line_of_a_name_is_no_bullet() -> None:
    got = read(task(knowledge="K01 溝通資料市場紀錄⏎*\nK02 乙"))
    assert [one.name for one in got.standard.knowledge] == ["溝通資料市場紀錄*", "乙"]


def in_two_cells(codes: str, names: str) -> Assembly:
    """A standard whose outputs stand in two cells of their column."""
    rows: list[Row] = [HEADER, ("T1 做", "T1.1 甲", codes, "P1.1.1 做。", "3", "K01 識", "S01 技")]
    parted = table(rows, number=10)
    cells = list(parted.rows[1])
    first, second = cells[2], table([(names,)]).rows[0][0]
    halves = [
        type(first)(first.lines, first.row, 2, 1, 1, 2.0, 2.4),
        type(first)(second.lines, first.row, 2, 1, 1, 2.4, 3.0),
    ]
    whole = type(parted)((parted.rows[0], (*cells[:2], *halves, *cells[3:])), 10, 1)
    return read(form=False, back=[paragraph("甲職能基準"), table(list(PROFILE)), whole], front=[])


def outputs_in_two_cells(codes: str, names: str) -> list[tuple[str | None, str | None]]:
    return blocks(in_two_cells(codes, names))[0]["outputs"]


def test_codes_and_names_in_two_cells_of_one_column() -> None:
    assert outputs_in_two_cells("O1.1.1\nO1.1.2", "報告\n清單") == [("O1.1.1", "報告"), ("O1.1.2", "清單")]


@pytest.mark.parametrize(
    "names", ["盤點表（含\n差異說明）\n登錄表", "盤點表\n及差異說明\n登錄表", "盤點、\n差異表\n登錄表"]
)
def test_names_whose_lines_belong_together_are_not_shared_out_by_lines(names: str) -> None:
    outputs = outputs_in_two_cells("O1.1.1\nO1.1.2\nO1.1.3", names)
    assert [(code, text or "") for code, text in outputs] == [("O1.1.1", ""), ("O1.1.2", ""), ("O1.1.3", "")]


def test_more_names_than_codes_are_nobody_s_and_reported() -> None:
    got = in_two_cells("O1.1.1\nO1.1.2", "報告\n清單\n紀錄")
    assert {one.rule for one in got.diagnostics} >= {"AS103"}
    assert blocks(got)[0]["outputs"] == [("O1.1.1", ""), ("O1.1.2", "")]


def test_codes_and_names_that_a_narrow_column_breaks() -> None:
    outputs = outputs_in_two_cells("O1.1.1⏎O1.1.2", "盤點⏎報告\n清單")
    assert outputs == [("O1.1.1", "盤點報告"), ("O1.1.2", "清單")]


def test_a_digit_in_a_row_of_a_table_inside_a_cell_is_no_level() -> None:
    rows: list[Row] = [HEADER, task()]
    outer = table(rows, number=10)
    (one, two) = table([("項目", "1")]).rows[0]
    inner = (
        type(one)(one.lines, 2, 3, 1, 1, 3.0, 3.5),
        type(two)(two.lines, 2, 3, 1, 1, 3.5, 4.0),
    )
    whole = type(outer)((*outer.rows, inner), 10, 1)
    got = read(form=False, back=[paragraph("甲職能基準"), table(list(PROFILE)), whole], front=[])
    assert [block.level for _, block in got.standard.blocks()] == [3]


class TestStopsBehindCodes:
    def test_a_name_of_one_letter_behind_a_stop_takes_no_number_away(self) -> None:
        (block,) = blocks(
            read(task("O1.1.1.乙\nO1.1.2.E 化表單", "P1.1.1.A 類物料。\nP1.1.2.E 化系統導入。\nP1.1.3.檢討。"))
        )
        assert [code for code, _ in block["outputs"]] == ["O1.1.1", "O1.1.2"]
        assert [code for code, _ in block["indicators"]] == ["P1.1.1", "P1.1.2", "P1.1.3"]
        assert [(text or "").lstrip(".") for _, text in block["indicators"]] == [
            "A 類物料。",
            "E 化系統導入。",
            "檢討。",
        ]

    @pytest.mark.parametrize("name", ["360度評量", "20世紀管理史"])
    def test_a_number_on_the_next_line_is_the_name_s(self, name: str) -> None:
        got = read(task(knowledge=f"K01 甲\nK02.⏎{name}\nK03 丙"))
        assert [(one.code, one.name) for one in got.standard.knowledge] == [("K01", "甲"), ("K02", name), ("K03", "丙")]

    def test_no_name_begins_with_a_zero(self) -> None:
        (block,) = blocks(read(task("O1.1.10⏎報表", "P1.1.10，100年後檢討。")))
        assert block["outputs"] == [("O1.1.10", "報表")]
        assert [code for code, _ in block["indicators"]] == ["P1.1.10"]

    @pytest.mark.parametrize("name", ["S.O.P 彙整。", "SOP 彙整。", "DIY 教學。"])
    def test_a_code_before_a_latin_name_keeps_its_last_number(self, name: str) -> None:
        got = read(
            ("T1 做", "T1.3 甲", "", "P1.3.1 做。", "3", "", ""),
            ("", "", "", f"P1.4.1{name}", "3", "", ""),
        )
        assert [(one.code, one.text) for _, block in got.standard.blocks() for one in block.indicators] == [
            ("P1.3.1", "做。"),
            ("P1.4.1", name),
        ]

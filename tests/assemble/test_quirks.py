"""The ways real documents deviate from the form: docs/form.md, section 4, one test or more for each number."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from pipeline.findings.diagnostics import Unreadable
from pipeline.record.model import Block, Task
from tests.assemble.forms import HEADER, PAGE, PROFILE, Row, paragraph, read, table, told


def tasks(assembly: Assembly) -> list[Task]:
    return [task for _, task in assembly.standard.tasks()]


def block(assembly: Assembly, task: int = 0, number: int = 0) -> Block:
    return tasks(assembly)[task].blocks[number]


def statements(found) -> list[tuple[str | None, str]]:
    return [(one.code, one.text) for one in found]


def names(assembly: Assembly, kind: str) -> dict[str, str | None]:
    return {entry.code: entry.name for entry in getattr(assembly.standard, kind)}


FIRST = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通能力")


class TestPageBreaks:
    def test_quirk_01_a_row_split_over_pages_stays_one_block(self) -> None:
        got = read(
            ("T1 銷售", "T1.1 拜訪", "O1.1.1 過往紀錄(含退票與", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通能力"),
            PAGE,
            ("", "", "退貨紀錄)", "P1.1.2 回報。", "", "K02 法規", ""),
        )
        assert len(tasks(got)) == 1
        assert len(tasks(got)[0].blocks) == 1
        assert statements(block(got).outputs) == [("O1.1.1", "過往紀錄(含退票與退貨紀錄)")]
        assert statements(block(got).indicators) == [("P1.1.1", "拜訪客戶。"), ("P1.1.2", "回報。")]
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規"}
        assert told(got) == []

    def test_quirk_02_the_tail_of_an_old_item_before_new_codes(self) -> None:
        got = read(
            ("T1 銷售", "T1.1 拜訪", "O1.1.1 電路", "P1.1.1 設計。", "3", "K01 電學", "S01 繪圖及"),
            PAGE,
            ("", "", "圖\nO1.1.2 清單", "", "", "", "判讀能力\nS02 焊接能力"),
        )
        assert statements(block(got).outputs) == [("O1.1.1", "電路圖"), ("O1.1.2", "清單")]
        assert names(got, "skills") == {"S01": "繪圖及判讀能力", "S02": "焊接能力"}

    def test_quirk_02_a_tail_that_looks_like_a_header_or_a_code(self) -> None:
        got = read(
            ("T1 銷售", "T1.1 拜訪", "O1.1.1 專案技巧-撰寫", "P1.1.1 做。", "3", "K01 標準", "S01 品管知識"),
            PAGE,
            ("", "", "知識", "", "", "", "S20.20專案\nS02 焊接"),
        )
        assert statements(block(got).outputs) == [("O1.1.1", "專案技巧-撰寫知識")]
        assert names(got, "skills") == {"S01": "品管知識S20.20專案", "S02": "焊接"}

    def test_quirk_03_a_continuation_without_header_is_aligned_by_geometry(self) -> None:
        got = read(FIRST, PAGE, ("", "", "", "P1.1.2 回報。", "", "K02 法規", ""), header=False)
        assert statements(block(got).indicators) == [("P1.1.1", "拜訪客戶。"), ("P1.1.2", "回報。")]
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規"}

    def test_quirk_12_a_list_of_tasks_goes_on_without_p(self) -> None:
        got = read(
            ("T1 分析", "T1.1 甲\nT1.2 乙", "", "P1.1 做。", "3", "K01 識", "S01 技"),
            PAGE,
            ("", "T1.3 丙\nT1.4 丁", "", "", "", "", ""),
        )
        assert [head.code for head in tasks(got)[0].heads] == ["T1.1", "T1.2", "T1.3", "T1.4"]
        assert len(tasks(got)) == 1

    def test_a_shared_task_cell_without_level_is_told_by_the_codes_of_the_row(self) -> None:
        got = read(
            ("T3 服務", "T3.3 接待", "O3.3.1 紀錄", "P3.3.1 接待。", "", "K01 識", "S01 技"),
            PAGE,
            ("", "T3.4 輔導", "O3.3.2 報告", "", "", "", ""),
        )
        assert [[head.code for head in task.heads] for task in tasks(got)] == [["T3.3", "T3.4"]]

    def test_quirk_12_a_list_of_tasks_goes_on_beside_a_second_indicator_with_spaces(self) -> None:
        got = read(
            ("T2 分析", "T2.1 甲", "", "Ｐ ２ ． １ ． １ 做。", "3", "K01 識", "S01 技"),
            PAGE,
            ("", "T2.2 乙", "", "Ｐ ２ ． １ ． ２ 市場。", "4", "", ""),
        )
        assert [head.code for head in tasks(got)[0].heads] == ["T2.1", "T2.2"]
        assert statements(block(got, 0, 1).indicators) == [("P2.1.2", "市場。")]

    def test_a_duty_cell_printed_behind_the_break_takes_the_tasks_before_it(self) -> None:
        got = read(
            FIRST,
            ("", "T2.1 分析", "O2.1.1 報告", "P2.1.1 做。", "", "", ""),
            PAGE,
            ("T2 設備", "T2.2 資料", "O2.1.2 表", "P2.1.2 寫。", "3", "K01 禮儀", ""),
        )
        assert [
            (duty.code, [[head.code for head in task.heads] for task in duty.tasks]) for duty in got.standard.duties
        ] == [
            ("T1", [["T1.1"]]),
            ("T2", [["T2.1", "T2.2"]]),
        ]
        assert [(one.level, len(one.indicators)) for one in tasks(got)[1].blocks] == [(3, 2)]

    def test_a_task_cell_printed_behind_the_break_names_the_task_before_it(self) -> None:
        got = read(
            FIRST,
            ("", "", "", "P1.2.1 追蹤。", "", "", ""),
            PAGE,
            ("", "T1.2 服務", "", "P1.2.2 回報。", "4", "K01 禮儀", ""),
        )
        assert [(task.code, task.name, task.derived) for task in tasks(got)] == [
            ("T1.1", "拜訪", False),
            ("T1.2", "服務", False),
        ]
        assert statements(block(got, 1).indicators) == [("P1.2.1", "追蹤。"), ("P1.2.2", "回報。")]
        assert block(got, 1).level == 4

    def test_a_level_that_alone_fitted_above_the_break_is_of_the_task_below(self) -> None:
        got = read(
            FIRST, ("", "", "", "", "5", "", ""), PAGE, ("T2 銷售", "T2.1 報價", "", "P2.1.1 算。", "", "K01 識", "")
        )
        assert [(task.code, [one.level for one in task.blocks]) for task in tasks(got)] == [
            ("T1.1", [3]),
            ("T2.1", [5]),
        ]

    def test_a_page_that_begins_with_a_new_task_is_no_continuation(self) -> None:
        got = read(FIRST, PAGE, ("", "T1.2 追蹤", "", "P1.2.1 追蹤客戶。", "4", "K01 禮儀", "S01 溝通能力"))
        assert [task.code for task in tasks(got)] == ["T1.1", "T1.2"]
        assert block(got, 1).level == 4

    def test_a_duty_name_cut_by_the_page(self) -> None:
        got = read(("T1 維護與", *FIRST[1:]), PAGE, ("開發", "", "", "P1.1.2 回報。", "", "", ""))
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "維護與開發")]

    def test_cells_printed_again_behind_the_break_are_no_new_task(self) -> None:
        got = read(FIRST, PAGE, ("T1 銷售", "T1.1 拜訪", "", "P1.1.2 回報。", "3", "", ""))
        assert len(got.standard.duties) == len(tasks(got)) == len(tasks(got)[0].blocks) == 1
        assert len(block(got).indicators) == 2

    def test_cells_printed_again_that_the_break_cuts(self) -> None:
        got = read(
            ("T1 維護與開發", "T1.1 拜訪客戶", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
            ("T1 維護", "T1.1 拜訪", "", "P1.1.2 談判。", "4", "K01 禮儀", "S01 溝通"),
            PAGE,
            ("與開發", "客戶\nT1.2 追蹤", "", "P1.1.3 回報。", "", "", ""),
            ("T1 維護與開發", "T1.3 結案", "", "P1.3.1 結案。", "3", "K01 禮儀", "S01 溝通"),
        )
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "維護與開發")]
        assert [[(head.code, head.name) for head in task.heads] for task in tasks(got)] == [
            [("T1.1", "拜訪客戶"), ("T1.2", "追蹤")],
            [("T1.3", "結案")],
        ]
        assert [(one.level, len(one.indicators)) for one in tasks(got)[0].blocks] == [(3, 1), (4, 2)]
        assert told(got) == []

    def test_a_name_that_only_begins_like_a_known_one_is_kept(self) -> None:
        got = read(
            ("T1 維護與開發", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "", ""),
            ("T1 維護", "T1.2 追蹤", "", "P1.2.1 談判。", "4", "", ""),
            ("", "T1.3 結案", "", "P1.3.1 結案。", "4", "", ""),
        )
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "維護與開發"), ("T1", "維護")]

    @pytest.mark.parametrize(
        ("before", "behind"),
        [("O1.1.2 表\nO1.1.", "3 單"), ("O1.1.2 表\n● O1.", "1.3 單"), ("O1.1.2 表\nＯ", "１．１．３ 單")],
    )
    def test_quirk_23_a_code_that_a_page_break_cuts(self, before: str, behind: str) -> None:
        row = ("T1 銷售", "T1.1 拜訪", before, "P1.1.1 做。", "3", "K01 禮儀", "S01 溝通")
        got = read(row, PAGE, ("", "", behind, "", "", "", ""))
        assert statements(block(got).outputs) == [("O1.1.2", "表"), ("O1.1.3", "單")]

    def test_quirk_23_a_code_cut_before_any_item_is_whole(self) -> None:
        row = ("T1 銷售", "T1.1 拜訪\nT1.", "- O1.1.", "P1.1.1 做。", "3", "K01 禮儀", "S01 溝通")
        got = read(row, PAGE, ("", "2 追蹤", "1 單", "", "", "", ""))
        assert [(head.code, head.name) for head in tasks(got)[0].heads] == [("T1.1", "拜訪"), ("T1.2", "追蹤")]
        assert statements(block(got).outputs) == [("O1.1.1", "單")]

    @pytest.mark.parametrize("bullet", ["●", "-", "*"])
    def test_a_bullet_behind_the_break_begins_an_uncoded_output(self, bullet: str) -> None:
        row = (*FIRST[:2], f"{bullet} 紀錄與報告⏎", *FIRST[3:])
        got = read(row, PAGE, ("", "", f"{bullet} 清單", "", "", "", ""))
        assert statements(block(got).outputs) == [(None, "紀錄與報告"), (None, "清單")]

    @pytest.mark.parametrize("bullet", ["●", "-"])
    def test_bullets_around_a_break_are_no_text(self, bullet: str) -> None:
        first = (*FIRST[:2], f"{bullet} 紀錄與⏎報告（含⏎", *FIRST[3:6], f"{bullet} S01 溝通")
        row = ("", "", f"附表）⏎{bullet} 清單", "", "", "", f"能力\n{bullet}")
        got = read(first, PAGE, row, PAGE, ("", "", "", "", "", "", "S02 談判"))
        assert statements(block(got).outputs) == [(None, "紀錄與報告（含附表）"), (None, "清單")]
        assert names(got, "skills") == {"S01": "溝通能力", "S02": "談判"}


class TestHeaders:
    def test_quirk_04_a_header_of_two_rows_over_thirteen_columns(self) -> None:
        edges = [float(x) for x in range(14)]
        head = ["主要職責", "", "工作任務", "", "工作產出", "", "行為指標", "", "職能", "", "職能內涵", "職能內涵", ""]
        below = ["", "", "", "", "", "", "", "", "", "級別", "（K=knowledge知識）", "（S=skills技能）", ""]
        body = ["T1 銷售", "", "T1.1 拜訪", "", "", "", "P1.1.1 拜訪。", "", "", "3", "K01 禮儀", "S01 溝通", ""]
        front = [
            paragraph("甲業務人員職能基準"),
            table(list(PROFILE)),
            table([tuple(head), tuple(below), tuple(body)], edges=edges),
        ]
        got = read(front=front)
        assert block(got).level == 3
        assert names(got, "knowledge") == {"K01": "禮儀"}
        assert names(got, "skills") == {"S01": "溝通"}

    def test_quirk_04_a_header_that_a_page_break_cuts(self) -> None:
        head = (*HEADER[:4], "職能", "職能內涵", "職能內涵 (S=skills")
        rest = ("", "", "", "", "級別", "(K=knowledge 知識)", "技能)")
        front = [paragraph("甲職能基準"), table(list(PROFILE)), table([head]), table([rest, FIRST], page=2)]
        got = read(front=front)
        assert (block(got).level, names(got, "knowledge"), names(got, "skills")) == (
            3,
            {"K01": "禮儀"},
            {"S01": "溝通能力"},
        )
        assert "AS103" not in " ".join(told(got))

    def test_quirk_04_an_item_below_a_header_that_a_page_break_parts_is_no_label(self) -> None:
        got = read(PAGE, ("", "", "", "", "", "K07 法規", ""), FIRST, header=False)
        assert names(got, "knowledge") == {"K01": "禮儀", "K07": "法規"}
        assert (got.standard.source.outcome, told(got)) == ("ok", [])

    @pytest.mark.parametrize(
        ("level", "knowledge"),
        [
            (("職\n能", "級\n別"), ("職能內涵\n(K=knowledge 知", "識)")),
            (("職\n能\n級", "別"), ("職能內涵", "(K=knowledge 知識)")),
            (("職", "能\n級\n別"), ("職能內涵 (K=know", "ledge 知識)")),
        ],
    )
    def test_quirk_04_labels_that_a_page_break_cuts(self, level: tuple[str, str], knowledge: tuple[str, str]) -> None:
        head = (*HEADER[:4], level[0], knowledge[0], HEADER[6])
        front = [paragraph("甲職能基準"), table(list(PROFILE)), table([head], number=2)]
        rest = ("", "", "", "", level[1], knowledge[1], "")
        got = read(front=[*front, table([rest, FIRST], page=2, number=3)], form=False)
        assert len(tasks(got)) == 1
        assert (block(got).level, names(got, "knowledge")) == (3, {"K01": "禮儀"})
        assert (told(got), got.standard.source.coverage) == ([], 1.0)

    def test_quirk_04_label_variants(self) -> None:
        header = (
            "工作職責",
            "工作任務",
            "工作產出",
            "行為指標",
            "職能",
            "職能內涵（K＝knowledge知識）",
            "職業內涵（S=skills 技能）",
        )
        got = read(front=[paragraph("甲職能基準"), table(list(PROFILE)), table([header, FIRST])])
        assert (block(got).level, names(got, "skills")) == (3, {"S01": "溝通能力"})

    def test_quirk_05_a_cell_over_two_columns_is_cut_at_its_codes(self) -> None:
        edges = [0.0, 10.0, 20.0, 30.0, 40.0, 45.0, 55.0, 65.0]
        wide = table([HEADER, FIRST[:5], ("", "", "", "P1.1.2 回報。", "")], edges=edges)
        cell = table([("K02 法規\nS02 閱讀能力",)], edges=[45.0, 65.0]).rows[0][0]
        rows = (*wide.rows[:2], (*wide.rows[2], cell))
        front = [paragraph("甲職能基準"), table(list(PROFILE)), type(wide)(rows, 1, 1)]
        got = read(front=front)
        assert names(got, "knowledge") == {"K02": "法規"}
        assert names(got, "skills") == {"S02": "閱讀能力"}

    def wide(self, first: int, last: int, text: str) -> Assembly:
        """A second task one cell of which goes over the columns from ``first`` to ``last``."""
        edges = [0.0, 10.0, 20.0, 30.0, 40.0, 45.0, 55.0, 65.0]
        row = ("", "T1.2 追蹤", "", "", "4", "", "")
        base = table([HEADER, FIRST, row], edges=edges)
        cell = table([(text,)], edges=[edges[first], edges[last + 1]]).rows[0][0]
        rows = (*base.rows[:2], (*base.rows[2][:first], cell, *base.rows[2][last + 1 :]))
        return read(front=[paragraph("甲職能基準"), table(list(PROFILE)), type(base)(rows, 1, 1)])

    def test_quirk_05_a_level_in_a_cell_over_its_column(self) -> None:
        got = self.wide(3, 4, "P1.2.1 追蹤客戶。\n4")
        assert statements(block(got, 1).indicators) == [("P1.2.1", "追蹤客戶。")]
        assert block(got, 1).level == 4

    @pytest.mark.parametrize(("first", "last"), [(0, 6), (2, 3)])
    def test_quirk_05_a_wide_cell_without_codes_is_reported_not_guessed(self, first: int, last: int) -> None:
        got = self.wide(first, last, "本職責由多人分工完成。")
        assert [duty.code for duty in got.standard.duties] == ["T1"]
        assert "本職責由多人分工完成。" in " ".join(one.message for one in got.diagnostics if one.rule == "AS103")
        assert got.standard.source.outcome == "partial"

    def test_quirk_06_stray_pieces_of_the_header_are_no_values(self) -> None:
        got = read(FIRST, PAGE, ("", "", "", "P1.1.2 回報。", "級別", "", ""))
        assert block(got).level == 3
        assert block(got).level_as_printed is None
        assert told(got) == []

    def test_a_column_that_no_label_explains_is_reported_not_guessed(self) -> None:
        edges = [float(x) for x in range(9)]
        front = [
            paragraph("甲職能基準"),
            table(list(PROFILE)),
            table([(*HEADER, "實作能力"), (*FIRST, "操作機台")], edges=edges),
        ]
        got = read(front=front)
        assert got.standard.source.outcome == "partial"
        assert "操作機台" in " ".join(one.message for one in got.diagnostics if one.rule == "AS103")
        assert names(got, "skills") == {"S01": "溝通能力"}


class TestLevels:
    def test_quirk_07_a_neighbours_letter_in_the_level_cell(self) -> None:
        got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "4K", "01 禮儀", "S01 溝通能力"))
        assert (block(got).level, block(got).level_as_printed) == (4, None)
        assert names(got, "knowledge") == {"K01": "禮儀"}
        assert got.standard.source.coverage == 1.0

    def test_quirk_07_a_letter_that_no_code_lacks_is_a_remark(self) -> None:
        got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "4K", "K01 禮儀", "S01 溝通能力"))
        assert (block(got).level, block(got).level_as_printed) == (4, "4K")
        assert names(got, "knowledge") == {"K01": "禮儀"}

    @pytest.mark.parametrize("printed", ["34", "3\n4", "三"])
    def test_quirk_08_two_levels_in_one_cell_are_kept_as_printed(self, printed: str) -> None:
        got = read((*FIRST[:4], printed, *FIRST[5:]))
        assert block(got).level is None
        assert block(got).level_as_printed == printed.replace("\n", " ") or block(got).level_as_printed == printed

    @pytest.mark.parametrize("printed", ["3 （初）", "3級以上"])
    def test_quirk_09_a_level_with_a_remark(self, printed: str) -> None:
        got = read((*FIRST[:4], printed, *FIRST[5:]))
        assert (block(got).level, block(got).level_as_printed) == (3, printed)

    def test_quirk_09_a_remark_that_a_page_break_cuts(self) -> None:
        row = ("", "T1.2 追蹤", "", "P1.1.2 回報。", "上）", "", "")
        got = read((*FIRST[:4], "4（級以", *FIRST[5:]), PAGE, row, PAGE, ("", "", "", "P1.1.3 回報。", "）", "", ""))
        assert [[head.code for head in task.heads] for task in tasks(got)] == [["T1.1", "T1.2"]]
        assert [(one.level, one.level_as_printed) for one in tasks(got)[0].blocks] == [(4, "4（級以上））")]

    @pytest.mark.parametrize(("printed", "level"), [("6", 6), ("", None), ("-", None), ("－", None)])
    def test_quirk_10_six_blank_and_dash(self, printed: str, level: int | None) -> None:
        got = read((*FIRST[:4], printed, *FIRST[5:]))
        assert (block(got).level, block(got).level_as_printed) == (level, None)
        assert told(got) == []

    def test_a_level_seven_is_kept_as_printed(self) -> None:
        got = read((*FIRST[:4], "7", *FIRST[5:]))
        assert (block(got).level, block(got).level_as_printed) == (None, "7")

    def test_quirk_14_several_level_rows_in_a_task(self) -> None:
        got = read(
            ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
            (None, None, None, "P1.1.2 談判。", "4", "K02 法規", "S02 談判"),
        )
        assert [one.level for one in tasks(got)[0].blocks] == [3, 4]
        assert statements(block(got, 0, 1).indicators) == [("P1.1.2", "談判。")]
        assert [one.code for one in block(got, 0, 1).knowledge] == ["K02"]


class TestTasks:
    def test_quirk_11_several_tasks_in_a_cell_with_scope_tags(self) -> None:
        got = read(
            ("T1 分析", "T1.1 甲⏎T1.2 乙", "O1.1 報告", "P1.1 分析。", "3", "K01 專利【T1.1】、【T1.2】", "S01 檢索")
        )
        task = tasks(got)[0]
        assert [(head.code, head.name) for head in task.heads] == [("T1.1", "甲"), ("T1.2", "乙")]
        assert block(got).knowledge[0].scope == ("T1.1", "T1.2")
        assert block(got).knowledge[0].as_printed == "專利【T1.1】、【T1.2】"
        assert names(got, "knowledge") == {"K01": "專利"}

    def test_a_task_that_bears_the_code_of_its_duty(self) -> None:
        got = read(FIRST, ("T2 研發", "T2 研發", "O2.1 樣品", "P2.1 試做。", "3", "K01 禮儀", "S01 溝通能力"))
        assert [(task.code, task.name) for task in tasks(got)] == [("T1.1", "拜訪"), ("T2", "研發")]
        assert [duty.code for duty in got.standard.duties] == ["T1", "T2"]

    @pytest.mark.parametrize("printed", ["T2.1研發", "T 2 . 1 研發", "T2.1.研發"])
    def test_a_task_whose_duty_comes_later_keeps_its_code(self, printed: str) -> None:
        got = read(FIRST, ("", printed, "", "P2.1.1 試做。", "3", "K01 禮儀", "S01 溝通能力"))
        assert [(task.code, task.name) for task in tasks(got)] == [("T1.1", "拜訪"), ("T2.1", "研發")]

    def test_quirk_05_duty_and_task_in_one_cell(self) -> None:
        edges = [0.0, 10.0, 20.0, 30.0, 40.0, 45.0, 55.0, 65.0]
        base = table([HEADER, ("", "", *FIRST[2:])], edges=edges)
        cell = table([("T1 銷售\nT1.1 拜訪",)], edges=[0.0, 20.0]).rows[0][0]
        rows = (base.rows[0], (cell, *base.rows[1][2:]))
        got = read(front=[paragraph("甲職能基準"), table(list(PROFILE)), type(base)(rows, 1, 1)])
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "銷售")]
        assert [(task.code, task.name) for task in tasks(got)] == [("T1.1", "拜訪")]

    def test_quirk_13_ranges_in_prose_are_no_tasks(self) -> None:
        got = read(("T2 製程", "T2.1 甲\nT2.2 乙 (下列 T2.1~T2.2 適用)", "", "P2.1 做。", "3", "K01 識", "S01 技"))
        assert [head.code for head in tasks(got)[0].heads] == ["T2.1", "T2.2"]
        assert tasks(got)[0].heads[1].name == "乙 (下列 T2.1~T2.2 適用)"

    def test_quirk_13_prose_before_the_tasks_is_reported_not_a_task(self) -> None:
        got = read(("T2 製程", "以下 T2.1~T2.2 共通\nT2.1 甲\nT2.2 乙", "", "P2.1 做。", "3", "K01 識", "S01 技"))
        assert [[head.code for head in task.heads] for task in tasks(got)] == [["T2.1", "T2.2"]]
        assert "以下 T2.1~T2.2 共通" in " ".join(one.message for one in got.diagnostics if one.rule == "AS103")

    def test_quirk_15_an_empty_task_cell_is_told_by_the_p_code(self) -> None:
        got = read(FIRST, ("T2 服務", "", "", "P2.1.1 服務。", "3", "K01 禮儀", "S01 溝通能力"))
        assert [(task.code, task.name, task.derived) for task in tasks(got)] == [
            ("T1.1", "拜訪", False),
            ("T2.1", None, True),
        ]
        assert "AS105 T2.1" in told(got)

    def test_quirk_15_p_of_the_next_task_under_a_merged_cell(self) -> None:
        got = read(FIRST, (None, None, "", "P1.2.1 追蹤。", "3", "K02 法規", "S01 溝通能力"))
        assert [(task.code, task.derived) for task in tasks(got)] == [("T1.1", False), ("T1.2", True)]

    def test_quirk_16_duty_level_and_competence_before_the_task(self) -> None:
        got = read(
            ("T1 貿易", "", "", "", "5", "K01 匯率", "S01 分析"),
            ("", "T1.1 訂約", "O1.1.1 契約", "P1.1.1 訂約。", "", "", ""),
        )
        assert [(task.code, task.blocks[0].level) for task in tasks(got)] == [("T1.1", 5)]
        assert [one.code for one in block(got).knowledge] == ["K01"]
        assert statements(block(got).outputs) == [("O1.1.1", "契約")]

    def test_quirk_16_level_and_competence_before_the_first_duty(self) -> None:
        row = ("T1 貿易", "T1.1 訂約", "", "P1.1.1 訂約。", "", "K02 法規", "")
        got = read(("", "", "", "", "5", "K01 匯率", ""), PAGE, row)
        assert [(duty.code, len(duty.tasks)) for duty in got.standard.duties] == [("T1", 1)]
        assert [(task.code, task.derived) for task in tasks(got)] == [("T1.1", False)]
        assert [(one.level, [k.code for k in one.knowledge]) for one in tasks(got)[0].blocks] == [(5, ["K01", "K02"])]

    def test_quirk_16_level_and_competence_behind_the_task(self) -> None:
        got = read(
            ("T1 貿易", "T1.1 訂約", "O1.1.1 契約", "P1.1.1 訂約。", "", "", ""),
            ("", "", "", "", "5", "K01 匯率", "S01 分析"),
        )
        assert [(one.level, [k.code for k in one.knowledge]) for one in tasks(got)[0].blocks] == [(5, ["K01"])]

    def test_quirk_17_a_duty_name_over_the_rows_of_its_tasks(self) -> None:
        got = read(("T1 維護與", *FIRST[1:]), ("開發市場", "T1.2 追蹤", "", "P1.2.1 追蹤。", "4", "", ""))
        assert [(duty.code, duty.name, len(duty.tasks)) for duty in got.standard.duties] == [
            ("T1", "維護與開發市場", 2)
        ]

    @pytest.mark.parametrize("end", ["\n", " ", "⏎"])
    def test_quirk_17_a_task_in_the_duty_cell(self, end: str) -> None:
        got = read((f"T1 銷售{end}T1.1 拜訪", "", *FIRST[2:]))
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "銷售")]
        assert [(task.code, task.name, task.derived) for task in tasks(got)] == [("T1.1", "拜訪", False)]

    def test_quirk_17_a_task_behind_a_duty_whose_name_begins_with_a_digit(self) -> None:
        got = read(("T1. 5S推動\nT1.1 拜訪", "", *FIRST[2:]))
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "5S推動")]
        assert [(task.code, task.name) for task in tasks(got)] == [("T1.1", "拜訪")]

    def test_quirk_17_a_task_whose_duty_cell_never_comes(self) -> None:
        header = HEADER[1:]
        got = read(
            front=[
                paragraph("甲職能基準"),
                table(list(PROFILE)),
                table([header, FIRST[1:], ("T2.1 乙", "", "P2.1.1 做。", "3", "", "")]),
            ]
        )
        assert [(duty.code, duty.name, duty.derived) for duty in got.standard.duties] == [
            ("T1", None, True),
            ("T2", None, True),
        ]

    def test_quirk_38_a_task_code_in_the_indicator_column_stays_there(self) -> None:
        got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 做。\nT1.3 接待", "3", "K01 禮儀", "S01 溝通"))
        assert statements(block(got).indicators) == [("P1.1.1", "做。"), ("T1.3", "接待")]
        assert [task.code for task in tasks(got)] == ["T1.1"]


class TestRows:
    def test_quirk_19_attitudes_share_the_table_of_the_last_task(self) -> None:
        got = read(FIRST, ("職能內涵 (A=attitude 態度)",), ("A01 親和力：友善。\nA02 彈性：調整。",))
        assert [(one.code, one.name, one.description) for one in got.standard.attitudes] == [
            ("A01", "親和力", "友善。"),
            ("A02", "彈性", "調整。"),
        ]
        assert told(got) == []

    def test_quirk_20_a_level_table_in_the_notes(self) -> None:
        levels = [("級別", "能力內涵說明"), ("2", "依指引。"), ("1", "例行。")]
        back = [
            paragraph("說明與補充事項"),
            paragraph("其他補充說明："),
            table(levels, number=30),
            paragraph("● 補充一。"),
        ]
        got = read(FIRST, back=back)
        assert [(one.level, one.text) for one in got.standard.level_definitions] == [(2, "依指引。"), (1, "例行。")]
        assert got.standard.supplements == ("補充一。",)
        assert len(tasks(got)) == 1

    def test_quirk_20_a_level_table_inside_the_competence_table(self) -> None:
        got = read(FIRST, ("說明與補充事項",), ("級別", "能力內涵說明"), ("6", "整合。"), ("其他補充說明：一。",))
        assert [(one.level, one.text) for one in got.standard.level_definitions] == [(6, "整合。")]
        assert got.standard.supplements == ("一。",)

    def test_a_footer_inside_the_table_is_no_text(self) -> None:
        got = read(FIRST, ("第1頁，總共2頁",), PAGE, ("", "", "", "P1.1.2 回報。", "", "", ""))
        assert statements(block(got).indicators) == [("P1.1.1", "拜訪客戶。"), ("P1.1.2", "回報。")]
        assert told(got) == []

    def test_quirk_30_a_wrong_page_total(self) -> None:
        got = read(FIRST, ("第1頁，總共11頁",))
        assert told(got) == ["RD104 file"]
        assert got.standard.source.outcome == "ok"
        assert told(read(FIRST, outside=("第 1 頁，總共 11 頁",))) == ["RD104 file"]
        assert told(read(FIRST, outside=("第 1 頁，總共 1 頁",))) == []


class TestNames:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("O1.1.13D設計圖", [("O1.1.1", "3D設計圖")]),
            ("O1.1.1 3D設計圖", [("O1.1.1", "3D設計圖")]),
            ("O1.1.1圖\nO1.1.22D圖", [("O1.1.1", "圖"), ("O1.1.2", "2D圖")]),
            ("O1.1.15S查核表", [("O1.1.1", "5S查核表")]),
        ],
    )
    def test_quirk_21_names_that_begin_with_a_digit(self, printed: str, expected: list[tuple[str, str]]) -> None:
        got = read(("T1 銷售", "T1.1 拜訪", printed, "P1.1.1 做。", "3", "K01 禮儀", "S01 溝通"))
        assert statements(block(got).outputs) == expected

    def test_quirk_21_a_real_number_thirteen(self) -> None:
        cell = "\n".join(f"P1.1.{number} 做第{number}件。" for number in range(1, 14))
        got = read(("T1 銷售", "T1.1 拜訪", "", cell, "3", "K01 禮儀", "S01 溝通"))
        assert [one.code for one in block(got).indicators] == [f"P1.1.{number}" for number in range(1, 14)]

    def test_quirk_21_knowledge_that_begins_with_a_digit(self) -> None:
        got = read((*FIRST[:5], "K013D列印\nK02 2D繪圖", "S015S管理\nS02 6S推動"))
        assert names(got, "knowledge") == {"K01": "3D列印", "K02": "2D繪圖"}
        assert names(got, "skills") == {"S01": "5S管理", "S02": "6S推動"}

    def test_quirk_21_a_minus_is_no_bullet(self) -> None:
        got = read(
            FIRST, back=[paragraph("說明與補充事項"), paragraph("其他補充說明："), paragraph("-20°C 以下保存。")]
        )
        assert got.standard.supplements == ("-20°C 以下保存。",)

    def test_quirk_21_look_alikes_inside_names_are_no_codes(self) -> None:
        got = read((*FIRST[:5], "K01 靜電防護ANSI/ESD S20.20\nK02 標準⏎S20.20 要求", "S01 S.O.P撰寫能力"))
        assert names(got, "knowledge") == {"K01": "靜電防護ANSI/ESD S20.20", "K02": "標準S20.20 要求"}
        assert names(got, "skills") == {"S01": "S.O.P撰寫能力"}

    def test_a_p_quoted_in_a_sentence_begins_no_indicator(self) -> None:
        got = read(
            ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 甲。\nP1.1.2 依前項⏎P1.1.1 之規定辦理。", "3", "K01 禮儀", "S01 溝通")
        )
        assert statements(block(got).indicators) == [("P1.1.1", "甲。"), ("P1.1.2", "依前項P1.1.1 之規定辦理。")]

    def test_ss_codes_are_a_series_of_their_own(self) -> None:
        got = read((*FIRST[:5], "K01 禮儀", "S04 搬移技巧\nSS04 正確傾聽"))
        assert names(got, "skills") == {"S04": "搬移技巧", "SS04": "正確傾聽"}


class TestCodes:
    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ("P 5.1.2", "P5.1.2"),
            ("P5 .1.2", "P5.1.2"),
            ("P.5.1.2", "P5.1.2"),
            ("Ｐ５．１．２", "P5.1.2"),
            ("P5-1-2", "P5.1.2"),
        ],
    )
    def test_quirk_22_codes_with_inner_spaces(self, printed: str, code: str) -> None:
        got = read(("T5 服務", "T5.1 維修", "", f"P5.1.1 甲。\n{printed} 乙。", "3", "K01 禮儀", "S01 溝通"))
        second = block(got).indicators[1]
        assert (second.code, second.text, second.code_as_printed) == (code, "乙。", printed)
        assert f"AS106 {code}" in told(got)

    def test_quirk_22_letter_spaced_knowledge(self) -> None:
        got = read((*FIRST[:5], "K 0 5 動物行為\nK 1 0 3D列印", "S0 1 溝通\nS1 3D列印"))
        assert names(got, "knowledge") == {"K05": "動物行為", "K10": "3D列印"}
        assert names(got, "skills") == {"S01": "溝通", "S1": "3D列印"}
        assert block(got).knowledge[0].code_as_printed == "K 0 5"

    def test_zero_for_the_letter_o(self) -> None:
        got = read(("T4 製造", "T4.2 列印", "04.2.1 成品\n04.2.2 報告", "P4.2.1 做。", "3", "K01 禮儀", "S01 溝通"))
        assert [(one.code, one.code_as_printed) for one in block(got).outputs] == [
            ("O4.2.1", "04.2.1"),
            ("O4.2.2", "04.2.2"),
        ]

    def test_quirk_23_a_code_wrapped_after_its_dot(self) -> None:
        got = read(("T3 分析", "T3.1 訪談", "O3.⏎1.1 紀錄\nO3.1.⏎2 報告", "P3.1.1 做。", "3", "K01 禮儀", "S01 溝通"))
        assert statements(block(got).outputs) == [("O3.1.1", "紀錄"), ("O3.1.2", "報告")]

    def test_quirk_23_a_code_wrapped_before_its_dot_or_its_digits(self) -> None:
        got = read(("T ⏎3.分析", "T3.1 訪談", "O3.1⏎.1 紀錄\nO3⏎.1.2 報告", "P3.1.1 做。", "3", "K01 禮儀", "S01 溝通"))
        assert statements(block(got).outputs) == [("O3.1.1", "紀錄"), ("O3.1.2", "報告")]
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T3", "分析")]

    def test_duty_code_with_a_full_stop(self) -> None:
        got = read(("T1.銷售", *FIRST[1:]))
        duty = got.standard.duties[0]
        assert (duty.code, duty.name, duty.code_as_printed) == ("T1", "銷售", "T1.")

    def test_two_level_codes(self) -> None:
        got = read(("T1 分析", "T1.1 甲", "O1.1 報告\nO1.2 規劃", "P1.1 做。\nP1.2 寫。", "3", "K01 識", "S01 技"))
        assert statements(block(got).outputs) == [("O1.1", "報告"), ("O1.2", "規劃")]
        assert told(got) == []

    def test_a_code_in_the_wrong_column_stays_where_it_is_printed(self) -> None:
        got = read((*FIRST[:5], "K01 禮儀\nS06 社交能力", "S01 溝通\nK12 法規"))
        assert names(got, "knowledge") == {"K01": "禮儀", "S06": "社交能力"}
        assert names(got, "skills") == {"K12": "法規", "S01": "溝通"}

    def test_quirk_36_two_items_on_one_line(self) -> None:
        got = read(
            (
                "T1 銷售",
                "T1.1 拜訪",
                "O1.1.1 報價單 O1.1.2 合約",
                "P1.1.1 甲。 P1.1.2 乙。",
                "3",
                "K01 禮儀 K02 法規",
                "S01 溝通 S07 外語",
            )
        )
        assert statements(block(got).outputs) == [("O1.1.1", "報價單"), ("O1.1.2", "合約")]
        assert statements(block(got).indicators) == [("P1.1.1", "甲。"), ("P1.1.2", "乙。")]
        assert names(got, "skills") == {"S01": "溝通", "S07": "外語"}


class TestUncoded:
    def test_quirk_24_uncoded_outputs(self) -> None:
        got = read(("T1 銷售", "T1.1 拜訪", "會議紀錄\n專案報告", "P1.1.1 做。", "3", "K01 禮儀", "S01 溝通"))
        assert statements(block(got).outputs) == [(None, "會議紀錄"), (None, "專案報告")]

    def test_quirk_24_an_uncoded_attitude_paragraph(self) -> None:
        got = read(FIRST, back=[table([("職能內涵 (A=attitude 態度)",), ("具備責任感，⏎並能持續學習。",)], number=30)])
        assert [(one.code, one.name) for one in got.standard.attitudes] == [(None, "具備責任感，並能持續學習。")]

    def test_quirk_25_and_26_declarations_in_the_notes_are_kept(self) -> None:
        back = [
            paragraph("說明與補充事項"),
            paragraph("其他補充說明："),
            paragraph("● 並未訂定職能級別。"),
            paragraph("● A意指能力。"),
        ]
        got = read((*FIRST[:4], "", *FIRST[5:]), back=back)
        assert got.standard.supplements == ("並未訂定職能級別。", "A意指能力。")
        assert block(got).level is None

    def test_numbers_of_a_list_before_codes_are_no_text(self) -> None:
        got = read(
            (*FIRST[:2], "1. O1.1.1 紀錄\n2. O1.1.2 清單", *FIRST[3:5], "(1) K01 禮儀\n(2) K02 法規", "1、S01 溝通")
        )
        assert statements(block(got).outputs) == [("O1.1.1", "紀錄"), ("O1.1.2", "清單")]
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規"}
        assert names(got, "skills") == {"S01": "溝通"}
        assert told(got) == []

    @pytest.mark.parametrize("bullet", ["●", "· ", "❖", "➤ ", "\uf09f"])
    def test_bullets_before_items_are_no_text(self, bullet: str) -> None:
        got = read((*FIRST[:5], f"{bullet}K01 禮儀\n{bullet}K02 法規", "◆S01 溝通\n◆S02 外語"))
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規"}
        assert told(got) == []


class TestWraps:
    def test_quirk_27_latin_words_at_wraps(self) -> None:
        got = read((*FIRST[:5], "K01 machine⏎learning概念\nK02 客戶與⏎PM 溝通\nK03 e-⏎commerce", "S01 run⏎card填寫"))
        assert names(got, "knowledge") == {"K01": "machine learning概念", "K02": "客戶與PM 溝通", "K03": "e-commerce"}
        assert names(got, "skills") == {"S01": "run card填寫"}

    def test_quirk_28_notes_wrapped_over_lines(self) -> None:
        back = [
            paragraph("說明與補充事項"),
            paragraph("● 其他補充說明："),
            paragraph("■ 【註 1】金工：指貴金屬⏎之加工。"),
            paragraph("■ 【註2】蠟雕。"),
        ]
        got = read(FIRST, back=back)
        assert [(note.number, note.term, note.text) for note in got.standard.notes] == [
            (1, "金工", "指貴金屬之加工。"),
            (2, None, "蠟雕。"),
        ]

    def test_quirk_29_many_attitudes_on_one_line(self) -> None:
        got = read(
            FIRST,
            back=[
                table(
                    [("職能內涵(A=attitude態度)",), ("A01主動積極、A02正直誠實、A03持續⏎學習、A04⏎親和力",)], number=30
                )
            ],
        )
        assert [(one.code, one.name) for one in got.standard.attitudes] == [
            ("A01", "主動積極"),
            ("A02", "正直誠實"),
            ("A03", "持續學習"),
            ("A04", "親和力"),
        ]


class TestFront:
    def test_quirk_31_no_version_table(self) -> None:
        got = read(FIRST)
        assert got.standard.versions == ()
        assert got.standard.code == "ABC1234-001v1"
        assert ("AS102", "part/versions", "info") in [(one.rule, one.subject, one.severity) for one in got.diagnostics]

    def test_a_date_that_its_narrow_column_wraps(self) -> None:
        labels = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期")
        row = ("V1", "ABC1234-⏎001v1", "甲業務⏎人員", "最新版本", "略", "2029/05/0⏎1")
        got = read(FIRST, front=[paragraph("甲業務人員職能基準"), table([labels, row]), table(list(PROFILE), number=2)])
        (version,) = got.standard.versions
        assert (version.code, version.name, version.date) == ("ABC1234-001v1", "甲業務人員", "2029-05-01")
        assert version.date_as_printed is None

    def test_quirk_32_kangxi_radicals_are_made_plain_and_counted(self) -> None:
        got = read(("T1 ⾦融", "T1.1 ⼈員", "", "P1.1.1 做，（好）。", "3", "K01 禮儀", "S01 溝通"))
        assert got.standard.duties[0].name == "金融"
        assert tasks(got)[0].name == "人員"
        assert block(got).indicators[0].text == "做，（好）。"
        assert "AS107 text" in told(got)
        assert "2" in next(one.message for one in got.diagnostics if one.rule == "AS107")

    def test_quirk_32_characters_that_share_a_glyph_are_made_plain(self) -> None:
        got = read(("T1 ⻝品", "T1.1 資訊∕⻑期", "", "P1.1.1 運用workﬂow∕系統。", "3", "K01 禮儀", "S01 溝通"))
        assert got.standard.duties[0].name == "食品"
        assert tasks(got)[0].name == "資訊／長期"
        assert block(got).indicators[0].text == "運用workflow／系統。"
        assert got.standard.source.coverage == 1.0

    def test_quirk_33_a_misspelt_category_is_kept(self) -> None:
        rows = [
            ("所屬類別", "職類別", "環境保護與衛s生", "職類別代碼", "NEP") if row[0] == "所屬類別" else row
            for row in PROFILE
        ]
        got = read(front=[paragraph("甲職能基準"), table(rows), table([HEADER, FIRST])])
        assert [(one.name, one.code) for one in got.standard.classification.categories] == [("環境保護與衛s生", "NEP")]

    def test_quirk_34_remarks_among_the_prerequisites(self) -> None:
        back = [
            paragraph("說明與補充事項"),
            paragraph("● 建議擔任此職類/職業之學歷/經歷/或能力條件："),
            paragraph("■ 大專畢業。"),
            paragraph("● 依法應具資格者，從其規定。"),
            paragraph("● 其他補充說明："),
            paragraph("■ 補充。"),
        ]
        got = read(FIRST, back=back)
        assert got.standard.prerequisites == ("大專畢業。", "依法應具資格者，從其規定。")
        assert got.standard.supplements == ("補充。",)

    @pytest.mark.parametrize(
        "heading", ["擔任此職類/職業之學歷/經驗/或能力條件：無。", "建議擔任此職類／職業之學歷／經歷／或能力條件:無。"]
    )
    def test_variants_of_the_prerequisites_heading(self, heading: str) -> None:
        assert read(FIRST, back=[paragraph("說明與補充事項"), paragraph(heading)]).standard.prerequisites == ("無。",)

    def test_quirk_35_a_numbered_description_keeps_its_lines(self) -> None:
        rows = [("工作描述", "1.設計製程。\n2.分析⏎良率。") if row[0] == "工作描述" else row for row in PROFILE]
        got = read(front=[paragraph("甲職能基準"), table(rows), table([HEADER, FIRST])])
        assert got.standard.description == "1.設計製程。\n2.分析良率。"

    def test_quirk_39_the_name_comes_from_the_document_not_from_the_file(self) -> None:
        got = read(front=[paragraph("網站/系統設計人員職能基準"), table(list(PROFILE)), table([HEADER, FIRST])])
        assert got.standard.name == "網站/系統設計人員"

    def test_several_categories_by_lines(self) -> None:
        rows = [
            ("", "職業別", "農藝人員\n園藝人員", "職業別代碼", "6111\n6112") if row[1:2] == ("職業別",) else row
            for row in PROFILE
        ]
        got = read(front=[paragraph("甲職能基準"), table(rows), table([HEADER, FIRST])])
        assert [(one.name, one.code) for one in got.standard.classification.occupations] == [
            ("農藝人員", "6111"),
            ("園藝人員", "6112"),
        ]

    def test_a_row_of_names_and_codes_that_a_page_break_cut(self) -> None:
        categories = [("所屬類別", "職類別", "農業／生產", "職類別代碼", "AGR")]
        industries = [("", "行業別", "農藝業", "行業別代碼", "A01"), ("", "", "園藝業", "", "A02")]
        described = [("工作描述", "栽種作物，"), ("", "照料花木。"), ("基準級別", "3")]
        for pages in (
            [[*categories, *industries, *described]],
            [[*categories, industries[0]], [industries[1], *described]],
        ):
            tables = [table(page, number, number) for number, page in enumerate(pages, 1)]
            got = read(front=[paragraph("農業人員職能基準"), *tables, table([HEADER, FIRST])]).standard
            found = [(one.name, one.code) for one in got.classification.industries]
            assert found == [("農藝業", "A01"), ("園藝業", "A02")]
            assert [(one.name, one.code) for one in got.classification.categories] == [("農業／生產", "AGR")]
            assert (got.description, got.level) == ("栽種作物，\n照料花木。", 3)

    def test_a_value_that_begins_behind_the_page_break(self) -> None:
        rows = [("所屬類別", "行業別", "", "行業別代碼", "A01"), ("所屬類別", "", "農藝業", "", "")]
        got = read(front=[paragraph("農業人員職能基準"), table(rows), table([HEADER, FIRST])])
        assert [(one.name, one.code) for one in got.standard.classification.industries] == [("農藝業", "A01")]

    def test_cells_that_missing_lines_have_run_together_are_reported(self) -> None:
        rows = [
            ("職能基準代碼", "ABC1234-001\n職能基準名稱\n職業\n甲業務人員"),
            ("工作描述", "從事甲業務。"),
            ("基準級別", "3"),
        ]
        got = read(FIRST, front=[paragraph("甲業務人員職能基準"), table(rows)])
        assert (got.standard.code, got.standard.description, got.standard.level) == (None, "從事甲業務。", 3)
        assert got.standard.source.outcome == "partial"
        assert "ABC1234-001" in " ".join(one.message for one in got.diagnostics if one.rule == "AS103")

    def test_names_are_never_split_at_the_pause_mark(self) -> None:
        rows = [
            ("所屬類別", "職類別", "科學、技術、工程、數學／工程及技術", "職類別代碼", "SET")
            if row[0] == "所屬類別"
            else row
            for row in PROFILE
        ]
        got = read(front=[paragraph("甲職能基準"), table(rows), table([HEADER, FIRST])])
        assert [(one.name, one.code) for one in got.standard.classification.categories] == [
            ("科學、技術、工程、數學／工程及技術", "SET")
        ]


class TestTitle:
    def test_a_title_over_two_lines_is_told_by_the_header_table(self) -> None:
        rows = [("", "職業", "半導體產業-製造-製程工程師") if row[1:2] == ("職業",) else row for row in PROFILE]
        lines = [paragraph("勞動部"), paragraph("半導體產業-製造-"), paragraph("製程工程師職能基準")]
        got = read(front=[*lines, table(rows), table([HEADER, FIRST])])
        assert got.standard.name == "半導體產業-製造-製程工程師"
        assert [one.text for one in got.placements if one.field == "outside"] == ["勞動部"]

    def test_a_title_that_the_page_wrapped(self) -> None:
        got = read(
            front=[paragraph("很長的名稱⏎"), paragraph("工程師職能基準"), table(list(PROFILE)), table([HEADER, FIRST])]
        )
        assert got.standard.name == "很長的名稱工程師"

    def test_a_title_behind_the_version_table(self) -> None:
        versions = [
            ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"),
            ("V1", "ABC1234-001v1", "甲業務人員", "最新版本", "略", "2020/02/30"),
        ]
        got = read(
            front=[table(versions), paragraph("甲業務人員職能基準"), table(list(PROFILE)), table([HEADER, FIRST])]
        )
        assert got.standard.name == "甲業務人員"
        assert [(one.date, one.date_as_printed) for one in got.standard.versions] == [(None, "2020/02/30")]

    def test_an_unknown_table_before_the_form_is_reported_not_dropped(self) -> None:
        got = read(
            front=[paragraph("甲職能基準"), table([("備註", "重要聲明")]), table(list(PROFILE)), table([HEADER, FIRST])]
        )
        assert got.standard.source.outcome == "partial"
        assert [one.message for one in got.diagnostics if one.rule == "AS103"][-1].count("重要聲明") == 1


class TestNoForm:
    def test_another_document_is_refused(self) -> None:
        with pytest.raises(Unreadable) as refusal:
            read(front=[paragraph("會議紀錄"), table([("時間", "地點")])], form=False)
        assert refusal.value.diagnostic.rule == "AS101"

    def test_a_form_without_lines_is_partial_and_all_its_text_reported(self) -> None:
        lines = [
            "甲職能基準",
            "職能基準代碼 ABC1234-001v1",
            "基準級別 3",
            "工作任務 行為指標 職能內涵",
            "T1.1 拜訪 P1.1.1 做。",
        ]
        got = read(front=[paragraph(line) for line in lines], form=False)
        assert got.standard.source.outcome == "partial"
        assert got.standard.source.coverage < 1
        assert "AS104 file" in told(got)
        assert sum("P1.1.1 做。" in one.message for one in got.diagnostics if one.rule == "AS103") == 1


class TestSize:
    def test_quirk_40_no_fixed_limits(self) -> None:
        rows = [
            (
                "T1 研發" if number == 1 else None,
                f"T1.{number} 事{number}",
                "",
                f"P1.{number}.1 做{number}。",
                "4",
                f"K{number:02} 識{number}",
                f"S{number:02} 技{number}",
            )
            for number in range(1, 100)
        ]
        got = read(*rows)
        assert [task.code for task in tasks(got)] == [f"T1.{number}" for number in range(1, 100)]
        assert len(got.standard.knowledge) == 99
        assert got.standard.source.coverage == 1.0


class TestRegister:
    def test_the_commonest_name_wins_and_others_are_kept_as_printed(self) -> None:
        got = read(
            FIRST,
            ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "3", "K01 商業禮儀", "S01"),
            ("", "T1.3 回報", "", "P1.3.1 回報。", "3", "K01 商業禮儀", "S01 溝通能力"),
        )
        assert names(got, "knowledge") == {"K01": "商業禮儀"}
        assert [block(got, number).knowledge[0].as_printed for number in range(3)] == ["禮儀", None, None]
        assert [block(got, number).skills[0].as_printed for number in range(3)] == [None, "", None]

    def test_a_bare_code_that_is_named_nowhere(self) -> None:
        got = read((*FIRST[:5], "K11", "S01 溝通能力"))
        assert names(got, "knowledge") == {"K11": None}
        assert block(got).knowledge[0].as_printed is None


def test_cells_merged_over_several_tasks_are_of_each() -> None:
    shared = read(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀\nK02 法規", "S01 溝通"),
        (None, None, "", "P1.1.2 記錄。", None, None, None),
        (None, "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤。", None, None, "S02 談判"),
        ("T2 服務", "T2.1 維修", "", "P2.1.1 維修。", "4", "K03 機械", "S01 溝通"),
    )
    blocks = [block for _, task in shared.standard.tasks() for block in task.blocks]
    assert [block.level for block in blocks] == [3, 3, 4]
    assert [[one.code for one in block.knowledge] for block in blocks] == [["K01", "K02"], ["K01", "K02"], ["K03"]]
    assert [[one.code for one in block.skills] for block in blocks] == [["S01"], ["S02"], ["S01"]]
    assert shared.standard.source.coverage == 1.0


@pytest.mark.parametrize("dash", ["-", "—", "——", "－", "／"])
def test_a_dash_says_that_there_is_none(dash: str) -> None:
    got = read(("T1 銷售", "T1.1 拜訪", dash, "P1.1.1 拜訪。", "3", dash, "無"))
    (block,) = [block for _, task in got.standard.tasks() for block in task.blocks]
    assert (block.outputs, block.knowledge) == ((), ())
    assert [one.as_printed for one in block.skills] == ["無"]
    assert got.standard.source.outcome == "ok"


@pytest.mark.parametrize("remark", ["（續）", "(續)", " (接上頁)", "［續］"])
def test_a_remark_that_a_name_is_continued(remark: str) -> None:
    got = read(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
        PAGE,
        (f"T1 銷售{remark}", f"T1.1 拜訪{remark}", "", "P1.1.2 記錄。", "", "K02 法規", ""),
        ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "3", "K02 法規", "S01 溝通"),
    )
    (duty,) = got.standard.duties
    assert (duty.name, [task.name for task in duty.tasks]) == ("銷售", ["拜訪", "追蹤"])
    assert [one.code for one in duty.tasks[0].blocks[0].indicators] == ["P1.1.1", "P1.1.2"]
    assert got.standard.source.coverage == 1.0


def test_a_cell_that_begins_beside_the_second_row_of_a_task_is_of_the_next_one_too() -> None:
    shared = read(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
        (None, None, "", "P1.1.2 記錄。", None, "K02 法規", "S02 寫作"),
        (None, "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤。", None, None, "S03 談判"),
    )
    first, second = [block for _, task in shared.standard.tasks() for block in task.blocks]
    assert ([one.code for one in first.knowledge], [one.code for one in second.knowledge]) == (["K01", "K02"], ["K02"])
    assert [one.code for one in second.skills] == ["S03"]
    assert (second.level, shared.standard.source.coverage) == (3, 1.0)


def shared(*rows: Row | str) -> tuple[list[tuple[int | None, list[str | None], list[str | None]]], list[str]]:
    """The level, K and S of every block, and what is told; nothing may be lost."""
    got = read(*rows)
    assert got.standard.source.coverage == 1.0
    return [
        (block.level, [one.code for one in block.knowledge], [one.code for one in block.skills])
        for _, block in got.standard.blocks()
    ], told(got)


class TestMergedCellsThatABreakCuts:
    ABOVE = (
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀\nK02 法", "S01 溝通"),
        (None, "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤。", None, None, None),
        PAGE,
    )
    LAST = ("", "T1.4 歸檔", "", "P1.4.1 歸檔。", "4", "K09 檔案", "S09 整理")

    def test_an_empty_cell_behind_the_break_is_the_rest_of_the_one_above_and_told(self) -> None:
        found, remarks = shared(*self.ABOVE, ("", "T1.3 結案", "", "P1.3.1 結案。", "", "", ""), self.LAST)
        assert found == [*[(3, ["K01", "K02"], ["S01"])] * 3, (4, ["K09"], ["S09"])]
        assert remarks == ["AS113 T1.3"]

    def test_the_text_behind_the_break_is_of_the_tasks_before_it_too(self) -> None:
        got = read(*self.ABOVE, ("", "T1.3 結案", "", "P1.3.1 結案。", "", "規\nK03 合約", ""))
        blocks = [block for _, block in got.standard.blocks()]
        assert [[one.code for one in block.knowledge] for block in blocks] == [["K01", "K02", "K03"]] * 3
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規", "K03": "合約"}

    def test_items_behind_the_break_beside_the_rest_of_a_task_are_of_both_tasks(self) -> None:
        found, remarks = shared(*self.ABOVE, ("", "", "", "P1.2.2 回報。", "", "K03 合約", ""), self.LAST)
        assert found == [*[(3, ["K01", "K02", "K03"], ["S01"])] * 2, (4, ["K09"], ["S09"])]
        assert remarks == []

    def test_items_without_a_level_are_the_rest_and_told(self) -> None:
        found, remarks = shared(*self.ABOVE, ("", "T1.3 結案", "", "P1.3.1 結案。", "", "K03 合約", "S02 談判"))
        assert found == [(3, ["K01", "K02", "K03"], ["S01", "S02"])] * 3
        assert remarks == ["AS113 T1.3"]

    def test_items_beside_a_level_that_began_elsewhere_are_a_cell_of_their_own(self) -> None:
        found, _ = shared(
            ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
            (None, "T1.2 追蹤", "", "P1.2.1 追蹤。", "4", None, None),
            (None, "T1.3 結案", "", "P1.3.1 結案。", None, None, None),
            PAGE,
            ("", "T1.4 歸檔", "", "P1.4.1 歸檔。", "", "K03 合約", "S02 談判"),
        )
        assert found == [(3, ["K01"], ["S01"]), *[(4, ["K01"], ["S01"])] * 2, (4, ["K03"], ["S02"])]

    def test_items_with_a_level_are_a_cell_of_their_own(self) -> None:
        found, remarks = shared(*self.ABOVE, ("", "T1.3 結案", "", "P1.3.1 結案。", "5", "K03 合約", "S02 談判"))
        assert found == [*[(3, ["K01", "K02"], ["S01"])] * 2, (5, ["K03"], ["S02"])]
        assert remarks == []

    def test_a_cell_whose_text_stands_behind_the_break_only(self) -> None:
        found, remarks = shared(
            ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "", "", ""),
            (None, "T1.2 追蹤", "", "P1.2.1 追蹤。", None, None, None),
            PAGE,
            ("", "T1.3 結案", "", "P1.3.1 結案。", "3", "K01 禮儀", "S01 溝通"),
        )
        assert found == [(3, ["K01"], ["S01"])] * 3
        assert remarks == ["AS113 T1.3"]

    def test_tasks_without_skills_have_none_of_a_row_whose_level_and_knowledge_begin_behind_the_break(self) -> None:
        found, remarks = shared(
            ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", ""),
            (None, "T1.2 追蹤", "", "P1.2.1 追蹤。", None, None, None),
            PAGE,
            ("", "T1.3 結案", "", "P1.3.1 結案。", "4", "K02 法規", "S01 溝通"),
        )
        assert found == [*[(3, ["K01"], [])] * 2, (4, ["K02"], ["S01"])]
        assert remarks == []

    def test_an_empty_cell_of_several_such_rows_is_the_rest(self) -> None:
        row = ("", "T1.3 結案", "", "P1.3.1 結案。", "4", "K03 合約", "")
        found, remarks = shared(*self.ABOVE, row, (None, "T1.4 歸檔", "", "P1.4.1 歸檔。", "3", "K03 合約", None))
        assert found == [*[(3, ["K01", "K02"], ["S01"])] * 2, (4, ["K03"], ["S01"]), (3, ["K03"], ["S01"])]
        assert remarks == ["AS113 T1.3"]

    def test_nor_has_such_a_row_the_skills_of_tasks_before_it(self) -> None:
        found, remarks = shared(*self.ABOVE, ("", "T1.3 結案", "", "P1.3.1 結案。", "4", "K03 合約", ""))
        assert found == [*[(3, ["K01", "K02"], ["S01"])] * 2, (4, ["K03"], [])]
        assert remarks == []

    def test_a_cell_printed_again(self) -> None:
        row = ("T1 銷售", "T1.3 結案", "", "P1.3.1 結案。", "3", "K01 禮儀\nK02 法", "S01 溝通")
        found, remarks = shared(*self.ABOVE, row, (None, "T1.4 歸檔", "", "P1.4.1 歸檔。", None, None, None))
        assert found == [(3, ["K01", "K02"], ["S01"])] * 4
        assert remarks == []

    def test_where_no_cell_is_merged_over_tasks_an_empty_one_is_empty(self) -> None:
        found, remarks = shared(
            ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
            PAGE,
            ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "3", "", "S01 溝通"),
        )
        assert found == [(3, ["K01"], ["S01"]), (3, [], ["S01"])]
        assert remarks == []

    @pytest.mark.parametrize("task", ["T2.1 維修", "維修"])
    def test_another_duty_s_empty_cell_is_empty(self, task: str) -> None:
        found, remarks = shared(*self.ABOVE, ("T2 服務", task, "", "P2.1.1 維修。", "", "", ""))
        assert found == [*[(3, ["K01", "K02"], ["S01"])] * 2, (None, [], [])]
        assert remarks == []


def test_knowledge_merged_over_the_levels_of_a_task_is_of_each() -> None:
    found, _ = shared(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
        (None, None, "O1.1.2 報告", "P1.1.2 記錄。", "4", None, "S02 寫作"),
        ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "3", "K02 法規", "S02 寫作"),
    )
    assert found == [(3, ["K01"], ["S01"]), (4, ["K01"], ["S02"]), (3, ["K02"], ["S02"])]


def test_a_task_printed_again_beside_a_merged_cell_has_it_once() -> None:
    found, _ = shared(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
        ("T1 銷售", "T1.1 拜訪", "", "P1.1.2 記錄。", None, None, None),
    )
    assert found == [(3, ["K01"], ["S01"])]


class TestSeveralDutiesInACell:
    """The codes tell which task, output and indicator is of which duty."""

    def test_tasks_of_two_duties_in_one_row(self) -> None:
        got = read(
            (
                "T1 銷售\nT2 服務",
                "T1.1 拜訪\nT1.2 追蹤\nT2.1 維修",
                "O1.1.1 紀錄\nO2.1.1 維修單",
                "P1.1.1 拜訪。\nP1.2.1 追蹤。\nP2.1.1 維修。",
                "3",
                "K01 禮儀",
                "S01 溝通能力",
            ),
            ("", "T2.2 保固", "", "P2.2.1 保固。", "4", "K02 法規", ""),
        )
        sales, service = got.standard.duties
        assert (sales.code, sales.name, service.code, service.name) == ("T1", "銷售", "T2", "服務")
        assert [(one.code, [other.code for other in one.also]) for one in sales.tasks] == [("T1.1", ["T1.2"])]
        assert [one.code for one in service.tasks] == ["T2.1", "T2.2"]
        assert statements(sales.tasks[0].blocks[0].indicators) == [("P1.1.1", "拜訪。"), ("P1.2.1", "追蹤。")]
        assert statements(service.tasks[0].blocks[0].outputs) == [("O2.1.1", "維修單")]
        for task in (sales.tasks[0], service.tasks[0]):
            (block,) = task.blocks
            assert (block.level, [one.code for one in block.knowledge]) == (3, ["K01"])
        assert (told(got), got.standard.source.coverage) == ([], 1.0)

    def test_a_row_below_the_first_may_hold_both(self) -> None:
        got = read(
            ("T1 銷售\nT2 服務", *FIRST[1:]),
            (None, "T1.2 追蹤\nT2.1 維修", "", "P1.2.1 追蹤。\nP2.1.1 維修。", "3", "K01", "S01"),
            (None, "T2.2 保固", "", "P2.2.1 保固。", "3", "K01", "S01"),
        )
        found = [(duty.code, [task.code for task in duty.tasks]) for duty in got.standard.duties]
        assert found == [("T1", ["T1.1", "T1.2"]), ("T2", ["T2.1", "T2.2"])]

    @pytest.mark.parametrize(("tasks", "names"), [("拜訪\n維修", ["拜訪", "維修"]), ("拜訪客戶", ["拜訪客戶", None])])
    def test_no_task_without_code_is_of_two_duties(self, tasks: str, names: list[str | None]) -> None:
        got = read(("T1 銷售\nT2 服務", tasks, "", "P1.1.1 拜訪。\nP2.1.1 維修。", "3", "K01 禮儀", "S01 溝通"))
        assert [[task.name for task in duty.tasks] for duty in got.standard.duties] == [names[:1], names[1:]]

    def test_a_break_may_part_them(self) -> None:
        got = read(("T1 銷售\nT2 服務", *FIRST[1:]), PAGE, ("", "T2.1 維修", "", "P2.1.1 維修。", "3", "K01", "S01"))
        found = [(duty.code, duty.name, [task.code for task in duty.tasks]) for duty in got.standard.duties]
        assert found == [("T1", "銷售", ["T1.1"]), ("T2", "服務", ["T2.1"])]

    def test_duties_and_their_tasks_in_the_cell_of_the_duty(self) -> None:
        cell = "T1 銷售\nT1.1 拜訪\nT2 服務\nT2.1 維修"
        got = read((cell, "", "", "P1.1.1 拜訪。\nP2.1.1 維修。", "3", "K01 禮儀", "S01 溝通能力"))
        found = [(duty.code, duty.name, [task.name for task in duty.tasks]) for duty in got.standard.duties]
        assert found == [("T1", "銷售", ["拜訪"]), ("T2", "服務", ["維修"])]

    def test_the_rest_of_a_row_of_two_duties_behind_a_break_is_of_both(self) -> None:
        row = ("T1 銷售\nT2 服務", "T1.1 拜訪\nT2.1 維修", "", "P1.1.1 拜訪客", "3", "K01 禮", "S01 溝通")
        got = read(row, PAGE, ("", "", "", "戶。\nP2.1.1 維修。", "", "儀\nK02 法規", ""))
        blocks = [block for _, block in got.standard.blocks()]
        assert [[(one.code, one.text) for one in block.indicators] for block in blocks] == [
            [("P1.1.1", "拜訪客戶。")],
            [("P2.1.1", "維修。")],
        ]
        assert [[one.code for one in block.knowledge] for block in blocks] == [["K01", "K02"]] * 2
        assert names(got, "knowledge") == {"K01": "禮儀", "K02": "法規"}

    @pytest.mark.parametrize(
        "again",
        [
            ("T1 銷售\nT2 服務", "T2.1 維修", "", "P2.1.1 維修。", "3", "K02 法規", ""),
            ("T1 銷售（續）\nT2 服務", "T2.1 維修", "", "P2.1.1 維修。", "3", "K02 法規", ""),
            ("T1\nT2", "T2.1 維修", "", "P2.1.1 維修。", "3", "K02 法規", ""),
        ],
    )
    def test_a_cell_of_two_duties_that_the_next_page_prints_again(self, again: Row) -> None:
        got = read(("T1 銷售\nT2 服務", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", ""), PAGE, again)
        found = [(duty.code, duty.name, [task.code for task in duty.tasks]) for duty in got.standard.duties]
        assert found == [("T1", "銷售", ["T1.1"]), ("T2", "服務", ["T2.1"])]
        assert got.standard.source.coverage == 1.0
        assert told(got) == []

    def test_a_row_of_two_duties_that_the_next_page_prints_again_with_its_tasks(self) -> None:
        row = ("T1 銷售\nT2 服務", "T1.1 拜訪\nT2.1 維修", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "")
        got = read(row, PAGE, (*row[:3], "P2.1.1 維修。", "3", "K02 法規", ""))
        found = [(duty.code, [task.code for task in duty.tasks]) for duty in got.standard.duties]
        assert found == [("T1", ["T1.1"]), ("T2", ["T2.1"])]
        blocks = [block for _, block in got.standard.blocks()]
        assert [[one.code for one in block.indicators] for block in blocks] == [["P1.1.1"], ["P2.1.1"]]
        assert [[one.code for one in block.knowledge] for block in blocks] == [["K01", "K02"]] * 2

    def test_two_duties_with_other_names_are_others(self) -> None:
        row = ("T1 銷售\nT2 服務", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "", "")
        got = read(row, PAGE, ("T1 銷售\nT2 客服", "T2.1 維修", "", "P2.1.1 維修。", "3", "", ""))
        assert [duty.name for duty in got.standard.duties] == ["銷售", "服務", "銷售", "客服"]

    def test_outputs_that_no_code_tells_are_of_both(self) -> None:
        got = read(("T1 銷售\nT2 服務", "T1.1 拜訪\nT2.1 維修", "紀錄", "P1.1.1 拜訪。\nP2.1.1 維修。", "3", "K01", ""))
        assert [[one.text for one in block(got, number).outputs] for number in range(2)] == [["紀錄"], ["紀錄"]]

    def test_a_task_of_a_duty_that_the_cell_does_not_name_stays(self) -> None:
        got = read(("T1 銷售", "T1.1 拜訪\nT2.2 追蹤", "", "P1.1.1 拜訪。", "3", "K01 禮儀", ""))
        (task,) = tasks(got)
        assert (task.code, [other.code for other in task.also]) == ("T1.1", ["T2.2"])

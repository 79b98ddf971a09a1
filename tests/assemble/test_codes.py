"""Codes told by the whole document: sequence, neighbours, names, columns; never by a count of digits."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from pipeline.record.model import Reference
from tests.assemble.forms import PAGE, Row, paragraph, read, told

_UNSEEN = [
    *("\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{RIGHT-TO-LEFT MARK}"),
    *("\N{LEFT-TO-RIGHT EMBEDDING}", "\N{POP DIRECTIONAL FORMATTING}", "\N{FIRST STRONG ISOLATE}"),
]


def knowledge(*cells: str) -> Assembly:
    """A standard with one task for each of ``cells``, its knowledge."""
    return read(*(row(number, cell) for number, cell in enumerate(cells, start=1)))


def row(number: int, knowledge: str = "K01 識", skills: str = "S01 技") -> Row:
    return ("T1 做", f"T1.{number} 甲", f"O1.{number}.1 乙", f"P1.{number}.1 做。", "3", knowledge, skills)


def names(got: Assembly) -> dict[str, str | None]:
    return {entry.code: entry.name for entry in got.standard.knowledge}


def references(got: Assembly) -> list[Reference]:
    return [one for _, task in got.standard.tasks() for block in task.blocks for one in block.knowledge]


def codes(got: Assembly) -> list[str | None]:
    return [one.code for one in references(got)]


class TestOneDigit:
    def test_items_on_one_line(self) -> None:
        got = knowledge("K1 組織目標 K2 組織政策 K3 組織結構")
        assert names(got) == {"K1": "組織目標", "K2": "組織政策", "K3": "組織結構"}
        assert told(got) == []

    def test_items_without_anything_between(self) -> None:
        got = knowledge("K1組織目標K2AIoT架構K3組織結構", "K2AIoT架構K3組織結構")
        assert names(got) == {"K1": "組織目標", "K2": "AIoT架構", "K3": "組織結構"}

    def test_lines_that_fill_their_column(self) -> None:
        assert names(knowledge("K1 組織目標⏎K2 組織政策⏎K3 組織結構")) == {
            "K1": "組織目標",
            "K2": "組織政策",
            "K3": "組織結構",
        }

    def test_references_in_any_order_once_their_names_are_known(self) -> None:
        got = knowledge("K1 目標 K2 政策 K3 結構", "K3 結構 K1 目標", "K2 政策 K3 結構")
        assert codes(got) == ["K1", "K2", "K3", "K3", "K1", "K2", "K3"]
        assert names(got) == {"K1": "目標", "K2": "政策", "K3": "結構"}

    def test_bare_references_share_a_line(self) -> None:
        got = knowledge("K1 甲 K2 乙 K3 丙 K4 丁", "K1 K3 K4", "K2、K4")
        assert codes(got) == ["K1", "K2", "K3", "K4", "K1", "K3", "K4", "K2", "K4"]

    def test_from_nine_to_ten(self) -> None:
        got = knowledge("K8 甲 K9 乙 K10 丙 K11 丁")
        assert names(got) == {"K8": "甲", "K9": "乙", "K10": "丙", "K11": "丁"}

    def test_one_among_codes_of_two_digits(self) -> None:
        got = knowledge("K01 甲 K02 乙 K3 丙 K04 丁", "K3 丙")
        assert codes(got) == ["K01", "K02", "K3", "K04", "K3"]

    def test_the_next_one_without_the_zero_of_all_others_is_left_and_named(self) -> None:
        """K3 may be a vitamin, as A4 is a paper."""
        got = knowledge("K01 甲\nK02 維生素 K3 補充")
        assert names(got) == {"K01": "甲", "K02": "維生素 K3 補充"}
        assert told(got) == ["AS108 K3"]

    def test_a_word_like_a_code_stays_in_the_name(self) -> None:
        got = knowledge("K01 甲 K02 使用 K7 設備 K03 丁")
        assert names(got) == {"K01": "甲", "K02": "使用 K7 設備", "K03": "丁"}
        assert told(got) == []

    def test_a_word_like_a_known_code_with_another_name_stays_in_the_name(self) -> None:
        got = knowledge("K1 維生素 K2 與骨骼\nK2 營養學")
        assert names(got) == {"K1": "維生素 K2 與骨骼", "K2": "營養學"}

    def test_one_that_nothing_leads_to_is_named(self) -> None:
        got = knowledge("K1 甲 K7 乙\nK2 丙")
        assert names(got) == {"K1": "甲 K7 乙", "K2": "丙"}
        assert told(got) == ["AS108 K7"]


class TestNamesThatBeginWithDigits:
    def test_by_the_numbers_beside_it(self) -> None:
        got = knowledge("K09 乙概念 K106標準差管理 K11 丙概念")
        assert names(got) == {"K09": "乙概念", "K10": "6標準差管理", "K11": "丙概念"}
        assert told(got) == []

    def test_between_105_and_107_it_is_106(self) -> None:
        got = knowledge("K105 甲\nK106標準差\nK107 乙")
        assert names(got) == {"K105": "甲", "K106": "標準差", "K107": "乙"}

    def test_by_its_use_elsewhere(self) -> None:
        got = knowledge("K106標準差", "K09 乙\nK106標準差\nK11 丙")
        assert codes(got) == ["K10", "K09", "K10", "K11"]

    def test_by_a_name_that_stands_apart_elsewhere(self) -> None:
        got = knowledge("K106標準差", "K10 6標準差")
        assert names(got) == {"K10": "6標準差"}

    def test_one_digit_before_a_digit(self) -> None:
        got = knowledge("K1 甲 K24M概念 K3 丙")
        assert names(got) == {"K1": "甲", "K2": "4M概念", "K3": "丙"}

    def test_above_ninety_nine(self) -> None:
        got = knowledge("K501陶藝 K502陶瓷", "K5103D列印", "K511釉")
        assert names(got) == {"K501": "陶藝", "K502": "陶瓷", "K510": "3D列印", "K511": "釉"}

    def test_with_two_readings_left_it_is_named(self) -> None:
        got = knowledge("K106標準差")
        assert names(got) == {"K106": "標準差"}
        assert told(got) == ["AS108 K106"]

    def test_above_a_hundred_by_the_numbers_that_the_document_has(self) -> None:
        got = knowledge("K101 甲\nK102 乙", "K1035S現場\nK101 甲")
        assert names(got) == {"K101": "甲", "K102": "乙", "K103": "5S現場"}

    def test_behind_a_colon(self) -> None:
        assert names(knowledge("K01：3D列印\nK02:6標準差")) == {"K01": "3D列印", "K02": "6標準差"}

    def test_three_digits_with_a_zero_before_them(self) -> None:
        assert names(knowledge("K001 甲\nK002 乙")) == {"K001": "甲", "K002": "乙"}

    def test_a_full_stop_that_begins_a_name(self) -> None:
        got = knowledge("K01.NET程式\nK02 .NET平台\nK03. 丙\nK04：丁")
        assert names(got) == {"K01": ".NET程式", "K02": ".NET平台", "K03": "丙", "K04": "丁"}


class TestFourLevels:
    def test_tasks_outputs_and_indicators_keep_their_codes(self) -> None:
        got = read(
            ("T1 實驗", "T1.1.1 空間", "O1.1.1.1 表\nO1.1.1.2 圖", "P1.1.1.1 做。 P1.1.1.2 再做。", "3", "K01 識", ""),
            ("", "T1.1.2 設施", "O1.1.2.1 3D圖", "P1.1.2.1 做。", "3", "K01 識", ""),
            ("", "T1.2.1 請購", "O1.2.1.12D圖", "P1.2.1.1 做。", "3", "K01 識", ""),
        )
        tasks = [task for _, task in got.standard.tasks()]
        assert [task.code for task in tasks] == ["T1.1.1", "T1.1.2", "T1.2.1"]
        assert [one.code for one in tasks[0].blocks[0].outputs] == ["O1.1.1.1", "O1.1.1.2"]
        assert [one.code for one in tasks[0].blocks[0].indicators] == ["P1.1.1.1", "P1.1.1.2"]
        assert [(one.code, one.text) for one in tasks[1].blocks[0].outputs] == [("O1.1.2.1", "3D圖")]
        assert [(one.code, one.text) for one in tasks[2].blocks[0].outputs] == [("O1.2.1.1", "2D圖")]
        assert told(got) == []

    def test_only_tasks_have_the_third_number(self) -> None:
        got = read(
            ("T1 實驗", "T1.1.1 空間", "O1.1.1 表", "P1.1.1 做。", "3", "K01 識", ""),
            PAGE,
            ("", "", "", "P1.1.2 再做。", "", "", ""),
        )
        assert [task.code for _, task in got.standard.tasks()] == ["T1.1.1"]
        assert told(got) == []

    def test_a_task_that_only_its_codes_tell(self) -> None:
        got = read(("T1 實驗", "", "O1.1.2.1 表", "P1.1.2.1 做。", "3", "K01 識", ""))
        assert [task.code for _, task in got.standard.tasks()] == ["T1.1.2"]
        assert told(got) == ["AS105 T1.1.2"]

    def test_a_number_behind_a_stop_and_a_space_begins_the_name(self) -> None:
        got = read(("T1 實驗", "T1.1. 10年計畫", "O1.1.1-2份報告", "P1.1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.name) == ("T1.1", "10年計畫")
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [("O1.1.1", "-2份報告")]


class TestOddSpelling:
    @pytest.mark.parametrize(
        "printed",
        [
            "k01",
            "К01",
            "Κ01",
            "Ｋ０１",
            "K\N{NO-BREAK SPACE}01",
            "K\N{NARROW NO-BREAK SPACE}01",
            "K\N{ZERO WIDTH SPACE}01",
            "K0\N{WORD JOINER}1",
            "K\N{SOFT HYPHEN}01",
            "\N{ZERO WIDTH NO-BREAK SPACE}K01",
            "KO1",
            "K0l",
            "K0I",
            "K 0 1",
        ],
    )
    def test_one_reading_is_mended_and_reported(self, printed: str) -> None:
        got = knowledge(f"{printed} 甲\nK02 乙")
        assert names(got) == {"K01": "甲", "K02": "乙"}
        first, second = references(got)
        assert (first.code_as_printed or "K01") == printed.strip("\ufeff")
        assert second.code_as_printed is None
        assert told(got) == (["AS106 K01"] if first.code_as_printed else [])

    def test_a_wide_space_between_digits(self) -> None:
        got = knowledge("K0\N{IDEOGRAPHIC SPACE}1 甲\nK02 乙")
        assert [(one.code, one.code_as_printed) for one in references(got)] == [("K01", "K0 1"), ("K02", None)]
        assert names(got) == {"K01": "甲", "K02": "乙"}

    def test_small_letters_throughout(self) -> None:
        got = read(
            ("t1 做", "t1.1 甲", "o1.1.1 乙 o1.1.2 丙", "p1.1.1 做。 p1.1.2 再做。", "3", "k01 識 k02 見", "s01 技"),
            ("", "t1.2 丁", "o1.2.1 戊", "p1.2.1 做。", "3", "k02 見 k01 識", "s01 技"),
        )
        first, second = [task for _, task in got.standard.tasks()]
        assert (first.code, second.code) == ("T1.1", "T1.2")
        assert [one.code for one in first.blocks[0].outputs] == ["O1.1.1", "O1.1.2"]
        assert [one.code for one in first.blocks[0].indicators] == ["P1.1.1", "P1.1.2"]
        assert codes(got) == ["K01", "K02", "K02", "K01"]

    @pytest.mark.parametrize("stop", [".", "．", "․", "。", "‧", "・", "﹒", ",", "，"])
    def test_stops_of_all_kinds(self, stop: str) -> None:
        got = read(("T1 做", f"T1{stop}1 甲", f"O1{stop}1{stop}1 乙", "P1.1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.name) == ("T1.1", "甲")
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [("O1.1.1", "乙")]

    @pytest.mark.parametrize("stop", ["..", "．．", "_", " _ "])
    def test_stops_that_slipped(self, stop: str) -> None:
        got = read(("T1 做", f"T1{stop}1 甲", f"O1.1{stop}1 乙", f"P1{stop}1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.name) == ("T1.1", "甲")
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [("O1.1.1", "乙")]
        assert [(one.code, one.text) for one in task.blocks[0].indicators] == [("P1.1.1", "做。")]
        assert told(got) == ["AS106 T1.1", "AS106 O1.1.1", "AS106 P1.1.1"]

    def test_letters_for_digits_in_numbered_levels(self) -> None:
        got = read(("T1 做", "T1.l 甲", "Ol.1.1 乙", "P1.I.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.code_as_printed) == ("T1.1", "T1.l")
        assert [(one.code, one.code_as_printed) for one in task.blocks[0].outputs] == [("O1.1.1", "Ol.1.1")]
        assert [(one.code, one.code_as_printed) for one in task.blocks[0].indicators] == [("P1.1.1", "P1.I.1")]

    def test_a_code_of_another_task_is_not_guessed(self) -> None:
        got = read(("T1 做", "T1.1 甲", "O2.l.1 乙", "P1.1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [(None, "O2.l.1 乙")]
        assert told(got) == ["AS108 O2.l.1"]

    def test_the_gap_that_is_left_tells_which(self) -> None:
        got = knowledge("K09 甲 K1O 乙 Kl1 丙 K12 丁")
        assert names(got) == {"K09": "甲", "K10": "乙", "K11": "丙", "K12": "丁"}

    def test_without_a_sequence_the_text_is_kept_and_named(self) -> None:
        got = knowledge("KO7 甲\nK01 乙")
        assert [(one.code, one.as_printed) for one in references(got)] == [(None, "KO7 甲"), ("K01", None)]
        assert told(got) == ["AS108 KO7"]

    def test_the_next_new_number_need_not_follow_the_one_before(self) -> None:
        got = knowledge("K01 甲 K02 乙 K03 丙", "K01 甲 KO4 丁")
        assert codes(got) == ["K01", "K02", "K03", "K01", "K04"]
        assert told(got) == ["AS106 K04"]

    def test_inside_a_line_the_text_is_kept_and_named(self) -> None:
        got = knowledge("K01 甲 K02 乙", "K01 甲 KO9 丁")
        assert names(got)["K01"] == "甲"
        assert [one.as_printed for one in references(got)][-1] == "甲 KO9 丁"
        assert "AS108 KO9" in told(got)

    def test_comma_lists_of_numbers_are_no_deeper_codes(self) -> None:
        got = read(("T1 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1,2 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert [one.code for one in task.blocks[0].indicators] == ["P1.1.1"]

    @pytest.mark.parametrize("unseen", _UNSEEN)
    def test_what_nobody_sees_around_a_name_is_none_of_it(self, unseen: str) -> None:
        got = knowledge(f"K01{unseen}甲{unseen} {unseen}K02{unseen} 乙{unseen}")
        assert names(got) == {"K01": "甲", "K02": "乙"}
        assert got.standard.source.coverage == 1.0

    def test_a_number_with_another_name_is_not_taken(self) -> None:
        got = knowledge("K01 乙\nK02 丁\nKO2 丙")
        assert "K02" in names(got)
        assert names(got)["K02"] != "丙"
        assert told(got) == ["AS108 KO2"]

    def test_words_are_no_codes(self) -> None:
        got = read(row(1, skills="S01 SO2 檢測與 SOP 撰寫\nS02 操作 s7 系統"))
        assert [(entry.code, entry.name) for entry in got.standard.skills] == [
            ("S01", "SO2 檢測與 SOP 撰寫"),
            ("S02", "操作 s7 系統"),
        ]

    def test_attitudes(self) -> None:
        got = read(
            row(1),
            back=[paragraph("職能內涵 (A=attitude 態度)"), paragraph("a01 主動：做。a02 誠實：守。AO3 親和：笑。")],
        )
        assert [(one.code, one.name, one.code_as_printed) for one in got.standard.attitudes] == [
            ("A01", "主動", "a01"),
            ("A02", "誠實", "a02"),
            ("A03", "親和", "AO3"),
        ]


class TestRangesAndLists:
    @pytest.mark.parametrize("printed", ["K01~K05", "K01～K05", "K01–K05", "K01-05", "K01至K05", "K01 - K05"])
    def test_a_range_refers_to_nothing_and_is_named(self, printed: str) -> None:
        got = knowledge(f"{printed}\nK07 庚", "K01 甲")
        assert [(one.code, one.as_printed) for one in references(got)] == [
            (None, printed),
            ("K07", None),
            ("K01", None),
        ]
        assert told(got) == [f"AS108 {printed}"]

    @pytest.mark.parametrize("separator", ["、", "，", ",", "/", " ", "；"])
    def test_a_list_of_bare_codes_is_so_many_references(self, separator: str) -> None:
        got = knowledge(separator.join(("K01", "K03", "K02")), "K01 甲 K02 乙 K03 丙")
        assert codes(got) == ["K01", "K03", "K02", "K01", "K02", "K03"]
        assert names(got) == {"K01": "甲", "K02": "乙", "K03": "丙"}
        assert told(got) == []

    @pytest.mark.parametrize("printed", ["K01~05 甲", "K01～05甲", "同K01~K05", "各項（K01至K05）之應用"])
    def test_a_range_with_words_around_it_is_named_whole(self, printed: str) -> None:
        got = knowledge(f"{printed}\nK07 庚")
        assert next((one.code, one.as_printed) for one in references(got)) == (None, printed)
        (found,) = [one for one in told(got) if one.startswith("AS108")]
        assert found.removeprefix("AS108 ") in printed
        assert found.endswith("05")

    def test_dashes_of_a_list_make_no_range(self) -> None:
        assert codes(knowledge("- K01\n- K03 甲")) == ["K01", "K03"]
        assert codes(knowledge("- K01 - K03 甲")) == ["K01", "K03"]

    def test_ranges_of_the_other_columns(self) -> None:
        got = read(("T1 做", "T1.1 甲", "O1.1.1~O1.1.3 乙", "P1.1.1–P1.1.2 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [(None, "O1.1.1~O1.1.3 乙")]
        assert [(one.code, one.text) for one in task.blocks[0].indicators] == [(None, "P1.1.1–P1.1.2 做。")]


class TestListsInsideAnItem:
    def test_bullets_and_lines_are_kept(self) -> None:
        got = knowledge("K1 甲\nK4 原則：\n\uf06c 授權\n\uf06c 設定\nK5 乙", "K6 技巧：\n■ 傾聽\n■ 說服")
        assert names(got) == {
            "K1": "甲",
            "K4": "原則：\n\uf06c 授權\n\uf06c 設定",
            "K5": "乙",
            "K6": "技巧：\n■ 傾聽\n■ 說服",
        }

    def test_circles_for_a_name_left_out_are_no_bullets(self) -> None:
        assert names(knowledge("K01 協助\n○○公司")) == {"K01": "協助○○公司"}


class TestNamesThatRunOnFromCodes:
    @pytest.mark.parametrize(
        ("cells", "expected"),
        [
            (["K08 客戶⏎K063D建模"], {"K06": "3D建模", "K08": "客戶"}),
            (["K08⏎K073D", "K073D⏎K08 甲"], {"K07": "3D", "K08": "甲"}),
            (["K09 乙⏎K056S與協調"], {"K05": "6S與協調", "K09": "乙"}),
            (["K001 甲⏎K002 乙⏎K003 丙"], {"K001": "甲", "K002": "乙", "K003": "丙"}),
        ],
    )
    def test_codes_of_a_cell_need_not_ascend(self, cells: list[str], expected: dict[str, str]) -> None:
        assert names(knowledge(*cells)) == expected


class TestCodesInOtherDress:
    @pytest.mark.parametrize("printed", ["K-01", "(K01)", "（K01）", "K_01", "K－01", "【K01】", "[K01]", "〔K01〕"])
    def test_alone_it_may_be_a_name_and_is_named(self, printed: str) -> None:
        got = knowledge(f"{printed} 甲概念")
        assert [(one.code, one.as_printed) for one in references(got)] == [(None, f"{printed} 甲概念")]
        assert told(got) == [f"AS108 {printed}"]

    @pytest.mark.parametrize(
        "printed",
        [
            "K-01",
            "K－01",
            "K﹣01",
            "K_01",
            "K.01",
            "K：01",
            "K‧01",
            "(K01)",
            "（K01）",
            "[K01]",
            "【K01】",
            "〔K01〕",
            "「K01」",
        ],
    )
    def test_where_the_next_number_follows_it_is_mended(self, printed: str) -> None:
        got = knowledge(f"{printed}甲概念\nK02 乙")
        assert names(got) == {"K01": "甲概念", "K02": "乙"}
        assert references(got)[0].code_as_printed == printed
        assert told(got) == ["AS106 K01"]

    @pytest.mark.parametrize("dress", ["K－{}", "({})", "【{}】", "K.{}"])
    @pytest.mark.parametrize("gap", ["\n", " ", "⏎"])
    def test_throughout(self, dress: str, gap: str) -> None:
        def worn(number: str) -> str:
            return dress.format(number if dress.startswith("K") else f"K{number}")

        got = knowledge(
            gap.join(f"{worn(number)} {name}" for number, name in (("01", "甲"), ("02", "乙"))),
            gap.join(f"{worn(number)} {name}" for number, name in (("02", "乙"), ("01", "甲"), ("05", "戊"))),
        )
        assert names(got)["K01"] == "甲"
        assert names(got)["K02"].startswith("乙")
        assert codes(got)[:4] == ["K01", "K02", "K02", "K01"]

    def test_a_remark_behind_a_name_is_none(self) -> None:
        got = knowledge("K01 甲 (K02)\nK02 乙（K01）\nK03 丙")
        assert names(got) == {"K01": "甲 (K02)", "K02": "乙（K01）", "K03": "丙"}

    def test_bare_ones_in_a_list(self) -> None:
        assert codes(knowledge("(K01)、(K03)", "(K01) 甲\n(K02) 乙\n(K03) 丙")) == ["K01", "K03", "K01", "K02", "K03"]

    def test_a_school_year_is_no_code(self) -> None:
        got = knowledge("K-12 教育", "K01 甲\nK02 乙")
        assert names(got) == {"K01": "甲", "K02": "乙"}
        assert told(got) == ["AS108 K-12"]

    def test_levels(self) -> None:
        got = read(("【T1】做", "(T1.1) 甲", "[O1.1.1] 乙\n[O1.1.2] 丙", "P-1.1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.name, task.code_as_printed) == ("T1.1", "甲", "(T1.1)")
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [("O1.1.1", "乙"), ("O1.1.2", "丙")]
        assert [(one.code, one.text) for one in task.blocks[0].indicators] == [("P1.1.1", "做。")]

    @pytest.mark.parametrize("prefix", ["#", "№", "※※"])
    def test_behind_a_sign_that_is_no_bullet_it_is_named(self, prefix: str) -> None:
        got = knowledge(f"{prefix}K01 甲")
        assert [one.as_printed for one in references(got)] == [f"{prefix}K01 甲"]
        assert told(got) == ["AS108 K01"]

    @pytest.mark.parametrize("line", ["<b>K01</b> 甲", "<p><span style='color:red'>K01 甲</span>"])
    def test_behind_tags_that_a_program_wrote_out_it_is_named(self, line: str) -> None:
        got = knowledge(f"{line}\nK02 乙")
        assert "K01" not in names(got)
        assert told(got) == ["AS108 K01"]

    def test_behind_tags_inside_a_line_too(self) -> None:
        assert told(knowledge("K01 物料與倉儲管理知識<br>K05 乙\nK02 丙")) == ["AS108 K05"]

    def test_a_sign_inside_a_name_is_no_code(self) -> None:
        got = knowledge("K01 A-10 攻擊機 K02 ISO(K) 標準")
        assert names(got) == {"K01": "A-10 攻擊機", "K02": "ISO(K) 標準"}
        assert told(got) == []

    def test_a_short_range_is_no_name(self) -> None:
        got = knowledge("K01~03消費者心理學")
        assert [one.code for one in references(got)] == [None]
        assert told(got)[0].startswith("AS108")

    def test_a_temperature_is_no_range(self) -> None:
        assert names(knowledge("K01 -20度冷凍")) == {"K01": "-20度冷凍"}


class TestLettersAndDigitsOfOtherKinds:
    @pytest.mark.parametrize(
        "printed",
        ["\N{KELVIN SIGN}01", "𝐊𝟎𝟏", "𝖪𝟢𝟣", "𝙺𝟶𝟷", "K٠١", "K۰۱", "K०१", "K๐๑", "K༠༡", "K⓪①", "K⁰¹"],
    )
    def test_knowledge(self, printed: str) -> None:
        got = knowledge(f"{printed} 甲\nK02 乙")
        assert names(got) == {"K01": "甲", "K02": "乙"}
        assert references(got)[0].code_as_printed == printed
        assert told(got) == ["AS106 K01"]

    @pytest.mark.parametrize("digits", ["٠١٢", "०१२", "𝟎𝟏𝟐"])
    def test_numbered_levels(self, digits: str) -> None:
        def printed(code: str) -> str:
            return code.translate(dict(zip(map(ord, "012"), digits, strict=True)))

        got = read(
            (printed("T1 做"), printed("T1.1 甲"), printed("O1.1.2 乙"), printed("P1.1.2 做。"), "3", "K01 識", "")
        )
        (task,) = [task for _, task in got.standard.tasks()]
        assert (task.code, task.code_as_printed) == ("T1.1", printed("T1.1"))
        assert [one.code for one in task.blocks[0].outputs] == ["O1.1.2"]
        assert [one.code for one in task.blocks[0].indicators] == ["P1.1.2"]

    def test_circled_numbers_throughout(self) -> None:
        got = knowledge("K① 甲\nK② 乙\nK⑩ 丙")
        assert names(got) == {"K1": "甲", "K2": "乙", "K10": "丙"}

    def test_roman_numbers_that_are_one_sign(self) -> None:
        got = read(
            ("TⅠ 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", "S01 技"),
            ("TⅡ 說", "T2.1 丙", "O2.1.1 丁", "P2.1.1 說。", "3", "K01 識", "S01 技"),
        )
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "做"), ("T2", "說")]
        assert told(got) == ["AS106 T1", "AS106 T2"]

    @pytest.mark.parametrize("name", ["面積（m²）量測", "樣本S²變異數", "鉀肥K₂O比例", "Ⅱ型糖尿病"])
    def test_signs_of_measures_are_the_name_s(self, name: str) -> None:
        got = knowledge(f"K01 {name}\nK02 乙", f"K01 {name}\nK02 乙")
        assert names(got) == {"K01": name, "K02": "乙"}
        assert told(got) == []

    @pytest.mark.parametrize("name", ["雲端⏎S³儲存", "樣本\nS²變異數", "樣本⏎S²變異數"])
    def test_a_power_of_a_line_is_no_code(self, name: str) -> None:
        got = read(("T1 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", f"S01 {name}\nS02 乙"))
        text = name.replace("⏎", "").replace("\n", "")
        assert [(one.code, one.name) for one in got.standard.skills] == [("S01", text), ("S02", "乙")]
        assert told(got) == []

    def test_a_power_in_a_duty_is_no_other_duty(self) -> None:
        got = read(("T1 統計\nT²檢定", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", "S01 技"))
        assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "統計T²檢定")]

    def test_a_circled_number_that_begins_a_name_is_the_name_s(self) -> None:
        assert names(knowledge("K01①甲②乙\nK02 丙")) == {"K01": "①甲②乙", "K02": "丙"}


class TestWhatStandsBehindACode:
    @pytest.mark.parametrize("stop", [".", ":", "：", "、", ",", "，", ")", "）", "-", "—"])
    def test_a_stop_belongs_to_the_code(self, stop: str) -> None:
        got = knowledge(f"K01{stop}甲\nK02{stop}乙", f"K02{stop}乙")
        assert names(got) == {"K01": "甲", "K02": "乙"}
        assert {one.code_as_printed for one in references(got)} == {f"K01{stop}", f"K02{stop}"}

    @pytest.mark.parametrize("join", ["及", "與", "和", "或", "以及", "&", "＆", "+", "。", ""])
    def test_what_joins_two_codes_is_no_name(self, join: str) -> None:
        got = knowledge(f"K01{join}K03", "K01 甲\nK02 乙\nK03 丙")
        assert codes(got) == ["K01", "K03", "K01", "K02", "K03"]
        assert names(got) == {"K01": "甲", "K02": "乙", "K03": "丙"}

    def test_tasks_that_are_joined(self) -> None:
        got = read(("T1 做", "T1.1及T1.2 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", ""))
        (task,) = [task for _, task in got.standard.tasks()]
        assert [(one.code, one.name) for one in (task, *task.also)] == [("T1.1", None), ("T1.2", "甲")]

    @pytest.mark.parametrize(
        "printed",
        [
            *("K01…K05", "K01→K05", "K01──K05", "K01|K05", "k01~k05", "KO1~KO5", "K05~K01", "K05至K01", "K01、03"),
            *("K01-5", "(K01)~(K05)", "[K01]-[K05]", "K01\n~K05", "K01~", "K01 to K05", "K01 TO 05"),
        ],
    )
    def test_what_else_joins_them_is_named_and_never_a_name(self, printed: str) -> None:
        got = knowledge(printed, "K01 甲\nK02 乙\nK05 戊")
        assert codes(got) == [None, "K01", "K02", "K05"]
        assert names(got) == {"K01": "甲", "K02": "乙", "K05": "戊"}
        assert {one.split()[0] for one in told(got)} == {"AS108"}


class TestNumberedItems:
    @pytest.mark.parametrize(
        ("first", "second"),
        [("1.", "2."), ("(1)", "(2)"), ("一、", "二、"), ("（一）", "（二）"), ("甲、", "乙、"), ("①", "②")],
    )
    def test_the_number_of_an_item_is_no_name(self, first: str, second: str) -> None:
        got = knowledge(f"{first} K01 識\n{second} K02 見")
        assert [(one.code, one.as_printed) for one in references(got)] == [("K01", None), ("K02", None)]
        assert names(got) == {"K01": "識", "K02": "見"}


class TestAttitudes:
    @staticmethod
    def told_of(text: str) -> tuple[list[tuple[str | None, str]], list[str]]:
        got = read(row(1), back=[paragraph("職能內涵 (A=attitude 態度)"), paragraph(text)])
        return [(one.code, one.name) for one in got.standard.attitudes], told(got)

    def test_mended_codes_are_reported(self) -> None:
        assert self.told_of("(A01) 主動：做。\n(A02) 誠實：守。") == (
            [("A01", "主動"), ("A02", "誠實")],
            ["AS106 A01", "AS106 A02"],
        )

    def test_a_size_of_paper_is_no_code_among_codes_with_a_zero(self) -> None:
        assert self.told_of("A01 主動：做。\nA02 誠實：守。\nA03 產品：報告 A4（含附表）") == (
            [("A01", "主動"), ("A02", "誠實"), ("A03", "產品")],
            ["AS108 A4"],
        )

    def test_ranges_are_named(self) -> None:
        assert self.told_of("A01~A03 主動") == ([(None, "A01~A03 主動")], ["AS108 A01~A03"])

    def test_doubtful_ones_are_named(self) -> None:
        assert self.told_of("AO7 主動\nA02 誠實") == ([(None, "AO7 主動"), ("A02", "誠實")], ["AS108 AO7"])


def skills(*cells: str) -> Assembly:
    """A standard with one task for each of ``cells``, its skills."""
    return read(*(row(number, skills=cell) for number, cell in enumerate(cells, start=1)))


def told_skills(got: Assembly) -> list[tuple[str | None, str | None]]:
    return [(one.code, one.name) for one in got.standard.skills]


class TestLettersThatSeldomStandForDigits:
    @pytest.mark.parametrize(
        ("cell", "mended"),
        [
            ("S01 技\nS02 藝\nS0З 能\nS04 力", "S03"),
            ("S01 技\nS0Z 藝\nS03 能\nS04 力", "S02"),
            ("S01 技 S02 藝 S0З 能 S04 力", "S03"),
            ("S01 技\nS02 藝\nS03 能\nS0Ч 力", "S04"),
            ("S01 技\nS02 藝\n503 能\nS04 力", "S03"),
            ("S01 技\nS02 藝\nS03 能\n504 力", "S04"),
            ("S01 技 S02 藝 503 能 S04 力", "S03"),
        ],
    )
    def test_the_numbers_beside_it_tell(self, cell: str, mended: str) -> None:
        got = skills(cell)
        assert told_skills(got) == [("S01", "技"), ("S02", "藝"), ("S03", "能"), ("S04", "力")]
        assert told(got) == [f"AS106 {mended}"]

    @pytest.mark.parametrize(
        ("printed", "code"), [("K0S", "K05"), ("K0G", "K06"), ("K0b", "K06"), ("K0B", "K08"), ("K0g", "K09")]
    )
    def test_five_six_eight_nine(self, printed: str, code: str) -> None:
        number = int(code[1:])
        got = knowledge(f"K{number - 1:02} 前\n{printed} 中\nK{number + 1:02} 後")
        assert names(got)[code] == "中"
        assert [one.code_as_printed for one in references(got)] == [None, printed, None]

    def test_before_the_other_digit(self) -> None:
        assert names(knowledge("K20 甲\nKZ1 乙\nK22 丙")) == {"K20": "甲", "K21": "乙", "K22": "丙"}

    def test_alone_it_is_named(self) -> None:
        got = skills("S0З 能")
        assert told_skills(got) == []
        assert told(got) == ["AS108 S0З"]

    def test_a_column_of_numbers_is_named(self) -> None:
        assert told(skills("501 技\n502 藝")) == ["AS108 501", "AS108 502"]

    def test_a_number_in_a_name_is_none(self) -> None:
        got = skills("S01 依 502 條款\nS02 501強企業\nS03 5S管理\n500強")
        assert told_skills(got) == [("S01", "依 502 條款"), ("S02", "501強企業"), ("S03", "5S管理500強")]
        assert told(got) == []

    def test_a_name_that_begins_with_such_a_letter(self) -> None:
        got = knowledge("K1Z世代 K2 乙 K3B型肝炎")
        assert names(got) == {"K1": "Z世代", "K2": "乙", "K3": "B型肝炎"}
        assert told(got) == []

    def test_unless_it_is_the_next_number(self) -> None:
        got = knowledge("K11 甲\nK1Z 乙\nK13 丙")
        assert names(got) == {"K11": "甲", "K12": "乙", "K13": "丙"}
        assert told(got) == ["AS106 K12"]

    def test_indicators(self) -> None:
        got = read(("T1 做", "T1.1 甲", "", "P1.1.1 做。\nP1.1.Z 再做。\nP1.1.3 三做。", "3", "K01 識", ""))
        ((_, task),) = got.standard.tasks()
        assert [(one.code, one.text) for one in task.blocks[0].indicators] == [
            ("P1.1.1", "做。"),
            ("P1.1.2", "再做。"),
            ("P1.1.3", "三做。"),
        ]
        assert told(got) == ["AS106 P1.1.2"]

    def test_a_number_in_the_line_below_is_the_name_s_unless_it_goes_on_with_the_code(self) -> None:
        got = read(
            ("T1 做", "T1.9 甲", "O1.9.1 紀錄", "", "3", "", ""),
            ("", "T1.1⏎0．乙", "O1.1⏎0.1 表\nO1.1⏎0.2 單", "", "3", "", ""),
            ("", "T1.11⏎2.5 度", "O1.11.1⏎2.5 度表", "", "3", "", ""),
        )
        assert [
            (task.code, task.name, [(one.code, one.text) for one in task.blocks[0].outputs])
            for _, task in got.standard.tasks()
        ] == [
            ("T1.9", "甲", [("O1.9.1", "紀錄")]),
            ("T1.10", "乙", [("O1.10.1", "表"), ("O1.10.2", "單")]),
            ("T1.11", "2.5 度", [("O1.11.1", "2.5 度表")]),
        ]

    def test_an_indicator_out_of_sequence_is_named(self) -> None:
        got = read(("T1 做", "T1.1 甲", "", "P1.1.1 做。\nP1.1.B 再做。", "3", "K01 識", ""))
        ((_, task),) = got.standard.tasks()
        assert [one.code for one in task.blocks[0].indicators] == ["P1.1.1"]
        assert told(got) == ["AS108 P1.1.B"]

    def test_tasks_and_the_number_of_the_task(self) -> None:
        got = read(row(1), ("", "T1.Z 丙", "O1.Z.1 圖", "P1.Z.1 做。", "3", "K01 識", ""))
        (_, (_, task)) = got.standard.tasks()
        assert (task.code, task.name) == ("T1.2", "丙")
        assert [one.code for one in task.blocks[0].outputs] == ["O1.2.1"]
        assert [one.code for one in task.blocks[0].indicators] == ["P1.2.1"]

    @pytest.mark.parametrize("letter", ["D", "Q"])
    def test_letters_like_o(self, letter: str) -> None:
        got = read(("T1 做", "T1.1 甲", f"{letter}1.1.1 表\nO1.1.2 圖", "P1.1.1 做。", "3", "K01 識", ""))
        ((_, task),) = got.standard.tasks()
        assert [(one.code, one.text) for one in task.blocks[0].outputs] == [("O1.1.1", "表"), ("O1.1.2", "圖")]
        assert told(got) == ["AS106 O1.1.1"]


class TestStopsBehindTasks:
    @pytest.mark.parametrize("name", [".NET程式開發", ".NET 維護"])
    def test_where_others_have_none_it_is_the_name_s(self, name: str) -> None:
        got = read(
            (f"T1{name}", "T1.1 甲", "", "P1.1.1 做。", "3", "K01 識", "S01 技"),
            ("", f"T1.2{name}", "", "P1.2.1 做。", "3", "K01 識", "S01 技"),
        )
        (duty,) = got.standard.duties
        assert (duty.name, [task.name for task in duty.tasks]) == (name, ["甲", name])
        assert told(got) == []

    def test_where_others_have_one_it_is_the_code_s(self) -> None:
        got = read(
            ("T1 做", "T1.1.甲", "", "P1.1.1 做。", "3", "K01 識", "S01 技"),
            ("", "T1.2.ERP維護", "", "P1.2.1 做。", "3", "K01 識", "S01 技"),
        )
        (duty,) = got.standard.duties
        assert [(task.code, task.name) for task in duty.tasks] == [("T1.1", "甲"), ("T1.2", "ERP維護")]
        assert told(got) == ["AS106 T1.1", "AS106 T1.2"]

    def test_where_the_duty_s_is_the_only_one_the_tasks_tell(self) -> None:
        got = read(("T1.PM", "T1.1.甲", "", "P1.1.1 做。", "3", "K01 識", "S01 技"))
        (duty,) = got.standard.duties
        assert (duty.code, duty.name, [task.name for task in duty.tasks]) == ("T1", "PM", ["甲"])

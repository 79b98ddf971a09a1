"""Oddities of real documents that come two or three at once: what one leaves whole another can cut."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from pipeline.readers.blocks import Block
from tests.assemble.forms import PAGE, PROFILE, Row, paragraph, read, table, told


def row(knowledge: str = "K01 識", skills: str = "S01 技", number: int = 1) -> Row:
    return ("T1 做", f"T1.{number} 甲", f"O1.{number}.1 乙", f"P1.{number}.1 做。", "3", knowledge, skills)


def task_row(outputs: str, indicators: str) -> Assembly:
    return read(("T1 做", "T1.1 甲", outputs, indicators, "3", "K01 識", "S01 技"))


def names(got: Assembly, kind: str = "knowledge") -> dict[str, str | None]:
    return {entry.code: entry.name for entry in getattr(got.standard, kind)}


def statements(got: Assembly, kind: str) -> list[tuple[str | None, str]]:
    return [(one.code, one.text) for _, block in got.standard.blocks() for one in getattr(block, kind)]


class TestNumbersThatRunIntoNames:
    def test_decimals(self) -> None:
        got = task_row("O1.1.11.5版規格 O1.1.22.0版文件", "P1.1.10.5公尺內作業。P1.1.22人以上。")
        assert statements(got, "outputs") == [("O1.1.1", "1.5版規格"), ("O1.1.2", "2.0版文件")]
        assert statements(got, "indicators") == [("P1.1.1", "0.5公尺內作業。"), ("P1.1.2", "2人以上。")]
        assert told(got) == []

    def test_decimals_behind_codes_of_two_levels(self) -> None:
        got = task_row("O1.11.5版規格 O1.22.0版文件", "P1.1 做。")
        assert statements(got, "outputs") == [("O1.1", "1.5版規格"), ("O1.2", "2.0版文件")]

    def test_four_levels_stay_whole(self) -> None:
        got = read(("T1 做", "T1.1.11 甲", "O1.1.11.1 表\nO1.1.11.2 圖", "P1.1.11.1 做。", "3", "K01 識", ""))
        assert statements(got, "outputs") == [("O1.1.11.1", "表"), ("O1.1.11.2", "圖")]

    def test_hundreds_before_a_space(self) -> None:
        got = task_row("O1.1.110 份問卷 O1.1.2 表", "P1.1.110 分鐘內。 P1.1.2 做。 P1.1.324 小時內。")
        assert statements(got, "outputs") == [("O1.1.1", "10 份問卷"), ("O1.1.2", "表")]
        assert statements(got, "indicators") == [
            ("P1.1.1", "10 分鐘內。"),
            ("P1.1.2", "做。"),
            ("P1.1.3", "24 小時內。"),
        ]

    def test_a_range_of_ages(self) -> None:
        got = read(row("K01甲 K020-3歲發展 K03乙"))
        assert names(got) == {"K01": "甲", "K02": "0-3歲發展", "K03": "乙"}

    def test_a_digit_and_a_space(self) -> None:
        got = read(row("K01 甲\nK026 標準差\nK03 乙"), row("K14 丙 K156 標準差", number=2))
        assert names(got) == {"K01": "甲", "K02": "6 標準差", "K03": "乙", "K14": "丙", "K15": "6 標準差"}

    def test_codes_of_three_digits_keep_theirs_before_a_space(self) -> None:
        assert names(read(row("K001 甲\nK012 乙"), row("K013 丙", number=2))) == {
            "K001": "甲",
            "K012": "乙",
            "K013": "丙",
        }

    def test_letter_spaced_names(self) -> None:
        got = read(row("K 0 4 動 物 K 0 5 2 D 製 圖 K 0 6C++ 語 言"))
        assert names(got) == {"K04": "動 物", "K05": "2 D 製 圖", "K06": "C++ 語 言"}

    def test_letter_spaced_codes_of_three_digits(self) -> None:
        got = read(row("K 9 甲\nK 1 0 5 S 管 理\nK 1 1 乙"))
        assert names(got) == {"K9": "甲", "K10": "5 S 管 理", "K11": "乙"}


class TestNamesLikeCodes:
    @pytest.mark.parametrize("name", ["S7-1200 程式", "S7-300 設定"])
    def test_products_among_codes_of_one_digit(self, name: str) -> None:
        got = read(row(skills=f"S5 甲 S6 {name} S7 乙"))
        assert names(got, "skills") == {"S5": "甲", "S6": name, "S7": "乙"}

    def test_a_word_does_not_take_the_number_of_an_item(self) -> None:
        got = read(row("K1 PLC K7 除錯 K2 甲"), row("K6 乙 K7 丙 K8 丁", number=2))
        assert names(got) == {"K1": "PLC K7 除錯", "K2": "甲", "K6": "乙", "K7": "丙", "K8": "丁"}

    @pytest.mark.parametrize("name", ["S925 純銀", "SS400鋼材", "S45C碳鋼"])
    def test_a_material_behind_a_code(self, name: str) -> None:
        assert names(read(row(f"K01 甲 K02 {name} K03 乙"))) == {"K01": "甲", "K02": name, "K03": "乙"}

    def test_a_code_of_another_column_behind_a_name_or_bare_ones_stays_one(self) -> None:
        got = read(row("K01 甲 S06 乙 K03 丙"), row("K01 S06 K03", number=2))
        assert [[one.code for one in block.knowledge] for _, block in got.standard.blocks()] == [
            ["K01", "S06", "K03"]
        ] * 2

    def test_a_code_that_an_indicator_mentions_on_a_line_of_its_own(self) -> None:
        got = task_row("", "P1.1.1 針對\nA01 類客戶訪談。\nP1.1.2 做。")
        assert statements(got, "indicators") == [("P1.1.1", "針對A01 類客戶訪談。"), ("P1.1.2", "做。")]

    def test_attitudes_that_others_mention(self) -> None:
        texts = ("A01 主動：如 A02 等級。", "A02 細心：核對 A01 表單、A03 表單。", "A03 合作 A04 彈性")
        got = read(row(), back=[paragraph("職能內涵 (A=attitude 態度)"), *map(paragraph, texts)])
        assert [(one.code, one.name, one.description) for one in got.standard.attitudes] == [
            ("A01", "主動", "如 A02 等級。"),
            ("A02", "細心", "核對 A01 表單、A03 表單。"),
            ("A03", "合作", None),
            ("A04", "彈性", None),
        ]


class TestBreaksThatLeaveNoSign:
    def test_every_column_goes_on(self) -> None:
        got = read(
            ("T1 甲乙", "T1.2 T型接頭", "O1.2.1 銲接紀", "P1.2.1 做。", "3", "K01 識", "S01 技"),
            ("丙丁", "銲接", "錄 O1.2.2 圖", "P1.2.2 再做。", "", "", ""),
        )
        ((duty, task),) = got.standard.tasks()
        assert (duty.name, task.name) == ("甲乙丙丁", "T型接頭銲接")
        assert statements(got, "outputs") == [("O1.2.1", "銲接紀錄"), ("O1.2.2", "圖")]
        assert told(got) == []

    @pytest.mark.parametrize(("code", "level"), [("P1.3.1", ""), ("P1.2.2", "4")])
    def test_with_codes_or_a_level_of_its_own_it_is_a_task(self, code: str, level: str) -> None:
        got = read(row(number=2), ("", "銲接", "", f"{code} 再做。", level, "", ""))
        assert [task.name for _, task in got.standard.tasks()] == ["甲", "銲接"]

    @pytest.mark.parametrize("beside", ["P1.1.2 再做。", ""])
    def test_a_name_whose_last_word_is_a_piece_of_the_header(self, beside: str) -> None:
        got = read(row("K01 食品安全", "S01 銲接"), PAGE, ("", "", "", beside, "", "知識", ""))
        assert names(got) == {"K01": "食品安全知識"}
        got = read(row("K01 食品安全", "S01 銲接"), PAGE, ("", "", "", beside, "", "", "技能"))
        assert names(got, "skills") == {"S01": "銲接技能"}

    @pytest.mark.parametrize("beside", [("", "上架", "", ""), ("", "", "", "回報。"), ("品質", "", "", "P1.1.2 查。")])
    @pytest.mark.parametrize("ends", [("知識", ""), ("", "技能"), ("知識", "技能"), ("知識", "S02 鉗工")])
    def test_they_end_names_beside_the_rest_of_other_cells(self, beside: Row, ends: tuple[str, str]) -> None:
        got = read(row("K01 食品安全", "S01 銲接"), PAGE, (*beside, "", *ends))
        assert names(got)["K01"] == "食品安全" + ends[0]
        assert names(got, "skills")["S01"] == "銲接" + ends[1].replace("S02 鉗工", "")
        assert told(got) == []

    @pytest.mark.parametrize(("column", "word"), list(enumerate(["職責", "任務", "產出", "指標"])))
    def test_other_words_of_labels_end_names_beside_text(self, column: int, word: str) -> None:
        first = ("T1 釐清", "T1.1 交辦", "O1.1.1 預期", "P1.1.1 訂定績效", "3", "K01 管理", "S01 銲接")
        beside = [*([""] * 5), "職能", "S02 鉗工"]
        beside[column] = word
        got = read(first, PAGE, tuple(beside))
        ((duty, task),) = got.standard.tasks()
        block = task.blocks[0]
        found = [duty.name, task.name, block.outputs[0].text, block.indicators[0].text]
        expected = ["釐清", "交辦", "預期", "訂定績效"]
        expected[column] += word
        assert (found, names(got), told(got)) == (expected, {"K01": "管理職能"}, [])

    def test_pieces_of_the_header_together_are_no_names(self) -> None:
        got = read(
            row("K01 食品安全", "S01 銲接"),
            PAGE,
            ("", "", "", "", "級別", "知識", "技能"),
            ("", "", "", "P1.1.2 再做。"),
        )
        assert (names(got), names(got, "skills")) == ({"K01": "食品安全"}, {"S01": "銲接"})

    def test_a_page_line_inside_a_cell(self) -> None:
        got = read(
            row("K01 識 第1頁，總共2頁"), ("", "", "", "P1.1.2 依第 1 頁\n第 2 頁，總共 2 頁\n辦理。", "", "", "")
        )
        assert names(got) == {"K01": "識"}
        assert statements(got, "indicators")[1] == ("P1.1.2", "依第 1 頁辦理。")


def classes(names: str, codes: str, label: str = "職業別") -> list[tuple[str | None, str | None]]:
    """What is read from the names and codes of one of the classifications."""
    profile = [(*cells[:2], names, cells[3], codes) if label in cells else cells for cells in PROFILE]
    front: list[Block] = [paragraph("甲業務人員職能基準"), table(profile)]
    found = read(row(), front=front).standard.classification
    pairs = {"職類別": found.categories, "職業別": found.occupations, "行業別": found.industries}[label]
    return [(one.name, one.code) for one in pairs]


class TestSeveralClasses:
    def test_names_of_which_one_is_wrapped(self) -> None:
        wrapped = "科學、技術、工程、數學／工程及技術⏎天然資源、食品與農業／食品生產與加⏎工"
        assert classes(wrapped, "SET\nNFP", "職類別") == [
            ("科學、技術、工程、數學／工程及技術", "SET"),
            ("天然資源、食品與農業／食品生產與加工", "NFP"),
        ]
        assert (
            classes(wrapped.replace("術⏎", "術\n"), "SET\nNFP", "職類別")[1][0]
            == "天然資源、食品與農業／食品生產與加工"
        )

    @pytest.mark.parametrize(
        "names",
        [
            "製造業／食品製造業 金融及保險業、強制性社會安全／人身保險業",
            "農、林、漁、牧業／農、牧業 公共行政及國防；強制性社會安全／公共行政業",
        ],
    )
    def test_signs_inside_official_names_part_none(self, names: str) -> None:
        assert classes(names, "C0891 K6510", "行業別") == list(zip(names.split(), ["C0891", "K6510"], strict=True))

    @pytest.mark.parametrize("sign", ["、", "／", "/", " ", "；"])
    def test_as_many_names_as_codes(self, sign: str) -> None:
        assert classes(f"電子工程師{sign}電機工程師", f"C2152{sign}C2151") == [
            ("電子工程師", "C2152"),
            ("電機工程師", "C2151"),
        ]

    def test_spaces_inside_names(self) -> None:
        assert classes("工程師 電機 工程師", "21 2144") == [("工程師", "21"), ("電機 工程師", "2144")]

    @pytest.mark.parametrize(("printed", "code"), [("31 15", "3115"), ("C 2911", "C2911"), ("G45 - 46", "G45-46")])
    def test_spaces_inside_a_code(self, printed: str, code: str) -> None:
        assert classes("技術員", printed) == [("技術員", code)]

    @pytest.mark.parametrize("sign", ["、", " ", " / "])
    def test_names_of_two_levels(self, sign: str) -> None:
        found = classes(
            f"農、林、漁、牧業／農業{sign}製造業／食品業" if sign == " " else f"製造業／食品業{sign}製造業／飲料業",
            "C08、C09",
            "行業別",
        )
        assert [code for _, code in found] == ["C08", "C09"]
        assert all(name and "／" in name and not name.endswith(("、", "/")) for name, _ in found)

    @pytest.mark.parametrize(
        ("label", "name"), [("職業別", "縫紉、刺繡及有關工作人員"), ("行業別", "批發及零售業／批發業、零售業")]
    )
    def test_one_name_with_two_codes_stays_whole(self, label: str, name: str) -> None:
        assert classes(name, "7533、7534", label) == [(name, "7533"), (None, "7534")]


class TestNotes:
    def test_several_on_one_line(self) -> None:
        text = "【註1】AOI：自動光學檢測，同【註2】。 【註2】P&ID：管線圖。【註3】5S：整理"
        got = read(row(), back=[paragraph("說明與補充事項"), paragraph(text)])
        assert [(one.number, one.term, one.text) for one in got.standard.notes] == [
            (1, "AOI", "自動光學檢測，同【註2】。"),
            (2, "P&ID", "管線圖。"),
            (3, "5S", "整理"),
        ]

    def test_further_classes_are_no_prerequisites(self) -> None:
        lines = (
            "說明與補充事項",
            "建議擔任此職類/職業之學歷/經歷/或能力條件：",
            "無",
            "相關所屬類別",
            "機械工程師（2144）",
        )
        got = read(row(), back=list(map(paragraph, lines)))
        assert got.standard.prerequisites == ("無",)
        assert got.standard.supplements == ("相關所屬類別", "機械工程師（2144）")

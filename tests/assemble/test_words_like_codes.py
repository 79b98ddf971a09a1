"""Words that look like codes, numbers that run into names behind a blank, stops before names that begin with a digit."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly, lone_codes
from pipeline.assemble.column_codes import Column
from pipeline.assemble.spans import Span
from pipeline.assemble.survey import survey
from tests import steps
from tests.assemble.forms import Row, read, told
from tests.assemble.printed import read_printed

EVERYWHERE = pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])


def row(
    knowledge: str = "K01 識", skills: str = "S01 技", output: str = "O1.1.1 乙", indicator: str = "P1.1.1 做。"
) -> Row:
    return ("T1 做", "T1.1 甲", output, indicator, "3", knowledge, skills)


def names(got: Assembly) -> dict[str, str | None]:
    return {entry.code: entry.name for entry in (*got.standard.knowledge, *got.standard.skills)}


def outputs(got: Assembly) -> list[tuple[str | None, str]]:
    return [(one.code, one.text) for _, task in got.standard.tasks() for one in task.blocks[0].outputs]


@EVERYWHERE
def test_a_word_directly_behind_a_code_that_has_no_other_name_begins_that_name(suffix: str) -> None:
    got = read_printed(suffix, row("K01 K12 教育體系\nK02 課程設計"))
    assert names(got) == {"K01": "K12 教育體系", "K02": "課程設計", "S01": "技"}
    assert told(got) == ["AS108 K12"]


def test_a_code_with_a_name_elsewhere_is_a_reference_and_the_other_one_a_code() -> None:
    got = read(row("K01 法規\nK02 課程設計"), ("", "T1.2 乙", "", "P1.2.1 做。", "3", "K01 K12 教育體系", "S01"))
    assert names(got) == {"K01": "法規", "K02": "課程設計", "K12": "教育體系", "S01": "技"}
    assert told(got) == ["AS108 K12"]


@EVERYWHERE
def test_words_joined_directly_behind_a_code_that_has_no_other_name_begin_that_name(suffix: str) -> None:
    got = read_printed(suffix, row("K01 S11、S21量測\nK02 法規", "S11 焊接\nS12 S11/S21參數量測\nS13 佈線"))
    assert names(got) == {"K01": "S11、S21量測", "K02": "法規", "S11": "焊接", "S12": "S11/S21參數量測", "S13": "佈線"}
    assert told(got) == ["AS108 S11"]


def test_a_word_at_a_line_that_the_width_may_have_broken_is_one_too() -> None:
    got = read(
        row(skills="S06 乙\nS07⏎SS400鋼板\nS08 丙"), ("", "T1.2 乙", "", "P1.2.1 做。", "3", "K01", "S07 SS400⏎鋼板")
    )
    assert names(got) == {"K01": "識", "S06": "乙", "S07": "SS400鋼板", "S08": "丙"}
    assert told(got) == ["AS108 SS400", "AS108 SS400"]


def test_such_words_name_no_code_of_their_number() -> None:
    got = read(row(skills="S20 焊接\nS21 SS400鋼板\nS22 S11/S21參數量測"))
    assert names(got) == {"K01": "識", "S20": "焊接", "S21": "SS400鋼板", "S22": "S11/S21參數量測"}


def test_they_may_begin_with_the_code_itself() -> None:
    got = read(row(skills="S10 焊接\nS11 S11/S21參數量測\nS12 佈線"))
    assert names(got) == {"K01": "識", "S10": "焊接", "S11": "S11/S21參數量測", "S12": "佈線"}


@pytest.mark.parametrize("skills", ["S12 S11/S21\nS13 佈線", "S12 S11、S13 佈線", "S12\nS11/S13"])
def test_joined_codes_with_nothing_or_an_own_name_behind_them_are_references(skills: str) -> None:
    got = read(
        row(skills="S11 焊接\nS12 調校\nS13 佈線\nS21 折彎"), ("", "T1.2 乙", "", "P1.2.1 做。", "3", "K01", skills)
    )
    assert names(got) == {"K01": "識", "S11": "焊接", "S12": "調校", "S13": "佈線", "S21": "折彎"}
    assert told(got) == []


@EVERYWHERE
def test_a_word_that_is_printed_with_its_code_in_every_task_begins_its_name(suffix: str) -> None:
    again = row(skills="S02 S45C、SS400鋼材\nS03 SS400鋼板銲接", output="O1.2.1 丙", indicator="P1.2.1 做。")[2:]
    got = read_printed(suffix, row(skills="S01 技\nS02 S45C、SS400鋼材\nS03 SS400鋼板銲接"), ("", "T1.2 乙", *again))
    assert names(got) == {"K01": "識", "S01": "技", "S02": "S45C、SS400鋼材", "S03": "SS400鋼板銲接"}
    assert {one.split()[1] for one in told(got)} == {"S45", "SS400"}


def test_a_second_series_of_skills_that_has_lines_is_no_word() -> None:
    got = read(row(skills="S04 傾聽\nSS04 正確傾聽\nS10 管理、SS10 時間管理"))
    assert names(got) == {"K01": "識", "S04": "傾聽", "SS04": "正確傾聽", "S10": "管理", "SS10": "時間管理"}


@pytest.mark.parametrize(
    "series", ["S04 傾聽、SS04 正確傾聽、S10 管理、SS10 時間管理", "S11 傾聽、SS11 協調、SS12 正確傾聽"]
)
def test_a_second_series_on_one_line_is_no_word_if_its_numbers_are_near_or_small(series: str) -> None:
    got = read(row(skills=series))
    expected = dict(one.split(" ") for one in series.split("、"))
    assert names(got) == {"K01": "識"} | expected


def test_one_whose_number_has_another_name_begins_the_name_of_a_code_that_has_none() -> None:
    got = read(row("K11 統計\nK12 法規\nK13 K12 教育"))
    assert names(got) == {"K11": "統計", "K12": "法規", "K13": "K12 教育", "S01": "技"}
    assert told(got) == ["AS108 K12"]


@EVERYWHERE
def test_a_formula_behind_a_code_begins_its_name(suffix: str) -> None:
    got = read_printed(suffix, row("K18 統計\nK19 K2O、P2O5等肥料\nK21 土壤"))
    assert names(got) == {"K18": "統計", "K19": "K2O、P2O5等肥料", "K21": "土壤", "S01": "技"}
    assert told(got) == ["AS108 K2O"]


def test_next_to_the_document_s_numbers_it_may_be_either_and_is_named() -> None:
    got = read(row("K11 K12 法規\nK13 課程設計"))
    assert names(got) == {"K11": None, "K12": "法規", "K13": "課程設計", "S01": "技"}
    assert told(got) == ["AS108 K12"]


@pytest.mark.parametrize("second", ["K02", "K09"])
def test_with_a_zero_in_front_it_is_a_code_wherever_it_stands(second: str) -> None:
    got = read(row(f"K01 {second} 法規\nK03 課程設計"))
    assert names(got) == {"K01": None, second: "法規", "K03": "課程設計", "S01": "技"}
    assert told(got) == []


@pytest.mark.parametrize("end", ["⏎", " "])
def test_one_far_from_all_numbers_at_a_line_that_the_width_may_have_broken_is_named(end: str) -> None:
    got = read(row(f"K01 法規\nK02 美國{end}K12 教育體系\nK03 課程設計"))
    assert names(got)["K12"] == "教育體系"
    assert told(got) == ["AS108 K12"]


def test_an_author_s_own_line_or_a_comma_makes_it_a_code() -> None:
    assert told(read(row("K01 法規\nK02 美國\nK12 教育體系"))) == []
    assert told(read(row("K01 法規\nK02 美國、K12 教育體系"))) == []


@pytest.mark.parametrize("text", ["K02 部署⏎K8s 叢集", "K02 部署 K8s 叢集", "K02 K8s 叢集"])
def test_a_digit_and_a_small_letter_inside_a_name_are_no_code(text: str) -> None:
    got = read(row(f"K01 法規\n{text}\nK03 課程設計"))
    assert names(got) == {"K01": "法規", "K02": text[4:].replace("⏎", ""), "K03": "課程設計", "S01": "技"}


@EVERYWHERE
def test_stops_behind_codes_whose_names_begin_with_a_digit(suffix: str) -> None:
    got = read_printed(
        suffix,
        row(
            "K01.製圖概念\nK02.3D列印\nK03.5G通訊\nK04.7日法\nK05.1.5倍率\nK06.24/7維運\nK07.37℃培養",
            "S1.識圖能力\nS2.4 大守則\nS3.2D製圖",
        ),
    )
    expected = {"K01": "製圖概念", "K02": "3D列印", "K03": "5G通訊", "K04": "7日法"}
    expected |= {"K05": "1.5倍率", "K06": "24/7維運", "K07": "37℃培養"}
    assert names(got) == expected | {"S1": "識圖能力", "S2": "4 大守則", "S3": "2D製圖"}


def test_without_stops_elsewhere_a_decimal_begins_no_name() -> None:
    assert names(read(row("K01 靜電\nS20.20標準\nK02 法規")))["K01"] == "靜電S20.20標準"


def statements(got: Assembly) -> tuple[list[tuple[str | None, str]], list[tuple[str | None, str]]]:
    ((_, block),) = got.standard.blocks()
    return [(one.code, one.text) for one in block.outputs], [(one.code, one.text) for one in block.indicators]


@EVERYWHERE
def test_stops_behind_the_codes_of_outputs_and_indicators(suffix: str) -> None:
    output, indicator = (
        "O1.1.1.表\nO1.1.2.PM計畫\nO1.1.3.3D模型",
        "P1.1.1.做。\nP1.1.2.7日內做。\nP1.1.3.1.5倍。\nP1.1.4.PM。",
    )
    got = read_printed(suffix, row(output=output, indicator=indicator))
    assert statements(got) == (
        [("O1.1.1", "表"), ("O1.1.2", "PM計畫"), ("O1.1.3", "3D模型")],
        [("P1.1.1", "做。"), ("P1.1.2", "7日內做。"), ("P1.1.3", "1.5倍。"), ("P1.1.4", "PM。")],
    )


def test_without_stops_elsewhere_they_are_the_name_s_or_the_code_s() -> None:
    got = read(row(output="O1.1.1.NET程式\nO1.1.2.NET Core", indicator="P1.1.1 做。\nP1.1.2 查。"))
    assert statements(got)[0] == [("O1.1.1", ".NET程式"), ("O1.1.2", ".NET Core")]
    four = read(("T1 做", "T1.1.1 甲", "O1.1.1.1 乙\nO1.1.1.2 丙", "P1.1.1.1 做。", "3", "K01 識", "S01 技"))
    assert statements(four)[0] == [("O1.1.1.1", "乙"), ("O1.1.1.2", "丙")]


@EVERYWHERE
def test_colons_before_numbers_and_words_like_codes(suffix: str) -> None:
    got = read_printed(
        suffix,
        row(
            "K01：甲\nK02：O2飽和度\nK03：P53基因\nK04：0.1mm量測",
            "S01：乙\nS02：SS400鋼板\nS03：S45C、A3",
            "O1.1.1：表\nO1.1.2：A3報告",
            "P1.1.1：做。\nP1.1.2：100%檢驗。\nP1.1.3：0.1mm內。",
        ),
    )
    assert names(got) == {
        "K01": "甲",
        "K02": "O2飽和度",
        "K03": "P53基因",
        "K04": "0.1mm量測",
        "S01": "乙",
        "S02": "SS400鋼板",
        "S03": "S45C、A3",
    }
    outputs, indicators = statements(got)
    assert outputs == [("O1.1.1", "表"), ("O1.1.2", "A3報告")]
    assert indicators == [("P1.1.1", "做。"), ("P1.1.2", "100%檢驗。"), ("P1.1.3", "0.1mm內。")]


@EVERYWHERE
def test_codes_of_three_digits_before_names_without_a_blank(suffix: str) -> None:
    got = read_printed(suffix, row("K001ESD防護\nK002T細胞\nK010甲\nK012乙", "S501SQL語法\nS502溝通"))
    assert names(got) == {
        "K001": "ESD防護",
        "K002": "T細胞",
        "K010": "甲",
        "K012": "乙",
        "S501": "SQL語法",
        "S502": "溝通",
    }


def test_a_minus_behind_a_small_code_is_the_text_s() -> None:
    got = read(row(indicator="p1.1.1 做。\np1.1.2 -40℃測試。"))
    assert statements(got)[1] == [("P1.1.1", "做。"), ("P1.1.2", "-40℃測試。")]


@EVERYWHERE
def test_a_decimal_behind_a_code_of_one_digit(suffix: str) -> None:
    got = read_printed(suffix, row("K1法規\nK21.5倍工資\nK30.1mm量測\nK4課程", "S1技"))
    assert names(got) == {"K1": "法規", "K2": "1.5倍工資", "K3": "0.1mm量測", "K4": "課程", "S1": "技"}
    assert told(got) == []


def test_so_is_one_below_a_full_line() -> None:
    got = read(row("K1法規\nK2失智症照護知識⏎K30.1mm量測⏎K4課程", "S1技"))
    assert names(got) == {"K1": "法規", "K2": "失智症照護知識", "K3": "0.1mm量測", "K4": "課程", "S1": "技"}


def test_a_standard_s_number_among_codes_of_one_digit_is_no_code_that_there_is() -> None:
    got = read(row("K1 法規\nK2 靜電", "S1 識圖\nS2 量測\nS20.20標準應用\nS3 銲接"))
    assert names(got) == {"K1": "法規", "K2": "靜電", "S1": "識圖", "S2": "量測S20.20標準應用", "S3": "銲接"}


@EVERYWHERE
def test_a_range_from_zero_behind_a_code_of_one_digit(suffix: str) -> None:
    got = read_printed(suffix, row("K1 法規\nK2 教育\nK30-3歲發展\nK4 課程"))
    assert names(got) == {"K1": "法規", "K2": "教育", "K3": "0-3歲發展", "K4": "課程", "S01": "技"}


@EVERYWHERE
def test_a_number_with_its_unit_behind_a_blank_runs_on_from_a_code(suffix: str) -> None:
    got = read_printed(suffix, row(output="O1.1.1 盤點表\nO1.1.27 日計畫\nO1.1.33 D 模型"))
    assert outputs(got) == [("O1.1.1", "盤點表"), ("O1.1.2", "7 日計畫"), ("O1.1.3", "3 D 模型")]


def test_where_the_number_is_the_next_one_it_is_whole() -> None:
    codes = "\n".join(f"O1.1.{number} 表" for number in range(1, 12))
    got = read(row(output=f"{codes}\nO1.1.12 日計畫\nO1.1.13 人員名冊"))
    assert outputs(got)[-2:] == [("O1.1.12", "日計畫"), ("O1.1.13", "人員名冊")]


@EVERYWHERE
def test_stops_of_duties_and_tasks_before_letters_and_digits(suffix: str) -> None:
    rest = ("P2.1.1 做。", "3", "K01", "S01")
    got = read_printed(
        suffix,
        ("T1.TQM推動", "T1.1.PM", "", "P1.1.1 做。", "3", "K01 識", "S01 技"),
        ("T2.4C策略", "T2.1.4C分析", "", *rest),
    )
    duties = got.standard.duties
    assert [(one.code, one.name) for one in duties] == [("T1", "TQM推動"), ("T2", "4C策略")]
    assert [(one.code, one.name) for _, one in got.standard.tasks()] == [("T1.1", "PM"), ("T2.1", "4C分析")]


def test_a_comma_before_a_page_break_is_none_of_the_item() -> None:
    got = read(row("K01 法規、", "S01 技、"))
    assert names(got) == {"K01": "法規", "S01": "技"}
    assert got.standard.source.coverage == 1.0


def test_a_product_behind_the_colon_of_a_code_makes_no_range() -> None:
    got = read(row(indicator="P1.1.1：S7-1200 程式維護。\nP1.1.2：K8s 部署。"))
    assert [(one.code, one.text) for _, task in got.standard.tasks() for one in task.blocks[0].indicators] == [
        ("P1.1.1", "S7-1200 程式維護。"),
        ("P1.1.2", "K8s 部署。"),
    ]


def test_a_colon_below_a_code_that_fills_a_narrow_column_belongs_to_it() -> None:
    got = read(("T1 做", "T1.1⏎：甲", "", "P1.1.1 做。", "3", "K01⏎：識", "S01 技"))
    assert [task.name for _, task in got.standard.tasks()] == ["甲"]
    assert names(got)["K01"] == "識"


def test_words_behind_codes_are_looked_at_in_proportion_to_their_number() -> None:
    def surveyed(count: int) -> None:
        text = "\n".join(f"S{number % 900 + 10} S11/S21 甲、SS400 乙" for number in range(count))
        survey([Span(text, tuple(range(len(text))))], Column.SKILL)

    assert steps.growth(lone_codes, surveyed, 400) < 2.5

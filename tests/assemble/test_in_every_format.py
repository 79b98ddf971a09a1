"""What the rules say of a table's cells holds in every format that can have such cells."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from tests.assemble.forms import HEADER, PROFILE, Row, paragraph, read, table
from tests.assemble.printed import read_printed

MERGING = pytest.mark.parametrize("suffix", ["html", "docx", "odt", "pdf"])
"""Extracted text has no merged cells."""


def blocks(got: Assembly) -> list[tuple[str | None, int | None, list[str | None], list[str | None]]]:
    """The task, level, K and S of every block; nothing may be lost."""
    assert got.standard.source.coverage == 1.0
    return [
        (task.code, block.level, [one.code for one in block.knowledge], [one.code for one in block.skills])
        for _, task in got.standard.tasks()
        for block in task.blocks
    ]


@MERGING
def test_cells_merged_over_tasks_and_over_the_levels_of_one(suffix: str) -> None:
    got = read_printed(
        suffix,
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
        (None, None, "O1.1.2 報告", "P1.1.2 記錄。", "4", None, "S02 寫作"),
        (None, "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤。", None, None, "S03 談判"),
    )
    assert blocks(got) == [
        ("T1.1", 3, ["K01"], ["S01"]),
        ("T1.1", 4, ["K01"], ["S02"]),
        ("T1.2", 4, ["K01"], ["S03"]),
    ]


def test_a_cell_of_several_tasks_goes_on_behind_the_breaks_of_a_pdf() -> None:
    tasks = [(None, f"T1.{n} 任務{n}", "", "\n".join(f"P1.{n}.{m} 做事。" for m in range(1, 6))) for n in range(2, 8)]
    knowledge = "K01 禮儀\nK02 法規"
    first = ("T1 銷售", "T1.1 任務1", "", "P1.1.1 做事。", "3", knowledge, "S01 溝通")
    got = read_printed("pdf", first, *((*task, None, None, None) for task in tasks), low=True)
    assert (got.standard.source.pages or 0) > 2
    assert blocks(got) == [(f"T1.{n}", 3, ["K01", "K02"], ["S01"]) for n in range(1, 8)]


def test_items_of_a_cell_of_several_tasks_stand_on_two_pages() -> None:
    knowledge = "\n".join(f"K{n:02} 知識{n}" for n in range(1, 16))
    codes = [f"K{n:02}" for n in range(1, 16)]
    got = read_printed(
        "pdf",
        ("T1 銷售", "T1.1 甲", "", "\n".join(f"P1.1.{n} 做事。" for n in range(1, 7)), "3", knowledge, "S01 溝通"),
        (None, "T1.2 乙", "", "\n".join(f"P1.2.{n} 做事。" for n in range(1, 7)), None, None, None),
        (None, "T1.3 丙", "", "\n".join(f"P1.3.{n} 做事。" for n in range(1, 7)), None, None, None),
        low=True,
    )
    assert (got.standard.source.pages or 0) > 1
    assert blocks(got) == [(f"T1.{n}", 3, codes, ["S01"]) for n in range(1, 4)]


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])
def test_conditions_of_others_are_supplements(suffix: str) -> None:
    row = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通")
    lines = ("說明與補充事項", "建議擔任此職類/職業之學歷/經歷/或能力條件：", "● 大專。", "其他補充說明：")
    standard = read_printed(suffix, row, back=(*lines, "● 略。", "擔任主管者之條件：三年。")).standard
    assert standard.prerequisites == ("大專。",)
    assert standard.supplements == ("略。", "擔任主管者之條件：三年。")


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])
def test_two_duties_with_their_tasks_in_one_row(suffix: str) -> None:
    got = read_printed(
        suffix,
        ("T1 銷售\nT2 服務", "T1.1 拜訪\nT2.1 維修", "", "P1.1.1 拜訪。\nP2.1.1 維修。", "3", "K01 禮儀", "S01 溝通"),
    )
    assert [(duty.code, duty.name) for duty in got.standard.duties] == [("T1", "銷售"), ("T2", "服務")]
    assert blocks(got) == [("T1.1", 3, ["K01"], ["S01"]), ("T2.1", 3, ["K01"], ["S01"])]


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])
def test_codes_of_another_column_from_ten_on(suffix: str) -> None:
    knowledge = "\n".join(f"K{number:02} 知識{number}" for number in range(1, 12))
    row = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄\nK10 知識10\nK12 教育", "P1.1.1 拜訪。", "3", knowledge, "S01 溝通")
    got = read_printed(suffix, row)
    ((_, block),) = got.standard.blocks()
    assert [one.code for one in block.outputs] == ["O1.1.1", "K10"]
    assert "AS108 K12" in [f"{one.rule} {one.subject}" for one in got.diagnostics]


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])
def test_a_minus_on_a_line_of_its_own_is_no_bullet(suffix: str) -> None:
    row = ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 公差±\n-\nK02 乙", "S01 溝通")
    got = read_printed(suffix, row)
    assert [one.name for one in got.standard.knowledge] == ["公差±-", "乙"]


def test_a_word_too_long_for_its_column_is_of_its_cell() -> None:
    word = "InternationalTelecommunicationUnionMembership"
    row = ("T1 銷售", "T1.1 拜訪", f"O1.1.1\n{word}", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通")
    got = read_printed("pdf", row)
    ((_, block),) = got.standard.blocks()
    assert [one.text for one in block.outputs] == [word]
    assert [one.text for one in block.indicators] == ["拜訪。"]


def test_attitudes_before_the_competence_table_take_none_of_its_tasks() -> None:
    rows: list[Row] = [
        ("職能內涵 (A=attitude 態度)",),
        ("A01 彈性：能調整。",),
        HEADER,
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通"),
    ]
    for body in (rows, [*rows[:3], ("T1 銷售", *[""] * 6), ("", *rows[3][1:])]):
        got = read(form=False, front=[paragraph("甲業務人員職能基準"), table([*PROFILE, *body])])
        assert blocks(got) == [("T1.1", 3, ["K01"], ["S01"])]
        assert [one.code for one in got.standard.attitudes] == ["A01"]

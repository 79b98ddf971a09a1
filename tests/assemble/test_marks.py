"""Signs that people put before codes: none of the text; boxes that are ticked or not, and stars, are told."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from pipeline.base.limits import Limits
from pipeline.readers import html
from pipeline.readers.blocks import Block
from tests.assemble.forms import PROFILE, paragraph, read, table, told
from tests.assemble.printed import read_printed

ROW = (
    "T1 管理",
    "T1.1 清點",
    "O1.1.1 盤點表",
    "P1.1.1 核對。\nP1.1.2 記錄。",
    "3",
    "K01 物料知識\nK02 盤點方法",
    "S01 溝通",
)
EVERYWHERE = pytest.mark.parametrize("suffix", ["txt", "html", "docx", "odt", "pdf"])
MARKS = "☑☒☐✓✔✗✘□■★☆※◆▣❑✦➜→✅❌👉🔹†§"


def with_knowledge(text: str) -> Assembly:
    return read((*ROW[:5], text, ROW[6]), back=[paragraph("職能內涵 (A=attitude 態度)"), paragraph("A01 細心：謹慎。")])


def names(got: Assembly) -> list[tuple[str | None, str | None]]:
    return [(one.code, one.name) for one in got.standard.knowledge]


PLAIN = [("K01", "物料知識"), ("K02", "盤點方法")]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("gap", ["", " ", "\ufe0f "])
def test_signs_before_codes_are_none_of_a_name(mark: str, gap: str) -> None:
    got = with_knowledge(f"{mark}{gap}K01 物料知識\n{mark}{gap}K02 盤點方法")
    assert (names(got), told(got)) == (PLAIN, [])
    assert [one.as_printed for one in next(got.standard.tasks())[1].blocks[0].knowledge] == [None, None]


@pytest.mark.parametrize("mark", MARKS)
def test_before_codes_of_all_columns_and_of_attitudes(mark: str) -> None:
    row = tuple(text if text == "3" else "\n".join(f"{mark} {line}" for line in text.split("\n")) for text in ROW)
    back: list[Block] = [
        paragraph("職能內涵 (A=attitude 態度)"),
        *map(paragraph, (f"{mark}A01 細心：謹慎。", f"{mark}A02 守時。")),
    ]
    got, plain = read(row, back=back), read(ROW, back=[back[0], paragraph("A01 細心：謹慎。"), paragraph("A02 守時。")])
    assert told(got) == told(plain) == []
    assert got.standard.model_copy(update={"source": plain.standard.source}) == plain.standard


@pytest.mark.parametrize("suffix", ["html", "docx", "odt", "pdf", "txt"])
def test_boxes_in_every_format(suffix: str) -> None:
    got = read_printed(suffix, (*ROW[:5], "■ K01 物料知識\n□ K02 盤點方法", ROW[6]))
    assert (names(got), "AS112 marks" in told(got)) == (PLAIN, True)


@pytest.mark.parametrize(
    "text",
    [
        "☑ K01 物料知識\n☐ K02 盤點方法",
        "☑K01 物料知識\n□K02 盤點方法",
        "■ K01 物料知識\n□ K02 盤點方法",
        "✓K01 物料知識\nK02 盤點方法",
        "K01 物料知識\n★K02 盤點方法",
        "K01 物料知識\n※ K02 盤點方法",
        "\uf0fe K01 物料知識\n\uf0a8 K02 盤點方法",
        "☑ K01 物料知識 ☐ K02 盤點方法",
    ],
)
def test_marks_that_differ_are_told(text: str) -> None:
    got = with_knowledge(text)
    assert (names(got), told(got)) == (PLAIN, ["AS112 marks"])


@pytest.mark.parametrize(
    "text",
    [
        "● K01 物料知識\nK02 盤點方法",
        "● K01 物料知識\n◆ K02 盤點方法",
        "■ K01 物料知識\nK02 盤點方法",
        "\uf06c K01 物料知識\nK02 盤點方法",
    ],
)
def test_bullets_that_some_lack_say_nothing(text: str) -> None:
    assert (names(with_knowledge(text)), told(with_knowledge(text))) == (PLAIN, [])


def test_a_sign_that_ends_the_line_of_an_item_is_that_items() -> None:
    got = with_knowledge("K01 物料知識★\nK02 盤點方法")
    assert names(got) == [("K01", "物料知識★"), ("K02", "盤點方法")]


def notes(*lines: str) -> Assembly:
    return read(ROW, back=[paragraph("說明與補充事項"), paragraph("其他補充說明："), *map(paragraph, lines)])


@pytest.mark.parametrize("lines", [("□國中 ■高中 □大學",), ("☐ 國中", "☑ 高中"), ("□ 國中", "✓ 高中")])
def test_boxes_in_the_notes_are_told(lines: tuple[str, ...]) -> None:
    assert told(notes(*lines)) == ["AS112 marks"]


@pytest.mark.parametrize("lines", [("■ 學歷", "□ 高中", "□ 大學"), ("★ 甲", "乙"), ("※ 甲", "● 乙")])
def test_bullets_of_two_lists_in_the_notes_are_none(lines: tuple[str, ...]) -> None:
    assert told(notes(*lines)) == []


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("□1 □2 ☑3 □4 □5 □6", 3),
        ("□ 1\n■ 2\n□ 3", 2),
        ("☐1級 ☒4級", 4),
        ("○1 ○2 ●3", 3),
        ("□1 □2 □3", None),
        ("■1 ■2 □3", None),
    ],
)
def test_of_levels_with_boxes_the_ticked_one_holds(printed: str, level: int | None) -> None:
    profile = [*PROFILE[:-1], ("基準級別", printed)]
    got = read((*ROW[:4], printed, *ROW[5:]), front=[paragraph("甲人員職能基準"), table(profile)])
    block = next(got.standard.tasks())[1].blocks[0]
    assert (got.standard.level, block.level) == (level, level)
    assert (got.standard.level_as_printed, block.level_as_printed) == (printed, printed)
    assert told(got) == []


def test_boxes_before_the_labels_of_the_header_table() -> None:
    profile = [PROFILE[0], (PROFILE[1][0], "□職類", ""), ("", "☑職業", "甲業務人員"), *PROFILE[3:]]
    got = read(ROW, front=[paragraph("甲人員職能基準"), table(profile)])
    assert (got.standard.title.job_category, got.standard.title.occupation) == (None, "甲業務人員")
    assert (got.standard.code, told(got)) == ("ABC1234-001v1", [])


def test_boxes_that_are_controls_of_a_page() -> None:
    body = html.read(
        "<meta charset=utf-8><p><input type=checkbox checked>K01 甲<p><input type=checkbox> K02 乙".encode(), Limits()
    )
    assert ["".join(block.text.split()) for block in body.blocks if not hasattr(block, "rows")] == ["☑K01甲", "☐K02乙"]


@EVERYWHERE
@pytest.mark.parametrize("mark", ["；", "; ", "，"])
def test_what_parts_items_on_one_line_is_none_of_a_name(suffix: str, mark: str) -> None:
    tasks, outputs, indicators = (
        f"T1.1 清點{mark}T1.2 點交",
        f"O1.1.1 盤點表{mark}O1.1.2 清冊",
        "P1.1.1 核對；\nP1.1.2 記錄。",
    )
    knowledge, skills = f"K01 物料知識{mark}K02 盤點方法", f"S01 溝通{mark}S02 協調"
    got = read_printed(suffix, ("T1 管理", tasks, outputs, indicators, "3", knowledge, skills))
    assert names(got) == PLAIN
    assert [one.name for one in got.standard.skills] == ["溝通", "協調"]
    ((_, task),) = got.standard.tasks()
    assert [one.name for one in (task, *task.also)] == ["清點", "點交"]
    assert [one.text for one in task.blocks[0].outputs] == ["盤點表", "清冊"]
    assert [one.text for one in task.blocks[0].indicators] == ["核對；", "記錄。"]
    assert (got.standard.source.coverage, told(got)) == (1.0, [])


def test_what_ends_a_line_or_a_sentence_stays() -> None:
    got = read((*ROW[:3], "P1.1.1 核對；P1.1.2 記錄。", "3", "K01 物料知識；\nK02 盤點方法", "S01 溝通"))
    assert names(got) == [("K01", "物料知識；"), ("K02", "盤點方法")]
    assert [one.text for one in next(got.standard.tasks())[1].blocks[0].indicators] == ["核對；", "記錄。"]

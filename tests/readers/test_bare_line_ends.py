"""Extracted text whose cells hold line ends, so that a row is several lines of the file."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble
from pipeline.base.limits import Limits
from pipeline.readers import text
from pipeline.readers.blocks import Paragraph, SourceDocument, Table
from pipeline.record.model import Standard

HEADER = "主要職責\t工作任務\t工作產出\t行為指標\t職能級別\t職能內涵 (K=knowledge 知識)\t職能內涵 (S=skills 技能)\n"
BROKEN_HEADER = (
    HEADER.replace("職能級", "職能\n級").replace(" (", "\n(").replace("s 技", "s\n技").replace("e 知", "e\n知")
)
FRONT = "甲業務人員職能基準\n\n職能基準代碼\t\tABC1234-001v1\n職能基準名稱\t職業\t甲業務人員\n基準級別\t3\n\n"
ROWS = (
    "T1 維護與開\n發市場\tT1.1 分析\nT1.2 評估\tO1.1.1 市場\n分析報告\tP1.1.1 收集資訊。\n\nP1.1.2 回報。\t3\tK01 消費者\n"
    "心理學\nK02 法規\tS01 資料\n彙整\n"
)
MORE = "\t\tO1.1.2 表\tP1.1.3 通知。\t\tK03 AI\noT 架構\tS02 訪談\n技能\n"
BACK = "職能內涵 (A=attitude 態度)\nA01 主動\nA02 合作\n"


def standard(content: str) -> Standard:
    body = text.read(content.encode(), Limits())
    return assemble(SourceDocument("a.txt", "txt", "0" * 64, body)).standard


@pytest.mark.parametrize("header", [HEADER, BROKEN_HEADER])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_tabs_tell_which_lines_make_a_row(header: str, gap: str) -> None:
    got = standard(FRONT + header + ROWS + gap + header + MORE + gap + BACK)
    ((duty, task),) = got.tasks()
    (block,) = task.blocks
    assert duty.name == "維護與開發市場"
    assert [(one.code, one.name) for one in task.heads] == [("T1.1", "分析"), ("T1.2", "評估")]
    assert [(one.code, one.text) for one in block.outputs] == [("O1.1.1", "市場分析報告"), ("O1.1.2", "表")]
    assert [one.text for one in block.indicators] == ["收集資訊。", "回報。", "通知。"]
    assert block.level == 3
    assert [(one.code, one.name) for one in got.knowledge] == [
        ("K01", "消費者心理學"),
        ("K02", "法規"),
        ("K03", "AI oT 架構"),
    ]
    assert [(one.code, one.name) for one in got.skills] == [("S01", "資料彙整"), ("S02", "訪談技能")]
    assert [one.name for one in got.attitudes] == ["主動", "合作"]
    assert got.source.outcome == "ok"


def test_pages_without_header_and_page_lines_between_rows() -> None:
    got = standard(FRONT + HEADER + ROWS + "第1頁，總共2頁\n\n" + MORE + "第2頁，總共2頁\n" + BACK)
    assert [(one.code, one.name) for one in got.skills] == [("S01", "資料彙整"), ("S02", "訪談技能")]
    assert len(got.duties[0].tasks[0].blocks[0].indicators) == 3
    assert got.source.outcome == "ok"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_version_table(gap: str) -> None:
    table = (
        "版本\t職能基準代碼\t職能基準名稱\t狀態\t更新說明\t發展更新日期\n"
        "V2\tABC1234-001v2\t甲業務\n人員\t最新版本\t修改 T1.1，\n新增 K05。\t2022/\n05/06\n"
        "V1\tABC1234-001v1\t甲員\t歷史版本\t已被《ABC1234-001v2》取代\t2019/01/02\n"
    )
    got = standard(table + gap + FRONT + HEADER + ROWS + BACK)
    assert [(one.version, one.name, one.note, one.date) for one in got.versions] == [
        ("V2", "甲業務人員", "修改 T1.1，新增 K05。", "2022-05-06"),
        ("V1", "甲員", "已被《ABC1234-001v2》取代", "2019-01-02"),
    ]
    assert (got.name, got.source.outcome) == ("甲業務人員", "ok")


def test_only_a_line_that_falls_short_ends_an_item() -> None:
    table = text.read((HEADER + ROWS).encode(), Limits()).blocks[0]
    assert isinstance(table, Table)
    assert [(line.text, line.soft) for line in table.rows[1][5].lines] == [
        ("K01 消費者", True),
        ("心理學", False),
        ("K02 法規", False),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "T1 甲\tT1.1 乙\tO1.1.1 丙\tP1.1.1 丁。\t3\tK01 戊\tS01 己\n頁末說明\n\tT1.2 庚\t\tP1.2.1 辛。\t3\tK01 戊\tS01 己\n",
        "T1 甲\tT1.1 乙\tO1.1.1 丙\tP1.1.1 丁。\n\t\t\tP1.1.2 戊。\n",
        "T1 甲\tT1.1 乙\n說明\n",
    ],
    ids=["a line between whole rows", "rows without the tabs at their ends", "too few tabs"],
)
def test_other_lines_stay_rows_and_paragraphs_of_their_own(below: str) -> None:
    blocks = text.read((HEADER + below).encode(), Limits()).blocks
    rows = sum(len(block.rows) for block in blocks if isinstance(block, Table))
    paragraphs = sum(isinstance(block, Paragraph) for block in blocks)
    assert rows + paragraphs == 1 + below.count("\n")


def test_a_table_without_the_header_of_the_form_is_left_alone() -> None:
    content = "甲\t乙\t丙\t丁\t戊\t己\t庚\n一\t二\t三\n四\t五\t六\t七\t八\n"
    (table,) = text.read(content.encode(), Limits()).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 3

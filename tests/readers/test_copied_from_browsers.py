"""Tables copied from a browser's window: merged cells stand in the first of their rows only, cells hold line ends."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble
from pipeline.base.limits import Limits
from pipeline.readers import text
from pipeline.readers.blocks import SourceDocument
from pipeline.record.model import Standard
from tests import steps

VERSIONS = "版本\t職能基準代碼\t職能基準名稱\t狀態\t更新說明\t發展更新日期\nV1\tABC1234-001v1\t甲員\t最新版本\t略\t2019/01/02\n"
PROFILE = (
    "職能基準代碼\tABC1234-001v1\n職能基準名稱\n(擇一填寫)\t職類\t\n職業\t甲員\n"
    "所屬\n類別\t職類別\t製造／製程研發\n製造／品質管理\t職類別代碼\tMPD\nMQM\n職業別\t工程師\t職業別代碼\t2141\n"
    "行業別\t製造業／食品業\n農、林、漁、牧業／農業\t行業別代碼\tC0891\nA01\n工作描述\t從事製造：\n1.規劃。\n2.檢討。\n基準級別\t3\n"
)
HEADER = "主要職責\t工作任務\t工作產出\t行為指標\t職能級別\t職能內涵（K=knowledge知識）\t職能內涵（S=skills技能）\n"
ROWS = (
    "T1 管理\tT1.1 清點\tO1.1.1 表\nO1.1.2 冊\tP1.1.1 做。\nP1.1.2 查。\t3\tK01 甲\nK02 乙\tS01 丙\nS02 丁\n"
    "\tP1.1.3 記。\t4\tK02 乙\tS02 丁\n"
    "O1.1.3 單\nO1.1.4 本\tP1.1.4 報。\t5\tK02 乙\tS02 丁\n"
    "T1.2 點交\t\tP1.2.1 交。\t3\tK03 戊\tS03 己\n"
    "T2 販售\tT2.1 報價\t\tP2.1.1 談。\t2\tK01 甲\tS01 丙\n"
)
BACK = "職能內涵（A=attitude態度）\nA01 主動：自發。\n說明與補充事項\n建議擔任此職類/職業之學歷/經歷/或能力條件：無。\n"


def standard(content: str) -> Standard:
    body = text.read(content.encode(), Limits())
    return assemble(SourceDocument("a.txt", "txt", "0" * 64, body)).standard


def copied(inner: str) -> Standard:
    """What is read where the line ends inside the cells of the competence table are of this kind."""
    rows = ROWS
    for code in ("O1.1.2", "P1.1.2", "K02 乙\tS01", "S02 丁\n\t", "O1.1.4", "T1.3"):
        rows = rows.replace(f"\n{code}", f"{inner}{code}")
    return standard("甲員職能基準\n" + VERSIONS + PROFILE + HEADER + rows + BACK)


@pytest.mark.parametrize("inner", ["\n", "\v"])
def test_rows_without_the_cells_of_their_duty_and_task(inner: str) -> None:
    got = copied(inner)
    assert [(duty.code, duty.name, [task.code for task in duty.tasks]) for duty in got.duties] == [
        ("T1", "管理", ["T1.1", "T1.2"]),
        ("T2", "販售", ["T2.1"]),
    ]
    first, *others = [task for _, task in got.tasks()]
    assert [
        (block.level, [one.code for one in block.outputs], [one.code for one in block.indicators])
        for block in first.blocks
    ] == [
        (3, ["O1.1.1", "O1.1.2"], ["P1.1.1", "P1.1.2"]),
        (4, [], ["P1.1.3"]),
        (5, ["O1.1.3", "O1.1.4"], ["P1.1.4"]),
    ]
    assert [(task.name, task.blocks[0].level, task.blocks[0].outputs) for task in others] == [
        ("點交", 3, ()),
        ("報價", 2, ()),
    ]
    assert [(one.code, one.name) for one in got.skills] == [("S01", "丙"), ("S02", "丁"), ("S03", "己")]
    assert (got.source.outcome, got.source.coverage) == ("ok", 1.0)


def test_line_ends_in_the_cells_of_the_header_table() -> None:
    got = copied("\n")
    assert (got.code, got.title.occupation, got.level) == ("ABC1234-001v1", "甲員", 3)
    found = got.classification
    assert [(one.name, one.code) for one in found.categories] == [("製造／製程研發", "MPD"), ("製造／品質管理", "MQM")]
    assert [(one.name, one.code) for one in found.occupations] == [("工程師", "2141")]
    assert [(one.name, one.code) for one in found.industries] == [
        ("製造業／食品業", "C0891"),
        ("農、林、漁、牧業／農業", "A01"),
    ]
    assert got.description == "從事製造：\n1.規劃。\n2.檢討。"
    assert [one.note for one in got.versions] == ["略"]


@pytest.mark.parametrize(("stop", "behind"), [(".", "."), ("-", ""), ("．", "")])
def test_codes_in_other_dress_and_a_duty_that_looks_like_a_task(stop: str, behind: str) -> None:
    rows = (
        ROWS.replace("1.1", f"1{stop}1").replace("1.2", f"1{stop}2").replace("2.1", f"2{stop}1").replace("販售", "5S")
    )
    rows = rows.replace("T2 5S", "T2.5S" if behind else "T2 5S").replace("T1 管理", f"T1{behind} 管理")
    got = standard(PROFILE + HEADER + rows + BACK)
    assert [(duty.name, [task.code for task in duty.tasks]) for duty in got.duties] == [
        ("管理", ["T1.1", "T1.2"]),
        ("5S", ["T2.1"]),
    ]
    assert got.source.outcome == "ok"


def test_a_description_that_its_cell_wraps_is_one_line() -> None:
    wrapped = (
        "從事製造、檢驗、包裝、運送與販售，並依規定填寫各項紀錄，且於每月檢討一次後，向主管提出改善的建\n議與計畫。"
    )
    got = standard(PROFILE.replace("從事製造：\n1.規劃。\n2.檢討。", wrapped) + HEADER + ROWS + BACK)
    assert got.description == wrapped.replace("\n", "")


def test_a_row_whose_level_stands_elsewhere_is_left_as_it_is() -> None:
    """Its codes disagree by how much it was moved, so that each text stays under the column where it is printed."""
    row = "T1.2 點交\t\tP1.2.1 交。\t3\tK03 戊\tS03 己\n"
    assert row in ROWS
    got = standard(PROFILE + HEADER + ROWS.replace(row, "T1.2 點交\t\tP1.2.1 交。\tK03 戊\tS03 己\t\n") + BACK)
    (block,) = next(task for _, task in got.tasks() if task.code == "T1.2").blocks
    assert (block.level, [one.code for one in block.outputs], [one.code for one in block.indicators]) == (
        None,
        ["P1.2.1"],
        ["K03"],
    )


def test_lines_that_may_begin_rows_are_looked_at_in_proportion() -> None:
    def content(count: int) -> bytes:
        lines = "1.規劃。\n" * count
        return (PROFILE.replace("1.規劃。\n", lines) + HEADER + ROWS + "O1.1.9 單\n" * count + BACK).encode()

    assert steps.growth(text, lambda count: text.read(content(count), Limits()).blocks, 1000) < 2.5

"""Rows that lack the cells which a merged one covers, as programs leave them out that make or copy tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.readers import read_bytes
from tests.assemble.forms import HEADER, PROFILE, Row, read, told

FIRST = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通")
SECOND = ("T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤客戶。", "4", "K02 法規", "S02 談判")
THIRD = ("O1.2.2 報表", "P1.2.2 回報。", "5", "K01 禮儀", "S01 溝通")
FOURTH = ("T2 服務", "T2.1 客服", "O2.1.1 表單", "P2.1.1 服務客戶。", "3", "K02 法規", "S02 談判")

READ = [
    ("T1", "T1.1", 3, ["O1.1.1"], ["P1.1.1"], ["K01"], ["S01"]),
    ("T1", "T1.2", 4, ["O1.2.1"], ["P1.2.1"], ["K02"], ["S02"]),
    ("T1", "T1.2", 5, ["O1.2.2"], ["P1.2.2"], ["K01"], ["S01"]),
    ("T2", "T2.1", 3, ["O2.1.1"], ["P2.1.1"], ["K02"], ["S02"]),
]


def found(got: Assembly) -> list[tuple[object, ...]]:
    return [
        (duty.code, task.code, block.level, *([one.code for one in items] for items in parts(block)))
        for duty, task in got.standard.tasks()
        for block in task.blocks
    ]


def moved(got: Assembly) -> str:
    """All text that the rule placed."""
    return " ".join(one.text for one in got.placements if "row-without-its-first-cells" in (one.rule or ""))


def parts(block: object) -> list[list[object]]:
    return [list(getattr(block, name)) for name in ("outputs", "indicators", "knowledge", "skills")]


def test_all_codes_of_the_row_tell_by_how_much_it_was_moved() -> None:
    got = read(FIRST, SECOND, THIRD, FOURTH)
    assert found(got) == READ
    assert told(got) == []
    assert moved(got).startswith(" ".join(SECOND))


def as_html(rows: list[Row]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def as_text(rows: list[Row]) -> str:
    return "\n".join("\t".join(cell or "" for cell in row).replace("\n", " ") for row in rows)


@pytest.mark.parametrize(("suffix", "write"), [("html", as_html), ("txt", as_text)])
def test_in_a_file(suffix: str, write: Callable[[list[Row]], str]) -> None:
    head, form = list(PROFILE), [HEADER, FIRST, SECOND, THIRD, FOURTH]
    break_ = "<br>" if suffix == "html" else "\n\n"
    data = f"甲業務人員職能基準{break_}{write(head)}{break_}{write(form)}".encode()
    assert found(assemble(read_bytes(Path(f"form.{suffix}"), data))) == READ


def test_cells_that_are_missing_at_both_ends() -> None:
    got = read(FIRST, SECOND[:-1])
    assert found(got)[1] == ("T1", "T1.2", 4, ["O1.2.1"], ["P1.2.1"], ["K02"], [])


@pytest.mark.parametrize(
    "row",
    [
        ("T1.2 追蹤", "", "P1.2.1 追蹤客戶。"),  # too few codes
        ("T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤客戶。", "4", "S02 談判"),  # they do not agree
    ],
)
def test_where_its_codes_leave_doubt_a_row_stays(row: Row) -> None:
    assert moved(read(FIRST, row)) == ""


def test_a_row_that_lacks_its_last_cells_stays() -> None:
    got = read(FIRST, ("", "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤客戶。"))
    assert moved(got) == ""
    assert found(got)[1] == ("T1", "T1.2", None, ["O1.2.1"], ["P1.2.1"], [], [])

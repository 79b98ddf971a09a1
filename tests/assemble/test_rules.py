"""Every rule of the assembler has a case that comes out wrong without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.assemble import (
    Assembly,
    block_rules,
    breaks,
    columns,
    duty_rules,
    merged,
    sections,
    several_duties,
    table_rows,
    task_rules,
)
from pipeline.assemble.rules import FormRule
from pipeline.readers.blocks import Block, Table
from tests.assemble.forms import HEADER, PAGE, PROFILE, Row, paragraph, read, table

DOCS = Path(__file__).parents[2] / "docs"
ROOMS = (sections, columns, table_rows, merged, several_duties, breaks, duty_rules, task_rules, block_rules)
"""The modules that hold tables of rules."""


def tables() -> list[tuple[ModuleType, str, tuple[FormRule[Any, Any], ...]]]:
    """Every table of rules with its place."""
    return [
        (room, name, value)
        for room in ROOMS
        for name, value in vars(room).items()
        if isinstance(value, tuple) and value and all(isinstance(one, FormRule) for one in value)
    ]


RULES = {rule.name: (room, name, rule) for room, name, rules in tables() for rule in rules}
FIRST = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通")
SECOND = ("", "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 追蹤。", "4", "K02 法規", "S02 談判")
ATTITUDE = "職能內涵 (A=attitude 態度)"
TITLE = paragraph("甲業務人員職能基準")
FRONT = [TITLE, table(list(PROFILE))]
VERSIONS = [("版本", "職能基準代碼", "職能基準名稱", "狀態"), ("V1", "ABC1234-001v1", "甲業務人員", "最新版本")]


def duties(got: Assembly) -> list[tuple[str | None, str | None, list[str | None]]]:
    return [(duty.code, duty.name, [task.code for task in duty.tasks]) for duty in got.standard.duties]


def tasks(got: Assembly) -> list[list[tuple[str | None, str | None]]]:
    return [[(head.code, head.name) for head in task.heads] for _, task in got.standard.tasks()]


def levels(got: Assembly) -> list[list[int | None]]:
    return [[block.level for block in task.blocks] for _, task in got.standard.tasks()]


def printed_levels(got: Assembly) -> list[str | None]:
    return [block.level_as_printed for _, block in got.standard.blocks()]


def outputs(got: Assembly) -> list[tuple[str | None, str]]:
    return [(one.code, one.text) for _, block in got.standard.blocks() for one in block.outputs]


def indicators(got: Assembly) -> list[list[str | None]]:
    return [[one.code for block in task.blocks for one in block.indicators] for _, task in got.standard.tasks()]


def knowledge(got: Assembly) -> dict[str, str | None]:
    return {one.code: one.name for one in got.standard.knowledge}


def skills(got: Assembly) -> dict[str, str | None]:
    return {one.code: one.name for one in got.standard.skills}


def attitudes(got: Assembly) -> list[str | None]:
    return [one.code for one in got.standard.attitudes]


def duty_over_its_tasks(duty: str, row: Row) -> Table:
    """A competence table without a column of duties, each in a row above its tasks."""
    built = table([HEADER[1:], (duty,), row], number=10)
    (cell,) = built.rows[1]
    return replace(built, rows=(built.rows[0], (replace(cell, colspan=6, right=6.0),), built.rows[2]))


def fields(*texts: str) -> Callable[[Assembly], list[str | None]]:
    """Where the stretches with these texts went."""

    def look(got: Assembly) -> list[str | None]:
        where = {one.text: one.field for one in got.placements}
        return [where.get(text) for text in texts]

    return look


def notes(got: Assembly) -> tuple[str, ...]:
    return got.standard.supplements


@dataclass(frozen=True)
class Case:
    """A form, what to look at, and what must be seen there."""

    form: Callable[[], Assembly]
    look: Callable[[Assembly], Any]
    seen: Any


def form(
    *rows: Row | str, header: bool = True, front: list[Block] | None = None, back: list[Block] | None = None
) -> Callable[[], Assembly]:
    return lambda: read(*rows, header=header, front=front, back=back)


def under(labels: Row, *rows: Row) -> Callable[[], Assembly]:
    """A competence table under another header."""
    return lambda: read(front=[*FRONT, table([labels, *rows])], form=False)


def wide(first: int, last: int, text: str) -> Callable[[], Assembly]:
    """A form whose second task has a cell over the columns from ``first`` to ``last``."""
    row = ("", "T1.2 追蹤", "", "", "", "", "")
    base = table([HEADER, FIRST, row])
    cell = table([(text,)], edges=[float(first), float(last + 1)]).rows[0][0]
    rows = (*base.rows[:2], (*base.rows[2][:first], cell, *base.rows[2][last + 1 :]))
    return lambda: read(front=[*FRONT, type(base)(rows, 1, 1)], form=False)


def over_the_page(above: str, below: str) -> Callable[[], Assembly]:
    """A form with a cell over outputs and indicators that a page break cuts."""
    first, rest = table([HEADER, FIRST]), table([HEADER, ("",) * 7], 2, 2)

    def cut(base: Table, text: str) -> Table:
        cell = table([(text,)], edges=[2.0, 4.0]).rows[0][0]
        return Table((base.rows[0], (*base.rows[1][:2], cell, *base.rows[1][4:])), base.number, base.page)

    return lambda: read(front=[*FRONT, cut(first, above), cut(rest, below)], form=False)


CASES: dict[str, Case] = {
    # sections
    "page-number": Case(form(FIRST, ("第1頁，總共1頁",)), fields("第1頁，總共1頁"), ["outside"]),
    "title-behind-the-versions": Case(
        form(FIRST, front=[table(VERSIONS), TITLE, table(list(PROFILE))]), lambda got: "name" in got.standard.at, True
    ),
    "header-over-attitudes-or-notes": Case(
        form(FIRST, ("職能內涵 (A=attitude 態度)",), ("親和力",), PAGE, ("彈性",)),
        lambda got: [one.name for one in got.standard.attitudes],
        ["親和力", "彈性"],
    ),
    "attitudes-behind-the-notes": Case(
        form(FIRST, back=[table([("說明與補充事項",), ("說明一。",), ("職能內涵 (A=attitude 態度)",), ("A01 親和力",)])]),
        attitudes,
        ["A01"],
    ),
    "version-table-behind-the-form": Case(
        form(FIRST, back=[*map(paragraph, ("說明與補充事項", "其他補充說明：", "● 說明一。")), table(VERSIONS)]),
        lambda got: (len(got.standard.versions), got.standard.supplements),
        (1, ("說明一。",)),
    ),
    "line-of-contents": Case(
        form(FIRST, front=[paragraph(f"{ATTITUDE}……3"), *FRONT], back=[paragraph(ATTITUDE), paragraph("A01 彈性")]),
        lambda got: [(one.code, one.name) for one in got.standard.attitudes],
        [("A01", "彈性")],
    ),
    "title-printed-again": Case(
        form(front=[*FRONT, table([HEADER, FIRST]), TITLE, table([HEADER, ("", *SECOND[1:])], number=2)]),
        lambda got: [one.rule for one in got.diagnostics if one.rule == "AS103"],
        [],
    ),
    "items-around-the-form": Case(
        form(FIRST, back=[table([("說明與補充事項",), ("說明一。",)]), paragraph("A07 親和力")]), fields("A07 親和力"), [None]
    ),
    "duty-above-its-table": Case(
        form(front=[*FRONT, paragraph(f"{ATTITUDE} A01 彈性"), paragraph("T1 業務"), table([HEADER, FIRST])]),
        fields("T1 業務"),
        [None],
    ),
    "page-around-the-form": Case(
        form(FIRST, back=[table([("說明與補充事項",), ("說明一。",)]), paragraph("回首頁")]), fields("回首頁"), ["outside"]
    ),
    "competence-table-behind-the-notes": Case(
        form(FIRST, back=[paragraph("說明與補充事項"), table([HEADER, SECOND])]), duties, [("T1", "銷售", ["T1.1", "T1.2"])]
    ),
    "rows-of-another-table": Case(
        form(FIRST, back=[paragraph("說明與補充事項"), table([FIRST])]), lambda got: got.standard.supplements, ()
    ),
    "notes-go-on": Case(
        form(
            FIRST,
            back=list(map(paragraph, ("職能內涵 (A=attitude 態度)", "A01 親和力", "說明與補充事項", "態度(A)", "A02 略"))),
        ),
        attitudes,
        ["A01"],
    ),
    "notes": Case(form(FIRST, ("說明與補充事項",), ("說明一。",)), notes, ("說明一。",)),
    "notes-in-other-words": Case(
        form(
            FIRST,
            back=[*map(paragraph, ("職能內涵 (A=attitude 態度)", "A01 親和力", "備註", "其他補充說明：", "● 說明一。"))],
        ),
        lambda got: got.standard.supplements,
        ("說明一。",),
    ),
    "competence-table": Case(form(FIRST), tasks, [[("T1.1", "拜訪")]]),
    "list-of-names-behind-the-table": Case(
        form(FIRST, back=[table([("職能內涵 (K=knowledge 知識)", "K01 禮儀\nK02 法規")], number=20)]), tasks, [[("T1.1", "拜訪")]]
    ),
    "attitudes": Case(form(FIRST, ("職能內涵 (A=attitude 態度)",), ("親和力",)), lambda got: len(got.standard.attitudes), 1),
    "attitudes-without-title": Case(form(FIRST, ("A01 親和力\nA02 彈性",)), attitudes, ["A01", "A02"]),
    "version-table": Case(
        form(FIRST, front=[TITLE, table(VERSIONS), table(list(PROFILE))]), lambda got: len(got.standard.versions), 1
    ),
    "header-table": Case(form(FIRST), lambda got: got.standard.code, "ABC1234-001v1"),
    # headers
    "activities-are-the-tasks": Case(
        under(("工作任務", "工作活動", *HEADER[2:]), FIRST), duties, [("T1", "銷售", ["T1.1"])]
    ),
    "column-told-by-a-word-of-its-label": Case(
        under((*HEADER[:5], "專業知識要項", "備考", "操作技能要項"), (*FIRST[:5], "禮儀", "無", "溝通")),
        lambda got: [(len(block.knowledge), len(block.skills)) for _, block in got.standard.blocks()],
        [(1, 1)],
    ),
    "column-told-by-its-codes": Case(under((*HEADER[:2], "甲", "乙", *HEADER[4:]), FIRST), outputs, [("O1.1.1", "紀錄")]),
    "column-told-by-its-place": Case(
        under((*HEADER[:2], "成果", *HEADER[3:]), (*FIRST[:2], "紀錄", *FIRST[3:])), outputs, [(None, "紀錄")]
    ),
    # cells
    "merged-cell-cut-by-the-break": Case(
        form(FIRST, (*SECOND[:4], None, None, None), PAGE, ("", "T1.3 結案", "", "P1.3.1 結案。", "", "", "")),
        levels,
        [[3], [3], [3]],
    ),
    "level-in-a-wide-cell": Case(wide(2, 4, "O1.2.1 清單\n4\nP1.2.1 追蹤。"), levels, [[3], [4]]),
    "duty-over-its-tasks": Case(
        form(front=[*FRONT, duty_over_its_tasks("主要職責：T1 銷售", FIRST[1:])]), duties, [("T1", "銷售", ["T1.1"])]
    ),
    "wide-cell-goes-on": Case(
        over_the_page("O1.1.1 紀錄\nP1.1.1 拜訪⏎", "客戶。\nP1.1.2 回報。"), outputs, [("O1.1.1", "紀錄")]
    ),
    "wide-cell-cut-at-its-codes": Case(wide(5, 6, "K02 法規\nS02 談判"), skills, {"S01": "溝通", "S02": "談判"}),
    "stray-piece-of-the-header": Case(
        form((*FIRST[:5], "K01 禮儀", ""), ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "", "知識", "")), fields("知識"), ["label"]
    ),
    "dash-for-nothing": Case(
        form((*FIRST[:2], "—", *FIRST[3:])), lambda got: (outputs(got), got.standard.source.outcome), ([], "ok")
    ),
    "letter-in-the-level-cell": Case(form((*FIRST[:4], "4K", "01 禮儀", "")), knowledge, {"K01": "禮儀"}),
    "level-in-a-neighbour-s-cell": Case(
        form((*FIRST[:4], "", "3\nK01 禮儀", FIRST[6]), (*SECOND[:4], "", "4\nK02 法規", SECOND[6])), levels, [[3], [4]]
    ),
    "task-in-the-duty-cell": Case(form(("T1 銷售\nT1.1 拜訪", "", *FIRST[2:])), tasks, [[("T1.1", "拜訪")]]),
    "no-level-in-the-level-cell": Case(form((*FIRST[:4], "K01 禮儀", "", "")), knowledge, {"K01": "禮儀"}),
    "row-of-several-duties": Case(
        form(("T1 銷售\nT2 服務", "T1.1 拜訪\nT2.1 維修", "", "P1.1.1 拜訪。\nP2.1.1 維修。", "3", "", "")),
        duties,
        [("T1", "銷售", ["T1.1"]), ("T2", "服務", ["T2.1"])],
    ),
    "duty-above-its-tasks": Case(
        form(("T1 銷售\nT2 服務", *FIRST[1:]), (None, "T2.1 維修", "", "P2.1.1 維修。", "3", "", "")),
        duties,
        [("T1", "銷售", ["T1.1"]), ("T2", "服務", ["T2.1"])],
    ),
    # page breaks
    "name-behind-the-break": Case(
        form(FIRST, ("", "", "", "", "4", "K02 法規", ""), PAGE, ("", "T1.2 追蹤", "", "", "", "", ""),
             (None, None, "", "P1.2.1 追蹤。", "", "", "")),
        levels,
        [[3], [4]],
    ),
    "codes-behind-the-break": Case(
        form(FIRST, PAGE, ("", "T1.2 追蹤\nT1.3 結案", "", "", "", "", ""), PAGE, ("", "", "", "P1.2.1 追蹤。", "", "", "")),
        tasks,
        [[("T1.1", "拜訪")], [("T1.2", "追蹤"), ("T1.3", "結案")]],
    ),
    "remark-behind-the-break": Case(
        form((*FIRST[:4], "4（級以", *FIRST[5:]), PAGE, ("", "", "", "P1.1.2 回報。", "上）", "", "")),
        printed_levels,
        ["4（級以上）"],
    ),
    "code-cut-by-the-break": Case(
        form((*FIRST[:2], "O1.1.1 紀錄\nO1.1.", *FIRST[3:]), PAGE, ("", "", "2 清單", "", "", "", "")),
        outputs,
        [("O1.1.1", "紀錄"), ("O1.1.2", "清單")],
    ),
    # duties
    "rest-of-a-duty-printed-again": Case(
        form(("T1 維護與開發", *FIRST[1:]), ("T1 維護", *SECOND[1:]), PAGE, ("與開發", "", "", "P1.2.2 談判。", "", "", "")),
        duties,
        [("T1", "維護與開發", ["T1.1", "T1.2"])],
    ),
    "duty-name-printed-again": Case(
        form(FIRST, ("銷售", *SECOND[1:])), duties, [("T1", "銷售", ["T1.1", "T1.2"])]
    ),
    "duty-name-cut-by-the-break": Case(
        form(("T1 維護與", *FIRST[1:]), PAGE, ("開發", "", "", "", "", "K02 法規", "")), duties, [("T1", "維護與開發", ["T1.1"])]
    ),
    "duty-name-over-the-rows-of-its-tasks": Case(
        form(("T1 維護與", *FIRST[1:]), ("開發", *SECOND[1:])), duties, [("T1", "維護與開發", ["T1.1", "T1.2"])]
    ),
    "duty-without-code": Case(form(("銷售", *FIRST[1:])), duties, [(None, "銷售", ["T1.1"])]),
    "duty-behind-its-tasks": Case(
        form(("", *FIRST[1:]), ("T1 銷售", *SECOND[1:])), duties, [("T1", "銷售", ["T1.1", "T1.2"])]
    ),
    "duty-printed-again": Case(
        form(FIRST, ("T1 銷售", *SECOND[1:])), duties, [("T1", "銷售", ["T1.1", "T1.2"])]
    ),
    "duty-behind-the-break-takes-its-tasks": Case(
        form(FIRST, ("", "T2.1 維修", "", "P2.1.1 維修。", "3", "", ""), PAGE, ("T2 服務", "T2.2 保固", "", "P2.2.1 保固。", "3", "", "")),
        duties,
        [("T1", "銷售", ["T1.1"]), ("T2", "服務", ["T2.1", "T2.2"])],
    ),
    "new-duty": Case(form(FIRST), duties, [("T1", "銷售", ["T1.1"])]),
    # tasks
    "rest-of-a-task-printed-again": Case(
        form(
            (*FIRST[:1], "T1.1 拜訪客戶", *FIRST[2:]),
            ("", "T1.1 拜訪", "", "P1.1.2 談判。", "4", "", ""),
            PAGE,
            ("", "客戶\nT1.2 追蹤", "", "P1.1.3 回報。", "", "", ""),
        ),
        tasks,
        [[("T1.1", "拜訪客戶"), ("T1.2", "追蹤")]],
    ),
    "task-name-cut-by-the-break": Case(
        form(("T1 銷售", "T1.1 拜訪與", *FIRST[2:]), PAGE, ("", "追蹤", "", "P1.1.2 回報。", "", "", "")),
        tasks,
        [[("T1.1", "拜訪與追蹤")]],
    ),
    "task-without-code": Case(form(("T1 銷售", "拜訪", *FIRST[2:])), tasks, [[(None, "拜訪")]]),
    "task-told-by-codes": Case(
        form(FIRST, ("", "", "", "P1.2.1 追蹤。", "4", "", "")), tasks, [[("T1.1", "拜訪")], [("T1.2", None)]]
    ),
    "content-before-its-task": Case(
        form(("T1 銷售", "", "", "", "5", "K05 匯率", ""), ("", "T1.1 訂約", "", "P1.1.1 訂約。", "", "", "")),
        levels,
        [[5]],
    ),
    "told-task-named-behind-the-break": Case(
        form(FIRST, ("", "", "", "P1.2.1 追蹤。", "", "", ""), PAGE, ("", "T1.2 服務", "", "P1.2.2 回報。", "4", "", "")),
        lambda got: [task.derived for _, task in got.standard.tasks()],
        [False, False],
    ),
    "task-printed-again": Case(
        form(FIRST, ("", "T1.1 拜訪", "", "P1.1.2 談判。", "4", "K02 法規", "")), levels, [[3, 4]]
    ),
    "task-behind-its-content": Case(
        form(("T1 銷售", "", "", "", "5", "K05 匯率", ""), ("", "T1.1 訂約", "", "P1.1.1 訂約。", "", "", "")),
        tasks,
        [[("T1.1", "訂約")]],
    ),
    "list-of-tasks-cut-by-the-break": Case(
        form(FIRST, PAGE, ("", "T1.2 追蹤\nT1.3 結案", "", "", "", "", "")),
        tasks,
        [[("T1.1", "拜訪"), ("T1.2", "追蹤"), ("T1.3", "結案")]],
    ),
    "duty-told-by-its-task": Case(
        under(HEADER[1:], FIRST[1:], ("T2.1 維修", "", "P2.1.1 維修。", "3", "", "")),
        lambda got: [duty.code for duty in got.standard.duties],
        ["T1", "T2"],
    ),
    "new-task": Case(form(FIRST, SECOND), tasks, [[("T1.1", "拜訪")], [("T1.2", "追蹤")]]),
    # blocks
    "level-of-the-task": Case(form((*FIRST[:4], "3", "", ""), SECOND), levels, [[3], [4]]),
    "level-behind-the-break": Case(
        form((*FIRST[:4], "", *FIRST[5:]), PAGE, ("", "", "", "P1.1.2 回報。", "3", "", "")), levels, [[3]]
    ),
    "level-behind-its-task": Case(
        form((*FIRST[:4], "", "", ""), ("", "", "", "", "5", "K05 匯率", "S05 分析")), levels, [[5]]
    ),
    "output-behind-the-break-with-its-level": Case(
        form(FIRST, PAGE, ("", "T1.1 拜訪", "O1.1.2 報告", "P1.1.2 寫。", "3", "K02 法規", "")), levels, [[3, 3]]
    ),
    "level-printed-again": Case(
        form(FIRST, PAGE, ("", "", "", "P1.1.2 回報。", "3", "", "")), levels, [[3]]
    ),
    "another-level": Case(form(FIRST, (None, None, "", "P1.1.2 談判。", "4", "", "")), levels, [[3, 4]]),
    "cell-of-several-tasks": Case(form(FIRST, (*SECOND[:4], None, None, None)), levels, [[3], [3]]),
    "cell-of-several-levels": Case(
        form(FIRST, (None, None, "", "P1.1.2 談判。", "4", None, "S02 談判")),
        lambda got: [[one.code for one in block.knowledge] for _, block in got.standard.blocks()],
        [["K01"], ["K01"]],
    ),
    "row-without-its-first-cells": Case(
        form(FIRST, SECOND[1:]), duties, [("T1", "銷售", ["T1.1", "T1.2"])]
    ),
    # items
    "tail-of-an-item": Case(
        form((*FIRST[:2], "O1.1.1 紀錄與", *FIRST[3:]), PAGE, ("", "", "附表", "", "", "", "")), outputs, [("O1.1.1", "紀錄與附表")]
    ),
    "tail-of-an-item-without-code": Case(
        form((*FIRST[:2], "紀錄與⏎", *FIRST[3:]), PAGE, ("", "", "附表", "", "", "", "")), outputs, [(None, "紀錄與附表")]
    ),
    "items-without-code": Case(
        form((*FIRST[:2], "紀錄\n清單", *FIRST[3:])), outputs, [(None, "紀錄"), (None, "清單")]
    ),
    "items": Case(form(FIRST), outputs, [("O1.1.1", "紀錄")]),
}  # fmt: skip


def test_every_rule_has_a_name_of_its_own_and_a_case() -> None:
    assert sum(len(rules) for *_, rules in tables()) == len(RULES)
    assert set(CASES) == set(RULES)


def test_every_rule_rests_on_a_fact_and_is_in_the_documentation() -> None:
    form = (DOCS / "form.md").read_text("utf-8")
    facts = re.findall(r"^\| (\d+) \|", form, re.MULTILINE) + re.findall(r"^### (\d\.\d) ", form, re.MULTILINE)
    assert {rule.fact for *_, rule in RULES.values()} <= set(facts)
    listed = re.findall(
        r"^\| .* \| `([\w-]+)` \| (?:quirk )?([\d.]+) \|$", (DOCS / "quirks.md").read_text("utf-8"), re.M
    )
    assert listed == [(name, rule.fact) for name, (*_, rule) in RULES.items()]


@pytest.mark.parametrize("name", CASES)
def test_the_case_of_a_rule_comes_out_right(name: str) -> None:
    case = CASES[name]
    assert case.look(case.form()) == case.seen


@pytest.mark.parametrize("name", CASES)
def test_without_the_rule_it_does_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    room, table_name, rule = RULES[name]
    left = tuple(other for other in getattr(room, table_name) if other is not rule)
    monkeypatch.setattr(room, table_name, left)
    case = CASES[name]
    try:
        seen = case.look(case.form())
    except Exception as error:  # a form without any table, say, is refused
        seen = error
    assert seen != case.seen

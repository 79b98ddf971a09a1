"""What tells that an item is the one it was, and what does not: each rule on a small standard of its own."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.compare.changes import compare
from pipeline.record import model

COUNT = ("清點物料", ["盤點清冊"], ["依物料清單逐項核對數量。", "將短缺品項通報採購單位。", "登錄盤點日期與經手人員。"])
STORE = ("保管物料", ["溫濕度紀錄"], ["每日記錄庫房溫度及濕度。", "依先進先出原則安排儲位。", "標示易燃品並隔離存放。"])
SCRAP = ("汰換物料", ["報廢申請單"], ["判定逾期品項是否堪用。", "會同稽核人員見證銷毀。", "開立憑證送會計單位沖帳。"])


def statements(letter: str, texts: list[str]) -> list[dict[str, Any]]:
    return [{"code": f"{letter}{number}", "text": text} for number, text in enumerate(texts, start=1)]


def task(code: str, content: tuple[str, list[str], list[str]], knowledge: tuple[str, ...] = ()) -> dict[str, Any]:
    name, outputs, indicators = content
    block = {
        "level": 3,
        "outputs": statements(f"O{code[1:]}.", outputs),
        "indicators": statements(f"P{code[1:]}.", indicators),
        "knowledge": [{"code": one} for one in knowledge],
    }
    return {"code": code, "name": name, "blocks": [block]}


def standard(*tasks: dict[str, Any], duty: str = "管理倉庫", **fields: Any) -> model.Standard:
    """A standard of one duty; ``fields`` are further fields of the record."""
    return model.Standard.model_validate(
        {
            "source": {"name": "a.txt", "format": "txt", "sha256": "0" * 64, "coverage": 1},
            "code": "ABC1234-001v1",
            "name": "倉管人員",
            "title": {"occupation": "倉管人員"},
            "duties": [{"code": "T1", "name": duty, "tasks": list(tasks)}],
            **fields,
        }
    )


def told(old: model.Standard, new: model.Standard, kind: str) -> list[tuple[str | None, str | None, bool]]:
    """Of every item of a kind that changed: its old text, its new one, and whether it moved; sorted."""
    changes = (one for one in compare(old, new).changes if one.kind == kind and one.is_change)
    return sorted(((one.old and one.old.text, one.new and one.new.text, one.moved) for one in changes), key=repr)


def register(**names: str) -> list[dict[str, str]]:
    return [{"code": code, "name": name} for code, name in names.items()]


def test_a_task_in_the_place_of_another_with_half_its_name_is_new_if_it_holds_nothing_of_it():
    new = ("清點帳款", ["帳款對照表"], ["逐筆比對銀行存摺與帳簿。", "向往來廠商函證餘額。"])
    found = told(
        standard(task("T1.1", COUNT), task("T1.2", STORE)), standard(task("T1.1", new), task("T1.2", STORE)), "task"
    )
    assert found == [("清點物料", None, False), (None, "清點帳款", False)]


def test_a_task_with_half_its_name_is_the_same_if_it_holds_most_of_it():
    new = ("清點帳款", *COUNT[1:])
    found = told(
        standard(task("T1.1", COUNT), task("T1.2", STORE)), standard(task("T1.1", new), task("T1.2", STORE)), "task"
    )
    assert found == [("清點物料", "清點帳款", False)]


def test_knowledge_that_two_tasks_share_does_not_make_them_one():
    names = register(K01="倉儲管理概論", K02="物料編碼原則", K03="職業安全衛生法規")
    used = ("K01", "K02", "K03")
    other = ("辦理出貨", ["出貨單"], ["與貨運公司約定取件時段。", "拍照存證棧板堆疊情形。"])
    found = told(
        standard(task("T1.1", COUNT, used), task("T1.2", STORE, used), knowledge=names),
        standard(task("T1.1", other, used), task("T1.2", STORE, used), knowledge=names),
        "task",
    )
    assert found == [("清點物料", None, False), (None, "辦理出貨", False)]


def test_tasks_that_hold_nothing_but_knowledge_are_told_by_that():
    names = register(K01="倉儲管理概論", K02="物料編碼原則")
    old = standard(task("T1.1", ("清點", [], []), ("K01",)), task("T1.2", ("保管", [], []), ("K02",)), knowledge=names)
    new = standard(task("T1.1", ("盤查", [], []), ("K01",)), task("T1.2", ("保管", [], []), ("K02",)), knowledge=names)
    assert told(old, new, "task") == [("清點", "盤查", False)]


def test_an_output_rewritten_by_half_goes_with_the_task_that_was_joined_to_another():
    joined = (f"{COUNT[0]}與{STORE[0]}", [*COUNT[1], "溫濕度報告書"], [*COUNT[2], *STORE[2]])
    old = standard(task("T1.1", COUNT), task("T1.2", STORE), task("T1.3", SCRAP))
    assert told(old, standard(task("T1.1", joined), task("T1.2", SCRAP)), "output")[1] == (
        "溫濕度紀錄", "溫濕度報告書", True,
    )  # fmt: skip
    lone = standard(
        task("T1.1", (COUNT[0], [*COUNT[1], "溫濕度報告書"], COUNT[2])), task("T1.2", (STORE[0], [], STORE[2])),
        task("T1.3", SCRAP),
    )  # fmt: skip
    assert told(old, lone, "output") == [("溫濕度紀錄", None, False), (None, "溫濕度報告書", False)]


def test_a_text_rewritten_where_it_stands_counts_before_a_likelier_one_elsewhere():
    """A new indicator of another task begins as the old one did; the old one ends otherwise now, in its place."""
    old = standard(task("T1.1", COUNT), task("T1.2", STORE))
    rewritten = [COUNT[2][0], "將短缺品項列入次月盤點計畫。", COUNT[2][2]]
    elsewhere = [*STORE[2], "將溫控異常通報採購單位。"]
    new = standard(task("T1.1", (*COUNT[:2], rewritten)), task("T1.2", (*STORE[:2], elsewhere)))
    assert told(old, new, "indicator") == [
        ("將短缺品項通報採購單位。", "將短缺品項列入次月盤點計畫。", False),
        (None, "將溫控異常通報採購單位。", False),
    ]


def test_an_item_amended_at_both_ends_is_not_two_that_were_joined():
    """The new one has the beginning and the end of both; one of the two makes it up alone."""
    outputs = ["庫存歷史數據分析報表", "庫存後之盤點異常數據分析報表"]
    new = ["庫存歷年據分析報表", "庫存據此之盤點異常數據分析報表"]
    found = told(
        standard(task("T1.1", (COUNT[0], outputs, COUNT[2]))),
        standard(task("T1.1", (COUNT[0], new, COUNT[2]))),
        "output",
    )
    assert found == sorted((before, after, False) for before, after in zip(outputs, new, strict=True))


def test_a_duty_that_is_called_as_before_was_not_joined_to_another():
    def duties(first, second, added):
        return [
            {"code": "T1", "name": first, "tasks": [task("T1.1", COUNT)]},
            {"code": "T2", "name": second, "tasks": [task("T2.1", STORE), *added]},
        ]

    old = standard(duties=duties("倉儲作業稽核管考", "倉儲盤點", []))
    new = standard(duties=duties("倉儲盤點業稽核管考", "倉儲盤點", [task("T2.2", SCRAP)]))
    assert told(old, new, "duty") == [("倉儲作業稽核管考", "倉儲盤點業稽核管考", False)]


@pytest.mark.parametrize(
    ("place", "name", "expected"),
    [
        (1, "倉儲分類要點", [("倉儲管理概論", "倉儲分類要點", False)]),
        (1, "堆高機操作", [("倉儲管理概論", None, False), (None, "堆高機操作", False)]),
        (3, "倉儲分類要點", [("倉儲管理概論", None, False), (None, "倉儲分類要點", False)]),
    ],
)
def test_a_knowledge_of_which_a_third_of_the_name_is_left_is_the_same_only_where_it_stood(place, name, expected):
    """One task uses it, then as now."""
    codes, rest = ("K01", "K02", "K03", "K04"), ["物料編碼原則", "職業安全衛生法規", "財務會計準則"]
    old, new = list(rest), list(rest)
    old.insert(1, "倉儲管理概論")
    new.insert(place, name)

    def version(names):
        used = [code for code, one in zip(codes, names, strict=True) if one not in rest]
        others = tuple(code for code in codes if code not in used)
        return standard(
            task("T1.1", COUNT, tuple(used)), task("T1.2", STORE, others),
            knowledge=register(**dict(zip(codes, names, strict=True))),
        )  # fmt: skip

    assert [one for one in told(version(old), version(new), "knowledge") if one[0] != one[1]] == expected


def test_users_that_only_one_version_has_say_nothing_about_a_knowledge():
    """It was used by three tasks, one of which is gone; the two that are left use it under a new name."""
    names = register(K01="倉儲管理概論", K02="物料編碼原則")
    old = standard(
        *(task(f"T1.{at}", one, ("K01", "K02")[: at % 2 + 1]) for at, one in enumerate((COUNT, STORE, SCRAP), start=1)),
        knowledge=names,
    )
    new = standard(
        task("T1.1", COUNT, ("K01", "K02")), task("T1.2", STORE, ("K01",)),
        knowledge=register(K01="堆高機操作", K02="物料編碼原則"),
    )  # fmt: skip
    assert told(old, new, "knowledge") == [("倉儲管理概論", "堆高機操作", False)]


def test_one_of_several_prerequisites_that_gave_way_to_a_quite_different_one_is_deleted():
    old = standard(task("T1.1", COUNT), prerequisites=["高中職以上畢業。", "具堆高機操作證照。", "無色盲。"])
    new = standard(task("T1.1", COUNT), prerequisites=["高中職以上畢業。", "無色盲。", "曾任相關工作滿二年。"])
    assert told(old, new, "prerequisite") == [
        ("具堆高機操作證照。", None, False),
        (None, "曾任相關工作滿二年。", False),
    ]


def test_a_new_name_alone_adds_no_occupation():
    old = standard(task("T1.1", COUNT))
    found = told(old, old.model_copy(update={"name": "倉儲管理人員"}), "name")
    assert found == [("倉管人員", "倉儲管理人員", False)]

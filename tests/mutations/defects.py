"""Every kind of defect that a rule looks for, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.mutations.standards import T2, T11, T12, T21, T22, Defect, Finding, Notation
from tests.typeset import FORMATS

Change = Callable[[Notation], None]


def task(notation: Notation, name: str) -> dict[str, Any]:
    return next(tasks[name] for tasks in notation["duties"].values() if name in tasks)


def at(name: str, column: str, index: int, text: str) -> Change:
    """Another entry in place of the one that stands there."""

    def plant(notation: Notation) -> None:
        task(notation, name)[column][index] = text

    return plant


def cell(name: str, column: str, *entries: str) -> Change:
    """Other entries in the whole cell."""

    def plant(notation: Notation) -> None:
        task(notation, name)[column] = list(entries)

    return plant


def put(key: str, value: Any) -> Change:
    def plant(notation: Notation) -> None:
        notation[key] = value

    return plant


def version(row: int, **changes: Any) -> Change:
    def plant(notation: Notation) -> None:
        notation["versions"][row].update(changes)

    return plant


def category(kind: str, *pairs: dict[str, str | None]) -> Change:
    def plant(notation: Notation) -> None:
        notation["classification"][kind] = list(pairs)

    return plant


def all_of(*changes: Change) -> Change:
    def plant(notation: Notation) -> None:
        for change in changes:
            change(notation)

    return plant


def swapped_columns(notation: Notation) -> None:
    cells = task(notation, T12)
    cells["knowledge"], cells["skills"] = cells["skills"], cells["knowledge"]


def foreign_task(notation: Notation) -> None:
    notation["duties"][T2]["T1.3 交付貨運"] = notation["duties"][T2].pop(T22)
    task(notation, "T1.3 交付貨運").update(
        outputs=["O1.3.1 交貨簽收單"], indicators=["P1.3.1 與貨運業者點交貨品並取得簽收。"]
    )


def empty_duty(notation: Notation) -> None:
    notation["duties"]["T3 管理退貨"] = {}


def put_task(name: str, **cells: Any) -> Change:
    def plant(notation: Notation) -> None:
        notation["duties"][T2][name] = cells

    return plant


def level(name: str, number: int | None) -> Change:
    def plant(notation: Notation) -> None:
        task(notation, name)["level"] = number

    return plant


def with_(*findings: Finding) -> frozenset[Finding]:
    return frozenset(findings)


DEFECTS = {
    "a code with too few digits": Defect(
        "CF101",
        "code",
        all_of(put("code", "LOG4321-07v2"), version(0, code="LOG4321-07v2")),
    ),
    "an output with two numbers": Defect("CF102", "O1.2", at(T12, "outputs", 0, "O1.2 盤點差異表")),
    "a piece of knowledge with one digit": Defect("CF102", "K5", at(T22, "knowledge", 0, "K5 運輸保險知識")),
    "a gap in the knowledge": Defect("CF103", "K05", at(T22, "knowledge", 0, "K06 運輸保險知識")),
    "a gap in the indicators": Defect("CF103", "P2.1.2", at(T21, "indicators", 1, "P2.1.3 檢查包裝是否完整。")),
    "two indicators with one code": Defect("CF104", "P2.1.1", at(T21, "indicators", 1, "P2.1.1 檢查包裝是否完整。")),
    "two attitudes with one code": Defect(
        "CF104", "A01", put("attitudes", ["A01 謹慎細心：仔細檢查每個步驟。", "A01 團隊合作：與同事互相支援。"])
    ),
    "a renamed skill": Defect("CR201", "S01", at(T21, "skills", 0, "S01 核對技巧")),
    "renamed knowledge": Defect("CR201", "K03", at(T21, "knowledge", 0, "K03 庫存管理知識")),
    "one name under two codes": Defect("CR202", "K03/K05", at(T22, "knowledge", 0, "K05 存貨管理知識")),
    "a K among the skills": Defect("CR203", "T2.2/K06", cell(T22, "skills", "S02 溝通能力", "K06 保險實務知識")),
    "two columns swapped": Defect(
        "CR203",
        "T1.2/S01",
        swapped_columns,
        with_(("CR203", "T1.2/S03"), ("CR203", "T1.2/K02"), ("CR203", "T1.2/K03")),
    ),
    "a P moved to another task": Defect(
        "CR204",
        "T1.2/P1.1.2",
        all_of(
            cell(T11, "indicators", "P1.1.1 依採購單核對貨品之品名與數量。"),
            cell(
                T12, "indicators", "P1.1.2 將瑕疵貨品【註1】隔離存放並通報主管。", "P1.2.1 按週期清點庫存並登錄數量。"
            ),
        ),
    ),
    "a P moved behind those of another task": Defect(
        "CR204",
        "T2.2/P1.1.1",
        all_of(
            cell(T11, "indicators", "P1.1.2 將瑕疵貨品【註1】隔離存放並通報主管。"),
            cell(T22, "indicators", "P2.2.1 與貨運業者點交貨品並取得簽收。", "P1.1.1 依採購單核對貨品之品名與數量。"),
        ),
    ),
    "a task under another duty": Defect("CR204", "T2/T1.3", foreign_task),
    "a bare code that nothing names": Defect("CR205", "T2.2/K06", cell(T22, "knowledge", "K05 運輸保險知識", "K06")),
    "a scope tag of no task": Defect("CR205", "T2.2/S02", at(T22, "skills", 0, "S02 溝通能力【T2.9】")),
    "codes out of order": Defect(
        "CR206", "T1.1/knowledge", cell(T11, "knowledge", "K02 貨品分類知識", "K01 驗收流程知識")
    ),
    "a code twice in a cell": Defect(
        "CR207", "T1.1/S02", cell(T11, "skills", "S01 核對能力", "S02 溝通能力", "S02 溝通能力")
    ),
    "a note removed": Defect("NT301", "note/2", put("notes", ["1 瑕疵貨品：外觀破損或數量不符之貨品。"])),
    "a mark removed": Defect("NT302", "note/2", at(T21, "indicators", 0, "P2.1.1 依訂單揀選貨品並確認儲位。")),
    "a mark after another word": Defect(
        "NT303", "note/2", at(T21, "indicators", 0, "P2.1.1 依訂單揀選貨品並確認貨架【註2】。")
    ),
    "notes out of order": Defect(
        "NT304",
        "note/1",
        put("notes", ["2 儲位：貨品於倉庫中之存放位置。", "1 瑕疵貨品：外觀破損或數量不符之貨品。"]),
    ),
    "a level 7": Defect("LV401", "T2.1", level(T21, 7)),
    "a standard of level 9": Defect("LV401", "level", put("level", 9)),
    "a task without level": Defect("LV402", "T2.1", level(T21, None)),
    "a standard without level": Defect("LV402", "level", put("level", None)),
    "a level that no task has": Defect("LV403", "level", put("level", 5)),
    "another category": Defect("ID501", "code", category("categories", {"name": "物流／倉儲管理", "code": "LOM"})),
    "another occupation": Defect("ID502", "code", category("occupations", {"name": "倉庫事務人員", "code": "4322"})),
    "a wrong version row": Defect("ID503", "versions", version(0, version="V3", code="LOG4321-007v3")),
    "a capital V": Defect("ID504", "versions/V1", version(1, note="已被《LOG4321-007V2》取代")),
    "its own row superseded": Defect("ID505", "versions/V2", version(0, status="歷史版本")),
    "another name in the header": Defect("ID506", "name", put("title", {"occupation": "倉儲作業人員"})),
    "a code without its name": Defect(
        "ID507",
        "classification/occupations",
        category("occupations", {"name": "倉庫事務人員", "code": "4321"}, {"name": None, "code": "4323"}),
    ),
    # Two lines beside one code are read as one name over two lines, as real documents have them.
    "a name without its code": Defect(
        "ID507",
        "classification/occupations",
        category("occupations", {"name": "倉庫事務人員", "code": "4321"}, {"name": "運輸事務人員", "code": None}),
        invisible_in=frozenset(FORMATS),
    ),
    "a version without date": Defect("ID508", "versions/V1", version(1, date=None)),
    "dates that ascend": Defect("ID508", "versions/V1", version(1, date="2024-01-31")),
    "a task without anything": Defect(
        "ST601", "T2.3", put_task("T2.3 追蹤貨況", outputs=[], indicators=[], knowledge=[], skills=[])
    ),
    # The typesetter prints a duty beside its tasks only.
    "a duty without tasks": Defect("ST601", "T3", empty_duty, invisible_in=frozenset(FORMATS)),
    "a task without indicators": Defect("ST602", "T2.2", cell(T22, "indicators")),
    "a task without outputs": Defect("ST603", "T2.2", cell(T22, "outputs")),
    "a task without knowledge": Defect(
        "ST604",
        "T1.1/knowledge",
        cell(
            T11,
            "knowledge",
        ),
        with_(("CF103", "K01")),
    ),
    "a task without skills": Defect("ST604", "T2.2/skills", cell(T22, "skills")),
    "one output under two codes": Defect("ST605", "O1.2.1/O2.2.1", at(T22, "outputs", 0, "O2.2.1 盤點差異表")),
    "two spellings": Defect(
        "TX701",
        "wording/收集·蒐集",
        all_of(
            at(T12, "indicators", 0, "P1.2.1 收集資料並登錄數量。"),
            at(T22, "indicators", 0, "P2.2.1 蒐集資料並取得簽收。"),
        ),
    ),
    "a full stop lost": Defect("TX702", "P2.1.2", at(T21, "indicators", 1, "P2.1.2 檢查包裝是否完整")),
    "a half-width comma": Defect("TX703", "P1.2.1", at(T12, "indicators", 0, "P1.2.1 按週期清點庫存,登錄數量。")),
    "a private-use character": Defect(
        "TX704", "P1.2.1", at(T12, "indicators", 0, "P1.2.1 按週期清點\ue000庫存並登錄數量。")
    ),
}

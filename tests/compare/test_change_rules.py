"""What is wrong with a change itself."""

from __future__ import annotations

import planting
import pytest
import small_documents as small

from pipeline.compare import change_rules
from pipeline.compare.changes import compare
from pipeline.record.model import Version


@pytest.fixture
def old(tmp_path):
    return small.record(tmp_path).model_copy(update={"code": "ABC1234-001v2"})


def changed(old, change, code="ABC1234-001v3", note=None):
    draft = planting.draft_of(old)
    change(draft)
    new = planting.record_of(draft).model_copy(update={"code": code})
    if note is None:
        return new
    row = Version(version="V3", code=code, name=new.name, status="最新版本", note=note, date="2026-01-02")
    return new.model_copy(update={"versions": (row,)})


def found(old, new):
    return [(one.rule, one.subject) for one in change_rules.check(compare(old, new), new)]


def nothing(draft):
    pass


def reword(draft):
    draft["description"] = "清點、保管並汰換物料。"


def rename_task(draft):
    draft["duties"][0]["tasks"][0]["name"] = "清點物料與設備"


def renumber_knowledge(draft):
    draft["knowledge"][0]["code"] = "K50"
    draft["duties"][0]["tasks"][0]["blocks"][0]["knowledge"][0]["code"] = "K50"


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (nothing, "ABC1234-001v2", []),
        (reword, "ABC1234-001v3", []),
        (reword, "ABC1234-001v2", [("CH104", "code")]),
        (reword, "ABC1234-001V2", [("CH104", "code")]),
        (reword, "ABC1234-001v1", [("CH101", "code")]),
        (reword, "ABC1234-001", [("CH101", "code")]),
        (reword, "XYZ1234-001v1", []),
    ],
)
def test_versions(old, change, code, expected):
    assert found(old, changed(old, change, code)) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("修正 T1.1。", []),
        ("修正工作任務「清點物料與設備」。", []),
        ("整併 T1 之內涵。", []),
        ("修正 T1.12 與 T11。", [("CH102", "T1.1")]),
        ("略。", [("CH102", "versions/V3")]),
        ("", [("CH102", "versions/V3")]),
    ],
)
def test_a_change_that_the_note_does_not_mention(old, note, expected):
    assert found(old, changed(old, rename_task, note=note)) == expected


def test_a_code_that_changed_alone(old):
    assert found(old, changed(old, renumber_knowledge)) == [("CH103", "knowledge/K50")]


def test_a_code_that_changed_because_something_was_added(old):
    def change(draft):
        renumber_knowledge(draft)
        draft["knowledge"].insert(0, {"id": 900, "code": "K49", "name": "冷鏈運輸法令"})

    assert found(old, changed(old, change)) == []

"""Planted edits come back from the change record, each with its status and flags."""

from __future__ import annotations

import json
import os
import random
from functools import cache

import jsonschema
import planting
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_documents import SAMPLES

from pipeline.compare import changes
from pipeline.compare.changes import compare
from pipeline.release.read import read_standard

several = settings(max_examples=int(os.environ.get("ICAP_EXAMPLES", "20")), deadline=None)


@cache
def draft():
    return planting.renumbered(planting.draft_of(read_standard(SAMPLES / "KPS3322-002v2.docx").standard))


def planted(source, edits):
    """The old draft, the new one, and what was planted."""
    planter = planting.Planter(draft(), source)
    planter.plant(edits)
    return draft(), planting.renumbered(planter.draft), planter.log


def compared(old, new):
    return compare(planting.record_of(old), planting.record_of(new))


def edited(name, seed=1):
    planter = planting.Planter(draft(), random.Random(seed))
    assert getattr(planter, f"edit_{name}")()
    new = planting.renumbered(planter.draft)
    return planting.expected(draft(), new), planting.found(compared(draft(), new))


EDITS = [name.removeprefix("edit_") for name in dir(planting.Planter) if name.startswith("edit_")]


@pytest.mark.parametrize("name", EDITS)
def test_every_kind_of_edit_alone(name):
    expected, found = edited(name)
    assert found == expected


@several
@given(st.integers(), st.integers(10, 40))
def test_edits_in_any_combination(seed, edits):
    old, new, log = planted(random.Random(seed), edits)
    record = compared(old, new)
    assert planting.found(record) == planting.expected(old, new), log
    assert [one.new.path for one in record.changes if one.new] == paths(new)
    assert sorted(one.old.path for one in record.changes if one.old) == sorted(paths(old))
    for one in record.changes:
        assert "".join(text for kind, text in one.parts if kind != "insert") == (one.old.text if one.old else "")
        assert "".join(text for kind, text in one.parts if kind != "delete") == (one.new.text if one.new else "")
        assert all(text for _, text in one.parts)


def paths(version):
    return [item.path for item in changes.items(planting.record_of(version))]


@several
@given(st.integers(), st.integers(10, 40))
def test_exchanging_old_and_new_exchanges_added_and_deleted(seed, edits):
    old, new, _ = planted(random.Random(seed), edits)
    there, back = compared(old, new), compared(new, old)
    turned = {"added": "deleted", "deleted": "added"}

    def path_of(side):
        return side.path if side else ""

    def told(record, status=lambda status: status, sides=("old", "new")):
        return sorted(
            (one.kind, status(one.status), one.renumbered, one.moved, *(path_of(getattr(one, name)) for name in sides))
            for one in record.changes
        )

    assert told(there) == told(back, lambda status: turned.get(status, status), ("new", "old"))


def test_a_renamed_knowledge_changes_its_uses_and_nothing_else():
    expected, found = edited("rename_knowledge")
    assert found == expected
    amended = {row[0] for row in found if row[1] == "amended"}
    assert amended == {"knowledge", "reference"}


def test_a_deleted_item_stands_behind_what_it_stood_behind():
    new = planting.renumbered(draft())
    task = new["duties"][0]["tasks"][0]
    gone = task["blocks"][0]["indicators"].pop(1)
    codes = [(one.old or one.new).code for one in compared(draft(), new).changes if one.kind == "indicator"]
    assert codes[:3] == ["P1.1.1", gone["code"], "P1.1.3"]


def test_all_items_of_both_versions_are_told_and_counted():
    old, new, _ = planted(random.Random(5), 30)
    record = compared(old, new)
    for side, version in (("old", old), ("new", new)):
        told = [getattr(one, side).path for one in record.changes if getattr(one, side)]
        assert len(told) == len(set(told)) == len(changes.items(planting.record_of(version)))
    assert sum(tally.added for tally in record.summary.values()) == len(
        [one for one in record.changes if one.status == "added"]
    )
    for one in record.changes:
        assert "".join(text for kind, text in one.parts if kind != "insert") == (one.old.text if one.old else "")
        assert "".join(text for kind, text in one.parts if kind != "delete") == (one.new.text if one.new else "")


def test_white_space_is_no_change():
    new = planting.renumbered(draft())
    new["description"] = new["description"].replace("、", "、\n", 1)
    record = compared(draft(), new)
    assert record.equal
    assert not any(one.is_change for one in record.changes)


def test_a_soft_hyphen_or_what_else_nobody_sees_is_no_change():
    new = planting.renumbered(draft())
    new["description"] = "\u200b".join(new["description"])
    new["name"] = new["name"][0] + "\u00ad" + new["name"][1:]
    assert compared(draft(), new).equal


def test_the_profile_is_compared_field_by_field():
    new = planting.renumbered(draft())
    new["level"] = 4
    new["classification"]["industries"] = [{"name": "倉儲業", "code": "H53"}]
    new["versions"] = [{**new["versions"][0], "version": "V3", "code": "KPS3322-002v3"}, *new["versions"]]
    new["prerequisites"] = ["高中職以上畢業。"]
    record = compared(draft(), new)
    told = {(one.kind.value, one.status, (one.new or one.old).path) for one in record.changes if one.is_change}
    assert told == {
        ("standard_level", "amended", "level"),
        ("industry", "amended", "classification/industries/1"),
        ("version", "added", "versions/V3"),
        ("prerequisite", "amended", "prerequisites/1"),
    }


def test_the_record_has_the_form_of_its_schema():
    old, new, _ = planted(random.Random(3), 30)
    record = json.loads(changes.to_json(compared(old, new)))
    schema = changes.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record, schema)
    assert set(record) == {"schema_version", "old", "new", "equal", "summary", "changes"}
    assert set(record["changes"][0]) == {
        "kind", "status", "renumbered", "moved", "old", "new", "similarity", "parts",
    }  # fmt: skip
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "equal": "no"}, schema)


def test_a_task_that_holds_what_it_held_is_the_same_under_another_name_and_duty():
    new = planting.renumbered(draft())
    task = new["duties"][0]["tasks"].pop(0)
    task["name"] = "辦理園區綠化"
    new["duties"][1]["tasks"].insert(0, task)
    new = planting.renumbered(new)
    told = [row for row in planting.found(compared(draft(), new)) if row[0] == "task" and row[1] != "unchanged"]
    assert told == [("task", "amended", True, True, ("T1.1", draft()["duties"][0]["tasks"][0]["name"]),
                     ("T2.1", "辦理園區綠化"))]  # fmt: skip


def test_two_tasks_that_were_joined_are_the_first_of_them():
    planter = planting.Planter(draft(), random.Random(4))
    assert planter.edit_join_tasks()
    new = planting.renumbered(planter.draft)
    record = compared(draft(), new)
    assert planting.found(record) == planting.expected(draft(), new)
    tasks = [one for one in record.changes if one.kind == "task" and one.status != "unchanged"]
    assert [one.status for one in tasks] == ["amended", "deleted"]
    assert tasks[0].new.text == f"{tasks[0].old.text}與{tasks[1].old.text}"
    assert any(one.moved for one in record.changes if one.kind == "indicator")


def renamed(users, name, drop=0):
    """What became of a K that so many tasks use, and its new one, when it is called ``name``; ``drop`` use it no more."""
    old = planting.renumbered(draft())
    entry = {"id": "planted", "code": None, "name": "倉儲溫控原理"}
    old["knowledge"].insert(3, entry)
    blocks = [task["blocks"][0] for duty in old["duties"] for task in duty["tasks"]][:users]
    for block in blocks:
        block["knowledge"].append({"means": "planted", "code": None})
    old = planting.renumbered(old)
    new = planting.renumbered(old)
    next(one for one in new["knowledge"] if one["id"] == "planted")["name"] = name
    for task in new["duties"][0]["tasks"][:drop]:
        task["blocks"][0]["knowledge"].pop()
    rows = planting.found(compared(old, planting.renumbered(new)))
    return sorted(row[1] for row in rows if row[0] == "knowledge" and row[1] != "unchanged")


@pytest.mark.parametrize(
    ("users", "name", "fates"),
    [
        (9, "碳排放盤查", ["amended"]),  # nothing in common but its users
        (2, "碳排放盤查", ["amended"]),
        (1, "碳排放盤查", ["added", "deleted"]),  # one task that uses another K says nothing
        (1, "倉庫溫控要領", ["amended"]),
    ],
)
def test_a_knowledge_under_another_name_is_known_by_its_users(users, name, fates):
    assert renamed(users, name) == fates


def test_a_knowledge_under_another_name_may_lose_one_of_many_users():
    assert renamed(9, "碳排放盤查", drop=1) == ["amended"]
    assert renamed(3, "碳排放盤查", drop=2) == ["added", "deleted"]


def test_an_attitude_that_has_half_a_name_in_common_is_another_one():
    new = planting.renumbered(draft())
    gone = new["attitudes"][0]
    new["attitudes"][0] = {**gone, "name": gone["name"][:2] + "園藝", "description": "栽種花木並修剪枝葉。"}
    told = [row[1] for row in planting.found(compared(draft(), new)) if row[0] == "attitude"]
    assert sorted(told)[:2] == ["added", "deleted"]


@several
@given(st.integers(), st.integers(10, 40))
@pytest.mark.slow
def test_the_same_two_versions_give_the_same_record(seed, edits):
    old, new, _ = planted(random.Random(seed), edits)
    assert changes.to_json(compared(old, new)) == changes.to_json(compared(old, new))

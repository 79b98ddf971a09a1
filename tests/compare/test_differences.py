"""Whether two readings say the same."""

from __future__ import annotations

import json
import sys
from copy import deepcopy

import pytest
import small_documents as small

from pipeline.compare.differences import content, differences, digest
from pipeline.record import model


@pytest.fixture
def standard(tmp_path):
    return small.record(tmp_path)


def changed(standard, change):
    values = deepcopy(json.loads(model.to_json(standard)))
    change(values)
    return model.Standard.model_validate(values)


def block(values):
    return values["duties"][0]["tasks"][0]["blocks"][0]


def test_source_places_and_white_space_are_no_content(standard):
    def change(values):
        values["source"]["name"] = "other.pdf"
        values["description"] = values["description"].replace("並", " 並\n")
        block(values)["at"] = {"page": 7}

    assert differences(standard, changed(standard, change)) == ()


def test_a_name_with_a_hidden_space_is_the_same_name(standard):
    def change(values):
        block(values)["knowledge"][0]["as_printed"] = "物料 知識"

    assert differences(standard, changed(standard, change)) == ()


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_nobody_sees_inside_a_name_is_no_other_content(standard, unseen):
    def change(values):
        block(values)["knowledge"][0]["as_printed"] = f"物料{unseen}知識"
        values["description"] = f"{unseen}{values['description']}"

    other = changed(standard, change)
    assert differences(standard, other) == ()
    assert digest(standard) == digest(other)


def test_another_spelling_of_a_code_is_no_other_content(standard):
    def change(values):
        block(values)["indicators"][0]["code_as_printed"] = "P 1.1.1"

    assert differences(standard, changed(standard, change)) == ()


def test_a_changed_text_is_named_by_its_subject_with_both_texts(standard):
    def change(values):
        block(values)["indicators"][0]["text"] = "另一句話。"

    (difference,) = differences(standard, changed(standard, change))
    assert str(difference) == f"T1.1/P1.1.1: “{small.INDICATOR}” / “另一句話。”"


def test_another_name_of_a_skill_is_found_where_it_is_used(standard):
    def change(values):
        values["skills"][0]["name"] = "盤點技巧"

    (difference,) = differences(standard, changed(standard, change))
    assert (difference.subject, difference.one, difference.other) == ("T1.1/S01", "盤點能力", "盤點技巧")


def test_an_item_too_many_is_named_alone_and_shifts_nothing(standard):
    def change(values):
        values["attitudes"].insert(0, {"code": "A02", "name": "主動積極", "description": None})

    (difference,) = differences(standard, changed(standard, change))
    assert (difference.subject, difference.one, difference.other) == ("A02", None, "主動積極：")


def test_another_order_in_a_cell_is_a_difference_of_the_cell(standard):
    def change(values):
        block(values)["knowledge"].append({"code": "K02"})
        values["knowledge"].append({"code": "K02", "name": "法規"})

    def turn(values):
        change(values)
        block(values)["knowledge"].reverse()

    (difference,) = differences(changed(standard, change), changed(standard, turn))
    assert (difference.subject, difference.one, difference.other) == ("T1.1/knowledge", "K01 K02", "K02 K01")


def test_every_field_counts(standard):
    """A field of the record that the comparison forgets would let two different standards pass as one."""
    values = json.loads(model.to_json(standard))
    del values["schema_version"], values["source"]
    unheeded = {"scope", "at", "code_as_printed", "as_printed"}
    for path in leaves(values):
        if path[0] in ("knowledge", "skills") and path[-1] == "code":
            continue

        def change(record, path=path):
            for step in path[:-1]:
                record = record[step]
            old = record[path[-1]]
            record[path[-1]] = old + 1 if isinstance(old, int) else "1999-01-01" if path[-1] == "date" else f"{old}別"

        if path[-1] not in unheeded:
            assert differences(standard, changed(standard, change)), path


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, item in value.items():
            if key != "at":
                yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif value is not None and not isinstance(value, bool):
        yield path


def test_equal_subjects_are_counted_not_tried(standard):
    """Twice the notes of one number take twice the steps: each once looked through all before it."""

    def steps(count):
        notes = [{"number": 1, "term": None, "text": "甲", "at": None}] * count
        record = changed(standard, lambda values: values.update(notes=notes))
        counted = 0

        def count_line(_frame, event, _argument):
            nonlocal counted
            counted += event == "line"
            return count_line

        before = sys.gettrace()
        sys.settrace(count_line)
        try:
            found = content(record)
        finally:
            sys.settrace(before)
        assert sum(subject.startswith("note/1") for subject in found) == count
        return counted

    assert steps(400) < 3 * steps(200)

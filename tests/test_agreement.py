"""Whether two readings say the same."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
import small_documents as small

from pipeline import model
from pipeline.agreement import first_difference


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

    assert first_difference(standard, changed(standard, change)) is None


def test_a_name_with_a_hidden_space_is_the_same_name(standard):
    def change(values):
        block(values)["knowledge"][0]["as_printed"] = "物料 知識"

    assert first_difference(standard, changed(standard, change)) is None


def test_another_spelling_of_a_code_is_no_other_content(standard):
    def change(values):
        block(values)["indicators"][0]["code_as_printed"] = "P 1.1.1"

    assert first_difference(standard, changed(standard, change)) is None


def test_a_changed_text_is_named_by_path_and_code_with_both_texts(standard):
    def change(values):
        block(values)["indicators"][0]["text"] = "另一句話。"

    difference = first_difference(standard, changed(standard, change))
    assert str(difference) == (
        f"duties[0].tasks[0].blocks[0].indicators[0].text (P1.1.1): “{small.INDICATOR}” / “另一句話。”"
    )


def test_another_name_of_a_skill_is_found_where_it_is_used(standard):
    def change(values):
        values["skills"][0]["name"] = "盤點技巧"

    difference = first_difference(standard, changed(standard, change))
    assert difference.path == "duties[0].tasks[0].blocks[0].skills[0].as_printed"
    assert (difference.code, difference.one, difference.other) == ("S01", "盤點能力", "盤點技巧")


def test_an_item_too_many_is_named_with_its_content(standard):
    def change(values):
        values["attitudes"].append({"code": "A02", "name": "主動積極", "description": None})

    difference = first_difference(standard, changed(standard, change))
    assert difference.path == "attitudes[1]"
    assert (difference.one, difference.other) == ("", "A02 主動積極")


def test_the_first_of_several_differences_is_given_and_long_texts_are_cut(standard):
    def change(values):
        values["level"] = 4
        values["description"] = "清" * 100

    difference = first_difference(standard, changed(standard, change))
    assert difference.path == "description"
    assert str(difference).endswith("“" + "清" * 40 + "…”")

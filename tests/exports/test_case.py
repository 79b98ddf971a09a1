"""Packages of CASE: valid by the official schemas, and nothing of the record is lost in them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import jsonschema
import pytest
from whole import SAMPLE, SCHEMAS, every_standard, items, needs_schemas, texts_beside, uses

from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, case
from pipeline.exports._case_form import package as form

BASE = "https://standards.example/icap/"
SETTINGS = {
    "1.1": ExportSettings(base_uri=BASE),
    "1.1 without base": ExportSettings(),
    "1.1 without extensions": ExportSettings(base_uri=BASE, extensions=False),
    "1.0": ExportSettings(base_uri=BASE, case_version="1.0"),
    "1.0 without base": ExportSettings(case_version="1.0"),
}
every_setting = pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)


def package(standard: Any, settings: ExportSettings = SETTINGS["1.1"]) -> dict[str, Any]:
    return json.loads(case.export(ExportedStandard("standard", standard), ExportOptions(settings)))


@pytest.fixture(scope="module")
def official() -> dict[str, jsonschema.protocols.Validator]:
    found = {}
    for version in ("1.0", "1.1"):
        schema = json.loads((SCHEMAS / f"case-v{version.replace('.', 'p')}-cfpackage.schema.json").read_text())
        kind = jsonschema.validators.validator_for(schema)
        found[version] = kind(schema, format_checker=jsonschema.FormatChecker())
    return found


@needs_schemas
@every_setting
@every_standard
def test_the_official_schema_finds_no_error(standard, settings, official):
    found = package(standard, settings)
    assert [error.message for error in official[settings.case_version].iter_errors(found)] == []


@every_setting
@every_standard
def test_the_form_of_our_own_finds_no_error(standard, settings):
    form(settings.case_version).model_validate_json(json.dumps(package(standard, settings)))


@every_setting
@every_standard
def test_nothing_is_lost(standard, settings):
    found = package(standard, settings)
    assert Counter(_items(found)) == Counter((a, _line(b), c, d, e) for a, b, c, d, e in items(standard).elements())
    assert Counter(_uses(found)) == Counter((a, _line(b), _line(c)) for a, b, c in uses(standard).elements())
    document = json.dumps(found["CFDocument"], ensure_ascii=False)
    lost = [text for text in texts_beside(standard) if json.dumps(text, ensure_ascii=False)[1:-1] not in document]
    assert [text for text in lost if _line(text) not in found["CFDocument"]["title"]] == []
    if standard.level is not None:
        assert f"基準級別：{standard.level}" in found["CFDocument"]["notes"]


def _items(found):
    for one in found["CFItems"]:
        name = one.get("abbreviatedStatement")
        statement = one["fullStatement"]
        text, description = (statement, None)
        if name is not None:
            text, description = statement[: len(name)], statement[len(name) + 1 :]
        levels = tuple(map(int, one.get("educationLevel", ())))
        yield one["CFItemType"], one.get("humanCodingScheme"), text, description, levels


def _uses(found):
    known = {one["identifier"]: one for one in found["CFItems"]}
    for one in found["CFAssociations"]:
        if one["associationType"] == "isRelatedTo":
            task, competence = known[one["originNodeURI"]["identifier"]], one["destinationNodeURI"]
            yield task["fullStatement"], known[competence["identifier"]].get("humanCodingScheme"), competence["title"]


def _line(text: str | None) -> str | None:
    """CASE has codes and titles in one line."""
    return text and text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


@every_setting
@every_standard
def test_every_end_of_an_association_is_there_and_no_identifier_is_twice(standard, settings):
    found = package(standard, settings)
    things = [found["CFDocument"], *found["CFItems"], *found["CFAssociations"], *found["CFDefinitions"]["CFItemTypes"]]
    assert max(Counter(one["identifier"] for one in things).values()) == 1
    assert max(Counter(one["uri"] for one in things).values()) == 1
    known = {one["identifier"]: one["uri"] for one in things}
    for one in found["CFAssociations"]:
        for end in (one["originNodeURI"], one["destinationNodeURI"]):
            assert known.get(end["identifier"]) == end["uri"] or one["associationType"] == "replacedBy"
    parented = {
        one["originNodeURI"]["identifier"] for one in found["CFAssociations"] if one["associationType"] == "isChildOf"
    }
    assert parented == {one["identifier"] for one in found["CFItems"]}


def test_the_sample_has_as_many_parts_as_its_table():
    found = package(SAMPLE)
    kinds = Counter(one["CFItemType"] for one in found["CFItems"])
    assert kinds == {"主要職責": 2, "工作任務": 9, "工作產出": 13, "行為指標": 26, "知識": 18, "技能": 16, "態度": 6}
    associations = Counter(one["associationType"] for one in found["CFAssociations"])
    assert associations == {"isChildOf": 90, "isRelatedTo": 81, "replacedBy": 1}
    assert found["CFDocument"]["lastChangeDateTime"] == "2019-04-19T00:00:00+08:00"
    assert found["CFDocument"]["adoptionStatus"] == "Adopted"


def test_the_older_version_is_replaced_by_the_newer():
    (replaced,) = (one for one in package(SAMPLE)["CFAssociations"] if one["associationType"] == "replacedBy")
    assert replaced["originNodeURI"]["title"] == "KPS3322-002v1"
    assert replaced["originNodeURI"]["uri"] == f"{BASE}KPS3322-002v1"
    assert replaced["destinationNodeURI"]["uri"] == f"{BASE}KPS3322-002v2"


def test_what_1_0_does_not_know_is_not_in_it():
    found = json.dumps(package(SAMPLE, SETTINGS["1.0"]))
    for name in ("caseVersion", "frameworkType", "extensions", "targetType"):
        assert f'"{name}"' not in found
        assert f'"{name}"' in json.dumps(package(SAMPLE))
    assert '"extensions"' not in json.dumps(package(SAMPLE, SETTINGS["1.1 without extensions"]))
    assert package(SAMPLE, SETTINGS["1.0"])["CFDocument"]["CFPackageURI"]["uri"] == f"{BASE}KPS3322-002v2/package"
    assert "null" not in found


def test_a_date_that_is_not_told_is_said():
    said = []
    data = case.export(
        ExportedStandard("x", SAMPLE.model_copy(update={"versions": ()})), ExportOptions(report=said.append)
    )
    assert [one.rule for one in said] == ["EX201"]
    assert json.loads(data)["CFDocument"]["lastChangeDateTime"].startswith("1970-01-01")


@every_standard
def test_two_runs_give_the_same_bytes(standard):
    options = ExportOptions(SETTINGS["1.1"])
    assert case.export(ExportedStandard("a", standard), options) == case.export(
        ExportedStandard("b", standard), options
    )

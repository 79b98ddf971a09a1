"""CTDL-ASN: no finding of the independent validator, and nothing of the record is lost."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from whole import SAMPLE, every_standard, items, texts_beside, uses

from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, ctdl

BASES = ("https://standards.example/icap/", "", "urn:x-icap:")
every_base = pytest.mark.parametrize("base", BASES)


def graph(standard: Any, base: str = BASES[0]) -> list[dict[str, Any]]:
    return json.loads(ctdl.export(ExportedStandard("standard", standard), ExportOptions(ExportSettings(base))))[
        "@graph"
    ]


@every_base
@every_standard
def test_the_independent_validator_finds_nothing(standard, base):
    validator = pytest.importorskip("ctdl_validate.validator", reason="ctdl-validate says that it needs Python 3.12")
    found = validator.validate_document({"@graph": graph(standard, base)})
    assert [(one.code, one.entity, one.prop) for one in found] == []


@every_base
@every_standard
def test_nothing_is_lost(standard, base):
    found = graph(standard, base)
    competencies = {one["@id"]: one for one in found if one["@type"] == "ceasn:Competency"}
    levels = {one["@id"]: int(one["skos:notation"]) for one in found if "/terms/level/" in one["@id"] or _is_level(one)}
    assert Counter(_item(one, levels) for one in competencies.values()) == items(standard)
    told = {
        (one["ceasn:competencyText"]["zh-TW"], target, one["@id"])
        for one in competencies.values()
        for name in ("ceasn:knowledgeEmbodied", "ceasn:skillEmbodied")
        for target in one.get(name, ())
    }
    held = Counter((task, competencies[target].get("ceasn:codedNotation")) for task, target, _id in told)
    assert set(held) == {(task, code) for task, code, _printed in uses(standard)}
    notes = "\n".join(text for one in competencies.values() for text in one.get("ceasn:comment", {}).get("zh-TW", ()))
    names = [one["ceasn:competencyText"]["zh-TW"] for one in competencies.values()]
    assert [printed for _task, _code, printed in uses(standard) if printed not in names and printed not in notes] == []
    framework = json.dumps(found[0], ensure_ascii=False)
    assert [one for one in texts_beside(standard) if json.dumps(one, ensure_ascii=False)[1:-1] not in framework] == []


def _is_level(node):
    return node.get("skos:prefLabel", {}).get("zh-TW", "").startswith("職能級別 ")


def _item(one, levels):
    label = one.get("ceasn:competencyLabel", {}).get("zh-TW")
    statement = one["ceasn:competencyText"]["zh-TW"]
    text, description = (statement, None) if label is None else (label, statement[len(label) + 1 :])
    found = tuple(levels[level] for level in one.get("ceasn:complexityLevel", ()))
    return one["ceasn:competencyCategory"]["zh-TW"], one.get("ceasn:codedNotation"), text, description, found


@every_standard
def test_every_ctid_is_its_own_and_says_version_4(standard):
    ctids = [one["ceterms:ctid"] for one in graph(standard) if "ceterms:ctid" in one]
    assert len(ctids) == len(set(ctids)) == 1 + sum(items(standard).values())
    assert {(ctid[:3], ctid[17], ctid[22] in "89ab") for ctid in ctids} == {("ce-", "4", True)}


def test_children_and_parents_agree():
    found = {one["@id"]: one for one in graph(SAMPLE)}
    down = {(parent, child) for parent, one in found.items() for child in one.get("ceasn:hasChild", ())}
    up = {(parent, child) for child, one in found.items() for parent in one.get("ceasn:isChildOf", ())}
    assert down == up
    assert len(down) == 9 + 13 + 26
    framework = found[f"{BASES[0]}KPS3322-002v2"]
    assert len(framework["ceasn:hasTopChild"]) == 2 + 18 + 16 + 6
    assert framework["ceasn:publisherName"] == {"zh-TW": "iCAP 職能發展應用平台"}

"""Every text that the record can hold is looked at: a rule that forgets a field would miss what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline import checks
from pipeline.findings.rules import known_rules
from pipeline.record import model

ITEM_CODES = {"duties", "knowledge", "skills", "attitudes"}
NOT_PRINTED = {"schema_version", "source", "code_as_printed", "at"}

FULL = {
    "schema_version": "1.0",
    "source": {"name": "a.pdf", "format": "pdf", "sha256": "0" * 64, "pages": 1, "coverage": 1.0},
    "code": "ABC1234-001v2",
    "name": "物料管理人員",
    "title": {"job_category": "物料", "occupation": "物料管理人員"},
    "classification": {
        "categories": [{"name": "製造", "code": "ABC"}],
        "occupations": [{"name": "庫存事務人員", "code": "1234"}],
        "industries": [{"name": "家具製造業", "code": "C3211"}],
    },
    "description": "從事物料之清點。",
    "level": 3,
    "level_as_printed": "3（初）",
    "versions": [
        {
            "version": "V2",
            "code": "ABC1234-001v2",
            "name": "物料管理人員",
            "status": "最新版本",
            "note": "略",
            "date": "2022-05-01",
        },
        {
            "version": "V1",
            "code": "ABC1234-001",
            "name": "物料人員",
            "status": "歷史版本",
            "note": "略",
            "date": None,
            "date_as_printed": "民國八年",
        },
    ],
    "duties": [
        {
            "code": "T1",
            "name": "管理物料",
            "tasks": [
                {
                    "code": "T1.1",
                    "name": "清點",
                    "also": [{"code": "T1.2", "name": "發放"}],
                    "blocks": [
                        {
                            "level": 3,
                            "level_as_printed": "3級",
                            "outputs": [{"code": "O1.1.1", "text": "清單"}],
                            "indicators": [{"code": None, "text": "核對數量。"}],
                            "knowledge": [{"code": "K01"}, {"code": "K01", "as_printed": "物料概念"}],
                            "skills": [{"code": "S01"}, {"code": None, "as_printed": "盤點"}],
                        }
                    ],
                }
            ],
        }
    ],
    "knowledge": [{"code": "K01", "name": "物料知識"}],
    "skills": [{"code": "S01", "name": "清點能力"}],
    "attitudes": [{"code": "A01", "name": "細心", "description": "仔細檢查。"}],
    "prerequisites": ["無。"],
    "notes": [{"number": 1, "term": "物料", "text": "原料。"}],
    "supplements": ["本基準供參考。"],
    "level_definitions": [{"level": 3, "text": "能獨立完成工作。"}],
}


def printed(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts of a record; item codes are no texts, the reading has made them regular."""
    if isinstance(value, str):
        if not (path[-1] == "code" and path[0] in ITEM_CODES):
            yield path
    elif isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            if key not in NOT_PRINTED:
                yield from printed(value[key], (*path, key))


@pytest.mark.parametrize("path", list(printed(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_a_stray_character_is_found_in_every_field(path: tuple[Any, ...]) -> None:
    record = json.loads(json.dumps(FULL))
    holder = record
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] += "\N{ZERO WIDTH SPACE}"
    standard = model.from_json(json.dumps(record))
    found = checks.run(standard, [known_rules()["TX704"]])
    assert ["U+200B" in one.message for one in found] == [True]


def test_the_record_without_stray_characters_is_clean() -> None:
    assert checks.run(model.from_json(json.dumps(FULL)), [known_rules()["TX704"]]) == ()

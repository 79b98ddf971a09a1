"""Every rule against small invented standards: ``cases/<ID>.yml`` says what it must find in each, and nothing else.

A case has a ``case`` (what is tried), a ``standard`` (see small_standard.py) and ``finds``: all findings of the rule,
with ``subject`` and, where they matter, ``severity``, ``proposal``, ``page``, ``says`` (parts of the message) and
``related`` (subjects).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from small_standard import small_standard

from pipeline import checks
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.rules import known_rules

CASES = Path(__file__).parent / "cases"
KEYS = {"subject", "severity", "proposal", "page", "says", "related"}


def load(file: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


ALL = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['case']}")
    for file in sorted(CASES.glob("*.yml"))
    for case in load(file)
]


def differences(expected: dict[str, Any], found: Diagnostic) -> list[str]:
    seen = {
        "subject": found.subject,
        "severity": found.severity.value,
        "proposal": found.proposal,
        "page": found.location.page,
        "related": [one.subject for one in found.related],
    }
    wrong = [
        f"{key}: expected {value!r}, found {seen[key]!r}"
        for key, value in expected.items()
        if key != "says" and seen[key] != value
    ]
    silent = [part for part in expected.get("says", []) if part not in found.message]
    return wrong + [f"the message does not say {part!r}: {found.message}" for part in silent]


@pytest.mark.parametrize(("rule_id", "case"), ALL)
def test_a_rule_finds_what_the_case_says(rule_id: str, case: dict[str, Any]) -> None:
    assert set(case) == {"case", "standard", "finds"}
    assert all(set(one) <= KEYS for one in case["finds"])
    found = checks.run(small_standard(case["standard"]), [known_rules()[rule_id]])
    assert [one.rule for one in found] == [rule_id] * len(found)
    assert [one.subject for one in found] == [one["subject"] for one in case["finds"]]
    assert [differences(*pair) for pair in zip(case["finds"], found, strict=True)] == [[]] * len(found)


def test_every_rule_that_looks_at_records_has_cases_with_and_without_findings() -> None:
    checking = {rule_id for rule_id, rule in known_rules().items() if rule.check}
    assert {file.stem for file in CASES.glob("*.yml")} == checking
    lacking = [
        rule_id
        for rule_id in checking
        if {bool(case["finds"]) for case in load(CASES / f"{rule_id}.yml")} != {True, False}
    ]
    assert lacking == []


def test_the_standard_that_the_cases_start_from_is_clean() -> None:
    duties = {
        "T1 管理物料": {"T1.1 清點物料": {}, "T1.2 發放物料": {}},
        "T2 記錄物料": {"T2.1 登錄數量 + T2.2 核對數量": {}},
    }
    for notation in ({}, {"duties": duties}):
        assert checks.run(small_standard(notation), known_rules().values()) == ()

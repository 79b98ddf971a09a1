"""Mutation proof: each planted defect is found by its own rule at the right subject, with nothing new elsewhere.

Every defect is planted in the record, and in the document that is typeset from the record in every format that the
readers know.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import api
from pipeline.findings.raised import rd107_reference_engine as reference_engine
from pipeline.findings.rules import known_rules
from tests.mutations.defects import DEFECTS
from tests.mutations.standards import Finding, standard
from tests.typeset import FORMATS, Quirks, typeset

IN_RECORD = [pytest.param(defect, id=name) for name, defect in DEFECTS.items()]
IN_DOCUMENT = [
    pytest.param(defect, suffix, id=f"{name} ({suffix})")
    for name, defect in DEFECTS.items()
    for suffix in FORMATS
    if suffix not in defect.invisible_in
]


def findings_of_file(folder: Path, suffix: str, data: bytes) -> list[Finding]:
    """What is found in a document; by which engine a PDF was read is nothing that is wrong with it."""
    path = folder / f"document.{suffix}"
    path.write_bytes(data)
    reading = api.read(path)
    assert reading.standard is not None
    found = (*reading.diagnostics, *api.check(reading.standard))
    return sorted((one.rule, one.subject) for one in found if one.rule != reference_engine.RULE.id)


def test_the_clean_standard_has_no_finding() -> None:
    assert api.check(standard()) == ()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_clean_document_has_no_finding(tmp_path, suffix) -> None:
    assert findings_of_file(tmp_path, suffix, typeset(standard(), Quirks(), suffix)) == []


@pytest.mark.parametrize("defect", IN_RECORD)
def test_a_defect_in_the_record_is_found(defect) -> None:
    found = sorted((one.rule, one.subject) for one in api.check(standard(defect)))
    assert found == sorted(defect.expected)


@pytest.mark.parametrize(("defect", "suffix"), IN_DOCUMENT)
def test_a_defect_in_a_document_is_found(tmp_path, defect, suffix) -> None:
    found = findings_of_file(tmp_path, suffix, typeset(standard(defect), Quirks(), suffix))
    assert found == sorted(defect.expected | defect.when_read)


def test_every_rule_that_looks_at_records_has_its_defect() -> None:
    checking = {rule_id for rule_id, rule in known_rules().items() if rule.check}
    assert {defect.rule for defect in DEFECTS.values()} == checking

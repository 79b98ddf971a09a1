"""The official sample has exactly five defects that rules can see, whatever form it is read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import checks
from pipeline.findings.rules import known_rules
from pipeline.release.read import read_standard

SAMPLES = Path(__file__).parents[2] / "samples"
KNOWN = {
    ("CR201", "S05", "基本企劃書撰寫能力"),
    ("CR206", "T2.4/skills", "S07, S08, S11, S16"),
    ("ID504", "versions/V1", "KPS3322-002v2"),
    ("NT303", "note/3", None),
    ("TX701", "wording/了解·瞭解", None),
}


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf"])
def test_the_sample_has_its_five_findings_and_no_more(suffix: str) -> None:
    reading = read_standard(SAMPLES / f"KPS3322-002v2{suffix}")
    assert reading.standard is not None
    found = checks.run(reading.standard, known_rules().values())
    assert {(one.rule, one.subject, one.proposal) for one in found} == KNOWN
    assert len(found) == len(KNOWN)


def test_the_places_of_the_drifting_skill_are_named() -> None:
    standard = read_standard(SAMPLES / "KPS3322-002v2.txt").standard
    assert standard is not None
    (drift,) = checks.run(standard, [known_rules()["CR201"]])
    assert [(one.subject, one.message) for one in drift.related] == [
        ("T1.1/S05", "基本企劃書撰寫技巧"),
        ("T2.2/S05", "基本企劃書撰寫能力"),
        ("T2.5/S05", "基本企劃書撰寫能力"),
    ]

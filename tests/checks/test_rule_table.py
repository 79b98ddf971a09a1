"""What was released is typed by hand here: an id, name or severity that changes breaks waivers and settings of users.

A new rule needs no line here until it is released.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from extending import part_of

import pipeline
from pipeline.base.errors import SettingsError
from pipeline.findings.rules import known_rules

RELEASED = """
CF101 standard-code-form     warning
CF102 item-code-form         info
CF103 numbering-gap          info
CF104 duplicate-code         error
CR201 name-drift             warning
CR202 twin-codes             warning
CR203 wrong-column           error
CR204 wrong-parent           warning
CR205 undefined-code         error
CR206 order-in-cell          info
CR207 repeated-in-cell       warning
NT301 note-undefined         error
NT302 note-unmarked          warning
NT303 note-term-mismatch     info
NT304 note-number            warning
LV401 level-range            error
LV402 level-missing          info
LV403 level-not-among-tasks  warning
ID501 category-mismatch      warning
ID502 occupation-mismatch    warning
ID503 version-table-mismatch warning
ID504 code-case              info
ID505 superseded             warning
ID506 name-mismatch          warning
ID507 classification-pairs   warning
ID508 version-dates          warning
ST601 empty-parent           warning
ST602 no-indicator           warning
ST603 no-output              info
ST604 no-competence          info
ST605 twin-texts             info
TX701 mixed-variants         info
TX702 no-full-stop           info
TX703 half-width-punctuation info
TX704 stray-character        warning
"""

SECTIONS = ("What it finds:", "Why it matters:", "Example:", "What to do:")
PACKAGE = Path(pipeline.__file__).parent


def table(text: str) -> set[tuple[str, ...]]:
    return {tuple(line.split()) for line in text.strip().splitlines()}


def test_rules_that_were_released_keep_id_name_and_severity() -> None:
    found = {(rule.info.id, rule.info.name, rule.info.severity.value) for rule in known_rules().values() if rule.check}
    assert table(RELEASED) - found == set()


@pytest.mark.parametrize(
    ("rule_id", "name", "doubled"), [("RD101", "own", "RD101"), ("ZZ1", "name-drift", "name-drift")]
)
def test_no_id_and_no_name_is_used_twice(rule_id: str, name: str, doubled: str, tmp_path: Path) -> None:
    source = f"""
from pipeline.findings.diagnostics import RuleInfo, Severity
RULE = RuleInfo({rule_id!r}, {name!r}, Severity.INFO, "0.2.0")
"""
    with (
        part_of("pipeline.checks", "own_rule", source, tmp_path),
        pytest.raises(SettingsError, match=rf"own_rule.* both claim {doubled};"),
    ):
        known_rules()
    assert known_rules()["RD101"].info.name == "unreadable-file"


def test_a_rule_file_is_called_after_its_id_and_name() -> None:
    names = {f"{one.info.id}_{one.info.name}".lower().replace("-", "_") for one in known_rules().values()}
    files = {file.stem for folder in ("checks", "findings/raised") for file in (PACKAGE / folder).glob("[a-z]*_*.py")}
    assert files == names


def test_every_page_has_a_title_and_four_sections_with_text() -> None:
    faulty = []
    for rule in known_rules().values():
        title, *parts = re.split(r"^(\S.*:)$", rule.page, flags=re.MULTILINE)
        headings, bodies = parts[::2], parts[1::2]
        if (
            not title.strip().endswith(".")
            or tuple(headings) != SECTIONS
            or not all(len(b.strip()) > 10 for b in bodies)
        ):
            faulty.append(rule.info.id)
    assert faulty == []

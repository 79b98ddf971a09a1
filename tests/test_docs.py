"""The documentation is held against the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import reports
from pipeline.base.errors import ExitCode
from tools import docs

ROOT = Path(__file__).parents[1]
README_EXITS = re.compile(r"^\| (\d+) \|", re.MULTILINE)


def test_every_quirk_is_listed_with_tests_that_exist() -> None:
    text = (ROOT / "docs" / "quirks.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\| (.*) \|$", text, re.MULTILINE)
    numbers = [int(number) for number, _ in rows]
    known = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "form.md").read_text("utf-8"), re.MULTILINE)
    assert numbers == sorted(set(numbers) & set(map(int, known)))
    assert set(range(1, 41)) <= set(numbers)
    for number, links in rows:
        named = re.findall(r"\[`(\w+)`\]\(\.\./([\w/.]+)\)", links)
        assert named, f"quirk {number} has no test"
        for test, path in named:
            assert f"def {test}(" in (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_the_exit_codes_are_those_of_the_program(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [int(code) for code in README_EXITS.findall(text)] == [code.value for code in ExitCode]


def test_both_readmes_show_the_same_commands() -> None:
    shown = [
        re.findall(r"^\$ (.*)$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh-TW.md")
    ]
    assert shown[0] == shown[1]
    assert len(shown[0]) >= 10


def test_rules_and_reports_are_those_of_the_program():
    assert docs.main(["--check"]) == 0
    assert all(f"| `{report.NAME}` |" in (ROOT / "docs" / "ci.md").read_text("utf-8") for report in reports.available())

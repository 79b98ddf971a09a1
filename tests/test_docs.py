"""The documentation is held against the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.base import i18n
from pipeline.base.errors import ExitCode
from pipeline.findings import rule_pages
from pipeline.findings.rules import known_rules
from tools import formats_page

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


def test_the_formats_are_those_of_the_program():
    assert (ROOT / "docs" / "formats.md").read_text("utf-8") == formats_page.page()


def test_the_rules_are_those_of_the_program():
    i18n.use("en")
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == rule_pages.document(known_rules().values())

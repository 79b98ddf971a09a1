"""Every console block of the READMEs and the guides runs as printed, in a fresh folder that has what it names."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base import i18n
from pipeline.cli.main import main

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh-TW.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHORTER = ("compare.zh-TW.md", "exports.zh-TW.md")
"""Guides whose readers need less than the English one says; the commands are the same but for names of files."""
FOUND = 1
"""The exit code of a comparison of two versions."""


def commands(page):
    """Its commands for this program in order, without the comments behind them."""
    lines = [line for block in BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]
    return [shlex.split(line[2:], comments=True) for line in lines if line.startswith("$ icap ")]


WITH_COMMANDS = [page for page in PAGES if commands(page)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The samples, folders of documents and two versions of one, by the names that the pages use."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(small.SAMPLES, tmp_path / "samples")
    for name in ("standards", "職能基準"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(small.flat_text())
        (tmp_path / name / "b.txt").write_bytes(small.flat_text(code="ABC1234-002"))
    for old, new in (("old.docx", "new.docx"), ("舊版.docx", "新版.docx")):
        (tmp_path / old).write_bytes(small.word())
        (tmp_path / new).write_bytes(small.word(indicator="依據清單逐項核對數量與品質。"))
    for year, source in (("2024", "old.docx"), ("2026", "new.docx")):
        (tmp_path / year).mkdir()
        shutil.copy(tmp_path / source, tmp_path / year)
    yield tmp_path
    i18n.use("en")


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_every_command_runs_as_printed(page, folder, capfd):
    for program, *arguments in commands(page):
        assert program == "icap"
        if arguments[0] == "serve":  # it would not end; so it understands its options, and stops before it begins
            arguments.append("--show-settings")
        told = main(arguments)
        expected = FOUND if arguments[0] == "compare" and "samples" not in " ".join(arguments) else 0
        assert (arguments, told) == (arguments, expected), capfd.readouterr().err


def test_the_guides_have_commands():
    assert {"README.md", "README.zh-TW.md", "ci.md", "releases.md", "use.md", "templates.md"} <= {
        page.name for page in WITH_COMMANDS
    }


@pytest.mark.parametrize("chinese", sorted((ROOT / "docs").glob("*.zh-TW.md")), ids=lambda page: page.name)
def test_a_chinese_guide_keeps_up_with_the_english_one(chinese):
    english = chinese.with_name(chinese.name.replace(".zh-TW", ""))
    shown = [page.read_text("utf-8") for page in (english, chinese)]
    if chinese.name not in SHORTER:
        headings = [[len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)] for text in shown]
        assert headings[0] == headings[1]
        assert commands(english) == commands(chinese)
    assert len(commands(english)) == len(commands(chinese)) > 0
    assert f"]({chinese.name})" in shown[0]
    assert f"]({english.name})" in shown[1]


def test_staff_have_their_guides_in_chinese():
    found = {page.name for page in (ROOT / "docs").glob("*.zh-TW.md")}
    assert {"use.zh-TW.md", "templates.zh-TW.md", "releases.zh-TW.md", "ci.zh-TW.md", "exports.zh-TW.md"} <= found

"""The command says what the computer has and lacks, and how to get it."""

from __future__ import annotations

import importlib.util

import pytest

from pipeline import __version__
from pipeline.base import i18n
from pipeline.cli.main import main
from pipeline.handbooks import _fonts
from pipeline.release import formats, pools


@pytest.fixture
def told(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(arguments)
        return code, capsys.readouterr().out.splitlines()

    yield run
    i18n.use("en")


def test_everything_is_named(told, tmp_path):
    _code, lines = told("--lang", "en", "doctor")
    facts = dict(line.split(": ", 1) for line in lines)
    assert facts["icap"] == __version__
    assert {"Python", "click", "lxml", "pdfplumber", "typst"} <= set(facts)
    assert {f"output {one.name}" for one in formats.available()} <= set(facts)
    assert facts["language of messages"].startswith("en ")
    assert f"{pools.MEMORY} MiB" in facts["limits"]
    assert facts["current folder"].startswith(f"{tmp_path}, ")
    assert facts["output html"] == "can be made"
    assert facts["icap serve"] == "can be started"


def test_without_the_extra_the_page_is_named_with_the_way_to_it(told, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "uvicorn" else found(name))
    _code, lines = told("--lang", "en", "doctor")
    assert [line for line in lines if line.startswith("icap serve: not installed") and "[web]" in line]


def test_without_a_font_pdf_is_missing_and_the_way_to_one_is_told(told, monkeypatch):
    monkeypatch.setattr(_fonts, "chinese", lambda _families: None)
    code, lines = told("--lang", "en", "doctor")
    assert code == 1
    missing = [line for line in lines if "MISSING" in line]
    assert [line.partition(":")[0] for line in missing] == ["Chinese fonts", "output pdf"]
    assert all("fonts-noto-cjk" in line and "[fonts]" in line for line in missing)
    code, lines = told("--lang", "tw", "doctor")
    assert [line for line in lines if line.startswith("輸出 pdf：缺少：")]


def test_a_folder_that_cannot_be_written_is_told(told, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_asked, **_options: False)
    code, lines = told("--lang", "en", "doctor")
    assert code == 1
    assert [line for line in lines if line.startswith("current folder: MISSING: ") and "-o" in line]

"""Names of files that a terminal, the log of a CI service or a page would obey: harmless in every report and product."""

from __future__ import annotations

import json
import re

import pytest
import small_documents as small

from pipeline import reports
from pipeline.cli.main import main

COMMANDS = ("::error::", "##[error]", "##vso[")
NAMES = (
    "::error::planted.txt",
    "##[error]planted.txt",
    "##vso[task.complete]planted.txt",
    "\x1b[31mred\x1b]0;title\x07.txt",
    "a\u202egnp.txt",
    "two\nlines.txt",
    "two\r::error::lines.txt",
    "%0A::error::x.txt",
    "<script>alert(1)</script>.txt",
)
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.fixture
def run(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for number, name in enumerate(NAMES):
        name = name.replace("/", "\u2215")
        (tmp_path / name).write_bytes(small.flat_text(code=f"ABC1234-{number:03}", indicator="核對數量"))

    def call(*arguments):
        main(["--lang", "en", *arguments])
        captured = capfdbinary.readouterr()
        return captured.out.decode(), captured.err.decode()

    return call


def assert_harmless(text):
    assert not ACTING.search(text.replace("\r\n", "\n")), ACTING.search(text)
    for line in text.splitlines():
        assert not line.lstrip().startswith(COMMANDS), line


@pytest.mark.parametrize("name", [one.NAME for one in reports.available()])
def test_no_name_acts_in_a_report(run, name, tmp_path):
    run("check", ".", "--report", f"{name}=report.out")
    text = (tmp_path / "report.out").read_bytes().decode()
    assert "planted" in text or name == "corrections"  # which lists what is to be corrected alone
    if name == "html":
        assert "<script>alert" not in text
    if name == "github":
        lines = text.splitlines()
        assert all(re.match(r"::(error|warning|notice) [^\x1b]*::", line) for line in lines)
        assert all(line.count("::error::") == 0 or line.startswith("::error ") for line in lines)
        assert "\x1b" not in text
    elif text.startswith(("{", "[")):  # for programs, which must get names as they are: JSON escapes what acts
        assert not re.search("[\x00-\x09\x0b-\x1f]", text)
    else:
        assert_harmless(text)


@pytest.mark.parametrize("command", [("check", "."), ("build", ".", "-o", "out", "--to", "json"), ("-v", "check", ".")])
def test_no_name_acts_on_a_terminal(run, command):
    payload, notes = run(*command)
    assert "planted" in payload + notes
    assert_harmless(payload)
    assert_harmless(notes)


@pytest.mark.parametrize("name", ["html", "md"])
def test_no_name_acts_in_a_colophon(run, name, tmp_path):
    run("build", ".", "-o", "out", "--to", name)
    made = [file.read_text("utf-8") for file in (tmp_path / "out").glob(f"*.{name}")]
    assert len(made) == len(NAMES)
    for text in made:
        assert "<script>alert" not in text
        assert not ACTING.search(text)


@pytest.mark.parametrize("report", ["json", "jsonl", "sarif", "codequality"])
def test_json_is_harmless_and_tells_the_same_names(run, tmp_path, report):
    run("check", ".", "--report", f"{report}=r.out")
    text = (tmp_path / "r.out").read_text(encoding="utf-8")
    assert_harmless(text)
    assert "##[" not in text
    assert "##vso[" not in text
    if report != "sarif":  # which holds addresses
        values = json.loads(f"[{','.join(text.splitlines())}]" if report == "jsonl" else text)
        assert all(json.dumps(name) in json.dumps(values) for name in ("##[error]planted.txt", "a\u202egnp.txt"))

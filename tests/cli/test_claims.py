"""Nothing that is read is written over, and nothing is written twice: refused before the first byte, in every command."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main

WAIVERS = '[[waiver]]\ndocument = "X"\nrule = "CR201"\nsubject = "S05"\nreason = "r"\nby = "b"\n'


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    Path("a.txt").write_bytes(small.flat_text())
    Path("link.txt").symlink_to("a.txt")
    Path("other").hardlink_to("a.txt")
    Path("waivers.toml").write_text(WAIVERS)
    Path("icap.toml").write_text('fail-on = "never"\n')
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "check a.txt --report html=a.txt",
        "check a.txt --report html=./sub/../a.txt",
        "check a.txt --report html=link.txt",
        "check link.txt --report html=a.txt",
        "check a.txt --report html=other",
        "check a.txt --corrections a.txt",
        "check a.txt --corrections r.csv --report text=r.csv",
        "check a.txt --report json=r --report text=r",
        "check a.txt --report json=waivers.toml",
        "check a.txt --config icap.toml --report json=icap.toml",
        "build a.txt --report html=a.txt",
        "build a.txt --to html --report html=out/ABC1234-001.html",
        "build a.txt --report json=out/manifest.json",
        "baseline update a.txt a.txt",
        "baseline update waivers.toml a.txt",
        "book a.txt --title x -o b --to html,docx --config",
    ],
)
def test_what_would_be_written_over_is_refused(here, capsys, command):
    if command.endswith("--config"):  # a volume has no settings; its own input is what it may not take
        Path("b.html").write_bytes(small.flat_text())
        command = "book b.html --title x -o b --to html,docx"
    Path("sub").mkdir()
    before = {path: path.read_bytes() for path in here.iterdir() if path.is_file()}
    assert main(command.split()) == ExitCode.UNUSABLE
    assert "is an input or another output of this run" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in here.iterdir() if path.is_file()} == before
    assert [path for path in Path("out").glob("[!.]*") if path.name != "manifest.json"] == []


def test_a_report_into_a_part_is_refused(here, capsys):
    main(["build", "a.txt", "-o", "part", "--to", "md"])
    before = Path("part/manifest.json").read_bytes()
    assert main(["merge", "part", "-o", "joined", "--report", "json=part/manifest.json"]) == ExitCode.UNUSABLE
    assert Path("part/manifest.json").read_bytes() == before


@pytest.mark.parametrize("command", ["build in -o in", "export in --to csv -o ./in", "site in -o in/../in"])
def test_a_folder_of_inputs_is_no_output_folder(here, command, capsys):
    Path("in").mkdir()
    Path("a.txt").rename("in/a.txt")
    assert main(["--lang", "en", *command.split()]) == ExitCode.UNUSABLE
    assert "is an input; choose another output folder" in capsys.readouterr().err
    assert [path.name for path in Path("in").iterdir()] == ["a.txt"]


def test_a_new_report_beside_the_inputs_is_fine_and_is_written_again(here):
    for _time in range(2):
        assert main(["check", "a.txt", "--report", "json=report.json"]) == ExitCode.CLEAN
        assert main(["build", "a.txt", "--to", "md", "--report", "json=out/report.json"]) == ExitCode.CLEAN

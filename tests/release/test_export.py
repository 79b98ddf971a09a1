"""Exports over many inputs: one outcome each, whole files or the old ones, nothing made twice, nothing lost unsaid."""

from __future__ import annotations

import json
import re
from contextlib import nullcontext
from pathlib import Path

import pytest
import small_documents as small
from extending import part_of

from pipeline.base import i18n
from pipeline.base.errors import ExitCode
from pipeline.cli import session
from pipeline.cli.main import main
from pipeline.exports import csv as csv_export
from pipeline.release.pools import INLINE

CODES = ("ABC1234-001", "ABC1234-002")

NAMES = """
from pipeline.base.errors import SettingsError
from pipeline.exports import RELEASE

NAME, SUFFIX, PER = "names", ".names", "release"


def export(entries, folder, options):
    if not options.settings.base_uri:
        raise SettingsError("say --base-uri")
    twice = [*entries, *entries]
    assert len(twice) == 2 * len(entries)
    (folder / "deep").mkdir()
    lines = (f"{options.settings.base_uri}{one.key} {one.standard.name} {len(one.findings)}" for one in twice)
    (folder / "deep" / "names").write_text("\\n".join(lines), encoding="utf-8")
    return ["deep/names"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Two standards in the folder ``in``."""
    (tmp_path / "in").mkdir()
    for code in CODES:
        (tmp_path / "in" / f"{code}.txt").write_bytes(small.flat_text(code=code))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    i18n.use("en")


def run(*arguments):
    return main(["--lang", "en", "export", *arguments])


@pytest.fixture
def in_this_process(monkeypatch):
    """Release exports made here, where what a test changes is seen."""
    monkeypatch.setattr(session, "at_common_work", lambda *_arguments: nullcontext(INLINE))


def times():
    return {
        path: path.stat().st_mtime_ns for path in Path("out").rglob("*") if path.is_file() and ".icap" not in path.parts
    }


def standards():
    return re.findall(r"^(ABC[^,]*),", Path("out/csv/standards.csv").read_text(encoding="utf-8"), re.MULTILINE)


def test_files_per_standard_and_files_of_the_release_stand_in_one_folder():
    assert run("in", "--to", "json,csv,sqlite", "-o", "out", "-j", "2", "--report", "json=r.json") == ExitCode.CLEAN
    found = {path.relative_to("out").as_posix() for path in times()}
    assert found >= {f"{code}.json" for code in CODES} | {"datapackage.json", "csv/tasks.csv", "release.sqlite"}
    assert standards() == list(CODES)
    assert not list(Path("out/.icap").glob(".*.part"))
    assert [(one["code"], one["outcome"]) for one in json.loads(Path("r.json").read_bytes())["documents"]] == [
        (code, "ok") for code in CODES
    ]


def test_what_is_up_to_date_is_not_made_again_and_what_was_changed_is(capsys):
    assert run("in", "--to", "json,csv", "-o", "out") == ExitCode.CLEAN
    before = times()
    capsys.readouterr()
    assert run("in", "--to", "json,csv", "-o", "out") == ExitCode.CLEAN
    assert times() == before
    assert "files written to out: 0" in capsys.readouterr().err
    Path("out/csv/tasks.csv").write_bytes(b"id\n")
    assert run("in", "--to", "json,csv", "-o", "out") == ExitCode.CLEAN
    assert {path for path, time in times().items() if time != before[path]} >= {Path("out/csv/tasks.csv")}
    assert Path("out/csv/tasks.csv").read_bytes() != b"id\n"


def test_the_order_of_inputs_makes_no_difference():
    assert run(*(f"in/{code}.txt" for code in CODES), "--to", "csv", "-o", "out") == ExitCode.CLEAN
    assert run(*(f"in/{code}.txt" for code in reversed(CODES)), "--to", "csv", "-o", "other") == ExitCode.CLEAN
    for path in Path("out/csv").iterdir():
        assert path.read_bytes() == (Path("other/csv") / path.name).read_bytes()


def test_a_file_that_fails_is_missing_and_makes_the_run_fail():
    Path("in/broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.FINDINGS
    assert standards() == list(CODES)


def test_two_that_differ_under_one_code_are_not_exported():
    Path("in/other.txt").write_bytes(small.flat_text(code=CODES[0], indicator="另一行為指標。"))
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.FINDINGS
    assert standards() == [CODES[1]]


def test_a_format_that_crashes_costs_no_other_and_keeps_its_old_files(in_this_process, monkeypatch, capsys):
    assert run("in", "--to", "csv", "-o", "out", "-j", "1") == ExitCode.CLEAN
    before = Path("out/csv/tasks.csv").read_bytes()

    def crash(*_arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(csv_export, "export", crash)
        assert run("in", "--to", "csv,json", "-o", "out", "-j", "1", "--force") == ExitCode.FINDINGS
    assert "XX999" in capsys.readouterr().err
    assert Path("out/csv/tasks.csv").read_bytes() == before
    assert all(Path(f"out/{code}.json").is_file() for code in CODES)
    assert run("in", "--to", "csv,json", "-o", "out", "-j", "1") == ExitCode.CLEAN


def test_records_give_what_their_documents_give():
    assert run("in", "--to", "json,csv", "-o", "out") == ExitCode.CLEAN
    assert run(*(f"out/{code}.json" for code in CODES), "--to", "csv", "-o", "again") == ExitCode.CLEAN
    for name in ("standards", "tasks", "uses", "outputs"):
        assert Path(f"out/csv/{name}.csv").read_bytes() == Path(f"again/csv/{name}.csv").read_bytes()


def test_settings_reach_an_export_and_a_missing_one_is_2(in_this_process, tmp_path, capsys):
    with part_of("pipeline.exports", "own_names", NAMES, tmp_path):
        assert run("in", "--to", "names", "-o", "out", "-j", "1") == ExitCode.UNUSABLE
        assert "say --base-uri" in capsys.readouterr().err
        assert (
            run("in", "--to", "names", "--base-uri", "https://a.example/x/", "-o", "out", "-j", "1") == ExitCode.CLEAN
        )
        line = f"https://a.example/x/{CODES[0]} {small.NAME} "
        assert Path("out/deep/names").read_text(encoding="utf-8").startswith(line)
        Path("icap.toml").write_text('base-uri = "urn:example:"\n', encoding="utf-8")
        assert run("in", "--to", "names", "-o", "out", "-j", "1") == ExitCode.CLEAN
        assert Path("out/deep/names").read_text(encoding="utf-8").startswith(f"urn:example:{CODES[0]} ")


@pytest.mark.parametrize("uri", ["example.org", "https://a.example/x", "https://a b/", "javascript:x/", "https:///x/"])
def test_a_base_that_no_identifier_can_follow_is_2(uri, capsys):
    assert run("in", "--to", "csv", "--base-uri", uri, "-o", "out") == ExitCode.UNUSABLE
    assert "must be a URI" in capsys.readouterr().err
    Path("icap.toml").write_text(f'base-uri = "{uri}"\n', encoding="utf-8")
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.UNUSABLE
    assert "must be a URI" in capsys.readouterr().err


@pytest.mark.parametrize("line", ['case-version = "2.0"', 'no-extensions = "yes"', "link-equal-names = 1"])
def test_a_setting_of_exports_that_cannot_be_is_2(line, capsys):
    Path("icap.toml").write_text(f"{line}\n", encoding="utf-8")
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.UNUSABLE
    assert line.partition(" ")[0] in capsys.readouterr().err


def test_an_unknown_format_is_told_with_the_one_that_is_meant(capsys):
    for name, meant in (("excel", "xlsx"), ("sqllite", "sqlite"), ("calc", "ods"), ("datapackage", "csv")):
        assert run("in", "--to", name, "-o", "out") == ExitCode.UNUSABLE
        assert f"Did you mean {meant}?" in capsys.readouterr().err


def test_an_output_that_is_an_input_is_refused():
    Path("release.sqlite").write_bytes(small.flat_text())
    assert run("release.sqlite", "--to", "sqlite", "-o", ".") == ExitCode.UNUSABLE
    assert Path("release.sqlite").read_bytes() == small.flat_text()


def test_no_standard_is_called_like_a_file_of_the_release():
    Path("in").joinpath("release.txt").write_bytes(small.flat_text(code=None, name="release"))
    run("in", "--to", "json,sqlite", "-o", "out")
    assert Path("out/release-2.json").is_file()
    assert Path("out/release.sqlite").is_file()


def test_a_manifest_that_names_files_elsewhere_is_not_used(capsys):
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.CLEAN
    path = Path("out/manifest.json")
    path.write_text(path.read_text(encoding="utf-8").replace('"csv/tasks.csv"', '"../tasks.csv"'), encoding="utf-8")
    capsys.readouterr()
    assert run("in", "--to", "csv", "-o", "out") == ExitCode.CLEAN
    assert "cannot be used" in capsys.readouterr().err


def test_what_was_exported_is_no_input_of_another_run(capsys):
    assert run("in", "--to", "xlsx,ods,csv,sqlite", "-o", "in/out") == ExitCode.CLEAN
    capsys.readouterr()
    assert main(["--lang", "en", "check", "in", "--strict"]) == ExitCode.CLEAN
    told = capsys.readouterr()
    assert all(f"in/out/{name}: skipped" in told.err for name in ("release.xlsx", "release.sqlite", "csv/uses.csv"))

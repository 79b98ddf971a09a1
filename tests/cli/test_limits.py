"""Limits of time and memory that hold for a single document, in every command that reads one."""

from __future__ import annotations

import pytest
import small_documents as small

from pipeline.base import lock
from pipeline.base.errors import ExitCode
from pipeline.cli.main import main

pytestmark = pytest.mark.slow


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    # More than any machine reads in a tenth of a second, within all other limits.
    (tmp_path / "long.txt").write_bytes(small.flat_text() + "K01 物料知識 \t物料\n\n".encode() * 100_000)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("parse", "long.txt"), ExitCode.FINDINGS),
        (("parse", "long.txt", "--explain"), ExitCode.FINDINGS),
        (("check", "long.txt"), ExitCode.FINDINGS),
        (("build", "long.txt"), ExitCode.FINDINGS),
        (("book", "long.txt", "--title", "x"), ExitCode.FINDINGS),
        (("compare", "long.txt", "long.txt"), ExitCode.UNUSABLE),
        (("baseline", "update", "b.json", "long.txt"), ExitCode.FINDINGS),
    ],
)
def test_a_single_document_may_take_no_longer_than_was_said(icap, command, code):
    done, payload, notes = icap(*command, "--timeout", "0.1")
    assert done == code
    assert "took longer" in payload + notes or command[0] == "baseline"
    if command[0] == "baseline":
        assert "long.txt: no code, so its findings are not in the baseline" in notes


@pytest.mark.parametrize(
    "command", [("parse", "a.txt"), ("parse", "a.txt", "--explain"), ("compare", "a.txt", "a.txt")]
)
def test_a_good_document_comes_through(icap, command):
    code, payload, notes = icap(*command)
    assert code == ExitCode.CLEAN
    assert small.CODE in payload or "differences: 0" in notes


def test_two_runs_into_one_folder_do_not_meet(icap, tmp_path):
    icap("build", "a.txt", "--to", "json")
    with lock.held(tmp_path / "out" / ".icap" / "lock"):
        code, _payload, notes = icap("build", "a.txt", "--to", "json")
    assert code == ExitCode.UNUSABLE
    assert notes.startswith("icap: Another run is writing into out (process ")
    assert icap("build", "a.txt", "--to", "json", "--wait", "5")[0] == ExitCode.CLEAN


def test_prune_leaves_what_another_run_has_written(icap, tmp_path):
    (tmp_path / "b.txt").write_bytes(small.flat_text(code="ABC1234-002"))
    icap("build", "b.txt", "--to", "json")
    notes = icap("build", "a.txt", "--to", "json", "--prune")[2]
    assert (tmp_path / "out" / "ABC1234-002.json").exists()
    assert "outputs whose input is not in this run: 1" in notes
    (tmp_path / "b.txt").unlink()
    icap("build", "a.txt", "--to", "json", "--prune")
    assert not (tmp_path / "out" / "ABC1234-002.json").exists()


def test_binding_a_volume_ends_in_time_and_nothing_is_written(icap, tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "book.html.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    )
    code, payload, notes = icap(
        "book", "a.txt", "--title", "x", "--to", "html", "--templates", "templates", "--timeout", "1", "-o", "v.html"
    )
    assert (code, "RD105" in payload + notes) == (ExitCode.FINDINGS, True)
    assert not (tmp_path / "v.html").exists()


def test_a_template_without_end_costs_the_others_nothing(icap, tmp_path):
    templates = tmp_path / "templates"
    icap("template", "export", "templates")
    for file in templates.iterdir():
        if file.name not in ("handbook.md.j2", "handbook.html.j2"):
            file.unlink()
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (templates / "handbook.html.j2").write_text(endless)
    code, payload, _notes = icap("template", "check", "templates")
    assert code == ExitCode.UNUSABLE
    assert "handbook.html.j2: it takes more time or memory" in payload
    assert "handbook.md.j2: fine" in payload


def test_judging_an_export_ends_in_time(icap, tmp_path):
    (tmp_path / "e.json").write_text('{"CFDocument": {}, "CFItems": [' + ",".join(["{}"] * 300_000) + "]}")
    code, payload, notes = icap("export", "--check", "e.json", "--timeout", "0.1")
    assert (code, "RD105" in payload + notes) == (ExitCode.FINDINGS, True)

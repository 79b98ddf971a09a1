"""What a command is about: folders in which every file has an outcome, archives, several standards, standard input."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main

pytestmark = pytest.mark.slow

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
OTHER_CODE = "XYZ9876-002"


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    """Runs the command in a folder ``in`` with a standard and an old Word document; exit code, output and notes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    Path("in").mkdir()
    Path("in/a.txt").write_bytes(small.flat_text())
    Path("in/old.doc").write_bytes(OLD_WORD)
    Path("in/~$a.docx").write_bytes(b"x")

    def run(*arguments, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(arguments))
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


def test_own_products_are_named_and_never_make_a_strict_run_fail(icap):
    Path("in/old.doc").unlink()
    icap("build", "in", "-o", "in/out", "--to", "html,json")
    code, _out, notes = icap("check", "in", "--strict")
    assert code == ExitCode.CLEAN
    assert f"in/out/{small.CODE}.html: skipped, made by icap" in notes
    assert f"in/out/{small.CODE}.json: skipped, made by icap" in notes
    code, _out, notes = icap("render", "in/out", "-o", "again", "--to", "md")
    assert code == ExitCode.CLEAN
    assert f"in/out/{small.CODE}.html: skipped, made by icap" in notes


@pytest.mark.parametrize("command", ["build in", "parse in -o out", "check in", "book in --title T", "parse in"])
def test_what_is_not_looked_at_is_named_and_fails_only_if_that_is_wanted(icap, command):
    code, out, notes = icap(*command.split())
    assert code == ExitCode.CLEAN
    assert "in/old.doc" in out + notes
    assert "Office" in out + notes
    assert "~$a.docx" not in out + notes
    assert "files that were not looked at: 1" in notes
    code, out, notes = icap(*command.split(), "--strict")
    assert code == ExitCode.FINDINGS
    assert "in/old.doc" in out + notes


def test_reports_carry_what_is_not_looked_at_as_skipped(icap):
    icap("check", "in", "--report", "json=r.json")
    documents = json.loads(Path("r.json").read_text())["documents"]
    assert [(one["path"], one["outcome"]) for one in documents] == [("in/a.txt", "ok"), ("in/old.doc", "skipped")]
    assert [one["rule"] for one in documents[1]["diagnostics"]] == ["RD115"]


def test_of_shards_the_first_alone_tells_what_is_not_looked_at(icap):
    Path("in/b.txt").write_bytes(small.flat_text(OTHER_CODE))
    outs = ["".join(icap("check", "in", "--shard", f"{number}/2")[1:]) for number in (1, 2)]
    assert ["old.doc" in out for out in outs] == [True, False]


def test_an_archive_is_spread_out(icap):
    with zipfile.ZipFile("all.zip", "w") as packed:
        packed.writestr("sub/b.txt", small.flat_text(OTHER_CODE))
        packed.writestr("old.doc", OLD_WORD)
    code, _out, notes = icap("build", "all.zip", "in/a.txt", "-o", "out")
    assert code == ExitCode.CLEAN
    assert f"all.zip/sub/b.txt: ok {OTHER_CODE}" in notes
    assert "all.zip/old.doc: skipped" in notes
    assert Path(f"out/{OTHER_CODE}.json").exists()
    code, _out, notes = icap("check", "all.zip", "--report", "json=all.zip")
    assert code == ExitCode.UNUSABLE


def test_a_file_with_two_standards(icap):
    Path("two.txt").write_bytes(small.flat_text() + b"\n" + small.flat_text(OTHER_CODE))
    code, out, notes = icap("parse", "two.txt")
    assert (code, out) == (ExitCode.FINDINGS, "")
    assert small.CODE in notes
    assert OTHER_CODE in notes
    assert "-o" in notes
    assert icap("parse", "two.txt", "-o", "out")[0] == ExitCode.CLEAN
    assert {path.name for path in Path("out").glob("*.json")} == {f"{small.CODE}.json", f"{OTHER_CODE}.json"}


def test_a_standard_that_stands_twice_in_a_file_is_one_record(icap):
    Path("twice.txt").write_bytes(small.flat_text() + b"\n" + small.flat_text())
    code, out, notes = icap("parse", "twice.txt")
    assert (code, notes.count("AS102")) == (ExitCode.CLEAN, 1)
    assert json.loads(out)["code"] == small.CODE
    code, out, _notes = icap("parse", "twice.txt", "--explain")
    assert code == ExitCode.CLEAN
    assert sum(small.INDICATOR in line for line in out.splitlines()) == 2
    changed = small.flat_text().replace(small.INDICATOR.encode(), "每日記錄進出數量。".encode())
    Path("twice.txt").write_bytes(small.flat_text() + b"\n" + changed)
    assert icap("parse", "twice.txt")[:2] == (ExitCode.FINDINGS, "")


# --- standard input ---


@pytest.mark.parametrize("content", [small.flat_text(), small.word()])
def test_parse_reads_standard_input(icap, content):
    code, out, notes = icap("parse", "-", stdin=content)
    assert code == ExitCode.CLEAN
    assert "RD103" not in notes
    assert json.loads(out)["code"] == small.CODE


def test_the_name_of_standard_input_stands_where_that_of_a_file_would(icap):
    code, out, _notes = icap("check", "-", "--stdin-name", "form.pdf", stdin=small.flat_text())
    assert code == ExitCode.CLEAN
    assert "form.pdf" in out
    assert "RD103" in out
    record = icap("parse", "in/a.txt")[1].encode()
    code, out, _notes = icap("check", "-", "--stdin-name", "r.json", stdin=record)
    assert code == ExitCode.CLEAN


def test_build_takes_standard_input_beside_files(icap):
    code, _out, notes = icap("build", "-", "in/a.txt", "-o", "out", stdin=small.flat_text(OTHER_CODE))
    assert code == ExitCode.CLEAN
    assert f"-: ok {OTHER_CODE}" in notes
    assert Path(f"out/{OTHER_CODE}.html").exists()


def test_standard_input_that_holds_nothing_fails_like_an_empty_file(icap):
    code, _out, notes = icap("parse", "-", stdin=b"")
    assert code == ExitCode.FINDINGS
    assert "RD101" in notes


def test_standard_input_cannot_be_watched_or_be_another_input(icap):
    assert icap("build", "-", "--watch", stdin=b"x")[0] == ExitCode.UNUSABLE
    assert icap("check", "-", "in/a.txt", "--stdin-name", "in/a.txt", stdin=b"x")[0] == ExitCode.UNUSABLE


def test_a_member_without_a_name_is_skipped(icap):
    with zipfile.ZipFile("all.zip", "w") as packed:
        packed.writestr("b.txt", small.flat_text(OTHER_CODE))
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        packed.writestr(nameless, b"text")
    code, out, _notes = icap("check", "all.zip")
    assert code == ExitCode.CLEAN
    assert f"all.zip/b.txt ({OTHER_CODE}): ok" in out
    assert "all.zip/?: skipped" in out


# --- commands that tell nothing of documents else ---


@pytest.mark.parametrize("command", ["render rec -o out --to md", "baseline update known.json in", "check in"])
def test_every_command_names_what_it_does_not_look_at_and_fails_for_it_if_that_is_wanted(icap, command):
    icap("parse", "in", "-o", "rec")
    Path("rec/old.doc").write_bytes(OLD_WORD)
    code, out, notes = icap(*command.split())
    assert (code, "old.doc" in out + notes) == (ExitCode.CLEAN, True)
    code, out, notes = icap(*command.split(), "--strict")
    assert (code, "old.doc" in out + notes) == (ExitCode.FINDINGS, True)


def test_what_is_not_looked_at_fails_no_run_by_its_severity(icap):
    Path("in/a.txt").write_bytes(small.flat_text())
    assert icap("check", "in", "--fail-on", "info", "--ignore", "AS102", "--report", "junit=r.xml")[0] == ExitCode.CLEAN
    assert "message=" in Path("r.xml").read_text()
    assert "<failure" not in Path("r.xml").read_text()
    assert icap("check", "in", "--fail-on", "info")[0] == ExitCode.FINDINGS


def test_a_baseline_without_a_document_that_cannot_be_read_says_so(icap):
    Path("in/empty.pdf").write_bytes(b"")
    code, _out, notes = icap("baseline", "update", "known.json", "in")
    assert code == ExitCode.FINDINGS
    assert "in/empty.pdf: error RD101" in notes
    assert json.loads(Path("known.json").read_text())["entries"][0]["document"] == small.CODE


def test_a_file_without_a_suffix_is_said_to_have_none(icap):
    Path("in/a.txt").rename("in/form")
    code, out, _notes = icap("check", "in")
    assert code == ExitCode.CLEAN
    assert "warning RD103 The name of the file has no suffix; its content is txt" in out


@pytest.mark.parametrize("name", ["標" * 100, f"in/{'a' * 300}.pdf", f"{'a' * 300}/in/a.txt", "a/" * 3000 + "a.txt"])
@pytest.mark.parametrize(
    "command", ["check", "build", "parse", "render", "export --to csv", "compare in", "compare in/a.txt"]
)
def test_a_name_too_long_for_any_file_is_said_to_lead_nowhere(icap, command, name):
    code, _, said = icap(*command.split(), name)
    assert code == ExitCode.UNUSABLE
    assert "internal error" not in said
    assert "There is no " in said or "The file cannot be opened: " in said
    assert name in said


def test_a_name_too_long_for_any_file_fails_and_the_rest_is_built(icap):
    code, _, said = icap("build", "in/a.txt", "a" * 300, "--to", "json")
    assert code == icap("build", "in/a.txt", "none", "--to", "json")[0] == ExitCode.FINDINGS
    assert f"{'a' * 300}: failed" in said
    assert Path(f"out/{small.CODE}.json").is_file()


def test_a_word_too_long_for_any_file_is_no_command(icap):
    code, _, said = icap("a" * 300)
    assert code == ExitCode.UNUSABLE
    assert "internal error" not in said


OTHER_DISK = Path("/dev/shm")


@pytest.mark.skipif(not OTHER_DISK.is_dir(), reason="there is no other disk")
def test_the_output_folder_may_lie_on_another_disk_than_the_temporary_one(icap, tmp_path, monkeypatch):
    if OTHER_DISK.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("it is the same disk")
    Path("in/old.doc").unlink()
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as temporary, monkeypatch.context() as patched:
        patched.setattr(tempfile, "tempdir", temporary)
        assert icap("parse", "in", "-o", "records")[0] == ExitCode.CLEAN
        assert icap("render", "records", "-o", "books", "--to", "html")[0] == ExitCode.CLEAN
        assert icap("book", "in", "-o", "volume", "--title", "彙編", "--to", "html")[0] == ExitCode.CLEAN
        assert icap("export", "in", "-o", "data", "--to", "csv")[0] == ExitCode.CLEAN
        assert icap("site", "in", "-o", "site")[0] == ExitCode.CLEAN
        assert icap("compare", "in", "in", "-o", "sheets")[0] == ExitCode.CLEAN
    made = {path.as_posix() for path in Path().rglob("*") if ".icap" not in path.parts}
    expected = (
        "records/ABC1234-001.json",
        "books/ABC1234-001.html",
        "volume.html",
        "data/csv/standards.csv",
        "site/index.html",
    )
    assert made >= set(expected)
    assert not [name for name in made if name.endswith(".part")]

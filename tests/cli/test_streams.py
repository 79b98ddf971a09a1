"""What the command says, how much, where, and in which colours and encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.base.terminal_text import one_line
from pipeline.cli.main import main
from pipeline.cli.summary import note_findings
from pipeline.findings.diagnostics import Diagnostic, Severity
from tests.cli.test_cli import ROOT

pytestmark = pytest.mark.slow

NAME = "手冊.txt"


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    """Runs the command in a folder with one standard; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    (tmp_path / NAME).write_bytes(small.flat_text())

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


def shell(command, cwd, **variables):
    """What a shell makes of ``command``, in which ``icap`` is the command."""
    icap = f"{sys.executable} -m pipeline"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("icap", icap)], cwd=cwd, env=environment, capture_output=True, check=False
    )


# --- words that are true ---


@pytest.mark.parametrize(
    "command", [("parse", NAME, "-o", "o"), ("render", "r.json", "-o", "o"), ("book", NAME, "--title", "彙編")]
)
def test_what_was_not_checked_has_no_number_of_findings(icap, tmp_path, command):
    payload = icap("parse", NAME)[1]
    (tmp_path / "r.json").write_text(payload, encoding="utf-8")
    code, _payload, notes = icap(*command)
    assert code == ExitCode.CLEAN
    assert "findings" not in notes
    assert "documents: 1 (1 ok), not checked" in notes


def test_twins_count_their_findings_once(icap, tmp_path):
    one = icap("build", small.SAMPLES / "KPS3322-002v2.txt", "--to", "json")[2]
    (tmp_path / "twin.txt").write_bytes((small.SAMPLES / "KPS3322-002v2.txt").read_bytes())
    two = icap("build", small.SAMPLES / "KPS3322-002v2.txt", "twin.txt", "--to", "json", "-o", "two")[2]
    assert "findings: 5 (0 error, 1 warning, 4 info)" in one
    assert "documents: 2 (1 ok, 1 skipped), findings: 5 (0 error, 1 warning, 4 info)" in two


@pytest.mark.parametrize("command", [("check",), ("build",), ("parse",), ("book", "--title", "x")])
def test_a_path_that_does_not_exist_is_called_that(icap, command):
    code, _payload, notes = icap(*command, "none.pdf")
    assert code == ExitCode.UNUSABLE
    assert notes == "icap: There is no none.pdf. Check the name, and the folder that you are in.\n"
    notes = icap("build", NAME, "none.pdf", "--to", "json")[2]
    assert "none.pdf: error RD101 The file cannot be opened: it does not exist." in notes


def test_a_part_without_documents_says_so(icap):
    code, _payload, notes = icap("build", NAME, "--shard", "9/9")
    assert code == ExitCode.CLEAN
    assert "part 9 of 9: 0 of 1 documents\ndocuments: 0\n" in notes
    assert "part 1 of 2: 1 of 1 documents\n" in icap("check", NAME, "--shard", "1/2")[2]


def test_book_names_its_files(icap):
    notes = icap("book", NAME, "--title", "彙編", "--to", "html,odt")[2]
    assert "written: out/彙編.html\n" in notes
    assert "written: out/彙編.odt\n" in notes
    assert notes.index("not checked") < notes.index("written:") < notes.index("files written to out")


# --- how much ---


def test_quiet_tells_only_what_is_wrong(icap, tmp_path):
    assert icap("build", NAME, "--to", "json", "--quiet") == (ExitCode.CLEAN, "", "")
    assert icap("-q", "build", NAME, "--to", "json", "--force") == (ExitCode.CLEAN, "", "")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7 nothing")
    code, _payload, notes = icap("build", NAME, "cut.pdf", "--to", "json", "-q")
    assert code == ExitCode.FINDINGS
    assert [line.partition(":")[0] for line in notes.splitlines()] == ["cut.pdf", "cut.pdf"]
    assert icap("check", "none.pdf", "-q")[2].startswith("icap: There is no none.pdf")


def test_at_most_ten_lines_a_document_the_worst_first(capfd):
    infos = [Diagnostic("AS199", "x", Severity.INFO, f"i{number}", "Something.") for number in range(40)]
    note_findings("bad.txt", [*infos, Diagnostic("AS199", "x", Severity.ERROR, "e", "Something.")])
    told = capfd.readouterr().err.splitlines()
    assert told[0] == "bad.txt: error AS199 e Something."
    assert told[1:9] == [f"bad.txt: info AS199 i{number} Something." for number in range(8)]
    assert told[9:] == ["bad.txt: 32 more; -v tells all"]


@pytest.mark.parametrize("count", [1, 10])
def test_ten_findings_are_told_in_their_order(capfd, count):
    infos = [Diagnostic("AS199", "x", Severity.INFO, f"i{number}", "Something.") for number in range(count)]
    note_findings("bad.txt", infos)
    assert capfd.readouterr().err.splitlines() == [
        f"bad.txt: info AS199 i{number} Something." for number in range(count)
    ]


def test_many_skipped_products_are_counted_unless_all_are_wanted(icap, tmp_path):
    for number in range(35):
        (tmp_path / f"{number}.html").write_text(
            '<head><meta name="generator" content="icap 1"></head>', encoding="utf-8"
        )
    few = icap("check", ".")[2].splitlines()
    assert len(few) == 31
    assert few[-1] == "skipped, made by icap: 5 more; -v names all"
    assert len(icap("check", ".", "-v")[2].splitlines()) == 35


# --- colours ---


def test_colours_are_as_asked_for(icap, monkeypatch):
    def coloured(*options):
        return ["\x1b[" in text for text in icap("check", small.SAMPLES / "KPS3322-002v2.txt", *options)[1:2]] + [
            "\x1b[" in icap("build", NAME, "--to", "json", *options)[2]
        ]

    assert coloured() == [False, False]
    assert coloured("--color", "always") == [True, True]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured() == [True, True]
    assert coloured("--color", "never") == [False, False]
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured() == [False, False]
    assert coloured("--color", "always") == [True, True]


def test_reports_in_files_have_no_colours(icap, tmp_path):
    icap("check", small.SAMPLES / "KPS3322-002v2.txt", "--color", "always", "--report", "text=r.txt")
    assert "\x1b" not in (tmp_path / "r.txt").read_text(encoding="utf-8")


# --- streams that are closed, and other encodings ---


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
@pytest.mark.parametrize("command", ["icap check a.txt >&-", "icap parse a.txt >&-", "icap rule >&-"])
def test_a_closed_standard_output_is_no_internal_error(tmp_path, command):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    done = shell(command, tmp_path)
    assert done.returncode == ExitCode.UNUSABLE
    assert done.stderr == b"icap: The output cannot be written: it is closed.\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
def test_a_current_folder_that_is_gone_is_no_internal_error(tmp_path):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; icap check {tmp_path}/a.txt", tmp_path)
    assert done.returncode == ExitCode.UNUSABLE
    assert done.stderr == b"icap: The current folder is gone. Go to another, and run again.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize("limit", ["-t 60", "-d 700000"])
def test_limits_that_whoever_starts_it_has_set_are_kept(tmp_path, limit):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    done = shell(f"ulimit {limit}; icap parse a.txt", tmp_path)
    assert done.returncode == ExitCode.CLEAN
    assert done.stderr.splitlines() == [b"a.txt: info AS102 part/versions The document lacks the version table."]


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
def test_a_build_needs_no_streams(tmp_path):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    assert shell("icap build a.txt --to json >&- 2>&- <&-", tmp_path).returncode == ExitCode.CLEAN
    assert (tmp_path / "out" / f"{small.CODE}.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize("encoding", ["ascii", "cp950", "cp1252"])
def test_help_in_chinese_is_shown_on_any_console(tmp_path, encoding):
    done = shell("icap check --help --lang zh_TW", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == ExitCode.CLEAN
    assert b"--fail-on" in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix")
def test_a_chinese_file_name_is_readable_in_the_locale_c(tmp_path):
    (tmp_path / NAME).write_bytes(small.flat_text())
    variables = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "utf-8"}
    done = shell("icap build . --to json", tmp_path, **variables)
    assert done.stderr.decode().startswith(f"{NAME}: ok {small.CODE}")


def test_stray_bytes_become_text_only_where_they_are_utf8():
    assert one_line(os.fsencode("手冊").decode("ascii", "surrogateescape")) == "手冊"
    assert one_line(b"\xa4\xe5".decode("ascii", "surrogateescape")) == r"\udca4\udce5"
    assert one_line(b"\xc2\x9b".decode("ascii", "surrogateescape")) == r"\x9b"


@pytest.mark.parametrize("asked", ["--help", "--version", "build --help", "formats", "rule CR201", "schema"])
def test_a_full_disk_is_no_internal_error_whatever_is_shown(tmp_path, asked):
    done = shell(f"icap {asked} > /dev/full", tmp_path)
    assert done.returncode == ExitCode.UNUSABLE
    assert done.stderr.decode().splitlines() == ["icap: The output cannot be written: no space left on the disk."]


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="descriptors have no names here")
def test_a_report_can_go_to_a_pipe(icap):
    reading, writing = os.pipe()
    code, _, _ = icap("check", NAME, "--report", f"json=/dev/fd/{writing}")
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        report = json.load(pipe)
    assert code == ExitCode.CLEAN
    assert [one["path"] for one in report["documents"]] == [NAME]


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="descriptors have no names here")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_report_and_what_is_said_share_one_file_and_none_destroys_the_other(tmp_path, name):
    (tmp_path / NAME).write_bytes(small.flat_text())
    if not Path(name).parent.exists():
        pytest.skip("this system has no such names")
    done = shell(f"echo before > log; icap build {NAME} --to json --report json={name} >> log 2>&1", tmp_path)
    assert done.returncode == ExitCode.CLEAN
    log = (tmp_path / "log").read_text(encoding="utf-8")
    anew = shell(f"icap build {NAME} --to json -o again --report json={name} > log 2>&1", tmp_path)
    assert anew.returncode == ExitCode.CLEAN
    for text, before in ((log, "before\n"), ((tmp_path / "log").read_text(encoding="utf-8"), "")):
        assert text.startswith(before)
        report, end = json.JSONDecoder().raw_decode(text, text.index("{"))
        assert [one["path"] for one in report["documents"]] == [NAME]
        said = text[len(before) : text.index("{")] + text[end:]
        assert f"{NAME}: ok {small.CODE}" in said
        assert "\0" not in text


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="descriptors have no names here")
def test_one_stream_takes_several_reports_but_no_file_may_be_put_in_its_place(tmp_path):
    (tmp_path / NAME).write_bytes(small.flat_text())
    done = shell(f"icap check {NAME} --report json=/dev/null --report text=/dev/null", tmp_path)
    assert (done.returncode, b"another output" in done.stderr) == (ExitCode.CLEAN, False)
    both = "--report json=/dev/stdout --report text=/dev/stdout"
    done = shell(f"icap check {NAME} {both} > log", tmp_path)
    assert done.returncode == ExitCode.CLEAN
    text = (tmp_path / "log").read_text(encoding="utf-8")
    report, end = json.JSONDecoder().raw_decode(text, text.index("{"))
    assert [one["path"] for one in report["documents"]] == [NAME]
    assert f"{NAME} ({small.CODE}): ok" in text[end:]
    done = shell(f"icap check {NAME} --report json=/dev/stdout --report text=log > log", tmp_path)
    assert done.returncode == ExitCode.UNUSABLE
    assert b"is an input or another output of this run" in done.stderr

"""The command: payload, notes, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

from pipeline import __version__
from pipeline.base.errors import ExitCode
from pipeline.cli.main import main
from pipeline.findings.rules import known_rules
from pipeline.record import model

ROOT = Path(__file__).parents[2]
SAMPLE = small.SAMPLES / "KPS3322-002v2.txt"


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    """Runs the command in an empty folder; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("ICAP_DEBUG", raising=False)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "form.txt"
    path.write_bytes(small.flat_text())
    return path


def files_in(folder):
    """What a person sees there."""
    return sorted(path.name for path in Path(folder).iterdir() if not path.name.startswith("."))


def process(*arguments, cwd, **options):
    """The command as a process of its own, as the shell starts it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, **options)


# --- payload ---


def test_version(icap):
    assert icap("--version") == (0, f"icap {__version__}\n", "")


def test_parse_gives_the_record_of_one_document_and_nothing_else(icap, form):
    code, payload, _notes = icap("parse", form)
    assert code == ExitCode.CLEAN
    standard = model.from_json(payload)
    assert standard.code == small.CODE
    assert payload == model.to_json(standard)


@pytest.mark.slow
def test_parse_writes_utf8_whatever_the_locale(form, tmp_path):
    done = process("parse", form, cwd=tmp_path, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert model.from_json(done.stdout.decode("utf-8")).name == small.NAME


@pytest.mark.slow
def test_parse_of_several_documents_needs_a_folder(icap, form, tmp_path):
    other = tmp_path / "other.txt"
    other.write_bytes(small.flat_text(code="ABC1234-002"))
    code, payload, notes = icap("parse", form, other)
    assert (code, payload) == (ExitCode.UNUSABLE, "")
    assert "-o" in notes
    code, payload, _notes = icap("parse", form, other, "-o", "records")
    assert (code, payload) == (ExitCode.CLEAN, "")
    assert files_in("records") == ["ABC1234-001.json", "ABC1234-002.json"]
    assert icap("parse", form)[1] == Path("records/ABC1234-001.json").read_text(encoding="utf-8")


def test_parse_of_a_partial_document_gives_its_record_and_exit_code_1(icap, form, tmp_path):
    standard = small.record(tmp_path)
    partial = standard.model_copy(update={"source": standard.source.model_copy(update={"outcome": "partial"})})
    path = tmp_path / "partial.json"
    path.write_text(model.to_json(partial), encoding="utf-8")
    code, payload, _notes = icap("parse", path)
    assert code == ExitCode.FINDINGS
    assert model.from_json(payload) == partial


def test_parse_of_an_unreadable_file_gives_no_payload_but_a_line(icap, tmp_path):
    path = tmp_path / "cut.docx"
    path.write_bytes(small.word()[:3000])
    code, payload, notes = icap("parse", path)
    assert (code, payload) == (ExitCode.FINDINGS, "")
    assert notes.count("\n") == 1
    assert f"{path}: error RD101 " in notes


def test_check_prints_what_the_sample_has(icap):
    code, payload, notes = icap("check", SAMPLE)
    assert (code, notes) == (ExitCode.CLEAN, "")
    heading, *lines = payload.splitlines()
    assert heading == f"{SAMPLE} (KPS3322-002v2): ok"
    found = [line.split()[:3] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert sorted(found) == [
        ["info", "CR206", "T2.4/skills"],
        ["info", "ID504", "versions/V1"],
        ["info", "NT303", "note/3"],
        ["info", "TX701", "wording/了解·瞭解"],
        ["warning", "CR201", "S05"],
    ]


def test_check_takes_records_and_says_the_same_of_them(icap, tmp_path):
    icap("parse", SAMPLE, "-o", tmp_path)
    record = tmp_path / "KPS3322-002v2.json"
    code, payload, _notes = icap("check", "--format", "json", record)
    assert code == ExitCode.CLEAN
    (document,) = json.loads(payload)["documents"]
    assert document["path"] == str(record)
    assert {one["rule"] for one in document["diagnostics"]} == {"CR201", "CR206", "ID504", "NT303", "TX701"}


def test_reports_go_to_files_beside_the_one_on_standard_output(icap, form):
    _code, payload, _notes = icap("check", form, "--report", "json=r/a.json", "--report", "text=r/a.txt")
    assert Path("r/a.txt").read_text(encoding="utf-8") == payload
    assert json.loads(Path("r/a.json").read_bytes())["documents"][0]["code"] == small.CODE


def test_rule_explains_one_by_id_or_name_and_lists_all(icap):
    by_id = icap("rule", "cr201")
    assert by_id[0] == ExitCode.CLEAN
    assert by_id[1].startswith("CR201 name-drift (warning)\n")
    assert "What to do:" in by_id[1]
    assert icap("rule", "name-drift") == by_id
    listing = icap("rule")[1].splitlines()
    assert [line.split()[0] for line in listing] == list(known_rules())


def test_formats_lists_what_goes_in_and_out(icap):
    rows = [line.split() for line in icap("formats")[1].splitlines()]
    assert ["input", "pdf", ".pdf"] in rows
    assert ["input", "json", ".json"] in rows
    assert ["output", "html", ".html"] in rows
    assert ["report", "text"] in rows


def test_schema_describes_the_record(icap):
    schema = json.loads(icap("schema")[1])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"code", "duties", "knowledge"} <= set(schema["properties"])


# --- build and render ---


def test_build_writes_the_handbooks_and_sums_up_on_standard_error(icap, form):
    code, payload, notes = icap("build", form, "--to", "json,html")
    assert (code, payload) == (ExitCode.CLEAN, "")
    assert files_in("out") == [f"{small.CODE}.html", f"{small.CODE}.json", "manifest.json"]
    first, *_sums = notes.splitlines()
    assert first.startswith(f"{form}: ok {small.CODE}, findings: ")


def test_build_of_the_samples_builds_one_standard_once(icap):
    code, _payload, notes = icap("build", small.SAMPLES, "--to", "json")
    assert code == ExitCode.CLEAN
    assert files_in("out") == ["KPS3322-002v2.json", "manifest.json"]
    lines = notes.splitlines()
    assert len([line for line in lines if "KPS3322-002v2.pdf: ok" in line]) == 1
    assert len([line for line in lines if ": skipped" in line and "KPS3322-002v2.pdf" in line]) == 2


def test_build_colours_its_summary_for_no_pipe(icap, form):
    assert "\x1b" not in icap("build", form, "--to", "json")[2]


def test_render_makes_of_a_record_what_build_makes_of_the_document(icap, form):
    icap("build", form, "--to", "json,html", "-o", "one")
    code, _payload, _notes = icap("render", f"one/{small.CODE}.json", "--to", "html", "-o", "two")
    assert code == ExitCode.CLEAN
    assert Path(f"one/{small.CODE}.html").read_bytes() == Path(f"two/{small.CODE}.html").read_bytes()


@pytest.mark.slow
def test_formats_without_the_template_are_named_and_the_others_made(icap, form):
    code, _payload, notes = icap("build", form, "--to", "html,md,json", "--template", "form")
    assert code == ExitCode.FINDINGS
    assert "md: not made, there is no template form.md.j2" in notes
    assert {name for name in files_in("out") if name != "manifest.json"} == {
        f"{small.CODE}-form.html",
        f"{small.CODE}.json",
    }
    record = f"out/{small.CODE}.json"
    code, _payload, notes = icap("render", record, "--to", "docx,md", "--template", "form", "-o", "two")
    assert code == ExitCode.FINDINGS
    assert Path(f"two/{small.CODE}-form.docx").exists()
    assert icap("render", record, "--template", "form", "-o", "three")[0] == ExitCode.CLEAN
    assert icap("render", record, "--to", "md", "--template", "form", "-o", "four")[0] == ExitCode.UNUSABLE


def test_render_takes_records_only(icap, form):
    code, _payload, notes = icap("render", form)
    assert code == ExitCode.UNUSABLE
    assert "icap build" in notes
    assert not Path("out").exists()


def test_build_refuses_to_write_among_its_inputs(icap, form, tmp_path):
    code, _payload, notes = icap("build", tmp_path, "-o", tmp_path)
    assert code == ExitCode.UNUSABLE
    assert "-o" in notes
    assert files_in(tmp_path) == ["form.txt"]


def test_a_second_build_of_a_folder_does_not_read_its_own_outputs(icap, form):
    icap("build", ".", "--to", "json,html,md")
    _code, _payload, notes = icap("build", ".", "--to", "json")
    assert "documents: 1 " in notes


# --- exit codes ---


@pytest.mark.parametrize(
    ("threshold", "code"),
    [("error", ExitCode.CLEAN), ("warning", ExitCode.FINDINGS), ("info", ExitCode.FINDINGS), ("never", ExitCode.CLEAN)],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_fail_on(icap, command, threshold, code):
    target = ["--to", "json"] if command == "build" else []
    assert icap(command, SAMPLE, "--fail-on", threshold, *target)[0] == code


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_unreadable_input_counts_even_with_fail_on_never(icap, command, tmp_path):
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    assert icap(command, path, "--fail-on", "never")[0] == ExitCode.FINDINGS


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "FORM", "--to", "htm"], "Did you mean html?"),
        (["build", "FORM", "--to", ","], "no format"),
        (["check", "FORM", "--format", "jsn"], "Did you mean json?"),
        (["check", "FORM", "--report", "json"], "FORMAT=PATH"),
        (["check", "FORM", "--report", "tekst=a"], "Did you mean text?"),
        (["check", "FORM", "--fail-on", "errors"], "error"),
        (["rule", "CR210"], "Did you mean CR20"),
        (["rule", "name-drft"], "Did you mean name-drift?"),
        (["build", "nowhere"], "nowhere"),
        (["build"], "SRC"),
        (["build", "FORM", "--templates", "nowhere"], "nowhere"),
        (["bild", "FORM"], "bild"),
        (["--lang", "fr", "schema"], "fr"),
    ],
)
def test_wrong_usage_is_2_with_a_word_of_advice_and_no_payload(icap, form, arguments, says):
    code, payload, notes = icap(*(form if argument == "FORM" else argument for argument in arguments))
    assert (code, payload) == (ExitCode.UNUSABLE, "")
    assert says in notes
    assert "Traceback" not in notes
    assert not Path("out").exists()


def test_a_folder_without_documents_is_2(icap, tmp_path):
    (tmp_path / "notes.xls").write_bytes(b"x")
    code, _payload, notes = icap("build", tmp_path)
    assert code == ExitCode.UNUSABLE
    assert str(tmp_path) in notes


def test_an_output_that_cannot_be_written_is_2(icap, form, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".icap").write_bytes(b"no folder")
    code, _payload, notes = icap("build", form, "--to", "json")
    assert code == ExitCode.UNUSABLE
    assert ".icap is a file, and a folder is needed there" in notes


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.slow
def test_a_full_disk_behind_standard_output_is_2(form, tmp_path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "parse", str(form)],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == ExitCode.UNUSABLE
    assert done.stderr.decode().count("\n") == 1


def test_a_crash_of_the_program_is_2_with_one_line(icap, form, monkeypatch):
    def crash(*_arguments, **_options):
        raise RuntimeError("no such thing")

    monkeypatch.setattr("pipeline.release.build.build", crash)
    code, payload, notes = icap("build", form)
    assert (code, payload) == (ExitCode.UNUSABLE, "")
    assert notes.count("\n") == 1
    assert "RuntimeError: no such thing" in notes
    monkeypatch.setenv("ICAP_DEBUG", "1")
    assert "Traceback" in icap("build", form)[2]


def test_an_interrupt_is_130(icap, form, monkeypatch):
    def interrupt(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.release.build.build", interrupt)
    code, _payload, notes = icap("build", form)
    assert code == ExitCode.INTERRUPTED
    assert notes.strip().splitlines() == ["icap: interrupted; what was finished is kept"]


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_fault(tmp_path):
    command = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "parse", str(SAMPLE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN),
    )
    command.stdout.close()
    notes = command.stderr.read()
    command.stderr.close()
    assert command.wait() == ExitCode.CLEAN
    assert notes == b""


# --- start-up ---


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_what_needs_no_document_loads_no_library(tmp_path, arguments):
    script = (
        "import sys; from pipeline.cli.main import main; main(sys.argv[1:]);"
        "sys.exit(sorted({'pydantic', 'pdfplumber', 'lxml', 'jinja2', 'docx'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"icap" in done.stdout


LOADED_BY_OTHERS = ("lxml", "pypdfium2", "jinja2", "pipeline.readers._html.body", "pipeline.readers._word.body")


@pytest.mark.parametrize(
    ("script", "needless"),
    [
        ("from pathlib import Path; from pipeline import read; read(Path(sys.argv[1]))", LOADED_BY_OTHERS),
        (
            "from pipeline.cli.main import main; main(['parse', sys.argv[1]])",
            (
                *LOADED_BY_OTHERS,
                "rapidfuzz",
                "pipeline.release.manifest",
                "pipeline.findings.settings_file",
            ),
        ),
        (
            "from pipeline.cli.main import main; main(['parse', '-q', sys.argv[1], '-o', sys.argv[2]])",
            ("pypdfium2", "jinja2", "urllib.request", "rapidfuzz", "pipeline.handbooks.html"),
        ),
    ],
    ids=["the package", "the command", "a folder of records"],
)
def test_reading_a_text_loads_nothing_that_only_others_need(tmp_path, script, needless):
    script = f"import sys; {script}; sys.exit(sorted(set({needless}) & set(sys.modules)) or 0)"
    done = subprocess.run(
        [sys.executable, "-c", script, str(SAMPLE), str(tmp_path / "records")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_explain_names_the_special_rule_that_placed_a_text(icap):
    _code, payload, _notes = icap("parse", ROOT / "samples" / "KPS3322-002v2.pdf", "--explain")
    lines = [line.split("\t") for line in payload.splitlines()]
    told = [line for line in lines if len(line) == 4]
    assert {line[3] for line in told} >= {"tail-of-an-item (quirk 2)"}
    assert all(len(line) in (3, 4) for line in lines)

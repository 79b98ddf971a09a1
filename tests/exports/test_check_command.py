"""``icap export --check``, and the exports as the command writes them."""

from __future__ import annotations

import json

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main

SAMPLE = small.SAMPLES / "KPS3322-002v2.docx"
BASE = "https://standards.example/icap/"


@pytest.fixture
def exported(tmp_path, capsys):
    forms = "case,ctdl,alignments,skos,csv"
    done = main(["--lang", "en", "export", str(SAMPLE), "--to", forms, "--base-uri", BASE, "-o", str(tmp_path / "out")])
    assert done == ExitCode.CLEAN, capsys.readouterr().err
    capsys.readouterr()
    return tmp_path / "out"


def test_the_files_have_their_names_and_are_sound(exported, capsys):
    names = ["KPS3322-002v2.case.json", "KPS3322-002v2.ctdl.jsonld", "release.skos.ttl", "release.skos.jsonld", "datapackage.json"]  # fmt: skip
    assert (exported / "KPS3322-002v2.alignments.json").is_file()
    assert main(["--lang", "en", "export", "--check", *(str(exported / name) for name in names)]) == ExitCode.CLEAN
    assert "documents: 5 (5 ok)" in capsys.readouterr().out


def test_a_defect_makes_the_check_fail_and_is_reported(exported, capsys):
    path = exported / "KPS3322-002v2.case.json"
    package = json.loads(path.read_text("utf-8"))
    del package["CFItems"][4]["uri"]
    path.write_text(json.dumps(package), encoding="utf-8")
    report = exported / "report.json"
    arguments = ["--lang", "en", "export", "--check", str(path), "--report", f"json={report}"]
    assert main(arguments) == ExitCode.FINDINGS
    assert "error EX302 CFItems/4/uri CASE 1.1: this field must be there." in capsys.readouterr().out
    (document,) = json.loads(report.read_text("utf-8"))["documents"]
    assert [(one["rule"], one["subject"]) for one in document["diagnostics"]] == [("EX302", "CFItems/4/uri")]
    assert main([*arguments, "--ignore", "EX302"]) == ExitCode.CLEAN
    capsys.readouterr()


def test_a_report_cannot_take_the_place_of_what_is_checked(exported, capsys):
    path = exported / "KPS3322-002v2.case.json"
    before = path.read_bytes()
    assert main(["--lang", "en", "export", "--check", str(path), "--report", f"json={path}"]) == ExitCode.UNUSABLE
    assert path.read_bytes() == before
    capsys.readouterr()


def test_without_a_base_alignments_say_what_to_set_and_write_nothing(tmp_path, capsys):
    output = tmp_path / "out"
    assert main(["--lang", "en", "export", str(SAMPLE), "--to", "alignments", "-o", str(output)]) == ExitCode.UNUSABLE
    assert "--base-uri https://example.org/icap/" in capsys.readouterr().err
    assert not list(output.glob("*.alignments.json"))


def test_exports_are_no_standards_when_their_folder_is_read(exported, capsys):
    main(["--lang", "en", "check", str(exported)])
    told = capsys.readouterr()
    assert "failed" not in told.out + told.err

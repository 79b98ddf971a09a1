"""The command that lays two versions side by side."""

from __future__ import annotations

import json

import jsonschema
import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main
from pipeline.compare import changes


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "old.txt").write_bytes(small.flat_text("ABC1234-001v1"))
    (tmp_path / "new.txt").write_bytes(small.flat_text("ABC1234-001v2", indicator="依據物料清單逐項覆核數量。"))
    (tmp_path / "same.docx").write_bytes(small.word("ABC1234-001v1"))

    def run(*arguments):
        code = main(["--lang", "en", *map(str, arguments)])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


def test_two_files_that_say_the_same(icap):
    code, out, err = icap("compare", "old.txt", "same.docx")
    assert (code, out) == (ExitCode.CLEAN, "")
    assert "differences: 0" in err


def test_every_change_is_a_line(icap):
    code, out, err = icap("compare", "old.txt", "new.txt")
    assert code == ExitCode.FINDINGS
    assert out.splitlines() == [
        "code: ABC1234-001v1 → ABC1234-001v2",
        "amended: T1.1/P1.1.1: 依據物料清單逐項[-核對-]{+覆核+}數量。",
    ]
    assert "differences: 2" in err


def test_json_alone_goes_to_standard_output(icap):
    code, out, _ = icap("compare", "old.txt", "new.txt", "--to", "json")
    record = json.loads(out)
    jsonschema.validate(record, changes.json_schema())
    assert (code, record["old"]["path"], record["equal"]) == (ExitCode.FINDINGS, "old.txt", False)
    assert record["summary"]["indicator"]["amended"] == 1


def test_sheets_go_to_the_folder(icap, tmp_path):
    code, out, _ = icap(
        "compare", "old.txt", "new.txt", "--to", "html,docx,odt,md,json,xlsx", "--track-changes", "-o", "s"
    )
    assert (code, out) == (ExitCode.FINDINGS, "")
    suffixes = ("docx", "html", "json", "md", "odt", "xlsx")
    expected = {f"ABC1234-001v2-compare.{suffix}" for suffix in suffixes} | {"ABC1234-001v2-track.docx"}
    assert {path.name for path in (tmp_path / "s").iterdir()} == expected


def test_a_folder_alone_gets_the_forms_that_offices_use(icap, tmp_path):
    icap("compare", "old.txt", "new.txt", "-o", "s")
    assert {path.suffix for path in (tmp_path / "s").iterdir()} == {".html", ".docx"}


@pytest.mark.parametrize("pair", [("old.txt", "missing.pdf"), ("missing.pdf", "old.txt")])
def test_a_file_that_cannot_be_read_is_2(icap, pair):
    code, out, err = icap("compare", *pair, "--to", "json")
    assert (code, out) == (ExitCode.UNUSABLE, "")
    assert "missing.pdf" in err
    assert "RD101" in err


def test_an_unknown_form_is_2_with_a_suggestion(icap):
    code, _, err = icap("compare", "old.txt", "new.txt", "--to", "htm")
    assert code == ExitCode.UNUSABLE
    assert "html" in err


def test_one_version_with_two_contents_is_said(icap, tmp_path):
    (tmp_path / "other.txt").write_bytes(small.flat_text("ABC1234-001v1", indicator="另一句話。"))
    assert "CH104" in icap("compare", "old.txt", "other.txt")[2]


def test_pairs_are_written_edited_and_taken_back(icap, tmp_path):
    icap("compare", "old.txt", "new.txt", "--write-matches", "pairs.csv")
    text = (tmp_path / "pairs.csv").read_text(encoding="utf-8-sig")
    assert "T1.1/P1.1.1,T1.1/P1.1.1," in text
    (tmp_path / "pairs.csv").write_text("old,new\nT1.1/P1.1.1,\n", encoding="utf-8")
    out = icap("compare", "old.txt", "new.txt", "--matches", "pairs.csv")[1]
    assert "deleted: T1.1/P1.1.1" in out
    assert "added: T1.1/P1.1.1" in out
    (tmp_path / "pairs.csv").write_text("old,new\nT9,\n", encoding="utf-8")
    code, _, err = icap("compare", "old.txt", "new.txt", "--matches", "pairs.csv")
    assert code == ExitCode.UNUSABLE
    assert "pairs.csv, line 2" in err


def test_phrases_and_unchanged(icap, tmp_path):
    (tmp_path / "p.toml").write_text('new = "修正條文"', encoding="utf-8")
    out = icap("compare", "old.txt", "new.txt", "--to", "md", "--phrases", "p.toml", "--unchanged", "name")[1]
    assert "| 修正條文 | 現行規定 | 說明 |" in out
    assert "未修正。" in out


def test_the_schema_of_the_change_record(icap):
    code, out, _ = icap("schema", "compare")
    assert code == ExitCode.CLEAN
    schema = json.loads(out)
    assert schema.pop("$comment").startswith("icap ")
    assert schema == changes.json_schema()

"""One input in, one outcome out."""

from __future__ import annotations

import hashlib

import pytest
import small_documents as small

from pipeline import readers
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import Outcome
from pipeline.record import model
from pipeline.release import read
from pipeline.release.read import read_standard


def rules(found: read.Reading) -> list[str]:
    return [one.rule for one in found.diagnostics]


@pytest.mark.parametrize(("name", "data"), [("form.txt", small.flat_text()), ("form.docx", small.word())])
def test_a_document_gives_its_record_and_the_digest_of_its_bytes(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    found = read_standard(path)
    assert (found.path, found.name, found.outcome) == (path, name, Outcome.OK)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.standard.code == small.CODE
    assert found.standard.duties[0].tasks[0].blocks[0].indicators[0].text == small.INDICATOR


def test_a_record_is_read_like_a_document(tmp_path):
    standard = small.record(tmp_path)
    path = tmp_path / "record.json"
    path.write_text(model.to_json(standard), encoding="utf-8")
    found = read_standard(path)
    assert found.standard == standard
    assert found.outcome is Outcome.OK
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_partial_record_stays_partial(tmp_path):
    standard = small.record(tmp_path)
    partial = standard.model_copy(update={"source": standard.source.model_copy(update={"outcome": "partial"})})
    path = tmp_path / "record.json"
    path.write_text(model.to_json(partial), encoding="utf-8")
    assert read_standard(path).outcome is Outcome.PARTIAL


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no JSON"), ("[1]", "the whole file"), ('{"schema_version": "9.0"}', "schema_version"), ("{}", "source")],
)
def test_a_bad_record_is_refused_with_the_place(tmp_path, text, says):
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    found = read_standard(path)
    assert found.outcome is Outcome.FAILED
    assert found.standard is None
    assert rules(found) == ["RD101"]
    assert says in found.diagnostics[0].message


def test_a_record_beyond_the_limit_is_not_even_parsed(tmp_path):
    path = tmp_path / "record.json"
    path.write_bytes(b"[" * 5000)
    found = read_standard(path, Limits(file_bytes=4000))
    assert rules(found) == ["RD105"]
    assert found.sha256 is None


def test_what_the_reader_remarked_is_kept_when_the_assembler_refuses(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(small.letter())
    found = read_standard(path)
    assert found.outcome is Outcome.FAILED
    assert rules(found) == ["RD103", "AS101"]


def test_what_was_found_while_reading_is_told_of_a_file_that_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes("物料清點的一些筆記，與表格無關。\n".encode("cp950"))
    assert rules(read_standard(path)) == ["RD106", "AS101"]


def test_a_folder_and_a_missing_file_get_an_outcome_too(tmp_path):
    for path in (tmp_path, tmp_path / "none.pdf", tmp_path / "none.json"):
        found = read_standard(path)
        assert found.outcome is Outcome.FAILED
        assert found.sha256 is None
        assert rules(found) == ["RD101"]


@pytest.mark.parametrize("part", ["readers.read_bytes", "assemble"])
def test_a_crash_is_a_finding_of_this_document(tmp_path, monkeypatch, part):
    def crash(*_):
        raise RuntimeError("no such column")

    path = tmp_path / "form.txt"
    path.write_bytes(small.flat_text())
    monkeypatch.setattr(f"pipeline.release.read.{part}", crash)
    found = read_standard(path)
    assert found.outcome is Outcome.FAILED
    assert rules(found)[-1] == "XX999"
    assert "RuntimeError: no such column" in found.diagnostics[-1].message
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_error_makes_the_record_partial_and_the_record_says_so(tmp_path, monkeypatch):
    path = tmp_path / "form.txt"
    path.write_bytes(small.flat_text())
    document = readers.read(path)
    error = (*document.diagnostics, small.an_error("p.1/表2/列2"))
    monkeypatch.setattr(
        "pipeline.release.read.readers.read_bytes",
        lambda *_: type(document)(**{**vars(document), "diagnostics": error}),
    )
    found = read_standard(path)
    assert found.outcome is Outcome.PARTIAL
    assert found.standard.source.outcome == "partial"
    assert any(one.severity is Severity.ERROR for one in found.diagnostics)

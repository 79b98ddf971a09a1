"""The main job on small documents: outcomes, names, twins, conflicts, and outputs that survive."""

from __future__ import annotations

import json
import os
import sys

import pytest
import small_documents as small

from pipeline.base.errors import SettingsError, WriteError
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import xx999_internal_error
from pipeline.handbooks import json as json_renderer
from pipeline.record import model
from pipeline.release.build import Order, build, check

OTHER = "每日記錄進出數量。"


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def run(out, *paths, formats=("json", "md"), **options):
    return tuple(build(paths, Order(out, formats, **options)))


def written(out):
    return sorted(path.name for path in out.iterdir())


def test_a_document_is_written_in_every_format_under_its_code(put, out):
    (result,) = run(out, put("form.txt", small.flat_text()))
    assert result.document.outcome is Outcome.OK
    assert result.document.code == small.CODE
    assert written(out) == [f"{small.CODE}.json", f"{small.CODE}.md"]
    assert set(result.outputs) == set(out.iterdir())
    assert small.INDICATOR in (out / f"{small.CODE}.md").read_text(encoding="utf-8")
    record = model.from_json((out / f"{small.CODE}.json").read_bytes())
    assert record.duties[0].tasks[0].name == "清點物料"


def test_checks_run_unless_they_are_not_wanted(put, out):
    path = put("form.txt", small.flat_text(code="ABC1234-1"))
    rules = [one.rule for one in run(out, path)[0].document.diagnostics]
    assert "CF101" in rules
    unchecked = [one.rule for one in run(out, path, checked=False)[0].document.diagnostics]
    assert "CF101" not in unchecked


def test_findings_go_into_the_handbook_only_when_asked(put, out):
    path = put("form.txt", small.flat_text(code="ABC1234-1"))
    run(out, path, formats=("md",))
    plain = (out / "ABC1234-1.md").read_text(encoding="utf-8")
    run(out, path, formats=("md",), with_findings=True)
    assert "CF101" not in plain
    assert "CF101" in (out / "ABC1234-1.md").read_text(encoding="utf-8")


def test_one_result_per_input_in_the_order_of_the_inputs(put, out):
    paths = [
        put("z.txt", small.flat_text()),
        put("bad.pdf", b"%PDF-"),
        put("a.txt", small.flat_text(code="ABC1234-002")),
        put("z.docx", small.word()),
    ]
    results = run(out, *paths)
    assert [result.document.path for result in results] == [str(path) for path in paths]
    assert [result.document.outcome for result in results] == ["ok", "failed", "ok", "skipped"]


def test_a_path_that_is_named_twice_counts_once(put, out):
    path, other = put("a.txt", small.flat_text()), put("b.txt", small.flat_text(code="ABC1234-002"))
    assert [one.document.path for one in run(out, path, other, path)] == [str(path), str(other)]


def test_inputs_with_the_same_content_are_built_once_and_both_are_named(put, out):
    text, word = put("form.txt", small.flat_text()), put("form.docx", small.word())
    first, second = run(out, word, text)
    assert (first.document.outcome, first.twin) == (Outcome.OK, None)
    assert (second.document.outcome, second.twin, second.outputs) == (Outcome.SKIPPED, word, ())
    assert written(out) == [f"{small.CODE}.json", f"{small.CODE}.md"]


def test_of_the_same_content_the_input_that_tells_pages_is_built(out):
    results = run(out, small.SAMPLES / "KPS3322-002v2.docx", small.SAMPLES / "KPS3322-002v2.pdf", formats=("json",))
    assert [result.document.outcome for result in results] == [Outcome.SKIPPED, Outcome.OK]
    assert json.loads((out / "KPS3322-002v2.json").read_bytes())["source"]["format"] == "pdf"


def test_inputs_with_one_code_and_different_content_are_both_refused(put, out):
    one, other = put("a.txt", small.flat_text()), put("b.docx", small.word(indicator=OTHER))
    bystander = put("c.txt", small.flat_text(code="ABC1234-002"))
    old = put(f"out/{small.CODE}.md", b"old")
    results = run(out, one, other, bystander)
    assert [result.document.outcome for result in results] == ["failed", "failed", "ok"]
    for result in results[:2]:
        conflict = result.document.diagnostics[-1]
        assert conflict.rule == "BD101"
        for part in (str(one), str(other), "T1.1/P1.1.1", small.INDICATOR, OTHER):
            assert part in conflict.message
    assert old.read_bytes() == b"old"
    assert written(out) == [f"{small.CODE}.md", "ABC1234-002.json", "ABC1234-002.md"]


def test_a_third_input_does_not_hide_the_conflict(put, out):
    paths = [
        put("a.txt", small.flat_text()),
        put("b.docx", small.word()),
        put("c.txt", small.flat_text(indicator=OTHER)),
    ]
    results = run(out, *paths)
    assert {result.document.outcome for result in results} == {Outcome.FAILED}
    assert written(out) == []


def test_without_a_code_the_name_is_the_file_name(put, out):
    run(out, put("form.txt", small.flat_text(code=None, name="採購／業務人員")), formats=("json",))
    assert written(out) == ["採購／業務人員.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
def test_a_file_name_that_is_not_unicode_harms_nothing(put, out):
    path = put(os.fsdecode("批發.txt".encode("big5")), small.flat_text())
    (result,) = run(out, path)
    assert result.document.outcome is Outcome.OK
    name = model.from_json((out / f"{small.CODE}.json").read_bytes()).source.name
    assert "\ufffd" in name
    assert name.endswith(".txt")


def test_two_standards_without_a_code_and_of_one_name_do_not_overwrite_each_other(put, out):
    paths = [
        put("a.txt", small.flat_text(code=None)),
        put("b.txt", small.flat_text(code=None, indicator=OTHER)),
        put("c.docx", small.word(code=None)),
    ]
    results = run(out, *paths, formats=("json",))
    assert [result.document.outcome for result in results] == ["ok", "ok", "skipped"]
    assert written(out) == [f"{small.NAME}-2.json", f"{small.NAME}.json"]


def test_a_code_from_a_record_cannot_leave_the_output_folder(put, out, tmp_path):
    standard = small.record(tmp_path).model_copy(update={"code": "../../evil"})
    run(out, put("record.json", model.to_json(standard).encode()), formats=("md",))
    assert written(out) == ["_.._evil.md"]


def test_a_document_that_fails_leaves_its_old_outputs_alone(put, out):
    path = put("form.docx", small.word())
    run(out, path)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    path.write_bytes(small.word()[:2000])
    (result,) = run(out, path)
    assert result.document.outcome is Outcome.FAILED
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_a_renderer_that_crashes_costs_its_own_format_only(put, out, monkeypatch):
    def crash(*_):
        raise KeyError("level")

    monkeypatch.setattr(json_renderer, "render", crash)
    old = put(f"out/{small.CODE}.json", b"old")
    (result,) = run(out, put("form.txt", small.flat_text()))
    assert result.document.outcome is Outcome.PARTIAL
    assert [one.rule for one in result.document.diagnostics if one.severity == "error"] == ["XX999"]
    assert "json" in result.document.diagnostics[-1].message
    assert [path.name for path in result.outputs] == [f"{small.CODE}.md"]
    assert old.read_bytes() == b"old"


def test_a_document_of_which_nothing_was_written_has_failed(put, out, monkeypatch):
    def crash(*_):
        raise KeyError("level")

    monkeypatch.setattr(json_renderer, "render", crash)
    (result,) = run(out, put("form.txt", small.flat_text()), formats=("json",))
    assert result.document.outcome is Outcome.FAILED


def test_a_rule_that_crashes_makes_the_document_partial(put, out, monkeypatch):
    error = xx999_internal_error.RULE.found("file", "rule CR201 stopped")
    monkeypatch.setattr("pipeline.checks.run", lambda _standard, _rules: (error,))
    (result,) = run(out, put("form.txt", small.flat_text()))
    assert result.document.outcome is Outcome.PARTIAL
    assert len(result.outputs) == 2


def test_an_output_never_takes_the_place_of_an_input(put, out, tmp_path):
    path = put(f"out/{small.CODE}.json", model.to_json(small.record(tmp_path)).encode())
    before = path.read_bytes()
    with pytest.raises(WriteError, match="input"):
        run(out, path, formats=("md", "json"))
    assert path.read_bytes() == before
    assert written(out) == [path.name]


def test_the_same_input_gives_the_same_bytes(put, tmp_path):
    path = put("form.txt", small.flat_text())
    run(tmp_path / "one", path)
    run(tmp_path / "two", path)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_an_unknown_format_stops_the_run_before_anything_is_made(put, out):
    with pytest.raises(SettingsError, match="paper"):
        run(out, put("form.txt", small.flat_text()), formats=("paper",))
    assert not out.exists()


def test_check_gives_the_findings_of_reader_and_rules_and_writes_nothing(put, tmp_path):
    path = put("form.pdf", small.word(code="ABC1234-1"))
    (document,) = check([path])
    assert document.code == "ABC1234-1"
    assert {"RD103", "CF101"} <= {one.rule for one in document.diagnostics}
    assert list(tmp_path.iterdir()) == [path]

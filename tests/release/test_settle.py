"""Who stands for a standard, who is a duplicate, and who contradicts whom: values in, values out."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_documents as small

from pipeline.findings.outcomes import Outcome
from pipeline.release.examination import Brief
from pipeline.release.settle import Candidate, settle


def candidate(path, identity="code a", content="x", *, outcome=Outcome.OK, name="A", pages=False):
    brief = Brief("0", outcome, name, name, identity, content, record="r", tells_pages=pages)
    return Candidate(Path(path), brief)


def failed(path):
    return Candidate(Path(path), Brief(None, Outcome.FAILED))


def no_record(_candidate):
    raise AssertionError("no record is needed")


def seen(resolutions):
    return [(str(one.candidate.path), one.stem, str(one.duplicate_of or "")) for one in resolutions]


def test_one_of_the_same_content_stands_for_all():
    found = settle([candidate("a"), candidate("b"), candidate("c")], no_record)
    assert seen(found) == [("a", "A", ""), ("b", "", "a"), ("c", "", "a")]
    assert [one.document(()).outcome for one in found] == ["ok", "skipped", "skipped"]
    assert [one.stands for one in found] == [True, False, False]


def test_a_whole_input_goes_before_one_that_tells_pages_and_that_before_the_first():
    partial = candidate("partial", outcome=Outcome.PARTIAL, pages=True)
    text, pdf, late = candidate("text"), candidate("pdf", pages=True), candidate("late", pages=True)
    assert seen(settle([partial, text, pdf, late], no_record))[2] == ("pdf", "A", "")
    assert seen(settle([partial, text], no_record)) == [("partial", "", "text"), ("text", "A", "")]


def test_those_of_one_standard_follow_each_other():
    found = settle([candidate("a"), candidate("b", "code b", name="B"), candidate("c")], no_record)
    assert [str(one.candidate.path) for one in found] == ["a", "c", "b"]


def test_an_input_without_a_record_stands_for_nothing_and_for_itself_alone():
    found = settle([failed("a"), failed("b")], no_record)
    assert seen(found) == [("a", "", ""), ("b", "", "")]
    assert [one.document(()).outcome for one in found] == ["failed", "failed"]


def test_names_that_are_taken_are_numbered():
    inputs = [
        candidate("a", "content 1", name="甲"),
        candidate("b", "content 2", name="甲"),
        candidate("c", "content 3", name="Z"),
    ]
    assert [one.stem for one in settle(inputs, no_record, {"z"})] == ["甲", "甲-2", "Z-2"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_of_contradicting_inputs_none_stands_however_many_agree(tmp_path, order):
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    record = small.record(tmp_path / "1")
    other = record.model_copy(update={"name": "乙"})
    inputs = [candidate("a"), candidate("b"), candidate("c", content="y")]
    records = {Path("a"): record, Path("b"): record, Path("c"): other}
    found = settle([inputs[place] for place in order], lambda one: records[one.path])
    assert {one.stem for one in found} == {""}
    assert {one.document(()).outcome for one in found} == {Outcome.FAILED}
    (conflict,) = {one.conflict for one in found}
    assert conflict.rule == "BD101"
    assert "c" in conflict.message
    assert "乙" in conflict.message

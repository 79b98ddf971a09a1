"""Files that hold several inputs: standards behind each other, members of an archive. Each has its own outcome."""

from __future__ import annotations

import json
import zipfile

import pytest
import small_documents as small

from pipeline.base.claims import Claims
from pipeline.base.errors import WriteError
from pipeline.findings.outcomes import Outcome
from pipeline.release import book, jobs
from pipeline.release.build import BuildOrder, build
from pipeline.release.check import check
from pipeline.release.load import fetch
from pipeline.release.merge import merge
from pipeline.release.read import read_standard

FIRST, SECOND = "ABC1234-001", "XYZ9876-002"
OTHER = "每日記錄進出數量。"


@pytest.fixture
def two(tmp_path):
    """A text with two standards."""
    path = tmp_path / "two.txt"
    path.write_bytes(small.flat_text(FIRST) + b"\n" + small.flat_text(SECOND, "倉儲人員", OTHER))
    return path


@pytest.fixture
def archive(tmp_path):
    """Two documents, one of them in a folder."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", small.flat_text(FIRST))
        packed.writestr("sub/b.docx", small.word(SECOND, "倉儲人員", OTHER))
    return [path / "a.txt", path / "sub" / "b.docx"]


def run(out, *paths, **options):
    return list(build(paths, BuildOrder(out, ("json",), **options)))


def record(out, code):
    return json.loads((out / f"{code}.json").read_text())


def indicators(standard):
    return [one["text"] for duty in standard["duties"] for task in duty["tasks"] for block in task["blocks"]
            for one in block["indicators"]]  # fmt: skip


def test_each_standard_of_a_file_is_built_and_holds_nothing_of_the_other(two, tmp_path):
    out = tmp_path / "out"
    results = run(out, two)
    assert [(one.document.path, one.document.code) for one in results] == [(f"{two}#1", FIRST), (f"{two}#2", SECOND)]
    assert indicators(record(out, FIRST)) == [small.INDICATOR]
    assert indicators(record(out, SECOND)) == [OTHER]
    assert record(out, SECOND)["name"] == "倉儲人員"
    assert [record(out, code)["source"]["name"] for code in (FIRST, SECOND)] == ["two.txt#1", "two.txt#2"]
    assert {record(out, code)["source"]["coverage"] for code in (FIRST, SECOND)} == {1.0}


def test_check_and_book_know_both(two, tmp_path):
    assert [document.code for document in check([two])] == [FIRST, SECOND]
    first, second = book.bind([two], book.BookOrder("全", tmp_path / "all", ("html",)))
    assert (first.document.outcome, second.document.outcome) == (Outcome.OK, Outcome.OK)
    text = first.outputs[0].read_text()
    assert small.INDICATOR in text
    assert OTHER in text


def test_one_that_stands_twice_is_built_once(tmp_path):
    path = tmp_path / "twice.txt"
    path.write_bytes(small.flat_text() + b"\n" + small.flat_text())
    first, second = run(tmp_path / "out", path)
    assert first.document.outcome is Outcome.OK
    assert second.document.outcome is Outcome.SKIPPED
    assert second.duplicate_of == tmp_path / "twice.txt#1"


def test_one_code_with_two_contents_is_refused_and_both_are_named(tmp_path):
    path = tmp_path / "two.txt"
    path.write_bytes(small.flat_text() + b"\n" + small.flat_text(indicator=OTHER))
    results = run(tmp_path / "out", path)
    assert [one.document.outcome for one in results] == [Outcome.FAILED, Outcome.FAILED]
    message = results[0].document.diagnostics[-1].message
    assert "two.txt#1" in message
    assert "two.txt#2" in message


def test_a_single_record_is_refused_with_the_way_to_have_all(two):
    reading = read_standard(two)
    assert reading.standard is None
    assert "-o" in reading.diagnostics[-1].message


@pytest.mark.parametrize("source", ["two", "archive"])
def test_what_is_known_is_not_read_again(source, request, tmp_path, monkeypatch):
    inputs = request.getfixturevalue(source)
    paths = [inputs] if source == "two" else inputs
    before = run(tmp_path / "out", *paths, incremental=True)
    monkeypatch.setattr(jobs, "examine", None)
    again = run(tmp_path / "out", *paths, incremental=True)
    assert [one.document for one in again] == [one.document for one in before]
    assert [one.written for one in again] == [(), ()]


def test_outputs_of_a_standard_that_has_left_its_file_are_pruned(two, tmp_path):
    out = tmp_path / "out"
    run(out, two, incremental=True)
    two.write_bytes(small.flat_text(FIRST))
    (only,) = run(out, two, incremental=True, pruned=True)
    assert only.document.path == str(two)
    assert (out / f"{FIRST}.json").exists()
    assert not (out / f"{SECOND}.json").exists()


def test_a_run_about_other_files_leaves_the_parts_alone(two, tmp_path):
    out = tmp_path / "out"
    other = tmp_path / "c.txt"
    other.write_bytes(small.flat_text("DEF1234-003"))
    run(out, two, incremental=True)
    run(out, other, incremental=True, pruned=True, inputs=(two, other))
    assert (out / f"{SECOND}.json").exists()


def test_a_file_that_is_called_like_a_part_is_not_mistaken_for_it(two, tmp_path):
    other = tmp_path / "two.txt#1"
    other.write_bytes(small.flat_text("DEF1234-003"))
    found = run(tmp_path / "out", two, other)
    assert [one.document.code for one in found] == [FIRST, SECOND, "DEF1234-003"]
    assert len({one.document.path for one in found}) == 3


def test_members_of_an_archive_are_called_after_it(archive, tmp_path):
    out = tmp_path / "out"
    results = run(out, *archive, incremental=True)
    assert [one.document.path for one in results] == [str(path) for path in archive]
    assert [one.document.outcome for one in results] == [Outcome.OK, Outcome.OK]
    assert record(out, SECOND)["source"]["name"] == "b.docx"
    known = json.loads((out / "manifest.json").read_text())["inputs"]
    assert set(known) == {"../all.zip/a.txt", "../all.zip/sub/b.docx"}


def test_parts_can_be_merged(two, archive, tmp_path):
    run(tmp_path / "one", two, incremental=True)
    run(tmp_path / "other", *archive, incremental=True)
    results = list(merge([tmp_path / "one", tmp_path / "other"], tmp_path / "all"))
    assert len(results) == 4
    assert (tmp_path / "all" / f"{SECOND}.json").exists()


def test_an_archive_is_not_written_over(archive):
    with pytest.raises(WriteError):
        Claims(archive).claim(archive[0].parent)


def test_a_member_that_is_gone_fails_alone(archive):
    gone = fetch(archive[0].parent / "none.txt").refusal
    assert gone is not None
    assert gone.rule == "RD101"
    assert fetch(archive[0]).data == small.flat_text(FIRST)


def test_an_encrypted_member_says_so(archive):
    path = archive[0].parent
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    refusal = fetch(archive[0]).refusal
    assert refusal is not None
    assert "password" in refusal.message
    assert fetch(archive[1]).refusal is None

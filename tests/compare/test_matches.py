"""Decisions of a person about what is what."""

from __future__ import annotations

import csv
import io
from copy import deepcopy

import planting
import pytest
import small_documents as small

from pipeline.base.errors import SettingsError
from pipeline.compare import matches
from pipeline.compare.changes import compare


@pytest.fixture
def old(tmp_path):
    return small.record(tmp_path)


@pytest.fixture
def new(old):
    draft = planting.draft_of(old)
    block = draft["duties"][0]["tasks"][0]["blocks"][0]
    block["indicators"] = [
        {"id": 101, "code": "P1.1.1", "text": "以冷鏈車輛配送生鮮食品。"},
        {"id": 102, "code": "P1.1.2", "text": small.INDICATOR},
    ]
    return planting.record_of(draft)


def decided(tmp_path, text):
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    return path


def indicators(record):
    return [
        (one.status, one.old and one.old.path, one.new and one.new.path)
        for one in record.changes
        if one.kind == "indicator"
    ]


def test_what_was_written_and_read_back_changes_nothing(tmp_path, old, new):
    record = compare(old, new)
    path = decided(tmp_path, matches.written(record))
    assert compare(old, new, pins=matches.read(path, old, new)) == record


def test_the_file_tells_every_pair_with_its_similarity_and_what_has_no_partner(old, new):
    rows = list(csv.reader(io.StringIO(matches.written(compare(old, new)).removeprefix("\ufeff"))))
    assert rows[0] == ["old", "new", "similarity", "text"]
    assert ["T1.1/P1.1.1", "T1.1/P1.1.2", "1.00", small.INDICATOR] in rows
    assert ["", "T1.1/P1.1.1", "", "以冷鏈車輛配送生鮮食品。"] in rows
    assert not any("level" in row[0] and row[0] != "level" for row in rows)


def test_a_pair_decided_by_hand_goes_before_likeness(tmp_path, old, new):
    assert indicators(compare(old, new)) == [
        ("added", None, "T1.1/P1.1.1"),
        ("unchanged", "T1.1/P1.1.1", "T1.1/P1.1.2"),
    ]
    path = decided(tmp_path, "old,new\nT1.1/P1.1.1,T1.1/P1.1.1\n")
    assert indicators(compare(old, new, pins=matches.read(path, old, new))) == [
        ("amended", "T1.1/P1.1.1", "T1.1/P1.1.1"),
        ("added", None, "T1.1/P1.1.2"),
    ]


def test_an_item_can_be_said_to_have_no_partner(tmp_path, old, new):
    path = decided(tmp_path, "old,new,similarity\nT1.1/P1.1.1,,\n")
    told = indicators(compare(old, new, pins=matches.read(path, old, new)))
    assert sorted(status for status, *_ in told) == ["added", "added", "deleted"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("old,new\n\nT1.1/P1.1.9,T1.1/P1.1.1\n", r"line 3.*T1\.1/P1\.1\.9"),
        ("old,new\nT1.1/P1.1.1,T1.1/O1.1.1\n", r"line 2.*indicator.*output"),
        ("old,new\nT1.1/P1.1.1,T1.1/P1.1.1\nT1.1/P1.1.1,\n", r"line 3.*line 2"),
        ("old,new\nT1.1/K01,T1.1/K01\n", r"line 2.*T1\.1/K01"),
        ("from,to\nT1,T1\n", "first line"),
        ("", "first line"),
        ('old,new\n"T1', "cannot be read"),
    ],
)
def test_what_cannot_be_honoured_names_the_line(tmp_path, old, new, text, message):
    with pytest.raises(SettingsError, match=message):
        matches.read(decided(tmp_path, text), old, new)


@pytest.mark.parametrize("text", ["=1+1", "+886", "-5", "@x", "＝1", " =1", "'=1"])
def test_a_text_that_a_spreadsheet_would_run_is_shown_as_text(old, text):
    draft = deepcopy(planting.draft_of(old))
    draft["description"] = text
    assert f",'{text}\r\n" in matches.written(compare(old, planting.record_of(draft)))

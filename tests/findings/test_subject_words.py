"""What findings are about, in the words of people; machines have the path."""

from __future__ import annotations

import csv
import io
import json

import pytest
import small_documents as small

from pipeline.base import i18n
from pipeline.cli.main import main
from pipeline.findings import subject_words
from pipeline.record.model import Standard

CHINESE = {
    "T2.4/skills": "T2.4的技能",
    "T2.4/knowledge": "T2.4的知識",
    "未編號的任務/outputs": "未編號的任務的工作產出",
    "note/3": "註3",
    "versions/V2": "版本表的V2",
    "wording/了解·瞭解": "用詞「了解·瞭解」",
    "level": "基準級別",
    "extra-bytes": "多餘的位元組",
    "damaged-bytes": "損壞的位元組",
    "torn-characters": "可能缺了位元組的字元",
    "part/attitudes": "態度",
    "page/4": "第4頁",
    "S05": "S05",
    "T1.1/S05": "T1.1/S05",
    "CAD/CAM 能力": "CAD/CAM 能力",
    "file": "",
}


@pytest.fixture
def chinese():
    i18n.use("zh_TW")
    yield
    i18n.use("en")


@pytest.mark.parametrize("subject", CHINESE)
def test_a_path_is_told_in_chinese_and_codes_stay(subject, chinese):
    assert subject_words.words(subject) == CHINESE[subject]


@pytest.mark.parametrize("subject", CHINESE)
def test_in_english_it_is_the_path_that_waivers_name(subject):
    assert subject_words.words(subject) == ("" if subject == "file" else subject)


def test_every_field_of_a_record_has_words(chinese):
    """Lists of items have subjects of their own, by code; what ``at`` and the like hold is no subject."""
    fields = {"code", "name", "versions", "classification", "description", "level", "notes", "attitudes"}
    assert fields <= set(Standard.model_fields)
    assert [one for one in fields if subject_words.words(one).isascii()] == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(small.flat_text().replace("基準級別\t\t3".encode(), "基準級別\t\t9".encode()))
    (tmp_path / "b.pdf").write_bytes(b"")
    yield tmp_path
    i18n.use("en")


def test_reports_for_people_have_words_and_those_for_machines_the_path(folder, capfd):
    reports = ["--report", "html=r.html", "--report", "sarif=r.sarif", "--report", "json=r.json"]
    main(["check", "a.txt", "b.pdf", *reports, "--lang", "zh-TW", "--corrections", "c.csv", "--select", "LV"])
    text = capfd.readouterr().out
    subjects = {one["subject"] for one in _findings(json.loads((folder / "r.json").read_text("utf-8")))}
    assert "level" in subjects
    assert " 基準級別 " in text
    assert " level " not in text
    assert "RD101 file" not in text
    assert ">基準級別<" in (folder / "r.html").read_text("utf-8")
    results = json.loads((folder / "r.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "level" in {one["properties"]["subject"] for one in results}
    assert any("基準級別: " in one["message"]["text"] for one in results)
    assert [one for one in results if one["message"]["text"].startswith(":")] == []
    rows = list(csv.reader(io.StringIO((folder / "c.csv").read_text("utf-8-sig"))))
    assert "level" not in {row[2] for row in rows}


def _findings(report):
    return [one for document in report["documents"] for one in document["diagnostics"]]

"""Tracked changes: accepted as a whole the new version, rejected as a whole the old one."""

from __future__ import annotations

import io
import os
import random
import zipfile
from functools import cache

import planting
import pytest
import small_documents as small
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.compare import track
from pipeline.compare.differences import differences
from pipeline.handbooks import RenderOptions
from pipeline.record.model import LevelDefinition, Version
from pipeline.release.read import read_standard

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPTIONS = RenderOptions()


@cache
def draft():
    return planting.renumbered(planting.draft_of(read_standard(small.SAMPLES / "KPS3322-002v2.docx").standard))


def rejected(data):
    """The document with every tracked change rejected, as Word does it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, _rejected(content) if name == "word/document.xml" else content)
    return result.getvalue()


def _rejected(content):
    root = etree.fromstring(content)
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}ins") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for inserted in list(root.iter(f"{W}ins")):
        inserted.getparent().remove(inserted)
    for deleted in list(root.iter(f"{W}del")):
        parent = deleted.getparent()
        at = parent.index(deleted)
        parent[at : at + 1] = list(deleted)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    return etree.tostring(root)


def read_back(tmp_path, data):
    path = tmp_path / "back.docx"
    path.write_bytes(data)
    return read_standard(path).standard


def check(tmp_path, old, new):
    data = track.render(old, new, OPTIONS)
    assert [str(one) for one in differences(new, read_back(tmp_path, data))] == []
    assert [str(one) for one in differences(old, read_back(tmp_path, rejected(data)))] == []


@given(seed=st.integers(), edits=st.integers(5, 40))
@settings(max_examples=int(os.environ.get("ICAP_EXAMPLES", "5")), deadline=None)
@pytest.mark.slow
def test_edits_in_any_combination(tmp_path_factory, seed, edits):
    planter = planting.Planter(draft(), random.Random(seed))
    planter.plant(edits)
    new = planting.record_of(planting.renumbered(planter.draft))
    check(tmp_path_factory.mktemp("track"), planting.record_of(draft()), new)


def test_parts_that_only_one_version_has(tmp_path):
    old = small.record(tmp_path)
    row = Version(version="V2", code=old.code, name=old.name, status="最新版本", note="略", date="2026-01-02")
    new = old.model_copy(
        update={
            "versions": (row,),
            "level_definitions": (LevelDefinition(level=1, text="在他人指導下工作。"),),
            "supplements": ("本基準適用於倉儲。",),
            "attitudes": (),
        }
    )
    check(tmp_path, old, new)
    check(tmp_path, new, old)


def test_only_what_changed_is_marked(tmp_path):
    old = small.record(tmp_path)
    new = old.model_copy(update={"description": "清點並妥善保管物料。"})
    with zipfile.ZipFile(io.BytesIO(track.render(old, new, OPTIONS))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        properties = package.read("docProps/core.xml").decode()
    assert ["".join(one.itertext()) for one in root.iter(f"{W}ins")] == ["妥善"]
    assert list(root.iter(f"{W}del")) == []
    assert "{{" not in properties
    assert "物料管理人員職能基準" in properties


@pytest.mark.parametrize("awkward", ["<b>&amp;</b> {{ x }} {% y %}", "一\x0b二"])
def test_awkward_texts(tmp_path, awkward):
    old = small.record(tmp_path)
    new = old.model_copy(update={"description": awkward})
    shown = read_back(tmp_path, track.render(old, new, OPTIONS)).description
    assert shown == awkward.replace("\x0b", "\ufffd")

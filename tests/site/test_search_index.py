"""The index of a site read back: nothing that a standard says is missing, and nothing is there that none says."""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import replace
from itertools import accumulate

import pytest
import random_standards

from pipeline.record import codes, model
from pipeline.site.model import SiteCategory, SiteStandard, SiteStatement, SiteUse, TextKind
from pipeline.site.search_index import index, index_script
from pipeline.site.summary import summarize

USE = SiteUse("T1.1", "揉麵", 3)
BAKER = SiteStandard(
    key="ABC0001-001v2",
    code="ABC0001-001v2",
    family="ABC0001-001",
    version=2,
    name="麵包師",
    level=3,
    categories=(SiteCategory("RFB", "餐飲管理", "categories/1.html"),),
    occupations=(SiteCategory(None, "烘焙", "occupations/1.html"),),
    industries=(),
    state="最新版本",
    date="2024-05-01",
    page="standards/ABC0001-001v2.html",
    statements=(
        SiteStatement(TextKind.TASK, "T1.1", "揉麵", "工作任務"),
        SiteStatement(TextKind.KNOWLEDGE, "K01", "酵母", "知識", "items/k-1.html", (USE,)),
        SiteStatement(TextKind.REMARK, None, "做麵包\n與糕點", "工作描述"),
    ),
)
NAMELESS = SiteStandard(
    "untitled", None, None, 1, "（原件未載）", None, (), (), (), None, None, "standards/untitled.html",
    (SiteStatement(TextKind.SKILL, None, "酵母", "技能", "items/s-1.html", (SiteUse(None, None, None),)),
     SiteStatement(TextKind.OUTPUT, "O1", "半個\ud840字", "工作產出")),
)  # fmt: skip


def unpacked(script: bytes) -> dict:
    packed = re.fullmatch(rb'const packedIndex = "([A-Za-z0-9+/=]*)";\n', script)
    assert packed is not None
    return json.loads(zlib.decompress(base64.b64decode(packed[1])))


def statements(data: dict, standard: dict) -> list[tuple]:
    """The statements of a standard in the index, as ``told`` tells them."""
    pages = {(text, kind): page for text, kind, page in data["pages"]}
    places = [(code, None if name is None else data["texts"][name], level) for code, name, level in standard["places"]]
    columns = zip(standard["labels"], standard["codes"], accumulate(standard["texts"]), standard["uses"], strict=True)
    return [
        (*data["labels"][label], code, data["texts"][text], pages.get((text, data["labels"][label][0])),
         [places[use] for use in uses])
        for label, code, text, uses in columns
    ]  # fmt: skip


def told(standard: SiteStandard) -> list[tuple]:
    return [
        (one.kind.value, one.label, one.code, one.text, one.page,
         [(use.task_code, use.task_name, use.level) for use in one.uses])
        for one in standard.statements
    ]  # fmt: skip


def test_a_standard_stands_in_the_index_as_it_is():
    data = unpacked(index_script([BAKER]))
    (entry,) = data["standards"]
    assert {
        key: entry[key] for key in ("id", "code", "family", "version", "name", "level", "state", "date", "page")
    } == {
        "id": "ABC0001-001v2",
        "code": "ABC0001-001v2",
        "family": "ABC0001-001",
        "version": 2,
        "name": "麵包師",
        "level": 3,
        "state": "最新版本",
        "date": "2024-05-01",
        "page": "standards/ABC0001-001v2.html",
    }
    assert entry["categories"] == [["RFB", "餐飲管理"]]
    assert entry["occupations"] == [[None, "烘焙"]]
    assert entry["industries"] == []
    assert statements(data, entry) == told(BAKER)


def test_a_standard_without_code_is_known_by_its_key():
    data = unpacked(index_script([NAMELESS]))
    assert (data["standards"][0]["id"], data["standards"][0]["code"]) == ("untitled", None)
    assert statements(data, data["standards"][0]) == told(NAMELESS)


def test_a_text_of_several_standards_stands_there_once_and_has_a_page_for_each_kind():
    data = unpacked(index_script([BAKER, NAMELESS]))
    assert data["texts"].count("酵母") == 1
    text = data["texts"].index("酵母")
    assert data["pages"] == [[text, "knowledge", "items/k-1.html"], [text, "skill", "items/s-1.html"]]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_a_standard_says_is_in_it(seed):
    summaries = [summarize(random_standards.standard(seed + more), f"key-{seed}-{more}") for more in (0, 100, 200)]
    data = unpacked(index_script(summaries))
    assert [statements(data, entry) for entry in data["standards"]] == [told(one) for one in summaries]


@pytest.mark.parametrize("seed", range(20))
def test_every_text_of_the_record_is_in_it(seed):
    standard = random_standards.standard(seed)
    data = index([summarize(standard, "key")])
    said = {text for *_, text, _page, _uses in statements(data, data["standards"][0])}
    missing = [text for text in texts(standard) if not any(text.strip() in one for one in said)]
    assert missing == []


def texts(standard: model.Standard):
    """What a reader finds in a record that is no code, label or date."""
    yield from filter(None, (standard.description, *standard.prerequisites, *standard.supplements))
    for duty, task in standard.tasks():
        yield from filter(None, (duty.name, *(head.name for head in task.heads)))
    for _task, block in standard.blocks():
        for one in (*block.outputs, *block.indicators):
            yield one.text
    for one in (*standard.knowledge, *standard.skills):
        yield codes.bare_name(one.name or "")
    for one in standard.attitudes:
        yield from filter(None, (one.name, one.description))
    for note in standard.notes:
        yield note.text


def test_what_nobody_sees_inside_a_word_keeps_it_from_no_search():
    unseen = SiteStatement(TextKind.SKILL, "S01", "揉\u200b麵\u00ad技術", "技能", "items/s-2.html", (USE,))
    shown = replace(BAKER, name="麵\ufeff包師", statements=(*BAKER.statements, unseen))
    data = unpacked(index_script([shown]))
    assert data["standards"][0]["name"] == "麵包師"
    assert "揉麵技術" in data["texts"]
    assert [data["texts"].index("揉麵技術"), "skill", "items/s-2.html"] in data["pages"]


def test_the_same_standards_give_the_same_bytes():
    assert index_script([BAKER, NAMELESS]) == index_script(iter((BAKER, NAMELESS)))


def test_an_index_of_nothing_is_one_too():
    assert unpacked(index_script([])) == {"texts": [], "labels": [], "pages": [], "standards": []}

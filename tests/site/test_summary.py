"""What a site keeps of a record: its texts with the tasks that they stand in, and pages that equal texts share."""

from __future__ import annotations

import pytest

from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    Note,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    TaskHead,
    Version,
)
from pipeline.site.model import SiteUse, TextKind
from pipeline.site.summary import item_page, key, summarize

STANDARD = Standard(
    source=Source(name="a.pdf", format="pdf", sha256="ab" * 32, pages=1, coverage=1.0),
    code="RFB0001-001V2",
    name="烘焙師",
    level=3,
    classification=Classification(
        categories=(Category(name="休閒／餐飲", code="RFB"), Category(name=None, code=None)),
        industries=(Category(name="住宿及餐飲業", code=None),),
    ),
    description="負責烘焙。",
    versions=(
        Version(version="V2", code="RFB0001-001v2", name="烘焙師", status="最新版本", note=None, date="2024-05-01"),
        Version(version="V1", code="RFB0001-001v1", name="烘焙師", status="歷史版本", note=None, date="2020-05-01"),
    ),
    duties=(
        Duty(
            code="T1",
            name="製作",
            tasks=(
                Task(
                    code="T1.1",
                    name="備料",
                    also=(TaskHead(code="T1.2", name="揉麵"),),
                    blocks=(
                        Block(
                            level=2,
                            indicators=(Statement(code="P1.2.1", text="揉到光滑。"),),
                            knowledge=(Reference(code="K01"), Reference(code="K02", scope=("T1.2",))),
                        ),
                        Block(
                            level=None,
                            knowledge=(
                                Reference(code="K01", as_printed="酵母的特性"),
                                Reference(code=None, as_printed="無碼知識"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
    knowledge=(
        Competence(code="K01", name="酵母特性"),
        Competence(code="K02", name="麵粉【註1】 種類"),
        Competence(code="K03", name=None),
    ),
    attitudes=(Attitude(code="A01", name="主動積極", description="不待指示。"),),
    prerequisites=("一年經驗。",),
    notes=(Note(number=1, term="麵粉", text="小麥磨成。"),),
)
FIRST, SECOND = SiteUse("T1.1", "備料", 2), SiteUse("T1.2", "揉麵", 2)
NO_LEVEL = (SiteUse("T1.1", "備料", None), SiteUse("T1.2", "揉麵", None))


@pytest.fixture
def summary():
    return summarize(STANDARD, "RFB0001-001V2")


def of(summary, kind):
    return [one for one in summary.statements if one.kind is kind]


def test_what_a_list_says_of_a_standard(summary):
    assert (summary.code, summary.family, summary.version, summary.name) == (
        "RFB0001-001V2",
        "RFB0001-001",
        2,
        "烘焙師",
    )
    assert (summary.state, summary.date, summary.page) == ("最新版本", "2024-05-01", "standards/RFB0001-001V2.html")
    assert [(one.code, one.name) for one in summary.categories] == [("RFB", "休閒／餐飲")]
    assert [(one.code, one.name) for one in summary.industries] == [(None, "住宿及餐飲業")]
    assert summary.occupations == ()


def test_knowledge_stands_with_the_tasks_that_name_it_and_under_each_name_that_is_printed(summary):
    found = [(one.code, one.text, one.uses) for one in of(summary, TextKind.KNOWLEDGE)]
    assert found == [
        ("K01", "酵母特性", (FIRST, SECOND)),
        ("K01", "酵母的特性", NO_LEVEL),
        ("K02", "麵粉 種類", (SECOND,)),
        ("K03", "K03", ()),
        (None, "無碼知識", NO_LEVEL),
    ]


def test_every_other_text_is_there_with_its_task(summary):
    (indicator,) = of(summary, TextKind.INDICATOR)
    assert (indicator.code, indicator.text, indicator.page, indicator.uses) == ("P1.2.1", "揉到光滑。", None, (SECOND,))
    assert [one.text for one in of(summary, TextKind.ATTITUDE)] == ["主動積極：不待指示。"]
    remarks = [f"{one.label} {one.text}" for one in of(summary, TextKind.REMARK)]
    assert "工作描述 負責烘焙。" in remarks
    assert [text for text in ("一年經驗。", "小麥磨成。") if not any(text in one for one in remarks)] == []


def test_texts_that_differ_in_white_space_width_and_note_marks_share_a_page():
    pages = {item_page(TextKind.SKILL, text) for text in ("POS 系統操作", "ＰＯＳ系統操作", "POS系統【註2】操作")}
    assert len(pages) == 1
    assert item_page(TextKind.KNOWLEDGE, "POS 系統操作") not in pages
    assert item_page(TextKind.SKILL, "POS系統") not in pages


def test_categories_are_one_whatever_the_width_of_their_characters():
    def page(name, code):
        category = Category(name=name, code=code)
        changed = STANDARD.model_copy(update={"classification": Classification(categories=(category,))})
        return summarize(changed, "a").categories[0].page

    assert page("休閒／餐飲", "RFB") == page("休閒 / 餐飲", "RFB") != page("休閒／餐飲", "RFX")


def test_keys_hold_nothing_that_an_address_reads_otherwise():
    assert key("KPS3322-002v2") == "KPS3322-002v2"
    odd = [key(stem) for stem in ("A#1", "A%1", "A?1", "A_1", "麵包師")]
    assert len(set(odd)) == 5
    assert odd[3:] == ["A_1", "麵包師"]
    assert not any(sign in one for one in odd for sign in "#%?&")

"""The official form: it shows what the record holds, and reading it gives the record again, exactly."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from pathlib import Path

import pytest
from handbook_standards import (
    ALL,
    NASTY,
    PLAIN,
    WHOLE,
    W,
    read_html,
    read_odt,
    read_word,
    text_of_html,
    text_of_odt,
    text_of_word,
)
from hypothesis import HealthCheck, Phase, given, settings
from printing import printed

from pipeline.assemble import assemble
from pipeline.base.errors import TemplateError
from pipeline.handbooks import form
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Text
from pipeline.readers import read
from pipeline.record import model
from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    LevelDefinition,
    Note,
    Reference,
    Standard,
    Statement,
    Task,
    TaskHead,
    Title,
    Version,
)
from tests.properties.roundtrip import differences
from tests.properties.strategies import standards
from tests.typeset import comparable

FORMATS = ("html", "docx", "odt")
PRINTED = (*FORMATS, "pdf")
SAMPLE = Path(__file__).parents[2] / "samples" / "KPS3322-002v2.docx"
TEXTS = {
    "html": lambda data: text_of_html(read_html(data)),
    "docx": lambda data: text_of_word(read_word(data)),
    "odt": lambda data: text_of_odt(read_odt(data)),
}


def render(standard, name):
    return printed(name, standard, "form")


def again(standard, name):
    """What reading the form of ``standard`` gives."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form.{name}"
        path.write_bytes(render(standard, name))
        return assemble(read(path))


def content(standard, name):
    """The record as far as the format can hold it: the wraps of PDF hide spaces."""
    return comparable(model.content(standard), name)


def difficult(**changes) -> Standard:
    """Everything that real documents have and a form can hold."""
    return WHOLE.model_copy(
        update={
            "code": "KRM5220-907v2",
            "code_as_printed": "KRM5220 - 907v2",
            "title": Title(job_category=None, occupation="夜市攤商管理人員"),
            "classification": Classification(
                categories=(
                    Category(name="行銷與銷售／零售", code="KRM"),
                    Category(name="休閒、觀光／餐飲", code="TFB"),
                ),
                occupations=(Category(name="攤販", code=None),),
                industries=(Category(name=None, code="G45-46"),),
            ),
            "description": "管理攤位【註7】。\n與里民往來 & <不> {{ 爭執 }}。",
            "versions": (
                Version(
                    version="V2", code="KRM5220-907V2", name="夜市", status="最新版本", note="略。", date="2021-03-04"
                ),
                Version(
                    version="V1",
                    code="KRM5220-907",
                    name="攤商",
                    status=None,
                    note=None,
                    date=None,
                    date_as_printed="113/2/30",
                ),
            ),
            "duties": (
                Duty(
                    code="T1",
                    code_as_printed="T 1",
                    name="招商",
                    tasks=(
                        Task(
                            code="T1.1",
                            name="尋找攤商",
                            also=(TaskHead(code="T1.2", name="面談攤商", code_as_printed="T1 .2"),),
                            blocks=(
                                Block(
                                    level=3,
                                    level_as_printed="3級",
                                    outputs=(
                                        Statement(code=None, text="無碼產出"),
                                        Statement(code="O1.1.1", text="3D 名冊 | * [甲](乙)", code_as_printed="01.1.1"),
                                    ),
                                    indicators=(
                                        Statement(
                                            code="P1.1.1",
                                            text="走訪市集【註7】，尋找 <b>攤商</b>。",
                                            code_as_printed="P 1.1.1",
                                        ),
                                        Statement(code="P1.1.2", text="參照 ANSI/ESD S20.20 檢核。"),
                                    ),
                                    knowledge=(
                                        Reference(code=None, as_printed="無碼知識"),
                                        Reference(
                                            code="K01", as_printed="食品衛生【T1.1】、【T1.2】", scope=("T1.1", "T1.2")
                                        ),
                                        Reference(code="K77"),
                                    ),
                                    skills=(Reference(code="S01", as_printed="談判技巧"), Reference(code="K03")),
                                ),
                                Block(
                                    level=5,
                                    indicators=(Statement(code="P1.1.3", text="簽約。"),),
                                    skills=(Reference(code="S01"),),
                                ),
                                Block(
                                    level=None,
                                    level_as_printed="7",
                                    indicators=(Statement(code="P1.1.4", text="歸檔。"),),
                                    skills=(Reference(code="S01"),),
                                ),
                            ),
                        ),
                        Task(
                            code="T1.3",
                            name=None,
                            derived=True,
                            blocks=(
                                Block(
                                    level=4,
                                    outputs=(Statement(code="O1.3.1", text="契約"),),
                                    indicators=(Statement(code="P1.3.1", text="訂約。"),),
                                ),
                            ),
                        ),
                    ),
                ),
                Duty(
                    code="T2",
                    name="營運",
                    tasks=(
                        Task(
                            code="T2.1",
                            name="巡場",
                            blocks=(
                                Block(
                                    level=None,
                                    outputs=(Statement(code="O2.1", text="兩層編碼之產出"),),
                                    indicators=(Statement(code="P2.1", text="兩層編碼之指標。"),),
                                    knowledge=(Reference(code="K01", as_printed=""),),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            "knowledge": (Competence(code="K01", name="食品衛生"), Competence(code="K77", name=None)),
            "skills": (Competence(code="K03", name=None), Competence(code="S01", name="談判能力")),
            "attitudes": (
                Attitude(code=None, name="沒有編碼也沒有冒號的一段態度"),
                Attitude(code="A01", name="親和", description="待人：和氣【註8】。", code_as_printed="A 01"),
                Attitude(code="A02", name="沒有冒號的態度"),
            ),
            "prerequisites": ("高中畢業。", "有攤位經驗。"),
            "notes": (
                Note(number=7, term="攤位", text="含流動攤位，參見【註8】。"),
                Note(number=8, term=None, text="沒有詞目的註。"),
                Note(number=8, term="重號", text="同號的註。"),
            ),
            "supplements": ("本基準由虛構單位編訂。", "第二條：補充。"),
            "level_definitions": (
                LevelDefinition(level=6, text="高度複雜\n與創新"),
                LevelDefinition(level=1, text="例行"),
            ),
            **changes,
        }
    )


@pytest.mark.parametrize("name", PRINTED)
def test_the_sample_comes_back_exactly_and_whole(name):
    sample = assemble(read(SAMPLE)).standard
    found = again(sample, name)
    assert content(found.standard, name) == content(sample, name)
    assert found.standard.source.coverage == 1.0


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize(
    "standard",
    [
        difficult(),
        difficult(prerequisites=("無。",), supplements=(), notes=(), level_definitions=()),
        difficult(prerequisites=(), attitudes=(), versions=(), description=None, level=None, level_as_printed=None),
        PLAIN.model_copy(update={"title": Title(occupation=PLAIN.name)}),
    ],
    ids=["all", "little", "least", "plain"],
)
def test_a_difficult_standard_comes_back_exactly(name, standard):
    found = again(standard, name)
    assert content(found.standard, name) == content(standard, name)
    assert [one for one in found.diagnostics if one.rule in ("AS103", "AS104")] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_duty_without_any_task_comes_back_with_an_empty_one(name):
    standard = difficult(duties=(*difficult().duties, Duty(code="T3", name="收攤")))
    last = again(standard, name).standard.duties[-1]
    assert (last.code, last.name) == ("T3", "收攤")
    assert last.tasks == (Task(code=None, name=None, blocks=(Block(level=None),)),)


_WANTED = int(os.environ.get("ICAP_EXAMPLES", "0"))


@pytest.mark.parametrize("name", PRINTED)
@settings(
    max_examples=_WANTED or 20,
    derandomize=not _WANTED,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(standard=standards(duties=3, tasks=3))
@pytest.mark.slow
def test_any_standard_comes_back_exactly(name, standard):
    found = again(standard, name).standard
    assert list(differences(content(standard, name), content(found, name))) == []


def texts_of(value):
    """Every text of the view in the order of its fields; numbers of rows and anchors left out."""
    if isinstance(value, Text):
        yield value.plain
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("duty_rows", "task_rows", "anchor", "partial"):
                yield from texts_of(getattr(value, field.name))
    elif value is not None:
        yield value


PARTS = (
    ("title",),
    ("versions",),
    ("code", "job_category", "occupation", "categories", "category_codes", "occupations", "occupation_codes"),
    ("industries", "industry_codes", "description", "level"),
    ("rows",),
    ("attitudes",),
    ("prerequisites", "notes", "supplements"),
    ("level_definitions",),
)


def bare(text):
    return "".join(text.replace("\x00", "\ufffd").split())


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", FORMATS)
def test_every_text_of_the_view_is_shown_in_its_place(name, standard):
    shown_form = View(standard).form
    assert {field for part in PARTS for field in part} == {field.name for field in dataclasses.fields(form.Form)} - {
        "partial"
    }
    shown = bare(TEXTS[name](render(standard, name)))
    start = 0
    for part in PARTS:
        for text in texts_of(tuple(getattr(shown_form, field) for field in part)):
            found = shown.find(bare(text), start)
            assert found >= 0, (part, text)
            start = found + len(bare(text))


@pytest.mark.parametrize("name", FORMATS)
def test_an_incomplete_record_says_so_and_a_complete_one_does_not(name):
    assert "本表不完整" in TEXTS[name](render(WHOLE, name))
    assert "本表不完整" not in TEXTS[name](render(PLAIN, name))


def test_cells_of_duties_and_tasks_reach_over_their_rows():
    rows = View(difficult()).form.rows
    assert [(row.duty_rows, row.task_rows) for row in rows] == [(4, 3), (0, 0), (0, 0), (0, 1), (1, 1)]
    table = read_html(render(difficult(), "html")).find(".//table[@class='competence']/tbody")
    assert [[cell.get("rowspan") for cell in row if cell.get("rowspan")] for row in table] == [
        ["4", "3"],
        [],
        [],
        ["1"],
        ["1", "1"],
    ]
    word = next(
        one for one in read_word(render(difficult(), "docx")).iter(f"{W}tbl") if "主要職責" in text_of_word(one)
    )
    merges = [
        [merge.get(f"{W}val", "continue") for merge in row.iter(f"{W}vMerge")] for row in word.findall(f"{W}tr")[1:]
    ]
    assert merges == [
        ["restart", "restart"],
        ["continue"] * 2,
        ["continue"] * 2,
        ["continue", "restart"],
        ["restart"] * 2,
    ]


@pytest.mark.parametrize("name", ("docx", "odt"))
def test_the_header_of_the_competence_table_repeats(name):
    tree = (read_word if name == "docx" else read_odt)(render(difficult(), name))
    marked = "{*}tblHeader" if name == "docx" else "{*}table-header-rows"
    headers = [
        "".join(one.getparent().getparent().itertext() if name == "docx" else one.itertext())
        for one in tree.iter(marked)
    ]
    assert any("主要職責" in header and "行為指標" in header for header in headers)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_bytes(name):
    assert render(NASTY, name) == render(NASTY, name)


def test_a_format_without_a_form_says_so():
    with pytest.raises(TemplateError, match=r"form\.md\.j2: there is no template"):
        render(PLAIN, "md")

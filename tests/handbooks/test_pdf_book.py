"""Volumes as PDF: tagged, one contents and index, every chapter as it is alone."""

from __future__ import annotations

import re

import pytest
import typst
from handbook_standards import NASTY, PLAIN, WHOLE
from pdf_reading import Reading, bare, carried_fonts, unmarked
from pdfminer.pdftypes import resolve1
from printing import bound, printed

from pipeline import api
from pipeline.base.errors import ExitCode, TemplateError
from pipeline.cli.summary import concluded
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import Outcome
from pipeline.handbooks import _fonts, _typst_volume
from pipeline.release import book

pytestmark = pytest.mark.slow

TITLE = "彙編 <&> {{ x }} #let | *一*"
CHAPTERS = (PLAIN, WHOLE, NASTY)


@pytest.fixture(autouse=True)
def _the_same_fonts_on_every_machine(monkeypatch):
    monkeypatch.setattr(_fonts, "book", carried_fonts)


def bind(standards=CHAPTERS, template="handbook", **options):
    return bound("pdf", TITLE, standards, template, **options)


@pytest.fixture(scope="module")
def volume():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_fonts, "book", carried_fonts)
        return Reading(bind((PLAIN, WHOLE)))


def test_it_claims_to_be_accessible_and_has_the_title_of_the_volume(volume):
    assert b"<pdfuaid:part>1</pdfuaid:part>" in resolve1(volume.catalog["Metadata"]).get_data()
    assert volume.pdf.metadata["Title"] == TITLE
    assert bare(f"{TITLE}共2項職能基準") in volume.printed(0)


def test_chapters_are_bookmarks_of_the_volume_and_their_sections_lie_below(volume):
    marks = volume.bookmarks()
    assert [title for level, title in marks if level == 0] == [
        "職能基準比較表",
        "1茶席服務人員（TFB5120-901v1）",
        "2夜市攤商管理人員（KRM5220-907v2）",
        "知識與技能索引",
    ]
    first = marks[1 : next(at for at, (_, title) in enumerate(marks) if title.startswith("2夜市"))]
    assert (1, "職責與任務") in first
    assert (2, "T1備茶") in first
    assert (3, "T1.1選茶") in first


@pytest.mark.parametrize("template", ["handbook", "form"])
def test_chapters_hold_what_they_hold_alone_in_order(template):
    shown = unmarked(Reading(bind(template=template)).text())
    start = 0
    for standard in CHAPTERS:
        alone = unmarked(Reading(printed("pdf", standard, template)).text())
        body = alone[alone.rindex("基本資料職能基準代碼") :] if template == "handbook" else alone
        assert len(body) > 200
        start = shown.index(body, start) + len(body)


def test_the_contents_and_the_heads_tell_chapters_and_pages(volume):
    total = len(volume.pdf.pages)
    lines = volume.pdf.pages[1].extract_text().splitlines()
    for title in ("茶席服務人員", "夜市攤商管理人員", "知識與技能索引"):
        line = next(line for line in lines if title in line)
        number = int(re.search(r"(\d+)$", line)[1])
        assert title in volume.printed(number - 1)
        assert volume.printed(number - 1).endswith(f"第{number}頁")
    second = next(page for page in range(2, total) if "2夜市攤商管理人員（" in volume.printed(page))
    assert volume.printed(second).startswith("夜市攤商管理人員KRM5220-907v2")
    assert volume.printed(second - 1).startswith("茶席服務人員TFB5120-901v1")


def test_an_incomplete_chapter_says_so(volume):
    assert volume.text().count("本手冊不完整。") == 1


def test_the_index_leads_to_each_chapter_that_has_a_name():
    other = PLAIN.model_copy(update={"code": "ABC1234-001v1"})
    reading = Reading(bind((PLAIN, other)))
    (entry,) = (one for one in reading.elements("P") if reading.text(one).startswith("茶葉分類TFB"))
    ways = [re.sub(r"第\d+頁$", "", reading.text(link)) for link in reading.elements("Link", entry)]
    assert ways == ["TFB5120-901v1K01", "ABC1234-001v1K01"]


def test_the_index_tells_the_page_of_each_use(volume):
    text = volume.text()
    index = text[text.rindex("知識與技能索引") :]
    pages = [int(page) for page in re.findall(r"K01第(\d+)頁", index)]
    assert len(pages) == 2
    assert all("職能內涵總表" in volume.printed(page - 1) for page in pages)


def test_on_both_sides_chapters_start_on_right_hand_pages_with_a_gutter():
    reading = Reading(bind((PLAIN, WHOLE), duplex=True))
    pages = range(len(reading.pdf.pages))
    starts = [page for page in pages if re.match(r".*[12](茶席|夜市)\w+人員（", reading.printed(page)[:60])]
    starts = [page for page in starts if "目次" not in reading.printed(page)[:40]]
    assert [page % 2 for page in starts] == [0, 0]
    right, left = (min(edge["x0"] for edge in reading.pdf.pages[page].edges) for page in (starts[0], starts[0] + 1))
    assert right - left == pytest.approx(10 / 25.4 * 72, abs=1)
    empty = [page for page in pages if not reading.pdf.pages[page].chars]
    assert {page + 1 for page in empty} <= set(starts) | {
        page for page in pages if "知識與技能索引" in reading.printed(page)
    }
    assert pages[-1] not in empty


@pytest.mark.parametrize("together", [1, 2], ids=["each alone", "two"])
def test_chapters_look_the_same_however_many_are_set_together(monkeypatch, together):
    volumes = []
    for amount in (together, 10):
        monkeypatch.setattr(_typst_volume, "_TOGETHER", amount)
        for duplex in (False, True):
            reading = Reading(bind((PLAIN, WHOLE, PLAIN), duplex=duplex))
            volumes.append([reading.printed(page) for page in range(len(reading.pdf.pages))])
    assert volumes[:2] == volumes[2:]


@pytest.mark.parametrize("template", ["handbook", "form"])
def test_every_link_leads_to_a_page_of_the_volume(template):
    reading = Reading(bind(template=template))
    ways = reading.links()
    assert len(ways) > 20
    assert {way[0].objid for way in ways} <= set(reading.pages)


def test_a_volume_without_any_knowledge_says_so():
    empty = PLAIN.model_copy(update={"duties": (), "knowledge": (), "skills": ()})
    assert (
        Reading(bind((empty,)))
        .text()
        .endswith("知識（原件未載）技能（原件未載）本書由程式（icap9.8.7）依職能基準原件編製，文字照原件，未予增刪。")
    )


def test_the_same_standards_give_the_same_bytes():
    assert bind((PLAIN, WHOLE)) == bind((PLAIN, WHOLE))


def test_an_own_chapter_uses_files_of_its_folder_in_the_supplied_volume(tmp_path):
    (tmp_path / "motto.txt").write_text("部會版", encoding="utf-8")
    (tmp_path / "handbook.typ").write_text(
        '#let handbook = json(bytes(sys.inputs.handbook))\n#read("motto.txt")#handbook.heading #let links = ()\n'
        "#for one in handbook.knowledge + handbook.skills [#metadata(one.anchor)<anchor>]",
        encoding="utf-8",
    )
    shown = Reading(bind((PLAIN, WHOLE), folder=tmp_path)).text()
    assert "部會版茶席服務人員" in shown
    assert "部會版夜市攤商管理人員" in shown


def test_an_own_volume_takes_the_supplied_chapters(tmp_path):
    (tmp_path / "book.typ").write_text(
        '#let book = json(bytes(sys.inputs.book))\n#if sys.inputs.part == "front" [部會彙編 #book.title]\n'
        '#if sys.inputs.part == "chapters" { for one in json(bytes(sys.inputs.chapters)) '
        '{ eval(sys.inputs.template, mode: "markup", scope: (sys: (inputs: one.values))) } }',
        encoding="utf-8",
    )
    shown = Reading(bind((PLAIN,), folder=tmp_path)).text()
    assert shown.startswith(bare(f"部會彙編{TITLE}"))
    assert "職責與任務" in shown


def test_a_fault_in_a_template_of_a_volume_is_told(tmp_path):
    (tmp_path / "handbook.typ").write_text("甲\n#nothing", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"(?s)book\.typ: .*unknown variable: nothing"):
        bind((PLAIN,), folder=tmp_path)


def test_contents_that_never_settle_are_a_fault_of_the_template(tmp_path):
    """With the first chapter on an even page the contents take two pages, and then it stands on an odd one."""
    (tmp_path / "book.typ").write_text(
        "#let book = json(bytes(sys.inputs.book))\n#let pages = json(bytes(sys.inputs.pages))\n"
        '#if sys.inputs.part == "front" [目次 '
        "#if calc.even(pages.at(book.chapters.first().anchor, default: 1)) [#pagebreak() 續]]\n"
        '#if sys.inputs.part == "chapters" [#metadata(json(bytes(sys.inputs.chapters)).first().anchor)<anchor> 章]',
        encoding="utf-8",
    )
    with pytest.raises(TemplateError, match=r"^book\.typ: what stands before the chapters"):
        bind((PLAIN,), folder=tmp_path)


def test_without_a_font_the_other_formats_are_bound_and_the_run_does_not_end_0(tmp_path, monkeypatch):
    monkeypatch.setattr(_fonts, "book", lambda: typst.Fonts(include_system_fonts=False))
    record = tmp_path / "record.json"
    record.write_bytes(api.render(PLAIN, "json"))
    results = book.bind((record,), book.BookOrder("彙編", tmp_path / "v", ("html", "pdf")))
    assert [path.name for path in tmp_path.glob("v.*")] == ["v.html"]
    (document,) = (result.document for result in results)
    assert document.outcome is Outcome.PARTIAL
    assert [one.rule for one in document.diagnostics] == ["RN902"]
    assert concluded(results, tmp_path, Severity.ERROR, checked=False, named=True) == ExitCode.FINDINGS


def test_a_character_that_no_font_has_is_reported():
    found = []
    bind((PLAIN.model_copy(update={"description": "\U0010fffd"}),), report=found.append)
    assert [one.rule for one in found] == ["RN901"]

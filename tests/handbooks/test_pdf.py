"""The PDF handbook: tagged, linked, complete in reading order, and honest about fonts."""

from __future__ import annotations

import os
import re
import socket
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import typst
from handbook_standards import ALL, NASTY, PLAIN, WHOLE, leaves
from pdf_reading import Reading, bare, carried_fonts, unmarked
from pdfminer.pdftypes import resolve1
from printing import printed

from pipeline import api
from pipeline.base.errors import ExitCode, TemplateError
from pipeline.cli.main import main
from pipeline.findings.diagnostics import CannotRender, Diagnostic, Severity
from pipeline.findings.outcomes import Outcome
from pipeline.handbooks import RenderOptions, _fonts, _typst, environment
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Link, Text
from pipeline.record.model import Block, Duty, Reference, Standard, Statement, Task
from pipeline.release import build

pytestmark = pytest.mark.slow

FINDINGS = (
    Diagnostic(
        "XY102", "made-up-too", Severity.ERROR, "note/7", "message <i> | {{ one }} #two $three$ `four`", proposal="five"
    ),
)
CARRIED = carried_fonts()


@pytest.fixture(autouse=True)
def _the_same_fonts_on_every_machine(monkeypatch):
    monkeypatch.setattr(_fonts, "book", lambda: CARRIED)


def render(standard: Standard, **options: Any) -> bytes:
    return printed("pdf", standard, **{"findings": FINDINGS, **options})


def long_standard(tasks: int = 30) -> Standard:
    """A duty that takes several pages, all of whose names can be told apart."""
    made = tuple(
        Task(
            code=f"T1.{number}",
            name=f"任務{number}",
            blocks=(
                Block(
                    level=3,
                    indicators=tuple(
                        Statement(code=f"P1.{number}.{one}", text="逐項辦理各項工作。" * 4) for one in range(1, 4)
                    ),
                    knowledge=(Reference(code="K01"),),
                ),
            ),
        )
        for number in range(1, tasks + 1)
    )
    return PLAIN.model_copy(update={"duties": (Duty(code="T1", name="備茶", tasks=made),)})


def pieces(text: str) -> Iterator[str]:
    """``text`` cut where the direction turns; a PDF holds what goes from right to left in the order in which it is seen."""
    for number, piece in enumerate(re.split("[\u202e\u202c]", text)):
        yield unmarked(piece[::-1] if number % 2 else piece)


def view_texts(value) -> Iterator[str]:
    if isinstance(value, Text | Link):
        yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from view_texts(item)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def whole() -> Reading:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_fonts, "book", lambda: CARRIED)
        return Reading(render(WHOLE))


def test_it_claims_to_be_accessible_and_has_tags_language_and_title(whole):
    metadata = resolve1(whole.catalog["Metadata"]).get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert whole.catalog["MarkInfo"]["Marked"] is True
    assert whole.catalog["Lang"] == b"zh-TW"
    assert resolve1(whole.catalog["ViewerPreferences"])["DisplayDocTitle"] is True
    assert whole.pdf.metadata["Title"] == "夜市攤商管理人員 職能基準手冊"
    assert not {"CreationDate", "ModDate"} & set(whole.pdf.metadata)


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
def test_every_text_and_number_of_the_record_is_read_out_as_often_as_it_stands_there(standard):
    shown = unmarked(Reading(render(standard)).text())
    wanted = Counter(piece for leaf in leaves(standard) for piece in pieces(bare(str(leaf))))
    missing = [text for text, times in wanted.items() if shown.count(text) < times]
    assert len(wanted) > 10
    assert missing == []


def test_the_chapters_of_the_view_stand_in_their_order(whole):
    shown = whole.text()
    handbook = View(WHOLE, FINDINGS).handbook
    end = 0
    for part in (
        "目次", "製作說明", "基本資料", handbook.description, "職責與任務", *(duty.name for duty in handbook.duties),
        "職能內涵總表", *(entry.name for entry in handbook.knowledge + handbook.skills + handbook.attitudes),
        "任務與職能內涵對照表", "說明與補充事項", handbook.prerequisites, handbook.supplements,
        *(note.text for note in handbook.notes), "版本沿革", *(row.name for row in handbook.versions),
        "附錄：檢核結果", FINDINGS[0].message, "five", "製作說明", handbook.colophon.sha256, "icap9.8.7",
    ):  # fmt: skip
        for text in view_texts(part):
            found = shown.find(bare(text), end)
            assert found >= 0, text
            end = found + len(bare(text))


def test_the_cover_says_level_categories_version_and_date():
    versions = (WHOLE.versions[0].model_copy(update={"date": "2024-05-06"}), *WHOLE.versions[1:])
    cover = Reading(render(WHOLE.model_copy(update={"versions": versions}))).printed(0)
    facts = (
        "基準級別4",
        "行銷與銷售／零售（KRM）休閒／餐飲（TFB）",
        "職業別攤販（5212）",
        "零售業（G487）",
        "版本V2",
        "2024-05-06",
    )
    assert [fact for fact in facts if bare(fact) not in cover] == []
    assert "本手冊不完整。" in cover
    assert "98.76%" in cover


def test_what_the_record_lacks_is_not_made_up_on_the_cover():
    assert "版本—更新日期—" in Reading(render(PLAIN)).printed(0)
    assert "不完整" not in Reading(render(PLAIN)).text()


def test_every_duty_is_one_table_whose_header_is_the_duty_and_then_the_columns(whole):
    tables = [one for one in whole.elements("Table") if whole.text(one).startswith("主要職責")]
    assert len(tables) == len(WHOLE.duties)
    for table, duty in zip(tables, WHOLE.duties, strict=True):
        (head,) = whole.elements("THead", table)
        first, second = whole.elements("TR", head)
        assert bare(duty.name or "（原件未載名稱）") in whole.text(first)
        assert len(whole.elements("H2", first)) == 1
        assert whole.text(second).startswith("工作任務工作產出行為指標職能級別職能內涵（K=knowledge知識）")
        assert len(whole.elements("TH", second)) == 6


def test_both_header_rows_stand_on_every_page_of_a_long_duty_but_are_read_out_once():
    reading = Reading(render(long_standard()))
    pages = [page for page in range(len(reading.pdf.pages)) if "逐項辦理" in reading.printed(page)]
    assert len(pages) >= 3
    for page in pages:
        assert "主要職責T1備茶工作任務工作產出行為指標" in reading.printed(page)
    assert reading.text().count("工作任務工作產出行為指標") == 1
    assert [mark for mark in reading.bookmarks() if mark[1] == "T1備茶"] == [(1, "T1備茶")]


def test_a_task_that_fits_a_page_is_not_broken():
    reading = Reading(render(long_standard()))
    for page in range(len(reading.pdf.pages)):
        printed = reading.printed(page)
        for number in re.findall(r"P1\.(\d+)\.1逐", printed):
            assert f"P1.{number}.3逐" in printed


def test_a_task_longer_than_a_page_goes_on_and_nothing_leaves_the_paper():
    text = "".join(f"第{number}句話。" for number in range(900))
    task = Task(code="T1.1", name="冗長", blocks=(Block(level=1, indicators=(Statement(code="P1.1.1", text=text),)),))
    reading = Reading(render(PLAIN.model_copy(update={"duties": (Duty(code="T1", name="備茶", tasks=(task,)),)})))
    assert text in reading.text()
    assert_on_paper(reading)


@pytest.mark.parametrize("standard", [NASTY, WHOLE])
def test_no_character_leaves_the_paper(standard):
    assert_on_paper(Reading(render(standard)))


def assert_on_paper(reading: Reading) -> None:
    outside = [
        (page.page_number, char["text"])
        for page in reading.pdf.pages
        for char in page.chars
        if not (0 <= char["x0"] <= char["x1"] <= page.width and 0 <= char["top"] <= char["bottom"] <= page.height)
        and char["text"].strip()
    ]
    assert outside == []


def test_head_and_foot_of_every_page_but_the_cover(whole):
    total = len(whole.pdf.pages)
    assert total > 4
    for page in range(1, total):
        printed = whole.printed(page)
        assert "夜市攤商管理人員職能基準手冊KRM5220-907v2V2" in printed
        assert f"第{page + 1}頁，共{total}頁" in printed
    assert "頁，共" not in whole.text()


def test_bookmarks_are_the_chapters_duties_and_tasks(whole):
    marks = whole.bookmarks()
    assert [title for level, title in marks if level == 0] == [
        "總覽", "基本資料", "職責與任務", "職能內涵總表", "說明與補充事項", "版本沿革", "附錄：檢核結果", "製作說明",
    ]  # fmt: skip
    assert (1, "T1招商【註7】") in marks
    assert (2, "T1.1尋找攤商") in marks
    assert all(later - earlier <= 1 for (earlier, _), (later, _) in pairwise(marks))


def test_the_table_of_contents_tells_pages(whole):
    (page,) = {
        page
        for page in range(len(whole.pdf.pages))
        if whole.printed(page).startswith("夜市攤商")
        and "版本沿革" in whole.printed(page)
        and "目次" in whole.printed(page)
    }
    line = next(line for line in whole.pdf.pages[page].extract_text().splitlines() if line.startswith("版本沿革"))
    target = int(re.search(r"(\d+)$", line)[1])
    assert "版本沿革" in whole.printed(target - 1)


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
def test_every_link_leads_to_a_page_of_the_document(standard):
    reading = Reading(render(standard))
    ways = reading.links()
    assert len(ways) > 10
    assert {way[0].objid for way in ways} <= set(reading.pages)


def test_tasks_and_registers_lead_to_each_other():
    reading = Reading(render(PLAIN))
    labels = Counter(reading.text(link) for link in reading.elements("Link"))
    assert {"K01", "S01", "T1.1", "T1.2"} <= set(labels)
    entry = next(row for row in reading.elements("TR") if reading.text(row).startswith("K01茶葉分類T1.1"))
    assert [reading.text(link) for link in reading.elements("Link", entry)] == ["T1.1", "T1.2"]


def test_what_a_standard_lacks_is_said_under_its_heading():
    shown = Reading(render(PLAIN.model_copy(update={"duties": (), "knowledge": (), "skills": ()}))).text()
    for title in ("知識（K=knowledge）", "技能（S=skills）", "態度（A=attitude）", "任務與職能內涵對照表"):
        assert f"{bare(title)}（原件未載）" in shown


def test_a_matrix_of_many_tasks_is_split_and_shows_them_all():
    reading = Reading(render(long_standard(60)))
    shown = reading.text()
    matrix = shown[shown.rindex("任務與職能內涵對照表") :]
    assert [number for number in range(1, 61) if f"T1.{number}" not in matrix] == []
    assert matrix.count("●") == 60
    assert_on_paper(reading)


def test_names_with_the_signs_of_typst_come_out_as_themselves():
    signs = '#let x = 1 $a^2$ *b* _c_ @d <e> `f` \\ // g /* h */ [i] = j - k + l ~ -- --- ... \'m\' "n" #import "o"'
    reading = Reading(render(PLAIN.model_copy(update={"name": signs, "description": signs, "code": signs})))
    assert reading.text().count(bare(signs)) >= 4
    assert reading.pdf.metadata["Title"] == f"{signs} 職能基準手冊"


def test_the_same_record_gives_the_same_bytes():
    assert render(WHOLE) == render(WHOLE)


def test_nothing_is_warned_of():
    fonts = _fonts.chinese(CARRIED.families())
    inputs = _typst.inputs({"handbook": View(NASTY, FINDINGS).handbook, "fonts": fonts})
    template = environment.locate("handbook.typ", RenderOptions())
    _, warnings = typst.compile_with_warnings(template, font_paths=CARRIED, sys_inputs=inputs, timestamp=0)
    assert [warning.message for warning in warnings] == []


class TestFonts:
    def test_without_a_chinese_font_the_format_cannot_be_made_and_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(_fonts, "book", lambda: typst.Fonts(include_system_fonts=False))
        with pytest.raises(CannotRender) as refusal:
            render(PLAIN)
        assert refusal.value.diagnostic.rule == "RN902"
        assert "fonts-noto-cjk" in refusal.value.diagnostic.message
        assert "[fonts]" in refusal.value.diagnostic.message

    def test_characters_that_no_font_has_are_reported_once_each_and_the_rest_is_there(self):
        found: list[Diagnostic] = []
        standard = PLAIN.model_copy(update={"description": "甲\U0010fffd乙\U0010fffd丙\U0001f9ff"})
        data = render(standard, report=found.append)
        assert {(one.rule, one.subject) for one in found} == {("RN901", "U+10FFFD"), ("RN901", "U+1F9FF")}
        assert len(found) == 2
        reading = Reading(data)
        assert "茶席服務人員" in reading.text()
        assert reading.catalog["MarkInfo"]["Marked"] is True

    def test_nothing_is_reported_of_what_can_be_shown(self):
        render(WHOLE, findings=None, report=pytest.fail)

    def test_the_officials_font_goes_first_and_headings_are_bold_where_they_can_be(self):
        fonts = _fonts.chinese(["Noto Sans CJK TC", "TW-Kai", "Libertinus Serif"])
        assert fonts.text == ("TW-Kai", "Noto Sans CJK TC")
        assert fonts.display == ("Noto Sans CJK TC", "TW-Kai")
        assert _fonts.chinese(["Libertinus Serif"]) is None


class TestTemplates:
    def own(self, folder, source):
        (folder / "handbook.typ").write_text(source, encoding="utf-8")
        return folder

    def test_an_own_template_goes_first_and_uses_files_of_its_folder(self, tmp_path):
        (tmp_path / "motto.txt").write_text("部會版", encoding="utf-8")
        source = '#let handbook = json(bytes(sys.inputs.handbook))\n#set text(font: "Noto Sans CJK TC")\n#read("motto.txt") #handbook.heading'
        reading = Reading(render(PLAIN, folder=self.own(tmp_path, source)))
        assert "部會版茶席服務人員" in reading.printed(0)

    def test_a_fault_is_told_with_line_and_reason(self, tmp_path):
        with pytest.raises(TemplateError, match=r"handbook\.typ: (?s:.*)unknown variable: nothing(?s:.*):2:"):
            render(PLAIN, folder=self.own(tmp_path, "甲\n#nothing"))

    def test_files_outside_the_folder_are_out_of_reach(self, tmp_path):
        (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
        (tmp_path / "own").mkdir()
        for path in ("../secret.txt", str(tmp_path / "secret.txt")):
            with pytest.raises(TemplateError):
                render(PLAIN, folder=self.own(tmp_path / "own", f'#read("{path}")'))

    def test_packages_are_never_fetched(self, tmp_path):
        with pytest.raises(TemplateError, match=r"packages from the network are not used"):
            render(PLAIN, folder=self.own(tmp_path, '#import "@preview/cetz:0.3.4"'))

    @pytest.mark.parametrize(
        "text",
        [
            '#import "\\u{40}preview/cetz:0.3.4"',
            '#let name = "@pre" + "view/cetz:0.3.4"\n#import name',
            '#eval("import \\"" + "@pre" + "view/cetz:0.3.4\\"")',
        ],
    )
    def test_packages_are_never_fetched_however_they_are_named(self, tmp_path, monkeypatch, text):
        """The compiler would go through the proxy that the environment names; nobody comes to this one."""
        with socket.create_server(("127.0.0.1", 0)) as proxy:
            proxy.settimeout(0)
            for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
            with pytest.raises(TemplateError):
                render(PLAIN, folder=self.own(tmp_path, text))
            with pytest.raises(BlockingIOError):
                proxy.accept()
            assert os.environ["https_proxy"].endswith(str(proxy.getsockname()[1]))

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path):
        (tmp_path / "secret.txt").write_text("秘密", encoding="utf-8")
        (tmp_path / "own").mkdir()
        folder = self.own(tmp_path / "own", '#read("text.txt")')
        (folder / "text.txt").symlink_to(tmp_path / "secret.txt")
        with pytest.raises(TemplateError, match=r"text\.txt: a link leads out"):
            render(PLAIN, folder=folder)


def test_the_package_reports_what_a_pdf_cannot_show():
    found: list[Diagnostic] = []
    api.render(PLAIN.model_copy(update={"description": "\U0010fffd"}), "pdf", report=found.append)
    assert [one.rule for one in found] == ["RN901"]


def test_a_job_without_fonts_still_writes_the_other_formats_and_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(_fonts, "book", lambda: typst.Fonts(include_system_fonts=False))
    record = tmp_path / "record.json"
    record.write_bytes(api.render(PLAIN, "json"))
    (result,) = build.build([record], build.BuildOrder(tmp_path / "out", ("html", "pdf")))
    assert [path.suffix for path in result.outputs] == [".html"]
    assert "RN902" in {one.rule for one in result.document.diagnostics}
    assert result.document.outcome is Outcome.PARTIAL


def test_a_run_that_could_not_make_the_pdf_it_was_asked_for_does_not_end_0(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(_fonts, "book", lambda: typst.Fonts(include_system_fonts=False))
    # The process that prints is a copy of this one, which knows of no font.
    monkeypatch.setattr("pipeline.release.workers._may_be_copied", lambda _memory: True)
    record = tmp_path / "record.json"
    record.write_bytes(api.render(PLAIN, "json"))
    arguments = ["--lang", "en", "render", str(record), "-o", str(tmp_path / "out"), "--to"]
    assert main([*arguments, "html"]) == ExitCode.CLEAN
    assert main([*arguments, "html,pdf"]) == ExitCode.FINDINGS
    assert "fonts-noto-cjk" in capsys.readouterr().err

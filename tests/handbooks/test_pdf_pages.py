"""The pages of a PDF handbook as they lie on the table: nothing over an edge, no page left empty, rows with titles."""

from __future__ import annotations

import pypdfium2
import pytest
import typst
from handbook_standards import ALL, NASTY, PLAIN, WHOLE
from pdf_reading import Reading, carried_fonts
from pdfminer.pdftypes import resolve1
from printing import printed

from pipeline.handbooks import _fonts
from pipeline.handbooks._pdf.objects import taken_apart
from pipeline.handbooks._pdf.row_titles import row_titles
from pipeline.record.model import Attitude, Block, Competence, Duty, Note, Reference, Standard, Statement, Task

pytestmark = pytest.mark.slow
CARRIED = carried_fonts()
FRONT = 3
"""Cover; overview; contents and basic data."""


@pytest.fixture(autouse=True)
def _the_same_fonts_on_every_machine(monkeypatch):
    monkeypatch.setattr(_fonts, "book", lambda: CARRIED)


def render(standard: Standard, template: str = "handbook") -> Reading:
    return Reading(printed("pdf", standard, template=template))


def one_row_duties(duties: int = 5, competences: int = 14) -> Standard:
    """A standard as some are: a duty has many tasks in one row, with long lists of knowledge and skills."""
    knowledge = tuple(
        Competence(code=f"K{one:02}", name=f"第{one}項知識與其應用要領") for one in range(1, competences + 1)
    )
    skills = tuple(
        Competence(code=f"S{one:02}", name=f"第{one}項技能與其操作能力") for one in range(1, competences + 1)
    )
    made = []
    for duty in range(1, duties + 1):
        block = Block(
            level=4,
            outputs=(Statement(code=f"O{duty}.1.1", text="規劃書"),),
            indicators=(Statement(code=f"P{duty}.1.1", text="依規範完成各項作業，並提出紀錄。"),),
            knowledge=tuple(Reference(code=one.code) for one in knowledge),
            skills=tuple(Reference(code=one.code) for one in skills),
        )
        tasks = [Task(code=f"T{duty}.1", name="規劃作業", blocks=(block,))]
        made.append(Duty(code=f"T{duty}", name=f"第{duty}類作業", tasks=tuple(tasks)))
    return PLAIN.model_copy(update={"duties": tuple(made), "knowledge": knowledge, "skills": skills})


def heights_used(reading: Reading) -> list[float]:
    """The share of each page's height, between running head and page number, down to its lowest text or line."""
    shares = []
    for page in reading.pdf.pages:
        head, foot = 0.09 * float(page.height), 0.93 * float(page.height)
        lowest = max((one["bottom"] for one in (*page.chars, *page.lines) if one["bottom"] < foot), default=head)
        shares.append((lowest - head) / (foot - head))
    return shares


def beyond_their_cells(reading: Reading) -> list[tuple[int, str]]:
    """Characters whose picture crosses an edge of the cell that holds its middle."""
    found = []
    for page, drawn in zip(reading.pdf.pages, pypdfium2.PdfDocument(reading.data), strict=True):
        cells = [cell for table in page.find_tables() for cell in table.cells]
        text = drawn.get_textpage()
        for at in range(text.count_chars()):
            character = text.get_text_range(at, 1)
            left, bottom, right, top = text.get_charbox(at)
            above, below = float(page.height) - top, float(page.height) - bottom
            across, down = (left + right) / 2, (above + below) / 2
            home = [one for one in cells if one[0] <= across <= one[2] and one[1] <= down <= one[3]]
            if character.strip() and not all(
                x0 <= left + 0.1 and right <= x1 + 0.1 and y0 <= above + 0.1 and below <= y1 + 0.1
                for x0, y0, x1, y1 in home
            ):
                found.append((page.page_number, character))
    return found


def brackets_everywhere() -> Standard:
    """Texts that begin and end with brackets and stops, in every cell that can hold them."""
    text = "【甲】（乙）《丙》「丁」，以「戊」為主。" * 6
    block = Block(
        level=3,
        outputs=(Statement(code=None, text=text),),
        indicators=(Statement(code=None, text=text),),
        knowledge=(Reference(code="K01", as_printed=text),),
        skills=(Reference(code="S01", as_printed=text),),
    )
    return PLAIN.model_copy(
        update={
            "description": text,
            "duties": (Duty(code="T1", name=text, tasks=(Task(code="T1.1", name=text, blocks=(block,)),)),),
            "knowledge": (Competence(code="K01", name=text),),
            "skills": (Competence(code="S01", name=text),),
            "notes": (Note(number=1, term=None, text=text),),
        }
    )


@pytest.mark.parametrize("template", ["handbook", "form"])
def test_no_bracket_or_stop_lies_over_the_edge_of_its_cell(template):
    reading = render(brackets_everywhere(), template)
    assert reading.text().count("【甲】") >= 30
    assert beyond_their_cells(reading) == []


@pytest.mark.parametrize("standard", [WHOLE, NASTY])
def test_no_text_lies_over_the_edge_of_its_cell(standard):
    assert beyond_their_cells(render(standard)) == []


def test_brackets_come_from_another_font_where_the_first_draws_them_amid_their_square():
    assert _fonts.chinese(["Noto Sans CJK TC", "TW-Kai"]).brackets == "Noto Sans CJK TC"
    assert _fonts.chinese(["Noto Sans CJK TC", "DFKai-SB"]).brackets is None
    assert _fonts.chinese(["TW-Kai"]).brackets is None


def test_the_overview_takes_one_page_and_comes_first():
    for standard in (PLAIN, one_row_duties(duties=6, competences=30)):
        reading = render(standard)
        page = reading.printed(1)
        assert page.index("總覽") < page.index("職責與任務地圖") < page.index("職能級別分布")
        assert page.index("知識與技能的使用") < page.index("單一任務使用")
        assert "目次" in reading.printed(2)


def test_the_map_of_a_large_standard_takes_one_page_and_levels_and_usage_the_next():
    standard = one_row_duties(duties=9, competences=60)
    tasks = tuple(Task(code=f"T1.{one}", name=f"第{one}項作業之規劃與執行") for one in range(2, 31))
    duties = tuple(duty.model_copy(update={"tasks": duty.tasks + tasks}) for duty in standard.duties[:1])
    reading = render(standard.model_copy(update={"duties": duties + standard.duties[1:]}))
    first, second = reading.printed(1), reading.printed(2)
    assert "職責與任務地圖" in first
    assert "T1.30" in first
    assert "T9.1" in first
    assert "職能級別分布" not in first
    assert second.index("職能級別分布") < second.index("知識與技能的使用")
    assert "目次" in reading.printed(3)


@pytest.mark.parametrize("lines", range(3, 27, 3))
def test_a_short_colophon_stands_on_the_page_of_the_versions(lines):
    supplements = tuple(f"第{one}項補充說明。" for one in range(lines))
    reading = render(PLAIN.model_copy(update={"supplements": supplements}))
    last = reading.printed(len(reading.pdf.pages) - 1)
    assert last.index("版本沿革") < last.index("製作說明") < last.index("編製程式")


@pytest.mark.parametrize("rows", range(8, 24, 2))
def test_the_last_title_of_the_form_does_not_stay_behind_at_the_end_of_a_page(rows):
    attitudes = tuple(Attitude(code=f"A{one:02}", name=f"第{one}項態度") for one in range(1, rows))
    lines = tuple(f"第{one}項條件。" for one in range(3))
    reading = render(PLAIN.model_copy(update={"attitudes": attitudes, "prerequisites": lines}), "form")
    (page,) = [one for one in range(len(reading.pdf.pages)) if "說明與補充事項" in reading.printed(one)]
    assert "第2項條件。" in reading.printed(page)


def test_contents_and_basic_data_share_the_page_behind_it():
    page = render(WHOLE).printed(2)
    assert page.index("目次") < page.index("製作說明") < page.index("職能基準代碼KRM5220-907v2")


@pytest.mark.parametrize("standard", [*ALL.values(), one_row_duties()], ids=[*ALL, "one row a duty"])
def test_no_page_is_left_more_than_two_thirds_empty(standard):
    reading = render(standard)
    used = heights_used(reading)
    assert [page for page, share in enumerate(used[FRONT:-1], FRONT + 1) if share < 1 / 3] == []


def test_long_lists_of_knowledge_and_skills_lie_below_their_task_at_full_width():
    reading = render(one_row_duties())
    (first, *_) = [one for one in reading.elements("Table") if reading.text(one).startswith("主要職責")]
    assert len(reading.elements("TH", reading.elements("THead", first)[0])) == 1 + 4
    page = next(
        page for page in reading.pdf.pages if "第1類作業" in page.extract_text() and "規劃書" in page.extract_text()
    )
    words = {word["text"]: word for word in page.extract_words()}
    codes = [words[code] for code in ("K01", "K02", "K03", "K04")]
    assert codes[0]["top"] == pytest.approx(codes[2]["top"], abs=1)
    assert codes[3]["top"] > codes[0]["bottom"]
    assert codes[2]["x0"] > page.width / 2


def levels_of_a_task(lines: int) -> Standard:
    """Two tasks, the second of which has three levels with so many performance indicators each."""

    def block(task: int, level: int) -> Block:
        text = "依現場狀況與相關法令，確認需求後辦理，並留存可供查核之紀錄。"
        indicators = tuple(Statement(code=f"P1.{task}.{level}{one}", text=text) for one in range(lines))
        return Block(level=level, indicators=indicators)

    tasks = (
        Task(code="T1.1", name="規劃", blocks=(block(1, 1),)),
        Task(code="T1.2", name="執行", blocks=tuple(block(2, level) for level in (1, 2, 3))),
    )
    return PLAIN.model_copy(update={"duties": (Duty(code="T1", name="作業", tasks=tasks),)})


def test_a_large_task_goes_on_with_its_next_level_on_another_page_which_names_it():
    reading = render(levels_of_a_task(5))
    first, second = reading.printed(FRONT), reading.printed(FRONT + 1)
    assert first.index("T1.2執行") < first.index("P1.2.10") < first.index("T1.2（續）") < first.index("P1.2.20")
    assert "P1.2.30" not in first
    assert second.index("T1.2（續）") < second.index("P1.2.30")
    assert heights_used(reading)[FRONT] > 0.7


def test_a_small_task_is_named_once_however_many_levels_it_has():
    assert "（續）" not in render(levels_of_a_task(2)).text()


def test_a_few_stay_beside_their_task():
    reading = render(one_row_duties(competences=3))
    (first, *_) = [one for one in reading.elements("Table") if reading.text(one).startswith("主要職責")]
    assert len(reading.elements("TH", reading.elements("THead", first)[0])) == 1 + 6


def test_the_cover_has_no_page_number():
    page = render(PLAIN).pdf.pages[0]
    assert [char["text"] for char in page.chars if char["top"] > 0.9 * float(page.height)] == []


def test_pages_have_labels():
    for template in ("handbook", "form"):
        assert "PageLabels" in render(PLAIN, template).catalog


def test_the_form_has_bookmarks_and_its_name_on_every_page():
    reading = render(one_row_duties(), "form")
    titles = [title for _, title in reading.bookmarks()]
    assert titles == [
        "茶席服務人員職能基準",
        *(f"T{one}第{one}類作業" for one in range(1, 6)),
        "職能內涵(A=attitude態度)",
        "說明與補充事項",
    ]
    assert len(reading.pdf.pages) > 1
    for page in range(len(reading.pdf.pages)):
        assert reading.printed(page).count(PLAIN.name) >= 1


class TestMatrix:
    def tables(self, reading):
        return [one for one in reading.elements("Table") if "使用任務數" in reading.text(one)]

    def test_it_has_a_table_for_knowledge_and_one_for_skills_with_duties_names_and_totals(self):
        reading = render(PLAIN)
        knowledge, skills = self.tables(reading)
        (head,) = reading.elements("THead", knowledge)
        duties, tasks = reading.elements("TR", head)
        assert reading.text(duties) == "編碼知識名稱T1備茶使用任務數"
        assert reading.text(tasks) == "T1.1選茶T1.2煮水"
        rows = [
            [reading.text(cell) for cell in (*reading.elements("TH", row), *reading.elements("TD", row))]
            for row in reading.elements("TR", reading.elements("TBody", skills)[0])
        ]
        assert rows == [["S01", "辨色能力", "●", "", "1"], ["任務所用技能數", "1", "0", ""]]

    def test_its_codes_and_names_are_the_titles_of_rows(self):
        reading = render(PLAIN)
        row = next(
            one for one in reading.elements("TR", self.tables(reading)[0]) if reading.text(one).startswith("K01")
        )
        assert [reading.text(one) for one in reading.elements("TH", row)] == ["K01", "茶葉分類"]
        assert {scope(one) for one in reading.elements("TH", row)} == {"Row"}


def scope(cell: dict) -> str:
    values = resolve1(cell["A"])
    return next(resolve1(one)["Scope"].name for one in values if "Scope" in resolve1(one))


def test_titles_of_columns_and_rows_say_which_they_are():
    reading = render(WHOLE)
    scopes = {reading.text(one): scope(one) for one in reading.elements("TH")}
    assert {scopes[title] for title in ("工作描述", "基準級別", "K01", "V2")} == {"Row"}
    assert {scopes[title] for title in ("編碼", "工作任務", "行為指標", "說明")} == {"Column"}


def test_only_cells_whose_whole_text_is_strong_are_titles_of_rows():
    source = b"""#set document(title: "x")
    #table(columns: 2, strong[all], [#strong[some] not], [none], strong[#link("https://example.org")[linked] too])"""
    made = typst.compile(source, pdf_standards=["ua-1"])
    assert len(row_titles(taken_apart(made).objects)) == 2

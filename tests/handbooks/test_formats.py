"""Each format has what it needs."""

import base64
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from handbook_standards import NASTY, PLAIN, WHOLE, W, read_html, read_markdown, read_odt, read_word, text_of_word
from printing import printed

from pipeline import handbooks
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.handbooks import folders, html, md
from pipeline.record import model


@pytest.mark.parametrize(
    "renderer", [one for one in handbooks.available() if one.TEMPLATE_SUFFIX], ids=lambda one: one.NAME
)
def test_every_renderer_comes_with_templates_for_handbooks_and_volumes(renderer):
    supplied = {file.name for file in folders.SUPPLIED.iterdir()}
    assert f"handbook{renderer.TEMPLATE_SUFFIX}" in supplied
    assert (f"book{renderer.TEMPLATE_SUFFIX}" in supplied) == (renderer in handbooks.binders())


class TestHtml:
    def test_it_says_its_language_and_needs_nothing_else(self):
        tree = read_html(printed("html", NASTY, findings=()))
        assert tree.get("lang") == "zh-Hant-TW"
        assert tree.xpath("//link | //img | //iframe | //@src | //b | //p[not(ancestor::body)]") == []
        assert "url(" not in tree.findtext(".//style")
        assert "@import" not in tree.findtext(".//style")

    @pytest.mark.parametrize("standard", [PLAIN, NASTY])
    def test_only_its_own_style_and_script_are_allowed_by_their_digests(self, standard):
        tree = read_html(printed("html", standard, findings=()))
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        for name, rule in (("style", "style-src"), ("script[not(@type)]", "script-src")):
            (element,) = tree.xpath(f"//{name}")
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert rules[rule] == f"'sha256-{digest}'"

    def test_the_matrix_says_in_words_what_a_task_names(self):
        (table,) = read_html(printed("html", PLAIN, findings=())).xpath("//table[contains(@class, 'matrix')]")
        head = [[" ".join(cell.xpath("string()").split()) for cell in row] for row in table.findall("thead/tr")]
        assert head == [["職能內涵", "T1", "使用任務數"], ["T1.1 選茶", "T1.2 煮水"]]
        rows = [[cell.xpath("string()").strip() for cell in row] for row in table.findall("tbody/tr")]
        assert rows == [
            ["知識", ""],
            ["K01 茶葉分類", "●使用", "●使用", "2"],
            ["任務所用知識數", "1", "1", ""],
            ["技能", ""],
            ["S01 辨色能力", "●使用", "", "1"],
            ["任務所用技能數", "1", "0", ""],
        ]

    def test_long_lists_of_knowledge_and_skills_lie_below_their_task(self):
        names = [f"第{one}項知識與其應用之要領及限制" for one in range(1, 13)]
        knowledge = tuple(model.Competence(code=f"K{one:02}", name=name) for one, name in enumerate(names, 1))
        block = model.Block(level=2, knowledge=tuple(model.Reference(code=one.code) for one in knowledge))
        duty = model.Duty(code="T1", name="備茶", tasks=(model.Task(code="T1.1", name="選茶", blocks=(block, block)),))
        standard = PLAIN.model_copy(update={"duties": (duty,), "knowledge": knowledge})
        (table,) = read_html(printed("html", standard)).xpath("//table[contains(@class, 'spread')]")
        assert len(table.xpath("thead/tr[@class='columns']/th")) == 4
        assert table.xpath("tbody/tr/th/@rowspan") == ["6"]
        below = [cell.xpath("string(p)") for cell in table.xpath("tbody/tr/td[@class='below']")]
        assert below == ["職能內涵（K=knowledge 知識）", "職能內涵（S=skills 技能）"] * 2
        assert [len(cell.findall("ul/li")) for cell in table.xpath("tbody/tr/td[@class='below']")] == [12, 0, 12, 0]
        assert not read_html(printed("html", PLAIN)).xpath("//table[contains(@class, 'spread')]")

    def test_the_name_in_the_running_head_cannot_leave_its_string(self):
        assert html.css_string('a"</style>\n') == r'"\61 \22 \3c \2f \73 \74 \79 \6c \65 \3e \a "'
        style = read_html(printed("html", NASTY, findings=())).findtext(".//style")
        assert style.count("{") == style.count("}")
        assert "body {" not in style.split("@top-left")[1]

    def test_what_findings_say_is_marked_where_it_is_not_chinese(self):
        finding = Diagnostic("XY101", "made-up", Severity.INFO, "T1.1", "a message", proposal="甲")
        tree = read_html(printed("html", PLAIN, findings=(finding,)))
        assert tree.xpath("//section[@aria-labelledby='findings']//span[@lang='en']/text()") == ["a message"]
        told = replace(finding, chinese="一則訊息")
        tree = read_html(printed("html", PLAIN, findings=(told,)))
        assert tree.xpath("//main//@lang") == []
        assert "一則訊息" in tree.xpath("string(//section[@aria-labelledby='findings'])")

    def test_landmarks_and_headings_are_real(self):
        tree = read_html(printed("html", WHOLE, findings=()))
        assert [len(tree.findall(f".//{name}")) for name in ("header", "nav", "main", "footer", "h1")] == [1] * 5
        levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))

    def test_every_header_cell_says_what_it_heads(self):
        headers = list(read_html(printed("html", WHOLE, findings=())).iter("th"))
        assert len(headers) > 20
        assert [cell for cell in headers if cell.get("scope") not in ("col", "row", "colgroup", "rowgroup")] == []

    def test_every_duty_has_one_table_that_repeats_its_two_header_rows(self):
        tables = read_html(printed("html", WHOLE, findings=())).xpath("//table[contains(@class, 'tasks')]")
        assert len(tables) == len(WHOLE.duties)
        assert [len(table.findall("thead/tr")) for table in tables] == [2, 2, 2]

    def test_rows_have_as_many_cells_as_the_table_has_columns(self):
        for table in read_html(printed("html", WHOLE, findings=())).iter("table"):
            widths = set()
            for body in table.findall("tbody") or [table]:
                hanging: list[int] = []
                for row in body.iter("tr"):
                    hanging = [rows - 1 for rows in hanging if rows > 1]
                    widths.add(sum(int(cell.get("colspan", 1)) for cell in row) + len(hanging))
                    hanging += [int(cell.get("rowspan")) for cell in row if cell.get("rowspan")]
            assert len(widths) == 1

    def test_register_and_tasks_lead_to_each_other(self):
        tree = read_html(printed("html", PLAIN, findings=()))
        entry = tree.get_element_by_id("knowledge_k01")
        assert [link.text for link in entry.iter("a")] == ["T1.1", "T1.2"]
        for link in entry.iter("a"):
            row = tree.get_element_by_id(link.get("href")[1:]).getparent().getparent()
            assert "#knowledge_k01" in row.xpath(".//@href")


class TestMarkdown:
    @pytest.mark.parametrize(
        "text",
        [
            "# a",
            "- a",
            "+",
            "1. a",
            "12)",
            "1.",
            "===",
            "    a",
            "> a",
            "|a|",
            "* a",
            "_a_",
            "`a`",
            "<a>",
            "&lt;",
            "a\\",
        ],
    )
    def test_a_text_at_the_start_of_a_line_stays_a_text(self, text):
        paragraph = read_markdown(str(md.escape(text)).encode()).find("body/p")
        assert len(paragraph) == 0
        assert paragraph.text == text

    def test_plain_writing_is_left_as_it_is(self):
        assert md.escape("2.5 公升，2019-04-19（甲-乙）") == "2.5 公升，2019-04-19（甲-乙）"

    def test_nothing_of_a_text_becomes_markup(self):
        tree = read_markdown(printed("md", NASTY, findings=()))
        assert tree.xpath("//em | //del | //code | //pre | //script | //b | //img | //ol | //hr") == []
        assert [table for table in tree.iter("table") if len({len(row) for row in table.iter("tr")}) != 1] == []

    def test_headings_are_those_of_the_template_and_the_standard(self):
        tree = read_markdown(printed("md", PLAIN, findings=()))
        duties = tree.xpath("//h2[.='職責與任務']/following-sibling::*[self::h3 or self::h4]")
        assert [heading.xpath("string()") for heading in duties][:3] == [
            "主要職責　T1 備茶",
            "T1.1 選茶",
            "T1.2 煮水",
        ]


class TestWord:
    def test_duty_and_column_headers_repeat_on_every_page(self):
        tree = read_word(printed("docx", WHOLE, findings=()))
        duties = [table for table in tree.iter(f"{W}tbl") if text_of_word(table).strip().startswith("主要職責　")]
        assert len(duties) == len(WHOLE.duties)
        for table in duties:
            marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
            assert marked[:2] == [True, True]
            assert not any(marked[2:])
            assert "工作任務" in text_of_word(table.findall(f"{W}tr")[1])

    def test_rows_stay_whole_unless_they_are_too_long(self):
        long = PLAIN.model_copy(update={"description": "長" * 3000})
        kept, broken = (
            {
                text_of_word(row).strip()[:4]: row.find(f"{W}trPr/{W}cantSplit") is not None
                for row in read_word(printed("docx", standard, findings=())).iter(f"{W}tr")
            }
            for standard in (PLAIN, long)
        )
        assert kept["工作描述"]
        assert not broken["工作描述"]
        assert broken["職能基準"]

    def test_every_cell_ends_with_a_paragraph_and_rows_fill_the_grid(self):
        tree = read_word(printed("docx", NASTY, findings=()))
        assert [cell for cell in tree.iter(f"{W}tc") if cell[-1].tag != f"{W}p"] == []
        for table in tree.iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.iter(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
                assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns

    def test_everything_is_styled_by_name(self):
        document = docx.Document(io.BytesIO(printed("docx", WHOLE, findings=())))
        known = {style.style_id for style in document.styles}
        body = document.element.body
        used = {style.get(qn("w:val")) for style in body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
        assert used <= known
        assert {child.tag for properties in body.iter(qn("w:rPr")) for child in properties} == {qn("w:rStyle")}
        # LibreOffice keeps a table with what follows only if its paragraphs say so themselves, not by their style.
        inside = {child.tag for properties in body.iter(qn("w:pPr")) for child in properties}
        assert inside == {qn("w:pStyle"), qn("w:keepNext")}
        levels = {style.style_id: style.element.find(f".//{W}outlineLvl") for style in document.styles}
        assert [levels[name].get(f"{W}val") for name in ("Heading1", "Heading2", "DutyHeading")] == ["0", "1", "1"]
        headings = ["".join(one.itertext()) for one in body.iter(qn("w:p")) if one.style == "DutyHeading"]
        assert len(headings) == len(WHOLE.duties)
        assert headings[0].startswith("主要職責　T1")

    def test_the_contents_are_a_field_with_the_list_as_its_result(self):
        body = docx.Document(io.BytesIO(printed("docx", WHOLE, findings=()))).element.body
        kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        assert [one.text.split()[0] for one in body.iter(qn("w:instrText"))] == ["TOC"]
        places = [place for place, one in enumerate(body.iter(qn("w:p"))) if one.find(f".//{W}fldChar") is not None]
        listed = [
            "".join(text.text for text in one.iter(qn("w:t")))
            for one in list(body.iter(qn("w:p")))[places[0] : places[1] + 1]
        ]
        assert listed[0].startswith("總覽")
        assert listed[-1].startswith("製作說明")
        assert any(one.startswith("T1 ") for one in listed)

    def test_codes_of_knowledge_and_skills_are_as_bold_as_others(self):
        document = docx.Document(io.BytesIO(printed("docx", WHOLE, findings=())))
        table = next(one for one in document.element.body.iter(qn("w:tbl")) if "主要職責　T1" in text_of_word(one))
        links = [one for one in table.iter(qn("w:hyperlink")) if text_of_word(one).strip().startswith(("K", "S"))]
        assert len(links) > 2
        assert {one.find(f".//{W}rStyle").get(qn("w:val")) for one in links} == {"CodeLink"}
        assert document.styles.element.find(f".//{W}style[@{W}styleId='CodeLink']/{W}rPr/{W}b") is not None

    def test_every_table_says_what_it_shows(self):
        body = docx.Document(io.BytesIO(printed("docx", WHOLE))).element.body
        captions = [one.find(f"{W}tblPr/{W}tblCaption") for one in body.iter(qn("w:tbl"))]
        assert len(captions) > 10
        assert all(one is not None and one.get(qn("w:val")) for one in captions)

    def test_long_lists_of_knowledge_and_skills_lie_below_their_task(self):
        names = tuple(model.Reference(code=f"K{one:02}", as_printed="茶葉的分類與其保存的方法") for one in range(1, 12))
        block = model.Block(level=3, knowledge=names)
        duty = model.Duty(code="T1", name="備茶", tasks=(model.Task(code="T1.1", name="選茶", blocks=(block,)),))
        body = docx.Document(io.BytesIO(printed("docx", PLAIN.model_copy(update={"duties": (duty,)})))).element.body
        table = next(one for one in body.iter(qn("w:tbl")) if "主要職責　T1" in text_of_word(one))
        rows = [[text_of_word(cell).strip()[:3] for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        assert rows[4:] == [
            *[["", f"K{one:02}", f"K{one + 1:02}", f"K{one + 2:02}"] for one in (1, 4, 7)],
            ["", "K10", "K11", ""],
            ["", "職能內"],
            ["", "—"],
        ]
        restarts = [one.get(qn("w:val")) for one in table.iter(qn("w:vMerge"))]
        assert restarts == ["restart", *[None] * (len(rows) - 3)]

    def test_columns_of_the_matrix_fill_the_width_of_the_page(self):
        for standard in (PLAIN, WHOLE):
            body = docx.Document(io.BytesIO(printed("docx", standard))).element.body
            for table in body.iter(qn("w:tbl")):
                whole = int(table.find(f"{W}tblPr/{W}tblW").get(qn("w:w")))
                columns = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
                assert whole - len(columns) <= sum(columns) <= whole

    def test_language_font_title_and_paper(self):
        document = docx.Document(io.BytesIO(printed("docx", NASTY, findings=())))
        defaults = document.styles.element.find(f".//{W}rPrDefault/{W}rPr")
        assert defaults.find(f"{W}lang").get(f"{W}eastAsia") == "zh-TW"
        assert defaults.find(f"{W}rFonts").get(f"{W}eastAsia") == "標楷體"
        assert document.core_properties.title == f"{NASTY.name} 職能基準手冊"
        assert document.core_properties.language == "zh-TW"
        section = document.sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)

    def test_its_dates_are_those_of_the_standard(self):
        dated = PLAIN.model_copy(
            update={
                "versions": (
                    model.Version(
                        version="V1", code="TFB5120-901v0", name=None, status=None, note=None, date="2019-01-02"
                    ),
                    model.Version(version="V2", code=PLAIN.code, name=None, status=None, note=None, date="2024-02-29"),
                )
            }
        )
        properties = docx.Document(io.BytesIO(printed("docx", dated))).core_properties
        assert (properties.created, properties.modified) == (datetime(2024, 2, 29, tzinfo=UTC),) * 2
        undated = docx.Document(io.BytesIO(printed("docx", PLAIN))).core_properties
        assert (undated.created, undated.modified) == (None, None)
        meta = read_odt(printed("odt", dated), "meta.xml")
        assert {meta.findtext(f".//{{*}}{tag}") for tag in ("creation-date", "date")} == {"2024-02-29T00:00:00"}
        assert read_odt(printed("odt", PLAIN), "meta.xml").find(".//{*}date") is None

    def test_header_and_footer(self):
        data = printed("docx", WHOLE, findings=())
        section = docx.Document(io.BytesIO(data)).sections[0]
        assert section.different_first_page_header_footer
        assert section.first_page_header.is_linked_to_previous
        assert section.header.paragraphs[0].text == "夜市攤商管理人員 職能基準手冊\tKRM5220-907v2"
        fields = [field.get(f"{W}instr").strip() for field in section.footer._element.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]

    def test_the_package_keeps_no_time_and_no_order_of_its_own(self):
        with zipfile.ZipFile(io.BytesIO(printed("docx", WHOLE, findings=()))) as package:
            names = package.namelist()
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])

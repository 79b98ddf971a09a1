"""Text outside the content that looks like a part of the form: told, unless the record has it already."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import docx as word_reader
from pipeline.readers import html, odt
from pipeline.readers._html import controls
from pipeline.readers.blocks import Body, SourceDocument
from tests.assemble.forms import HEADER
from tests.readers.test_odt import package
from tests.readers.test_word_parts import package as word_package
from tests.small_documents import saved, word
from tests.steps import growth

ROW = ("T1 管理", "T1.1 清點", "O1.1.1 盤點表", "P1.1.1 核對數量。", "3", "K01 物料知識", "S01 盤點能力")
NOTES = "<p>說明與補充事項</p><p>其他補充說明：</p><p>● 補充一</p>"
ATTITUDES = "<p>職能內涵(A=attitude態度)</p><p>A01 細心：謹慎。</p>"


def page(knowledge: str = ROW[5], behind: str = ATTITUDES + NOTES, css: str = "") -> Assembly:
    row = (*ROW[:5], knowledge, ROW[6])
    head, cells = ("".join(f"<td>{text}</td>" for text in texts) for texts in (HEADER, row))
    text = f"<meta charset=utf-8><style>{css}</style><table><tr>{head}</tr><tr>{cells}</tr></table>{behind}"
    return assembled(html.read(text.encode(), Limits()))


def assembled(body: Body) -> Assembly:
    return assemble(SourceDocument("form.test", "test", "0" * 64, body))


def withheld(assembly: Assembly) -> list[tuple[str, Severity]]:
    found = [one for one in assembly.diagnostics if one.subject in ("part/around", "part/hidden")]
    assert all(one.rule == "AS103" for one in found)
    return [(one.subject or "", one.severity) for one in found]


AROUND, HIDDEN = [("part/around", Severity.ERROR)], [("part/hidden", Severity.WARNING)]


@pytest.mark.parametrize("tag", ["footer", "aside", "form", "nav", "menu", "dialog open"])
def test_parts_of_the_form_in_what_stands_around_the_content_of_a_page(tag: str) -> None:
    end = tag.split()[0]
    assert withheld(page(behind=f"{ATTITUDES}<{tag}>{NOTES}</{end}>")) == AROUND
    assert withheld(page(behind=f"<{tag}>{ATTITUDES}</{end}>{NOTES}")) == AROUND


@pytest.mark.parametrize(
    "knowledge",
    [
        "<button>K01 物料知識</button>",
        "<span role=button>K01 物料知識</span><button>K02 盤點方法</button>",
        "K01 物料知識<a role=button>K02 盤點方法</a>",
    ],
)
def test_codes_on_buttons_in_a_cell(knowledge: str) -> None:
    assert withheld(page(knowledge)) == AROUND


@pytest.mark.parametrize(
    ("css", "content"),
    [
        (".pane{display:none}", "<div class=pane>{}</div>"),
        (".collapse:not(.show){display:none}", "<div class=collapse>{}</div>"),
        (".pane{visibility:hidden}", "<div class=pane>{}</div>"),
        ("", "<div hidden>{}</div>"),
        ("", "<div hidden=until-found>{}</div>"),
        ("", "<div popover>{}</div>"),
        ("", "<dialog>{}</dialog>"),
        ("", "<noscript>{}</noscript>"),
        ("", "<template>{}</template>"),
    ],
)
def test_closed_tabs_and_hidden_parts_of_a_page(css: str, content: str) -> None:
    assert withheld(page(behind=ATTITUDES + content.format(NOTES), css=css)) == HIDDEN
    assert withheld(page(behind=content.format(ATTITUDES) + NOTES, css=css)) == HIDDEN


def test_hidden_rows_columns_and_items_of_a_page() -> None:
    assert withheld(page(css="td:nth-child(3){display:none}")) == HIDDEN
    assert withheld(page("<p>K01 物料知識</p><p style='display:none'>K02 盤點方法</p>")) == HIDDEN


@pytest.mark.parametrize(
    "behind",
    [
        "<div hidden>K01 物料知識 A01 細心 說明與補充事項</div>",
        "<nav><a href=#1>T1 管理</a> <a href=#2>T1.1 清點</a></nav>",
        "<footer>版權所有 © 2024 K12 教育網 聯絡電話 A4 紙</footer>",
        "<div hidden>載入中 iPhone T1000</div><del>K05 舊知識</del>",
    ],
)
def test_what_the_record_has_and_what_is_none_of_the_form_needs_no_finding(behind: str) -> None:
    assert withheld(page(behind=ATTITUDES + NOTES + behind)) == []


def test_the_finding_quotes_the_text_and_its_codes() -> None:
    (found,) = (
        one for one in page("K01 物料知識<p hidden>Ｋ02：盤點方法（一）</p>").diagnostics if one.rule == "AS103"
    )
    assert "K02" in found.message
    assert "Ｋ02：盤點方法（一）" in found.message


@pytest.mark.parametrize("heading", ["<h2><button>{}</button></h2>", "<h4><a role=button href=#n>{}</a></h4>"])
def test_a_button_that_is_all_that_a_heading_says_is_the_heading(heading: str) -> None:
    found = page(behind=ATTITUDES + NOTES.replace("<p>說明與補充事項</p>", heading.format("說明與補充事項")))
    assert (found.standard.supplements, withheld(found)) == (("補充一",), [])
    beside = page(behind=ATTITUDES + NOTES.replace("事項</p>", "事項<button>複製</button></p>"))
    assert (beside.standard.supplements, withheld(beside)) == (("補充一",), [])


def test_of_several_buttons_none_is_the_heading() -> None:
    page_of = "<h2><button>說明與</button><button>補充事項</button></h2>"
    assert withheld(page(behind=ATTITUDES + NOTES.replace("<p>說明與補充事項</p>", page_of))) == []
    assert growth(controls, lambda count: page(behind="<h2>" + "<button>鈕</button>" * count + "</h2>"), 200) < 2.5


@pytest.mark.parametrize(("opened", "told"), [("", 1), (" open", 0)])
def test_closed_parts_of_a_page_are_read_and_named(opened: str, told: int) -> None:
    notes = NOTES.replace("<p>說明與補充事項</p>", f"<details{opened}><summary>說明與補充事項</summary>") + "</details>"
    found = page(behind=ATTITUDES + notes)
    assert found.standard.supplements == ("補充一",)
    assert [one.severity for one in found.diagnostics if one.rule == "RD108"] == [Severity.INFO] * told


def test_an_open_dialog_in_a_cell_is_read() -> None:
    found = page("<p>K01 物料知識</p><dialog open>K02 盤點方法</dialog>")
    assert [one.code for one in found.standard.knowledge] == ["K01", "K02"]


def test_hidden_text_of_word() -> None:
    document = docx.Document(io.BytesIO(word()))
    run = document.tables[1].cell(1, 5).add_paragraph().add_run("K02 盤點方法")
    assert withheld(assembled(word_reader.read(saved(document), Limits()))) == []
    run.font.hidden = True
    assert withheld(assembled(word_reader.read(saved(document), Limits()))) == HIDDEN


def test_hidden_text_of_a_part_that_word_imports() -> None:
    row = "".join(f"<td>{text}</td>" for text in ROW)
    head = "".join(f"<td>{text}</td>" for text in HEADER)
    table = f"<table><tr>{head}</tr><tr>{row}</tr></table>"
    page = f"<html><meta charset=utf-8><body>{table}<div style='display:none'>{ATTITUDES}</div></body></html>"
    data = word_package('<w:altChunk r:id="a"/>', ("a", "aFChunk", "part.html"), part_html=page.encode())
    assert withheld(assembled(word_reader.read(data, Limits()))) == HIDDEN


@pytest.mark.parametrize(("display", "expected"), [("none", HIDDEN), ("true", [])])
def test_hidden_text_of_opendocument(display: str, expected: list[tuple[str, Severity]]) -> None:
    rows = (
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        + "</table:table-row>"
        for texts in (HEADER, ROW)
    )
    section = f"<text:section text:display='{display}'><text:p>職能內涵(A=attitude態度)</text:p><text:p>A01 細心：謹慎。</text:p></text:section>"
    content = f"<table:table>{''.join(rows)}</table:table>{section}"
    assert withheld(assembled(odt.read(package(content), Limits()))) == expected


IN_MARGINS = [
    (("物料管理人員職能基準", "第1頁，總共2頁", "QP-A01 文件管制"), []),
    (("說明與補充事項", "其他補充說明：", "● 補充一"), AROUND),
    (("職能基準代碼", "ABC1234-001"), AROUND),
    (("版本", "狀態", "更新說明", "發展更新日期"), AROUND),
]


@pytest.mark.parametrize(("lines", "expected"), IN_MARGINS)
@pytest.mark.parametrize("margin", ["header", "footer"])
def test_parts_of_the_form_in_the_margins_of_word(
    lines: tuple[str, ...], expected: list[tuple[str, Severity]], margin: str
) -> None:
    document = docx.Document()
    table = document.add_table(2, len(HEADER))
    for row, texts in zip(table.rows, (HEADER, ROW), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for text in lines:
        getattr(document.sections[0], margin).add_paragraph(text)
    assert withheld(assembled(word_reader.read(saved(document), Limits()))) == expected


@pytest.mark.parametrize(("lines", "expected"), IN_MARGINS)
def test_parts_of_the_form_in_the_margins_of_opendocument(
    lines: tuple[str, ...], expected: list[tuple[str, Severity]]
) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in texts)}"
        "</table:table-row>"
        for texts in (HEADER, ROW)
    )
    margin = "".join(f"<text:p>{text}</text:p>" for text in lines)
    master = f"<office:master-styles><style:header>{margin}</style:header></office:master-styles><office:body>"
    data = package(f"<table:table>{rows}</table:table>", margin=master)
    assert withheld(assembled(odt.read(data, Limits()))) == expected


def test_what_the_record_has_already_may_stand_in_the_margins_too() -> None:
    document = docx.Document(io.BytesIO(word()))
    document.sections[0].header.add_paragraph("職能基準代碼：ABC1234-001")
    document.sections[0].footer.add_paragraph("說明與補充事項")
    assert withheld(assembled(word_reader.read(saved(document), Limits()))) == []


@pytest.mark.parametrize("main", ["<main>{}</main>", "<div role=main>{}</div>", "<article>{}</article>"])
def test_what_follows_the_content_of_a_page_is_none_of_its_notes(main: str) -> None:
    inner = "<table><tr>{}</tr><tr>{}</tr></table>{}".format(
        *("".join(f"<td>{text}</td>" for text in texts) for texts in (HEADER, ROW)), ATTITUDES + NOTES
    )
    behind = "<div><p>最後更新：2024/01/01</p><a>Facebook</a></div><h3>相關職能基準</h3><ul><li>採購人員</ul>"
    body = html.read(f"<meta charset=utf-8><h1>甲職能基準</h1>{main.format(inner)}{behind}".encode(), Limits())
    got = assembled(body)
    assert (got.standard.name, got.standard.supplements, withheld(got)) == ("甲", ("補充一",), [])
    assert [line.text for line in body.outside] == ["最後更新：2024/01/01Facebook", "相關職能基準", "採購人員"]


def test_notes_that_follow_the_content_of_a_page_are_named() -> None:
    row = "".join(f"<td>{text}</td>" for text in ROW)
    head = "".join(f"<td>{text}</td>" for text in HEADER)
    page = f"<meta charset=utf-8><main><table><tr>{head}</tr><tr>{row}</tr></table>{ATTITUDES}</main><div>{NOTES}</div>"
    assert withheld(assembled(html.read(page.encode(), Limits()))) == AROUND


def test_several_articles_are_all_content() -> None:
    row = "".join(f"<td>{text}</td>" for text in ROW)
    head = "".join(f"<td>{text}</td>" for text in HEADER)
    page = f"<meta charset=utf-8><article><table><tr>{head}</tr><tr>{row}</tr></table></article><article><table><tr><td>職能內涵(A=attitude態度)<tr><td>A01 細心：謹慎。</table></article>{NOTES}"
    got = assembled(html.read(page.encode(), Limits()))
    assert ([one.code for one in got.standard.attitudes], got.standard.supplements) == (["A01"], ("補充一",))


def test_tables_that_follow_the_content_of_a_page_are_read() -> None:
    head, row = ("".join(f"<td>{text}</td>" for text in texts) for texts in (HEADER, ROW))
    profile = "<table><tr><td>職能基準代碼<td>ABC1234-001<tr><td>基準級別<td>3</table>"
    page = f"<meta charset=utf-8><main>{profile}</main><table><tr>{head}</tr><tr>{row}</tr></table>"
    got = assembled(html.read(page.encode(), Limits()))
    assert (got.standard.code, next(got.standard.tasks())[1].code) == ("ABC1234-001", "T1.1")

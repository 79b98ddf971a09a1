"""The HTML pages in a real browser: accessible, searchable, and whole without any script."""

from __future__ import annotations

import base64
import io

import pdfplumber
import pytest
from chromium import AXE, CHROMIUM, DRIVER, Browser, browser
from handbook_standards import NASTY, PLAIN, WHOLE
from printing import bound, printed

from pipeline.findings.diagnostics import Diagnostic, Severity

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER and AXE.is_file()),
    reason="no chromium, chromedriver or axe-core here: `make browser-tools` gets axe-core with npm",
)
FINDINGS = (Diagnostic("XY101", "made-up", Severity.INFO, "T1.1", "a message", proposal="one"),)
STANDARDS = {"plain": PLAIN, "whole": WHOLE, "nasty": NASTY}
PAGES = [*STANDARDS, *(f"{name} form" for name in STANDARDS), "book of handbooks", "book of forms"]
VISIBLE = "return [...document.querySelectorAll(arguments[0])].filter(it => it.checkVisibility()).map(it => it.innerText.trim())"
TASKS = "table.tasks tbody th h4"
TAB, ENTER = "\ue004", "\ue007"


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, standard in STANDARDS.items():
        found[name] = folder / f"{name}.html"
        found[name].write_bytes(printed("html", standard, findings=FINDINGS))
        found[f"{name} form"] = folder / f"{name}-form.html"
        found[f"{name} form"].write_bytes(printed("html", standard, "form"))
    for template in ("handbook", "form"):
        found[f"book of {template}s"] = folder / f"book-{template}.html"
        found[f"book of {template}s"].write_bytes(bound("html", "彙編 <&>", (PLAIN, WHOLE, NASTY), template))
    return found


def choose(window: Browser, control: str, value: str) -> None:
    window.run(
        "const it = document.getElementById(arguments[0]); it.value = arguments[1];"
        "it.dispatchEvent(new Event('input', {bubbles: true}))",
        control,
        value,
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(window, pages, name, scheme, width):
    window.open(pages[name], width)
    window.emulate(prefers_color_scheme=scheme)
    assert window.faults() == []


def test_axe_would_find_something(window, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<!DOCTYPE html><title>t</title><img src='data:,'><p style='color:#ccc'>pale", encoding="utf-8")
    window.open(page)
    assert {"image-alt", "color-contrast", "html-has-lang"} <= {fault.split(":")[0] for fault in window.faults()}


def test_axe_finds_nothing_in_a_filtered_page(window, pages):
    window.open(pages["whole"])
    choose(window, "search", "攤商")
    assert window.faults() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", ["duty_t1", "task_t1_1", "knowledge_k01", "matrix"])
def test_what_a_link_leads_to_stays_readable(window, pages, scheme, target):
    window.open(pages["plain"])
    window.emulate(prefers_color_scheme=scheme)
    window.run("location.hash = arguments[0]", target)
    assert window.run("return document.querySelector(':target').id") == target
    assert window.faults() == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1280, 1587])
def test_nothing_makes_the_page_scroll_sideways(window, pages, name, width):
    window.open(pages[name], width)
    assert window.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", STANDARDS)
def test_the_browser_complains_of_nothing(window, pages, name):
    window.errors()
    window.open(pages[name])
    assert window.errors() == []
    assert window.run("return document.getElementById('tools').checkVisibility()") is True


def test_a_script_that_is_not_ours_does_not_run(window, pages, tmp_path):
    page = tmp_path / "attacked.html"
    html = pages["plain"].read_text(encoding="utf-8")
    attack = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\"><b style='color: red'>b</b>"
    page.write_text(html.replace("<main", attack + "<main", 1), encoding="utf-8")
    window.open(page)
    assert window.run("return document.title").startswith("茶席服務人員")
    assert window.run("return getComputedStyle(document.querySelector('b')).color") != "rgb(255, 0, 0)"


def test_without_a_script_everything_is_there_and_no_dead_control(window, pages):
    window.devtools("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.open(pages["whole"])
        root = window.devtools("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        tools = window.devtools("DOM.querySelector", {"nodeId": root, "selector": "#tools[hidden]"})["nodeId"]
        assert tools
        hidden = window.devtools("DOM.querySelectorAll", {"nodeId": root, "selector": "[hidden]"})["nodeIds"]
        assert hidden == [tools]
    finally:
        window.devtools("Emulation.setScriptExecutionDisabled", {"value": False})


BOXES = "return Object.fromEntries([...document.querySelectorAll('table.tasks td[data-label]')].slice(0, 5).map((it) => [it.dataset.label.slice(0, 6), [it.getBoundingClientRect().left, it.getBoundingClientRect().top]]))"


def test_on_a_phone_tasks_are_cards_and_the_official_table_is_one_click_away(window, pages):
    window.open(pages["whole"], 360)
    cards = window.run(BOXES)
    outputs, indicators = cards["工作產出"], cards["行為指標"]
    assert outputs[0] < indicators[0]
    assert outputs[1] == indicators[1]
    assert cards["職能內涵（K"][1] > outputs[1]
    window.run("document.querySelector('label[for=as-table]').click()")
    table = window.run(BOXES)
    assert len({top for _, top in table.values()}) == 1
    assert window.run("return document.documentElement.scrollWidth") <= 360
    assert window.faults() == []
    window.open(pages["whole"], 1280)
    assert len({top for _, top in window.run(BOXES).values()}) == 1
    assert window.run("return document.getElementById('as-table').checkVisibility()") is False


def test_search_leaves_what_holds_every_word(window, pages):
    window.open(pages["plain"])
    assert len(window.run(VISIBLE, TASKS)) == 2
    choose(window, "search", "煮水 茶葉")
    assert window.run(VISIBLE, TASKS) == ["T1.2 煮水"]
    assert window.run(VISIBLE, "table.register tbody tr") == []
    assert window.run(VISIBLE, "#found") == ["符合 1 項"]
    choose(window, "search", "ＴＥＡ")
    assert window.run(VISIBLE, "table.tasks") == []
    assert window.run(VISIBLE, "#found") == ["沒有符合的項目"]
    window.run("document.getElementById('clear').click()")
    assert len(window.run(VISIBLE, TASKS)) == 2
    assert window.run("return document.activeElement.id") == "search"


def test_full_width_and_capital_letters_are_found_as_well(window, pages):
    window.open(pages["plain"])
    choose(window, "search", "ｔ1.2")
    assert window.run(VISIBLE, TASKS) == ["T1.2 煮水"]


def test_other_ways_of_writing_a_character_are_found_and_hits_are_marked(window, pages, tmp_path):
    window.open(write(tmp_path, PLAIN.model_copy(update={"supplements": ()}), {"煮水": "蒐集臺灣水質"}))
    choose(window, "search", "搜集台灣")
    assert window.run(VISIBLE, TASKS) == ["T1.2 蒐集臺灣水質"]
    marked = "return [...CSS.highlights.get('found') ?? []].map(range => range.toString())"
    assert set(window.run(marked)) == {"蒐集臺灣"}
    window.run("document.getElementById('clear').click()")
    assert window.run(marked) == []


def write(folder, standard, changes):
    """The page of a standard in which some texts are exchanged."""
    text = standard.model_dump_json()
    for old, new in changes.items():
        text = text.replace(old, new)
    page = folder / "page.html"
    page.write_bytes(printed("html", type(standard).model_validate_json(text)))
    return page


def test_codes_and_task_names_of_the_matrix_stay_in_sight(window, pages):
    window.open(pages["whole"], 360, 500)
    window.run("document.querySelector('.scroll').scrollBy(150, 150)")
    box = "const [it, within] = [arguments[0], '.scroll'].map(one => document.querySelector(one).getBoundingClientRect());"
    assert window.run(box + "return Math.abs(it.top - within.top) <= 2", ".matrix thead") is True
    assert window.run(box + "return Math.abs(it.left - within.left) <= 2", ".matrix tbody tr:last-child th") is True


def test_a_level_leaves_its_tasks_and_what_they_need(window, pages):
    window.open(pages["plain"])
    assert window.run("return [...document.getElementById('by-level').options].map(it => it.text)") == [
        "全部",
        "2",
        "3",
    ]
    choose(window, "by-level", "3")
    assert window.run(VISIBLE, TASKS) == ["T1.2 煮水"]
    assert [row.split()[0] for row in window.run(VISIBLE, "table.register tbody tr")] == ["K01"]


def test_a_duty_leaves_its_own_table(window, pages):
    window.open(pages["whole"])
    choices = window.run("return [...document.getElementById('by-duty').options].map(it => it.value)")
    assert len(choices) == 1 + len(WHOLE.duties)
    choose(window, "by-duty", choices[2])
    (table,) = window.run(VISIBLE, "table.tasks")
    assert "T2.1" in table


def test_a_link_to_what_a_filter_hides_shows_it(window, pages):
    window.open(pages["plain"])
    choose(window, "by-level", "3")
    window.run("location.hash = 'skill_s01'")
    assert window.run("return document.getElementById('skill_s01').checkVisibility()") is True


def test_the_entry_that_a_code_leads_to_shows_its_tasks(window, pages):
    window.open(pages["plain"])
    window.run("document.querySelector('table.tasks a[href=\"#knowledge_k01\"]').click()")
    assert "T1.1、T1.2" in window.run("return document.querySelector(':target').innerText")


def test_the_first_key_offers_to_skip_to_the_content(window, pages):
    window.open(pages["plain"])
    window.press(TAB)
    assert window.run("return document.activeElement.innerText") == "跳到主要內容"
    assert window.run("return document.activeElement.getBoundingClientRect().left") >= 0
    window.press(ENTER)
    assert window.run("return document.activeElement.id") == "main"


def test_what_has_the_focus_is_outlined(window, pages):
    window.open(pages["plain"])
    for _ in range(4):
        window.press(TAB)
        assert window.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_print_shows_the_text_and_no_controls(window, pages):
    window.open(pages["whole"])
    window.emulate("print")
    assert window.run(VISIBLE, "#tools, .skip") == []
    assert (
        window.run("return getComputedStyle(document.querySelector('table.tasks thead')).display")
        == "table-header-group"
    )
    assert window.run("return getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


@pytest.mark.parametrize("count", [4, 40])
def test_on_paper_all_tasks_of_the_matrix_are_on_its_page(window, tmp_path, count):
    duty = PLAIN.duties[0]
    tasks = tuple(duty.tasks[0].model_copy(update={"code": f"T1.{one}"}) for one in range(1, count + 1))
    page = tmp_path / "page.html"
    duties = (duty.model_copy(update={"tasks": tasks}),)
    page.write_bytes(printed("html", PLAIN.model_copy(update={"duties": duties})))
    window.open(page)
    paper = window.devtools("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    with pdfplumber.open(io.BytesIO(base64.b64decode(paper))) as pdf:
        (matrix,) = [one for one in pdf.pages if "任務與職能內涵對照表" in one.extract_text()]
        marks = [one["x1"] for one in matrix.chars if one["text"] == "●"]
        assert len(marks) == count * (len(PLAIN.knowledge) + len(PLAIN.skills))
        assert max(marks) < float(matrix.width)


def test_who_wants_no_motion_gets_none(window, pages):
    window.open(pages["plain"])
    motion = "return getComputedStyle(document.documentElement).scrollBehavior"
    assert window.run(motion) == "smooth"
    window.emulate(prefers_reduced_motion="reduce")
    assert window.run(motion) == "auto"


def test_the_ways_through_a_book_stand_beside_its_text_and_no_part_of_a_chapter_goes_with_them(window, pages):
    window.open(pages["book of handbooks"])
    inside = (
        "const text = document.getElementById('main').getBoundingClientRect().left;"
        "return [...document.querySelectorAll('nav .chapters a')].map(it => it.getBoundingClientRect())"
        ".map(it => it.width > 100 && it.right <= text)"
    )
    assert window.run(inside) == [True, True, True]
    for medium in ("", "print"):
        window.emulate(medium)
        titles = window.run(VISIBLE, "article h4")
        assert titles.count("職能級別分布") == titles.count("知識與技能的使用") == 3
        assert bool(window.run(VISIBLE, "nav .chapters a")) is (medium == "")

"""The proof in a real browser: what belongs together lights up, the keyboard walks, what was seen is kept."""

from __future__ import annotations

import proving
import pytest
import small_documents as small
from chromium import AXE, CHROMIUM, DRIVER, browser

from pipeline.base import i18n
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.record import model
from pipeline.release import proofs
from pipeline.release.read import read_standard

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER and AXE.is_file()),
        reason="no chromium, chromedriver or axe-core here: `make browser-tools` gets axe-core with npm",
    ),
]
DOWN, UP, ENTER, SPACE = "\ue015", "\ue013", "\ue007", " "
INDICATOR = "duties/0/tasks/0/blocks/0/indicators/1"
LIT = "return [...document.querySelectorAll('.on')].map((it) => it.id)"
FOCUS = "document.querySelector(`[data-path='${arguments[0]}'] input`).focus()"
FOCUSED = "return document.activeElement.closest('li.field')?.dataset.path"
PROGRESS = "return document.getElementById('progress').textContent"
NAMES = ["form.pdf", "odd.docx", "scan.pdf"]


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    contents = {
        "form.pdf": proving.printed("pdf"),
        "odd.docx": proving.printed("docx", proving.ODD),
        "scan.pdf": proving.scanned(proving.printed("pdf"), lines=False),
        "long.pdf": proving.printed("pdf", proving.Quirks(paper="low")),
        "other.txt": small.flat_text(),
        "mended.txt": small.flat_text().replace(b"P1.1.1", b"P 1.1.1"),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def pages(documents):
    i18n.use("zh_TW")
    found = {}
    for path in sorted(documents.iterdir()):
        found[path.name] = path.with_name(f"{path.name}.html")
        found[path.name].write_bytes(proofs.self_contained(path, DEFAULT_LIMITS).html or b"")
    i18n.use("en")
    return found


@pytest.fixture(autouse=True)
def nothing_kept(window, pages):
    window.open(pages["form.pdf"])
    window.run("localStorage.clear()")


def moved_to(window, selector: str) -> None:
    """The mouse over the middle of an element."""
    x, y = window.run(
        "const it = document.querySelector(arguments[0]); it.scrollIntoView({block: 'center', behavior: 'instant'});"
        "const at = it.getBoundingClientRect(); return [at.left + at.width / 2, at.top + at.height / 2]",
        selector,
    )
    window.devtools("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(window, pages, name, scheme, width):
    window.open(pages[name], width)
    window.emulate(prefers_color_scheme=scheme)
    assert window.faults() == []
    window.run("document.querySelector('li.field input').click(); document.querySelector('li.field input').focus()")
    assert window.faults() == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_makes_the_page_scroll_sideways(window, pages, name, width):
    window.open(pages[name], width)
    assert window.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", NAMES)
def test_the_browser_complains_of_nothing(window, pages, name):
    window.errors()
    window.open(pages[name])
    assert window.errors() == []


@pytest.mark.parametrize("width", [1280, 500])
def test_the_box_of_a_field_lies_on_the_page_where_the_record_says(window, documents, pages, width):
    """Measured in the window, as shares of the picture; the record's boxes are points of the page."""
    standard = read_standard(documents / "form.pdf").standard
    assert standard is not None
    place = standard.duties[0].tasks[0].blocks[0].indicators[1].at
    assert isinstance(place, model.Place)
    assert place.box
    window.open(pages["form.pdf"], width)
    window.run(FOCUS, INDICATOR)
    lit = window.run(
        "const [box] = document.querySelectorAll('rect.on');"
        "const [a, b] = [box, box.closest('.paper').querySelector('img')].map((it) => it.getBoundingClientRect());"
        "return [(a.left - b.left) / b.width, (a.top - b.top) / b.height, a.width / b.width, a.height / b.height]"
    )
    left, top, right, bottom = place.box
    wide, high = window.run(
        "return ['width', 'height'].map((it) => document.querySelector('.paper svg').viewBox.baseVal[it])"
    )
    stroke = 2
    expected = (left / wide, top / high, (right - left) / wide, (bottom - top) / high)
    assert lit == [pytest.approx(one, abs=2 * stroke / high) for one in expected]


def test_focus_lights_the_box_and_brings_it_into_sight(window, pages):
    window.open(pages["long.pdf"])
    last = window.run("return [...document.querySelectorAll('[data-path^=duties]')].at(-1).dataset.path")
    window.emulate(prefers_reduced_motion="reduce")
    window.open(pages["long.pdf"])
    window.run(FOCUS, last)
    field, box = window.run(LIT)[-1], window.run(LIT)[0]
    assert {field.split("p")[0], box.split("p")[0]} == {field.split("p")[0]}
    assert window.run(
        "const view = document.getElementById('source').getBoundingClientRect();"
        "const at = document.querySelector('rect.on').getBoundingClientRect();"
        "return at.top >= view.top - 1 && at.bottom <= view.bottom + 1"
    )


def test_the_mouse_over_a_field_lights_its_box_and_the_other_way_round(window, pages):
    window.open(pages["form.pdf"])
    field = window.run(f"return document.querySelector(`[data-path='{INDICATOR}']`).id")
    moved_to(window, f"#{field} .value")
    assert sorted(window.run(LIT)) == [field, f"{field}p1"]
    other = window.run("return document.querySelector(`[data-path='duties/1']`).id")
    moved_to(window, f"#{other}p1")
    assert sorted(window.run(LIT)) == [other, f"{other}p1"]


def test_the_keyboard_goes_on_where_the_mouse_rests(window, pages):
    window.open(pages["form.pdf"])
    window.run(FOCUS, INDICATOR)
    moved_to(window, "[data-path='duties/0'] .value")
    window.run(FOCUS, INDICATOR)
    window.press(*[DOWN] * 30)
    focused = window.run("return document.activeElement.closest('li.field').id")
    assert focused in window.run(LIT)


def test_in_a_document_without_pages_the_text_lights_up(window, pages):
    window.open(pages["odd.docx"])
    window.run(FOCUS, INDICATOR)
    texts = window.run("return [...document.querySelectorAll('.stretch.on')].map((it) => it.textContent)")
    assert len(texts) == 1
    assert "將瑕疵貨品" in texts[0]
    assert "隔離存放並通報主管" in texts[0]


def test_the_keyboard_walks_from_field_to_field(window, pages):
    window.open(pages["form.pdf"])
    paths = window.run("return [...document.querySelectorAll('li.field')].map((it) => it.dataset.path)")
    window.run(FOCUS, paths[0])
    window.press(DOWN, "j")
    assert window.run(FOCUSED) == paths[2]
    window.press(UP)
    assert window.run(FOCUSED) == paths[1]
    window.press(SPACE, ENTER)
    assert window.run(FOCUSED) == paths[2]
    window.press("k", "k", "u")
    assert window.run(FOCUSED) == paths[2]
    window.run("document.getElementById('previous').click()")
    assert window.run(FOCUSED) == paths[1]
    window.run("document.getElementById('next-unseen').click()")
    assert window.run(FOCUSED) == paths[2]


def test_keys_do_nothing_outside_the_fields(window, pages):
    window.open(pages["form.pdf"])
    window.run("document.getElementById('who').focus()")
    window.press("j", "u", "k")
    assert window.run("return document.getElementById('who').value") == "juk"


def test_what_was_seen_is_counted_and_outlives_the_page(window, pages):
    window.open(pages["form.pdf"])
    window.run(FOCUS, "name")
    window.press(ENTER, ENTER, ENTER)
    assert window.run(PROGRESS) == "已核對3／68個欄位"
    window.run(
        "const who = document.getElementById('who'); who.value = '王小明'; who.dispatchEvent(new Event('input'))"
    )
    window.open(pages["form.pdf"])
    assert window.run(PROGRESS) == "已核對3／68個欄位"
    assert window.run("return [...document.querySelectorAll('li.done')].map((it) => it.dataset.path)")[0] == "name"
    assert window.run("return document.getElementById('who').value") == "王小明"
    window.open(pages["other.txt"])
    assert window.run(PROGRESS).startswith("已核對0／")
    window.open(pages["form.pdf"])
    window.run("document.getElementById('forget').click()")
    window.open(pages["form.pdf"])
    assert window.run(PROGRESS) == "已核對0／68個欄位"


def test_the_sheet_says_what_was_not_seen(window, pages):
    window.open(pages["form.pdf"])
    boxes = "[...document.querySelectorAll('li.field input')]"
    window.run(f"{boxes}.slice(2).forEach((it) => it.click())")
    state = (
        "return [document.getElementById('state').textContent, document.getElementById('left').innerText.split('\\n')]"
    )
    assert window.run(state) == [
        "68個欄位中，尚有2個未與原件核對：",
        ["職能基準 倉儲管理人員", "職能基準代碼 LOG4321-007v2"],
    ]
    window.run(f"{boxes}.slice(0, 2).forEach((it) => it.click())")
    assert window.run(state) == ["全部68個欄位均已與原件核對。", [""]]


def test_the_sheet_is_what_is_printed(window, pages):
    window.open(pages["form.pdf"])
    window.emulate("print")
    seen = "return [...document.querySelectorAll(arguments[0])].map((it) => it.checkVisibility())"
    assert window.run(seen, "#source, #record, nav, #print") == [False] * 4
    assert window.run(seen, "h1, .account, #characters, #findings, .digest, #who, #when, #state") == [True] * 9


def test_a_finding_leads_to_its_field(window, pages):
    window.open(pages["mended.txt"])
    window.run("document.querySelector('#findings .jump').click()")
    assert window.run(FOCUSED) == "duties/0/tasks/0/blocks/0/indicators/0"
    assert "P 1.1.1" in window.run("return document.querySelector('.stretch.on').textContent")


def test_a_lost_text_leads_to_its_place_on_the_picture(window, pages):
    window.open(pages["scan.pdf"])
    window.run("[...document.querySelectorAll('#characters .unplaced .jump')].at(-1).click()")
    lit = window.run("return [...document.querySelectorAll('.on')].map((it) => it.getAttribute('class'))")
    assert lit == ["box unplaced on"]
    assert window.run("return document.activeElement.id") == "source"


def test_pages_can_be_shown_larger_and_the_boxes_with_them(window, pages):
    window.open(pages["form.pdf"])
    width = "return document.querySelector(arguments[0]).getBoundingClientRect().width"
    before = [window.run(width, one) for one in (".paper img", ".paper svg")]
    window.run("for (const _ of [1, 2]) document.getElementById('larger').click()")
    after = [window.run(width, one) for one in (".paper img", ".paper svg")]
    assert after == [pytest.approx(2 * one, rel=0.03) for one in before]  # the scroll bar takes some
    assert window.run("return document.documentElement.scrollWidth") <= 1280


def test_without_a_script_all_is_there_and_no_dead_control(window, pages):
    window.devtools("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.open(pages["form.pdf"])
        root = window.devtools("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        hidden = window.devtools(
            "DOM.querySelectorAll", {"nodeId": root, "selector": "#tools[hidden], #zoom[hidden], #sign[hidden]"}
        )
        assert len(hidden["nodeIds"]) == 3
        fields = window.devtools("DOM.querySelectorAll", {"nodeId": root, "selector": "li.field .value"})
        assert len(fields["nodeIds"]) == 68
    finally:
        window.devtools("Emulation.setScriptExecutionDisabled", {"value": False})

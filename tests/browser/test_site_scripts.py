"""Search, facets and standards side by side in a real browser, from a folder and from a server."""

from __future__ import annotations

import json
import re
import shutil
import time
from urllib.parse import quote

import pytest
import random_standards
from chromium import AXE, CHROMIUM, DRIVER, Browser, browser
from site_standards import BAKERY, BREAD, BREAD_NOW, CAKE, GUIDE, SHOP, TRAINEE, made, served, standard

from pipeline.record import model
from pipeline.record.model import Reference

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER and AXE.is_file()),
        reason="no chromium, chromedriver or axe-core here: `make browser-tools` gets axe-core with npm",
    ),
]
ENTER, ESCAPE, UP, DOWN, TAB = "\ue007", "\ue00c", "\ue013", "\ue015", "\ue004"
RANDOM = tuple(random_standards.standard(seed, duties=1, tasks=2) for seed in range(8))
MANY = tuple(
    standard(f"RFB{at:04d}-002v1", f"師傅{at}", 3, (f"共通知識{at}", "人人都要的知識"), ("談判能力",))
    for at in range(1, 31)
)
PLACES = ["folder", "server"]
VISIBLE = "return [...document.querySelectorAll(arguments[0])].filter(it => it.checkVisibility()).map(it => it.innerText.trim())"
CODES = "return [...new Set([...document.querySelectorAll(arguments[0])].map(it => it.dataset.code))].sort()"
STATUS = "return document.getElementById('found').innerText"


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Folders by name."""
    folder = tmp_path_factory.mktemp("sites")
    return {
        "zh": made(folder / "zh", BAKERY, "zh_TW"),
        "en": made(folder / "en", BAKERY, "en"),
        "random": made(folder / "random", RANDOM, "zh_TW"),
        "versions": made(folder / "versions", (*BAKERY, BREAD_NOW), "zh_TW"),
        "many": made(folder / "many", MANY, "en"),
    }


@pytest.fixture(scope="module")
def addresses(sites):
    """Addresses by name of the site and place."""
    folder = sites["zh"].parent.parent
    with served(folder) as server:
        yield {
            **{(name, "folder"): path.as_uri() for name, path in sites.items()},
            **{(name, "server"): f"{server}/{path.relative_to(folder)}" for name, path in sites.items()},
        }


def until(window: Browser, condition: str, *arguments: object) -> None:
    """Waits until a JavaScript expression holds in the page, which may be another one by then: it is asked anew."""
    holds = f"((...args) => {condition})(...{json.dumps(arguments)})"
    end = time.monotonic() + 20
    while not window.run(f"try {{ return Boolean({holds}); }} catch {{ return false; }}"):
        assert time.monotonic() < end, f"in vain: {condition} {arguments} {window.run('return location.href')}"
        time.sleep(0.02)


def searched(window: Browser, address: str, query: str, width: int = 1280) -> None:
    """Opens the start page with a search made."""
    window.open(f"{address}/index.html?q={quote(query)}", width)
    said(window, query)


def said(window: Browser, query: str) -> None:
    until(window, "document.getElementById('found').innerText.includes(args[0])", query)


def typed(window: Browser, text: str) -> None:
    window.run("document.querySelector('#q').focus()")
    window.press(*text)


def listed(window: Browser, address: str, query: str = "", width: int = 1280) -> None:
    """Opens the list of standards."""
    window.open(f"{address}/standards.html{query}", width)
    until(window, "!document.getElementById('facets').hidden")


def beside(window: Browser, address: str, *codes: str, width: int = 1280) -> None:
    """Opens standards side by side."""
    window.open(f"{address}/compare.html?codes={','.join(codes)}", width)
    until(window, "!document.getElementById('chooser').hidden")


def says(one: model.Standard) -> str:
    """All that a record says, in one text."""

    def walk(value):
        if isinstance(value, dict):
            for key, item in value.items():
                if key not in ("source", "at", "level_definitions", "schema_version") and not key.endswith(
                    "_as_printed"
                ):
                    yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, str):
            yield value

    return "\n".join(walk(one.model_dump(mode="json")))


def telling_words() -> list[str]:
    """Words of two characters that some of the random standards hold, and some do not."""
    found = {}
    for one in RANDOM:
        for word in re.findall(r"(?=([㐀-鿿]{2}))", says(one)):
            found.setdefault(word, set()).add(one.code)
    return sorted(word for word, codes in found.items() if 1 <= len(codes) < len(RANDOM))[::17][:11]


@pytest.mark.parametrize("place", PLACES)
def test_a_word_of_two_characters_finds_the_standards_that_a_scan_of_the_records_finds(window, addresses, place):
    words = telling_words()
    assert len(words) == 11
    for word in words:
        searched(window, addresses["random", place], word)
        assert window.run(CODES, "#results [data-code]") == sorted(one.code for one in RANDOM if word in says(one))


@pytest.mark.parametrize("place", PLACES)
def test_the_address_opens_the_page_with_the_search_made(window, addresses, place):
    searched(window, addresses["zh", place], "談判")
    assert window.run(CODES, "#results [data-code]") == [SHOP.code, CAKE.code]
    assert set(window.run(VISIBLE, "#results mark")) == {"談判"}
    assert window.run(VISIBLE, "#results h2") == ["職能基準 2", "技能 1", "行為指標 1"]
    assert window.run(STATUS) == "「談判」：職能基準2項，文字2則。"
    assert window.run("return document.getElementById('q').value") == "談判"
    assert window.run("return document.getElementById('start').checkVisibility()") is False


def test_a_hit_leads_to_its_standard_and_a_skill_to_who_uses_it(window, addresses, sites):
    searched(window, addresses["zh", "folder"], "談判技巧")
    targets = window.run(
        "return [...document.querySelectorAll('#results a[href]')].map(it => it.getAttribute('href').split('#')[0]).filter(Boolean)"
    )
    assert {target.split("/")[0] for target in targets} == {"standards", "items"}
    assert [target for target in targets if not (sites["zh"] / target).is_file()] == []


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("蒐集", [BREAD.code, CAKE.code]),
        ("搜集", [BREAD.code, CAKE.code]),
        ("台北", [SHOP.code]),
        ("ｐｏｓ", [SHOP.code]),
        ("kps0003", [SHOP.code]),
        ("批發", [SHOP.code]),
        ("衛生 裝飾", [CAKE.code]),
        ("p1.1.1", sorted(one.code for one in BAKERY)),
        ("<b>", [CAKE.code]),
        ("技巧談判", []),
    ],
)
def test_what_is_found(window, addresses, query, codes):
    searched(window, addresses["zh", "folder"], query)
    assert window.run(CODES, "#results [data-code]") == sorted(codes)


def test_of_versions_that_say_it_as_often_the_newest_comes_first_with_its_state(window, addresses):
    searched(window, addresses["versions", "folder"], "揉麵技巧")
    # A browser gives no text of a line whose content it has not drawn yet (content-visibility).
    until(window, "[...document.querySelectorAll('#results .matches li')].every(it => it.innerText)")
    found = "return [...document.querySelectorAll('#results .matches li')].map(it => it.innerText)"
    assert [one.split()[0] for one in window.run(found)] == ["RFB0001-001v2", "RFB0001-001v1"]
    assert all(one.endswith("最新版本") for one in window.run(found))


def test_markup_in_texts_and_queries_is_shown_as_text(window, addresses):
    searched(window, addresses["zh", "folder"], "<b>蛋糕</b>")
    assert window.run(VISIBLE, "#results mark") == ["<b>蛋糕</b>"]
    assert window.run("return document.querySelectorAll('#results b').length") == 0


def test_results_come_from_the_second_character_on_and_with_enter_from_the_first(window, addresses):
    window.open(f"{addresses['en', 'folder']}/index.html")
    typed(window, "談")
    until(window, "document.getElementById('found').innerText.includes('one more character')")
    assert window.run("return document.getElementById('results').checkVisibility()") is False
    window.press("判")
    said(window, "談判")
    assert window.run(CODES, "#results [data-code]") == [SHOP.code, CAKE.code]
    window.run(
        "const q = document.getElementById('q'); q.value = ''; q.dispatchEvent(new InputEvent('input', {bubbles: true}))"
    )
    until(window, "document.getElementById('results').hidden && document.getElementById('start').checkVisibility()")
    window.press("導", ENTER)
    said(window, "“導”")
    assert window.run(CODES, "#results [data-code]") == [GUIDE.code]


def test_half_a_syllable_of_an_input_method_is_not_looked_for(window, addresses):
    window.open(f"{addresses['en', 'folder']}/index.html")
    window.run(
        "const q = document.getElementById('q'); q.focus(); q.value = 'ㄊㄢ';"
        "q.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}))"
    )
    assert window.run("return location.search") == ""
    window.run(
        "const q = document.getElementById('q'); q.value = '談判'; q.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"
    )
    said(window, "談判")


def test_what_is_not_shown_is_counted_and_shown_when_asked_for(window, addresses):
    searched(window, addresses["many", "folder"], "知識")
    assert window.run(STATUS) == "“知識”: standards 30, texts 31, of which 20 are shown below."
    assert len(window.run(CODES, "#results .matches [data-code]")) == 30
    assert window.run("return document.querySelectorAll('#hits-knowledge .texts > li:not(.more)').length") == 20
    buttons = window.run(VISIBLE, "#hits-knowledge button")
    assert buttons == ["5 of 30 shown: show all", "20 of 31 shown: show all"]
    window.run("[...document.querySelectorAll('#hits-knowledge button')].forEach(it => it.click())")
    assert window.run("return document.querySelectorAll('#hits-knowledge .texts > li').length") == 31
    assert (
        window.run("return document.querySelectorAll('#hits-knowledge .texts > li:first-child .users a').length") == 30
    )
    assert window.run(VISIBLE, "#hits-knowledge button") == []


@pytest.mark.parametrize("place", PLACES)
def test_the_keyboard_alone_leads_from_the_search_to_a_standard_and_back(window, addresses, place):
    window.open(f"{addresses['en', place]}/index.html")
    focus = "return document.activeElement.dataset.code ?? document.activeElement.id"
    window.press("/", *"談判")
    said(window, "談判")
    assert window.run("return document.getElementById('q').value") == "談判"
    window.press(DOWN)
    first = window.run(focus)
    assert first in (CAKE.code, SHOP.code)
    window.press(DOWN)
    second = window.run(focus)
    assert {first, second} == {CAKE.code, SHOP.code}
    window.press(UP, UP)
    assert window.run(focus) == "q"
    window.press(DOWN, DOWN, ESCAPE)
    assert window.run(focus) == "q"
    window.press(ENTER)
    until(window, "document.activeElement.dataset.code === args[0]", first)
    window.press(ENTER)
    until(window, "location.pathname.endsWith(`standards/${args[0]}.html`)", first)
    window.back()
    until(window, "document.querySelectorAll('#results [data-code]').length > 0")
    assert window.run("return new URLSearchParams(location.search).get('q')") == "談判"
    window.press("/", ESCAPE)
    until(window, "document.getElementById('results').hidden && !location.search")


def test_the_back_button_goes_from_search_to_search(window, addresses):
    searched(window, addresses["en", "folder"], "談判")
    typed(window, "能")
    said(window, "談判能")
    window.back()
    said(window, "“談判”")
    assert window.run("return document.getElementById('q').value") == "談判"


def test_the_box_of_any_other_page_leads_to_the_search(window, addresses):
    window.open(f"{addresses['en', 'folder']}/standards/{BREAD.code}.html")
    window.press("/", *"談判", ENTER)
    until(window, "location.pathname.endsWith('index.html')")
    said(window, "談判")
    assert window.run("return document.activeElement.id") == "q"
    window.press(DOWN)
    assert window.run("return document.activeElement.dataset.code") == SHOP.code  # It says so twice, the others once.


FACETS = (
    "return Object.fromEntries([...document.querySelectorAll('#facets input')]"
    ".map(it => [`${it.name}=${it.value}`, Number(it.closest('label').querySelector('.total').textContent)]))"
)


def tick(window: Browser, name: str, value: str) -> None:
    window.run(
        "document.querySelector(`#facets input[name='${arguments[0]}'][value='${arguments[1]}']`).click()", name, value
    )


@pytest.mark.parametrize("place", PLACES)
def test_facets_count_narrow_and_stand_in_the_address(window, addresses, place):
    address = addresses["en", place]
    listed(window, address)
    assert window.run(FACETS) == {
        "category=KPS": 1, "category=RFB": 4, "industry=G": 1, "industry=I": 4,
        "level=2": 1, "level=3": 2, "level=4": 1, "level=none": 1, "state=已有更新版本": 1, "state=最新版本": 3,
    }  # fmt: skip
    assert window.run(CODES, "#standards [data-code]") == sorted(one.code for one in BAKERY)
    tick(window, "level", "3")
    tick(window, "level", "4")
    assert window.run(CODES, "#standards [data-code]") == [BREAD.code, CAKE.code, GUIDE.code]
    assert window.run("return location.search") == "?level=3&level=4"
    assert window.run(FACETS)["level=2"] == 1
    assert window.run(FACETS)["category=KPS"] == 0
    tick(window, "state", "最新版本")
    assert window.run(CODES, "#standards [data-code]") == [BREAD.code, CAKE.code]
    assert window.run(STATUS) == "Standards: 2 of 5"
    window.back()
    until(
        window,
        "location.search === '?level=3&level=4' && document.querySelectorAll('#standards [data-code]').length === 3",
    )
    shared = window.run("return location.href")
    window.open(shared)
    until(window, "document.querySelectorAll('#standards [data-code]').length === 3")
    assert window.run("return [...document.querySelectorAll('#facets input:checked')].map(it => it.value)") == [
        "3",
        "4",
    ]


def test_a_choice_that_nothing_has_is_told_and_a_choice_can_be_sent(window, addresses):
    listed(window, addresses["en", "folder"], "?category=KPS&level=4")
    assert window.run(STATUS) == "Standards: 0 of 5. None has all that is chosen; take something away."
    assert window.run(VISIBLE, ".picked li")[-1].startswith("The address of this page holds what is chosen")


def test_a_category_leads_to_its_standards_in_the_list_to_be_narrowed(window, addresses, sites):
    page = next(path for path in (sites["en"] / "categories").iterdir() if "KPS 專業銷售" in path.read_text("utf-8"))
    window.open(page)
    window.run("document.querySelector('a.narrow').click()")
    until(window, "location.search === '?category=KPS' && document.querySelector('.picked button')")
    assert window.run(CODES, "#standards [data-code]") == [SHOP.code]


def test_what_is_chosen_can_be_taken_back_one_by_one_or_at_once(window, addresses):
    listed(window, addresses["zh", "folder"], "?category=RFB&level=3&level=9&other=1")
    assert window.run(VISIBLE, ".picked button") == ["RFB 餐飲管理 ✕", "級別 3 ✕", "全部清除"]
    window.run("document.querySelector('.picked button').click()")
    assert window.run("return location.search") == "?level=3"
    assert window.run("return document.activeElement.id") == "found"
    window.run("[...document.querySelectorAll('.picked button')].at(-1).click()")
    assert window.run(CODES, "#standards [data-code]") == sorted(one.code for one in BAKERY)
    assert window.run(VISIBLE, ".picked") == []
    assert window.run(STATUS) == "職能基準：5項"


def test_facets_are_chosen_by_the_keyboard(window, addresses):
    listed(window, addresses["en", "folder"])
    window.run("document.querySelector('#facets input[name=level]').focus()")
    window.press(" ")
    assert window.run(CODES, "#standards [data-code]") == [SHOP.code]


@pytest.mark.parametrize("page", ["index", "standards", "compare"])
def test_without_a_script_no_dead_control_is_seen_and_the_list_is_whole(window, addresses, page):
    window.devtools("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.open(f"{addresses['en', 'folder']}/{page}.html")
        root = window.devtools("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        found = {
            selector: len(window.devtools("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"])
            for selector in ("#standards > [data-code]", "#facets[hidden], #chooser[hidden], #results[hidden]")
        }
        assert found == {
            "#standards > [data-code]": 5 if page == "standards" else 0,
            "#facets[hidden], #chooser[hidden], #results[hidden]": 1,
        }
    finally:
        window.devtools("Emulation.setScriptExecutionDisabled", {"value": False})


ROWS = (
    "return [...document.querySelectorAll(arguments[0] + ' + .wide tbody')].map(part => [Number(part.dataset.holders),"
    "[...part.querySelectorAll('tr:not(.kind) th')].map(it => it.innerText)])"
)
GAP = (
    "const part = document.querySelector(`section[data-from='${arguments[0]}'][data-to='${arguments[1]}']`);"
    "return [...part.querySelectorAll('li')].map(it => it.innerText.split('\\n')[0])"
)


@pytest.mark.parametrize("place", PLACES)
def test_side_by_side_shows_what_two_have_in_common_and_apart(window, addresses, place):
    beside(window, addresses["en", place], BREAD.code, CAKE.code)
    assert window.run(VISIBLE, "#comparison .wide:first-child thead a") == [
        "RFB0001-001v1 麵包師",
        "RFB0002-001v1 蛋糕師",
    ]
    assert window.run(ROWS, "#common-knowledge") == [
        [2, ["食品衛生法規", "蒐集資料方法"]],
        [1, ["酵母特性", "打發原理"]],
    ]
    assert window.run(ROWS, "#common-skill") == [
        [2, []],
        [1, ["揉麵技巧", "烤箱操作能力", "烤箱操作的能力", "裝飾技巧", "談判技巧"]],
    ]
    assert window.run(VISIBLE, ".duties") == [
        f"T1 製作產品\nT1.1 備料 level {level}\nT1.2 成形 level {level}" for level in (3, 4)
    ]


def test_the_gap_tells_what_one_lacks_for_the_other(window, addresses):
    beside(window, addresses["en", "folder"], BREAD.code, CAKE.code)
    assert window.run(GAP, BREAD.code, CAKE.code) == [
        "K02 打發原理 T1.1（4）",
        "S01 烤箱操作的能力 T1.2（4）",
        "S02 裝飾技巧 T1.2（4）",
        "S03 談判技巧 T1.2（4）",
    ]
    assert window.run(GAP, CAKE.code, BREAD.code) == [
        "K01 酵母特性 T1.1（3）",
        "S01 揉麵技巧 T1.2（3）",
        "S02 烤箱操作能力 T1.2（3）",
    ]
    assert window.run(VISIBLE, ".gap li .remark:last-child")[1] == "much the same there: 烤箱操作能力"
    assert window.run(VISIBLE, "a[data-from]") == ["Knowledge 1 of 3\nSkills 3 of 3", "Knowledge 1 of 3\nSkills 2 of 2"]
    assert window.run(VISIBLE, ".gap h3")[0] == f"What {BREAD.code} 麵包師 lacks for {CAKE.code} 蛋糕師"


def test_a_skill_that_a_task_names_otherwise_is_counted_alike_at_a_glance_and_in_the_gap(window, tmp_path):
    duty = CAKE.duties[0]
    task = duty.tasks[1]
    names = (*task.blocks[0].skills, Reference(code="S02", as_printed="擠花技巧"))
    block = task.blocks[0].model_copy(update={"skills": names})
    tasks = (duty.tasks[0], task.model_copy(update={"blocks": (block,)}))
    cake = CAKE.model_copy(update={"duties": (duty.model_copy(update={"tasks": tasks}),)})
    beside(window, made(tmp_path, (BREAD, cake), "en").as_uri(), BREAD.code, CAKE.code)
    assert window.run(VISIBLE, "#comparison .wide:first-child tbody tr:last-child") == ["Skills\t2\t4"]
    assert window.run(VISIBLE, f"a[data-to='{CAKE.code}']") == ["Knowledge 1 of 3\nSkills 4 of 4"]


def test_the_title_of_the_page_names_what_stands_side_by_side(window, addresses):
    beside(window, addresses["en", "folder"], BREAD.code, CAKE.code)
    titled = window.run("return document.title")
    assert titled == f"{BREAD.code} 麵包師 – {CAKE.code} 蛋糕師 – Side by side – 烘焙職能"


def test_four_stand_side_by_side_and_a_fifth_is_named_as_left_out(window, addresses):
    beside(window, addresses["en", "folder"], *(one.code for one in BAKERY))
    assert window.run(CODES, "#comparison thead [data-code]") == sorted(one.code for one in BAKERY[:4])
    assert GUIDE.code in window.run(STATUS)
    assert window.run("return document.querySelectorAll('.gap').length") == 12
    assert [count for count, _rows in window.run(ROWS, "#common-knowledge")] == [4, 3, 2, 1]
    assert window.run(ROWS, "#common-knowledge")[1] == [3, ["食品衛生法規"]]
    assert window.run("return document.getElementById('add').disabled") is True


def test_what_is_not_in_the_release_is_named(window, addresses):
    beside(window, addresses["en", "folder"], BREAD.code.lower(), "XYZ<b>", BREAD.code, SHOP.code)
    assert window.run(STATUS) == "Not in this release: XYZ<b>. Standards side by side: 2"
    assert window.run(CODES, "#comparison thead [data-code]") == [SHOP.code, BREAD.code]


def test_standards_are_added_and_removed_by_name_with_the_keyboard(window, addresses):
    window.open(f"{addresses['en', 'folder']}/compare.html")
    until(window, "!document.getElementById('chooser').hidden")
    assert window.run(STATUS) == "Choose two to four standards by code or name."
    window.run("document.getElementById('add').focus()")
    window.press(*"麵包", ENTER)
    assert window.run(STATUS) == "Choose another standard to compare with."
    assert window.run("return document.activeElement.id") == "add"
    window.press(*"烘焙")
    assert window.run(CODES, ".offers [data-code]") == [TRAINEE.code, GUIDE.code]
    window.press(DOWN, DOWN, ENTER)
    assert window.run("return location.search") == f"?codes={BREAD.code},{GUIDE.code}"
    assert window.run(STATUS) == "Standards side by side: 2"
    window.run("document.querySelector('#comparison thead button').click()")
    assert window.run("return location.search") == f"?codes={GUIDE.code}"
    window.back()
    until(window, "document.querySelectorAll('#comparison .wide:first-child thead a').length === 2")


def test_a_link_inside_the_page_leads_to_the_gap_and_changes_nothing(window, addresses):
    beside(window, addresses["en", "folder"], BREAD.code, CAKE.code)
    window.run("window.table = document.querySelector('#comparison table');")
    window.run("document.querySelector('a[data-from]').click()")
    until(window, "location.hash === '#gap-0-1'")
    assert window.run("return window.table.isConnected") is True


def test_print_shows_the_columns_and_no_controls(window, addresses):
    beside(window, addresses["en", "folder"], BREAD.code, CAKE.code)
    window.emulate("print")
    assert window.run(VISIBLE, "#chooser, #comparison button, form[role=search], nav") == []
    assert len(window.run(VISIBLE, ".side-by-side")) == 5
    assert len(window.run(VISIBLE, ".gap")) == 2


SCENES = {
    "start": ("index.html", "document.getElementById('q')"),
    "search": (f"index.html?q={quote('談判')}", "document.querySelector('#results [data-code]')"),
    "nothing": ("index.html?q=zzzz", "document.getElementById('found').innerText"),
    "list": ("standards.html", "!document.getElementById('facets').hidden"),
    "narrowed": ("standards.html?level=3", "document.querySelector('.picked button')"),
    "chooser": ("compare.html", "!document.getElementById('chooser').hidden"),
    "two": (f"compare.html?codes={BREAD.code},{CAKE.code}", "document.querySelector('.gap')"),
    "four": (f"compare.html?codes={','.join(one.code for one in BAKERY[:4])}", "document.querySelector('.gap')"),
}


def scene(window: Browser, address: str, name: str, width: int = 1280) -> None:
    path, ready = SCENES[name]
    window.open(f"{address}/{path}", width)
    until(window, ready)


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(window, addresses, name, scheme, language):
    scene(window, addresses[language, "folder"], name, 360 if language == "zh" else 1280)
    window.emulate(prefers_color_scheme=scheme)
    assert window.faults() == []


KINDS_OF_PAGES = (
    *("groups", "categories", "occupations", "industries", "versions", "near", "findings", "downloads"),
    *("standards/*", "items/*", "categories/*", "industries/*", "versions/*", "findings/*"),
)


@pytest.mark.parametrize("kind", KINDS_OF_PAGES)
def test_every_kind_of_page_is_accessible_narrow_enough_and_quiet(window, addresses, sites, kind):
    page = min(sites["versions"].glob(f"{kind}.html"))
    for width, scheme in ((360, "dark"), (1280, "light")):
        window.errors()
        window.open(page.as_uri(), width)
        assert window.errors() == []
        window.emulate(prefers_color_scheme=scheme)
        assert window.run("return document.documentElement.scrollWidth") <= width
        assert window.faults() == []


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_makes_the_page_scroll_sideways(window, addresses, name, width):
    scene(window, addresses["zh", "folder"], name, width)
    assert window.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("place", PLACES)
def test_the_browser_complains_of_nothing_and_asks_nobody_else(window, addresses, name, place):
    window.errors()
    address = addresses["en", place]
    scene(window, address, name)
    assert [error for error in window.errors() if "favicon.ico" not in error] == []
    asked = window.run(
        "return [...performance.getEntriesByType('resource').map(it => it.name),"
        "...[...document.querySelectorAll('[src], link[href]')].map(it => it.src ?? it.href)]"
    )
    assert f"{address}/assets/page.js" in asked
    assert [one for one in asked if not one.startswith(address)] == []


def test_no_page_holds_code_and_the_index_is_asked_for_once(window, addresses, sites):
    scene(window, addresses["en", "folder"], "two")
    scripts = window.run("return [...document.scripts].map(it => [it.getAttribute('src'), it.textContent.trim()])")
    assert all(source and not text for source, text in scripts)
    assert [source for source, _text in scripts].count("assets/index.js") == 1
    policy = window.run("return document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", [f"index.html?q={quote('談判')}", f"compare.html?codes={BREAD.code},{CAKE.code}"])
def test_an_index_that_cannot_be_read_is_told(window, sites, tmp_path, path):
    shutil.copytree(sites["en"], tmp_path / "site")
    (tmp_path / "site" / "assets" / "index.js").write_text('const packedIndex = "AAAA";', "utf-8")
    window.open(f"{tmp_path.as_uri()}/site/{path}")
    until(window, "document.getElementById('found').innerText.startsWith('The index of this site could not be read')")


def test_a_list_on_several_pages_becomes_whole(window, sites, tmp_path):
    shutil.copytree(sites["en"], tmp_path / "site")
    page = tmp_path / "site" / "standards.html"
    first, rest = page.read_text("utf-8").split(f'<li data-code="{SHOP.code}">', 1)
    pager = '<nav class="pager" aria-label="Pages"><a href="standards-2.html">2</a></nav>'
    page.write_text(first + rest.partition("</li>")[2].replace("</ol>", f"</ol>{pager}", 1), "utf-8")
    listed(window, (tmp_path / "site").as_uri())
    assert window.run(CODES, "#standards [data-code]") == sorted(one.code for one in BAKERY)
    assert window.run(VISIBLE, ".pager") == []


def test_the_key_of_the_search_is_a_letter_where_people_write(window, addresses):
    window.open(f"{addresses['en', 'folder']}/index.html")
    window.press("/", "/", "b", ">")
    said(window, "“/b>”")
    assert window.run(CODES, "#results [data-code]") == [CAKE.code]

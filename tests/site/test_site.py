"""A site of a release: nothing of the records is missing, links lead somewhere, and only what changed is made again."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from random_standards import standard as drawn

from benchmarks.site_records import standards as released
from pipeline.base import i18n
from pipeline.base.errors import ExitCode
from pipeline.cli import progress, session
from pipeline.cli.main import main
from pipeline.record import model
from pipeline.record.model import Block, Competence, Duty, Reference, Source, Standard, Statement, Task, Version
from pipeline.release.manifest import load
from pipeline.release.pools import INLINE
from pipeline.release.products import Product, product
from pipeline.site.page import LARGEST

SPACE = re.compile(r"\s+")


def small(
    code: str, skills: tuple[str, ...], *, name: str = "烘焙師", indicator: str = "依配方備料。", versions: int = 1
) -> Standard:
    """A standard with one task of level 3 that needs all its skills."""
    family = code.partition("v")[0]
    rows = tuple(
        Version(version=f"V{at}", code=f"{family}v{at}", name=name, status=state, note=None, date=f"20{10 + at}-01-02")
        for at, state in ((2, "最新版本"), (1, "歷史版本"))[2 - versions :]
    )
    block = Block(
        level=3,
        outputs=(Statement(code="O1.1.1", text="備料紀錄"),),
        indicators=(Statement(code="P1.1.1", text=indicator),),
        skills=tuple(Reference(code=f"S{at:02}") for at in range(1, len(skills) + 1)),
    )
    return Standard(
        source=Source(name=f"{code}.pdf", format="pdf", sha256="ab" * 32, pages=1, coverage=1.0),
        code=code,
        name=name,
        level=3,
        versions=rows,
        duties=(Duty(code="T1", name="製作", tasks=(Task(code="T1.1", name="備料", blocks=(block,)),)),),
        skills=tuple(Competence(code=f"S{at:02}", name=text) for at, text in enumerate(skills, 1)),
    )


BREAD = small("RFB0001-001v1", ("談判能力", "揉麵技巧"))
CAKE = small("RFB0002-001v1", ("談判之能力", "揉麵技巧", "裝飾技巧"), name="蛋糕師")


@contextmanager
def _in_this_process(_work, documents):
    with progress.shown(documents) as listener:
        yield INLINE, listener


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch, request):
    """A folder of its own; all is made in this process, which is faster, but where a test wants processes."""
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    if "by_processes" not in request.node.name:
        monkeypatch.setattr(session, "at_work", _in_this_process)
        monkeypatch.setattr(session, "at_common_work", lambda *_arguments: nullcontext(INLINE))
    yield tmp_path
    i18n.use("en")


def put(*standards: Standard) -> None:
    for number, one in enumerate(standards):
        Path("in", f"{number:03}.json").write_text(model.to_json(one), "utf-8")


def run(*arguments: str, language: str = "en") -> int:
    return main(["--lang", language, "site", "in", "-o", "site", "-j", "2", *arguments])


def pages() -> dict[str, html.HtmlElement]:
    return {path.relative_to("site").as_posix(): html.parse(path).getroot() for path in Path("site").rglob("*.html")}


def texts(page: html.HtmlElement) -> str:
    return SPACE.sub("", page.text_content())


def bytes_of_site() -> dict[str, bytes]:
    return {
        path.relative_to("site").as_posix(): path.read_bytes()
        for path in Path("site").rglob("*")
        if path.is_file() and ".icap" not in path.parts and path.name != "manifest.json"
    }


def said(one: Standard) -> set[str]:
    """Everything that a record says, as a page would: each line of a text by itself."""
    found: set[str] = set()

    def walk(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for name, entry in value.items():
                walk(entry, name)
        elif isinstance(value, list):
            for entry in value:
                walk(entry, key)
        elif isinstance(value, str) and key not in ("scope", "status"):
            found.update(SPACE.sub("", line) for line in value.split("\n"))

    walk(model.content(one) | {"schema_version": ""})
    return {text for text in found if text}


def test_everything_that_a_record_says_is_on_its_page():
    standards = [drawn(seed) for seed in range(6)]
    put(*standards)
    assert run("--fail-on", "never") == ExitCode.CLEAN
    shown = pages()
    for one in standards:
        page = texts(shown[f"standards/{one.code}.html"])
        assert [text for text in said(one) if text not in page] == []


def test_every_piece_of_knowledge_and_every_skill_has_a_page_that_names_its_standards():
    standards = list(released(8, seed=3))
    put(*standards)
    assert run() == ExitCode.CLEAN
    shown = pages()
    items = {page.find(".//h1").text_content(): page for path, page in shown.items() if path.startswith("items/")}
    for one in standards:
        for entry in (*one.knowledge, *one.skills):
            assert items[entry.name].find(f".//*[@data-code='{one.code}']") is not None
    assert set(items) == {entry.name for one in standards for entry in (*one.knowledge, *one.skills)}
    listed = {one.get("data-code") for one in shown["standards.html"].findall(".//*[@data-code]")}
    assert listed == {one.code for one in standards}


def test_who_uses_a_skill_is_told_with_tasks_and_levels_and_what_is_nearly_the_same():
    put(BREAD, CAKE)
    assert run() == ExitCode.CLEAN
    by_title = {page.find(".//h1").text_content(): texts(page) for path, page in pages().items() if "items/" in path}
    assert sorted(by_title) == sorted(["談判能力", "談判之能力", "揉麵技巧", "裝飾技巧"])
    assert "2standards" in by_title["揉麵技巧"]
    assert "RFB0001-001v1烘焙師level3歷史版本S02T1.1備料level3" in by_title["揉麵技巧"]
    assert "RFB0002-001v1蛋糕師level3歷史版本S02T1.1備料level3" in by_title["揉麵技巧"]
    assert "1standard" in by_title["裝飾技巧"] and "RFB0001" not in by_title["裝飾技巧"]
    assert "Nearlythesame談判之能力" in by_title["談判能力"]
    near = pages()["near.html"]
    assert [one.text_content() for one in near.findall(".//section//li/a")] == ["談判之能力", "談判能力"]
    assert [one.text for one in near.iterfind(".//section//u")] == ["之"]
    assert "Groups:1." in texts(near)
    assert "揉麵" not in texts(near)


def test_links_lead_to_what_is_there_and_nothing_leads_outside():
    odd = [small(f"A#{number}%20&+?v{number}", ("甲乙丙丁", "戊己庚辛"), name="<b>\x01&amp;") for number in (1, 2)]
    put(*released(10, seed=4), CAKE, *odd, small("長" * 70, ()))
    assert run("--to", "json,md,csv", "--fail-on", "never") == ExitCode.CLEAN
    shown = pages()
    anchors = {path: set(page.xpath("//@id")) for path, page in shown.items()}
    for path, page in shown.items():
        for target in page.xpath("//@href | //@src | //@action"):
            url = urlsplit(target)
            assert not url.scheme and not url.netloc, (path, target)
            file = Path("site", path).parent / unquote(url.path) if url.path else Path("site", path)
            assert file.is_file(), (path, target)
            name = file.resolve().relative_to(Path("site").resolve()).as_posix()
            assert not url.fragment or url.fragment in anchors[name], (path, target)


def test_pages_have_the_mark_and_a_policy_that_lets_nothing_in_and_no_style_or_script_inside():
    put(*released(6, seed=5))
    assert run() == ExitCode.CLEAN
    for path, page in pages().items():
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none';") and "unsafe" not in policy, path
        inside = page.xpath("//style | //script[not(@src) and not(@type='application/ld+json')]")
        assert bool(inside) == path.startswith("standards/"), path
        assert not page.xpath("//@style | //@onclick"), path
        assert page.xpath("//meta[@name='generator']"), path
    made = {path: product(path) for path in Path("site").rglob("*") if path.is_file() and ".icap" not in path.parts}
    assert {path.suffix for path in made} == {".html", ".json", ".css", ".js"}
    assert None not in made.values()
    assert {path.parent.name for path, kind in made.items() if kind is Product.RECORD} == {"json"}


def test_a_site_in_the_folder_of_the_documents_is_no_input():
    put(BREAD)
    assert main(["--lang", "en", "site", "in", "-o", "in/site", "--to", "md"]) == ExitCode.CLEAN
    assert main(["--lang", "en", "check", "in", "--strict", "--report", "json=r.json"]) == ExitCode.CLEAN
    assert [one["code"] for one in json.loads(Path("r.json").read_bytes())["documents"]] == [BREAD.code]


def test_a_second_run_writes_nothing_and_a_third_what_changed():
    put(*released(10, seed=6), BREAD, CAKE)
    assert run() == ExitCode.CLEAN
    first = bytes_of_site()
    times = {path: Path("site", path).stat().st_mtime_ns for path in first}
    assert run() == ExitCode.CLEAN
    assert {path: Path("site", path).stat().st_mtime_ns for path in first} == times
    changed = small("RFB0002-001v1", ("談判之能力", "揉麵技巧", "裝飾技巧"), name="蛋糕師", indicator="依訂單備料。")
    Path("in/011.json").write_text(model.to_json(changed), "utf-8")
    assert run() == ExitCode.CLEAN
    second = bytes_of_site()
    assert set(second) == set(first)
    differing = {path for path in first if first[path] != second[path]}
    assert differing == {f"standards/{CAKE.code}.html", f"downloads/json/{CAKE.code}.json", "assets/index.js"}
    assert {path for path in first if Path("site", path).stat().st_mtime_ns != times[path]} == differing


def test_what_is_made_bit_by_bit_by_processes_is_what_is_made_at_once():
    put(*released(6, seed=7))
    assert run() == ExitCode.CLEAN
    put(*released(6, seed=7), BREAD, CAKE)
    assert run("--prune") == ExitCode.CLEAN
    step_by_step = bytes_of_site()
    assert run("--force") == ExitCode.CLEAN
    assert bytes_of_site() == step_by_step


def test_the_old_site_stays_whole_until_the_new_one_is(capsys):
    put(BREAD)
    assert run() == ExitCode.CLEAN
    before = bytes_of_site()
    put(BREAD, CAKE)
    Path("own/site").mkdir(parents=True)
    Path("own/site/near.html").write_text("{{ nothing.of_the_kind }}", "utf-8")
    assert run("--templates", "own") == ExitCode.UNUSABLE
    assert "near.html, line 1" in capsys.readouterr().err
    assert bytes_of_site() == before
    assert run() == ExitCode.CLEAN
    assert f"standards/{CAKE.code}.html" in bytes_of_site()


def test_pages_that_nothing_leads_to_stay_until_they_are_pruned_and_changed_ones_for_good(capsys):
    put(BREAD, CAKE)
    assert run() == ExitCode.CLEAN
    Path("in/001.json").unlink()
    assert run() == ExitCode.CLEAN
    assert "--prune deletes them" in capsys.readouterr().err
    page = Path(f"site/standards/{CAKE.code}.html")
    assert page.is_file()
    assert CAKE.code not in Path("site/standards.html").read_text("utf-8")
    own = Path(f"site/downloads/json/{CAKE.code}.json")
    own.write_text("changed by somebody", "utf-8")
    assert run("--prune") == ExitCode.CLEAN
    assert not page.exists()
    assert own.read_text("utf-8") == "changed by somebody"
    assert set(load(Path("site")).site) == set(bytes_of_site()) - {own.relative_to("site").as_posix()}


def test_a_page_that_somebody_has_changed_is_made_again():
    put(BREAD)
    assert run() == ExitCode.CLEAN
    before = bytes_of_site()
    Path("site/near.html").write_text("changed", "utf-8")
    Path(f"site/standards/{BREAD.code}.html").unlink()
    assert run() == ExitCode.CLEAN
    assert bytes_of_site() == before


def test_what_failed_is_named_in_the_site_and_makes_the_run_fail():
    put(BREAD, small("RFB0009-001v1", ("甲能力",)), small("RFB0009-001v1", ("乙能力",)))
    Path("in/broken.json").write_text('{"schema_version": "1.0", "source": 3}', "utf-8")
    assert run() == ExitCode.FINDINGS
    lost = texts(pages()["findings/lost.html"])
    assert "001.json" in lost and "002.json" in lost and "broken.json" in lost
    assert "RFB0009-001v1.html" not in {path.rpartition("/")[2] for path in pages()}
    assert "Notinthissite:3" in texts(pages()["findings.html"])


def test_the_frame_speaks_the_language_of_the_run_and_says_what_is_chinese():
    put(BREAD)
    assert run() == ExitCode.CLEAN
    start = pages()["index.html"]
    assert start.get("lang") == "en" and "What this release holds" in start.text_content()
    assert pages()["standards.html"].xpath("string(//ol[@id='standards']//*[@lang='zh-Hant-TW'][1])") == "烘焙師"
    assert run(language="zh_TW") == ExitCode.CLEAN
    start = pages()["index.html"]
    assert start.get("lang") == "zh-Hant-TW" and "本次發布的內容" in start.text_content()
    assert "What this" not in start.text_content()
    skill = next(page for path, page in pages().items() if path.startswith("items/"))
    assert "使用此項的基準：1項基準" in texts(skill)


def test_versions_of_a_family_stand_in_a_chain_and_are_compared():
    put(
        small("RFB0001-001v1", ("揉麵技巧",), versions=1),
        small("RFB0001-001v2", ("揉麵技巧", "裝飾技巧"), versions=2),
        CAKE,
    )
    assert run() == ExitCode.CLEAN
    shown = pages()
    chain = shown["versions/RFB0001-001.html"]
    assert [one.get("data-code") for one in chain.findall(".//li[@data-code]")] == ["RFB0001-001v2", "RFB0001-001v1"]
    compared = shown["versions/RFB0001-001v2--RFB0001-001v1.html"]
    assert "裝飾技巧" in texts(compared) and "裝飾技巧" in [one.text for one in compared.iterfind(".//u")]
    counts = compared.xpath("//table[@class='counts']//tr[@class='changed']/th/text()")
    assert "技能（S）" in counts and "工作描述" not in counts
    assert len([path for path in shown if path.startswith("versions/")]) == 2
    assert "RFB0002" not in texts(shown["versions.html"])


def test_downloads_offer_what_was_asked_for():
    put(BREAD, CAKE)
    assert run("--to", "md,xlsx") == ExitCode.CLEAN
    offered = pages()["downloads.html"].xpath("//main//@href[starts-with(., 'downloads/')]")
    assert sorted(offered) == [
        "downloads/md/RFB0001-001v1.md",
        "downloads/md/RFB0002-001v1.md",
        "downloads/xlsx/release.xlsx",
    ]
    assert Path("site/downloads/md/RFB0001-001v1.md").read_text("utf-8").count("揉麵技巧") >= 2
    assert Path("site/downloads/xlsx/release.xlsx").read_bytes().startswith(b"PK")
    assert run("--to", "md", "--prune") == ExitCode.CLEAN
    assert not Path("site/downloads/xlsx/release.xlsx").exists()


def test_handbooks_name_the_publisher_of_the_settings():
    put(BREAD)
    Path("icap.toml").write_text('[imprint]\npublisher = "某某部"\n', encoding="utf-8")
    assert run() == ExitCode.CLEAN
    assert "某某部" in texts(pages()["standards/RFB0001-001v1.html"])


def test_a_template_of_ones_own_goes_before_the_supplied_one():
    put(BREAD)
    Path("own/site").mkdir(parents=True)
    Path("own/site/site.css").write_text("/* ours */", "utf-8")
    Path("own/site/near.html").write_text(
        '{% extends "site/frame.html" %}{% block main %}<h1>ours</h1>{% endblock %}', "utf-8"
    )
    assert run("--templates", "own", "--title", "我們的基準") == ExitCode.CLEAN
    assert "ours" in texts(pages()["near.html"])
    assert texts(pages()["near.html"].find(".//title")) == "Nearduplicates–我們的基準"
    assert Path("site/assets/site.css").read_text("utf-8").endswith("/* ours */")


def test_one_file_of_colours_changes_the_site_and_its_handbooks():
    put(BREAD)
    Path("own").mkdir()
    Path("own/colours.css").write_text(":root { --deep: #0a3d0a; }", "utf-8")
    assert run("--templates", "own") == ExitCode.CLEAN
    assert Path("site/assets/colours.css").read_text("utf-8").endswith("{ --deep: #0a3d0a; }")
    page = Path("site/standards/RFB0001-001v1.html").read_text("utf-8")
    assert 'href="../assets/colours.css"' in page
    assert re.findall(r"--deep: (#\w+)", page) == ["#0a3d0a"]
    assert not re.search(r"--\w+: #", Path("site/assets/site.css").read_text("utf-8"))


def test_a_handbook_that_cannot_be_made_leaves_a_page_that_leads_nowhere_wrong():
    put(BREAD, CAKE)
    Path("own").mkdir()
    template = (
        "<!DOCTYPE html><html><head></head><body><main>{{ 1 // (handbook.skills | length - 3) }}</main></body></html>"
    )
    Path("own/handbook.html.j2").write_text(template, "utf-8")
    assert run("--templates", "own") == ExitCode.FINDINGS
    assert "揉麵技巧" in texts(pages()[f"standards/{CAKE.code}.html"])
    assert run() == ExitCode.CLEAN
    assert "職責與任務" in texts(pages()[f"standards/{CAKE.code}.html"])


def test_a_manifest_that_leads_outside_is_not_used():
    put(BREAD)
    assert run() == ExitCode.CLEAN
    manifest = json.loads(Path("site/manifest.json").read_bytes())
    Path("precious.html").write_text("precious", "utf-8")
    manifest["site"]["../precious.html"] = manifest["site"].pop("near.html")
    Path("site/manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert run("--prune") == ExitCode.CLEAN
    assert Path("precious.html").read_text("utf-8") == "precious"


def test_pages_stay_below_their_limit():
    put(*released(24, seed=8))
    assert run() == ExitCode.CLEAN
    assert max(len(data) for path, data in bytes_of_site().items() if path.endswith(".html")) < LARGEST


@pytest.mark.parametrize("rules", ["ALL", "ALL,near-duplicate"])
def test_check_tells_near_duplicates_of_a_release_where_it_is_asked_to(rules):
    put(BREAD, CAKE, small("RFB0003-001v1", ("談判能力",)))
    assert main(["--lang", "en", "check", "in", "--select", rules, "--report", "json=r.json"]) == ExitCode.CLEAN
    documents = json.loads(Path("r.json").read_bytes())["documents"]
    found = {
        one["code"]: [(each["subject"], each["message"]) for each in one["diagnostics"] if each["rule"] == "RL101"]
        for one in documents
    }
    message = "“談判之能力” is nearly “談判能力”, which other standards have: 2."
    expected = [("S01", message)] if "near" in rules else []
    assert found == {"RFB0001-001v1": [], "RFB0002-001v1": expected, "RFB0003-001v1": []}

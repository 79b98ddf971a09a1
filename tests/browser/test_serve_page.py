"""The page of ``icap serve`` in a real browser: dropped, watched, compared, taken away, by mouse and keyboard."""

from __future__ import annotations

import io
import sys
import time
import zipfile

import pytest
import small_documents as small
from chromium import AXE, CHROMIUM, DRIVER, browser
from serving import served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER and AXE.is_file()),
        reason="no chromium, chromedriver or axe-core here: `make browser-tools` gets axe-core with npm",
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="signals end the server otherwise there"),
]
ENTER, ESCAPE = "\ue007", "\ue00c"
OPEN_ALL = "document.querySelectorAll('details').forEach(it => it.open = true)"


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served"), lang="zh_TW") as running:
        yield running


@pytest.fixture
def inputs(tmp_path):
    """Samples in three formats, a scan, a file that is damaged, and two versions of a standard."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    for path in small.SAMPLES.glob("KPS3322-002v2.*"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "scan.pdf").write_bytes(small.scan())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "old.txt").write_bytes(small.flat_text("ABC1234-001v1"))
    (folder / "new.txt").write_bytes(small.flat_text("ABC1234-001v2", indicator="依據清單核對。"))
    return sorted(folder.iterdir())


@pytest.fixture
def page(window, server):
    server.client.delete("/api/documents")
    window.open(server.url)
    window.errors()
    yield window
    assert window.errors() == []


def until(window, script, *arguments, seconds=60):
    """What ``script`` gives as soon as that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := window.run(script, *arguments):
            return found
        time.sleep(0.1)
    raise AssertionError(f"it does not come about: {script}")


def outcomes(window, count):
    """The names of documents and what is said of them, when so many are done."""
    until(window, f"return document.querySelectorAll('.ok,.partial,.failed,.skipped').length >= {count}")
    return dict(
        window.run(
            "return [...document.querySelectorAll('#rows tr')].map(it => [it.cells[0].firstChild.data, it.cells[1].innerText])"
        )
    )


def downloaded(folder, suffix, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = [path for path in folder.iterdir() if path.name.endswith(suffix)]
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no {suffix} was downloaded, only {list(folder.iterdir())}")


def drop(window, inputs):
    window.choose("#files", *inputs)
    return outcomes(window, len(inputs))


def test_what_is_dropped_gets_its_outcome_and_failures_their_advice(page, inputs):
    found = drop(page, inputs)
    assert {name: word for name, word in found.items() if word != "完成"} == {"scan.pdf": "失敗", "broken.pdf": "失敗"}
    assert set(found) == {path.name for path in inputs}
    reasons = page.run("return [...document.querySelectorAll('small.why')].map(it => it.innerText)")
    assert any("OCR" in reason for reason in reasons)
    assert "7／7" in page.run("return document.getElementById('sum').innerText")
    page.run("document.getElementById('only-trouble').click()")
    shown = page.run(
        "return [...document.querySelectorAll('#rows tr')].filter(it => !it.hidden).map(it => it.cells[0].firstChild.data)"
    )
    assert {"scan.pdf", "broken.pdf"} <= set(shown)
    assert not {"old.txt", "new.txt"} & set(shown)


def test_findings_are_those_of_the_interface_and_every_format_is_downloaded(page, server, inputs, tmp_path):
    pdf = next(path for path in inputs if path.name == "KPS3322-002v2.pdf")
    drop(page, [pdf])
    page.run("document.querySelector('[data-do=details]').focus()")
    page.press(ENTER)
    until(page, "return document.getElementById('found').open")
    (document,) = server.get("/api/documents").json()["documents"]
    told = server.get(f"/api/documents/{document['id']}").json()["findings"]
    shown = page.run("return [...document.querySelectorAll('#findings li')].map(it => it.innerText)")
    assert len(shown) == len(told)
    assert all(one["rule"] in text and one["message"] in text for one, text in zip(told, shown, strict=True))
    target = tmp_path / "downloads"
    target.mkdir()
    page.download_into(target)
    for format in page.run("return [...document.querySelectorAll('[data-format]')].map(it => it.dataset.format)"):
        page.run("document.querySelector(`[data-format=${arguments[0]}]`).click()", format)
        path = downloaded(target, f"KPS3322-002v2.{format}")
        kind = "record" if format == "json" else f"handbook.{format}"
        assert path.read_bytes() == server.get(f"/api/documents/{document['id']}/{kind}").content
    assert {path.suffix for path in target.iterdir()} == {".html", ".docx", ".odt", ".pdf", ".epub", ".md", ".json"}
    assert "KPS3322-002v2" in until(page, "return document.getElementById('downloading').innerText")
    page.press(ESCAPE)
    until(page, "return !document.getElementById('found').open")
    assert page.run("return document.activeElement.dataset.do") == "details"


def test_what_goes_wrong_with_a_download_is_told_where_it_was_asked_for(page, server, inputs):
    drop(page, [path for path in inputs if path.name == "new.txt"])
    page.run("document.querySelector('[data-do=details]').click()")
    until(page, "return document.getElementById('found').open")
    server.client.delete("/api/documents")
    page.run("document.querySelector('[data-format=html]').click()")
    assert until(page, "return document.getElementById('trouble-found').innerText") == "沒有這份文件，可能已被移除。"
    assert page.run("return document.getElementById('downloading').innerText") == ""
    page.press(ESCAPE)
    assert [message for message in page.errors() if "404" not in message] == []


def test_the_proof_shows_the_pages_beside_the_record(page, server, inputs):
    drop(page, [path for path in inputs if path.name == "KPS3322-002v2.pdf"])
    address = page.run("return document.querySelector('[data-do=proof]').href")
    page.open(address)
    assert page.run("return document.images.length") > 0
    until(page, "return [...document.images].slice(0, 1).every(it => it.complete && it.naturalWidth > 0)")
    assert "批發業務人員" in page.run("return document.body.innerText")


def test_two_versions_are_compared_and_the_likely_ones_are_offered(page, server, inputs, tmp_path):
    drop(page, inputs)
    page.run(OPEN_ALL)
    chosen = until(
        page,
        "return [...document.querySelectorAll('#versions select')].map(it => it.selectedOptions[0]?.innerText ?? '')",
    )
    assert [text.split("(")[1] for text in chosen] == ["old.txt)", "new.txt)"]
    target = tmp_path / "downloads"
    target.mkdir()
    page.download_into(target)
    page.run("document.querySelector('[data-sheet=html]').click()")
    sheet = downloaded(target, "ABC1234-001v2-compare.html").read_text(encoding="utf-8")
    assert "修正對照表" in sheet
    assert "依據清單核對。" in sheet


def test_all_is_taken_away_as_one_archive(page, inputs, tmp_path):
    drop(page, [path for path in inputs if path.name in ("old.txt", "new.txt", "broken.pdf")])
    page.run(OPEN_ALL)
    target = tmp_path / "downloads"
    target.mkdir()
    page.download_into(target)
    page.run(
        "document.querySelector('[data-choices=exports] input[value=xlsx]').click();"
        "document.querySelector('[data-choices=templates] input[value=form]').click();"
        "document.querySelector('[name=book]').value = '彙編'"
    )
    page.run("document.querySelector('#wishes button[type=submit]').click()")
    archive = zipfile.ZipFile(io.BytesIO(downloaded(target, "takeaway.zip").read_bytes()))
    assert {"release.xlsx", "彙編.html", "ABC1234-001v1.docx", "ABC1234-001v2-form.docx", "report.html"} <= set(
        archive.namelist()
    )
    assert "broken.pdf" in until(page, "return document.getElementById('not-made').innerText")


def test_a_running_batch_is_called_off(page, server, tmp_path):
    many = []
    for number in range(1, 121):
        path = tmp_path / f"{number:03}.txt"
        path.write_bytes(small.flat_text(f"ABC1234-{number:03}"))
        many.append(path)
    page.choose("#files", *many)
    until(
        page,
        "return document.querySelectorAll('#rows tr').length > 20 && !document.getElementById('cancel-all').hidden",
    )
    page.run("document.getElementById('cancel-all').click()")
    until(page, "return document.querySelectorAll('.cancelled').length > 0")
    server.client.post("/api/cancel")
    until(page, "return document.getElementById('cancel-all').hidden")
    states = {one["state"] for one in server.get("/api/documents").json()["documents"]}
    assert states <= {"done", "cancelled"}
    (path,) = many[:1]
    server.client.delete("/api/documents")
    until(page, "return document.querySelectorAll('#rows tr').length === 0")
    assert drop(page, [path]) == {"001.txt": "完成"}


def test_files_and_folders_are_dropped_with_the_mouse(page, server):
    """A drop as the browser tells of it, with one file and none of what only a real mouse gives."""
    page.run(
        "const files = new DataTransfer();"
        "files.items.add(new File([arguments[0]], 'dropped.txt', {type: 'text/plain'}));"
        "document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: files, bubbles: true, cancelable: true}))",
        small.flat_text().decode(),
    )
    assert outcomes(page, 1) == {"dropped.txt": "完成"}


def test_a_name_that_looks_like_html_is_text(page, tmp_path):
    path = tmp_path / "<img src=x onerror=document.title='hit'>.txt"
    path.write_bytes(small.flat_text(name="<b id=hit>物料</b>"))
    assert list(drop(page, [path])) == [path.name]
    page.run("document.querySelector('[data-do=details]').click()")
    until(page, "return document.getElementById('found').open")
    assert page.run("return document.title !== 'hit' && !document.getElementById('hit')")


def test_settings_are_shown_applied_and_saved_only_when_asked(page, server):
    page.run(OPEN_ALL)
    until(page, "return document.querySelector('#changes [name=formats]').value === 'html,docx,md,json'")
    page.run(
        "document.querySelector('#changes [name=formats]').value = 'md,xyz'; document.querySelector('#changes button').click()"
    )
    assert "xyz" in until(page, "return document.getElementById('trouble').innerText")
    assert [message for message in page.errors() if "422" not in message] == []
    page.run(
        "document.querySelector('#changes [name=formats]').value = 'md'; document.querySelector('#changes button').click()"
    )
    until(page, "return document.getElementById('set').innerText")
    assert not (server.folder / "icap.toml").exists()
    page.run("document.getElementById('save').click()")
    until(page, "return document.getElementById('set').innerText.includes('icap.toml')")
    assert 'formats = "md"' in (server.folder / "icap.toml").read_text(encoding="utf-8")
    server.client.put("/api/settings", json={"formats": ""})


def test_the_language_is_changed_on_the_page(page, server):
    page.run("document.querySelector('[data-language=en]').click()")
    until(page, "return document.documentElement.lang === 'en'")
    assert "Competency standards" in page.run("return document.title")
    server.client.put("/api/settings", json={"language": "zh_TW"})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_the_page_fits(page, inputs, scheme, width):
    page.open(page.run("return location.href"), width)
    page.emulate(prefers_color_scheme=scheme)
    assert page.faults() == []
    drop(page, [path for path in inputs if path.suffix != ".docx"])
    page.run(OPEN_ALL)
    assert page.faults() == []
    found = page.run("return axe.run(document, {runOnly: ['wcag22aa']})")  # left out unless somebody asks
    assert [node["html"] for one in found["violations"] for node in one["nodes"]] == []
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    page.run("document.querySelector('[data-do=details]').click()")
    until(page, "return document.getElementById('found').open")
    assert page.faults() == []

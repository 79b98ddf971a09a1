"""The page of a proof as a file: whole in itself, harmless, and what comes of odd inputs."""

from __future__ import annotations

import base64
import hashlib
import io
import re

import proving
import pypdfium2
import pytest
import small_documents as small
from lxml import html
from PIL import Image

from pipeline.base import i18n
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.cli.main import main
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import EVERYTHING
from pipeline.readers import pictures
from pipeline.release import proofs
from pipeline.release.jobs import terms
from pipeline.release.load import fetch
from pipeline.release.products import Product, product

SCALE = 2.0


@pytest.fixture(autouse=True)
def english():
    i18n.use("en")
    yield
    i18n.use("en")


def made(folder, suffix="pdf", data=None, **changes):
    path = folder / f"document.{suffix}"
    path.write_bytes(proving.printed(suffix) if data is None else data)
    return proofs.self_contained(path, DEFAULT_LIMITS, **changes)


def test_the_pictures_of_the_pages_are_in_the_file(tmp_path):
    proved = made(tmp_path)
    page = html.fromstring(proved.html)
    (picture,) = page.findall(".//img")
    kind, _comma, data = picture.get("src").partition(",")
    assert kind == "data:image/png;base64"
    drawn = Image.open(io.BytesIO(base64.b64decode(data)))
    ((width, height),) = pictures.sizes((tmp_path / "document.pdf").read_bytes(), DEFAULT_LIMITS)
    assert drawn.size == (pytest.approx(width * SCALE, abs=1), pytest.approx(height * SCALE, abs=1))
    (overlay,) = [one for one in page.iter("svg") if one.get("viewbox")]
    assert overlay.get("viewbox") == f"0 0 {width} {height}"


def test_a_box_of_the_picture_holds_ink_and_the_margin_has_none(tmp_path):
    """The picture and the boxes have one measure: what a box marks is drawn there."""
    page = html.fromstring(made(tmp_path).html)
    data = page.find(".//img").get("src").partition(",")[2]
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("L")
    rects = page.findall(".//rect")
    assert len(rects) > 40
    for rect in rects:
        left, top, width, height = (float(rect.get(name)) * SCALE for name in ("x", "y", "width", "height"))
        assert picture.crop((int(left), int(top), int(left + width), int(top + height))).getextrema()[0] < 100
    assert picture.crop((0, 0, picture.width, 10)).getextrema()[0] > 200


def turned(data: bytes) -> bytes:
    """The same page lying on its side, as a scanner's operator leaves it."""
    with pypdfium2.PdfDocument(data) as document:
        document[0].set_rotation(90)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def cropped(data: bytes) -> bytes:
    """The same page of which a wide margin is cut off at the left and at the foot."""
    with pypdfium2.PdfDocument(data) as document:
        width, height = document[0].get_size()
        document[0].set_cropbox(20, 15, width, height)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


@pytest.mark.parametrize("changed", [turned, cropped])
def test_boxes_lie_on_ink_however_the_page_is_shown(tmp_path, changed):
    page = html.fromstring(made(tmp_path, "pdf", changed(proving.printed("pdf"))).html)
    data = page.find(".//img").get("src").partition(",")[2]
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("L")
    rects = [one for one in page.findall(".//rect") if one.get("data-field")]
    assert len(rects) > 40
    boxed = picture.copy()
    for rect in rects:
        left, top, width, height = (float(rect.get(name)) * SCALE for name in ("x", "y", "width", "height"))
        area = (int(left) - 1, int(top) - 1, int(left + width) + 1, int(top + height) + 1)
        assert picture.crop(area).getextrema()[0] < 100
        boxed.paste(255, area)
    # What the boxes leave is the form's own: labels and lines, less than half of the ink.
    dark = [sum(one.histogram()[:100]) for one in (picture, boxed)]
    assert dark[1] < dark[0] * 0.65


def test_nothing_is_asked_for_and_only_its_own_script_runs(tmp_path):
    proved = made(tmp_path)
    text = proved.html.decode()
    page = html.fromstring(proved.html)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (script,) = page.xpath("//script/text()")
    (style,) = page.xpath("//style/text()")
    for kind, code in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert not re.findall(r"https?://", text)
    assert not page.xpath("//@style | //link | //iframe | //@onclick | //form/@action")


def test_pictures_at_an_address_are_allowed_from_the_page_s_own_server(tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(proving.printed("pdf"))
    proved = proofs.prove(fetch(path), terms(DEFAULT_LIMITS, EVERYTHING), EVERYTHING, "/api/7/pages/{page}.png")
    page = html.fromstring(proved.html)
    assert page.xpath("//img/@src") == ["/api/7/pages/1.png"]
    assert "img-src 'self';" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_a_document_cannot_write_into_the_page(tmp_path):
    name = "</script><script>alert(1)</script>\"'<img src=x>"
    proved = made(tmp_path, "docx", small.word(name=name, indicator="<b onclick='x'>&amp;</b>"))
    page = html.fromstring(proved.html)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //b[@onclick]")
    assert "<b onclick='x'>&amp;</b>" in "".join(page.xpath("//li[contains(@data-path,'indicators')]//text()"))


def test_a_proof_is_known_as_a_product(tmp_path):
    path = tmp_path / "proof.html"
    path.write_bytes(made(tmp_path).html)
    assert product(path) is Product.OTHER


def test_the_same_document_gives_the_same_bytes(tmp_path):
    assert made(tmp_path).html == made(tmp_path).html


def test_of_many_pages_some_are_shown_as_text_and_that_is_said(tmp_path, monkeypatch):
    data = proving.printed("pdf", proving.Quirks(paper="low"))
    count = len(pictures.sizes(data, DEFAULT_LIMITS))
    assert count > 2
    monkeypatch.setattr(proofs, "MOST_PICTURES", 2)
    page = html.fromstring(made(tmp_path, "pdf", data).html)
    assert len(page.findall(".//img")) == 2
    said = f"Of {count} pages the first 2 are shown as pictures, the others as text."
    assert said in [one.text for one in page.find_class("notice")]
    assert len(page.find_class("text")) == count - 2
    ids = set(page.xpath("//@id"))
    marked = {one for value in page.xpath("//li/@data-marked") for one in value.split()}
    assert marked <= ids


def test_the_page_of_a_picture_says_what_is_missing(tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(proving.printed("pdf"))
    missing = proofs.picture(fetch(path), 9, "en")
    assert isinstance(missing, Diagnostic)
    assert missing.message == "There is no page 9."
    path.write_bytes(b"%PDF-1.4 nothing")
    broken = proofs.picture(fetch(path), 1, "en")
    assert isinstance(broken, Diagnostic)
    assert broken.message == "Page 1 cannot be drawn."


def test_an_enormous_page_is_drawn_within_bounds():
    page = small.pdf().replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    drawn = Image.open(io.BytesIO(pictures.png(page, 1)))
    assert drawn.width * drawn.height <= 6_100_000


def test_a_turned_page_is_drawn_and_measured_as_it_is_shown():
    page = small.pdf().replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    assert pictures.sizes(page, DEFAULT_LIMITS) == ((842, 595),)
    assert Image.open(io.BytesIO(pictures.png(page, 1))).size == (1684, 1190)


def command(folder, *arguments):
    return main(["proof", *map(str, arguments), "--lang", "en"])


def test_the_command_writes_one_file_and_says_so(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes(small.flat_text())
    target = tmp_path / "new" / "a.html"
    assert command(tmp_path, path, "-o", target) == 0
    assert f"written: {target}" in capsys.readouterr().err
    assert html.fromstring(target.read_bytes()).get("lang") == "en"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt", "new"]


def test_the_page_speaks_the_language_of_the_run(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(small.flat_text())
    target = tmp_path / "a.html"
    assert main(["proof", str(path), "-o", str(target), "--lang", "zh_TW"]) == 0
    page = html.fromstring(target.read_bytes())
    assert page.get("lang") == "zh-Hant-TW"
    assert "字都有去處，沒有漏字。" in page.find_class("account")[0].text_content()


def test_an_input_is_never_written_over(tmp_path, capsys):
    path = tmp_path / "a.html"
    path.write_bytes(small.flat_text())
    assert command(tmp_path, path, "-o", path) == 2
    assert path.read_bytes() == small.flat_text()
    assert "choose another file" in capsys.readouterr().err


def test_a_document_read_in_part_has_its_proof_and_the_run_fails(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(proving.scanned(proving.printed("pdf"), lines=False))
    assert command(tmp_path, path, "-o", tmp_path / "scan.html") == 1
    page = html.fromstring((tmp_path / "scan.html").read_bytes())
    assert page.find_class("outcome")[0].text == "partial"


@pytest.mark.parametrize("data", [b"", small.letter(), small.scan(), small.locked_pdf()])
def test_what_is_no_standard_leaves_no_file(tmp_path, data, capsys):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert command(tmp_path, path, "-o", tmp_path / "a.html") == 1
    assert not (tmp_path / "a.html").exists()
    assert "a.pdf" in capsys.readouterr().err


def test_a_record_has_no_source_to_be_shown(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes(small.flat_text())
    assert main(["parse", str(path), "-o", str(tmp_path / "records")]) == 0
    (record,) = (tmp_path / "records").glob("*.json")
    assert command(tmp_path, record, "-o", tmp_path / "a.html") == 2
    assert "is a record" in capsys.readouterr().err


def test_two_documents_are_refused(tmp_path, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(small.flat_text())
    assert command(tmp_path, tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "a.html") == 2
    assert "2 inputs" in capsys.readouterr().err


def test_waived_findings_are_told_with_their_reason(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(small.flat_text().replace(b"P1.1.1", b"P 1.1.1"))
    waivers = tmp_path / "waivers.toml"
    waivers.write_text(
        '[[waiver]]\ndocument = "ABC1234-001"\nrule = "AS106"\nsubject = "P1.1.1"\nreason = "printed so"\nby = "A. B."\n',
        encoding="utf-8",
    )
    assert command(tmp_path, path, "-o", tmp_path / "a.html", "--waivers", waivers) == 0
    (waived,) = html.fromstring((tmp_path / "a.html").read_bytes()).find_class("waived")
    assert "printed so (A. B.)" in waived.text_content()


def test_a_failure_counts_as_one(tmp_path):
    proved = made(tmp_path, "pdf", small.scan())
    assert proved.html is None
    assert [one.outcome for one in proved.documents] == [Outcome.FAILED]

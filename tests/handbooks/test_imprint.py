"""A publisher's imprint: told by settings, shown by handbooks and volumes without a change of templates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pdfplumber
import pypdfium2
import pytest
from handbook_standards import PLAIN, read_epub, read_html, read_odt, read_word, text_of_html, text_of_odt, text_of_word
from test_book import png

from pipeline import api, handbooks
from pipeline.base.errors import SettingsError
from pipeline.base.imprint import NONE
from pipeline.findings import settings
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.release import build as release
from pipeline.release import formats
from pipeline.release.build import BuildOrder

READERS: dict[str, Callable[[bytes], str]] = {
    "html": lambda data: text_of_html(read_html(data)),
    "epub": lambda data: text_of_html(read_epub(data)),
    "docx": lambda data: text_of_word(read_word(data)),
    "odt": lambda data: text_of_odt(read_odt(data)),
    "pdf": lambda data: "\n".join(page.extract_text() for page in pdfplumber.open(io.BytesIO(data)).pages),
}
TABLE = """[imprint]
publisher = "某部 <&>"
isbn = "978-986-000-000-0"
colour = "#5A1D2E"
logo = "logo.png"
preface = "preface.txt"
"""


@pytest.fixture
def imprint(tmp_path):
    (tmp_path / "icap.toml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "preface.txt").write_text("第一段\n接續。\n\n第二段。\n", encoding="utf-8")
    return settings.load(tmp_path).read_imprint()


def bind(name, imprint):
    binder = {one.NAME: one for one in handbooks.binders()}[name]
    return binder.bind(book("甲", [View(PLAIN)], imprint=imprint), "handbook", RenderOptions())


def alone(name, imprint):
    return formats.find(name).make(View(PLAIN, imprint=imprint), "handbook", RenderOptions())


@pytest.mark.parametrize("name", [*READERS, "md"])
def test_a_handbook_names_the_publisher_its_number_and_has_the_preface(name, imprint):
    data = alone(name, imprint)
    shown = READERS[name](data) if name in READERS else data.decode().replace("\\", "")
    for text in ("某部 <&>", "978-986-000-000-0", "第一段 接續。", "第二段。"):
        assert text in shown.replace("&lt;&amp;&gt;", "<&>")
    assert "GPN" not in shown


def test_without_an_imprint_nothing_of_it_is_shown():
    page = alone("html", NONE).decode()
    assert "出版機關" not in page
    assert 'id="preface"' not in page


def test_a_page_has_the_colour_and_the_logo_and_so_has_the_pdf(imprint):
    page = alone("html", imprint)
    assert b"--deep: #5a1d2e;" in page
    assert [one.get("alt") for one in read_html(page).xpath("//header//img")] == ["某部 <&>"]
    cover = pypdfium2.PdfDocument(alone("pdf", imprint))[0]
    assert len([one for one in cover.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]) == 1


def test_another_imprint_makes_what_is_built_out_of_date(imprint, tmp_path):
    record = tmp_path / "record.json"
    record.write_bytes(api.render(PLAIN, "json"))

    def build(imprint):
        order = BuildOrder(tmp_path / "out", ("md",), checked=False, incremental=True, imprint=imprint)
        (result,) = release.build((record,), order)
        return len(result.written)

    assert [build(NONE), build(NONE), build(imprint), build(imprint)] == [1, 0, 1, 0]


@pytest.mark.parametrize("name", READERS)
def test_the_volume_names_the_publisher_its_number_and_has_the_preface(name, imprint):
    shown = READERS[name](bind(name, imprint))
    for text in ("某部 <&>", "978-986-000-000-0", "第一段 接續。", "第二段。"):
        assert text in shown
    assert "GPN" not in shown


def test_pages_have_the_colour_and_the_logo(imprint):
    page = bind("html", imprint).decode()
    assert "--deep: #5a1d2e;" in page
    (logo,) = read_html(page.encode()).xpath("//img")
    assert logo.get("src").startswith("data:image/png;base64,iVBORw0KGgo")
    assert logo.get("alt") == "某部 <&>"


def test_the_package_of_the_e_book_names_the_publisher(imprint):
    with zipfile.ZipFile(io.BytesIO(bind("epub", imprint))) as package:
        assert "<dc:publisher>某部 &lt;&amp;&gt;</dc:publisher>" in package.read("EPUB/package.opf").decode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('colour = "#ffcc00"', "must be dark"),
        ('colour = "red"', "must be dark"),
        ('logo = "none.png"', "cannot be read"),
        ('logo = "icap.toml"', "no picture in PNG or JPEG"),
        ('printer = "甲"', "imprint must be a table"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(line, reason, tmp_path):
    (tmp_path / "icap.toml").write_text(f"[imprint]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=reason):
        settings.load(tmp_path).read_imprint()

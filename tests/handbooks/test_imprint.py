"""A publisher's imprint: told by settings, shown by handbooks and volumes without a change of templates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pdfplumber
import pypdfium2
import pytest
from handbook_standards import PLAIN, read_epub, read_html, read_odt, read_word, text_of_html, text_of_odt, text_of_word
from test_book import png

from pipeline import api, handbooks
from pipeline.base.errors import SettingsError
from pipeline.base.imprint import NONE, Imprint
from pipeline.base.odf import name
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


def bind(format, imprint):
    binder = {one.NAME: one for one in handbooks.binders()}[format]
    return binder.bind(book("甲", [View(PLAIN)], imprint=imprint), "handbook", RenderOptions())


def alone(format, imprint):
    return formats.find(format).make(View(PLAIN, imprint=imprint), "handbook", RenderOptions())


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


def test_a_word_handbook_and_volume_have_the_colour_and_the_logo_with_its_text(imprint):
    for data in (alone("docx", imprint), bind("docx", imprint)):
        document = docx.Document(io.BytesIO(data))
        (shape,) = document.inline_shapes
        assert (shape.width.mm, shape.height.mm) == (16, 16)
        assert shape._inline.docPr.get("descr") == "某部 <&>"
        relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        assert document.part.related_parts[relation].blob == png()
        assert str(document.styles["Title"].font.color.rgb) == "5A1D2E"
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert b"123A63" not in package.read("word/document.xml") + package.read("word/styles.xml")


def test_an_odt_handbook_and_volume_have_the_colour_and_the_logo_with_its_text(imprint):
    for data in (alone("odt", imprint), bind("odt", imprint)):
        content = read_odt(data)
        (frame,) = content.iter(name("draw:frame"))
        assert (frame.get(name("svg:width")), frame.get(name("svg:height"))) == ("16.00mm", "16.00mm")
        assert frame.findtext(name("svg:title")) == "某部 <&>"
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.read(frame.find(name("draw:image")).get(name("xlink:href"))) == png()
            assert "Pictures/imprint.png" in package.read("META-INF/manifest.xml").decode()
            looks = package.read("content.xml") + package.read("styles.xml")
        assert b"#123a63" not in looks
        assert b"#5a1d2e" in looks


def test_what_a_standard_says_keeps_the_letters_of_the_colour_that_is_replaced(imprint):
    standard = PLAIN.model_copy(update={"name": 'w:fill="123A63" #123a63'})
    for format in ("docx", "odt"):
        data = api.render(standard, format, imprint=imprint)
        assert 'w:fill="123A63" #123a63' in READERS[format](data)


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
    "fields",
    [
        {"colour": "#ffcc00"},
        {"colour": "red;}"},
        {"logo": b"GIF89a"},
        {"logo": png()[:40]},
        {"preface": ("好", "甲\x00")},
    ],
)
def test_no_imprint_is_made_of_what_cannot_be_shown(fields):
    with pytest.raises(SettingsError):
        Imprint(**fields)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('colour = "#ffcc00"', "must be dark"),
        ('colour = "red"', "must be dark"),
        ('logo = "none.png"', "cannot be read"),
        ('logo = "icap.toml"', "no whole picture in PNG or JPEG"),
        ('printer = "甲"', "imprint must be a table"),
        ('publisher = "某部\\u000b乙"', r"publisher holds a control character \(U\+000B\) after “某部”"),
        ('isbn = "978\\uFFFF"', r"isbn holds a control character \(U\+FFFF\)"),
        ('gpn = "\\u001b[1m"', r"gpn holds a control character \(U\+001B\)"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(line, reason, tmp_path):
    (tmp_path / "icap.toml").write_text(f"[imprint]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=reason):
        settings.load(tmp_path).read_imprint()


@pytest.mark.parametrize("length", [33, 40, -12])
def test_a_logo_that_is_cut_off_is_refused_with_its_path(length, tmp_path):
    (tmp_path / "icap.toml").write_text('[imprint]\nlogo = "logo.png"\n', encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png()[:length])
    with pytest.raises(SettingsError, match=r"logo\.png is no whole picture"):
        settings.load(tmp_path).read_imprint()


def test_a_publisher_of_two_lines_stays(tmp_path):
    (tmp_path / "icap.toml").write_text('[imprint]\npublisher = "某部\\n某署"\n', encoding="utf-8")
    assert settings.load(tmp_path).read_imprint().publisher == "某部\n某署"

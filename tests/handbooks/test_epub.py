"""E-books: sound by the rules of EPUB 3.3 that can be told without its checker, whole, and the same each time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter

import pytest
from handbook_standards import ALL, NASTY, PLAIN, WHOLE, read_epub, text_of_html
from lxml import etree
from printing import bound, printed

from pipeline.base.errors import TemplateError
from pipeline.release.products import Product, product_in

XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
BOOKS = {
    **{name: printed("epub", standard, findings=()) for name, standard in ALL.items()},
    "volume": bound("epub", "彙編 <&>", (PLAIN, WHOLE, NASTY)),
    "volume of forms": bound("epub", "彙編", (PLAIN, WHOLE), "form"),
}


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(data):
    return etree.fromstring(members(data)["EPUB/package.opf"])


@pytest.fixture(params=BOOKS.values(), ids=BOOKS)
def book(request):
    return request.param


def test_the_archive_begins_with_its_kind_uncompressed(book):
    assert book[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_names_every_file_once_and_no_other(book):
    listed = Counter(posixpath.join("EPUB", item.get("href")) for item in package(book).iter("{*}item"))
    assert set(listed.values()) == {1}
    assert set(listed) == set(members(book)) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}


def test_documents_are_read_in_order_with_the_contents_behind_the_cover(book):
    root = package(book)
    files = {item.get("id"): item.get("href") for item in root.iter("{*}item")}
    order = [files[one.get("idref")] for one in root.iter("{*}itemref")]
    assert order[1] == "nav.xhtml"
    assert order[:1] + order[2:] == sorted(name for name in files.values() if name.startswith("part"))
    contents = etree.fromstring(members(book)["EPUB/nav.xhtml"])
    assert [way.get("href") for way in contents.xpath("//*[local-name()='nav']/*/*/*[local-name()='a']")] == [
        *order[:1],
        *order[2:],
    ]


def test_every_link_leads_to_one_place_of_its_document(book):
    files = members(book)
    documents = {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}
    places = {name: Counter(root.xpath("//@id")) for name, root in documents.items()}
    assert all(times == 1 for found in places.values() for times in found.values())
    ways = [(name, way) for name, root in documents.items() for way in root.xpath("//*[local-name()='a']/@href")]
    assert len(ways) > 10
    for name, way in ways:
        file, _, anchor = way.partition("#")
        target = posixpath.join("EPUB", file) if file else name
        assert not anchor or places[target][anchor] == 1, (name, way)
        assert target in documents


def test_nothing_is_run_and_nothing_fetched(book):
    for name, data in members(book).items():
        if name.endswith(".xhtml"):
            root = etree.fromstring(data)
            assert {etree.QName(one).localname for one in root.iter()}.isdisjoint({"script", "iframe", "object"})
            assert not [one for one in root.xpath("//@src | //@href") if ":" in one]
            assert root.get("lang") == "zh-TW"


def documents(data):
    return [etree.fromstring(content) for name, content in members(data).items() if name.endswith(".xhtml")]


@pytest.mark.parametrize("name", ALL)
def test_a_row_of_the_matrix_names_its_tasks_for_pages_too_narrow_for_columns(name):
    (table,) = [one for root in documents(BOOKS[name]) for one in root.iterfind(f".//{XHTML}table[@class='matrix']")]
    tasks = ["".join(one.itertext()) for one in table.iterfind(f".//{XHTML}th[@class='task']")]
    rows = [row.findall(f"{XHTML}td")[:-1] for row in table.iter(f"{XHTML}tr")]
    used = [(tasks[at], cell.get("data-label")) for row in rows for at, cell in enumerate(row) if len(cell)]
    assert used
    assert all(label and task.startswith(label) for task, label in used)


def test_there_are_no_controls_since_they_would_do_nothing(book):
    kinds = {etree.QName(one).localname for root in documents(book) for one in root.iter(tag=etree.Element)}
    assert not kinds & {"input", "label", "button", "select"}


def test_the_package_says_what_the_record_says():
    row = WHOLE.versions[0].model_copy(update={"code": WHOLE.code, "date": "2024-02-29", "date_as_printed": None})
    root = package(printed("epub", WHOLE.model_copy(update={"versions": (row,)})))
    assert root.findtext(f".//{DC}title") == WHOLE.name
    assert root.findtext(f".//{DC}date") == "2024-02-29"
    changed = root.xpath("//*[@property='dcterms:modified']")
    assert [one.text for one in changed] == ["2024-02-29T00:00:00Z"]
    assert root.findtext(f".//{DC}identifier").startswith("urn:uuid:")


def test_a_standard_without_a_date_is_dated_before_all_others_not_today():
    assert package(BOOKS["plain"]).findtext(f".//{DC}date") == "0001-01-01"


def test_the_same_standards_give_the_same_bytes_and_others_another_name():
    assert printed("epub", WHOLE, findings=()) == BOOKS["whole"]
    names = {package(one).findtext(f".//{DC}identifier") for one in BOOKS.values()}
    assert len(names) == len(BOOKS)


def test_a_volume_holds_the_chapters_the_comparison_and_the_index():
    shown = text_of_html(read_epub(BOOKS["volume"]))
    for text in ("1　茶席服務人員（TFB5120-901v1）", "職能基準比較表", "共用之知識", "知識與技能索引"):
        assert text in shown


def test_an_e_book_is_known_as_an_own_product(book, tmp_path):
    assert product_in(io.BytesIO(book), tmp_path / "x.epub") is Product.OTHER
    assert product_in(io.BytesIO(book), tmp_path / "x") is Product.OTHER


def test_a_page_without_a_main_part_becomes_no_e_book(tmp_path):
    (tmp_path / "handbook.html.j2").write_text("<p>{{ handbook.heading }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError, match="<main>"):
        printed("epub", PLAIN, folder=tmp_path)

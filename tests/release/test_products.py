"""Files that the program has made itself: marked in every format, and no documents of the folder they lie in."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
import small_documents as small

from pipeline import __version__, reports
from pipeline.base import i18n
from pipeline.base.errors import ExitCode
from pipeline.cli.main import main
from pipeline.handbooks import HANDBOOK, RenderOptions, docx, html, odt
from pipeline.handbooks.compose import View
from pipeline.release.products import Product, product

pytestmark = pytest.mark.slow

OTHER_CODE = "ABC1234-002v1"


@pytest.fixture
def standards(tmp_path, monkeypatch):
    """A current folder with two standards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    (tmp_path / "b.docx").write_bytes(small.word(code=OTHER_CODE, name="乙類人員"))
    return tmp_path


def checked(folder, *arguments):
    """The paths in the report of a check, relative to ``folder``."""
    main(["check", *arguments, "--report", "json=report.json"])
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [document["path"] for document in report["documents"]]


MADE = {
    "ABC1234-001.docx": Product.OTHER,
    "ABC1234-001.html": Product.OTHER,
    "ABC1234-001.json": Product.RECORD,
    "ABC1234-001.md": Product.OTHER,
    "ABC1234-001.odt": Product.OTHER,
    "ABC1234-001.pdf": Product.OTHER,
    "manifest.json": Product.OTHER,
    "r.html": Product.OTHER,
    "r.json": Product.OTHER,
    "r.sarif": Product.OTHER,
    "r.txt": Product.OTHER,
    "r.xml": Product.OTHER,
}


def test_everything_that_a_build_writes_is_known(standards):
    reports = {"html": "html", "json": "json", "sarif": "sarif", "text": "txt", "junit": "xml"}
    options = [f"--report={form}=out/r.{suffix}" for form, suffix in reports.items()]
    main(["build", "a.txt", "--to", "docx,html,json,md,odt,pdf", *options])
    found = {path.name: product(path) for path in (standards / "out").iterdir() if path.is_file()}
    assert found == MADE


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_report_on_standard_output_that_was_sent_to_a_file_is_known(standards, language, capfdbinary):
    main(["check", "a.txt", "--lang", language])
    (standards / "report.txt").write_bytes(capfdbinary.readouterr().out)
    assert product(standards / "report.txt") is Product.OTHER


def test_everything_that_a_comparison_writes_is_known(standards):
    (standards / "c.txt").write_bytes(small.flat_text(indicator="另一項指標。"))
    main(["compare", "a.txt", "c.txt", "--to", "html,docx,odt,xlsx,md,json", "--track-changes", "-o", "out"])
    found = {path.name: product(path) for path in (standards / "out").iterdir()}
    assert len(found) == 7
    assert set(found.values()) == {Product.OTHER}


def test_books_are_known(standards):
    main(["book", ".", "--title", "彙編", "--to", "html,docx,odt,pdf"])
    found = {path.suffix: product(path) for path in (standards / "out").iterdir()}
    assert found == dict.fromkeys((".html", ".docx", ".odt", ".pdf"), Product.OTHER)


def test_documents_are_no_products(standards):
    assert [product(standards / name) for name in ("a.txt", "b.docx")] == [None, None]
    assert product(small.SAMPLE_PDF) is None


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".json", ".html", ".pdf", ".txt", ".md"])
@pytest.mark.parametrize("data", [b"", b"PK\5\6", b"PK\3\4" + b"\0" * 30 + b"PK\5\6" + b"\xff" * 18, b"\xff" * 9000])
def test_what_cannot_be_looked_into_is_no_product(tmp_path, suffix, data):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    assert product(path) is None


def test_a_package_with_a_large_directory_is_not_looked_into(tmp_path):
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("docProps/custom.xml", f'<p name="generator"><v>icap {__version__}</v></p>')
        for number in range(1001):
            package.writestr(f"{number}", b"")
    assert product(path) is None


def test_the_marks_are_where_the_formats_have_them(standards):
    main(["build", "a.txt", "--to", "docx,html,md,odt,pdf"])
    mark = f"icap {__version__}"
    out = standards / "out"
    page = (out / "ABC1234-001.html").read_text(encoding="utf-8")
    assert page.count(f'<meta name="generator" content="{mark}">') == 1
    assert page.index("<head>") < page.index('name="generator"') < page.index("</head>")
    assert (out / "ABC1234-001.md").read_text(encoding="utf-8").endswith(f"\n\n<!-- generator: {mark} -->\n")
    with zipfile.ZipFile(out / "ABC1234-001.docx") as package:
        assert 'name="generator"><vt:lpwstr xmlns:vt=' in package.read("docProps/custom.xml").decode()
        assert f">{mark}<" in package.read("docProps/custom.xml").decode()
        assert "/docProps/custom.xml" in package.read("[Content_Types].xml").decode()
        assert 'Target="docProps/custom.xml"' in package.read("_rels/.rels").decode()
    with zipfile.ZipFile(out / "ABC1234-001.odt") as package:
        assert f"<meta:generator>{mark}</meta:generator>" in package.read("meta.xml").decode()


def test_a_pdf_names_its_producer_and_can_be_read(standards):
    pdfium = pytest.importorskip("pypdfium2")
    main(["build", "a.txt", "--to", "pdf"])
    path = standards / "out" / "ABC1234-001.pdf"
    document = pdfium.PdfDocument(path)
    assert document.get_metadata_value("Producer") == f"icap {__version__}"
    assert small.NAME in document.get_metadata_value("Title")
    data = path.read_bytes()
    tables = [int(start) for start in re.findall(rb"startxref\s+(\d+)", data)]
    assert len(tables) == 2
    assert all(re.match(rb"\d+ 0 obj\n<</Type/XRef/", data[start:]) for start in tables)


def test_a_handbook_by_an_own_template_is_marked_too(tmp_path):
    (tmp_path / "own.html.j2").write_text("<p>{{ handbook.code }}</p>\n", encoding="utf-8")
    view = View(small.record(tmp_path))
    made = tmp_path / "own.html"
    made.write_bytes(html.render(view, "own", RenderOptions(tmp_path)))
    assert product(made) is Product.OTHER


def test_a_template_that_was_made_from_a_handbook_is_marked_once(tmp_path):
    view = View(small.record(tmp_path))
    for renderer, member in ((docx, "docProps/custom.xml"), (odt, "meta.xml")):
        template = tmp_path / f"own{renderer.SUFFIX}"
        template.write_bytes(renderer.render(view, HANDBOOK, RenderOptions()))
        again = tmp_path / f"again{renderer.SUFFIX}"
        again.write_bytes(renderer.render(view, "own", RenderOptions(tmp_path)))
        with zipfile.ZipFile(template) as one, zipfile.ZipFile(again) as other:
            assert one.read(member) == other.read(member)


def test_a_folder_that_was_built_in_is_checked_as_before(standards, capfd):
    before = checked(standards, ".")
    main(["build", "."])
    capfd.readouterr()
    assert checked(standards, ".") == before == ["a.txt", "b.docx"]
    told = capfd.readouterr().err
    assert "out/ABC1234-001.html: skipped, made by icap" in told
    assert "out/ABC1234-001.json: skipped, made by icap" in told


def test_building_into_another_folder_builds_no_handbooks(standards):
    main(["build", "."])
    assert main(["build", ".", "-o", "again"]) == ExitCode.CLEAN
    assert sorted(path.name for path in (standards / "again").glob("*.html")) == [
        "ABC1234-001.html",
        f"{OTHER_CODE}.html",
    ]


def test_a_book_is_no_chapter_of_the_next(standards):
    for _time in range(2):
        assert main(["book", ".", "--title", "彙編", "-o", "volume", "--to", "html,docx"]) == ExitCode.CLEAN
        assert (standards / "volume.html").read_text(encoding="utf-8").count('class="chapter-title"') == 2


def test_a_folder_of_records_is_read_for_its_records(standards):
    main(["build", "."])
    assert checked(standards, "out") == ["out/ABC1234-001.json", f"out/{OTHER_CODE}.json"]
    assert main(["book", "out", "--title", "彙編", "-o", "volume.html"]) == ExitCode.CLEAN
    assert (standards / "volume.html").read_text(encoding="utf-8").count('class="chapter-title"') == 2


def test_a_product_that_is_named_is_read(standards):
    main(["build", "a.txt", "--template", "form", "--to", "docx,json"])
    assert checked(standards, "out/ABC1234-001-form.docx", "out/ABC1234-001.json") == [
        "out/ABC1234-001-form.docx",
        "out/ABC1234-001.json",
    ]


def test_a_folder_with_products_only_is_no_input_and_they_are_named(standards, capfd):
    main(["build", "a.txt", "--to", "html"])
    capfd.readouterr()
    assert main(["book", "out", "--title", "彙編"]) == ExitCode.UNUSABLE
    assert "out/ABC1234-001.html: skipped, made by icap" in capfd.readouterr().err


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_report_and_sheet_is_known_whatever_it_is_called(standards, language, capfd):
    (standards / "c.txt").write_bytes(small.SAMPLE_PDF.with_suffix(".txt").read_bytes())
    forms = [report.NAME for report in reports.available()]
    main(["check", "c.txt", "--lang", language, *(f"--report={form}=made/{form}" for form in forms)])
    main(["compare", "a.txt", "c.txt", "--write-matches", "made/matches", "--lang", language])
    main(["baseline", "update", "made/baseline", "c.txt"])
    made = {path.name: product(path) for path in (standards / "made").iterdir()}
    assert made == dict.fromkeys((*forms, "matches", "baseline"), Product.OTHER)
    main(["build", "c.txt", "--to", "html,docx,odt,md,pdf", "-o", "made2"])
    for path in (standards / "made2").glob("K*"):
        assert product(path.rename(path.with_suffix(""))) is Product.OTHER, path
    assert product(standards / "c.txt") is None


def test_supplied_templates_are_no_standards_of_the_folder_that_they_were_copied_to(standards, capfd):
    main(["template", "export", "own"])
    capfd.readouterr()
    assert checked(standards, ".", "--strict")[:2] == ["a.txt", "b.docx"]
    told = capfd.readouterr().err
    for name in ("handbook.docx", "form.odt", "form.html.j2", "form.typ", "book.docx", "compare.odt", "compare.md.j2"):
        assert f"own/{name}: skipped, a template of handbooks" in told
    for name in ("colours.css", "handbook.css", "handbook.js"):
        assert f"own/{name}: skipped, a template of handbooks" in told
    assert "AS101" not in told


def test_what_belongs_to_the_program_fails_no_strict_check(standards, capfd):
    (standards / "icap.toml").write_text("fail-on = 'error'\n", encoding="utf-8")
    (standards / "waivers.toml").write_text("", encoding="utf-8")
    waiver = "[[waiver]]\ndocument = 'X'\nrule = 'CR201'\nsubject = 'S01'\nreason = 'r'\nby = 'b'\n"
    (standards / "kept.toml").write_text(waiver, encoding="utf-8")
    (standards / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.icap]\n", encoding="utf-8")
    for name in ("record", "compare", "releases"):
        main(["schema", name])
        (standards / f"{name}.schema.json").write_text(capfd.readouterr().out, encoding="utf-8")
    main(["check", "a.txt", "--select", "ID507", "--report", "codequality=empty.json"])
    capfd.readouterr()
    assert (standards / "empty.json").read_text(encoding="utf-8").split() == ["[", "]"]
    assert main(["check", ".", "--strict", "--select", "ID507"]) == ExitCode.CLEAN
    told = capfd.readouterr().err
    for name in ("icap.toml", "waivers.toml", "kept.toml", "pyproject.toml"):
        assert f"{name}: skipped, settings of icap" in told
    for name in ("empty.json", "record.schema.json", "compare.schema.json", "releases.schema.json"):
        assert f"{name}: skipped, made by icap" in told


def test_settings_and_schemas_of_other_programs_are_not_taken_for_its_own(standards, capfd):
    (standards / "ruff.toml").write_text("select = ['E']\n", encoding="utf-8")
    (standards / "other.json").write_text('{"$schema": "https://json-schema.org/draft/2020-12/schema"}', "utf-8")
    (standards / "site.css").write_text("h1 {}", encoding="utf-8")
    assert main(["check", ".", "--strict"]) == ExitCode.FINDINGS
    told = capfd.readouterr().out
    for name in ("ruff.toml", "other.json", "site.css"):
        assert f"{name}: failed" in told


def test_a_page_that_happens_to_hold_tags_of_another_program_is_no_template(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><body>{{ form.name }}</body></html>", encoding="utf-8")
    assert product(path) is None


@pytest.mark.parametrize(("suffix", "member"), [(".docx", "word/document.xml"), (".odt", "content.xml")])
@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_packages_are_no_products(tmp_path, suffix, member, packing):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as package:
        package.writestr(member, small.flat_text())
    whole = held.getvalue()
    for at in range(len(whole)):
        path = tmp_path / f"{at}{suffix}"
        path.write_bytes(whole[:at] + bytes(byte ^ 0x5A for byte in whole[at : at + 40]) + whole[at + 40 :])
        assert product(path) is None
        path.write_bytes(whole[:at])
        assert product(path) is None


def test_one_damaged_document_of_a_folder_costs_no_other(standards, capfd):
    whole = (standards / "b.docx").read_bytes()
    with zipfile.ZipFile(standards / "b.docx") as package:
        start = package.getinfo("word/document.xml").header_offset + 200
    (standards / "b.docx").write_bytes(whole[:start] + b"\xff" * 100 + whole[start + 100 :])
    assert main(["check", "."]) == ExitCode.FINDINGS
    said = capfd.readouterr().out
    assert "a.txt (ABC1234-001): ok" in said
    assert "b.docx: failed\n  error RD101 The document is damaged or incomplete." in said

"""The OpenDocument handbook: a sound package, named styles, links that lead somewhere, templates as staff save them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import libreoffice
import pytest
from handbook_standards import ALL, NASTY, ODF, PLAIN, WHOLE, XLINK, awkward, read_odt, text_of_odt
from lxml import etree
from printing import printed

from pipeline.base.errors import TemplateError
from pipeline.handbooks import folders

TEXT, TABLE, STYLE, OFFICE, META = (ODF[name] for name in ("text", "table", "style", "office", "meta"))
TEMPLATES = ("handbook", "form")


def render(standard=WHOLE, template="handbook", folder=None):
    return printed("odt", standard, template, findings=(), folder=folder)


def words(data):
    return re.sub(r"\s+", "", text_of_odt(read_odt(data)))


def edited(folder, old, new, part="content.xml", template="handbook.odt"):
    """The supplied template with a piece of one part replaced, in ``folder``."""
    result = io.BytesIO()
    with zipfile.ZipFile(folders.SUPPLIED / template) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    (folder / template).write_bytes(result.getvalue())


class TestPackage:
    def test_the_media_type_comes_first_and_plain(self):
        data = render()
        assert data[30:38] == b"mimetype"
        assert data[38:77] == b"application/vnd.oasis.opendocument.text"

    def test_it_keeps_no_time_and_lists_all_its_files(self):
        with zipfile.ZipFile(io.BytesIO(render())) as package:
            names = package.namelist()
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            manifest = etree.fromstring(package.read("META-INF/manifest.xml"))
        listed = {entry.get("{*}full-path".replace("{*}", f"{{{manifest.nsmap['manifest']}}}")) for entry in manifest}
        assert names[0] == "mimetype"
        assert names[1:] == sorted(names[1:])
        assert listed == {"/", *names} - {"mimetype", "META-INF/manifest.xml"}

    def test_title_and_language_are_set_and_the_editor_of_the_template_is_not(self, tmp_path):
        edited(
            tmp_path,
            "<office:meta>",
            "<office:meta><dc:creator>某科員</dc:creator><meta:creation-date>2026-01-02T03:04:05</meta:creation-date>",
            "meta.xml",
        )
        for data in (render(), render(folder=tmp_path)):
            meta = read_odt(data, "meta.xml")
            assert meta.findtext(".//{*}title") == "夜市攤商管理人員 職能基準手冊"
            assert meta.findtext(".//{*}language") == "zh-TW"
            assert "某科員" not in "".join(meta.itertext())
            assert meta.find(".//{*}creation-date") is None

    @pytest.mark.parametrize("template", TEMPLATES)
    def test_the_title_takes_any_name(self, template):
        title = read_odt(render(awkward(PLAIN), template), "meta.xml").find(".//{*}title")
        assert len(title) == 0
        assert "茶席服務人員" in title.text

    def test_text_is_chinese_in_the_font_of_official_documents(self):
        styles = read_odt(render(), "styles.xml")
        default = styles.find(f".//{STYLE}default-style[@{STYLE}family='paragraph']/{STYLE}text-properties")
        assert default.get(f"{STYLE}font-name-asian") == "標楷體"
        assert (default.get(f"{STYLE}language-asian"), default.get(f"{STYLE}country-asian")) == ("zh", "TW")
        face = next(one for one in styles.iter(f"{STYLE}font-face") if one.get(f"{STYLE}name") == "標楷體")
        families = next(value for key, value in face.attrib.items() if key.endswith("font-family"))
        assert families.startswith("標楷體, ")
        assert "TW-Kai" in families
        assert "Noto" in families


@pytest.mark.parametrize("template", TEMPLATES)
class TestMarkup:
    def test_texts_have_named_styles_and_nothing_else(self, template):
        data = render(NASTY, template)
        content, styles = read_odt(data), read_odt(data, "styles.xml")
        named = {
            (style.get(f"{STYLE}family"), style.get(f"{STYLE}name"))
            for style in styles.find(f"{OFFICE}styles").iter(f"{STYLE}style")
        }
        families = {f"{TEXT}p": "paragraph", f"{TEXT}h": "paragraph", f"{TEXT}span": "text", f"{TEXT}a": "text"}
        body = content.find(f"{OFFICE}body")
        used = {
            (families[element.tag], element.get(f"{TEXT}style-name"))
            for element in body.iter(*families)
            if element.get(f"{TEXT}style-name") or element.tag != f"{TEXT}p"
        }
        assert len(used) > 5
        assert used <= named
        automatic = content.find(f"{OFFICE}automatic-styles")
        assert {style.get(f"{STYLE}family") for style in automatic} <= {
            "table",
            "table-column",
            "table-row",
            "table-cell",
        }

    def test_tables_have_styles_and_rows_that_fill_them(self, template):
        content = read_odt(render(NASTY, template))
        automatic = {style.get(f"{STYLE}name") for style in content.find(f"{OFFICE}automatic-styles")}
        tables = list(content.iter(f"{TABLE}table"))
        assert len(tables) >= 4
        for table in tables:
            assert {one.get(f"{TABLE}style-name", next(iter(automatic))) for one in table.iter()} <= automatic
            columns = sum(
                int(one.get(f"{TABLE}number-columns-repeated", "1")) for one in table.findall(f"{TABLE}table-column")
            )
            for row in table.iter(f"{TABLE}table-row"):
                cells = list(row)
                assert {cell.tag for cell in cells} <= {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
                assert len(cells) == columns
                assert all(len(cell) or cell.tag == f"{TABLE}covered-table-cell" for cell in cells)
        names = [table.get(f"{TABLE}name") for table in tables]
        assert len(set(names)) == len(names)

    def test_covered_cells_are_those_under_wide_and_tall_ones(self, template):
        for table in read_odt(render(NASTY, template)).iter(f"{TABLE}table"):
            covered: set[tuple[int, int]] = set()
            for down, row in enumerate(table.iter(f"{TABLE}table-row")):
                for across, cell in enumerate(row):
                    assert (cell.tag == f"{TABLE}covered-table-cell") == ((down, across) in covered)
                    tall, wide = (int(cell.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
                    covered |= {(down + y, across + x) for y in range(tall) for x in range(wide)} - {(down, across)}

    @pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
    def test_every_link_leads_to_one_bookmark(self, template, standard):
        content = read_odt(render(standard, template))
        names = Counter(mark.get(f"{TEXT}name") for mark in content.iter(f"{TEXT}bookmark"))
        assert set(names.values()) <= {1}
        ways = [link.get(f"{XLINK}href") for link in content.iter(f"{TEXT}a")]
        ways += [f"#{field.get(f'{TEXT}ref-name')}" for field in content.iter(f"{TEXT}bookmark-ref")]
        assert [way for way in ways if way[:1] != "#" or names[way[1:]] != 1] == []
        assert template == "form" or len(ways) > 10

    def test_pages_are_numbered_by_fields(self, template):
        footer = read_odt(render(template=template), "styles.xml").find(f".//{STYLE}footer")
        assert [field.tag for field in footer.iter(f"{TEXT}page-number", f"{TEXT}page-count")] == [
            f"{TEXT}page-number",
            f"{TEXT}page-count",
        ]


def test_every_duty_has_one_table_that_repeats_its_two_header_rows():
    tables = [
        table
        for table in read_odt(render()).iter(f"{TABLE}table")
        if "".join(table.itertext()).strip().startswith("主要職責　")
    ]
    assert len(tables) == len(WHOLE.duties)
    for table in tables:
        rows = table.find(f"{TABLE}table-header-rows")
        assert len(rows) == 2
        assert "工作任務" in "".join(rows[1].itertext())


def test_headings_are_real_and_the_contents_list_them_with_their_pages():
    content = read_odt(render())
    headings = [(one.get(f"{TEXT}outline-level"), "".join(one.itertext())) for one in content.iter(f"{TEXT}h")]
    assert ("1", "職責與任務") in headings
    assert any(level == "2" and text.startswith("主要職責　T1") for level, text in headings)
    contents = content.find(f".//{TEXT}table-of-content/{TEXT}index-body")
    listed = [link.get(f"{XLINK}href")[1:] for link in contents.iter(f"{TEXT}a")]
    paged = [field.get(f"{TEXT}ref-name") for field in contents.iter(f"{TEXT}bookmark-ref")]
    assert listed == paged
    assert listed[:4] == ["summary", "overview", "duties", "duty_t1"]


def test_the_running_head_names_the_standard():
    header = read_odt(render(), "styles.xml").find(f".//{STYLE}header/{TEXT}p")
    assert text_of_odt(header) == "\n夜市攤商管理人員 職能基準手冊\tKRM5220-907v2"


def test_spaces_tabs_and_line_ends_stay():
    standard = PLAIN.model_copy(update={"description": " 甲  乙\t丙\n丁 "})
    assert " 甲  乙\t丙\n丁 " in text_of_odt(read_odt(render(standard)))


class TestOwnTemplates:
    def test_tags_that_were_cut_while_typing_still_work(self, tmp_path):
        edited(
            tmp_path,
            "{{ handbook.colophon.sha256 }}",
            '{<text:span text:style-name="T1">{ “甲”</text:span><text:s text:c="2"/>~ handbook<text:span>.</text:span>code }}乙',
        )
        assert "甲KRM5220-907v2乙" in words(render(folder=tmp_path))

    def test_comparisons_in_tags_are_no_markup(self, tmp_path):
        edited(
            tmp_path,
            "{{ handbook.colophon.sha256 }}",
            "{{ '是&amp;' if 1 &lt; 2 and handbook.duties | length &gt; 0 else '否' }}",
        )
        assert "是&" in words(render(folder=tmp_path))

    @pytest.mark.parametrize(
        ("new", "message"),
        [
            (
                "摘要 {{ handbook.colophon.digest }}",
                r"handbook\.odt: .*digest.*, in: 摘要 \{\{ handbook\.colophon\.digest",
            ),
            ("甲 {% if handbook.code %}乙", r"handbook\.odt: "),
            ("甲 {%p if handbook.code %}", r"handbook\.odt: \{%p if handbook\.code %\} must stand alone.*in: 甲"),
            ("{%tr endfor %}", r"handbook\.odt: .*must stand alone|handbook\.odt: .*endfor"),
            ("{% if 0 %}<text:span>甲{% endif %}</text:span>", r"handbook\.odt: .*(well-formed|must enclose whole)"),
        ],
    )
    def test_faults_quote_their_paragraph(self, tmp_path, new, message):
        edited(tmp_path, "{{ handbook.colophon.sha256 }}", new)
        with pytest.raises(TemplateError, match=message):
            render(folder=tmp_path)

    @pytest.mark.parametrize("part", ["styles.xml", "meta.xml"])
    def test_faults_in_margins_and_properties_are_told(self, tmp_path, part):
        edited(tmp_path, "handbook.heading", "handbook.hedding", part)
        with pytest.raises(TemplateError, match=r"handbook\.odt: .*hedding"):
            render(folder=tmp_path)

    @pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
    def test_a_template_that_is_none(self, tmp_path, content):
        (tmp_path / "handbook.odt").write_bytes(content)
        with pytest.raises(TemplateError, match=r"handbook\.odt: not an OpenDocument text"):
            render(folder=tmp_path)

    def test_templates_cannot_reach_beyond_the_view(self, tmp_path):
        edited(tmp_path, "{{ handbook.colophon.sha256 }}", "{{ handbook.__class__.__mro__ }}")
        with pytest.raises(TemplateError):
            render(folder=tmp_path)

    def test_what_libreoffice_keeps_for_itself_is_left_out(self, tmp_path):
        edited(tmp_path, "職責與任務", "職責與任務")
        with zipfile.ZipFile(tmp_path / "handbook.odt", "a") as package:
            package.writestr("Thumbnails/thumbnail.png", b"x")
            package.writestr("Pictures/logo.png", b"y")
        with zipfile.ZipFile(io.BytesIO(render(folder=tmp_path))) as package:
            names = package.namelist()
            assert "Thumbnails/thumbnail.png" not in names
            assert package.read("Pictures/logo.png") == b"y"


@libreoffice.needed
@pytest.mark.slow
class TestLibreOffice:
    @pytest.mark.parametrize("template", TEMPLATES)
    def test_a_template_that_it_saved_makes_the_same_handbook(self, tmp_path, template):
        supplied = (folders.SUPPLIED / f"{template}.odt").read_bytes()
        own = tmp_path / "own"
        own.mkdir()
        (own / f"{template}.odt").write_bytes(libreoffice.saved_again(supplied, ".odt", tmp_path))
        for standard in (WHOLE, NASTY):
            assert words(render(standard, template, own)) == words(render(standard, template))

    @pytest.mark.parametrize("template", TEMPLATES)
    def test_it_saves_a_handbook_unharmed(self, tmp_path, template):
        before = render(WHOLE, template)
        after = libreoffice.saved_again(before, ".odt", tmp_path)

        def text(data):
            tree = read_odt(data)
            for field in list(tree.iter(f"{TEXT}bookmark-ref")):
                field.text = ""
            return re.sub(r"\s+", "", text_of_odt(tree))

        assert text(after) == text(before)
        for tag in (f"{TEXT}h", f"{TABLE}table", f"{TABLE}table-header-rows", f"{TEXT}bookmark", f"{TEXT}a"):
            assert len(list(read_odt(after).iter(tag))) == len(list(read_odt(before).iter(tag)))

    def test_it_saves_the_word_form_unharmed(self, tmp_path):
        from pipeline.assemble import assemble
        from pipeline.readers import read
        from pipeline.record.model import content

        sample = assemble(read(folders.SUPPLIED.parent / "samples" / "KPS3322-002v2.docx")).standard
        after = tmp_path / "again.docx"
        after.write_bytes(libreoffice.saved_again(printed("docx", sample, "form"), ".docx", tmp_path))
        assert content(assemble(read(after)).standard) == content(sample)

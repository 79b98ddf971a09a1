"""Volumes: every chapter is whole, anchors are unique, the index leads to every chapter that has a name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter

import docx
import libreoffice
import pytest
from handbook_standards import (
    NASTY,
    ODF,
    PLAIN,
    WHOLE,
    XLINK,
    W,
    read_html,
    read_odt,
    read_word,
    text_of_html,
    text_of_odt,
    text_of_word,
)
from printing import bound, printed

from pipeline.base.errors import TemplateError
from pipeline.handbooks import folders
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.handbooks.strokes import heading, order
from pipeline.record.model import Competence, Standard

TITLE = "彙編 <&> {{ x }} | 一"
CHAPTERS = (PLAIN, WHOLE, NASTY)
READERS = {
    "html": lambda data: text_of_html(read_html(data)),
    "docx": lambda data: text_of_word(read_word(data)),
    "odt": lambda data: text_of_odt(read_odt(data)),
}
TEXT = ODF["text"]


def bind(name, standards=CHAPTERS, template="handbook", folder=None):
    return bound(name, TITLE, standards, template, folder=folder)


def bare(text):
    return re.sub(r"\s+", "", text)


def anchors_and_ways(name, data):
    if name == "html":
        tree = read_html(data)
        return tree.xpath("//@id"), [way[1:] for way in tree.xpath("//@href")]
    if name == "docx":
        tree = read_word(data)
        return (
            [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")],
            [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")],
        )
    tree = read_odt(data)
    return (
        [mark.get(f"{TEXT}name") for mark in tree.iter(f"{TEXT}bookmark")],
        [link.get(f"{XLINK}href")[1:] for link in tree.iter(f"{TEXT}a")]
        + [field.get(f"{TEXT}ref-name") for field in tree.iter(f"{TEXT}bookmark-ref")],
    )


@pytest.mark.parametrize("name", READERS)
@pytest.mark.slow
def test_every_link_of_the_volume_leads_to_one_place(name):
    anchors, ways = anchors_and_ways(name, bind(name))
    assert len(anchors) > 60
    assert [anchor for anchor, times in Counter(anchors).items() if times > 1] == []
    assert len(ways) > 100
    assert set(ways) <= set(anchors)
    assert {"c1_chapter", "c2_chapter", "c3_chapter", "index", "c1_knowledge_k01", "c2_knowledge_k01"} <= set(ways)


@pytest.mark.parametrize("template", ["handbook", "form"])
@pytest.mark.parametrize("name", READERS)
def test_chapters_hold_what_they_hold_alone_in_order(name, template):
    shown = bare(READERS[name](bind(name, template=template)))
    assert bare(TITLE) in shown
    start = 0
    for standard in CHAPTERS:
        alone = bare(READERS[name](printed(name, standard, template)))
        first = "基本資料" if template == "handbook" else "職能基準代碼"
        # the colophon of HTML pages stands in their foot, which volumes leave out
        body = alone[alone.rindex(first) if template == "handbook" else alone.index(first) :].split("製作說明")[0]
        assert len(body) > 200
        start = shown.index(body, start) + len(body)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.slow
def test_chapters_are_headings_of_the_volume_and_their_sections_lie_below(name):
    data = bind(name)
    if name == "html":
        tree = read_html(data)
        levels = [(int(one.tag[1]) - 1, one.xpath("string()").strip()) for one in tree.iter("h1", "h2", "h3", "h4")]
    elif name == "docx":
        document = docx.Document(io.BytesIO(data))
        levels = [
            (int(style.name[-1]), one.text.strip())
            for one in document.paragraphs
            for style in (one.style, one.style.base_style)
            if style is not None and style.name.startswith("Heading ")
        ]
    else:
        levels = [
            (int(one.get(f"{TEXT}outline-level")), text_of_odt(one).strip()) for one in read_odt(data).iter(f"{TEXT}h")
        ]
    assert (1, "1　茶席服務人員（TFB5120-901v1）") in levels
    assert (1, "知識與技能索引") in levels
    assert (2, "職責與任務") in levels
    assert not any(level == 1 and text == "職責與任務" for level, text in levels)


def test_the_index_puts_equal_names_together_and_leads_to_each_chapter():
    other = PLAIN.model_copy(update={"code": "ABC1234-001v1", "knowledge": (Competence(code="K01", name="茶葉 分類"),)})
    volume = book("甲", (View(PLAIN), View(other)))
    (entry,) = volume.knowledge
    assert entry.name == "茶葉分類"
    assert [(link.label, link.target) for link in entry.uses] == [
        ("TFB5120-901v1 K01", "c1_knowledge_k01"),
        ("ABC1234-001v1 K01", "c2_knowledge_k01"),
    ]


def test_names_are_sorted_by_strokes_and_the_unknown_come_last():
    assert sorted(["𠮷", "龜", "一", "十", "人", "鑑", "水"], key=order) == ["一", "人", "十", "水", "龜", "鑑", "𠮷"]


def test_common_and_less_common_characters_are_sorted_as_one_with_the_strokes_as_headings():
    names = ["鑫", "一", "5S 管理", "俍", "乂", "ＥＲＰ", "人", "丳", "籲", "𠮷"]
    assert [(heading(name), name) for name in sorted(names, key=order)] == [
        ("英數與符號", "5S 管理"),
        ("英數與符號", "ＥＲＰ"),
        ("1 畫", "一"),
        ("2 畫", "人"),
        ("2 畫", "乂"),
        ("8 畫", "丳"),
        ("9 畫", "俍"),
        ("24 畫", "鑫"),
        ("32 畫", "籲"),
        ("其他", "𠮷"),
    ]


def with_knowledge(*names):
    entries = tuple(Competence(code=f"K{at:02}", name=name) for at, name in enumerate(names, 1))
    return PLAIN.model_copy(update={"knowledge": entries})


def test_a_heading_opens_where_the_strokes_change():
    volume = book("甲", [View(with_knowledge("人力", "丁香", "三角", "七巧"))])
    assert [(one.opens, one.name) for one in volume.knowledge] == [
        ("2 畫", "丁香"),
        (None, "七巧"),
        (None, "人力"),
        ("3 畫", "三角"),
    ]


def test_what_several_standards_have_comes_by_how_many_have_it():
    volume = book("甲", [View(with_knowledge(*names)) for names in (("茶", "水", "火"), ("水",), ("水", "火", "火"))])
    assert [(one.name, one.chapters) for one in volume.shared_knowledge] == [("水", 3), ("火", 2)]
    assert [way.target for way in volume.shared_knowledge[1].uses] == [
        "c1_knowledge_k03",
        "c3_knowledge_k02",
        "c3_knowledge_k03",
    ]


def test_the_contents_lead_to_duties_of_handbooks_and_to_forms_as_a_whole():
    (chapter,) = book("甲", [View(PLAIN)]).chapters
    assert [(way.label, way.target) for way in chapter.sections] == [("T1 備茶", "c1_duty_t1")]
    assert book("甲", [View(PLAIN)], "form").chapters[0].sections == ()


def test_the_comparison_counts_what_each_standard_has():
    row = read_html(bind("html")).xpath("//table[@class='compared']/tbody/tr[1]/*")
    assert [one.text_content() for one in row] == [
        *("1", "TFB5120-901v1", "茶席服務人員"),
        *("—", "1", "2", "0", "0", "1", "1", "0"),
    ]


@pytest.mark.parametrize("name", READERS)
def test_the_same_standards_give_the_same_bytes(name):
    assert bind(name) == bind(name)


@pytest.mark.parametrize("name", READERS)
def test_a_volume_without_any_knowledge_says_so(name):
    empty = PLAIN.model_copy(update={"duties": (), "knowledge": (), "skills": ()})
    assert "（原件未載）" in READERS[name](bind(name, (empty,))).split("知識與技能索引")[-1]


def test_the_word_volume_is_sound():
    document = docx.Document(io.BytesIO(bind("docx")))
    body = document.element.body
    ids = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd"))
    known = {style.style_id for style in document.styles}
    used = {one.get(f"{W}val") for one in body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known
    columns = [one.find(f"{W}cols").get(f"{W}num") for one in body.iter(f"{W}sectPr")]
    assert columns == [None, "3"]  # chapters bring no page setting along; the index has columns
    assert document.core_properties.title == TITLE


def test_the_open_document_volume_is_sound():
    content, styles = read_odt(bind("odt")), read_odt(bind("odt"), "styles.xml")
    names = {
        style.get(f"{ODF['style']}name") for root in (content, styles) for style in root.iter(f"{ODF['style']}style")
    }
    used = {
        value
        for element in content.find(f"{ODF['office']}body").iter()
        for key, value in element.attrib.items()
        if key in (f"{TEXT}style-name", f"{ODF['table']}style-name")
    }
    assert used <= names | {"項目符號"}
    tables = [table.get(f"{ODF['table']}name") for table in content.iter(f"{ODF['table']}table")]
    assert len(set(tables)) == len(tables)
    assert len(list(content.iter(f"{TEXT}table-of-content"))) == 1


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


def test_an_own_chapter_with_a_picture_and_a_style_keeps_both_in_the_word_volume(tmp_path):
    template = docx.Document(str(folders.SUPPLIED / "handbook.docx"))
    paragraph = template.paragraphs[-1]
    paragraph.add_run().add_picture(io.BytesIO(png()))
    paragraph.style = template.styles.add_style("部會樣式", 1)
    template.save(tmp_path / "handbook.docx")
    volume = docx.Document(io.BytesIO(bind("docx", folder=tmp_path)))
    pictures = list(volume.element.body.iter("{*}blip"))
    assert len(pictures) == len(CHAPTERS)
    for picture in pictures:
        part = volume.part.related_parts[next(iter(picture.attrib.values()))]
        assert part.blob == png()
    assert sum(one.style.name == "部會樣式" for one in volume.paragraphs) == len(CHAPTERS)


def test_an_own_page_without_a_main_part_cannot_be_bound(tmp_path):
    (tmp_path / "handbook.html.j2").write_text("<p>{{ handbook.heading }}</p>", encoding="utf-8")
    with pytest.raises(TemplateError, match="<main>"):
        bind("html", folder=tmp_path)


def test_a_fault_in_the_template_of_the_volume_names_it(tmp_path):
    (tmp_path / "book.html.j2").write_text("{{ book.name }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"book\.html\.j2, line 1: .*name"):
        bind("html", folder=tmp_path)


@libreoffice.needed
@pytest.mark.parametrize("name", ["odt", "docx"])
@pytest.mark.slow
def test_libreoffice_saves_a_volume_unharmed(name, tmp_path):
    before = bind(name, (PLAIN, WHOLE))
    after = libreoffice.saved_again(before, f".{name}", tmp_path)
    assert zipfile.is_zipfile(io.BytesIO(after))
    paged = re.compile(r"\d+(?=[^\d]|$)")
    whole, again = (paged.sub("", bare(READERS[name](data))) for data in (before, after))
    assert again.replace("–", "") == whole.replace("–", "")


def test_a_volume_of_one_chapter(tmp_path):
    assert isinstance(PLAIN, Standard)
    assert "1　茶席服務人員" in READERS["html"](bind("html", (PLAIN,)))

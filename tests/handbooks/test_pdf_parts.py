"""What is done to PDFs that typst made: taken apart, links led, parts bound, all packed."""

from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest
import typst
from handbook_standards import PLAIN
from pdf_reading import Reading, carried_fonts
from pdfminer.pdftypes import resolve1
from printing import printed

from pipeline.base.errors import TemplateError
from pipeline.handbooks import _fonts
from pipeline.handbooks._pdf import parts
from pipeline.handbooks._pdf.binding import bound
from pipeline.handbooks._pdf.objects import moved, taken_apart


def made(body: str) -> bytes:
    source = f'#set document(title: "x")\n#set text(lang: "zh")\n#set page(height: 100pt, width: 200pt)\n{body}'
    return typst.compile(
        (source + parts.TELLS_ANCHORS).encode(), pdf_standards=["ua-1"], font_paths=carried_fonts(), timestamp=0
    )


def leads_to(reading: Reading) -> list[tuple[int, float]]:
    """The page, from 1, and the height of what every link leads to."""
    return [(reading.pages[page.objid], top) for page, _fit, _left, top, _zoom in reading.links()]


def test_references_move_and_what_looks_like_one_in_a_text_does_not():
    assert moved(b"<</A 7 0 R/B[8 0 R 0 12 0 R]/C(see 7 0 R (8 0 R) \\) 9 0 R)/D 1 0 R>>", 100) == (
        b"<</A 107 0 R/B[108 0 R 0 112 0 R]/C(see 7 0 R (8 0 R) \\) 9 0 R)/D 101 0 R>>"
    )


def test_a_link_leads_to_the_page_and_height_of_its_anchor_and_nothing_else_is_left_of_both():
    data = made('= One\n#link("#there")[go]\n#pagebreak()\n#v(30pt)\n#metadata("there")<anchor>here')
    reading = Reading(parts.finished(parts.part(data)))
    ((page, top),) = leads_to(reading)
    assert page == 2
    (word,) = [one for one in reading.pdf.pages[1].extract_words() if one["text"] == "here"]
    assert 0 <= top - (100 - word["top"]) <= 20
    assert b"EmbeddedFile" not in reading.data
    assert "Names" not in reading.catalog


def test_a_packed_pdf_is_smaller_and_shows_the_same():
    data = made("= One\ntext *strong* " * 30)
    packed = parts.finished(parts.part(data))
    assert len(packed) < len(data)
    pages = [pdfplumber.open(io.BytesIO(one)).pages for one in (data, packed)]
    assert [page.extract_text() for page in pages[0]] == [page.extract_text() for page in pages[1]]


def test_a_link_to_nowhere_is_a_fault_of_the_template(tmp_path, monkeypatch):
    monkeypatch.setattr(_fonts, "book", carried_fonts)
    (tmp_path / "handbook.typ").write_text('#set document(title: "x")\n#link("#lost")[go]', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"handbook\.typ: .*lost"):
        printed("pdf", PLAIN, folder=tmp_path)


def test_a_file_that_is_written_otherwise_is_refused():
    with pytest.raises(ValueError, match="table of its objects"):
        taken_apart(b"%PDF-1.7\nstartxref\n0\n%%EOF\n")


class TestBinding:
    FRONT = '= Front\n#link("#b")[go]\n#table(columns: 2, table.header[h][i], [1], [2])'
    BACK = '= Back\n#metadata("b")<anchor>#link("#b")[self]\n#table(columns: 2, table.header[j][k], [3], [4])\n#pagebreak()\nend'

    @pytest.fixture(params=[False, True], ids=["one side", "both sides"])
    def volume(self, request):
        pieces = [parts.part(made(one)) for one in (self.FRONT, self.BACK, "= Last")]
        return Reading(parts.finished(bound(pieces, duplex=request.param))), request.param

    def test_pages_follow_each_other_and_parts_begin_on_the_right_on_both_sides(self, volume):
        reading, duplex = volume
        firsts = [reading.printed(page)[:4] for page in range(len(reading.pdf.pages))]
        assert firsts == (["Fron", "", "Back", "end", "Last"] if duplex else ["Fron", "Back", "end", "Last"])

    def test_links_cross_the_parts(self, volume):
        reading, duplex = volume
        assert [page for page, _top in leads_to(reading)] == [3 if duplex else 2] * 2

    def test_bookmarks_are_one_list(self, volume):
        reading, duplex = volume
        marks = list(pypdfium2.PdfDocument(reading.data).get_toc())
        assert [mark.get_title() for mark in marks] == ["Front", "Back", "Last"]
        assert [mark.get_dest().get_index() for mark in marks] == ([0, 2, 4] if duplex else [0, 1, 3])

    def test_tags_are_one_tree_in_the_order_of_the_parts(self, volume):
        reading, _duplex = volume
        (document,) = reading.elements("Document")
        assert [reading.text(one) for one in reading.elements("Part", document)] == [
            "Frontgohi12", "Backselfjk34end", "Last",
        ]  # fmt: skip

    def test_every_link_and_page_finds_its_tags_by_its_key(self, volume):
        reading, _duplex = volume
        numbers = resolve1(reading.root["ParentTree"])["Nums"]
        keys = dict(zip(numbers[::2], numbers[1::2], strict=True))
        links = [note["data"] for page in reading.pdf.pages for note in page.annots]
        assert [resolve1(keys[one["StructParent"]])["S"].name for one in links] == ["Link", "Link"]
        tagged = [page.page_obj.attrs for page in reading.pdf.pages if "StructParents" in page.page_obj.attrs]
        for attributes in tagged:
            (first, *_rest) = resolve1(keys[attributes["StructParents"]])
            assert resolve1(first)["Pg"].objid in reading.pages
        assert len({one["StructParents"] for one in tagged}) == len(tagged) == 4

    def test_cells_name_the_heads_of_their_own_table(self, volume):
        reading, _duplex = volume
        ids = {one["ID"]: reading.text(one) for one in reading.elements("TH")}
        assert sorted(ids.values()) == ["h", "i", "j", "k"]
        heads = {
            reading.text(cell): [ids[name] for one in resolve1(cell["A"]) for name in resolve1(one).get("Headers", [])]
            for cell in reading.elements("TD")
        }
        assert heads == {"1": ["h"], "2": ["i"], "3": ["j"], "4": ["k"]}

    def test_the_metadata_count_all_pages(self, volume):
        reading, _duplex = volume
        data = resolve1(reading.catalog["Metadata"]).get_data().decode()
        assert f"<xmpTPg:NPages>{len(reading.pdf.pages)}</xmpTPg:NPages>" in data

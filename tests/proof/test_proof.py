"""The view of a proof: every field of the record with its place, every character that is no plain part of it listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import proving
import pypdfium2
import pytest
import small_documents as small
from proving import ODD, Proving

from pipeline.assemble import LABEL, OUTSIDE
from pipeline.base.provenance import Box, union
from pipeline.findings import subject_words
from pipeline.proof.links import folded
from pipeline.proof.view import BoxView
from pipeline.record.model import Place, Standard
from tests.mutations.standards import standard
from tests.typeset import FORMATS, Quirks

SHARED = ("title/", "classification/", "versions/")
"""Fields whose place in the record is that of their whole row."""
NOT_SHOWN = {"schema_version", "source", "at", "scope", "derived", "number"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("proofs")


@pytest.fixture(scope="module")
def proofs(folder) -> dict[str, Proving]:
    """The small standard in all formats, plain and odd, and as a scan."""
    found = {
        f"{kind}.{suffix}": proving.proving(folder, suffix, proving.printed(suffix, quirks))
        for suffix in FORMATS
        for kind, quirks in (("plain", Quirks()), ("odd", ODD))
    }
    found["scan.pdf"] = proving.proving(folder, "pdf", proving.scanned(proving.printed("pdf")))
    found["low.pdf"] = proving.proving(folder, "pdf", proving.printed("pdf", Quirks(paper="low")))
    return found


NAMES = [*(f"{kind}.{suffix}" for suffix in FORMATS for kind in ("plain", "odd")), "scan.pdf", "low.pdf"]
PDF = ["plain.pdf", "odd.pdf", "scan.pdf", "low.pdf"]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text and number of a record, with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_SHOWN:
                yield from leaves(item, f"{path}/{key}" if path else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, f"{path}/{number}")
    elif value is not None:
        yield path, str(value)


def boxes(proof: Proving) -> dict[str, list[tuple[int, BoxView]]]:
    """Of every field the boxes that lead to it, each with its page."""
    found: dict[str, list[tuple[int, BoxView]]] = {}
    for page in proof.view.pages:
        for one in page.boxes:
            if one.field and page.number:
                found.setdefault(one.field, []).append((page.number, one))
    return found


def place_of(one: Standard, path: str) -> Place | None:
    """Where the record says that a field stands; of a text without a place of its own, that of the row it is in."""
    found, place = one, one.at.get(path)
    for step in path.split("/"):
        found = found[int(step)] if step.isdecimal() else getattr(found, step, None)
        at = getattr(found, "at", None)
        place = at if isinstance(at, Place) else place
    return place


def rounded(box: Box) -> tuple[float, ...]:
    return tuple(round(edge, 1) for edge in box)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_record_is_a_field(proofs, name):
    proof = proofs[name]
    fields = {field.path: field for field in proof.fields}
    assert len(fields) == len(proof.fields)
    for path, text in leaves(proof.part.standard.model_dump(mode="json")):
        field = fields[max((start for start in fields if f"{path}/".startswith(f"{start}/")), key=len)]
        printed = [mark.said for mark in field.marks if mark.kind == "mended"]
        assert any(text in one for one in (field.code or "", field.text, *printed)), (path, text)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_shows_where_it_stands_or_says_that_it_was_derived(proofs, name):
    shown = {one.id for page in proofs[name].view.pages for one in page.boxes}
    shown |= {
        stretch.id
        for page in proofs[name].view.pages
        for row in page.rows
        for cell in row.cells
        for line in cell.lines
        for stretch in line
    }
    for field in proofs[name].fields:
        assert bool(field.marked) == ("derived" not in {mark.kind for mark in field.marks}), field
        assert set(field.marked) <= shown


@pytest.mark.parametrize("name", [name for name in NAMES if name not in PDF])
def test_without_pages_the_text_stands_stretch_by_stretch_and_whole(proofs, name):
    proof = proofs[name]
    (page,) = proof.view.pages
    assert (page.number, page.picture) == (None, None)
    stretches = [one for row in page.rows for cell in row.cells for line in cell.lines for one in line]
    fields = {field.id: field for field in proof.fields}
    texts = {one.id: one.text for one in stretches}
    for one, placed in zip(stretches, proof.part.placements, strict=True):
        assert folded(one.text) == folded(placed.text)
        assert one.pieces[1::2] == tuple(swap.printed for swap in placed.mended)
        assert (one.field is None) == (placed.field in (LABEL, OUTSIDE)), one
    for field in fields.values():
        said = folded("".join(texts[one] for one in field.marked))
        if not field.marks:
            assert all(folded(part) in said for part in (field.code or "", *field.text.split("：")))


@pytest.mark.parametrize("name", PDF)
def test_the_box_of_a_field_is_that_of_the_record(proofs, name):
    proof = proofs[name]
    found = boxes(proof)
    exact = 0
    for field in proof.fields:
        place = place_of(proof.part.standard, field.path)
        if place is None or place.box is None or field.id not in found:
            continue
        here = [one.box for page, one in found[field.id] if page == place.page]
        whole = union(here)
        assert whole, field
        if field.path.startswith(SHARED):
            assert union([rounded(whole), place.box]) == place.box, field
        else:
            assert rounded(whole) == place.box, field
            exact += 1
    assert exact > 30


@pytest.mark.parametrize("name", PDF)
def test_pdfium_finds_the_text_of_a_field_inside_its_boxes_and_no_other(proofs, name):
    """Asked of the file itself, so that picture, boxes and glyphs are known to share one measure."""
    proof = proofs[name]
    with pypdfium2.PdfDocument(proof.data) as document:
        pages = [page.get_textpage() for page in document]
        heights = [page.get_height() for page in document]
        for field in proof.fields:
            inside = ""
            for page, one in boxes(proof).get(field.id, []):
                left, top, right, bottom = one.box
                height = heights[page - 1]
                inside += pages[page - 1].get_text_bounded(left - 0.5, height - bottom, right + 0.5, height - top)
            letters = Counter(folded(inside))
            said = Counter(folded((field.code or "") + field.text))
            if inside and not field.marks:
                assert not said - letters - Counter("：:"), (field, inside)
                # Beside it only what is printed around the text: a bullet, the colon, the number of the note.
                # The one prerequisite stands on the line of its heading.
                assert (letters - said).total() <= 6 or field.path == "prerequisites/0", (field, inside)
        for page in pages:
            page.close()


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_outside_is_listed_with_its_place(proofs, name):
    proof = proofs[name]
    outside = [one.text for one in proof.part.placements if one.field == OUTSIDE]
    listed = [one for one in proof.view.characters if one.kind == "outside"]
    assert [one.text for one in listed] == outside
    assert all(one.target for one in listed)
    if not name.endswith("txt"):
        assert any("第1頁" in one.text.replace(" ", "") for one in listed)


@pytest.mark.parametrize("suffix", FORMATS)
def test_mended_and_derived_texts_are_listed_one_by_one(proofs, suffix):
    listed = [(one.kind, one.text, one.became) for one in proofs[f"odd.{suffix}"].view.characters]
    for task in ("T1.1", "T1.2", "T2.1", "T2.2"):
        assert sum(kind == "derived" and text == f"工作任務 {task}" for kind, text, _became in listed) == 1
    assert ("mended", "工作產出 O1.1.1 驗收紀錄單", "printed: O 1.1.1") in listed
    assert ("mended", "技能 S03 文書處理能力", "characters: ⽂ (U+2F42) → 文, ⼒ (U+2F12) → 力") in listed
    assert ("mended", "發展更新日期 2023-08-15", "printed: 2023/08/15") in listed


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_radical_of_the_source_is_counted_and_listed(proofs, suffix):
    proof = proofs[f"odd.{suffix}"]
    swapped = [swap for one in proof.part.placements for swap in one.mended]
    for one in proof.part.placements:
        assert all(one.text[swap.at : swap.at + len(swap.plain)] == swap.plain for swap in one.mended)
    assert len(swapped) == 24
    assert f"{len(swapped)} characters were read as the plain characters" in proof.view.standards[0].account[-1]
    said = " ".join(one.became for one in proof.view.characters if one.became.startswith("characters"))
    assert {swap.printed for swap in swapped} == set(said) & {chr(number) for number in range(0x2F00, 0x2FD6)}


@pytest.mark.parametrize("name", NAMES)
def test_the_account_adds_up(proofs, name):
    proof = proofs[name]
    letters = Counter()
    for one in proof.part.placements:
        letters[one.field if one.field in (LABEL, OUTSIDE) else "field"] += len("".join(one.text.split()))
    form = letters["field"] + letters[LABEL]
    whole, where, *others = proof.view.standards[0].account
    assert whole == f"The form has {form} characters. All {form} of them are accounted for; none is lost."
    assert where.startswith(f"{letters['field']} of them are in the fields of the record; {letters[LABEL]} are")
    told = f"Besides, {letters[OUTSIDE]} characters stand outside the form (running heads and the like)."
    assert (told in others) == bool(letters[OUTSIDE])


def test_all_text_of_a_scan_without_lines_is_listed_as_not_placed(folder):
    proof = proving.proving(folder, "pdf", proving.scanned(proving.printed("pdf"), lines=False))
    lost = [one for one in proof.view.characters if one.kind == "unplaced"]
    assert [one.text for one in lost] == [one.text for one in proof.part.placements if one.field is None]
    assert any("依採購單核對貨品之品名與數量" in one.text for one in lost)
    count = sum(len("".join(one.text.split())) for one in lost)
    assert proof.view.standards[0].account[0].endswith(f"{count} of them are in no field of the record.")
    marked = {one.id for page in proof.view.pages for one in page.boxes if one.kind == "unplaced"}
    assert {one.target for one in lost} <= marked
    leading = {one.target for one in proof.view.findings if one.rule == "AS103"}
    assert len(leading) == len(lost)
    assert leading <= marked


LEADING = {
    "a code that was mended": (b"P1.1.1", b"P 1.1.1", "P1.1.1", "duties/0/tasks/0/blocks/0/indicators/0"),
    "a mark without its note": ("數量。".encode(), "數量【註9】。".encode(), "note/9", "duties/0/tasks/0/blocks/0/indicators/0"),
    "a task without knowledge": (
        "K01 物料知識".encode(), b"", "T1.1/knowledge", "duties/0/tasks/0",
    ),
    "a code in the wrong column": (b"K01", b"S02", "T1.1/S02", "duties/0/tasks/0/blocks/0/knowledge/0"),
    "a level out of range": ("基準級別\t\t3".encode(), "基準級別\t\t9".encode(), "level", "level"),
}  # fmt: skip


@pytest.mark.parametrize("case", LEADING)
def test_a_finding_leads_to_the_field_that_it_is_about(folder, case):
    """Text has no pages, so that nothing but the subject tells."""
    printed, odd, subject, path = LEADING[case]
    data = small.flat_text()
    assert data.count(printed) >= 1
    proof = proving.proving(folder, "txt", data.replace(printed, odd), checked=True)
    found = [one for one in proof.view.findings if one.subject == subject_words.words(subject)]
    assert found, [(one.rule, one.subject) for one in proof.view.findings]
    paths = {field.id: field.path for field in proof.fields}
    for one in found:
        assert paths[str(one.target)] == path


def test_several_standards_of_one_file_stand_one_after_the_other(folder):
    data = small.flat_text() + b"\n\n" + small.flat_text(code="DEF5678-002", name="資料管理人員")
    proof = proving.proving(folder, "txt", data)
    assert [one.title for one in proof.view.standards] == ["ABC1234-001 物料管理人員", "DEF5678-002 資料管理人員"]
    assert len({field.id for field in proof.fields}) == len({field.key for field in proof.fields}) == len(proof.fields)
    shown = [
        one.text
        for page in proof.view.pages
        for row in page.rows
        for cell in row.cells
        for line in cell.lines
        for one in line
    ]
    assert shown == [one.text for part in proof.parts for one in part.placements]


def test_a_field_that_says_something_else_is_not_seen_yet(folder):
    """The key that the browser keeps goes with the text, and stays the same where that does."""
    before = proving.proving(folder, "txt", small.flat_text())
    after = proving.proving(folder, "txt", small.flat_text(indicator="依據清單逐項核對數量。"))
    keys = [{field.path: field.key for field in one.fields} for one in (before, after)]
    assert [path for path in keys[0] if keys[0][path] != keys[1][path]] == ["duties/0/tasks/0/blocks/0/indicators/0"]


def test_the_standard_that_all_this_is_about_has_what_a_form_has():
    one = standard()
    assert one.classification.categories
    assert one.versions
    assert one.notes

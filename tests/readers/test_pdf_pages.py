"""Whole pages written by hand: what of them is shown, and what of that belongs to the document."""

from __future__ import annotations

import pytest
import small_documents as small

from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.readers import pdf
from pipeline.readers.blocks import Paragraph, Table
from tests.readers.pdf_pages import bound

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FONTS = b"/Font << /F1 5 0 R >>"


def read(content: bytes) -> tuple[list[str], list[str]]:
    """The text of every block of a page (cells one by one), and of what lies outside the document."""
    body = pdf.read(small.pdf(content, objects=(FONT,), resources=b"/Font << /F1 5 0 R >>"), DEFAULT_LIMITS)
    found = []
    for block in body.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
        found += [cell.text for cell in cells]
    return found, [line.text for line in body.outside]


def foot_told(content: bytes) -> list[str]:
    """The findings on a page."""
    body = pdf.read(small.pdf(content, objects=(FONT,), resources=FONTS), DEFAULT_LIMITS)
    return [one.rule for one in body.diagnostics]


def typed(text: str, x: int, y: int) -> bytes:
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, text.encode())


def dotted(x0: int, y0: int, x1: int, y1: int, step: int, size: float) -> bytes:
    """Squares from one point to the other."""
    count = (x1 - x0 + y1 - y0) // step + 1
    across, along = (step, 0) if x1 > x0 else (0, step)
    points = [(x0 + at * across, y0 + at * along) for at in range(count)]
    return b"".join(b"%d %d %.2f %.2f re f\n" % (x, y, size, size) for x, y in points)


def test_what_a_clip_hides_is_no_text() -> None:
    hidden = b"q 50 100 400 600 re W n\n" + typed("beyond", 60, 85) + typed("inside", 60, 400) + b"Q\n"
    assert read(typed("free", 60, 720) + hidden) == (["free", "inside"], ["beyond"])


@pytest.mark.parametrize(("step", "size"), [(2, 0.75), (3, 1.5), (6, 2.5)])
def test_dots_in_a_row_are_a_line(step: int, size: float) -> None:
    frame = [(60, 600, 300, 600), (60, 660, 300, 660)]
    frame += [(60, 600, 60, 660), (180, 600, 180, 660), (300, 600, 300, 660)]
    drawn = b"".join(dotted(*ends, step, size) for ends in frame)
    assert read(drawn + typed("left", 80, 630) + typed("right", 200, 630)) == (["left", "right"], [])


def test_a_few_dots_are_no_line() -> None:
    assert read(dotted(60, 600, 66, 600, 3, 1.0) + typed("text", 80, 630)) == (["text"], [])


@pytest.mark.parametrize("text", ["1/1", "- 3 -", "Page 1 of 3", "https://icap.wda.gov.tw/ap/x?id=7 1/1"])
def test_the_page_number_of_a_single_page_is_no_text(text: str) -> None:
    assert read(typed("A name", 60, 400) + typed(text, 60, 30)) == (["A name"], [text])


@pytest.mark.parametrize(
    "text", ["2026/11/28", "112.6.30", "2024-05-01 15:20", "C:/Users/office/standard.docx", "standard v2.pdf"]
)
def test_a_date_or_the_name_of_a_file_at_the_foot_of_a_single_page_is_no_text(text: str) -> None:
    assert read(typed("A name", 60, 400) + typed(text, 60, 30)) == (["A name"], [text])


@pytest.mark.parametrize("text", ["The office 1", "Standard-1", "The office 1 / 3"])
def test_a_line_alone_at_the_foot_that_ends_with_the_number_of_the_page_is_no_text(text: str) -> None:
    assert read(typed("A name", 60, 400) + typed(text, 60, 30)) == (["A name"], [text])


def test_a_line_alone_at_the_foot_is_read_and_told() -> None:
    assert foot_told(typed("A name", 60, 400) + typed("The office", 60, 30)) == ["RD118"]
    assert foot_told(typed("A name", 60, 400) + typed("The office 21", 60, 30)) == ["RD118"]
    assert foot_told(typed("A name", 60, 400) + typed("The office says so.", 60, 60)) == ["RD118"]


@pytest.mark.parametrize(
    "content",
    [
        typed("A name", 60, 400) + typed("A01 The office", 60, 30),
        typed("A name", 60, 400) + typed("- The office", 60, 30),
        typed("A name", 60, 50) + typed("The office", 60, 30),
        typed("A name", 60, 400) + typed("one", 60, 60) + typed("two", 60, 45) + typed("three", 60, 30),
    ],
)
def test_items_and_what_flows_to_the_foot_need_no_finding(content: bytes) -> None:
    assert foot_told(content) == []


def test_running_lines_stand_as_far_from_the_edge_of_pages_of_any_size() -> None:
    upright = small.pdf(typed("A name", 60, 400) + typed("The office", 60, 30), objects=(FONT,), resources=FONTS)
    across = upright.replace(b"[0 0 595 842]", b"[0 0 842 595]")
    body = pdf.read(bound(upright, across), DEFAULT_LIMITS)
    assert [line.text for line in body.outside] == ["The office"] * 2


def test_running_lines_of_pages_that_are_scaled_to_a_sheet_stand_far_from_its_edges() -> None:
    pages = [typed("Head", 60, 640) + typed(name, 60, 400) + typed("Foot", 60, 200) for name in ("one", "two")]
    body = pdf.read(bound(*(small.pdf(one, objects=(FONT,), resources=FONTS) for one in pages)), DEFAULT_LIMITS)
    assert [line.text for line in body.outside] == ["Head", "Foot"] * 2
    assert [block.text for block in body.blocks if isinstance(block, Paragraph)] == ["one", "two"]


@pytest.mark.parametrize("text", ["3 people", "A01 10/12", "see https://icap.wda.gov.tw"])
def test_other_text_in_the_margin_stays(text: str) -> None:
    assert read(typed("A name", 60, 400) + typed(text, 60, 30)) == (["A name", text], [])


CHINESE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /PMingLiU /Encoding /ETen-B5-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /PMingLiU /DW 1000 /W [1 [250]] /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (CNS1) /Supplement 3 >> /FontDescriptor << /Type /FontDescriptor /FontName /PMingLiU /Flags 4 >> >>] >>"
)


def at_the_foot(text: str) -> tuple[list[str], list[str]]:
    shown = b"BT /F1 12 Tf 60 %d Td <%s> Tj ET\n"
    content = b"".join(shown % (y, one.encode("big5").hex().encode()) for y, one in ((400, "物料管理"), (30, text)))
    body = pdf.read(small.pdf(content, objects=(CHINESE,), resources=b"/Font << /F1 5 0 R >>"), DEFAULT_LIMITS)
    return [block.text for block in body.blocks if isinstance(block, Paragraph)], [line.text for line in body.outside]


@pytest.mark.parametrize("text", ["頁次：1/1", "頁碼 1", "第 1 頁", "某某署 第 1 頁，共 3 頁", "2024/05/01 第 1 頁"])
def test_the_page_number_in_chinese_with_what_stands_before_it_is_no_text(text: str) -> None:
    assert at_the_foot(text) == (["物料管理"], [text])


@pytest.mark.parametrize("text", ["第 3 頁", "參考：手冊 第 1 頁", "詳見手冊第 1 頁", "第 1 頁，共 1 頁"])
def test_another_page_s_number_or_a_sentence_stays(text: str) -> None:
    """Numbers with the total are the form's own, told from what the pages count (quirk 30)."""
    assert at_the_foot(text) == (["物料管理", text], [])

"""Text in the free space of a cell that is drawn after all else of the page, as stamps are."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.findings.diagnostics import Severity
from tests.readers.pdf_pages import TABLE, page, read, told, typed

ENGINES = list(PdfEngine)
CELLS = typed("left", 70, 680) + typed("words", 70, 660) + typed("right", 190, 680)
BELOW = typed("below the table", 60, 400)
STAMP = typed("void", 70, 620, 15)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("behind", [b"", typed("at the foot", 60, 200)])
def test_a_stamp_in_the_free_space_of_a_cell_is_read_and_told(behind: bytes, engine: PdfEngine) -> None:
    body = read(page(TABLE + CELLS + BELOW + STAMP + behind), engine)
    assert told(body)[:2] == ["left\nwords\nvoid", "right"]
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity) == ("RD116", Severity.WARNING)
    assert "“void”" in finding.message


@pytest.mark.parametrize(
    "content",
    [
        CELLS + BELOW + typed("void", 70, 620),
        typed("left", 70, 680) + typed("words", 70, 660) + STAMP + typed("right", 190, 680) + BELOW,
        typed("left", 70, 680) + typed("right", 190, 680) + typed("small", 190, 660, 8),
        typed("left", 70, 680) + BELOW + typed("right", 190, 680, 15),
        CELLS + BELOW + STAMP + typed("one", 70, 600, 9) + typed("two", 190, 600, 15) + typed("three", 190, 580, 9),
    ],
    ids=["of one size", "drawn in its turn", "goes on in its cell", "alone in its cell", "drawn by sizes"],
)
def test_other_text_of_another_size_is_no_stamp(content: bytes) -> None:
    assert read(page(TABLE + content), PdfEngine.PDFIUM).diagnostics == ()

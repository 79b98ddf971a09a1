"""Text of a PDF with a line drawn through it."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import TABLE, WORDS, page, read, rules, told, typed

ENGINES = pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
LINE = typed("Planned", 70, 540)


@ENGINES
@pytest.mark.parametrize("line", [b"70 544 m 112 544 l S\n", b"70 543.6 42 0.8 re f\n", b"90 544 m 111 544 l S\n"])
def test_text_with_a_line_through_it_is_read_and_named(engine: PdfEngine, line: bytes) -> None:
    body = read(page(TABLE + WORDS + LINE + line), engine)
    assert told(body) == ["left\nwords\nPlanned", "right"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD117", "warning")]
    assert "“Planned”" in body.diagnostics[0].message


@ENGINES
@pytest.mark.parametrize(
    "line",
    [b"70 538 m 112 538 l S\n", b"70 550.5 m 112 550.5 l S\n", b"60 544 m 180 544 l S\n", b"130 544 m 172 544 l S\n"],
    ids=["under it", "over it", "of the table", "beside it"],
)
def test_other_lines_strike_nothing_out(engine: PdfEngine, line: bytes) -> None:
    assert rules(read(page(TABLE + WORDS + LINE + line), engine)) == []

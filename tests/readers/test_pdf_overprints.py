"""Text of a PDF that is drawn over other text: stamps across a table, and texts of which neither is one."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers._pdf import overprints, seen
from pipeline.readers._pdf.page import glyph
from pipeline.readers._pdf.turning import box_of
from pipeline.readers.blocks import Body
from tests.readers.pdf_pages import TABLE, aside, page, read, rules, told, typed

ENGINES = pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
LINE = typed("Planning and control", 62, 600)


def severities(body: Body) -> list[str]:
    return [one.severity for one in body.diagnostics if one.rule == "RD116"]


def circle(x: float, y: float, radius: float) -> bytes:
    """A round frame, drawn in short pieces as browsers do."""
    points = [(x + radius * cos(at * pi / 30), y + radius * sin(at * pi / 30)) for at in range(60)]
    start, *others = (f"{one:.3f} {other:.3f}" for one, other in points)
    return f"{start} m {' '.join(f'{one} l' for one in others)} h S\n".encode()


@ENGINES
@pytest.mark.parametrize(
    "stamp",
    [
        typed("VOID", 80, 604, 14, before="1 0 0 rg"),
        typed("VOID", 80, 595, 20, before="1 0 0 rg"),
        typed("VOID", 80, 604, 12, before="1 0 0 rg"),
        typed("VOID", 80, 595, 20) + typed("1999", 80, 575, 20),
    ],
    ids=["as large", "larger", "in the size of the text", "of two lines"],
)
@pytest.mark.parametrize("comes_first", [False, True])
def test_a_stamp_over_a_line_is_not_read_and_told(engine: PdfEngine, stamp: bytes, comes_first: bool) -> None:
    drawn = stamp + LINE if comes_first else LINE + stamp
    body = read(page(TABLE + typed("right", 190, 620) + drawn), engine)
    assert told(body) == ["Planning and control", "right"]
    assert "".join(aside(body)).startswith("VOID")
    assert severities(body) == ["warning"]


@ENGINES
def test_of_two_texts_that_cover_each_other_none_is_taken_away(engine: PdfEngine) -> None:
    body = read(page(TABLE + typed("Plan", 62, 600) + typed("VOID", 63, 604)), engine)
    assert sorted(told(body)[0]) == sorted("PlanVOID")
    assert aside(body) == []
    assert severities(body) == ["error"]


@ENGINES
@pytest.mark.parametrize(
    "other",
    [
        typed("Planning and control", 62.4, 600),
        typed("Planning and control", 62, 590),
        typed("2", 172, 606, 7),
        typed("Lead and tell", 62, 612),
    ],
    ids=["a faked bold face", "a line close below", "a raised mark", "a line above"],
)
def test_text_beside_text_is_none_over_it(engine: PdfEngine, other: bytes) -> None:
    assert rules(read(page(TABLE + LINE + other), engine)) == []


@ENGINES
def test_a_round_frame_is_no_line_of_a_table(engine: PdfEngine) -> None:
    body = read(page(TABLE + LINE + typed("right", 190, 600) + circle(180, 600, 35)), engine)
    assert told(body) == ["Planning and control", "right"]


@pytest.mark.parametrize("room", [overprints, seen], ids=lambda room: room.__name__.rpartition(".")[2])
def test_of_what_reaches_endlessly_far_only_some_places_are_looked_at(room: Any) -> None:
    endless = glyph("職", 0.0, 0.0, 1e15, 1e15, 1e15)
    places = list(room._places(endless if room is overprints else box_of(endless)))
    assert 0 < len(places) <= 2_000
    assert places[:2] == [(0, 0), (0, 1)]

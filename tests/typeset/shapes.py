"""What every format prints: paragraphs and tables of lines of runs, and a text's way into them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.typeset import spelling
from tests.typeset.quirks import Quirks

_MARK = re.compile(r"【註(\d+)】")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, raised or not."""

    text: str
    raised: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; ``column`` is its first grid column."""

    lines: tuple[Line, ...]
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line outside tables."""

    line: Line
    is_title: bool = False
    is_footer: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: shares of its width, cells by rows, and how many rows are its header.

    Covered cells are left out; ``footer`` is the page number as its last row.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    footer: str = ""


Form = tuple[Paragraph | Table, ...]
"""A whole document, from the title to the notes."""


def runs(text: str, quirks: Quirks) -> Line:
    """A text with its note marks raised or not, spaced or not."""
    pieces: list[Run] = []
    end = 0
    for match in _MARK.finditer(text):
        pieces.append(Run(text[end : match.start()]))
        if quirks.spaced_marks:
            pieces.append(Run(" "))
        mark = f"【註 {match[1]}】" if quirks.spaced_marks else f"【註{match[1]}】"
        pieces.append(Run(mark, quirks.raised_marks))
        end = match.end()
        if quirks.spaced_marks and text[end : end + 1].strip():
            pieces.append(Run(" "))
    pieces.append(Run(text[end:]))
    spelled = [replace(run, text=spelling.kangxi(run.text)) if quirks.kangxi else run for run in pieces]
    return tuple(run for run in spelled if run.text)


def cell(text: str, column: int, colspan: int = 1, rowspan: int = 1, *, quirks: Quirks) -> Cell:
    """A cell of a text, a line each of its lines."""
    lines = tuple(runs(line, quirks) for line in text.split("\n") if line)
    return Cell(lines, column, colspan, rowspan)


def full_row(lines: Sequence[Line], span: int) -> tuple[Cell, ...]:
    """A row of one cell over the whole width."""
    return (Cell(tuple(lines), 0, span),)

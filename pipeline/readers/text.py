"""Flat text as it is extracted from a standard: tab-separated table rows, ``<p>`` and ``^{}`` residue.

domain.md section 4, quirk 37; ``samples/KPS3322-002v2.txt`` is the model. Rows between upright strokes (Markdown) and
cells in quotation marks (a spreadsheet's, which may hold line ends) are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, count, groupby

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, Table
from pipeline.readers.encodings import decode, remarks
from pipeline.readers.foreign import is_code

NAME = "txt"
SUFFIXES = (".txt", ".text", ".tsv")

_BREAK = re.compile(r"</p>|<p(?:\s[^<>]*)?>|<br\s*/?>|\n", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}|<sup>([^<>]*)</sup>", re.IGNORECASE)
_STROKES = re.compile(r"\s*\|(.*)\|\s*")
_STROKE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
"""The line that Markdown draws below a header."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_LONGEST_RECORD = 50
"""Lines that a row of quoted cells may have; behind a lone quotation mark no more are searched for the other."""


def sniff(data: bytes) -> float:
    """Text is what decodes and is no other program's code; every other format is surer of itself."""
    return 0.1 if not is_code(data) and decode(data) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Rows of cells become tables, other lines paragraphs; a form feed begins a new page."""
    decoded = decode(data)
    if decoded is None:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The text is in no encoding that is known here.")))
    text = decoded.text
    if len(text) > limits.characters:
        raise Unreadable(LIMIT_EXCEEDED.found("file", _("The document holds an unreasonable amount of text.")))
    pages = text.split("\f")
    blocks = _blocks(pages)
    return Body(tuple(blocks), pages=len(pages) if len(pages) > 1 else None, diagnostics=remarks(decoded))


def _blocks(pages: list[str]) -> Iterator[Block]:
    tables = count(1)
    for number, text in enumerate(pages, start=1):
        page = number if len(pages) > 1 else None
        rows = [(line, _cells(line)) for line in _records(text)]
        for tabular, group in groupby(rows, key=lambda row: bool(row[1])):
            if tabular:
                found = [cells for line, cells in group if not _RULE.fullmatch(line)]
                yield Table(tuple(_row(cells, row, page) for row, cells in enumerate(found)), next(tables), page)
            else:
                yield from (Paragraph(tuple(_lines(line, page))) for line, _ in group if line.strip())


def _records(text: str) -> Iterator[str]:
    """The lines, those of quoted cells together: up to the one that makes the quotation marks even."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        end = at + 1
        if "\t" in lines[at] and any(cell.startswith('"') and cell.count('"') % 2 for cell in lines[at].split("\t")):
            marks = accumulate(line.count('"') for line in lines[at : at + _LONGEST_RECORD])
            end = next((at + number for number, count in enumerate(marks, start=1) if count % 2 == 0), end)
        yield "\n".join(lines[at:end])
        at = end


def _cells(line: str) -> list[str]:
    """The cells of a row; none if the line is no row."""
    if "\t" in line:
        return [_unquoted(cell) for cell in line.split("\t")]
    strokes = _STROKES.fullmatch(line)
    return [cell.replace("\\|", "|").strip() for cell in _STROKE.split(strokes[1])] if strokes else []


def _unquoted(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"') if quoted else cell


def _row(cells: list[str], number: int, page: int | None) -> tuple[Cell, ...]:
    return tuple(
        Cell(tuple(_lines(text, page)), number, column, 1, 1, column, column + 1) for column, text in enumerate(cells)
    )


def _lines(text: str, page: int | None) -> Iterator[Line]:
    for piece in _BREAK.split(text):
        if piece.strip():
            yield Line(tuple(_runs(piece.strip())), page=page)


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _SUPERSCRIPT.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        yield Run(match[1] or match[2], superscript=True)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])

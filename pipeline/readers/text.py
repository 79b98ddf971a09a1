"""Flat text as it is extracted from a standard: tab-separated table rows, ``<p>`` and ``^{}`` residue.

domain.md section 4, quirk 37; ``samples/KPS3322-002v2.txt`` is the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, groupby

from pipeline.blocks import Block, Body, Cell, Line, Paragraph, Run, Table
from pipeline.diagnostics import Unreadable
from pipeline.incidents.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.incidents.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.readers.encodings import decode, remarks

NAME = "txt"
SUFFIXES = (".txt", ".text", ".tsv")

_BREAK = re.compile(r"</p>|<p(?:\s[^<>]*)?>|<br\s*/?>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}")


def sniff(data: bytes) -> float:
    """Text is what decodes; every other format is surer of itself."""
    return 0.1 if decode(data) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Rows of cells become tables, other lines paragraphs; a form feed begins a new page."""
    decoded = decode(data)
    if decoded is None:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The text is in no encoding that is known here.")))
    text, encoding = decoded
    if len(text) > limits.characters:
        raise Unreadable(LIMIT_EXCEEDED.found("file", _("The document holds an unreasonable amount of text.")))
    pages = text.split("\f")
    blocks = _blocks(pages)
    return Body(tuple(blocks), pages=len(pages) if len(pages) > 1 else None, diagnostics=remarks(encoding))


def _blocks(pages: list[str]) -> Iterator[Block]:
    tables = count(1)
    for number, text in enumerate(pages, start=1):
        page = number if len(pages) > 1 else None
        for tabular, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
            if tabular:
                yield Table(tuple(_row(line, row, page) for row, line in enumerate(lines)), next(tables), page)
            else:
                yield from (Paragraph(tuple(_lines(line, page))) for line in lines if line.strip())


def _row(line: str, number: int, page: int | None) -> tuple[Cell, ...]:
    return tuple(
        Cell(tuple(_lines(text, page)), number, column, 1, 1, column, column + 1)
        for column, text in enumerate(line.split("\t"))
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
        yield Run(match[1], superscript=True)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])

"""A Word document's body, its notes, and what stands outside of both."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import accumulate, count
from typing import Any, NamedTuple
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from pipeline.readers import containers, nesting, xml
from pipeline.readers._word.numbering import Numbering
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, Table

_TWIPS_PER_POINT = 20
_MAX_SPAN = 1_000
"""Columns that a cell may cover or leave out; Word itself stops at 63."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), _FALLBACK, qn("w:instrText"), qn("w:delText"), qn("w:rPr"), qn("w:rt")}
"""Deleted text, field codes, readings beside characters, and the copy that Word keeps of drawings for old readers."""
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_PRIVATE = 0xF000
"""Where Unicode's private use area holds the characters of symbol fonts."""
_TRANSPARENT = (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag"))
_CHARACTERS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad"}


def read(data: bytes) -> Body:
    """The content of a Word document whose container is whole.

    Raises:
        Unreadable: its XML is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(Numbering(document))
        blocks = (*reader.blocks(document.element.body), *_notes(document, reader))
        outside = tuple(_outside(document, reader))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise containers.damaged() from error
    return Body(blocks, (*outside, *reader.hidden), pages=reader.pages)


class _Slot(NamedTuple):
    """A cell of the file's grid: first column, columns covered, and whether it goes on from the row above."""

    element: Any
    column: int
    colspan: int
    continues: bool


class _Reader:
    """Walks the body. Pages are counted only where Word noted where it broke them."""

    def __init__(self, numbering: Numbering) -> None:
        self.hidden: list[Line] = []
        self._numbering = numbering
        self._tables = count(1)
        self._breaks = 0

    @property
    def pages(self) -> int | None:
        return self._breaks + 1 if self._breaks else None

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The paragraphs and tables directly inside ``parent``, content controls looked through."""
        for element in parent:
            if element.tag == qn("w:p"):
                lines = tuple(self.lines(element))
                if lines:
                    yield Paragraph(lines)
            elif element.tag == qn("w:tbl"):
                yield from self.table(element)
            elif element.tag in _TRANSPARENT:
                yield from self.blocks(element)

    def table(self, element: Any) -> Iterator[Table]:
        """A table with the rows of tables inside its cells; one that only lays out the page has those behind it."""
        number = next(self._tables)
        is_layout = nesting.is_layout(element, qn("w:tbl"), qn("w:t"))
        behind: list[Table] = []
        slots = [list(_slots(row)) for row in _children(element, "w:tr") if not _is_deleted(row)]
        edges = _edges(element, max((slot.column + slot.colspan for row in slots for slot in row), default=0))
        rows = []
        for at, row in enumerate(slots):
            cells = []
            inside: list[tuple[Cell, ...]] = []
            for slot in row:
                if slot.continues:
                    continue
                blocks = list(self.blocks(slot.element))
                tables = [block for block in blocks if isinstance(block, Table)]
                lines = tuple(line for block in blocks if isinstance(block, Paragraph) for line in block.lines)
                cells.append(_cell(slot, at, _rowspan(slots, at, slot), edges, lines))
                if is_layout:
                    behind += tables
                else:
                    inside += nesting.rows_inside(tables, cells[-1])
            rows += [tuple(cells), *inside]
        yield Table(tuple(rows), number)
        yield from behind

    def lines(self, paragraph: Any) -> Iterator[Line]:
        """The lines of a paragraph, cut at its line breaks; the number that Word prints before it comes first."""
        runs: list[Run] = []
        label = self._numbering.label(paragraph)
        if label.text:
            runs.append(Run(label.text + " "))
        for piece in self._pieces(paragraph):
            if piece is None:
                if "".join(run.text for run in runs).strip():
                    yield Line(tuple(runs), list_item=label.is_item)
                runs = []
            else:
                runs.append(piece)
        if "".join(run.text for run in runs).strip():
            yield Line(tuple(runs), list_item=label.is_item)

    def _pieces(self, parent: Any) -> Iterator[Run | None]:
        """The runs inside ``parent``; ``None`` for a line break."""
        for element in parent:
            if element.tag in _SKIPPED:
                continue
            if element.tag == qn("w:r"):
                if _is_on(element, "w:vanish"):
                    self.hidden.append(Line.plain("".join(text or " " for text in self._texts(element))))
                    continue
                raised = _value(element, "w:rPr/w:vertAlign") == "superscript"
                for text in self._texts(element):
                    yield None if text is None else Run(text, raised)
            elif isinstance(element.tag, str):
                yield from self._pieces(element)

    def _texts(self, run: Any) -> Iterator[str | None]:
        for element in run:
            if element.tag == qn("w:t"):
                yield _symbols(element.text or "") if _is_in_symbols(run) else element.text or ""
            elif element.tag in _CHARACTERS:
                yield _CHARACTERS[element.tag]
            elif element.tag == qn("w:sym"):
                yield chr(int(element.get(qn("w:char"), "20"), 16))
            elif element.tag == qn("w:lastRenderedPageBreak"):
                self._breaks += 1
            elif element.tag in (qn("w:br"), qn("w:cr")):
                yield None
            elif element.tag not in _SKIPPED:
                for piece in self._pieces(element):
                    yield None if piece is None else piece.text


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """The children of ``tag``, content controls looked through."""
    for element in parent:
        if element.tag == qn(tag):
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _children(element, tag)


def _value(parent: Any, path: str) -> str | None:
    found = parent.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn("w:val"), "")


def _slots(row: Any) -> Iterator[_Slot]:
    column = min(int(_value(row, "w:trPr/w:gridBefore") or 0), _MAX_SPAN)
    for element in _children(row, "w:tc"):
        span = min(max(int(_value(element, "w:tcPr/w:gridSpan") or 1), 1), _MAX_SPAN)
        yield _Slot(element, column, span, _value(element, "w:tcPr/w:vMerge") in ("", "continue"))
        column += span


def _rowspan(rows: list[list[_Slot]], at: int, slot: _Slot) -> int:
    below = 0
    for row in rows[at + 1 :]:
        if not any(other.column == slot.column and other.continues for other in row):
            break
        below += 1
    return below + 1


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _edges(table: Any, columns: int) -> list[float]:
    """The edges of the grid's columns in points from the table's left; plain numbers if the file does not tell all."""
    widths = [
        int(float(column.get(qn("w:w")) or 0)) for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    ]
    if len(widths) < columns or min(widths, default=0) <= 0:
        return [float(column) for column in range(columns + 1)]
    return [0.0, *(width / _TWIPS_PER_POINT for width in accumulate(widths))]


def _cell(slot: _Slot, row: int, rowspan: int, edges: list[float], lines: tuple[Line, ...]) -> Cell:
    left, right = edges[slot.column], edges[slot.column + slot.colspan]
    return Cell(lines, row, slot.column, rowspan, slot.colspan, left, right)


def _is_on(run: Any, switch: str) -> bool:
    return _value(run, f"w:rPr/{switch}") not in (None, "0", "false", "off")


def _is_in_symbols(run: Any) -> bool:
    """Whether a run's letters are those of a symbol font, where an ``l`` is a bullet."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return fonts is not None and (fonts.get(qn("w:ascii")) or "").lower().startswith(_SYMBOL_FONTS)


def _symbols(text: str) -> str:
    """Letters of a symbol font as the private characters that stand for them."""
    return "".join(chr(_PRIVATE + ord(one)) if " " < one < "\u0100" else one for one in text)


def _notes(document: Any, reader: _Reader) -> Iterator[Block]:
    """The footnotes and endnotes, but not the lines that part them from the text."""
    for part in document.part.package.iter_parts():
        if part.partname in ("/word/footnotes.xml", "/word/endnotes.xml"):
            for note in xml.parse(part.blob):
                if note.get(qn("w:type"), "normal") == "normal":
                    yield from reader.blocks(note)


def _outside(document: Any, reader: _Reader) -> Iterator[Line]:
    """What stands in the margins of the pages, each text once."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if part.is_linked_to_previous:
                continue
            for block in reader.blocks(part._element):
                for line in block.lines if isinstance(block, Paragraph) else ():
                    if line.text not in seen:
                        seen.add(line.text)
                        yield line

"""OpenDocument texts (ODT), the editable form that the platform offers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, count
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers import containers, nesting, xml
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, Table

NAME = "odt"
SUFFIXES = (".odt", ".ott")

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
_MAX_REPEAT = 1_000
"""Spreadsheets repeat empty rows and columns by the million; no standard repeats any."""
_MAX_COLUMNS = 1_000
"""How far repeated cells are followed."""
_MAX_CELLS = 200_000
"""What a table may have, repeats counted."""
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}


def _name(tag: str) -> str:
    prefix, local = tag.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_PARAGRAPHS = (_name("text:p"), _name("text:h"))
_CELLS = (_name("table:table-cell"), _name("table:covered-table-cell"))
_SKIPPED = (
    _name("text:tracked-changes"),
    _name("office:annotation"),
    _name("text:sequence-decls"),
    _name("text:ruby-text"),
    _name("office:forms"),
)
_HIDDEN = (_name("text:hidden-text"), _name("text:hidden-paragraph"))
_ROW_GROUPS = (_name("table:table-header-rows"), _name("table:table-rows"), _name("table:table-row-group"))


def sniff(data: bytes) -> float:
    """A ZIP container that calls itself an OpenDocument text, or at least has its content."""
    if _MEDIA_TYPE in data[:200]:
        return 1.0
    names = containers.names(data)
    return 0.6 if "content.xml" in names and "word/document.xml" not in names else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Paragraphs and tables of the body in order, then its notes; headers, footers and hidden text as text outside.

    Raises:
        Unreadable: the container or its XML is damaged, encrypted or too large.
    """
    members = containers.members(data, limits)
    if "content.xml" not in members:
        raise containers.damaged()
    root = xml.parse(members["content.xml"])
    styles = xml.parse(members["styles.xml"]) if "styles.xml" in members else None
    body = root.find(f"{_name('office:body')}/{_name('office:text')}")
    if body is None:
        raise containers.damaged()
    reader = _Reader(_Styles([part for part in (styles, root) if part is not None]))
    blocks = (*reader.blocks(body), *reader.notes())
    outside = tuple(_margins(styles, reader)) if styles is not None else ()
    return Body(blocks, (*outside, *reader.hidden), pages=reader.pages)


class _Styles:
    """What the reader must know of styles: raised and hidden text, widths of columns, numbers of lists."""

    def __init__(self, roots: list[Any]) -> None:
        self.raised: set[str] = set()
        self.hidden: set[str] = set()
        self.widths: dict[str, float] = {}
        self.lists: dict[str, dict[int, tuple[str, str]]] = {}
        for root in roots:
            for style in root.iter(_name("style:style")):
                self._learn(style)
            for style in root.iter(_name("text:list-style")):
                self.lists[style.get(_name("style:name"), "")] = dict(_levels(style))

    def _learn(self, style: Any) -> None:
        name = style.get(_name("style:name"), "")
        for properties in style:
            position = properties.get(_name("style:text-position"), "")
            if position.startswith("super") or re.match(r"[1-9]\d*%", position):
                self.raised.add(name)
            if properties.get(_name("text:display")) == "none":
                self.hidden.add(name)
            width = _points(properties.get(_name("style:column-width")))
            if width:
                self.widths[name] = width


def _levels(style: Any) -> Iterator[tuple[int, tuple[str, str]]]:
    """The numbered levels of a list style with what stands before and behind the number."""
    for level in style.iterfind(_name("text:list-level-style-number")):
        if level.get(_name("style:num-format")):
            number = int(level.get(_name("text:level"), "1"))
            yield number, (level.get(_name("style:num-prefix"), ""), level.get(_name("style:num-suffix"), ""))


def _points(length: str | None) -> float:
    match = re.fullmatch(r"([\d.]+)(cm|mm|in|pt|pc)", length or "")
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


class _Reader:
    """Walks the body. Pages are counted only where the writer noted where it broke them."""

    def __init__(self, styles: _Styles) -> None:
        self.hidden: list[Line] = []
        self._styles = styles
        self._tables = count(1)
        self._breaks = 0
        self._counters: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._notes: list[Any] = []

    @property
    def pages(self) -> int | None:
        return self._breaks + 1 if self._breaks else None

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes of what was read so far."""
        while self._notes:
            yield from self.blocks(self._notes.pop(0))

    def blocks(self, parent: Any, style: str = "", depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables inside ``parent``; sections, lists and frames are looked through."""
        for element in parent:
            if element.tag in _SKIPPED or not isinstance(element.tag, str):
                continue
            if element.tag in _PARAGRAPHS:
                lines = tuple(self._lines(element, label="", is_item=depth > 0))
                if lines:
                    yield Paragraph(lines)
            elif element.tag == _name("table:table"):
                yield from self._table(element)
            elif element.tag == _name("text:list"):
                yield from self._list(element, element.get(_name("text:style-name"), style), depth + 1)
            elif element.tag == _name("text:soft-page-break"):
                self._breaks += 1
            else:
                yield from self.blocks(element, style, depth)

    def _list(self, element: Any, style: str, depth: int) -> Iterator[Block]:
        for item in element:
            first = True
            for child in item:
                if child.tag in _PARAGRAPHS:
                    label = self._label(style, depth) if first and item.tag == _name("text:list-item") else ""
                    lines = tuple(self._lines(child, label, is_item=True))
                    if lines:
                        yield Paragraph(lines)
                    first = False
                elif child.tag == _name("text:list"):
                    yield from self._list(child, child.get(_name("text:style-name"), style), depth + 1)
                else:
                    yield from self.blocks([child], style, depth)

    def _label(self, style: str, depth: int) -> str:
        form = self._styles.lists.get(style, {}).get(depth)
        if form is None:
            return ""
        self._counters[style, depth] += 1
        return f"{form[0]}{self._counters[style, depth]}{form[1]} "

    def _table(self, element: Any) -> Iterator[Table]:
        """A table with the rows of tables inside its cells; one that only lays out the page has those behind it."""
        number = next(self._tables)
        edges = self._edges(element)
        is_layout = nesting.is_layout(element, _name("table:table"))
        behind: list[Table] = []
        rows: list[tuple[Cell, ...]] = []
        held = 0
        for at, row in enumerate(_rows(element)):
            if held > _MAX_CELLS:
                raise Unreadable(LIMIT_EXCEEDED.found("file", _("The document unpacks to an unreasonable size.")))
            cells: list[Cell] = []
            inside: list[tuple[Cell, ...]] = []
            column = 0
            for cell in row:
                if cell.tag not in _CELLS:
                    continue
                repeat = _count(cell, "table:number-columns-repeated")
                span = _count(cell, "table:number-columns-spanned")
                if cell.tag == _CELLS[0]:
                    blocks = list(self.blocks(cell))
                    tables = [block for block in blocks if isinstance(block, Table)]
                    lines = tuple(line for block in blocks if isinstance(block, Paragraph) for line in block.lines)
                    for start in range(column, max(min(column + repeat, _MAX_COLUMNS), column + 1)):
                        left, right = _edge(edges, start), _edge(edges, start + span)
                        rowspan = _count(cell, "table:number-rows-spanned")
                        cells.append(Cell(lines, at, start, rowspan, span, left, right))
                    if is_layout:
                        behind += tables
                    else:
                        inside += nesting.rows_inside(tables, cells[-1])
                column += repeat
            rows += [tuple(cells), *inside]
            held += len(cells)
        yield Table(tuple(rows), number)
        yield from behind

    def _edges(self, table: Any) -> list[float]:
        """The edges of the columns in points from the table's left; plain numbers if the file does not tell all."""
        widths = [
            self._styles.widths.get(column.get(_name("table:style-name"), ""), 0.0)
            for column in table.iter(_name("table:table-column"))
            for _copy in range(_count(column, "table:number-columns-repeated"))
        ]
        return [0.0, *accumulate(widths)] if min(widths, default=0.0) > 0 else [0.0]

    def _lines(self, paragraph: Any, label: str, *, is_item: bool) -> Iterator[Line]:
        runs = [Run(label)] if label else []
        pieces = list(self._pieces(paragraph, raised=False))
        for piece in [*pieces, None]:
            if piece is not None:
                runs.append(piece)
                continue
            text = "".join(run.text for run in runs)
            if text.strip() and text != label:
                yield Line(tuple(runs), list_item=is_item)
            runs = []

    def _pieces(self, element: Any, *, raised: bool) -> Iterator[Run | None]:
        """The runs inside ``element``; ``None`` for a line break or the end of a paragraph inside a frame."""
        style = element.get(_name("text:style-name"))
        if style in self._styles.hidden or element.tag in _HIDDEN:
            self.hidden.append(Line.plain("".join(element.itertext())))
            return
        raised = raised or style in self._styles.raised
        if element.text:
            yield Run(_collapsed(element.text), raised)
        for child in element:
            if child.tag == _name("text:s"):
                yield Run(" " * min(_count(child, "text:c"), _MAX_REPEAT), raised)
            elif child.tag == _name("text:tab"):
                yield Run("\t", raised)
            elif child.tag == _name("text:line-break"):
                yield None
            elif child.tag == _name("text:soft-page-break"):
                self._breaks += 1
            elif child.tag == _name("text:note"):
                self._notes += child.iterfind(_name("text:note-body"))
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                if child.tag in _PARAGRAPHS:
                    yield None
                yield from self._pieces(child, raised=raised)
            if child.tail:
                yield Run(_collapsed(child.tail), raised)


def _collapsed(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _count(element: Any, attribute: str) -> int:
    value = element.get(_name(attribute), "1")
    return min(int(value), _MAX_REPEAT) if value.isdigit() and int(value) > 0 else 1


def _rows(table: Any) -> Iterator[Any]:
    """The rows in order, header rows and groups looked through."""
    for element in table:
        if element.tag in _ROW_GROUPS:
            yield from _rows(element)
        elif element.tag == _name("table:table-row"):
            has_text = any(text.strip() for text in element.itertext())
            for _copy in range(_count(element, "table:number-rows-repeated") if has_text else 1):
                yield element


def _edge(edges: list[float], column: int) -> float:
    """Where a column begins; those that the file does not tell of are one unit wide."""
    beyond = column - len(edges) + 1
    return edges[-1] + beyond if beyond > 0 else edges[column]


def _margins(styles: Any, reader: _Reader) -> Iterator[Line]:
    """What stands in the margins of the pages."""
    for tag in ("style:header", "style:footer", "style:header-first", "style:footer-first"):
        for margin in styles.iter(_name(tag)):
            for block in reader.blocks(margin):
                if isinstance(block, Paragraph):
                    yield from block.lines

"""Web pages that hold a standard, with whatever navigation the site puts around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, count
from typing import Any

import lxml.html
from lxml import etree

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers import nesting
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, Table
from pipeline.readers.encodings import decode, remarks

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")

_SIGNS = re.compile(rb"<!doctype\s+html|<html[\s>]|<table[\s>]|<body[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_INVISIBLE = {
    *("script", "style", "template", "head", "noscript", "iframe", "svg", "math", "object", "audio", "video"),
    *("rt", "rp", "rtc"),
}
"""Elements that show no text, and the readings beside characters."""
_AROUND = {"nav", "footer", "aside", "button", "select", "dialog", "menu", "form", "summary"}
"""Elements around the content. A form stays content if it holds tables."""
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol"),
    *("dl", "dt", "dd", "blockquote", "pre", "address", "figure", "figcaption", "caption", "form", "fieldset", "body"),
    *("hr", "center", "details"),
}
_HIDDEN = ("display:none", "visibility:hidden")
_TABLE_ROLES = {
    **dict.fromkeys(("table", "grid"), "table"),
    **dict.fromkeys(("row", "table-row"), "tr"),
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader", "table-cell"), "td"),
}
"""What other elements stand for that are laid out as a table: by ``role`` or by ``display``."""
_SYMBOL_FONT = re.compile(r"font-family:[\s\"']*(?:wingdings|webdings|symbol)", re.IGNORECASE)
_PRIVATE = 0xF000
"""Where Unicode's private use area holds the characters of symbol fonts."""
_MAX_SPAN = 1_000
_MAX_COLUMNS = 10_000
_GAP = re.compile(r"[^\S\u3000\u00a0]+")


def sniff(data: bytes) -> float:
    """HTML tags near the beginning; flat text with a few tags left in it has none of these."""
    head = data[:4096].replace(b"\0", b"")
    return 0.8 if _SIGNS.search(head) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Tables and other text in order; navigation and the like as text outside.

    Raises:
        Unreadable: in no known encoding, without content, or nested deeper than ``limits.nesting``.
    """
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    if decoded is None:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The text is in no encoding that is known here.")))
    root = _root(decoded.text, limits)
    _name_tables(root)
    reader = _Reader()
    blocks = tuple(reader.blocks(root))
    return Body(blocks, tuple(reader.outside), diagnostics=remarks(decoded.encoding))


def _root(text: str, limits: Limits) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The page holds nothing that can be read."))) from error
    if _depth(root) > limits.nesting or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(LIMIT_EXCEEDED.found("file", _("The page nests its elements unreasonably deep.")))
    return root


def _depth(root: Any) -> int:
    deepest = depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _name_tables(root: Any) -> None:
    """Gives elements that are laid out as a table, a row or a cell the names of those."""
    for element in root.iter(etree.Element):
        display = re.search(r"display:([\w-]+)", _style(element))
        role = _TABLE_ROLES.get(element.get("role") or "") or _TABLE_ROLES.get(display[1] if display else "")
        if role and element.tag not in ("table", "tr", "td", "th"):
            element.tag = role


class _Reader:
    """Walks the page."""

    def __init__(self) -> None:
        self.outside: list[Line] = []
        self._tables = count(1)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The content of ``parent`` in order: text between block elements is a paragraph of its own."""
        runs: list[Run | None] = []
        is_item = parent.tag == "li"
        for piece in self._flow(parent, raised=False):
            if isinstance(piece, Run | None):
                runs.append(piece)
                continue
            yield from _paragraph(runs, is_item=is_item)
            runs = []
            if piece.tag == "table":
                yield from self._table(piece)
            else:
                yield from self.blocks(piece)
        yield from _paragraph(runs, is_item=is_item)

    def _flow(self, parent: Any, *, raised: bool) -> Iterator[Run | Any | None]:
        """Runs, line breaks (``None``) and block elements inside ``parent``, inline elements looked through."""
        if parent.tag == "li" and _is_numbered(parent.getparent()):
            yield Run(f"{_position(parent)}. ")
        if parent.text:
            yield Run(_symbols(parent.text) if _SYMBOL_FONT.search(parent.get("style") or "") else parent.text, raised)
        for child in parent:
            tag = child.tag if isinstance(child.tag, str) else None
            if tag is None or tag in _INVISIBLE:
                pass
            elif _is_hidden(child) or (tag in _AROUND and child.find(".//table") is None):
                self._note_outside(child)
            elif tag == "br":
                yield None
            elif tag == "table" or tag in _BLOCKS or child.find(".//table") is not None:
                yield child
            else:
                yield from self._flow(child, raised=raised or tag == "sup")
            if child.tail:
                yield Run(child.tail, raised)

    def _note_outside(self, element: Any) -> None:
        text = " ".join(" ".join(element.itertext()).split())
        if text:
            self.outside.append(Line.plain(text))

    def _table(self, element: Any) -> Iterator[Block]:
        """A table with the rows of tables inside its cells; one that only lays out the page is looked through."""
        slots = list(_slots(element))
        if nesting.is_layout(element, "table"):
            for slot in slots:
                yield from self.blocks(slot.element)
            return
        number = next(self._tables)
        count_of_rows = max((slot.row for slot in slots), default=-1) + 1
        rows: list[list[Cell]] = [[] for _row in range(count_of_rows)]
        inside: list[list[tuple[Cell, ...]]] = [[] for _row in range(count_of_rows)]
        for slot in slots:
            blocks = list(self.blocks(slot.element))
            tables = [block for block in blocks if isinstance(block, Table)]
            lines = tuple(line for block in blocks if isinstance(block, Paragraph) for line in block.lines)
            left, right = float(slot.column), float(slot.column + slot.colspan)
            cell = Cell(lines, slot.row, slot.column, slot.rowspan, slot.colspan, left, right)
            rows[slot.row].append(cell)
            inside[slot.row] += nesting.rows_inside(tables, cell)
        whole = [line for row, inner in zip(rows, inside, strict=True) for line in (tuple(row), *inner)]
        yield Table(tuple(whole), number)


class _Slot:
    """A cell with its place in the grid."""

    def __init__(self, element: Any, row: int, column: int) -> None:
        self.element = element
        self.row = row
        self.column = column
        self.rowspan = _span(element, "rowspan")
        self.colspan = _span(element, "colspan")


def _slots(table: Any) -> Iterator[_Slot]:
    """The cells by the rules of HTML: each takes the first free column of its row.

    A row without cells is one only if the cells above cover it whole; LibreOffice writes others between all rows.
    """
    covered: dict[int, int] = {}
    rows = [row for row in table.iter("tr") if _home(row) is table]
    number = width = 0
    for at, row in enumerate(rows):
        cells = [element for element in row if element.tag in ("td", "th")]
        if not cells and not all(covered.get(column, -1) >= number for column in range(width)):
            continue
        column = 0
        for element in cells:
            while covered.get(column, -1) >= number:
                column += 1
            if column > _MAX_COLUMNS:
                raise Unreadable(LIMIT_EXCEEDED.found("file", _("The document unpacks to an unreasonable size.")))
            slot = _Slot(element, number, column)
            slot.rowspan = min(slot.rowspan, len(rows) - at)
            covered.update(dict.fromkeys(range(column, column + slot.colspan), number + slot.rowspan - 1))
            width = max(width, column + slot.colspan)
            yield slot
        number += 1


def _home(element: Any) -> Any:
    return next(element.iterancestors("table"), None)


def _span(element: Any, attribute: str) -> int:
    value = (element.get(attribute) or "1").strip()
    if not value.isdigit():
        return 1
    return _MAX_SPAN if value == "0" else min(int(value), _MAX_SPAN)


def _is_hidden(element: Any) -> bool:
    style = _style(element)
    return element.get("hidden") is not None or any(hidden in style for hidden in _HIDDEN)


def _style(element: Any) -> str:
    return "".join((element.get("style") or "").lower().split())


def _is_numbered(parent: Any) -> bool:
    return parent is not None and parent.tag == "ol" and "list-style:none" not in _style(parent)


def _symbols(text: str) -> str:
    """Letters of a symbol font, where an ``l`` is a bullet, as the private characters that stand for them."""
    return "".join(chr(_PRIVATE + ord(one)) if " " < one < "\x80" else one for one in text)


def _position(item: Any) -> int:
    start = item.getparent().get("start") or "1"
    before = sum(1 for sibling in item.itersiblings("li", preceding=True))
    return before + (int(start) if start.isdigit() else 1)


def _paragraph(runs: list[Run | None], *, is_item: bool) -> Iterator[Paragraph]:
    lines = tuple(_lines(runs, is_item=is_item))
    if lines:
        yield Paragraph(lines)


def _lines(runs: list[Run | None], *, is_item: bool) -> Iterator[Line]:
    current: list[Run] = []
    for run in [*runs, None]:
        if run is not None:
            current.append(run)
            continue
        joined = _collapsed(current)
        if "".join(one.text for one in joined).strip():
            yield Line(joined, list_item=is_item)
        current = []


def _collapsed(runs: list[Run]) -> tuple[Run, ...]:
    """White space as a browser shows it; a source line's end between Chinese characters is none."""
    text = "".join(run.text for run in runs)
    kept = list(text)
    for gap in _GAP.finditer(text):
        around = text[: gap.start()][-1:] + text[gap.end() :][:1]
        broken = "\n" in gap[0] and len(around) == 2 and all(_is_wide(character) for character in around)
        kept[gap.start() : gap.end()] = ["" if broken else " "] + [""] * (len(gap[0]) - 1)
    ends = list(accumulate(len(run.text) for run in runs))
    cut = [Run("".join(kept[end - len(run.text) : end]), run.superscript) for run, end in zip(runs, ends, strict=True)]
    return tuple(run for run in cut if run.text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"

"""The sheet as an Excel workbook: the summary, and the table with what changed underlined."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from pipeline.base import mark
from pipeline.compare.sheet import ARROW, MarkedText, Row, Sheet
from pipeline.handbooks import RenderOptions

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = "xlsx"
SUFFIX = ".xlsx"
IS_TEXT = False

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same input gives the same bytes: no clock."""
_FONT = {"font_name": "標楷體", "font_size": 11}
_CELL = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True}
"""Texts stay texts when they are edited, as if an apostrophe stood before them: =1+1 is no formula."""
_HEAD = {**_CELL, "bold": True, "align": "center", "bg_color": "#EEF2F7"}
_LONGEST = 32_000
"""Excel holds 32,767 characters in a cell; longer texts go on in the next row."""
_A4 = 9
_WIDTHS = (38, 38, 24)
_LINE_HEIGHT, _TALLEST = 16.5, 400


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The workbook; see ``Form``."""
    import xlsxwriter  # noqa: PLC0415 - other forms do without

    stream = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, settings) as book:
        book.set_properties({"title": view.title, "created": _CREATED})
        book.set_custom_property(mark.PROPERTY, mark.GENERATOR)
        _summary(book, view)
        _renumberings(book, view)
        _table(book, view)
    return stream.getvalue()


def _page(book: Workbook, name: str, view: Sheet, widths: Sequence[float]) -> Any:
    page = book.add_worksheet(name)
    page.set_portrait()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    # An ampersand begins a code of the header.
    page.set_header(f"&L{view.title.replace('&', '&&')}&R第 &P 頁，共 &N 頁")
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    return page


def _summary(book: Workbook, view: Sheet) -> None:
    page = _page(book, "摘要", view, [34, 9, 9, 9, 9, 9, 9])
    plain, head, title = (book.add_format(one) for one in (_CELL, _HEAD, {**_FONT, "bold": True, "font_size": 16}))
    page.write_string(0, 0, view.title, title)
    for row, (label, version) in enumerate(((view.phrases.new, view.new), (view.phrases.old, view.old)), start=1):
        page.write_string(row, 0, label, head)
        page.merge_range(row, 1, row, 6, version.label, plain)
    words = view.phrases
    counted = ("unchanged", "amended", "added", "deleted", "renumbered", "moved")
    rows: list[tuple[Any, Sequence[str | int]]] = [
        (head, (words.item, *(getattr(words, f"count_{name}") for name in counted))),
        *((plain, (one.label, one.unchanged, one.amended, one.added, one.deleted, one.renumbered, one.moved))
          for one in view.counts),
        (None, ()),
        *([(head, (words.levels, words.before, words.after))] if view.levels else []),
        *((plain, (one.label, one.old, one.new)) for one in view.levels),
    ]  # fmt: skip
    for number, (form, values) in enumerate(rows, start=4):
        for column, value in enumerate(values):
            page.write(number, column, value, form)


def _renumberings(book: Workbook, view: Sheet) -> None:
    """A page of its own, since its head is to stand on every printed one."""
    if not view.renumberings:
        return
    page = _page(book, "點次變更", view, [34, 18, 18])
    plain, head = (book.add_format(one) for one in (_CELL, _HEAD))
    words = view.phrases
    lines = ((one.label, *code.split(ARROW)) for one in view.renumberings for code in one.codes)
    for row, values in enumerate(((words.renumberings, words.before, words.after), *lines)):
        for column, value in enumerate(values):
            page.write_string(row, column, value, plain if row else head)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)


def _table(book: Workbook, view: Sheet) -> None:
    page = _page(book, "對照表", view, _WIDTHS)
    plain, head, changed = (book.add_format(one) for one in (_CELL, _HEAD, {**_FONT, "underline": 1}))
    unchanged, section_head = (book.add_format(one) for one in (_FONT, {**_CELL, "bold": True, "bg_color": "#F6F8FA"}))
    for column, label in enumerate((view.phrases.new, view.phrases.old, view.phrases.remarks)):
        page.write_string(0, column, label, head)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    number = 1
    for section in view.sections:
        page.merge_range(number, 0, number, 2, section.title, section_head)
        number += 1
        for cells in (cells for row in section.rows for cells in _parts(row)):
            for column, spans in enumerate(cells):
                fragments = [part for span in spans for part in (changed if span.changed else unchanged, span.text)]
                if len(spans) > 1:
                    page.write_rich_string(number, column, *fragments, plain)
                elif spans:
                    only = book.add_format({**_CELL, "underline": 1}) if spans[0].changed else plain
                    page.write_string(number, column, spans[0].text, only)
                else:
                    page.write_blank(number, column, None, plain)
            lines = max(_lines(spans, width) for spans, width in zip(cells, _WIDTHS, strict=True))
            page.set_row(number, min(lines * _LINE_HEIGHT, _TALLEST))
            number += 1


def _lines(spans: Sequence[MarkedText], width: int) -> int:
    """How many lines a cell takes, roughly: a Chinese character is as wide as two others."""
    texts = "".join(span.text for span in spans).split("\n")
    return sum(max(math.ceil(sum(1 if char.isascii() else 2 for char in text) / (width - 2)), 1) for text in texts)


def _parts(row: Row) -> Iterator[tuple[list[MarkedText], ...]]:
    """A row as so many rows as its longest cell needs."""
    remarks = [MarkedText("\n".join(row.remarks), changed=False)] if row.remarks else []
    columns = [list(_cells(spans)) for spans in (row.new, row.old, remarks)]
    for at in range(max(map(len, columns))):
        yield tuple(cells[at] if at < len(cells) else [] for cells in columns)


def _cells(spans: Sequence[MarkedText]) -> Iterator[list[MarkedText]]:
    pieces = [
        MarkedText(span.text[at : at + _LONGEST], span.changed)
        for span in spans
        for at in range(0, len(span.text), _LONGEST)
    ]
    cell: list[MarkedText] = []
    length = 0
    for piece in pieces:
        if cell and length + len(piece.text) > _LONGEST:
            yield cell
            cell, length = [], 0
        cell.append(piece)
        length += len(piece.text)
    yield cell

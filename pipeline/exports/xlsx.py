"""Tables as an Excel workbook: a sheet each, with filters and links; the official table, if there is one standard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base import mark
from pipeline.exports import RELEASE, Entries, ExportOptions
from pipeline.exports._tables.book import fill
from pipeline.exports._tables.cells import Cell, Link, Look, Span
from pipeline.exports._tables.package import TITLE

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = "xlsx"
SUFFIX = ".xlsx"
PER = "release"

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""The same input gives the same bytes: no clock."""
_FONT = {"font_name": "新細明體", "font_size": 11, "valign": "top", "text_wrap": True}
_LOOKS = {
    Look.BODY: _FONT,
    Look.HEAD: {**_FONT, "bold": True, "bg_color": "#EEF2F7", "border": 1},
    Look.TITLE: {**_FONT, "bold": True, "font_size": 16, "text_wrap": False},
}
_LINK = {**_FONT, "font_color": "#0563C1", "underline": 1}
_MOST_LINKS = 65_530
"""Excel opens no sheet with more."""
_EXACT = 2**53
"""From here on Excel holds no integer exactly."""
_A4 = 9


def export(entries: Entries, folder: Path, options: ExportOptions) -> list[str]:
    """The workbook. Of more than one standard no row is kept in memory."""
    import xlsxwriter  # noqa: PLC0415 - other formats do without

    name = f"{RELEASE}{SUFFIX}"
    settings = {
        "constant_memory": len(entries) > 1,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(folder / name, settings) as workbook:
        workbook.set_properties({"title": TITLE, "created": _CREATED})
        workbook.set_custom_property(mark.PROPERTY, mark.GENERATOR)
        book = _Book(workbook)
        fill(book, entries)
        book.finish()
    return [name]


class _Book:
    """See ``Book``."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheets: list[_Sheet] = []
        self.plain = {look: workbook.add_format(form) for look, form in _LOOKS.items()}
        self.bordered = {look: workbook.add_format({**form, "border": 1}) for look, form in _LOOKS.items()}
        self.link = workbook.add_format(_LINK)

    def sheet(self, name: str, widths: Sequence[int], *, is_table: bool = False, is_printed: bool = False) -> _Sheet:
        page = self._workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        if is_printed:
            page.set_landscape()
            page.set_paper(_A4)
            page.fit_to_pages(1, 0)
        if is_table:
            page.freeze_panes(1, 0)
            page.repeat_rows(0)
        self._sheets.append(_Sheet(page, self, len(widths), is_table=is_table, is_printed=is_printed))
        return self._sheets[-1]

    def finish(self) -> None:
        """Sets the filters, which have to know the last row."""
        for sheet in self._sheets:
            sheet.finish()


class _Sheet:
    """See ``Sheet``."""

    def __init__(self, page: Any, book: _Book, columns: int, *, is_table: bool, is_printed: bool) -> None:
        self._page = page
        self._formats = book.bordered if is_printed else book.plain
        self._link = book.link
        self._columns = columns
        self._is_table = is_table
        self._row = 0
        self._links = 0

    def row(self, cells: Sequence[Cell], look: Look = Look.BODY) -> None:
        form = self._formats[look]
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                self._page.write_string(self._row, column, cell, form)
            elif isinstance(cell, Link):
                self._write_link(column, cell, form)
            elif isinstance(cell, Span):
                self._write_span(column, cell, form)
            elif isinstance(cell, bool):
                self._page.write_boolean(self._row, column, cell, form)
            elif isinstance(cell, int) and abs(cell) > _EXACT:
                self._page.write_string(self._row, column, str(cell), form)
            elif isinstance(cell, int | float):
                self._page.write_number(self._row, column, cell, form)
        self._row += 1

    def _write_link(self, column: int, link: Link, form: Any) -> None:
        if self._links < _MOST_LINKS:
            self._links += 1
            target = f"internal:'{link.sheet}'!A{link.row}"
            self._page.write_url(self._row, column, target, self._link, link.text)
        else:
            self._page.write_string(self._row, column, link.text, form)

    def _write_span(self, column: int, span: Span, form: Any) -> None:
        if span.rows * span.columns == 1:
            self._page.write_string(self._row, column, span.text, form)
            return
        last = self._row + span.rows - 1, column + span.columns - 1
        self._page.merge_range(self._row, column, *last, "", form)
        self._page.write_string(self._row, column, span.text, form)

    def finish(self) -> None:
        """Sets the filter."""
        if self._is_table:
            self._page.autofilter(0, 0, max(self._row - 1, 1), self._columns - 1)

"""The sheets that Excel and OpenDocument have in common: what stands in which cell of which sheet.

The first sheet explains the others. If there is one standard, the official table follows. Then every table has a sheet,
or more if its rows are too many for one, with Chinese and English heads in the first row. What refers to a row links
to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from pipeline.base.formulas import disarm
from pipeline.exports import Entries
from pipeline.exports._tables import official
from pipeline.exports._tables.cells import Cell, CellLink, CellSpan, Covered, Look
from pipeline.exports._tables.package import TITLE
from pipeline.exports._tables.rows import Row, rows
from pipeline.exports._tables.schema import TABLES, ExportTable, Field, Value
from pipeline.record.model import Standard

ABOUT = "說明 about"
OFFICIAL = "職能基準表 form"
CONTINUED = "續 continued"
LAST_ROW = 1_048_576
"""Neither program has more rows in a sheet."""
LONGEST = 32_000
"""Excel holds 32,767 characters in a cell."""
_ABOUT_WIDTHS = (30, 30, 22, 60, 60)


class Worksheet(Protocol):
    """A sheet that is written row by row."""

    def row(self, cells: Sequence[Cell], look: Look = Look.BODY) -> None:
        """The next row. Texts come as they are to be shown."""


class Workbook(Protocol):
    """A workbook; its sheets stand in the order in which they are asked for."""

    def sheet(self, name: str, widths: Sequence[int], *, is_table: bool = False, is_printed: bool = False) -> Worksheet:
        """A new sheet, its columns so many characters wide.

        ``is_table``: the first row is a head that stays in sight and has filters. ``is_printed``: the sheet fits on
        pages of A4 and its cells have borders.
        """


def fill(book: Workbook, entries: Entries) -> None:
    """All sheets of a workbook about ``entries``."""
    about = book.sheet(ABOUT, _ABOUT_WIDTHS)
    if len(entries) == 1:
        _official(book, next(iter(entries)).standard)
    rest = _Rest(book)
    sheets = {table.name: _TableSheets(book, table, rest) for table in TABLES}
    for entry in entries:
        targets: dict[str, tuple[str, int]] = {}
        for name, found in rows(entry).items():
            sheets[name].add(found, targets)
    for cells, look in _explanation(sheets):
        about.row(cells, look)


def _official(book: Workbook, standard: Standard) -> None:
    sheet = book.sheet(OFFICIAL, official.WIDTHS, is_printed=True)
    for cells, look in official.official_table(standard):
        sheet.row([_shown(cell) for cell in cells], look)


def _shown(cell: Cell) -> Cell:
    """A cell of the official table, which is cut like all others; whole texts stand in the tables."""
    if isinstance(cell, CellSpan):
        return replace(cell, text=disarm(cell.text[:LONGEST]))
    return disarm(cell[:LONGEST]) if isinstance(cell, str) else cell


class _Rest:
    """What of a text is too long for its cell, in a sheet that is there if it is needed."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet: Worksheet | None = None

    def shown(self, text: str, table: str, key: Value, field: str) -> str:
        """``text`` as its cell shows it."""
        first, *others = (disarm(text[at : at + LONGEST]) for at in range(0, len(text) or 1, LONGEST))
        for part in others:
            if self._sheet is None:
                self._sheet = self._book.sheet(CONTINUED, (16, 24, 16, 60), is_table=True)
                self._sheet.row(("表\ntable", "識別碼\nid", "欄位\nfield", "續文\ntext"), Look.HEAD)
            self._sheet.row((table, key, field, part))
        return first


class _TableSheets:
    """The sheets of one table."""

    def __init__(self, book: Workbook, table: ExportTable, rest: _Rest) -> None:
        self._book = book
        self._rest = rest
        self.table = table
        self.count = 0
        self._number = 0
        self._open()

    def _open(self) -> None:
        self._number += 1
        self._name = self.table.sheet + (f" {self._number}" if self._number > 1 else "")
        self._sheet = self._book.sheet(self._name, [field.width for field in self.table.fields], is_table=True)
        self._sheet.row([f"{field.title}\n{field.name}" for field in self.table.fields], Look.HEAD)
        self._row = 1

    def add(self, found: Iterable[Row], targets: dict[str, tuple[str, int]]) -> None:
        """Adds these rows. ``targets`` tells where the rows of this standard stand, and learns where these do."""
        for row in found:
            if self._row == LAST_ROW:
                self._open()
            self._row += 1
            self.count += 1
            targets[str(row[0])] = self._name, self._row
            cells = zip(self.table.fields, row, strict=True)
            self._sheet.row([self._cell(field, value, row, targets) for field, value in cells])

    def _cell(self, field: Field, value: Value, row: Row, targets: dict[str, tuple[str, int]]) -> Cell:
        if not isinstance(value, str):
            return value
        shown = self._rest.shown(value, self.table.name, row[0], field.name)
        if field.refers_to and field.name != "standard" and value in targets:
            return CellLink(shown, *targets[value])
        return shown


def _explanation(sheets: dict[str, _TableSheets]) -> Iterator[tuple[Sequence[Cell], Look]]:
    def across(text: str) -> Sequence[Cell]:
        return (CellSpan(text, 1, len(_ABOUT_WIDTHS)), *[Covered.COVERED] * (len(_ABOUT_WIDTHS) - 1))

    yield across(TITLE), Look.TITLE
    for line in (
        "每一表的每一列都有識別碼（id）；指向他列的欄位可點選前往。空白表示文件中沒有。代碼一律為文字。",
        "Every row has an id; fields that refer to a row link to it. Empty: the document has nothing. Codes are texts.",
        "以公式符號起首之文字，其前加一撇號；一格容不下之長文，續於工作表「續 continued」。",
        "A text that begins like a formula has an apostrophe before it. What a cell cannot hold is in the last sheet.",
    ):
        yield across(line), Look.BODY
    yield (), Look.BODY
    yield ("工作表 sheet", "列數 rows", "", "說明", "English"), Look.HEAD
    for one in sheets.values():
        table = one.table
        yield (CellLink(table.sheet, table.sheet, 1), one.count, None, table.chinese, table.english), Look.BODY
    yield (), Look.BODY
    yield ("工作表 sheet", "欄位 field", "類型與單位 type, unit", "說明", "English"), Look.HEAD
    for one in sheets.values():
        for field in one.table.fields:
            kind = f"{field.type}, {field.unit}" if field.unit else field.type
            names = f"{field.title} {field.name}"
            yield (one.table.sheet, names, kind, field.chinese, field.english), Look.BODY

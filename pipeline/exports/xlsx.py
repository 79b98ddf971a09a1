"""Tables as an Excel workbook: a sheet each, with filters and links; the official table, if there is one standard.

Written without a library, which would keep every link in memory.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TextIO
from xml.sax.saxutils import escape, quoteattr

from pipeline.exports import RELEASE, Entries, ExportOptions
from pipeline.exports._tables import workbook
from pipeline.exports._tables.book import fill
from pipeline.exports._tables.cells import Cell, CellLink, CellSpan, Covered, Look
from pipeline.exports._tables.heights import lines
from pipeline.exports._tables.parts import DECLARATION, letters, member

NAME = "xlsx"
SUFFIX = ".xlsx"
PER = "release"

_LOOKS = {Look.BODY: workbook.BODY, Look.HEAD: workbook.HEAD, Look.TITLE: workbook.TITLE_STYLE}
_PRINTED = {Look.BODY: workbook.PRINTED_BODY, Look.HEAD: workbook.HEAD, Look.TITLE: workbook.PRINTED_TITLE}
_MOST_LINKS = 65_530
"""Excel opens no sheet with more."""
_LINE_HEIGHT, _TITLE_HEIGHT, _MOST_HEIGHT = 16, 24, 409
"""In points; Excel has no rows that are higher."""
_EXACT = 2**53
"""From here on Excel holds no integer exactly."""
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What Excel writes as ``_x000D_``: what XML cannot hold, and what looks like this."""


def export(entries: Entries, folder: Path, options: ExportOptions) -> list[str]:
    """The workbook. The rows and links of each sheet go to files of their own until all are there."""
    name = f"{RELEASE}{SUFFIX}"
    parts = folder / "sheets"
    parts.mkdir()
    with ExitStack() as stack:
        book = _XlsxWorkbook(parts, stack)
        fill(book, entries)
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            sheets = book.sheets
            names = [one for at, sheet in enumerate(sheets) for one in sheet.defined_names(at)]
            for part, content in workbook.members([sheet.name for sheet in sheets], names):
                package.writestr(member(part), content)
            for number, sheet in enumerate(sheets, 1):
                with package.open(member(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as target:
                    sheet.write(target, is_first=number == 1)
    shutil.rmtree(parts)
    return [name]


class _XlsxWorkbook:
    """See ``Book``. ``folder`` holds what is written until all is there."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.sheets: list[_XlsxSheet] = []

    def sheet(
        self, name: str, widths: Sequence[int], *, is_table: bool = False, is_printed: bool = False
    ) -> _XlsxSheet:
        rows, links = (self._file(f"{len(self.sheets)}.{part}") for part in ("rows", "links"))
        self.sheets.append(_XlsxSheet(name, widths, rows, links, is_table=is_table, is_printed=is_printed))
        return self.sheets[-1]

    def _file(self, name: str) -> TextIO:
        return self._stack.enter_context((self._folder / name).open("x", encoding="utf-8", newline=""))


class _XlsxSheet:
    """See ``Sheet``."""

    def __init__(
        self, name: str, widths: Sequence[int], rows: TextIO, links: TextIO, *, is_table: bool, is_printed: bool
    ) -> None:
        self.name = name
        self._widths = widths
        self._rows = rows
        self._links = links
        self._is_table = is_table
        self._is_printed = is_printed
        self._styles = _PRINTED if is_printed else _LOOKS
        self._columns = [letters(number) for number in range(1, len(widths) + 1)]
        self._row = 0
        self._link_count = 0
        self._merged: list[str] = []

    def row(self, cells: Sequence[Cell], look: Look = Look.BODY) -> None:
        self._row += 1
        style = self._styles[look]
        content = "".join(
            self._cell(cell, f"{column}{self._row}", column, style)
            for column, cell in zip(self._columns, cells, strict=False)
            if cell is not None
        )
        height = _TITLE_HEIGHT if look is Look.TITLE else min(lines(cells, self._widths) * _LINE_HEIGHT, _MOST_HEIGHT)
        self._rows.write(f'<row r="{self._row}" ht="{height}">{content}</row>\n')

    def _cell(self, cell: Cell, place: str, column: str, style: int) -> str:
        if isinstance(cell, str):
            return _text_cell(cell, place, style)
        if isinstance(cell, CellLink):
            return self._link(cell, place, style)
        if isinstance(cell, Covered):
            return f'<c r="{place}" s="{style}"/>'
        if isinstance(cell, CellSpan):
            self._merge(cell, place, column)
            return _text_cell(cell.text, place, style)
        if isinstance(cell, bool):
            return f'<c r="{place}" s="{style}" t="b"><v>{int(cell)}</v></c>'
        if isinstance(cell, int | float) and abs(cell) <= _EXACT:
            return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'
        return _text_cell(str(cell), place, style)

    def _link(self, link: CellLink, place: str, style: int) -> str:
        if self._link_count == _MOST_LINKS:
            return _text_cell(link.text, place, style)
        self._link_count += 1
        self._links.write(f'<hyperlink ref="{place}" location={quoteattr(f"{_quoted(link.sheet)}!A{link.row}")}/>')
        return _text_cell(link.text, place, workbook.LINK)

    def _merge(self, span: CellSpan, place: str, column: str) -> None:
        if span.rows * span.columns > 1:
            last = self._columns[self._columns.index(column) + span.columns - 1]
            self._merged.append(f'<mergeCell ref="{place}:{last}{self._row + span.rows - 1}"/>')

    def defined_names(self, number: int) -> Iterator[str]:
        """The names that stand for parts of the sheet, which is the one of this ``number``, from 0."""
        if self._is_table:
            sheet = escape(_quoted(self.name))
            last = f"${self._columns[-1]}${max(self._row, 2)}"
            yield (
                f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{sheet}!$A$1:{last}'
                "</definedName>"
            )
            yield f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{sheet}!$1:$1</definedName>'

    def write(self, target: IO[bytes], *, is_first: bool) -> None:
        """Writes the sheet; the first one is that which is shown."""
        target.write(self._front(is_first=is_first).encode())
        _copy(self._rows, target)
        target.write(b"</sheetData>")
        if self._is_table:
            target.write(f'<autoFilter ref="A1:{self._columns[-1]}{max(self._row, 2)}"/>'.encode())
        if self._merged:
            merged = "".join(self._merged)
            target.write(f'<mergeCells count="{len(self._merged)}">{merged}</mergeCells>'.encode())
        if self._link_count:
            target.write(b"<hyperlinks>")
            _copy(self._links, target)
            target.write(b"</hyperlinks>")
        target.write(
            b'<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            b'<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
        )

    def _front(self, *, is_first: bool) -> str:
        pane = (
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
            if self._is_table
            else ""
        )
        selected = ' tabSelected="1"' if is_first else ""
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width + 0.71:.2f}" customWidth="1"/>'
            for at, width in enumerate(self._widths, 1)
        )
        return (
            f'{DECLARATION}<worksheet xmlns="{workbook.MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView{selected} workbookViewId="0">{pane}</sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>\n'
        )


def _copy(written: TextIO, target: IO[bytes]) -> None:
    written.flush()
    with Path(written.name).open("rb") as source:
        shutil.copyfileobj(source, target)


def _text_cell(text: str, place: str, style: int) -> str:
    whole = escape(_ESCAPED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{whole}</t></is></c>'


def _quoted(sheet: str) -> str:
    """The name of a sheet within an address."""
    return "'" + sheet.replace("'", "''") + "'"

"""The grid of an OpenDocument table: its rows and cells as writers show them, and how wide its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Severity
from pipeline.readers._odf.names import MOST_REPEATS, qn, repeats
from pipeline.readers._odf.styles import OdfStyles
from pipeline.readers.account import Account, emptied
from pipeline.readers.colors import Ground, first
from pipeline.readers.tables import Slot

CELLS = (qn("table:table-cell"), qn("table:covered-table-cell"))
_ROW_GROUPS = tuple(map(qn, ("table:table-header-rows", "table:table-rows", "table:table-row-group")))
_COLUMN_GROUPS = tuple(map(qn, ("table:table-header-columns", "table:table-columns", "table:table-column-group")))
_LOWEST_ROW = 2.0
"""Points: a row of fixed height shows nothing below it."""


class OdfGrid:
    """Tells the cells of tables; text that no writer shows is told to ``account``."""

    def __init__(self, account: Account, styles: OdfStyles) -> None:
        self._account = account
        self._styles = styles

    def cell_ground(self, cell: Any) -> Ground:
        """What a cell lays behind its text, or its row; the styles of either may be named by the row or a column."""
        row = cell.getparent()
        named = cell.get(qn("table:style-name")) or row.get(qn("table:default-cell-style-name"))
        own = self._styles.ground("table-cell", named)
        return first(own, self._styles.ground("table-row", row.get(qn("table:style-name"))))

    def slots(self, table: Any) -> Iterator[Slot]:
        for at, row in enumerate(self._rows(table)):
            column = 0
            for cell in row:
                if cell.tag not in CELLS:
                    continue
                repeat = repeats(cell.get(qn("table:number-columns-repeated")))
                if cell.tag == CELLS[0]:
                    colspan = repeats(cell.get(qn("table:number-columns-spanned")))
                    rowspan = repeats(cell.get(qn("table:number-rows-spanned")))
                    for start in range(column, max(min(column + repeat, MOST_REPEATS), column + 1)):
                        yield Slot(cell, at, start, rowspan, colspan)
                else:
                    self._covered(cell)
                column += repeat

    def _covered(self, cell: Any) -> None:
        text = emptied(cell)
        if text.strip():
            message = _("A cell that is part of a merged one holds text that no writer shows.")
            self._account.unread(message, text, Severity.WARNING)

    def _rows(self, table: Any) -> Iterator[Any]:
        """The rows in order, header rows and groups looked through; hidden ones stand outside."""
        for element in table:
            if element.tag in _ROW_GROUPS:
                yield from self._rows(element)
            elif element.tag == qn("table:table-row"):
                if self._is_squeezed(element):
                    continue
                repeat = repeats(element.get(qn("table:number-rows-repeated")))
                has_text = repeat > 1 and any(text.strip() for text in element.itertext())
                for _copy in range(repeat if has_text else 1):
                    yield element

    def _is_squeezed(self, row: Any) -> bool:
        """Whether a row is too low to show anything; what is in it alone is taken out as not seen.

        It stays, without that, if one of its cells goes on above or below it.
        """
        if self._styles.heights.get(row.get(qn("table:style-name")) or "", _LOWEST_ROW) >= _LOWEST_ROW:
            return False
        level = [cell for cell in row if cell.tag == CELLS[0] and cell.get(qn("table:number-rows-spanned"), "1") == "1"]
        self._account.unseen(" ".join(map(emptied, level)).strip())
        return all(cell in level for cell in row)

    def edges(self, table: Any) -> list[float]:
        """The edges of the columns in points from the table's left; plain numbers if the file does not tell all."""
        widths = [
            self._styles.widths.get(column.get(qn("table:style-name"), ""), 0.0)
            for column in islice(_columns(table), MOST_REPEATS)
        ]
        return [0.0, *accumulate(widths)] if min(widths, default=0.0) > 0 else [0.0]


def _columns(table: Any) -> Iterator[Any]:
    """The columns of a table, as often as each is repeated."""
    for element in table:
        if element.tag in _COLUMN_GROUPS:
            yield from _columns(element)
        elif element.tag == qn("table:table-column"):
            yield from [element] * repeats(element.get(qn("table:number-columns-repeated")))

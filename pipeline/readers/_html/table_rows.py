"""The rows and cells of a table of a web page, and what else stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from pipeline.readers._html.around import Around
from pipeline.readers.account import taken, taken_tail
from pipeline.readers.attributes import whole
from pipeline.readers.tables import MOST_COLUMNS, GridSpan

CELLS = ("td", "th")
ROW_GROUPS = ("thead", "tbody", "tfoot")

Piece = TypeVar("Piece")


class Rows(Generic[Piece]):
    """Collects the rows of a table: ``groups`` are the numbers of those with which a head, body or foot begins or that
    follow one; ``stray`` is what stands in no cell, which browsers show before the table.

    ``show`` gives what an element shows, ``text`` what a text does; ``is_hidden`` takes out what is not shown.
    """

    def __init__(
        self,
        show: Callable[[Any, Around], Iterable[Piece]],
        text: Callable[[str, Around], Iterable[Piece]],
        is_hidden: Callable[[Any], bool],
    ) -> None:
        self.rows: list[list[GridSpan]] = []
        self.groups: list[int] = []
        self.stray: list[Iterable[Piece]] = []
        self._show = show
        self._text = text
        self._is_hidden = is_hidden

    def collect(self, holder: Any, context: Around) -> None:
        """Takes in a table, or a group of rows."""
        self._stray_text(taken(holder), context)
        loose: list[GridSpan] | None = None
        for child in sorted(holder, key=_group_order) if holder.tag == "table" else list(holder):
            if child.tag in CELLS:
                if loose is None:
                    self.rows.append(loose := [])
                self._cell(child, loose)
            elif self._is_hidden(child):
                pass
            elif child.tag == "tr":
                loose = None
                spans: list[GridSpan] = []
                self.rows.append(spans)
                self._row(child, context, spans)
            elif child.tag in ROW_GROUPS:
                loose = None
                self.groups.append(len(self.rows))
                self.collect(child, context)
                self.groups.append(len(self.rows))
            elif _holds_rows(child):
                # Browsers put what may not stand there (a form) before the table, and leave its rows in place.
                loose = None
                self.collect(child, context)
            else:
                self.stray.append(self._show(child, context))
            self._stray_text(taken_tail(child), context)

    def _row(self, row: Any, context: Around, spans: list[GridSpan]) -> None:
        """The cells of a row, looked for through what is no cell but holds some."""
        self._stray_text(taken(row), context)
        for child in row:
            if child.tag in CELLS:
                self._cell(child, spans)
            elif child.tag != "table" and any(child.find(tag) is not None for tag in CELLS):
                self._row(child, context, spans)
            else:
                self.stray.append(self._show(child, context))
            self._stray_text(taken_tail(child), context)

    def _cell(self, cell: Any, spans: list[GridSpan]) -> None:
        if not self._is_hidden(cell):
            rowspan = whole(cell.get("rowspan"), 1, 0, MOST_COLUMNS)
            spans.append(GridSpan(cell, rowspan, whole(cell.get("colspan"), 1, 1, MOST_COLUMNS)))

    def _stray_text(self, text: str, context: Around) -> None:
        if text.strip():
            self.stray.append(self._text(text, context))


def _holds_rows(element: Any) -> bool:
    """Whether rows stand in an element, those of tables in it aside."""
    inner = (child for child in element if child.tag != "table")
    return any(child.tag in ("tr", *ROW_GROUPS) or _holds_rows(child) for child in inner)


def _group_order(element: Any) -> int:
    """Browsers show the head of a table first and its foot last, wherever they stand."""
    return {"thead": -1, "tfoot": 1}.get(element.tag, 0)

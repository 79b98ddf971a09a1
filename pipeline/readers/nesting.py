"""Tables inside the cells of tables (quirk 18).

A table that only lays out the page gives way to those inside it, which follow it. A small one inside a cell of a real
table belongs to that cell: its rows stand behind the cell's own, as far from the left as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.readers.blocks import Cell, Table


def is_layout(element: Any, table: str, *texts: str) -> bool:
    """Whether most of a table's text stands in tables inside it.

    ``table`` is the name of tables' elements, ``texts`` those of the elements that hold text (all, if none is given).
    """
    inner = [one for one in element.iterfind(f".//{table}") if next(one.iterancestors(table), None) is element]
    return bool(inner) and sum(_length(one, texts) for one in inner) * 2 > _length(element, texts)


def _length(element: Any, texts: Sequence[str]) -> int:
    found = (one.text or "" for one in element.iter(*texts)) if texts else element.itertext()
    return sum(len(word) for text in found for word in text.split())


def rows_inside(tables: Sequence[Table], holder: Cell) -> Iterator[tuple[Cell, ...]]:
    """The rows of the tables inside ``holder``, their columns laid over its width."""
    for table in tables:
        cells = [cell for row in table.rows for cell in row]
        left = min((cell.left for cell in cells), default=0.0)
        width = max((cell.right for cell in cells), default=1.0) - left
        scale = (holder.right - holder.left) / (width or 1.0)
        for row in table.rows:
            yield tuple(
                Cell(
                    cell.lines,
                    holder.row,
                    holder.column,
                    1,
                    1,
                    holder.left + (cell.left - left) * scale,
                    holder.left + (cell.right - left) * scale,
                )
                for cell in row
            )

"""Tables inside the cells of tables (quirk 18).

A table that only lays out the page gives way to those inside it, which follow it. A small one inside a cell of a real
table belongs to that cell: its rows stand behind the cell's own, as far from the left as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.blocks import Cell, Table


def is_layout(whole: int, inside: int) -> bool:
    """Whether a table with ``whole`` characters, ``inside`` of them in tables inside it, only lays out the page."""
    return inside * 2 > whole


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

"""Rows of a table with the covered cells filled in, for the formats that write them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.typeset.shapes import Cell, Table


def slots(table: Table) -> Iterator[list[tuple[Cell, bool]]]:
    """Every row's cells from left to right; ``False`` beside a cell that only goes on from the row above."""
    open_cells: list[tuple[Cell, int]] = []
    for at, row in enumerate(table.rows):
        open_cells = [(cell, last) for cell, last in open_cells if last >= at]
        found = [(cell, True) for cell in row] + [(cell, False) for cell, _ in open_cells]
        yield sorted(found, key=lambda entry: entry[0].column)
        open_cells += [(cell, at + cell.rowspan - 1) for cell in row if cell.rowspan > 1]

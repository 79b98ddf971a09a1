"""Lines that run over the lower edge of their cell (docs/form.md, quirk 55).

Browsers print the text of a cell that they break over pages, or that is merged over rows, on below its cell: into the
next one, or below the table. Such a line stands as far below the last one of its cell as lines do, and begins where
that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.readers._pdf.grid import Grid, GridCell
from pipeline.readers._pdf.page import Stretch, of_stretch

_OVER = 0.15
"""How much of its size a line reaches over the upper edge of the cell below, at least."""
_CLOSEST, _FARTHEST = 0.9, 2.2
"""The distance of two lines of a text, in sizes."""
_FULL = 2.0
"""A line is full if it ends so many sizes before the edge."""
_LINES_BELOW = 3
_MOST = 100_000
"""Steps that it takes at most to look below the cells of a table."""
_NEAR = 1.0
"""Points by which the beginnings of lines may differ."""
_COLUMNS = 3
"""A table of fewer columns has text below it that begins where its cells do."""

Cells = Sequence[list[Stretch]]
_top = of_stretch("top")


def return_fallen(grid: Grid, contents: Cells, loose: list[Stretch]) -> None:
    """Puts lines that ran over the lower edge of their cell back into it."""
    above: dict[tuple[float, int, int], int] | None = None
    for number, cell in enumerate(grid.cells):
        content, top = contents[number], cell.box[1]
        if not content or min(map(_top, content)) >= top - _OVER:
            continue
        above = above or {(one.box[3], one.column, one.colspan): at for at, one in enumerate(grid.cells)}
        upper = above.get((top, cell.column, cell.colspan))
        fallen, rest = [one for one in content if one.top < top - _OVER * one.size], []
        if upper is not None and fallen:
            rest = [one for one in content if one.top >= top - _OVER * one.size]
            if _is_over(fallen, rest) and _goes_on(contents[upper], fallen):
                contents[upper].extend(fallen)
                content[:] = rest
    if loose and len(grid.xs) > _COLUMNS:
        _return_from_below(grid, contents, loose)


def _is_over(fallen: Sequence[Stretch], rest: Sequence[Stretch]) -> bool:
    """Whether a line stands over the first one that is the cell's own."""
    first = min((one.top for one in rest), default=None)
    return first is not None and first - fallen[0].top < _CLOSEST * fallen[0].size


def _goes_on(content: Sequence[Stretch], fallen: Sequence[Stretch]) -> bool:
    """Whether a line stands as far below the last one as lines do, and begins where they do."""
    if not content:
        return False
    distance = fallen[0].top - max(one.top for one in content)
    begins = min(one.x0 for one in content) - min(one.x0 for one in fallen)
    return _CLOSEST <= distance / fallen[0].size <= _FARTHEST and abs(begins) < _NEAR


def _last_cells(grid: Grid) -> Iterator[tuple[int, GridCell]]:
    """The cells at the lower edge of a table, but for those of its first column, below which other text may begin."""
    for number, cell in enumerate(grid.cells):
        if cell.row + cell.rowspan == grid.rows and cell.column:
            yield number, cell


def _return_from_below(grid: Grid, contents: Cells, loose: list[Stretch]) -> None:
    """Puts the lines directly below the last cells of columns back into these, as long as their last lines are full."""
    bottom = grid.box[3]
    near = [one for one in loose if bottom - one.size < one.top < bottom + _LINES_BELOW * one.size]
    last = list(_last_cells(grid))
    if len(near) * len(last) > _MOST:
        return
    returned: set[int] = set()
    for number, cell in last:
        content = contents[number]
        while line := _line_below(cell, content, [one for one in near if id(one) not in returned]):
            content.extend(line)
            returned.update(map(id, line))
    if returned:
        loose[:] = [one for one in loose if id(one) not in returned]


def _line_below(cell: GridCell, content: Sequence[Stretch], near: Sequence[Stretch]) -> list[Stretch]:
    """The next line below a cell if it goes on with the text there: the last one is full, and it reaches no farther."""
    x0, x1 = cell.box[0], cell.box[2]
    below = [one for one in near if x0 < one.x1 and one.x0 < x1]
    if not below or not content:
        return []
    first = min(below, key=_top)
    line = [one for one in below if one.top - first.top < first.size / 2]
    its = {id(one) for one in line}
    beside = [one for one in near if abs(one.top - first.top) < first.size / 2 and id(one) not in its]
    left, right = min(one.x0 for one in line) - first.size, max(one.x1 for one in line) + first.size
    is_inside = left + first.size > x0 and right - first.size < x1
    if not is_inside or any(left < one.x1 and one.x0 < right for one in beside):
        return []
    lowest = max(map(_top, content))
    end = max(one.x1 for one in content if lowest - one.top < one.size / 2)
    return line if _goes_on(content, line) and end + _FULL * first.size > x1 else []

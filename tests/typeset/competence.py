"""The competence table: its columns, its header of one to three rows, and its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from tests.typeset import shapes
from tests.typeset.breaks import Row
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Line
from tests.typeset.spelling import Entry

_LABELS = ("工作任務", "工作產出", "行為指標")
_WIDTHS = (10, 12, 13, 24, 5, 14, 14)
_CONTENT = ("outputs", "indicators", "", "knowledge", "skills")
"""The columns behind the tasks; the level's is the one without a name."""

Column = tuple[int, int]
"""The first grid column of a column and how many it covers."""


def widths(quirks: Quirks) -> tuple[int, ...]:
    """Shares of the width, by grid column."""
    shares = _WIDTHS if quirks.duty_column else _WIDTHS[1:]
    if not quirks.wide_grid:
        return shares
    return (*(part for share in shares[:-1] for part in (share - 1, 1)), shares[-1])


def _columns(quirks: Quirks) -> tuple[Column, ...]:
    count = 7 if quirks.duty_column else 6
    if not quirks.wide_grid:
        return tuple((at, 1) for at in range(count))
    return (*((2 * at, 2) for at in range(count - 1)), (2 * count - 2, 1))


def header(quirks: Quirks) -> Iterator[tuple[Cell, ...]]:
    """The rows of the header."""
    deep = quirks.header_rows
    label = partial(_label, quirks=quirks)
    names = [*([quirks.duty_label] if quirks.duty_column else []), *_LABELS]
    *heads, level, knowledge, skill = _columns(quirks)
    top = [cell for name, column in zip(names, heads, strict=True) for cell in label(name, column, deep)]
    competence = _competence_labels(quirks)
    if deep == 1:
        labels = zip(("職能級別", *competence[0]), (level, knowledge, skill), strict=True)
        yield (*top, *(cell for text, column in labels for cell in label(text, column)))
        return
    above = shapes.cell("職能內涵", knowledge[0], knowledge[1] + skill[1], quirks=quirks)
    yield (*top, *label("職能", level), above)
    for at, (first, second) in enumerate(competence):
        before = label("級別", level, deep - 1) if at == 0 else ()
        yield (*before, *label(first, knowledge), *label(second, skill))


def _competence_labels(quirks: Quirks) -> tuple[tuple[str, str], ...]:
    """The labels of K and S, in one row or two; without 職能內涵 where that stands above."""
    if quirks.header_rows == 3:
        return ("（K=knowledge", "（S=skills"), ("知識）", "技能）")
    if quirks.header_rows == 2:
        return (("（K=knowledge知識）", "（S=skills技能）"),)
    if quirks.full_width_labels:
        return (("職能內涵（K=knowledge知識）", "職能內涵（S=skills技能）"),)
    return (("職能內涵 (K=knowledge 知識)", "職能內涵 (S=skills 技能)"),)


def _label(text: str, column: Column, rowspan: int = 1, *, quirks: Quirks) -> Iterator[Cell]:
    """A label over the first grid column of its own, the second one blank."""
    first, span = column
    yield shapes.cell(text, first, 1, rowspan, quirks=quirks)
    if span > 1:
        yield shapes.cell("", first + 1, span - 1, rowspan, quirks=quirks)


def body(rows: Sequence[Row], printed: set[tuple[str, int]], quirks: Quirks) -> Iterator[tuple[Cell, ...]]:
    """The rows between two page breaks, the cells of duty and task merged, repeated or blank.

    ``printed`` holds the duties and tasks of earlier pages; those of this one are added.
    """
    *heads, outputs, indicators, level, knowledge, skill = _columns(quirks)
    kinds = ("duty", "task") if quirks.duty_column else ("task",)
    spans = {kind: _spans(rows, kind) for kind in kinds}
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        for kind, (column, colspan) in zip(kinds, heads, strict=True):
            texts = _head(row, kind, printed, quirks)
            if quirks.duty_cells != "merged":
                cells.append(Cell(texts, column, colspan))
            elif spans[kind][at]:
                cells.append(Cell(texts, column, colspan, spans[kind][at]))
        for kind, (column, colspan) in zip(_CONTENT, (outputs, indicators, level, knowledge, skill), strict=True):
            if kind:
                cells.append(Cell(_lines(row.cells[kind], quirks), column, colspan))
            else:
                cells.append(shapes.cell("" if row.continues else row.level, column, colspan, quirks=quirks))
        yield tuple(cells)


def _head(row: Row, kind: str, printed: set[tuple[str, int]], quirks: Quirks) -> tuple[Line, ...]:
    """What stands in the cell of a duty or task: it itself the first time, the rest of it behind a page break."""
    key = (kind, getattr(row, kind))
    is_new = key not in printed
    printed.add(key)
    goes_on = kind == "task" and row.continues and row.opens_task
    return _lines(row.cells[kind], quirks) if is_new or goes_on or quirks.duty_cells == "repeated" else ()


def _spans(rows: Sequence[Row], kind: str) -> list[int]:
    """Over how many rows the cell of a duty or task goes; 0 where one above covers it."""
    spans: list[int] = []
    for _, group in groupby(rows, key=lambda row: getattr(row, kind)):
        count = len(list(group))
        spans += [count, *[0] * (count - 1)]
    return spans


def _lines(entries: Sequence[Entry], quirks: Quirks) -> tuple[Line, ...]:
    """The items of a cell, a line each or all on one; a list with bullets has a line each."""
    texts = [entry.text(quirks) for entry in entries]
    if quirks.items_on_one_line and all(entry.code for entry in entries):
        plain = replace(quirks, bullet="")
        texts = [" ".join(entry.text(plain) for entry in entries)]
    return tuple(shapes.runs(text, quirks) for text in texts if text)

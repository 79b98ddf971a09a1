"""Small invented standards as blocks, so that a test can say in a few lines how a form is cut and printed.

In a cell's text ``\n`` is a line end of the author and ``⏎`` one that the page's width may have made. A cell that is
``None`` is merged into the one above it. ``PAGE`` between rows begins a new table on a new page.
"""

from __future__ import annotations

from itertools import count

from pipeline.assemble import Assembly, assemble
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, SourceDocument, Table

PAGE = "PAGE"
HEADER = (
    "主要職責",
    "工作任務",
    "工作產出",
    "行為指標",
    "職能級別",
    "職能內涵 (K=knowledge 知識)",
    "職能內涵 (S=skills 技能)",
)
PROFILE = (
    ("職能基準代碼", "ABC1234-001v1"),
    ("職能基準名稱\n(擇一填寫)", "職類", ""),
    ("", "職業", "甲業務人員"),
    ("所屬類別", "職類別", "行銷／專業", "職類別代碼", "ABC"),
    ("", "職業別", "代表", "職業別代碼", "1234"),
    ("", "行業別", "批發業", "行業別代碼", "G45"),
    ("工作描述", "從事甲業務。"),
    ("基準級別", "3"),
)

Row = tuple[str | None, ...]


def lines(text: str, page: int = 1) -> tuple[Line, ...]:
    """The lines of a cell."""
    found = []
    for hard in text.split("\n"):
        *full, last = hard.split("⏎")
        found += [Line((Run(one),), soft=True, page=page) for one in full]
        found.append(Line((Run(last),), page=page))
    return tuple(line for line in found if line.text)


def table(rows: list[Row], page: int = 1, number: int = 1, edges: list[float] | None = None) -> Table:
    """A table whose columns lie at ``edges`` (default: one unit wide each)."""
    built = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            if text is None:
                continue
            below = next(
                (n for n, later in enumerate(rows[at + 1 :], 1) if later[column : column + 1] != (None,)), None
            )
            span = below if below is not None else len(rows) - at
            left, right = (edges[column], edges[column + 1]) if edges else (float(column), float(column + 1))
            cells.append(Cell(lines(text, page), at, column, span, 1, left, right))
        built.append(tuple(cells))
    return Table(tuple(built), number, page)


def paragraph(text: str, page: int = 1) -> Paragraph:
    """A paragraph outside tables."""
    return Paragraph(lines(text, page))


def read(
    *rows: Row | str,
    header: bool = True,
    form: bool = True,
    front: list[Block] | None = None,
    back: list[Block] | None = None,
    outside: tuple[str, ...] = (),
) -> Assembly:
    """A standard whose competence table has ``rows``; ``header`` repeats the column labels on every page."""
    numbers = count(10)
    blocks: list[Block] = [paragraph("甲業務人員職能基準"), table(list(PROFILE))] if front is None else list(front)
    page, part = 1, [HEADER]
    for row in [*rows, PAGE] if form else []:
        if row == PAGE:
            blocks.append(table(part, page, next(numbers)))
            page, part = page + 1, [HEADER] if header else []
        else:
            assert isinstance(row, tuple)
            part.append(row)
    blocks += back or []
    body = Body(tuple(blocks), outside=tuple(map(Line.plain, outside)), pages=page - 1)
    return assemble(SourceDocument("form.test", "test", "0" * 64, body))


def told(assembly: Assembly) -> list[str]:
    """The rule and subject of every diagnostic but for missing parts, which these small forms always lack."""
    return [f"{one.rule} {one.subject}" for one in assembly.diagnostics if one.rule != "AS102"]

"""What a reader hands over: paragraphs and tables in reading order, with the place of every line.

A reader knows its file format and nothing of 職能基準; the assembler knows the form and no file format. This is
all they share.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.base.provenance import Box, Location
from pipeline.base.values import frozen
from pipeline.findings.diagnostics import Diagnostic


@frozen
class Run:
    """A piece of a line in one style."""

    text: str
    superscript: bool = False


@frozen
class Line:
    """A line of text.

    ``soft`` says that the line may go on in the next one, because the page's width broke it (a PDF's lines that
    are full). A line that its author ended (a paragraph, ``<br>``, a PDF line with room left) is not soft.
    """

    runs: tuple[Run, ...]
    soft: bool = False
    page: int | None = None
    box: Box | None = None
    list_item: bool = False
    """Whether the format itself marks the line as an item of a list, so that no bullet need be printed."""
    is_mixed: bool = False
    """Whether a PDF draws two texts over one another there, so that their characters may stand mixed."""

    @property
    def text(self) -> str:
        """The runs joined."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])

    @classmethod
    def plain(cls, text: str, page: int | None = None) -> Line:
        """A line in one style, ended by its author."""
        return cls((Run(text),), page=page)


@frozen
class Cell:
    """A cell of a table with its place in the grid.

    ``row`` and ``column`` count from 0. ``left`` and ``right`` are its edges in a measure that all tables of the
    document share: points in a PDF, column widths where the format has them, else plain column numbers.
    """

    lines: tuple[Line, ...]
    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    right: float

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join([line.text for line in self.lines])


@frozen
class Paragraph:
    """Lines outside any table; usually one, more where a PDF wrapped them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join([line.text for line in self.lines])


@dataclass(frozen=True)
class Table:
    """A grid of cells. A cell over several rows stands in the first of them only; ``number`` counts from 1.

    ``rows_before`` are rows of the table in the document that stand above these and belong to something else.
    """

    rows: tuple[tuple[Cell, ...], ...]
    number: int
    page: int | None = None
    rows_before: int = 0

    def location(self, row: int | None = None, column: int | None = None) -> Location:
        """The place of the table, or of one of its rows or cells (both from 0)."""
        return Location(
            page=self.page,
            table=self.number,
            row=None if row is None else self.rows_before + row + 1,
            column=None if column is None else column + 1,
        )


Block = Paragraph | Table


@frozen
class Withheld:
    """Text outside that a person may look at all the same, by itself or behind a click.

    ``is_shown``: it is on the page (navigation, a page's foot, buttons), not only in the file (closed tabs, hidden
    text); ``in_table``: in a cell that was read.
    """

    text: str
    is_shown: bool
    in_table: bool = False


@dataclass(frozen=True)
class Body:
    """What one reader makes of a file.

    ``outside`` holds text that is known not to belong to the document's body (running headers and footers of a
    page, navigation of a web page); it is named, never silently dropped. ``pages`` is ``None`` where the format
    has no pages.
    """

    blocks: tuple[Block, ...]
    outside: tuple[Line, ...] = ()
    pages: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    """Those of the texts outside that may belong to the document after all, as only who knows it can tell."""


@dataclass(frozen=True)
class SourceDocument:
    """A document as its reader saw it, with the name of the file, the reader's name and the file's digest."""

    name: str
    format: str
    sha256: str
    body: Body
    diagnostics: tuple[Diagnostic, ...] = ()

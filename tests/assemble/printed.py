"""A competence table of a test's own rows, printed in any format and read again."""

from __future__ import annotations

from pathlib import Path

from pipeline.assemble import Assembly, assemble
from pipeline.readers import read_bytes
from tests.assemble.forms import HEADER, PROFILE, Row
from tests.typeset import docx, html, odt, pdf, shapes, text
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Form, Paragraph, Table

WRITERS = {"txt": text, "html": html, "docx": docx, "odt": odt, "pdf": pdf}
_PLAIN = Quirks()
_LOW = Quirks(paper="low")
"""Pages so low that a table of a few rows has breaks."""
_WIDTHS = (10, 12, 13, 24, 5, 14, 14)


def _line(text: str) -> shapes.Line:
    return shapes.runs(text, _PLAIN)


def _rows(rows: tuple[Row, ...]) -> tuple[tuple[Cell, ...], ...]:
    built = []
    for at, row in enumerate(rows):
        cells = []
        for column, printed in enumerate(row):
            if printed is None:
                continue
            below = (n for n, later in enumerate(rows[at + 1 :], 1) if later[column : column + 1] != (None,))
            cells.append(shapes.cell(printed, column, 1, next(below, len(rows) - at), quirks=_PLAIN))
        built.append(tuple(cells))
    return tuple(built)


def printed(suffix: str, *rows: Row, back: tuple[str, ...] = (), low: bool = False) -> bytes:
    """The file; ``back`` are paragraphs behind the table. A ``None`` in a row is merged into the cell above it."""
    profile = [(row[0], row[1]) for row in PROFILE if row[0] == "職能基準代碼"]
    form: Form = (
        Paragraph(_line("甲業務人員職能基準"), is_title=True),
        Table((1, 3), _rows(tuple(profile))),
        Table(_WIDTHS, _rows((HEADER, *rows)), header=1),
        *(Paragraph(_line(one)) for one in back),
    )
    return WRITERS[suffix].typeset(form, _LOW if low else _PLAIN)


def read_printed(suffix: str, *rows: Row, back: tuple[str, ...] = (), low: bool = False) -> Assembly:
    """The same, read."""
    return assemble(read_bytes(Path(f"form.{suffix}"), printed(suffix, *rows, back=back, low=low)))

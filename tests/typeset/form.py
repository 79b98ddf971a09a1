"""A record laid out as the official form, in the terms that every format prints.

Nothing here knows a file format. What the quirks change in the record's own terms is in ``expected``; how an item
is spelled is in ``spelling``.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.record.model import Standard
from tests.typeset import breaks, closing, competence
from tests.typeset.front import front
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Form, Paragraph, Run, Table


def form(standard: Standard, quirks: Quirks) -> Form:
    """The whole form, from the title to the notes."""
    return (*front(standard, quirks), *_competence(standard, quirks), *_closing(standard, quirks))


def _competence(standard: Standard, quirks: Quirks) -> Iterator[Paragraph | Table]:
    """The competence table, cut at the page breaks; the last part may hold attitudes and notes as well."""
    pages = breaks.parts([*breaks.rows(standard, quirks)], quirks)
    widths = competence.widths(quirks)
    printed: set[tuple[str, int]] = set()
    total = len(pages) + (1 if quirks.wrong_total else 0)
    for number, page in enumerate(pages, start=1):
        header = [*competence.header(quirks)] if number == 1 or quirks.header_repeated else []
        rows = [*header, *competence.body(page, printed, quirks)]
        if number == len(pages) and quirks.attitudes_in_table:
            rows += closing.attitude_rows(standard, quirks, len(widths))
        if number == len(pages) and quirks.notes_in_table:
            rows += closing.note_rows(standard, quirks, len(widths))
        footer = f"第{number}頁，總共{total}頁"
        yield Table(widths, tuple(rows), len(header), footer if quirks.footers == "in_table" else "")
        if quirks.footers == "between":
            yield Paragraph((Run(footer),), is_footer=True)


def _closing(standard: Standard, quirks: Quirks) -> Iterator[Paragraph | Table]:
    if not quirks.attitudes_in_table:
        yield from closing.attitudes(standard, quirks)
    if not quirks.notes_in_table:
        yield from closing.notes(standard, quirks)

"""What the columns of knowledge, skills and attitudes tell of codes that stand in a column of others.

``K09`` is printed as nothing else is; ``S45`` may be a steel, ``K12`` a school, ``A10`` a form. From 10 on a code that
begins a line of another column is one where the document has it, name and all (docs/form.md 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.assemble.codebook import Beginnings, Codebook
from pipeline.assemble.column_codes import FOREIGN, Column
from pipeline.assemble.items import Context, cut
from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.assemble.table_rows import TableRow
from pipeline.assemble.tokens import MARKS, CodeText, plain, readings

_SUSPECT = re.compile(rf"(?:\A|[{HARD}{SOFT}])[\s{MARKS}]*(?P<letter>SS|[KSA])[1-9]\d{{1,2}}(?![\dA-Za-z.])")
_AMONG_HEADS = ("K", "S", "SS", "A")


def elsewhere(rows: Sequence[TableRow], codebooks: Mapping[Column, Codebook], attitudes: Iterable[Span]) -> Codebook:
    """The names behind the codes of K, S and A; empty if no line of another column begins like one of them."""
    letters = {letter for row in rows for letter in _suspects(row)}
    names: dict[str, Beginnings] = {}
    if not letters:
        return Codebook()
    for column, codebook in codebooks.items():
        for cell in (row.cell(column) for row in rows):
            _note(names, cell, Context(column, codebook=codebook))
    for text in attitudes if "A" in letters else ():
        _note(names, text, Context(Column.ATTITUDE))
    return Codebook(names)


def _suspects(row: TableRow) -> Iterable[str]:
    for column, text in row.cells.items():
        foreign = FOREIGN.get(column, _AMONG_HEADS)
        for match in _SUSPECT.finditer(plain(text.text)) if text.text else ():
            if match["letter"] in foreign:
                yield match["letter"]


def _note(names: dict[str, Beginnings], text: Span, context: Context) -> None:
    for item in cut(text, context).items if text else ():
        view = CodeText.of(item.whole.text)
        start = view.text.find(item.printed)
        own = [one for one in readings(view.text, start) if one.spelling == item.code] if start >= 0 else []
        if own:
            names.setdefault(own[0].spelling, Beginnings()).note(Codebook().beginning(view.text, own[0]))

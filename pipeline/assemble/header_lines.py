"""The header table as lines of text (``職能基準代碼：ABC1234-001``, ``<dt>``): as rows of labels and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.assemble.bullets import BEFORE_HEADING
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.spans import Span, joined
from pipeline.assemble.titles import HEADER_TABLE_LABELS
from pipeline.base.patterns import late

_LABEL = late(rf"{BEFORE_HEADING}(?:{'|'.join(HEADER_TABLE_LABELS)})(?:\([^()]*\))?(?P<colon>[:：]?)")
_ENOUGH = 3
"""So many labels make the lines a header table: a page may speak of one."""
_TABLE = 0
"""Tables of a document are numbered from 1."""
_SENTENCES = "工作描述"
"""The label whose value may have several lines."""


def header_lines(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows of a document, its lines of labels and values before the first table as rows of one.

    They stay as they are where they are too few, or if the document has no table, or one with such labels.
    """
    first = next((at for at, row in enumerate(rows) if row.table is not None), None)
    if not first or sum(map(_labels_in, rows[:first])) < _ENOUGH:
        return list(rows)
    if any(row.texts and row.texts[0].startswith(HEADER_TABLE_LABELS) for row in rows[first:] if row.table is not None):
        return list(rows)
    lines = [replace(row, pieces=(FormCell(line, 0.0, 1.0),)) for row in rows[:first] for line in row.span.lines()]
    return [*_paired(lines), *rows[first:]]


def _labels_in(row: FormRow) -> int:
    return sum(_label_end(line) > 0 for line in row.span.lines())


def _label_end(line: Span) -> int:
    """How many characters of a line, without white space, are a label with its colon; 0 if it begins with none."""
    compact = line.compact
    match = _LABEL.match(compact)
    return match.end() if match and (match["colon"] or match.end() == len(compact)) else 0


def _paired(lines: Sequence[FormRow]) -> Iterator[FormRow]:
    """A row for each label with its value; a label alone has that of the next line, 工作描述 those up to another."""
    at = 0
    while at < len(lines):
        row, end = lines[at], _label_end(lines[at].span)
        at += 1
        if not end:
            yield row
            continue
        label, value = row.span.behind(end)
        values = [value] if value else []
        while at < len(lines) and _goes_on(label, values, lines[at].span):
            values.append(lines[at].span)
            at += 1
        cells = FormCell(label, 0.0, 1.0), FormCell(joined(values), 1.0, 2.0)
        yield replace(row, pieces=cells, table=_TABLE, left=0.0, right=2.0)


def _goes_on(label: Span, values: Sequence[Span], line: Span) -> bool:
    """Whether a line is of the value of the label above it."""
    if _label_end(line) or line.compact.endswith("職能基準"):
        return False
    return not values or _SENTENCES in label.compact

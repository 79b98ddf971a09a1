"""Tells which column of the competence table a cell stands in: by the header's edges, never by counting cells.

``labels`` recognizes what a header says; where it says nothing, or nothing known, what stands below the label and
between which columns it stands tell (docs/form.md 1.3, quirks 3, 4 and 42). What is concluded so is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.assemble import labels
from pipeline.assemble.column_codes import Column
from pipeline.assemble.levels import is_level
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.rules import FormRule
from pipeline.assemble.spans import HARD, SOFT, Span, joined
from pipeline.assemble.tokens import MARKS, plain
from pipeline.base.patterns import late

_ENOUGH = 3
"""A row is a header if it names at least this many columns, one of the first four among them."""
_ORDER = (
    Column.DUTY,
    Column.TASK,
    Column.OUTPUT,
    Column.INDICATOR,
    Column.LEVEL,
    Column.KNOWLEDGE,
    Column.SKILL,
)
"""The columns as the form has them."""
_FIRST = set(_ORDER[:4])
_CODE = late(
    rf"(?:^|[{HARD}{SOFT}])[\s{MARKS}\-–—*＊]*(?P<letter>SS|[TOPKS])[\s.]*(?P<numbers>\d{{1,3}}(?:\s?[.\-]\s?\d{{1,3}})*)"
)
_COLUMN_OF_LETTER = {
    "O": Column.OUTPUT,
    "P": Column.INDICATOR,
    "K": Column.KNOWLEDGE,
    "S": Column.SKILL,
    "SS": Column.SKILL,
}
_CLEARLY = 0.8
"""The share of a column's codes that must be of one kind to tell it."""


class HeaderColumn(NamedTuple):
    """A column with its edges, its label if it has one, and the cells below it.

    ``column`` is ``None`` where it is not known; ``rule`` names what told it, if not the words of its label did.
    """

    column: Column | None
    left: float
    right: float
    label: Span = Span()
    cells: tuple[Span, ...] = ()
    rule: str | None = None

    def told(self) -> Column | None:
        """The column that the codes below tell; levels, where there is nothing else."""
        found = Counter(column for cell in self.cells for column in _columns_told(cell))
        if found:
            column, count = found.most_common(1)[0]
            return column if count >= _CLEARLY * found.total() else None
        texts = [cell.compact for cell in self.cells]
        return Column.LEVEL if texts and all(text.isdigit() and is_level(text) for text in texts) else None

    def overlap(self, left: float, right: float) -> float:
        """How much of its width lies between two edges."""
        start = self.left if self.left > left else left
        end = self.right if self.right < right else right
        return end - start if end > start else 0.0


def _columns_told(cell: Span) -> Iterator[Column]:
    for match in _CODE.finditer(plain(cell.text)):
        if match["letter"] != "T":
            yield _COLUMN_OF_LETTER[match["letter"]]
        else:
            yield Column.TASK if re.search(r"\D", match["numbers"]) else Column.DUTY


class Header(NamedTuple):
    """The columns of one competence table, from left to right."""

    columns: tuple[HeaderColumn, ...]

    def at(self, piece: FormCell) -> HeaderColumn:
        """The column that ``piece`` shares most of its width with, else the nearest."""

        def fitness(entry: HeaderColumn) -> tuple[float, float]:
            distance = abs((entry.left + entry.right) - (piece.left + piece.right)) / 2
            return (entry.overlap(piece.left, piece.right), -distance)

        own = (entry for entry in self.columns if entry.left == piece.left and entry.right == piece.right)
        return next(own, None) or max(self.columns, key=fitness)

    def columns_under(self, piece: FormCell) -> list[Column]:
        """Every known column that ``piece`` covers by more than half of the column's width."""
        start, end = piece.left, piece.right
        return [
            entry.column
            for entry in self.columns
            if entry.column
            and start < entry.right
            and entry.left < end
            and entry.overlap(start, end) > (entry.right - entry.left) / 2
        ]

    @property
    def known(self) -> set[Column]:
        """The columns that are known."""
        return {entry.column for entry in self.columns if entry.column}


def is_stray_label(compact: str, column: Column) -> bool:
    """Whether a body cell holds a piece of the header (quirk 6): of its own column, or of the level beside it."""
    if not labels.is_whole(compact) or labels.length(compact) < len(compact):
        return False
    label = labels.column_of(compact)
    if label is Column.LEVEL:
        return column in (Column.LEVEL, Column.INDICATOR, Column.KNOWLEDGE)
    return label is column or (label is None and column in (Column.KNOWLEDGE, Column.SKILL))


def label_in(text: Span) -> Span:
    """The label that a cell of the header begins with; empty if it holds none."""
    return text.behind(labels.length(text.compact))[0]


def names_competence(compact: str) -> bool:
    """Whether a text is the label of knowledge or of skills."""
    return labels.column_of(compact) in (Column.KNOWLEDGE, Column.SKILL)


def _names_columns(row: FormRow) -> bool:
    if row.table is None:
        return False
    named = {labels.column_of(text) for text in row.texts} - {None}
    return len(named) >= _ENOUGH and not named.isdisjoint(_FIRST)


def _leads(rows: Sequence[FormRow], at: int) -> bool:
    """Whether a row holds labels over those of the row that names the columns, one or two rows below it."""
    row = rows[at]
    if row.table is None or len(row.texts) < 2:
        return False
    if not any(map(labels.is_worded, row.texts)):
        return False
    is_below_body = at > 0 and rows[at - 1].table == row.table and _has_codes(rows[at - 1])
    if is_below_body or _has_codes(row):
        return False
    below = [other for other in rows[at + 1 : at + 3] if other.table == row.table]
    return any(_names_columns(other) and all(map(continues, below[:number])) for number, other in enumerate(below))


def opens(rows: Sequence[FormRow], at: int) -> bool:
    """Whether the row at ``at`` is the first of a competence table's header."""
    return _names_columns(rows[at]) or _leads(rows, at)


def continues(row: FormRow) -> bool:
    """Whether a row holds nothing but labels, as one below a header's first does."""
    texts = row.texts
    named = {labels.column_of(text) for text in texts} - {None}
    return bool(texts) and all(map(labels.is_label, texts)) and (len(named) > 1 or any(map(labels.is_worded, texts)))


def _names_content(row: FormRow, above: FormRow) -> bool:
    """Whether a row names K and S below a label that stands above both, whatever else is in it, but for codes."""
    content = [piece for piece in above.pieces if labels.is_content(piece.span.compact)]
    below = [
        piece for piece in row.pieces if any(label.left < piece.right and piece.left < label.right for label in content)
    ]
    named = {labels.column_of(piece.span.compact) for piece in below}
    return {Column.KNOWLEDGE, Column.SKILL} <= named and not _has_codes(row)


def _has_codes(row: FormRow) -> bool:
    return any(_CODE.search(plain(piece.span.text)) for piece in row.pieces)


@dataclass(frozen=True)
class HeaderPart:
    """Rows under one header. Only the first part has no header of its own: what stands before any."""

    header: tuple[FormRow, ...]
    body: tuple[FormRow, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """What the header says; the headers of all pages say the same."""
        return tuple(text for row in self.header for text in row.texts)

    @property
    def shape(self) -> tuple[tuple[str, float, float], ...]:
        """What the header says, and where: headers of one shape have the same columns."""
        pieces = (piece for row in self.header for piece in row.pieces)
        return tuple((piece.span.compact, piece.left, piece.right) for piece in pieces)


def parts(rows: Sequence[FormRow]) -> list[HeaderPart]:
    """The rows of tables by the headers that they stand under; paragraphs between them are left alone."""
    headers: list[list[FormRow]] = [[]]
    bodies: list[list[FormRow]] = [[]]
    for at, row in enumerate(rows):
        if row.table is None:
            continue
        above = headers[-1][-1] if headers[-1] and not bodies[-1] else None
        if above and _is_more(above, rows, at):
            headers[-1].append(row)
        elif above and row.table != above.table and (whole := _completed(above, row)):
            headers[-1][-1] = whole
        elif opens(rows, at):
            headers.append([row])
            bodies.append([])
        else:
            bodies[-1].append(row)
    return [HeaderPart(tuple(header), tuple(body)) for header, body in zip(headers, bodies, strict=True)]


def _is_more(above: FormRow, rows: Sequence[FormRow], at: int) -> bool:
    """Whether the row at ``at`` belongs to the header whose last row so far is ``above``."""
    row = rows[at]
    if row.table == above.table:
        is_more = continues(row) or _names_content(row, above) or (not _names_columns(above) and _names_columns(row))
        return is_more and not _ends_a_name(row, above)
    return not opens(rows, at) and continues(row)


def _ends_a_name(row: FormRow, above: FormRow) -> bool:
    """Whether all that a row holds is 知識 or 技能, below a label that has the word already: the end of a name."""
    if not row.is_single:
        return False
    (end,) = (piece for piece in row.pieces if piece.span)
    over = (piece for piece in above.pieces if piece.left < end.right and end.left < piece.right)
    return end.span.compact in ("知識", "技能") and any(end.span.compact in piece.span.compact for piece in over)


def _completed(above: FormRow, row: FormRow) -> FormRow | None:
    """The last row of a header with the rest of its labels, where a page break cuts them: ``職能級`` and ``別``."""
    pieces = list(above.pieces)
    for rest in (piece for piece in row.pieces if piece.span):
        at = next((at for at, one in enumerate(pieces) if one.left < rest.right and rest.left < one.right), None)
        if at is None or not pieces[at].span:
            return None
        pieces[at] = pieces[at]._replace(span=joined([pieces[at].span, rest.span]))
        whole = pieces[at].span.compact
        if not labels.is_label(whole) or labels.length(whole) < len(whole):
            return None
    return replace(above, pieces=tuple(pieces)) if row.texts else None


def header_of(part: HeaderPart, below: Iterable[FormRow]) -> Header:
    """The header of a part; ``below`` are the body rows under it, and under its repeats on other pages."""
    cells = [piece for row in below if row.table is not None for piece in row.pieces if piece.span]
    known = _labelled(part.header)
    entries = [entry._replace(cells=_within(entry, cells)) for entry in known]
    for label in _unlabelled(part.header, known):
        entries += _open_columns(label, known, cells)
    entries += _without_label(entries, cells)
    header = Header(tuple(sorted(entries, key=lambda entry: entry.left)))
    for rule in HEADER_RULES:
        if rule.when(header):
            changed = rule.then(header)
            header = Header(
                tuple(
                    new if new.column == old.column else new._replace(rule=str(rule))
                    for old, new in zip(header.columns, changed.columns, strict=True)
                )
            )
    return Header(tuple(entry for entry in header.columns if entry.column or entry.label))


def _labelled(rows: Sequence[FormRow]) -> list[HeaderColumn]:
    """The columns that a label names."""
    found: dict[Column, HeaderColumn] = {}
    for row in rows:
        for piece in row.pieces:
            column = labels.column_of(piece.span.compact) if piece.span else None
            earlier = found.get(column) if column else None
            if column and _is_below_another(piece, column, found.values()):
                continue
            if column and (earlier is None or _is_surer(column, piece.span.compact, earlier.label.compact)):
                found[column] = HeaderColumn(column, piece.left, piece.right, piece.span)
    level = found.get(Column.LEVEL)
    if level and level.label.compact == "職能" and any(_covers(level, other) for other in found.values()):
        del found[Column.LEVEL]
    return list(found.values())


def _is_below_another(piece: FormCell, column: Column, found: Iterable[HeaderColumn]) -> bool:
    """Whether a label stands below that of another column: text as extracted loses the blank cells before it."""
    return any(
        other.column is not column
        and other.label.compact != "職能"
        and other.overlap(piece.left, piece.right) > (piece.right - piece.left) / 2
        for other in found
    )


def _is_surer(column: Column, text: str, known: str) -> bool:
    """``級別`` tells the level column better than a bare ``職能``, which can stand in a neighbour column."""
    return column is Column.LEVEL and known == "職能" and text != "職能"


def _covers(label: HeaderColumn, other: HeaderColumn) -> bool:
    """Whether a label stands above another one of other meaning."""
    wider = label.right - label.left > other.right - other.left
    return other.column is not label.column and wider and label.overlap(other.left, other.right) > 0


def _unlabelled(rows: Sequence[FormRow], known: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """The labels that name no column: unknown ones, and 職能內涵; not those over labels that do."""
    found = []
    for row in rows:
        for piece in row.pieces:
            if piece.span and labels.column_of(piece.span.compact) is None:
                label = HeaderColumn(None, piece.left, piece.right, piece.span)
                covered = sum(other.overlap(label.left, label.right) for other in known)
                if covered < _CLEARLY * (label.right - label.left):
                    found.append(label)
    return found


def _within(label: HeaderColumn, cells: Iterable[FormCell]) -> tuple[Span, ...]:
    """The texts of the cells that lie below a label by most of their width."""
    start, end = label.left, label.right
    near = (cell for cell in cells if cell.left < end and start < cell.right)
    return tuple(cell.span for cell in near if label.overlap(cell.left, cell.right) > (cell.right - cell.left) / 2)


def _open_columns(
    label: HeaderColumn, known: Sequence[HeaderColumn], cells: Iterable[FormCell]
) -> Iterator[HeaderColumn]:
    """The columns under a label that names none: as many as the cells below it stand in."""
    below = [
        cell
        for cell in cells
        if label.overlap(cell.left, cell.right) > (cell.right - cell.left) / 2
        and not any(_share(other, cell) for other in known)
    ]
    edges = _edges(below)
    if len(edges) == 1 and _holds_both(below) and not {Column.KNOWLEDGE, Column.SKILL} & {one.column for one in known}:
        middle = (edges[0][0] + edges[0][1]) / 2
        both = label._replace(cells=(), rule=str(_TOLD_BY_CODES))
        yield both._replace(column=Column.KNOWLEDGE, left=edges[0][0], right=middle)
        yield both._replace(column=Column.SKILL, left=middle, right=edges[0][1])
    elif len(edges) > 1:
        for left, right in edges:
            entry = label._replace(left=left, right=right)
            yield entry._replace(cells=_within(entry, below))
    elif edges or not labels.is_label(label.label.compact):
        yield label._replace(cells=_within(label, below))


def _holds_both(cells: Iterable[FormCell]) -> bool:
    """Whether cells hold codes of knowledge and of skills, and no others: two columns of the form in one."""
    return {column for cell in cells for column in _columns_told(cell.span)} == {Column.KNOWLEDGE, Column.SKILL}


def _share(label: HeaderColumn, cell: FormCell) -> bool:
    """Whether a cell and a label have more than half of the narrower one's width in common."""
    return label.overlap(cell.left, cell.right) > min(label.right - label.left, cell.right - cell.left) / 2


def _edges(cells: Iterable[FormCell]) -> list[tuple[float, float]]:
    """The edges of the columns that cells stand in, cells over several columns aside."""
    found: list[tuple[float, float]] = []
    for left, right in sorted({(cell.left, cell.right) for cell in cells}, key=lambda edge: edge[1] - edge[0]):
        if all(min(right, other_right) <= max(left, other_left) for other_left, other_right in found):
            found.append((left, right))
    return found


def _without_label(entries: Sequence[HeaderColumn], cells: Sequence[FormCell]) -> Iterator[HeaderColumn]:
    """Columns of cells that stand below no label at all."""
    free = [cell for cell in cells if not any(entry.overlap(cell.left, cell.right) for entry in entries)]
    for left, right in _edges(free):
        entry = HeaderColumn(None, left, right)
        yield entry._replace(cells=_within(entry, free))


# What tells a column whose label does not.


def _with(header: Header, told: Callable[[HeaderColumn], Column | None]) -> Header:
    """The header with the open columns that ``told`` names, each name given once and only if it is still free."""
    free = set(_ORDER) - header.known
    found: list[HeaderColumn] = []
    for entry in header.columns:
        column = None if entry.column else told(entry)
        if column in free:
            free.discard(column)
            entry = entry._replace(column=column)
        found.append(entry)
    return Header(tuple(found))


def _task_and_activity(header: Header) -> tuple[HeaderColumn, HeaderColumn] | None:
    """A column called 工作任務 that holds duties, and the one of the tasks in it, called 工作活動 or otherwise."""
    if Column.DUTY in header.known:
        return None
    pairs = zip(header.columns, header.columns[1:], strict=False)
    return next((pair for pair in pairs if _is_duty_and_task(*pair)), None)


def _is_duty_and_task(tasks: HeaderColumn, activities: HeaderColumn) -> bool:
    if tasks.column is not Column.TASK or activities.column or tasks.told() not in (Column.DUTY, None):
        return False
    return activities.told() is Column.TASK or labels.is_activity(activities.label.compact)


def _as_duty_and_task(header: Header) -> Header:
    found = _task_and_activity(header)
    renamed = {id(found[0]): Column.DUTY, id(found[1]): Column.TASK} if found else {}
    return Header(tuple(entry._replace(column=renamed.get(id(entry), entry.column)) for entry in header.columns))


def _by_word(header: Header) -> Header:
    return _with(header, lambda entry: labels.hint(entry.label.compact))


def _by_codes(header: Header) -> Header:
    return _with(header, HeaderColumn.told)


def _by_position(header: Header) -> Header:
    """Names open columns that stand where the form has exactly as many that are not known.

    A level column must hold levels, and no column the codes of another.
    """

    def told(entry: HeaderColumn) -> Column | None:
        if not entry.cells or not entry.label or entry.told():
            return None
        at = header.columns.index(entry)
        before = next((one.column for one in reversed(header.columns[:at]) if one.column), None)
        behind = next((one.column for one in header.columns[at + 1 :] if one.column), None)
        start = _ORDER.index(before) + 1 if before else 0
        end = _ORDER.index(behind) if behind else len(_ORDER)
        missing = [column for column in _ORDER[start:end] if column not in header.known]
        between = [one for one in header.columns if not one.column and one.cells and _same_gap(header, one, entry)]
        if len(missing) != len(between):
            return None
        column = missing[between.index(entry)]
        is_level_column = all(is_level(cell.compact) for cell in entry.cells)
        return column if (column is Column.LEVEL) == is_level_column else None

    return _with(header, told)


def _same_gap(header: Header, one: HeaderColumn, other: HeaderColumn) -> bool:
    """Whether no known column stands between two open ones."""
    start, end = sorted((header.columns.index(one), header.columns.index(other)))
    return all(entry.column is None for entry in header.columns[start : end + 1])


_TOLD_BY_CODES: FormRule[Header, Header] = FormRule(
    "4", "column-told-by-its-codes", lambda header: _by_codes(header) != header, _by_codes
)
HEADER_RULES: tuple[FormRule[Header, Header], ...] = (
    FormRule(
        "42", "activities-are-the-tasks", lambda header: _task_and_activity(header) is not None, _as_duty_and_task
    ),
    FormRule("4", "column-told-by-a-word-of-its-label", lambda header: _by_word(header) != header, _by_word),
    _TOLD_BY_CODES,
    FormRule("4", "column-told-by-its-place", lambda header: _by_position(header) != header, _by_position),
)
"""Each that fits is applied, one after the other."""

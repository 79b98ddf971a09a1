"""Tells which column of the competence table a cell stands in: by the header's edges, never by counting cells.

domain.md 1.3 has the labels that occur, quirks 3 to 6 the ways headers are cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.assemble.items import Column
from pipeline.assemble.rows import Piece, Row

_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.DUTY, re.compile(r"(主要|工作)職責")),
    (Column.TASK, re.compile(r"工作任務")),
    (Column.OUTPUT, re.compile(r"工作產出")),
    (Column.INDICATOR, re.compile(r"行為指標")),
    (Column.KNOWLEDGE, re.compile(r"(職[能業]內涵)?\(?(K=.*|(knowledge)?知識\)?|knowledge\)?)", re.IGNORECASE)),
    (Column.SKILL, re.compile(r"(職[能業]內涵)?\(?(S=.*|(skills?)?技能\)?|skills?\)?)", re.IGNORECASE)),
    (Column.LEVEL, re.compile(r"(職能)?級別|職能")),
)
_FILLER = re.compile(r"職[能業]內涵")
"""A label that stands above both K and S, or above their brackets in a header of several rows."""

_ENOUGH = 3
"""A row is a header if it names at least this many columns, one of the first four among them."""
_FIRST = {Column.DUTY, Column.TASK, Column.OUTPUT, Column.INDICATOR}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one competence table with their edges, from left to right."""

    columns: tuple[tuple[Column | None, float, float], ...]
    """``None`` for a column whose label is not known."""

    def column_of(self, piece: Piece) -> Column | None:
        """The column that ``piece`` shares most of its width with, else the nearest; ``None``: its label is unknown."""

        def fitness(entry: tuple[Column | None, float, float]) -> tuple[float, float]:
            _, left, right = entry
            overlap = min(right, piece.right) - max(left, piece.left)
            distance = abs((left + right) - (piece.left + piece.right)) / 2
            return (max(overlap, 0.0), -distance)

        return max(self.columns, key=fitness)[0]

    def columns_under(self, piece: Piece) -> list[Column]:
        """Every column that ``piece`` covers by more than half of the column's width."""
        return [
            column
            for column, left, right in self.columns
            if column and min(right, piece.right) - max(left, piece.left) > (right - left) / 2
        ]


@lru_cache(maxsize=4096)
def label_of(compact: str) -> Column | None:
    """The column that a compact header text names."""
    return next((column for column, label in _LABELS if label.fullmatch(compact)), None)


def is_header_piece(compact: str) -> bool:
    """Whether a text is a header label, or a part of one that stands alone in its grid cell."""
    return label_of(compact) is not None or _FILLER.fullmatch(compact) is not None


def is_stray_label(compact: str, column: Column) -> bool:
    """Whether a body cell holds a piece of the header (quirk 6): of its own column, or of the level beside it."""
    label = label_of(compact)
    if label is Column.LEVEL:
        return column in (Column.LEVEL, Column.INDICATOR, Column.KNOWLEDGE)
    return label is column or (_FILLER.fullmatch(compact) is not None and column in (Column.KNOWLEDGE, Column.SKILL))


def opens_header(row: Row) -> bool:
    """Whether a row is the first of a competence table's header."""
    labels = {label_of(text) for text in row.texts} - {None}
    return row.table is not None and len(labels) >= _ENOUGH and not labels.isdisjoint(_FIRST)


def continues_header(row: Row) -> bool:
    """Whether a row below a header's first belongs to the header still."""
    return bool(row.texts) and all(is_header_piece(text) for text in row.texts)


def header_of(rows: Sequence[Row]) -> Header:
    """The header that ``rows`` (one to three of one table) make."""
    found: dict[Column, tuple[float, float, str]] = {}
    unknown: list[tuple[Column | None, float, float]] = []
    for row in rows:
        for piece in row.pieces:
            text = piece.flow.compact
            column = label_of(text)
            if column is None:
                if text and not is_header_piece(text):
                    unknown.append((None, piece.left, piece.right))
                continue
            earlier = found.get(column)
            if earlier is None or _is_surer(column, text, earlier[2]):
                found[column] = (piece.left, piece.right, text)
    known = [(column, left, right) for column, (left, right, _) in found.items()]
    return Header(tuple(sorted([*known, *unknown], key=lambda entry: entry[1])))


def _is_surer(column: Column, text: str, known: str) -> bool:
    """``級別`` tells the level column better than a bare ``職能``, which can stand in a neighbour column."""
    return column is Column.LEVEL and known == "職能" and text != "職能"

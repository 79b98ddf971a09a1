"""Rows that lack the cells which a merged one covers: their other cells stand too far to the left (quirk 52).

Programs leave such cells out when they copy or make tables. All codes of the row tell then that it was moved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.assemble.column_codes import Column
from pipeline.assemble.columns import Header
from pipeline.assemble.rows import FormRow
from pipeline.assemble.rules import FormRule

_STOP = r"[.．。․‧·\-_]"
"""What stands between the numbers of a task's code, however it is typed."""
_BEGINNING = re.compile(
    rf"(?P<DUTY>T\d{{1,2}}(?!\d|{_STOP}))|(?P<TASK>T\d{{1,2}}{_STOP}\d)|(?P<LETTER>[OPKS]\d)|(?P<LEVEL>[1-6]\Z)"
)
_LETTERS = {"O": Column.OUTPUT, "P": Column.INDICATOR, "K": Column.KNOWLEDGE, "S": Column.SKILL}
_MOST_LACKING = 2
"""Duty and task."""
_TELLING = 3
"""So many cells begin with the codes of other columns."""


class RowUnder(NamedTuple):
    """A row, and the header that it stands under."""

    row: FormRow
    head: Header

    def moved(self) -> int:
        """By how many columns the row was moved; 0 if it was not, or its codes leave doubt."""
        pieces, columns = self.row.pieces, self.head.columns
        lacking = len(columns) - len(pieces)
        if not pieces or lacking < 1 or pieces[-1].right > columns[-1].left:
            return 0
        told = [_column(piece.span.compact) for piece in pieces]
        if len(told) - told.count(None) < _TELLING:
            return 0
        steps = range(1, min(lacking, _MOST_LACKING) + 1)
        return next((step for step in steps if self._agrees(told, step)), 0)

    def _agrees(self, told: Sequence[Column | None], step: int) -> bool:
        meant = (entry.column for entry in self.head.columns[step:])
        return all(one is None or one is other for one, other in zip(told, meant, strict=False))


def _moved_back(case: RowUnder) -> FormRow:
    places = case.head.columns[case.moved() :]
    pieces = [
        piece._replace(left=place.left, right=place.right)
        for piece, place in zip(case.row.pieces, places, strict=False)
    ]
    return replace(case.row, pieces=tuple(pieces))


def _column(compact: str) -> Column | None:
    """The column that the first code of a cell tells."""
    match = _BEGINNING.match(compact)
    if match is None:
        return None
    return _LETTERS[compact[0]] if match["LETTER"] else Column[match.lastgroup or ""]


MOVED_ROW_RULES: tuple[FormRule[RowUnder, FormRow], ...] = (
    FormRule("52", "row-without-its-first-cells", lambda case: case.moved() > 0, _moved_back),
)

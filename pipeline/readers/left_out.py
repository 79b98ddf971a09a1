"""Cells of extracted rows that a copy left out: browsers copy a merged cell with the first of its rows only."""

from __future__ import annotations

import re

_GAP = r"[ \u3000]?"
_STOP = rf"{_GAP}[.．。․‧·\-－_]{_GAP}"
_WITHOUT_DUTY = re.compile(rf"[TtＴ]{_GAP}\d{{1,2}}{_STOP}\d(?!\d?[A-Z](?![A-Za-z]))")
"""The code of a task, which begins a row without the cell of its duty; no duty with a stop, as ``T4.5S管理``."""
_WITHOUT_TASK = re.compile(rf"[Oo0ＯQ]{_GAP}\d{{1,2}}{_STOP}\d|[ \u3000]*\t[PpＰ]{_GAP}\d")
"""An output, or an indicator behind an empty cell, begins one of a further level, without that of the task too."""
_DUTIES = re.compile(r"\W*(?:主要|工作)職責\W*")
_LEVEL = re.compile("[1-6]")
_FEWEST = 7
"""Columns of the competence table, at least."""
_LEVELS = 4
"""The column of the level."""
_OUTPUTS = 2
"""That of the outputs, the first in a row of a further level."""


def left_out(line: str) -> int:
    """How many cells a row may lack that begins with a line."""
    if _WITHOUT_DUTY.match(line):
        return 1
    return _OUTPUTS if _WITHOUT_TASK.match(line) else 0


class LeftOut:
    """Puts empty cells before rows of the competence table that lack those of their duty and task.

    A row lacks them if its first code and its level stand so many columns too far to the left.
    """

    def __init__(self) -> None:
        self._columns = 0

    def completed(self, cells: list[str]) -> list[str]:
        """The cells of the next row, with those that were left out."""
        if _DUTIES.fullmatch(cells[0]):
            self._columns = len(cells) if len(cells) >= _FEWEST else 0
        missing = self._columns - len(cells)
        if not 1 <= missing <= _OUTPUTS or left_out("\t".join(cells[:2])) != missing:
            return cells
        level = cells[_LEVELS - missing].strip()
        return [""] * missing + cells if level and _LEVEL.fullmatch(level) else cells

"""The columns of the competence table, the codes that belong there, and where in a text one may begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from pipeline.assemble.tokens import DIGIT_LIKE, MARKS, OPENING, SELDOM, SIGNS, CodeReading


class Column(Enum):
    """The columns of the competence table and the letters of the codes that belong there, as (name, letters)."""

    DUTY = "主要職責", ("T",)
    TASK = "工作任務", ("T",)
    OUTPUT = "工作產出", ("O",)
    INDICATOR = "行為指標", ("P",)
    LEVEL = "職能級別", ()
    KNOWLEDGE = "知識", ("K",)
    SKILL = "技能", ("S", "SS")
    ATTITUDE = "態度", ("A",)

    def __init__(self, label: str, letters: tuple[str, ...]) -> None:
        self.label = label
        self.letters = letters

    __hash__ = object.__hash__
    """By identity, as members are equal by it: cells and items are kept by column, and ``Enum`` hashes slowly."""


STRAY = {
    Column.OUTPUT: ("P", "T"),
    Column.INDICATOR: ("O", "T"),
    Column.KNOWLEDGE: ("S", "SS"),
    Column.SKILL: ("K",),
}
"""Codes that occur in the wrong column (quirk 38, docs/form.md 2.2); they stay where they are printed."""
FOREIGN = {
    Column.OUTPUT: ("K", "S", "SS", "A"),
    Column.INDICATOR: ("K", "S", "SS", "A"),
    Column.KNOWLEDGE: ("O", "P", "A"),
    Column.SKILL: ("O", "P", "A"),
}
"""Codes that hardly occur in a column: they are codes only at the beginning of a line, and only as nothing else is
printed: K09, P1.1.1. A steel S45, a school's K12 or a protocol P1.1 may begin a line of any text, unless the name
behind it is that of a code of the document."""
_ALSO_FOR_LETTERS = {Column.OUTPUT: "0DQ", Column.SKILL: "5"}
"""What else is printed for the letter of a column's codes."""


def _candidate_pattern(column: Column) -> re.Pattern[str]:
    letters = set("".join((*column.letters, *STRAY.get(column, ()))))
    marks = "".join(sorted(letters | {letter.lower() for letter in letters})) + _ALSO_FOR_LETTERS.get(column, "")
    place = r"(?:(?<![A-Za-z0-9/.])|(?<=[KSAksa]\d/)|(?<=[KSAksa]\d\d/)|(?<=[KSA]\d\d)(?=[KSA]\d\d(?!\d)))"
    if not marks:
        return re.compile("(?!)")
    gap = r"[ \u3000]*"
    enclosed = rf"[{OPENING}]{gap}[{marks}](?=[Ss]?{gap}\.?{gap}\d)"
    number = rf"(?:[{DIGIT_LIKE}]|[{SELDOM}][\d.．])"
    foreign = "".join(sorted(set("".join(FOREIGN.get(column, ()))) - letters))
    others = rf"|(?<![^\s{MARKS}])[{foreign}]S?(?=\d)" if foreign else ""
    own = rf"{place}[{marks}](?=[\sSs]{{0,2}}[{SIGNS}]?\s*{number})"
    return re.compile(rf"(?=[{OPENING}{marks}{foreign}])(?:{enclosed}|{own}{others})")


_CANDIDATES = {column: _candidate_pattern(column) for column in Column}
_DEPTH = {"T": (2, 3), "O": (2, 3, 4), "P": (2, 3, 4), "K": (1,), "S": (1,), "SS": (1,), "A": (1,)}


def candidates(text: str, column: Column) -> Iterator[int]:
    """Where a letter stands in a plain text that may begin a code of a column: not in a Latin word, number or path.

    A stroke between bare codes (``K01/K03``) makes no path, and codes of two digits may follow at once (``K01K03``).
    """
    for match in _CANDIDATES[column].finditer(text):
        yield match.start()


def fits(reading: CodeReading, column: Column, letters: Sequence[str]) -> bool:
    """Whether a code with one of these letters has as many numbers as codes of the column have."""
    code = reading.code
    if code.letter not in letters:
        return False
    if column is Column.DUTY:
        return len(code.numbers) == 1
    return len(code.numbers) in _DEPTH[code.letter]

"""What a cell of a sheet can be, and how a row of cells can look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.exports._tables.schema import Value


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell that leads to the beginning of a row of a sheet; rows count from 1."""

    text: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell that covers others below it and beside it."""

    text: str
    rows: int
    columns: int


class Covered(Enum):
    """A cell that another one covers."""

    COVERED = "covered"


Cell = Value | CellLink | CellSpan | Covered


class Look(Enum):
    """How a row looks."""

    BODY = "body"
    HEAD = "head"
    TITLE = "title"

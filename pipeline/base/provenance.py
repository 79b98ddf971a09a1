"""Where something stands in a source document."""

from __future__ import annotations

from pipeline.base.i18n import _
from pipeline.base.values import frozen

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch), measured from the page's upper left corner."""


@frozen
class Location:
    """A place in a document. Any field may be unknown (``None``).

    ``page``, ``table``, ``row`` and ``column`` count from 1; tables are counted within the whole document.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None

    @property
    def words(self) -> str:
        """The place in the language in use, for people."""
        parts = (
            (_("p.{number}"), self.page),
            (_("table {number}"), self.table),
            (_("row {number}"), self.row),
            (_("column {number}"), self.column),
        )
        return _("/").join(text.format(number=number) for text, number in parts if number is not None)

    def __str__(self) -> str:
        """The place in a form that no language changes; subjects of findings are made of it."""
        parts = (
            ("p.", self.page),
            ("表", self.table),
            ("列", self.row),
            ("欄", self.column),
        )
        return "/".join(f"{label}{number}" for label, number in parts if number is not None)


NOWHERE = Location()


def union(boxes: list[Box]) -> Box | None:
    """The smallest box around all ``boxes``; ``None`` for an empty list."""
    if len(boxes) < 2:
        return boxes[0] if boxes else None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)

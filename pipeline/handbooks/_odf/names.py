"""The elements of OpenDocument that templates and handbooks are mostly made of."""

from __future__ import annotations

from typing import Final

from pipeline.base.odf import name

PARAGRAPHS: Final = (name("text:p"), name("text:h"))
CELL: Final = name("table:table-cell")
COVERED: Final = name("table:covered-table-cell")
ROW: Final = name("table:table-row")
REPEATED: Final = name("table:number-columns-repeated")
SPANNED: Final = name("table:number-columns-spanned")
MERGED: Final = "icap-merged"
"""The attribute of a cell that is to join the one above it, where it is not empty."""

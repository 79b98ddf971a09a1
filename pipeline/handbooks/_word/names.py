"""The names of the elements and attributes that Word documents are mostly made of."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

INSTRUCTION, PAGE_OF = f"{W}instr", " PAGEREF "
"""Where a field has its instruction, and that of a field that shows the page of a bookmark."""
VALUE, WIDTH, TYPE = f"{W}val", f"{W}w", f"{W}type"

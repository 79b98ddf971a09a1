"""What typst leaves out of a PDF: the program's mark as its producer, and the titles of rows in its tags.

What typst wrote stays as it is: new versions of some objects follow at the end (ISO 32000-1, 7.5.6, incremental
updates).
"""

from __future__ import annotations

import re

from pipeline.base import mark
from pipeline.handbooks._typst_tags import row_titles

_TRAILER = re.compile(rb"trailer\s*<<(.*/Info (\d+) 0 R.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_TAIL = 2048


def finished(pdf: bytes) -> bytes:
    """The PDF with the mark in its information dictionary, and with the titles of rows tagged as such."""
    trailer = _TRAILER.search(pdf, max(0, len(pdf) - _TAIL))
    before = trailer and re.search(rb"\n%b 0 obj\s*<<(.*?)>>\s*endobj" % trailer[2], pdf, re.DOTALL)
    if not trailer or not before:
        raise ValueError("typst has written a PDF without an information dictionary or a table of its objects")
    kept, number, start = trailer.groups()
    information = b"<<%b/Producer(%b)>>" % (before[1], mark.GENERATOR.encode())
    pieces, table, end = [pdf], [b"xref\n"], len(pdf)
    for changed, value in sorted({**row_titles(pdf), int(number): information}.items()):
        pieces.append(b"%d 0 obj\n%b\nendobj\n" % (changed, value))
        table.append(b"%d 1\n%010d 00000 n \n" % (changed, end))
        end += len(pieces[-1])
    return b"".join((*pieces, *table, b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (kept, start, end)))

"""The program's mark in a PDF: its producer. typst names only itself there, as the creator."""

from __future__ import annotations

import re

from pipeline.base import mark

_TRAILER = re.compile(rb"trailer\s*<<(.*/Info (\d+) 0 R.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_TAIL = 2048


def marked(pdf: bytes) -> bytes:
    """The PDF with the mark in its information dictionary.

    What was there stays as it is: a new version of the dictionary follows at the end (ISO 32000-1, 7.5.6, incremental
    updates).
    """
    trailer = _TRAILER.search(pdf, max(0, len(pdf) - _TAIL))
    before = trailer and re.search(rb"\n%b 0 obj\s*<<(.*?)>>\s*endobj" % trailer[2], pdf, re.DOTALL)
    if not trailer or not before:
        raise ValueError("typst has written a PDF without an information dictionary or a table of its objects")
    kept, number, start = trailer.groups()
    own = b"%b 0 obj\n<<%b/Producer(%b)>>\nendobj\n" % (number, before[1], mark.GENERATOR.encode())
    table = b"xref\n%b 1\n%010d 00000 n \n" % (number, len(pdf))
    end = b"trailer\n<<%b/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (kept, start, len(pdf) + len(own))
    return pdf + own + table + end

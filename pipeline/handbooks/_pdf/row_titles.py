"""Titles of rows in the tags of a PDF: typst can tag the titles of columns only.

A cell in the body of a table whose whole text is strong (``#strong``, whatever it looks like) is the title of its row
and becomes TH with Scope=Row (ISO 32000-1, 14.8.4.3.4 and table 349), by which a screen reader says it before every
cell of the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.handbooks._pdf.objects import Object

_ELEMENT = b"<</Type/StructElem/S/"
_KIDS = re.compile(rb"/K\[(.*)\](?=/Pg |>>\Z)", re.DOTALL)
_OBJECT = re.compile(rb"<<.*?>>", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+) 0 R")
_TABLE = b"<</O/Table"


def row_titles(objects: Mapping[int, Object]) -> dict[int, Object]:
    """The new tags of all titles of rows, by the numbers of their objects."""
    elements = {number: one.value for number, one in objects.items() if one.value.startswith(_ELEMENT)}
    return {
        number: Object(element.replace(b"/S/TD/", b"/S/TH/", 1).replace(_TABLE, _TABLE + b"/Scope/Row", 1))
        for number, element in elements.items()
        if _kind(element) == b"TD" and _TABLE in element and _is_strong(element, elements)
    }


def _is_strong(element: bytes, elements: Mapping[int, bytes]) -> bool:
    """Whether all text of the element is strong. Elements nest a few levels; typst writes no ring of them."""
    if _kind(element) == b"Strong":
        return True
    kids = _KIDS.search(element) if _kind(element) in (b"Link", b"Span", b"P", b"TD") else None
    inside = _OBJECT.sub(b" ", kids[1]) if kids else b""
    below = [int(number) for number in _REFERENCE.findall(inside)]
    has_own_text = bool(re.search(rb"\d", _REFERENCE.sub(b" ", inside)))
    return (
        bool(below)
        and not has_own_text
        and all(kid in elements and _is_strong(elements[kid], elements) for kid in below)
    )


def _kind(element: bytes) -> bytes:
    return element[len(_ELEMENT) :].partition(b"/")[0]

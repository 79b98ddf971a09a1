"""The names of OpenDocument's elements and attributes."""

from __future__ import annotations

from functools import cache

from pipeline.readers.attributes import whole

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_URN}office:1.0",
    "text": f"{_URN}text:1.0",
    "table": f"{_URN}table:1.0",
    "style": f"{_URN}style:1.0",
    "draw": f"{_URN}drawing:1.0",
    "form": f"{_URN}form:1.0",
    "manifest": f"{_URN}manifest:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "svg": f"{_URN}svg-compatible:1.0",
    "loext": f"{_URN}loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "math": "http://www.w3.org/1998/Math/MathML",
}
MOST_REPEATS = 1_000
"""Spreadsheets repeat empty rows and columns by the million; no standard repeats any."""


@cache
def qn(name: str) -> str:
    """``text:p`` as lxml spells it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def repeats(value: str | None) -> int:
    """How often something is repeated, or how much it spans, by its attribute."""
    return whole(value, 1, 1, MOST_REPEATS)

"""The names of OpenDocument's elements and attributes that templates and handbooks are read and made by."""

from __future__ import annotations

from typing import Final

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def name(tag: str) -> str:
    """``text:p`` as lxml calls it."""
    prefix, local = tag.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


PARAGRAPHS: Final = (name("text:p"), name("text:h"))
CELL: Final = name("table:table-cell")
COVERED: Final = name("table:covered-table-cell")
ROW: Final = name("table:table-row")
REPEATED: Final = name("table:number-columns-repeated")
MERGED: Final = "icap-merged"
"""The attribute of a cell that is to join the one above it, where it is not empty."""

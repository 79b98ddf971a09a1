"""The names of OpenDocument's elements and attributes."""

from __future__ import annotations

from functools import cache

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    **{name: f"{_URN}{name}:1.0" for name in ("office", "text", "table", "meta", "manifest", "style", "form")},
    "draw": f"{_URN}drawing:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "svg": f"{_URN}svg-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "config": f"{_URN}config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "math": "http://www.w3.org/1998/Math/MathML",
}

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


@cache
def name(tag: str) -> str:
    """``text:p`` as lxml calls it."""
    prefix, local = tag.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"

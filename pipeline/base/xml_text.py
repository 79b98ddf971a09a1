"""Text as XML writes it. ``xml.sax.saxutils`` does the same, but loads all that Python has for the network."""

from __future__ import annotations

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BLANKS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
"""White space that a reader of XML would make spaces of in an attribute."""


def escape(text: str) -> str:
    """``text`` between tags."""
    return text.translate(_SIGNS)


def quoted(text: str) -> str:
    """``text`` as the value of an attribute, quotes around it: double ones, unless there are only such in it."""
    escaped = escape(text).translate(_BLANKS)
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    escaped = escaped.replace('"', "&quot;")
    return f'"{escaped}"'

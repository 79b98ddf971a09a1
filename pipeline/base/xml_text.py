"""Text as XML writes it. ``xml.sax.saxutils`` does the same, but loads all that Python has for the network."""

from __future__ import annotations

import re
from typing import Any

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BLANKS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
"""White space that a reader of XML would make spaces of in an attribute."""
_LINE_END = re.compile(r"\r\n?")
_NOT_FOR_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


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


def legible(value: Any) -> Any:
    """``value`` with every text in it made fit for XML; line ends are ``\\n``."""
    if isinstance(value, str):
        return _NOT_FOR_XML.sub("\ufffd", _LINE_END.sub("\n", value))
    if isinstance(value, dict):
        return {key: legible(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [legible(item) for item in value]
    return value

"""The names of Word's elements and attributes, and how values are read from them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_OFF = ("0", "false", "off")


@cache
def qn(name: str) -> str:
    """``w:p`` as lxml spells it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(map(qn, path.split("/")))


def child(parent: Any, path: str) -> Any:
    """The first element at ``path`` (``w:pPr/w:numPr``) below ``parent``, if any."""
    for step in _steps(path):
        parent = next(parent.iterchildren(step), None)
        if parent is None:
            break
    return parent


def children(parent: Any) -> dict[str, Any]:
    """The elements directly below ``parent`` by their names as lxml spells them, the first of each; none below none.

    Whoever asks for many of them asks once.
    """
    return {} if parent is None else {one.tag: one for one in parent.iterchildren(reversed=True)}


def value(parent: Any, path: str) -> str | None:
    """``w:val`` of the element at ``path``; empty if it has none, ``None`` if there is no such element."""
    found = child(parent, path)
    return None if found is None else found.get(qn("w:val"), "")


def value_among(found: Mapping[str, Any], name: str) -> str | None:
    """The same of the element ``name`` among ``children``."""
    one = found.get(qn(name))
    return None if one is None else one.get(qn("w:val"), "")


def switch(parent: Any, path: str) -> bool | None:
    """Whether the element at ``path`` switches its property on or off; ``None`` if there is no such element."""
    return is_on(child(parent, path))


def is_on(element: Any) -> bool | None:
    """The same of the element itself."""
    return None if element is None else element.get(qn("w:val"), "") not in _OFF

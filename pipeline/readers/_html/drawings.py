"""The letters of a drawing (SVG) in a web page, as they are painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline.readers._html import sight
from pipeline.readers._html.css import Declarations
from pipeline.readers.account import taken, taken_tail
from pipeline.readers.colors import UNKNOWN

_SHAPES = ("rect", "circle", "ellipse", "path", "polygon", "polyline", "image", "use")
_ATTRIBUTES = ("display", "visibility", "opacity", "fill", "fill-opacity", "stroke")
_HOLDERS = ("foreignobject", "foreignObject")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one colour, or an element (``holder``) whose content is that of a page; ``begins`` a line.

    ``is_hidden``: it takes its room without being shown.
    """

    ink: sight.TextInk
    text: str = ""
    holder: Any = None
    begins: bool = False
    is_hidden: bool = False


def said_of(element: Any, declared: Declarations) -> Declarations:
    """What holds for an element of a drawing: its attributes count as declarations that all others precede."""
    attributes = {name: " ".join(said.lower().split()) for name in _ATTRIBUTES if (said := element.get(name))}
    return {**attributes, **declared}


def pieces(
    drawing: Any, declared: Callable[[Any], Declarations], ink: sight.TextInk, *, is_hidden: bool
) -> Iterator[Piece]:
    """What stands in an ``svg``, in order. ``ink`` is that around it; behind shapes the ground is not known.

    ``is_hidden``: what is around it is not shown.
    """
    has_shapes = any(True for _one in drawing.iter(*_SHAPES))
    ground = UNKNOWN if has_shapes else ink.ground
    black = replace(ink, color=sight.PLAIN.color, is_clear=False, ground=ground)
    yield from _inside(drawing, declared, _drawn(drawing, declared, Piece(black, is_hidden=is_hidden)))


def _drawn(element: Any, declared: Callable[[Any], Declarations], around: Piece) -> Piece:
    """How the letters in an element are drawn, as a piece without any."""
    said = said_of(element, declared(element))
    visibility = said.get("visibility", "inherit")
    is_hidden = around.is_hidden if visibility == "inherit" else visibility != "visible"
    return Piece(sight.drawn(said, around.ink), is_hidden=is_hidden)


def _inside(element: Any, declared: Callable[[Any], Declarations], around: Piece) -> Iterator[Piece]:
    for child in element.iterchildren("*"):
        inner = _drawn(child, declared, around)
        if child.tag == "text":
            yield replace(inner, begins=True)
            yield from _letters(child, declared, inner)
        elif child.tag in _HOLDERS:
            yield replace(inner, ink=replace(inner.ink, color=UNKNOWN, is_clear=False), holder=child, begins=True)
        else:
            yield from _inside(child, declared, inner)


def _letters(element: Any, declared: Callable[[Any], Declarations], around: Piece) -> Iterator[Piece]:
    yield replace(around, text=taken(element))
    for child in element.iterchildren("*"):
        yield from _letters(child, declared, _drawn(child, declared, around))
        yield replace(around, text=taken_tail(child))

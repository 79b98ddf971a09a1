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
_HOLDERS = ("foreignobject", "foreignObject")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one colour, or an element (``holder``) whose content is that of a page; ``begins`` a line."""

    ink: sight.TextInk
    text: str = ""
    holder: Any = None
    begins: bool = False


def pieces(drawing: Any, declared: Callable[[Any], Declarations], ink: sight.TextInk) -> Iterator[Piece]:
    """What stands in an ``svg``, in order. ``ink`` is that around it; behind shapes the ground is not known."""
    has_shapes = any(True for _one in drawing.iter(*_SHAPES))
    ground = UNKNOWN if has_shapes else ink.ground
    black = replace(ink, color=sight.PLAIN.color, is_clear=False, ground=ground)
    yield from _inside(drawing, declared, sight.drawn(drawing, declared(drawing), black))


def _inside(element: Any, declared: Callable[[Any], Declarations], ink: sight.TextInk) -> Iterator[Piece]:
    for child in element.iterchildren("*"):
        inner = sight.drawn(child, declared(child), ink)
        if child.tag == "text":
            yield Piece(inner, begins=True)
            yield from _letters(child, declared, inner)
        elif child.tag in _HOLDERS:
            yield Piece(replace(inner, color=UNKNOWN, is_clear=False), holder=child, begins=True)
        else:
            yield from _inside(child, declared, inner)


def _letters(element: Any, declared: Callable[[Any], Declarations], ink: sight.TextInk) -> Iterator[Piece]:
    yield Piece(ink, taken(element))
    for child in element.iterchildren("*"):
        yield from _letters(child, declared, sight.drawn(child, declared(child), ink))
        yield Piece(ink, taken_tail(child))

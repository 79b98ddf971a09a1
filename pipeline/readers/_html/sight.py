"""The colour and size of the text of a web page, by which a person sees it or not, and whether it is struck out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.readers._html.css import Declarations
from pipeline.readers._html.paints import Paint, paint
from pipeline.readers.colors import UNKNOWN, WHITE, Ground, by_number, first, is_lost

_TINY = 4 / 3
"""Pixels: text of one point is a row of dots to the eye."""
_PERCENT = 100
_NOTHING = re.compile(r"0*\.?0*(?:px|pt|em|rem|%)?")
_NO_SHARE = re.compile(r"0*\.?0*%?")
_SIZE = re.compile(r"([0-9]*\.?[0-9]+)(px|pt|em|rem|%)")
_NO_SIZE = ("0/", "0px/")
STRIKING = frozenset({"s", "strike"})
"""Elements whose letters have a line through them."""
_LINES = ("text-decoration", "text-decoration-line")
_PER_UNIT = {"px": 1.0, "pt": 4 / 3, "rem": 16.0}
_KEYWORD_SIZE = 16.0
_NO_COLOR = ("", "none", "inherit", "initial", "unset", "revert", "currentcolor")
_AS_AROUND = ("inherit", "currentcolor", "unset")


@dataclass(frozen=True, slots=True)
class TextInk:
    """The colour of text, what is behind it, and its size in pixels; ``is_clear`` text has no colour at all,
    ``is_struck`` text a line through it.
    """

    color: Ground = (0.0, 0.0, 0.0)
    ground: Ground = WHITE
    size: float = 16.0
    is_clear: bool = False
    is_struck: bool = False
    is_unseen: bool = field(init=False)
    """Whether nobody sees the text, by its colour or its size: told once, and asked for every text."""

    def __post_init__(self) -> None:
        is_unseen = self.is_clear or self.size <= _TINY or is_lost(self.color, self.ground)
        object.__setattr__(self, "is_unseen", is_unseen)

    @property
    def is_nothing(self) -> bool:
        """Whether the text is made to take no room."""
        return self.size == 0


PLAIN = TextInk()
"""Black on white, of the usual size."""


def inside(element: Any, declared: Declarations, around: TextInk) -> TextInk:
    """The ink of what stands in ``element``; ``around`` is that outside."""
    color = _color_of(element, declared)
    ground = _ground(declared, element.get("bgcolor") or "")
    size = declared.get("font-size") or _size_in(declared.get("font", ""))
    is_struck = element.tag in STRIKING or any("line-through" in declared.get(name, "") for name in _LINES)
    if color is None and ground is None and size is None and not is_struck:
        return around
    ink = replace(around, is_struck=True) if is_struck else around
    if color and color not in _AS_AROUND:
        is_drawn = "text" in (declared.get("background-clip"), declared.get("-webkit-background-clip"))
        has_shadow = declared.get("text-shadow", "none") != "none"
        ink = replace(ink, color=UNKNOWN, is_clear=False) if is_drawn or has_shadow else _painted(ink, color)
    if ground is not None:
        ink = replace(ink, ground=ground)
    return replace(ink, size=_size(size, around.size)) if size else ink


def _color_of(element: Any, declared: Declarations) -> str | None:
    """What is said of the colour of the text in ``element``, in small letters."""
    color: str | None = declared.get("-webkit-text-fill-color") or declared.get("color") or element.get("color")
    if color is None and element.tag == "body":
        color = element.get("text")
    if color is None and element.tag == "a" and element.get("href") is not None:
        color = UNKNOWN
    return color.lower() if color else None


def _painted(ink: TextInk, color: str) -> TextInk:
    found = paint(color) or Paint(by_number(color))
    return replace(ink, color=found.color or UNKNOWN, is_clear=found.is_clear)


def drawn(said: Declarations, around: TextInk) -> TextInk:
    """The ink of letters inside an element of a drawing (SVG), which ``fill`` paints, not ``color``."""
    fill = said.get("fill", "inherit")
    ink = around if fill in _AS_AROUND else _painted(around, fill)
    if ink is not around and said.get("stroke", "none") != "none":
        return replace(ink, color=UNKNOWN, is_clear=False)
    is_clear = fill == "none" or _NO_SHARE.fullmatch(said.get("fill-opacity", "1")) is not None
    return replace(ink, is_clear=True) if is_clear else ink


def _ground(declared: Declarations, attribute: str) -> Ground:
    image = declared.get("background-image", "none")
    if image not in ("none", "initial"):
        return UNKNOWN
    shorthand = declared.get("background", "")
    if "url(" in shorthand or "gradient(" in shorthand:
        return UNKNOWN
    return first(*map(_behind, (declared.get("background-color", ""), shorthand, attribute.lower())))


def _behind(text: str) -> Ground:
    if text in _NO_COLOR:
        return None
    found = paint(text) or Paint(by_number(text))
    if found.is_clear:
        return None
    return found.color if found.color and found.is_solid else UNKNOWN


def _size_in(font: str) -> str | None:
    """The size that the shorthand ``font`` tells, whose white space is left out: ``bold12px/1.5serif``."""
    if font.startswith(_NO_SIZE):
        return "0"
    match = _SIZE.search(font)
    return match[0] if match else None


def _size(text: str, around: float) -> float:
    if _NOTHING.fullmatch(text):
        return 0.0
    match = _SIZE.fullmatch(text)
    if match is None:
        return around if text in ("inherit", "unset") else _KEYWORD_SIZE
    number, unit = float(match[1]), match[2]
    if unit in _PER_UNIT:
        return number * _PER_UNIT[unit]
    return number * around / (_PERCENT if unit == "%" else 1)

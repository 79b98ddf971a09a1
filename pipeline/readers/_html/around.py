"""What an element of a web page takes over from those around it, and what that makes of its text."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import Any

from pipeline.base.values import frozen
from pipeline.readers._html import lists, sight
from pipeline.readers._html.css import Declarations
from pipeline.readers.casing import in_case

_SYMBOL_FONT = re.compile(r"[\s\"']*(?:wingdings|webdings|symbol)", re.IGNORECASE)
_PRIVATE = 0xF000
"""Where Unicode's private use area holds the characters of symbol fonts."""
_CHANGES = {"bgcolor", "color", "text", "href", "face"}
"""Attributes that change what is taken over."""
_CHANGING = {"sup", "ol", "ul", "li", "pre", "textarea", *sight.STRIKING}
"""Elements that change by themselves what those inside them take over."""


@frozen
class Around:
    """What an element takes over from those around it."""

    raised: bool = False
    is_unseen: bool = False
    transform: str = "none"
    marker: str = "disc"
    keeps_lines: bool = False
    in_table: bool = False
    in_main: bool = False
    ink: sight.TextInk = sight.PLAIN
    in_symbols: bool = False


def inside(element: Any, declared: Declarations, context: Around) -> Around:
    """What the content of ``element`` takes over."""
    if not declared and element.tag not in _CHANGING and _CHANGES.isdisjoint(element.keys()):
        return context
    visibility, space = declared.get("visibility"), declared.get("white-space")
    return replace(
        context,
        raised=context.raised or element.tag == "sup",
        is_unseen=context.is_unseen if visibility in (None, "inherit") else visibility != "visible",
        transform=declared.get("text-transform", context.transform),
        marker=lists.form(element, declared, context.marker),
        keeps_lines=space.startswith("pre") if space else context.keeps_lines or element.tag in ("pre", "textarea"),
        ink=sight.inside(element, declared, context.ink),
        in_symbols=_is_in_symbols(element, declared, around=context.in_symbols),
    )


def _is_in_symbols(element: Any, declared: Declarations, *, around: bool) -> bool:
    """Whether the letters are those of a symbol font, as those of the bullets that Word writes."""
    family = declared.get("font-family") or element.get("face")
    if family:
        return _SYMBOL_FONT.match(family) is not None
    return around and "font" not in declared


def main_part(root: Any, holders: Container[Any]) -> Any | None:
    """The part of a page that says that it is the content, if it holds tables: ``main``, or the only ``article``."""
    named = [one for one in root.iter("main", "div", "section") if one.tag == "main" or one.get("role") == "main"]
    found = [one for one in named or root.iter("article") if one in holders]
    return found[0] if len(found) == 1 else None


def as_shown(text: str, context: Around) -> str:
    """A text in the letters that are shown of it."""
    if context.in_symbols:
        return "".join(chr(_PRIVATE + ord(one)) if " " < one < "\x80" else one for one in text)
    return in_case(text, context.transform)

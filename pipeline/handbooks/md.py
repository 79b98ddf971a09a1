"""The handbook as GitHub Flavored Markdown."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from pipeline.base import mark
from pipeline.handbooks import RenderOptions, environment
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Anchor, Link, Segment, Text

NAME = "md"
SUFFIX = ".md"
TEMPLATE_SUFFIX = ".md.j2"

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL = re.compile(r"[\\`*_~\[\]{}|#$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")
_EDGE_SPACE = re.compile(r"^\s+|\s+$")


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook in UTF-8; see ``Renderer``."""
    return mark.text(environment.fill(f"{template}{TEMPLATE_SUFFIX}", environment.data_of(view), options, show))


def show(value: Any) -> Markup:
    """``value`` so that a Markdown reader shows it as it is; texts and links lead where they should."""
    match value:
        case Markup() | Anchor():
            return Markup(value)  # noqa: S704 - an anchor holds nothing to escape
        case Text():
            return Markup().join(_segment(segment) for segment in value.segments)
        case Link():
            return _link(value.label, value.target)
        case tuple():
            return Markup("、").join(show(one) for one in value)
        case _:
            return escape(str(value))


def escape(text: str) -> Markup:
    """``text`` without any character that Markdown, HTML or a site generator would read as its own.

    It fits into a table cell and a heading: line ends become ``<br>``.
    """
    return Markup("<br>".join(_line(line) for line in text.split("\n")))  # noqa: S704 - _line escapes


def _line(line: str) -> str:
    plain = _SPECIAL.sub(r"\\\g<0>", line.translate(_ENTITIES))
    plain = _BLOCK_START.sub(r"\g<1>\\", plain)
    return _EDGE_SPACE.sub(lambda space: "".join(f"&#{ord(character)};" for character in space[0]), plain)


def _link(label: str, target: str | None) -> Markup:
    return Markup("[{}](#{})").format(escape(label), target) if target else escape(label)


def _segment(segment: Segment) -> Markup:
    anchor = Markup('<a id="{}"></a>').format(segment.anchor) if segment.anchor else Markup()
    return anchor + _link(segment.text, segment.target)

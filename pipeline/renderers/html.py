"""The handbook as one HTML file that needs no network and no script."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from pipeline.model import Standard
from pipeline.renderers import Options, compose, environment
from pipeline.renderers.links import Link, Segment, Text

NAME = "html"
SUFFIX = ".html"
TEMPLATE = "handbook.html.j2"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook in UTF-8; see ``Renderer``."""
    return environment.fill(TEMPLATE, compose.handbook(standard, options), options, show, {"css_string": css_string})


def show(value: Any) -> Any:
    """Texts and links become markup; Jinja escapes everything else."""
    match value:
        case Text():
            return Markup().join(_segment(segment) for segment in value.segments)
        case Link():
            return _link(value)
        case tuple():
            return Markup("、").join(show(one) for one in value)
        case _:
            return value


def css_string(text: str) -> Markup:
    """``text`` as a quoted CSS string in which nothing can end the string or the style element."""
    return Markup('"{}"').format(Markup("".join(f"\\{ord(character):x} " for character in text)))  # noqa: S704 - hex digits only


def _link(link: Link) -> Markup:
    if link.target is None:
        return Markup("{}").format(link.label)
    if link.title is None:
        return Markup('<a href="#{}">{}</a>').format(link.target, link.label)
    return Markup('<a href="#{}" title="{}">{}</a>').format(link.target, link.title, link.label)


def _segment(segment: Segment) -> Markup:
    if segment.anchor is not None and segment.target is not None:
        return Markup('<a class="mark" id="{}" href="#{}">{}</a>').format(segment.anchor, segment.target, segment.text)
    if segment.anchor is not None:
        return Markup('<span class="mark" id="{}">{}</span>').format(segment.anchor, segment.text)
    if segment.target is not None:
        return Markup('<a href="#{}">{}</a>').format(segment.target, segment.text)
    return _lines(segment.text)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))

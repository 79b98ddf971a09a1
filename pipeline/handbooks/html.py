"""The handbook as one HTML file that needs no network; a script only adds search and filters."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from markupsafe import Markup, escape

from pipeline.base import mark
from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks import BOOK, RenderOptions, environment, schema_org
from pipeline.handbooks.book import Book, Chapter
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Link, Segment, Text

NAME = "html"
SUFFIX = ".html"
TEMPLATE_SUFFIX = ".html.j2"

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_HEADING = re.compile(r"(</?h)([1-5])\b")
_SECTION = re.compile(r'(<section\b[^>]*?)\s+aria-labelledby="[^"]*"')
_REGION = re.compile(r'(\brole="region"\s+aria-label=")')
_ANCHOR = re.compile(r'(\s(?:id|for|headers|aria-labelledby|aria-describedby|aria-controls)="|\shref="#)([^"]*)"')


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook in UTF-8; see ``Renderer``."""
    data = {**environment.data_of(view), "linked_data": schema_org.element(view.standard, options.export.base_uri)}
    return mark.page(environment.fill(f"{template}{TEMPLATE_SUFFIX}", data, options, show, FILTERS))


def bind(book: Book, template: str, options: RenderOptions) -> bytes:
    """The volume: the template ``book`` with the main part of every chapter's page in it; see ``Binder``."""
    pages = [render(chapter.view, template, options).decode() for chapter in book.chapters]
    whole = book.with_bodies(_body(page, chapter) for page, chapter in zip(pages, book.chapters, strict=True))
    parts = {"book": whole, "style": _style(pages[0]) if pages else ""}
    return mark.page(environment.fill(f"{BOOK}{TEMPLATE_SUFFIX}", parts, options, show, FILTERS))


def _style(page: str) -> Markup:
    return Markup("\n").join(Markup(style) for style in _STYLE.findall(page))  # noqa: S704 - from a finished page


def _body(page: str, chapter: Chapter) -> Markup:
    """The main part of a page as a part of a volume: headings one level lower, its own anchors with its prefix.

    Chapters all have sections of the same names. So the chapter alone is a landmark, and what else has to be one says
    of which chapter it is.

    Raises:
        TemplateError: the page has no ``main``.
    """
    main = _MAIN.search(page)
    if main is None:
        raise TemplateError(_("The template of the chapters has no <main> that could go into a book."))
    lowered = _HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", main[1])
    named = _REGION.sub(lambda region: f"{region[1]}{escape(chapter.label)} ", _SECTION.sub(r"\1", lowered))
    return Markup(_ANCHOR.sub(lambda name: _prefixed(name, chapter.prefix), named))  # noqa: S704 - from a finished page


def _prefixed(name: re.Match[str], prefix: str) -> str:
    return name[1] + " ".join(f"{prefix}{one}" for one in name[2].split()) + '"'


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


def digest(code: str) -> str:
    """The source expression by which a Content Security Policy allows exactly this style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


FILTERS = {"css_string": css_string, "digest": digest}


def _link(link: Link) -> Markup:
    if link.target is None:
        return escape(link.label)
    title = "" if link.title is None else f' title="{escape(link.title)}"'
    return _markup(f'<a href="#{escape(link.target)}"{title}>{escape(link.label)}</a>')


def _segment(segment: Segment) -> Markup:
    text = escape(segment.text)
    if segment.anchor is not None and segment.target is not None:
        return _markup(f'<a class="mark" id="{escape(segment.anchor)}" href="#{escape(segment.target)}">{text}</a>')
    if segment.anchor is not None:
        return _markup(f'<span class="mark" id="{escape(segment.anchor)}">{text}</span>')
    if segment.target is not None:
        return _markup(f'<a href="#{escape(segment.target)}">{text}</a>')
    return _lines(segment.text)


def _markup(made: str) -> Markup:
    """What was put together of markup and escaped text; ``Markup.format`` would take three times as long."""
    return Markup(made)  # noqa: S704


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))

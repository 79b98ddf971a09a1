"""The handbook as an EPUB 3 e-book, made of the parts of its web page; it runs no script and needs no network."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from lxml import etree, html

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks import HANDBOOK, RenderOptions, _epub
from pipeline.handbooks import html as web
from pipeline.handbooks.book import Book
from pipeline.handbooks.compose import View
from pipeline.handbooks.environment import locate
from pipeline.handbooks.view import Handbook

NAME = "epub"
SUFFIX = ".epub"
TEMPLATE_SUFFIX = None
STYLE = "epub.css"
"""The file among the templates that holds the looks."""

_LANGUAGE = "zh-TW"
_WITHOUT_DATE = "0001-01-01"
"""EPUB demands a date of the last change, and a standard may have none."""
_SECTIONS = ("section", "article")
_SUBJECT = "職能基準"


def render(view: View, template: str, options: RenderOptions) -> bytes:
    """The handbook as an e-book: cover, each section of the web page, colophon; see ``Renderer``."""
    handbook = view.handbook
    return _made(web.render(view, HANDBOOK, options), _about(handbook), options)


def bind(book: Book, template: str, options: RenderOptions) -> bytes:
    """The volume: contents, comparison, each chapter and the index are documents of their own; see ``Binder``."""
    chapters = [_about(chapter.handbook) for chapter in book.chapters]
    about = _epub.About(
        title=book.title,
        identifier=_identifier(book.title, *(one.identifier for one in chapters)),
        language=_LANGUAGE,
        date=max((one.date for one in chapters), default=_WITHOUT_DATE),
        subjects=(_SUBJECT,),
        publisher=book.imprint.publisher,
        source=f"ISBN {book.imprint.isbn}" if book.imprint.isbn else None,
    )
    return _made(web.bind(book, template, options), about, options)


def _about(handbook: Handbook) -> _epub.About:
    version = handbook.version
    changed = version.date if version and version.date else _WITHOUT_DATE
    return _epub.About(
        title=handbook.heading,
        identifier=_identifier(handbook.code or handbook.heading, handbook.colophon.sha256),
        language=_LANGUAGE,
        date=changed,
        subjects=tuple(dict.fromkeys((_SUBJECT, *(one.name for one in handbook.occupations if one.name)))),
        description=handbook.description.plain if handbook.description else None,
        publisher=handbook.imprint.publisher,
        source=f"ISBN {handbook.imprint.isbn}" if handbook.imprint.isbn else None,
    )


def _identifier(*parts: str) -> str:
    """A name of its own for each content: the same parts give the same one (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, ' '.join(parts))}"


def _made(page: bytes, about: _epub.About, options: RenderOptions) -> bytes:
    tree = html.document_fromstring(page.decode())
    pieces = list(_pieces(tree))
    return _epub.packed(about, pieces, locate(STYLE, options).read_bytes())


def _pieces(page: html.HtmlElement) -> Iterator[Sequence[etree._Element]]:
    """What each document of the e-book holds: the cover, each section with what stands before it, and the foot.

    An e-book has contents of its own, so that those of the page are left out.

    Raises:
        TemplateError: the page has no ``main``.
    """
    main = page.find(".//main")
    if main is None:
        raise TemplateError(_("The template of web pages has no <main> that could become an e-book."))
    yield from ([one] for one in page.xpath("body/header"))
    waiting: list[etree._Element] = []
    for child in main.iterchildren(tag=etree.Element):
        if child.tag != "nav":
            waiting.append(child)
        if child.tag in _SECTIONS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
    yield from ([one] for one in page.xpath("body/footer"))

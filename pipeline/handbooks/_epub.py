"""Packs parts of a web page as an EPUB 3.3 publication: XHTML documents, contents, package document, and the archive.

The same parts give the same bytes: no clock, members in a fixed order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.base import mark
from pipeline.handbooks import EPUB_PACKAGE

MEDIA_TYPE = "application/epub+zip"

_XHTML, _OPS, _OPF = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops", "http://www.idpf.org/2007/opf"
_DC, _SVG = "http://purl.org/dc/elements/1.1/", "http://www.w3.org/2000/svg"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE, _NAV = "style.css", "nav.xhtml"
_CONTENTS = "contents"
"""The anchor of the contents, as web pages have it."""
_DROPPED = ("script", "style", "template", "noscript", "input", "label")
_SPELT = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio", "textlength": "textLength"}
"""Attributes of SVG as XML has them; parsers of web pages put them in small letters."""
_ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "全書為文字，標題分層，表格有表頭，目次與內文互有連結。"),
)
"""What schema.org's words say of access (EPUB Accessibility 1.1, section 2)."""

_H = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML, "epub": _OPS})
_P = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_D = ElementMaker(namespace=_DC, nsmap={"dc": _DC})


@dataclass(frozen=True, slots=True)
class About:
    """What the package document says of the publication; ``date`` is that of the last change, ``YYYY-MM-DD``."""

    title: str
    identifier: str
    language: str
    date: str
    subjects: tuple[str, ...]
    description: str | None = None
    publisher: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    title: str
    root: etree._Element

    @property
    def properties(self) -> dict[str, str]:
        return {"properties": "svg"} if self.root.find(f".//{{{_SVG}}}svg") is not None else {}


def packed(about: About, pieces: Sequence[Sequence[etree._Element]], style: bytes) -> bytes:
    """The publication of ``pieces``, each the elements that one document holds, in their order."""
    named = [(f"part{number:04}.xhtml", piece) for number, piece in enumerate(pieces, 1)]
    places = {
        anchor: name for name, piece in named for part in piece for one in part.iter() if (anchor := one.get("id"))
    } | {_CONTENTS: _NAV}
    documents = [_document(name, piece, places, about) for name, piece in named]
    members = {
        "META-INF/container.xml": _CONTAINER,
        EPUB_PACKAGE: _written(_package(about, documents)),
        f"EPUB/{_NAV}": _written(_navigation(about, documents)),
        f"EPUB/{_STYLE}": style,
        **{f"EPUB/{one.name}": _written(one.root) for one in documents},
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _EPOCH), MEDIA_TYPE)
        for path, data in members.items():
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _document(name: str, piece: Sequence[etree._Element], places: Mapping[str, str], about: About) -> _Document:
    body = _H.body(*(_xhtml(part) for part in piece))
    for link in body.iter(f"{{{_XHTML}}}a"):
        target = link.get("href", "").removeprefix("#")
        if target in places and places[target] != name:
            link.set("href", f"{places[target]}#{target}")
    heading = next(body.iter(*(f"{{{_XHTML}}}h{level}" for level in (1, 2, 3))), None)
    title = _words(heading) if heading is not None else about.title
    return _Document(name, title, _page(about, title, body))


def _page(about: About, title: str, body: etree._Element) -> etree._Element:
    root = _H.html(
        _H.head(
            _H.meta(charset="utf-8"),
            _H.title(title),
            _H.link(rel="stylesheet", type="text/css", href=_STYLE),
            _H.meta(name=mark.PROPERTY, content=mark.GENERATOR),
        ),
        body,
        lang=about.language,
    )
    root.set(_XML_LANG, about.language)
    return root


def _xhtml(element: etree._Element, inside: str = _XHTML) -> etree._Element:
    """A copy of an element of a web page in the namespace of its kind, without scripts, styles and comments."""
    space = _SVG if element.tag == "svg" else inside
    made = etree.Element(f"{{{space}}}{element.tag}", nsmap={None: space})
    for key, value in element.attrib.items():
        made.set(_SPELT.get(key, key) if space == _SVG else key, value)
    made.text = element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED:
            made.append(_xhtml(child, space))
            made[-1].tail = child.tail
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + (child.tail or "")
        else:
            made.text = (made.text or "") + (child.tail or "")
    return made


def _navigation(about: About, documents: Sequence[_Document]) -> etree._Element:
    """The contents: every document, and below it the headings that it has anchors for. It follows the cover."""
    items = [_H.li(_H.a(one.title, href=one.name), *_headings(one)) for one in documents]
    contents = _H.nav(_H.h1("目次"), _H.ol(*items), id=_CONTENTS, role="doc-toc")
    contents.set(f"{{{_OPS}}}type", "toc")
    return _page(about, about.title, _H.body(contents))


def _headings(document: _Document) -> Iterator[etree._Element]:
    """The list of the headings of the second level, if there are any."""
    found = [one for one in document.root.iter(f"{{{_XHTML}}}h3") if one.get("id")]
    if found:
        yield _H.ol(*(_H.li(_H.a(_words(one), href=f"{document.name}#{one.get('id')}")) for one in found))


def _package(about: About, documents: Sequence[_Document]) -> etree._Element:
    order = [_id(one) for one in documents]
    items = [
        _P.item(id="nav", href=_NAV, **{"media-type": "application/xhtml+xml", "properties": "nav"}),
        _P.item(id="style", href=_STYLE, **{"media-type": "text/css"}),
        *(
            _P.item(id=_id(one), href=one.name, **{"media-type": "application/xhtml+xml"}, **one.properties)
            for one in documents
        ),
    ]
    root = _P.package(
        _P.metadata(*_metadata(about)),
        _P.manifest(*items),
        _P.spine(*(_P.itemref(idref=one) for one in (*order[:1], "nav", *order[1:]))),
        **{"version": "3.0", "unique-identifier": "id"},
    )
    root.set(_XML_LANG, about.language)
    return root


def _id(document: _Document) -> str:
    return document.name.removesuffix(".xhtml")


def _metadata(about: About) -> Iterator[etree._Element]:
    yield _D.identifier(about.identifier, id="id")
    yield _D.title(about.title)
    yield _D.language(about.language)
    yield _D.date(about.date)
    for name in ("description", "publisher", "source"):
        if value := getattr(about, name):
            yield _D(name, value)
    yield from (_D.subject(one) for one in about.subjects)
    yield _P.meta(f"{about.date}T00:00:00Z", property="dcterms:modified")
    yield from (_P.meta(value, property=f"schema:{name}") for name, value in _ACCESS)
    yield _P.meta(name=mark.PROPERTY, content=mark.GENERATOR)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _written(root: etree._Element) -> bytes:
    doctype = "<!DOCTYPE html>" if root.tag == f"{{{_XHTML}}}html" else None
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=doctype))

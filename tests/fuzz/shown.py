"""What a file shows a person, counted without any of the pipeline's readers.

Each count leaves out whatever may be hidden: it is held against what the pipeline tells, where too little raises no
false alarm. ``None`` stands for a file of which this cannot be said at all.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import count
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from tests.fuzz.fragments import WORD

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


Node = tuple[str, int]
"""An element's name, and a number that no other element has."""


class Piece(NamedTuple):
    """A text with its place: the elements around it, outermost first, or how it stands on a page."""

    text: str
    path: tuple[Node, ...]


def _xml(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _members(data: bytes) -> dict[str, bytes] | None:
    """The members of a container; none if two of them have one name, as programs differ on which they take."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            return {name: archive.read(name) for name in names} if len(names) == len(set(names)) else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return None


def _path(element: Any) -> tuple[Node, ...]:
    around = [element, *element.iterancestors()]
    return tuple((etree.QName(one).localname, id(one)) for one in reversed(around) if isinstance(one.tag, str))


# Word

_W = f"{{{WORD}}}"
_NOT_SHOWN = {
    *(f"{_W}del", f"{_W}moveFrom", f"{_W}docPartBody", f"{_W}t", f"{_W}instrText", f"{_W}delText", f"{_W}tblGrid"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFF = ("0", "false", "off")


def docx(data: bytes) -> list[Piece] | None:
    """The texts of the runs and equations of the main part, its headers and footers."""
    members = _members(data)
    try:
        main = next(
            one.get("Target", "").lstrip("/")
            for one in _xml((members or {})["_rels/.rels"]).iter(_RELATIONS)
            if one.get("Type", "").endswith("/officeDocument")
        )
        root = _xml((members or {})[main])
        margins = list(_margins(members or {}, main, root))
    except (KeyError, StopIteration, etree.XMLSyntaxError):
        return None
    body = root.find(f"{_W}body")
    return None if body is None else [piece for part in (body, *margins) for piece in _word_texts(part)]


def _margins(members: dict[str, bytes], main: str, root: Any) -> Iterator[Any]:
    folder, name = posixpath.split(main)
    wanted = {
        one.get(_RELATION_ID)
        for tag in ("headerReference", "footerReference")
        for one in root.iter(f"{_W}{tag}")
        if one.get(f"{_W}type", "default") == "default" and one.getparent().getparent() in (root[0],)
    }
    relations = _xml(members.get(f"{folder}/_rels/{name}.rels", b"<x/>")).iter(_RELATIONS)
    targets = (one.get("Target", "") for one in relations if one.get("Id") in wanted)
    for path in dict.fromkeys(posixpath.normpath(posixpath.join(folder, target)) for target in targets):
        if path in members:
            yield _xml(members[path])


def _word_texts(body: Any) -> Iterator[Piece]:
    for text in body.iter(f"{_W}t", _MATH_TEXT):
        around = list(text.iterancestors())
        in_run = text.tag == _MATH_TEXT or (len(around) > 1 and around[0].tag == f"{_W}r")
        if text.text and in_run and any(one.tag == f"{_W}p" for one in around) and not any(map(_hides_word, around)):
            yield Piece(text.text, _path(text))


def _hides_word(element: Any) -> bool:
    """Whether an element around a text keeps it from being shown; properties and leaves hold none."""
    if element.tag in _NOT_SHOWN or str(element.tag).endswith("Pr"):
        return True
    marks = [f"{_W}rPr/{_W}vanish", f"{_W}rPr/{_W}webHidden", f"{_W}pPr/{_W}rPr/{_W}vanish", f"{_W}trPr/{_W}del"]
    marks += [f"{_W}tcPr/{_W}cellDel", f"{_W}sdtPr/{_W}showingPlcHdr", f"{_W}trPr/{_W}hidden"]
    found = [one for one in map(element.find, marks) if one is not None]
    return any(one.get(f"{_W}val") not in _OFF for one in found)


# OpenDocument

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _OFFICE = f"{{{_OASIS}:text:1.0}}", f"{{{_OASIS}:office:1.0}}"
_HIDING = {
    *(f"{_TEXT}tracked-changes", f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph", f"{_TEXT}note-citation"),
    *(
        f"{_TEXT}s",
        f"{_TEXT}tab",
        f"{_TEXT}line-break",
        f"{_TEXT}soft-page-break",
        f"{{{_OASIS}:table:1.0}}table-column",
    ),
    *(f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_OFFICE}scripts", f"{_TEXT}script", f"{_TEXT}sequence-decls"),
    *(f"{{{_OASIS}:svg-compatible:1.0}}title", f"{{{_OASIS}:svg-compatible:1.0}}desc"),
    *(
        f"{{{_OASIS}:table:1.0}}title",
        f"{{{_OASIS}:table:1.0}}desc",
        f"{_OFFICE}binary-data",
        f"{_OFFICE}event-listeners",
    ),
}


def odt(data: bytes) -> list[Piece] | None:
    """The texts of the paragraphs of the body."""
    members = _members(data)
    try:
        root = _xml((members or {})["content.xml"])
        styles = [root, *([_xml(members["styles.xml"])] if members and "styles.xml" in members else [])]
    except (KeyError, etree.XMLSyntaxError):
        return None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    hidden = {
        one.getparent().get(f"{{{_OASIS}:style:1.0}}name")
        for part in styles
        for one in part.iter()
        if one.get(f"{_TEXT}display") in ("none", "condition") and one.getparent() is not None
    }
    return None if body is None else list(_odt_texts(body, hidden))


def _odt_texts(body: Any, hidden: set[str | None]) -> Iterator[Piece]:
    def hides(one: Any) -> bool:
        is_styled = one.get(f"{_TEXT}style-name") in hidden if one.get(f"{_TEXT}style-name") else False
        return one.tag in _HIDING or is_styled or one.get(f"{_TEXT}display") in ("none", "condition")

    def walked(element: Any, in_paragraph: bool) -> Iterator[Piece]:
        if not isinstance(element.tag, str) or hides(element):
            return
        in_paragraph = in_paragraph or element.tag in (f"{_TEXT}p", f"{_TEXT}h")
        if in_paragraph and element.text:
            yield Piece(element.text, _path(element))
        for child in element:
            yield from walked(child, in_paragraph)
            if in_paragraph and child.tail:
                yield Piece(child.tail, _path(element))

    try:
        return iter(list(walked(body, False)))
    except RecursionError:
        return iter(())


# Web pages

_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source", "track", "param"}
_SHOWS_NOTHING = {
    *("script", "style", "template", "head", "title", "noscript", "iframe", "object", "audio", "video", "canvas"),
    *("datalist", "rp", "select", "meter", "progress", "desc", "noframes", "noembed", "map", "frameset"),
}
_RAW = (
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "plaintext",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "template",
    "select",
)
_INPUTS_SHOWN = {"text", "search", "tel", "url", "email", "number", "submit", "button", "reset", "date"}
_CONCEALED = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|content-visibility|font-size:0|opacity:0|clip|text-indent:-"
)


def html(data: bytes) -> list[Piece] | None:
    """The texts between tags, and what stands in the fields of forms."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if not _is_sound(text):
        return None
    page = _Page()
    page.feed(text)
    page.close()
    return page.pieces


def _is_sound(text: str) -> bool:
    """Whether all parsers agree on what is text: no half comments, quotes or elements whose content is no markup."""
    low = text.lower()
    rest = re.sub(r"<!--.*?-->|<!doctype[^<>]*>", "", low, flags=re.DOTALL)
    balanced = all(len(re.findall(rf"<{name}\b", low)) == low.count(f"</{name}>") for name in _RAW)
    whole = low.rfind("<") < low.rfind(">")
    quotes = whole and all(
        tag.count('"') % 2 == 0 and tag.count("'") % 2 == 0 for tag in re.findall(r"<[a-z/][^>]*>", low)
    )
    return (
        balanced
        and quotes
        and "\0" not in text
        and not re.search(r"<[!?]|-->|<[^a-z/]|</[^a-z]", rest)
        and not re.search(r"<(?:frameset|plaintext)\b|<xmp\b[^<]*[<&](?!/xmp>)", low)
    )


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._open: list[tuple[str, bool, int]] = []
        self._numbers = count()

    @property
    def _path(self) -> tuple[Node, ...]:
        return tuple((name, number) for name, _, number in self._open)

    @property
    def _is_hidden(self) -> bool:
        return any(hides for _, hides, _ in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        style = "".join((given.get("style") or "").lower().split())
        hides = tag in _SHOWS_NOTHING or "hidden" in given or bool(_CONCEALED.search(style))
        hides |= tag in ("dialog", "details") and "open" not in given
        hides |= "hidden" in (given.get("class") or "")
        is_shown_input = tag == "input" and (given.get("type") or "text").lower() in _INPUTS_SHOWN
        if is_shown_input and not hides and not self._is_hidden:
            self.pieces.append(Piece(given.get("value") or "", (*self._path, ("input", next(self._numbers)))))
        if tag not in _VOID:
            self._open.append((tag, hides, next(self._numbers)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only in XML does a stroke end an element."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        names = [name for name, _, _ in self._open]
        if data.strip() and not self._is_hidden and ("svg" not in names or "text" in names):
            self.pieces.append(Piece(data, self._path))


# Text

_REFERENCE = re.compile(r"&#?\w+;")
_RESIDUE = re.compile(r"</?(?:p|br|sup)\b[^<>]*>|\^\{", re.IGNORECASE)
_BAD_SHARE = 0.01


def txt(data: bytes) -> list[Piece] | None:
    """The lines of a text in UTF-8 with a few stray bytes at most; a ``&amp;`` of markup stands for its sign."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="ignore")
    if len(text.encode()) < len(data) * (1 - _BAD_SHARE) or "\0" in text:
        return None
    plain = _REFERENCE.sub(lambda one: unescape(one[0]), _RESIDUE.sub("\n", text))
    return [Piece(line, (("line", 0),)) for line in plain.splitlines()]


# PDF

_TINY = 2.0
_LEVEL = 0.02
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_ANNOTATIONS = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}


def pdf(data: bytes) -> list[Piece] | None:
    """The letters that PDFium finds within the edges of its pages, and the texts of fields and remarks."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return [piece for number in range(len(document)) for piece in _page_texts(document, number)]
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _page_texts(document: Any, number: int) -> Iterator[Piece]:
    page = document[number]
    text = page.get_textpage()
    edges = page.get_bbox()
    drawn: dict[str, list[tuple[float, float]]] = {}
    for at in range(text.count_chars()):
        letter = _letter(text.raw, at)
        left, bottom, right, top = text.get_charbox(at, loose=True)
        inside = left >= edges[0] and right <= edges[2] and bottom >= edges[1] and top <= edges[3]
        size = max(right - left, top - bottom)
        if not letter or not inside or size < _TINY or top - bottom < _TINY / 2:
            continue
        places = drawn.setdefault(letter, [])
        if all(abs(x - left) + abs(y - bottom) > size / 2 for x, y in places):
            angle = pdfium.FPDFText_GetCharAngle(text.raw, at)
            yield Piece(letter, (("upright" if min(angle, abs(angle - math.tau)) < _LEVEL else "turned", 0),))
        places.append((left, bottom))
    yield from _annotations(page)
    text.close()
    page.close()


def _letter(text: Any, at: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, at)
    drawn = pdfium.FPDFText_GetTextObject(text, at)
    is_seen = drawn and pdfium.FPDFTextObj_GetTextRenderMode(drawn) not in _INVISIBLE
    is_text = is_seen and not pdfium.FPDFText_IsGenerated(text, at) and not pdfium.FPDFText_HasUnicodeMapError(text, at)
    is_letter = 0x20 < code < 0xD800 or 0xF900 <= code < 0xFFF0
    return chr(code) if is_text and is_letter else ""


def _annotations(page: Any) -> Iterator[Piece]:
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        key = _ANNOTATIONS.get(pdfium.FPDFAnnot_GetSubtype(annotation))
        is_hidden = pdfium.FPDFAnnot_GetFlags(annotation) & (
            pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
        )
        if key and not is_hidden:
            size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
            pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
            yield Piece(bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace"), (("annotation", 0),))
        pdfium.FPDFPage_CloseAnnot(annotation)


SHOWN: dict[str, Callable[[bytes], list[Piece] | None]] = {
    "docx": docx,
    "odt": odt,
    "html": html,
    "txt": txt,
    "pdf": pdf,
}

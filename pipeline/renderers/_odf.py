"""Fills an OpenDocument template: an ODT file whose text holds Jinja tags, as LibreOffice saves it.

A tag may stand anywhere in a text. ``{%p … %}``, ``{%tr … %}``, ``{%tc … %}`` and ``{%li … %}`` stand alone in a
paragraph, a table row, a cell or a list item and take its place; a table has as many columns as its rows come to need.
``{% merge … %}`` in a cell lets it join the cell above where the condition holds. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import mimetypes
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, pairwise
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup, escape

from pipeline.errors import TemplateError
from pipeline.language import _
from pipeline.renderers import Options
from pipeline.renderers.book import Book, mark
from pipeline.renderers.environment import environment, faults_of, locate
from pipeline.renderers.links import Anchor, Link, Segment, Text

LINK_STYLE = "Internet_20_link"
MARK_STYLE = "註號"
"""Names of the character styles that links and note marks take from the template."""

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def _name(tag: str) -> str:
    prefix, local = tag.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_LEFT_OUT = ("mimetype", "Thumbnails/", "Configurations2/", "META-INF/documentsignatures.xml", "layout-cache")
_PRIVATE = ("dc:creator", "dc:date", "meta:creation-date", "meta:initial-creator", "meta:printed-by", "meta:print-date")
_PRIVATE_SETTINGS = ("meta:editing-cycles", "meta:editing-duration", "meta:document-statistic", "meta:template")
_PARAGRAPHS = (_name("text:p"), _name("text:h"))
_CELL, _COVERED, _ROW = _name("table:table-cell"), _name("table:covered-table-cell"), _name("table:table-row")
_REPEATED = _name("table:number-columns-repeated")
_ROW_GROUPS = (_name("table:table-header-rows"), _name("table:table-rows"), _name("table:table-row-group"))
_HOLDERS = {"p": _PARAGRAPHS, "tr": (_ROW,), "tc": (_CELL,), "li": (_name("text:list-item"),)}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HOLDER_TAG = re.compile(r"\{%(p|tr|tc|li)\s(.*?)%\}", re.DOTALL)
_MERGE_TAG = re.compile(r"\{%\s*merge\s(.*?)%\}", re.DOTALL)
_CONTROL = "icap"
_WRITTEN_CONTROL = re.compile(rf"<\?{_CONTROL} (.*?)\?>", re.DOTALL)
_MERGED = "icap-merged"
_UNESCAPED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#10;": " ", "&amp;": "&"}
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
"""What LibreOffice makes of plain quotes and spaces while somebody types a tag."""
_SPACES = re.compile(r"^ | {2,}| $|[\t\n]")
_STYLE_NAME, _STYLE_FAMILY = _name("style:name"), _name("style:family")
_CHAPTER_STYLE = "章_"
_CHAPTERLESS = (_name("text:table-of-content"), _name("text:sequence-decls"), _name("office:forms"))
_COVER = ("Title", "Subtitle", "封面資料")
"""The styles of a chapter's cover, which has no place in a volume."""
_ANCHOR_NAMES = {
    _name("text:bookmark"): (_name("text:name"),),
    _name("text:bookmark-start"): (_name("text:name"),),
    _name("text:bookmark-end"): (_name("text:name"),),
    _name("text:bookmark-ref"): (_name("text:ref-name"),),
    _name("text:a"): (_name("xlink:href"),),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)

_Members = dict[str, Any]
"""The files of a package by their paths: bytes, or the root of what has been parsed."""


def fill(name: str, context: Mapping[str, object], options: Options) -> bytes:
    """The OpenDocument template ``name``, filled with ``context``.

    Raises:
        TemplateError: the template is missing, is no OpenDocument text, or cannot be filled.
    """
    return _package(_filled(name, context, options))


def bind(name: str, chapter_name: str, book: Book, contexts: Iterable[Mapping[str, object]], options: Options) -> bytes:
    """The OpenDocument template ``name``, filled with ``book``, with every chapter in its place.

    The template ``chapter_name`` makes the chapters of their ``contexts``. Headings of a chapter come one level lower,
    its anchors get its prefix; its cover and contents are those of the volume. Styles that the volume's template does
    not have come along.

    Raises:
        TemplateError: as ``fill``.
    """
    members = _filled(name, {"book": book.marked()}, options)
    content, styles = members["content.xml"], members["styles.xml"]
    marks = {mark(chapter.number) for chapter in book.chapters}
    texts = ((paragraph, "".join(paragraph.itertext())) for paragraph in content.iter(*_PARAGRAPHS))
    places = {text: paragraph for paragraph, text in texts if text in marks}
    for chapter, context in zip(book.chapters, contexts, strict=True):
        parts = _filled(chapter_name, context, options)
        body = parts["content.xml"]
        _prefix_anchors(body, chapter.prefix)
        _lower_headings(body)
        _own_automatic_styles(body)
        if mark(chapter.number) in places:
            _put_chapter(places[mark(chapter.number)], body)
        if chapter is book.chapters[0]:
            _add_styles(content, body, "office:automatic-styles")
            _add_styles(styles, parts["styles.xml"], "office:styles")
            members = {**{path: data for path, data in parts.items() if path.startswith("Pictures/")}, **members}
    _name_apart(content)
    return _package(members)


def _filled(name: str, context: Mapping[str, object], options: Options) -> _Members:
    members: _Members = dict(_members(name, options))
    linked = environment(options, show, {"link_to": Link, "place": Anchor, "page": _page})
    for part, jinja in (("content.xml", linked), ("styles.xml", linked), ("meta.xml", environment(options, str))):
        if part in members:
            members[part] = _fill_part(members[part], name, jinja, context)
    return members


def _prefix_anchors(body: etree._Element, prefix: str) -> None:
    for element in body.iter():
        for attribute in _ANCHOR_NAMES.get(element.tag, ()):
            value = element.get(attribute, "")
            if attribute != _name("xlink:href"):
                element.set(attribute, prefix + value)
            elif value.startswith("#"):
                element.set(attribute, f"#{prefix}{value[1:]}")


def _lower_headings(body: etree._Element) -> None:
    level, style = _name("text:outline-level"), _name("text:style-name")
    for heading in body.iter(_name("text:h")):
        heading.set(level, str(int(heading.get(level, "1")) + 1))
        number = re.fullmatch(r"Heading_20_(\d)", heading.get(style, ""))
        if number:
            heading.set(style, f"Heading_20_{int(number[1]) + 1}")


def _own_automatic_styles(body: etree._Element) -> None:
    """Renames what the chapter's template has styled by itself, so that it meets nothing of the volume's."""
    styles = body.find(_name("office:automatic-styles"))
    names = {style.get(_STYLE_NAME, "") for style in styles} if styles is not None else set()
    for element in body.iter():
        for attribute, value in element.attrib.items():
            if attribute.endswith("style-name") and value in names:
                element.set(attribute, f"{_CHAPTER_STYLE}{value}")
    for style in styles if styles is not None else ():
        style.set(_STYLE_NAME, f"{_CHAPTER_STYLE}{style.get(_STYLE_NAME)}")


def _put_chapter(place: etree._Element, body: etree._Element) -> None:
    """Puts what ``body`` holds beside its cover and contents where the paragraph ``place`` is."""
    for part in list(body.find(f"{_name('office:body')}/{_name('office:text')}")):
        if part.tag not in _CHAPTERLESS and part.get(_name("text:style-name")) not in _COVER:
            place.addprevious(part)
    place.getparent().remove(place)


def _add_styles(target: etree._Element, source: etree._Element, group: str) -> None:
    own, other = target.find(_name(group)), source.find(_name(group))
    if own is None or other is None:
        return
    known = {(style.tag, style.get(_STYLE_FAMILY), style.get(_STYLE_NAME)) for style in own}
    own.extend(
        style for style in list(other) if (style.tag, style.get(_STYLE_FAMILY), style.get(_STYLE_NAME)) not in known
    )


def show(value: Any) -> Any:
    """``value`` as text with links: an anchor as a bookmark, links and note marks as hyperlinks."""
    match value:
        case Markup():
            return value
        case Anchor():
            return _bookmark(value)
        case Link():
            return _link(value.label, value.target, LINK_STYLE)
        case Text():
            return Markup().join(_segment(segment) for segment in value.segments)
        case tuple():
            return Markup("、").join(show(one) for one in value)
        case _:
            return plain(str(value))


def plain(text: str) -> Markup:
    """``text`` with the spaces, tabs and line ends that OpenDocument would else join."""
    return _markup(_SPACES.sub(_space, str(escape(text))))


def _markup(made: str) -> Markup:
    """What was put together of markup and escaped text; ``Markup.format`` would take twice the time of all the rest."""
    return Markup(made)  # noqa: S704


def _space(found: re.Match[str]) -> str:
    if found[0] == "\n":
        return "<text:line-break/>"
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _bookmark(anchor: Anchor) -> Markup:
    return _markup(f'<text:bookmark text:name="{escape(anchor)}"/>')


def _page(anchor: str) -> Markup:
    """A field with the page of a bookmark; LibreOffice fills it in when it lays out the document."""
    name = escape(anchor)
    return _markup(f'<text:bookmark-ref text:reference-format="page" text:ref-name="{name}">–</text:bookmark-ref>')


def _link(label: str, target: Anchor | None, style: str) -> Markup:
    if target is not None:
        styles = f'text:style-name="{style}" text:visited-style-name="{style}"'
        return _markup(f'<text:a xlink:type="simple" xlink:href="#{escape(target)}" {styles}>{plain(label)}</text:a>')
    if style == MARK_STYLE:
        return _markup(f'<text:span text:style-name="{style}">{plain(label)}</text:span>')
    return plain(label)


def _segment(segment: Segment) -> Markup:
    if segment.anchor is None:
        return _link(segment.text, segment.target, LINK_STYLE)
    return _bookmark(segment.anchor) + _link(segment.text, segment.target, MARK_STYLE)


def _members(name: str, options: Options) -> dict[str, bytes]:
    """The files of the template's package, without what only helps LibreOffice to open it faster."""
    path = locate(name, options)
    try:
        with zipfile.ZipFile(path) as package:
            members = {
                member.filename: package.read(member)
                for member in package.infolist()
                if not member.is_dir() and not member.filename.startswith(_LEFT_OUT)
            }
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise _no_document(name) from error
    if not {"content.xml", "styles.xml", "META-INF/manifest.xml"} <= members.keys():
        raise _no_document(name)
    return members


def _no_document(name: str) -> TemplateError:
    return TemplateError(_("{template}: not an OpenDocument text (.odt)").format(template=name))


def _fill_part(part: bytes, name: str, jinja: jinja2.Environment, context: Mapping[str, object]) -> etree._Element:
    source = _source(part, name)
    with faults_of(name, source):
        filled = jinja.from_string(source).render(context)
    root = _parsed(filled.encode(), name)
    _merge_cells(root)
    _count_columns(root)
    _fill_empty_cells(root)
    _name_apart(root)
    _forget_the_editor(root)
    return root


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _parsed(part: bytes, name: str) -> etree._Element:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        line = (part.decode(errors="replace").splitlines() or [""])[min(error.lineno or 1, part.count(b"\n") + 1) - 1]
        raise TemplateError(
            _("{template}: the tags do not leave a well-formed document: {reason}, in: {text}").format(
                template=name, reason=error.msg, text=_words(line)
            )
        ) from error


def _words(xml: str) -> str:
    return re.sub(r"<[^>]*>", "", xml)[:60]


# From a template as LibreOffice saves it to the source of a Jinja template


@lru_cache(maxsize=16)
def _source(part: bytes, name: str) -> str:
    """The Jinja source: every paragraph begins a line of its own, so that a fault's line tells the paragraph."""
    root = _parsed(part, name)
    for paragraph in list(root.iter(*_PARAGRAPHS)):
        _join_tags(paragraph)
    _mark_merged_cells(root)
    _free_controls(root, name)
    written = etree.tostring(root, encoding="unicode")
    written = _TAG.sub(lambda tag: _unescaped(tag[0]), written)
    written = _WRITTEN_CONTROL.sub(r"{% \1 %}", written)
    return re.sub(r"<text:[ph](?=[ />])", r"\n\g<0>", re.sub(r"\s*\n\s*", " ", written))


def _unescaped(tag: str) -> str:
    for entity, character in _UNESCAPED.items():
        tag = tag.replace(entity, character)
    return tag.translate(_TYPED)


@dataclass
class _Slot:
    """A stretch of a paragraph's text, or a ``text:s`` that stands for spaces."""

    element: etree._Element
    part: str
    text: str

    def write(self, text: str) -> None:
        self.text = text
        if self.part == "space":
            _remove(self.element)
        else:
            setattr(self.element, self.part, text or None)


def _slots(element: etree._Element) -> Iterator[_Slot]:
    yield _Slot(element, "text", element.text or "")
    for child in element:
        if child.tag == _name("text:s"):
            yield _Slot(child, "space", " " * int(child.get(_name("text:c"), "1")))
        elif isinstance(child.tag, str) and child.tag not in _PARAGRAPHS:
            yield from _slots(child)
        yield _Slot(child, "tail", child.tail or "")


def _join_tags(paragraph: etree._Element) -> None:
    """Puts every tag into one stretch of text: LibreOffice cuts texts wherever somebody went on typing."""
    slots = list(_slots(paragraph))
    whole = "".join(slot.text for slot in slots)
    starts = [0]
    for slot in slots:
        starts.append(starts[-1] + len(slot.text))
    for tag in reversed(list(_TAG.finditer(whole))):
        touched = [
            (slot, start)
            for slot, (start, end) in zip(slots, pairwise(starts), strict=True)
            if start < tag.end() and end > tag.start()
        ]
        for slot, start in reversed(touched[1:]):
            slot.write(slot.text[tag.end() - start :])
        if len(touched) > 1:
            first, start = touched[0]
            first.write(first.text[: tag.start() - start] + tag[0])


def _mark_merged_cells(root: etree._Element) -> None:
    """Turns ``{% merge … %}`` into an attribute of its cell that is filled only where the condition holds."""
    for paragraph in list(root.iter(*_PARAGRAPHS)):
        for slot in _slots(paragraph):
            tag = _MERGE_TAG.search(slot.text)
            cell = next(paragraph.iterancestors(_CELL), None)
            if tag and cell is not None:
                slot.write(_MERGE_TAG.sub("", slot.text))
                cell.set(_MERGED, f"{{% if {tag[1].strip()} %}}1{{% endif %}}")


def _free_controls(root: etree._Element, name: str) -> None:
    """Puts each ``{%p … %}``, ``{%tr … %}``, ``{%tc … %}`` and ``{%li … %}`` in the place of what holds it."""
    for paragraph in list(root.iter(*_PARAGRAPHS)):
        text = "".join(slot.text for slot in _slots(paragraph))
        tag = _HOLDER_TAG.search(text)
        if tag is None:
            continue
        holder = next((one for one in (paragraph, *paragraph.iterancestors()) if one.tag in _HOLDERS[tag[1]]), None)
        if holder is None or "".join(holder.itertext()).strip() != tag[0]:
            raise TemplateError(
                _("{template}: {tag} must stand alone in its paragraph, row, cell or list item, in: {text}").format(
                    template=name, tag=tag[0], text=text[:60]
                )
            )
        control = etree.ProcessingInstruction(_CONTROL, tag[2].strip().translate(_TYPED))
        control.tail = holder.tail
        holder.getparent().replace(holder, control)


def _remove(element: etree._Element) -> None:
    """Takes an element out and leaves the text behind it."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


# From the filled document to a finished one


def _merge_cells(root: etree._Element) -> None:
    """Joins every marked cell with the cell above it that begins in the same column."""
    for table in root.iter(_name("table:table")):
        above: dict[int, etree._Element] = {}
        for row in _rows(table):
            column = 0
            for cell in row.iterchildren(_CELL, _COVERED):
                marked = bool(cell.attrib.pop(_MERGED, ""))
                first = above.get(column)
                if marked and first is not None:
                    rows = int(first.get(_name("table:number-rows-spanned"), "1"))
                    first.set(_name("table:number-rows-spanned"), str(rows + 1))
                    cell.tag = _COVERED
                    cell.attrib.clear()
                    for child in list(cell):
                        cell.remove(child)
                elif cell.tag == _CELL:
                    above[column] = cell
                column += _columns(cell)


def _count_columns(root: etree._Element) -> None:
    """Lets the last column of a table stand for as many as its rows have come to need."""
    for table in root.iter(_name("table:table")):
        columns = list(table.iterchildren(_name("table:table-column")))
        cells = max((sum(map(_columns, row.iterchildren(_CELL, _COVERED))) for row in _rows(table)), default=0)
        needed = cells - sum(map(_columns, columns[:-1]))
        if columns and needed > 0 and needed != _columns(columns[-1]):
            columns[-1].set(_REPEATED, str(needed))


def _columns(element: etree._Element) -> int:
    """How many columns a column or cell stands for."""
    return int(element.get(_REPEATED, "1"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == _ROW:
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _fill_empty_cells(root: etree._Element) -> None:
    for cell in root.iter(_CELL):
        if len(cell) == 0:
            etree.SubElement(cell, _name("text:p"))


def _name_apart(root: etree._Element) -> None:
    """Tables that a loop has made get a name each, as LibreOffice would give them."""
    taken: set[str] = set()
    for table in root.iter(_name("table:table")):
        name = table.get(_name("table:name"), "")
        free = next(one for one in chain([name], (f"{name}_{number}" for number in count(2))) if one not in taken)
        table.set(_name("table:name"), free)
        taken.add(free)


def _forget_the_editor(root: etree._Element) -> None:
    """A handbook tells nothing of who made its template when."""
    for tag in (*_PRIVATE, *_PRIVATE_SETTINGS):
        for element in list(root.iter(_name(tag))):
            if element.getparent().tag == _name("office:meta"):
                element.getparent().remove(element)


def _package(members: _Members) -> bytes:
    """The package: media type first and not compressed, the rest by name, no time of day."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        target.writestr(zipfile.ZipInfo("mimetype", _EPOCH), MEDIA_TYPE)
        for name in sorted(members):
            content = _manifest(members) if name == "META-INF/manifest.xml" else members[name]
            data = content if isinstance(content, bytes) else _written(content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _manifest(members: _Members) -> bytes:
    """The template's list of files with the entries of left-out ones gone; an ``.ott`` becomes a document."""
    root = etree.fromstring(members["META-INF/manifest.xml"])
    for entry in list(root):
        path = entry.get(_name("manifest:full-path"), "")
        if path == "/":
            entry.set(_name("manifest:media-type"), MEDIA_TYPE)
        elif (not path.endswith("/") and path not in members) or path.startswith(_LEFT_OUT):
            root.remove(entry)
    listed = {entry.get(_name("manifest:full-path")) for entry in root}
    for path in sorted(path for path in members if path.startswith("Pictures/") and path not in listed):
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        etree.SubElement(
            root, _name("manifest:file-entry"), {_name("manifest:full-path"): path, _name("manifest:media-type"): kind}
        )
    return _written(root)

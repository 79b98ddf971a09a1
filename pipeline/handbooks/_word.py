"""Fills a Word template (docxtpl) and makes the result lasting: linked, strict, and the same bytes each time."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from itertools import count
from typing import Any

import docx
import docx.opc.exceptions
import jinja2
from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks import Options
from pipeline.handbooks.book import Book, mark
from pipeline.handbooks.environment import environment, faults_of, locate
from pipeline.handbooks.links import Anchor, Link, Segment, Text

LINK_STYLE = "Hyperlink"
MARK_STYLE = "註號"
"""Names of the character styles that links and note marks take from the template; without them they are plain."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN_TAG = re.compile(r"(?<=</w:r>)\{\{(.*?)\}\}(?=<w:r>)", re.DOTALL)
_MERGE_TAG = re.compile(
    r"(<w:tc[ >](?:(?!<w:tc[ >]).)*?<w:tcPr>(?:<w:tcW[^>]*/>|<w:gridSpan[^>]*/>)*)"
    r"((?:(?!<w:tc[ >]).)*?)\{%\s*merge\s(.*?)%\}",
    re.DOTALL,
)
_BETWEEN_TEXTS = '</w:t>{}<w:t xml:space="preserve">'
_SPELT_OUT = str.maketrans(
    {
        "{": "&#123;",
        "}": "&#125;",
        "\n": _BETWEEN_TEXTS.format("<w:br/>"),
        "\t": _BETWEEN_TEXTS.format("<w:tab/>"),
    }
)
_TEXT_HOLDERS = {f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText")}
_WORDS = etree.XPath("string()")
_WHOLE_ROW_LINES = 30
"""A row with more lines than this may break over two pages, whatever the template says."""
_TWIPS_PER_CHARACTER = 200
"""The width of a Chinese character of 10 points."""
_RUNS = "_runs"
"""What the context calls the ``_Runs`` of the document that is being filled."""
_PLAIN_TEMPLATE = DocxTemplate("")
_FIRST_BOOKMARK_ID = 10_000
_FIRST_CHAPTER_ID = 1_000_000
_RELATIONS = etree.XPath(
    "descendant-or-self::*/@r:*",
    namespaces={"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
)
_INSTRUCTION, _PAGE_OF = f"{_W}instr", " PAGEREF "
_VALUE, _WIDTH, _TYPE = f"{_W}val", f"{_W}w", f"{_W}type"
_CHAPTERLESS = ("title", "subtitle", "toc ", "封面")
"""Beginnings of the names of the styles that a chapter's cover and contents have."""
_LOWER_HEADING = {f"Heading {level}": f"Heading {level + 1}" for level in range(1, 9)}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(name: str, context: Mapping[str, object], options: Options) -> bytes:
    """The Word template ``name``, filled with ``context``.

    Raises:
        TemplateError: the template is missing, is no Word document, or cannot be filled.
    """
    saved = io.BytesIO()
    _filled(name, context, options).save(saved)
    return _same_each_time(saved)


def bind(name: str, chapter_name: str, book: Book, contexts: Iterable[Mapping[str, object]], options: Options) -> bytes:
    """The Word template ``name``, filled with ``book``, with every chapter in its place.

    The template ``chapter_name`` makes the chapters of their ``contexts``. Headings of a chapter come one level lower,
    its anchors get its prefix; its cover and contents are those of the volume. A style is taken from the volume's
    template by its name, and from the chapter where that has none.

    Raises:
        TemplateError: as ``fill``.
    """
    volume = _filled(name, {"book": book.marked()}, options).docx
    numbers = count(_FIRST_CHAPTER_ID)
    marks = {mark(chapter.number) for chapter in book.chapters}
    texts = ((paragraph, _WORDS(paragraph)) for paragraph in volume.element.body.iterchildren(f"{_W}p"))
    places = {text: paragraph for paragraph, text in texts if text in marks}
    for chapter, context in zip(book.chapters, contexts, strict=True):
        source = _filled(chapter_name, context, options).docx
        parts = list(_chapter_parts(source))
        styles = _style_map(source, volume)
        place = places.get(mark(chapter.number))
        for part in parts:
            _prefix_anchors(part, chapter.prefix, numbers)
            _restyle(part, styles)
            _bring_along(part, source.part, volume.part)
            if place is not None:
                place.addprevious(part)
        if place is not None:
            place.getparent().remove(place)
    saved = io.BytesIO()
    volume.save(saved)
    return _same_each_time(saved)


def _filled(name: str, context: Mapping[str, object], options: Options) -> _Template:
    template = _Template(name, options)
    jinja = environment(options, _plain, {"runs": _as_runs, "link_to": Link, "place": Anchor, "page": _page})
    template.render({**context, _RUNS: _Runs(template.style_ids())}, jinja, autoescape=True)
    return template


def _chapter_parts(source: Any) -> Iterator[etree._Element]:
    """What a chapter brings into the volume: all but its own cover, contents and page setting."""
    names = {style.style_id: style.name for style in source.styles}
    for part in source.element.body:
        style = part.find(f"{_W}pPr/{_W}pStyle")
        name = "" if style is None else names.get(style.get(_VALUE), "").lower()
        if part.tag != f"{_W}sectPr" and not name.startswith(_CHAPTERLESS):
            yield part


def _style_map(source: Any, volume: Any) -> dict[str, str]:
    """The ids of the volume's styles by those of the chapter; missing styles are added."""
    known = {style.name: style.style_id for style in volume.styles}
    ids: dict[str, str] = {}
    for style in source.styles:
        if style.name not in known:
            volume.styles.element.append(deepcopy(style.element))
            known[style.name] = style.style_id
        ids[style.style_id] = known.get(_LOWER_HEADING.get(style.name, ""), known[style.name])
    return ids


def _prefix_anchors(part: etree._Element, prefix: str, numbers: Iterator[int]) -> None:
    for field in part.iter(f"{_W}fldSimple"):
        field.set(_INSTRUCTION, field.get(_INSTRUCTION, "").replace(_PAGE_OF, f"{_PAGE_OF}{prefix}"))
    ids: dict[str | None, str] = {}
    for element in part.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}hyperlink"):
        for attribute in (f"{_W}name", f"{_W}anchor"):
            if element.get(attribute):
                element.set(attribute, prefix + element.get(attribute))
        if element.tag == f"{_W}bookmarkStart":
            ids[element.get(f"{_W}id")] = str(next(numbers))
        if element.tag != f"{_W}hyperlink":
            element.set(f"{_W}id", ids.get(element.get(f"{_W}id"), element.get(f"{_W}id")))


def _restyle(part: etree._Element, styles: dict[str, str]) -> None:
    for element in part.iter(f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle"):
        element.set(_VALUE, styles.get(element.get(_VALUE), element.get(_VALUE)))


def _bring_along(part: etree._Element, source: Any, volume: Any) -> None:
    """Lets pictures and web links of a chapter be parts of the volume; a picture that all chapters have comes once."""
    for value in _RELATIONS(part):
        if value in source.rels:
            value.getparent().set(value.attrname, _related(source.rels[value], volume))


def _related(found: Any, volume: Any) -> str:
    """The id that what a chapter relates to has in the volume."""
    if found.is_external:
        return str(volume.relate_to(found.target_ref, found.reltype, is_external=True))
    if found.reltype == RELATIONSHIP_TYPE.IMAGE:
        return str(volume.get_or_add_image(io.BytesIO(found.target_part.blob))[0])
    pattern = re.sub(r"\d*(\.\w+)$", r"%d\1", found.target_part.partname)
    found.target_part.partname = volume.package.next_partname(pattern)
    return str(volume.relate_to(found.target_part, found.reltype))


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A template that refuses what docxtpl would mend in silence."""

    def __init__(self, name: str, options: Options) -> None:
        super().__init__(locate(name, options))
        self._name = name
        self._options = options
        try:
            self.init_docx()
        except (docx.opc.exceptions.PackageNotFoundError, zipfile.BadZipFile, LookupError, ValueError) as error:
            raise TemplateError(_("{template}: not a Word document (.docx)").format(template=name)) from error

    def style_ids(self) -> dict[str, str]:
        """The ids of the template's styles by their names; Word may rename ids whenever it saves."""
        return {style.name: style.style_id for style in self.get_docx().styles}

    def patch_xml(self, src_xml: str) -> str:
        """Lets ``{{r … }}`` take any value, not only ready-made runs; ``{% merge … %}`` joins a cell with one above."""
        return _jinja_source(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Renders one part; a fault names the paragraph by its text, since Word shows no line numbers."""
        with faults_of(self._name, re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)):
            rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        return rendered

    def resolve_listing(self, xml: str) -> str:
        """Leaves everything as it is: ``_plain`` has seen to line ends and tabs, in a tenth of docxtpl's time."""
        return xml

    def fix_tables(self, xml: str) -> etree._Element:
        """Checks and finishes the body; docxtpl alone would drop what is not well-formed."""
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise TemplateError(
                _("{template}: the tags do not leave a well-formed document: {reason}").format(
                    template=self._name, reason=error
                )
            ) from error
        body = super().fix_tables(xml)
        _refuse_loose_text(body, self._name)
        _refuse_bare_cells(body, self._name)
        _drop_empty_runs(body)
        _let_grids_follow(body)
        _let_long_rows_break(body)
        return body

    def render_properties(self, context: Any, jinja_env: jinja2.Environment | None = None) -> None:
        """Fills the document properties, which are not XML text, so that nothing is to be escaped."""
        with faults_of(self._name):
            super().render_properties(context, environment(self._options, _unescaped))


@lru_cache(maxsize=16)
def _jinja_source(part: str) -> str:
    source = _RUN_TAG.sub(r"{{ (\1) | runs }}", _PLAIN_TEMPLATE.patch_xml(part))
    return _MERGE_TAG.sub(r'\1<w:vMerge{% if \3 %}/>{% else %} w:val="restart"/>{% endif %}\2', source)


@jinja2.pass_context
def _as_runs(context: jinja2.runtime.Context, value: Any) -> Markup:
    runs: _Runs = context[_RUNS]
    return runs.show(value)


class _Runs:
    """Turns values into Word runs, with bookmarks and links inside the document."""

    def __init__(self, style_ids: dict[str, str]) -> None:
        self._styles = style_ids
        self._bookmarks = count(_FIRST_BOOKMARK_ID)

    def show(self, value: Any) -> Markup:
        """``value`` as runs: an anchor as a bookmark, links and note marks as hyperlinks, all else as text.

        Markup is left as it is.
        """
        match value:
            case None:
                return Markup()
            case Markup():
                return value
            case Anchor():
                return self._bookmark(value)
            case Link():
                return self._link(value.label, value.target)
            case Text():
                return Markup().join(self._segment(segment) for segment in value.segments)
            case tuple():
                return self._run("、").join(self.show(one) for one in value)
            case _:
                return self._run(str(value))

    def _bookmark(self, anchor: Anchor) -> Markup:
        number, name = next(self._bookmarks), escape(anchor)
        return _markup(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>')

    def _link(self, label: str, target: Anchor | None, style: str = LINK_STYLE) -> Markup:
        if target is None:
            return self._run(label, style if style == MARK_STYLE else None)
        shown = self._run(label, style)
        return _markup(f'<w:hyperlink w:anchor="{escape(target)}" w:history="1">{shown}</w:hyperlink>')

    def _segment(self, segment: Segment) -> Markup:
        if segment.anchor is None:
            return self._link(segment.text, segment.target)
        return self._bookmark(segment.anchor) + self._link(segment.text, segment.target, MARK_STYLE)

    def _run(self, text: str, style: str | None = None) -> Markup:
        style_id = self._styles.get(style or "")
        properties = f'<w:rPr><w:rStyle w:val="{escape(style_id)}"/></w:rPr>' if style_id else ""
        return _markup(f'<w:r>{properties}<w:t xml:space="preserve">{_plain(text)}</w:t></w:r>')


def _page(anchor: str) -> Markup:
    """A field with the page of a bookmark; whoever opens the document fills it in."""
    field = f"{_PAGE_OF}{escape(anchor)} \\h "
    return _markup(f'<w:fldSimple w:instr="{field}" w:dirty="true"><w:r><w:t>–</w:t></w:r></w:fldSimple>')


def _plain(value: Any) -> Markup:
    """``value`` as the text of a run, with its tabs and line ends.

    Braces are spelt out, because docxtpl reads ``{_{`` in what it has filled in.
    """
    if isinstance(value, Markup):
        return value
    text = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return _markup(str(escape(text)).translate(_SPELT_OUT))


def _markup(made: str) -> Markup:
    """What was put together of markup and escaped text; ``Markup.format`` would take twice the time of all the rest."""
    return Markup(made)  # noqa: S704


def _unescaped(value: Any) -> Markup:
    """For properties, which are no XML text."""
    return _markup(str(value))


def _refuse_loose_text(body: etree._Element, name: str) -> None:
    for element in body.iter():
        text = element.text if element.tag not in _TEXT_HOLDERS else None
        loose = (text or "") + (element.tail or "")
        if loose and not loose.isspace():
            raise TemplateError(
                _("{template}: this text stands outside the lines of the document: {text}").format(
                    template=name, text=loose.strip()[:60]
                )
            )


def _refuse_bare_cells(body: etree._Element, name: str) -> None:
    """A cell whose last element is no paragraph makes Word call the whole file damaged."""
    for cell in body.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            row = "".join(text.text or "" for text in cell.getparent().iter(f"{_W}t"))
            raise TemplateError(
                _("{template}: a table cell is left without a paragraph, in the row: {text}").format(
                    template=name, text=row[:60]
                )
            )


def _drop_empty_runs(body: etree._Element) -> None:
    """docxtpl leaves an empty run on either side of a ``{{r … }}`` tag."""
    for run in list(body.iter(f"{_W}r")):
        if all(part.tag == f"{_W}rPr" or (part.tag == f"{_W}t" and not part.text) for part in run):
            run.getparent().remove(run)


def _let_grids_follow(body: etree._Element) -> None:
    """Gives columns the widths of their cells; docxtpl makes columns that a loop has added share the table's."""
    for table in body.iter(f"{_W}tbl"):
        columns = table.findall(f"{_W}tblGrid/{_W}gridCol")
        for row in table.iterchildren(f"{_W}tr"):
            widths = [cell.find(f"{_W}tcPr/{_W}tcW") for cell in row.iterchildren(f"{_W}tc")]
            if len(widths) == len(columns) and all(one is not None and one.get(_TYPE) == "dxa" for one in widths):
                for column, width in zip(columns, widths, strict=True):
                    column.set(_WIDTH, width.get(_WIDTH))
                break


def _let_long_rows_break(body: etree._Element) -> None:
    for row in body.iter(f"{_W}tr"):
        unbroken = row.find(f"{_W}trPr/{_W}cantSplit")
        if unbroken is not None and max(map(_lines, row.iter(f"{_W}tc")), default=0) > _WHOLE_ROW_LINES:
            unbroken.getparent().remove(unbroken)


def _lines(cell: etree._Element) -> int:
    """How many lines a cell takes, roughly."""
    width = cell.find(f"{_W}tcPr/{_W}tcW")
    twips = int(width.get(_WIDTH)) if width is not None and width.get(_TYPE) == "dxa" else 0
    per_line = max(twips // _TWIPS_PER_CHARACTER - 1, 1)
    return sum(max(math.ceil(length / per_line), 1) for length in _paragraph_lengths(cell))


def _paragraph_lengths(cell: etree._Element) -> Iterator[int]:
    for paragraph in cell.iter(f"{_W}p"):
        yield sum(len(text.text or "") for text in paragraph.iter(f"{_W}t"))


def _same_each_time(package: io.BytesIO) -> bytes:
    """The package with its members sorted and without the time of day; the list of types comes first."""
    result = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda member: (member != "[Content_Types].xml", member)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return result.getvalue()

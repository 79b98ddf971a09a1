"""Fills a Word template (docxtpl) and makes the result lasting: linked, strict, and the same bytes each time."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any

import docx.opc.exceptions
import jinja2
from docxtpl import DocxTemplate
from lxml import etree
from markupsafe import Markup, escape

from pipeline.errors import TemplateError
from pipeline.language import _
from pipeline.renderers import Options
from pipeline.renderers.environment import environment, faults_of, locate
from pipeline.renderers.links import Anchor, Link, Segment, Text
from pipeline.renderers.view import Handbook

LINK_STYLE = "Hyperlink"
MARK_STYLE = "註號"
"""Names of the character styles that links and note marks take from the template; without them they are plain."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN_TAG = re.compile(r"(?<=</w:r>)\{\{(.*?)\}\}(?=<w:r>)", re.DOTALL)
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
_TEXT_HOLDERS = {f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText")}
_WHOLE_ROW_LINES = 30
"""A row with more lines than this may break over two pages, whatever the template says."""
_TWIPS_PER_CHARACTER = 200
"""The width of a Chinese character of 10 points."""
_FIRST_BOOKMARK_ID = 10_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def fill(name: str, handbook: Handbook, options: Options) -> bytes:
    """The Word template ``name``, filled with ``handbook``.

    Raises:
        TemplateError: the template is missing, is no Word document, or cannot be filled.
    """
    template = _Template(name, options)
    runs = _Runs(template.style_ids())
    jinja = environment(options, _plain, {"runs": runs.show, "link_to": Link})
    template.render({"handbook": handbook}, jinja, autoescape=True)
    saved = io.BytesIO()
    template.save(saved)
    return _same_each_time(saved)


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
        """Lets ``{{r … }}`` take any value, not only ready-made runs."""
        return _RUN_TAG.sub(r"{{ (\1) | runs }}", super().patch_xml(src_xml))

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """Renders one part; a fault names the paragraph by its text, since Word shows no line numbers."""
        with faults_of(self._name, re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)):
            rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        return rendered

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
        _let_long_rows_break(body)
        return body

    def render_properties(self, context: Any, jinja_env: jinja2.Environment | None = None) -> None:
        """Fills the document properties, which are not XML text, so that nothing is to be escaped."""
        with faults_of(self._name):
            super().render_properties(context, environment(self._options, lambda value: Markup(str(value))))  # noqa: S704


class _Runs:
    """Turns values into Word runs, with bookmarks and links inside the document."""

    def __init__(self, style_ids: dict[str, str]) -> None:
        self._styles = style_ids
        self._bookmarks = count(_FIRST_BOOKMARK_ID)

    def show(self, value: Any) -> Markup:
        """``value`` as runs: an anchor as a bookmark, links and note marks as hyperlinks, all else as text."""
        match value:
            case None:
                return Markup()
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
        number = next(self._bookmarks)
        return Markup('<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>').format(number, anchor)

    def _link(self, label: str, target: Anchor | None, style: str = LINK_STYLE) -> Markup:
        if target is None:
            return self._run(label, style if style == MARK_STYLE else None)
        return Markup('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>').format(
            target, self._run(label, style)
        )

    def _segment(self, segment: Segment) -> Markup:
        if segment.anchor is None:
            return self._link(segment.text, segment.target)
        return self._bookmark(segment.anchor) + self._link(segment.text, segment.target, MARK_STYLE)

    def _run(self, text: str, style: str | None = None) -> Markup:
        style_id = self._styles.get(style or "")
        properties = Markup('<w:rPr><w:rStyle w:val="{}"/></w:rPr>').format(style_id) if style_id else Markup()
        return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(properties, _plain(text))


def _plain(value: Any) -> Markup:
    """``value`` as text; braces are spelt out, because docxtpl reads ``{_{`` in what it has filled in."""
    if isinstance(value, Markup):
        return value
    text = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Markup(str(escape(text)).translate(_BRACES))  # noqa: S704 - escaped just before


def _refuse_loose_text(body: etree._Element, name: str) -> None:
    for element in body.iter():
        text = element.text if element.tag not in _TEXT_HOLDERS else None
        loose = (text or "") + (element.tail or "")
        if loose.strip():
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
        parts = [part for part in run if part.tag != f"{_W}rPr"]
        if all(part.tag == f"{_W}t" and not part.text for part in parts):
            run.getparent().remove(run)


def _let_long_rows_break(body: etree._Element) -> None:
    for row in body.iter(f"{_W}tr"):
        unbroken = row.find(f"{_W}trPr/{_W}cantSplit")
        if unbroken is not None and max(map(_lines, row.iter(f"{_W}tc")), default=0) > _WHOLE_ROW_LINES:
            unbroken.getparent().remove(unbroken)


def _lines(cell: etree._Element) -> int:
    """How many lines a cell takes, roughly."""
    width = cell.find(f"{_W}tcPr/{_W}tcW")
    twips = int(width.get(f"{_W}w")) if width is not None and width.get(f"{_W}type") == "dxa" else 0
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

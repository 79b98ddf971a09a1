"""The new version as a Word document with tracked changes against the old one.

Accepted as a whole it is the official form of the new version, rejected as a whole that of the old one. Styles and
page come from the template ``form.docx``. There is no date in the marks: the same two versions give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import count

from lxml import etree
from markupsafe import escape

from pipeline import TOOL
from pipeline.base import zips
from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.base.xml_text import legible
from pipeline.compare import wording
from pipeline.compare.align import align
from pipeline.compare.items import items
from pipeline.compare.pairing import NO_PINS, Pins
from pipeline.compare.track_rows import TrackedCell, TrackedRow, TrackedTable, tables
from pipeline.handbooks import RenderOptions
from pipeline.handbooks._word.mark import marked
from pipeline.handbooks.environment import locate
from pipeline.handbooks.form import Form, official_form
from pipeline.record.model import Standard

_TEMPLATE = "form.docx"
_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SHADED = frozenset({"TableHead", "TableLabel"})


def render(old: Standard, new: Standard, templates: RenderOptions, pins: Pins = NO_PINS) -> bytes:
    """The DOCX package; ``pins`` as for ``align``.

    Raises:
        TemplateError: the template is missing or no Word document.
    """
    before, after = (Standard.model_validate(legible(one.model_dump())) for one in (old, new))
    pairing = align(items(before), items(after), pins)
    forms = official_form(before), official_form(after)
    members = _opened(templates)
    members[_DOCUMENT] = _document(members[_DOCUMENT], *forms, tables(*forms, pairing)).encode()
    properties = members.get(_PROPERTIES, b"").decode().replace("{{ form.title }}", str(escape(forms[1].title)))
    members[_PROPERTIES] = _JINJA.sub("", properties).encode()
    return _packed(members)


def _opened(templates: RenderOptions) -> dict[str, bytes]:
    path = locate(_TEMPLATE, templates)
    try:
        with zipfile.ZipFile(path) as package:
            members = {name: package.read(name) for name in package.namelist()}
            etree.fromstring(members[_DOCUMENT])
    except (OSError, LookupError, RuntimeError, etree.XMLSyntaxError, *zips.BROKEN) as error:
        raise TemplateError(_("{template}: not a Word document (.docx)").format(template=_TEMPLATE)) from error
    return members


def _packed(members: dict[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        whole = marked(members)
        for name in sorted(whole, key=lambda member: (member != "[Content_Types].xml", member)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, whole[name])
    return result.getvalue()


def _document(template: bytes, old: Form, new: Form, parts: Iterable[TrackedTable]) -> str:
    page = etree.fromstring(template).find(f"{{{_NAMESPACE}}}body/{{{_NAMESPACE}}}sectPr")
    setting = "" if page is None else etree.tostring(page, encoding="unicode", with_tail=False)
    writer = _MarkupWriter()
    gap = '<w:p><w:pPr><w:pStyle w:val="FormGap"/></w:pPr></w:p>'
    body = writer.paragraph("FormTitle", old.title, new.title)
    body += "".join(writer.table(table) + gap for table in parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{_NAMESPACE}" '
        f'xmlns:r="{_RELATIONS}"><w:body>{body}{setting}</w:body></w:document>'
    )


class _MarkupWriter:
    """Writes the markup; every mark gets a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def _mark(self, name: str, content: str | None = None) -> str:
        attributes = f'w:id="{next(self._numbers)}" w:author="{TOOL}"'
        return f"<w:{name} {attributes}/>" if content is None else f"<w:{name} {attributes}>{content}</w:{name}>"

    def table(self, table: TrackedTable) -> str:
        """A table; its rows are marked if they came or went."""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
        rows = "".join(map(self._row, table.rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="CompetenceTable"/><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val="{table.caption}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: TrackedRow) -> str:
        marks = "<w:tblHeader/>" if row.header else ""
        if not row.was:
            marks += self._mark("ins")
        if not row.is_there:
            marks += self._mark("del")
        properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
        return f"<w:tr>{properties}{''.join(self._cell(cell, row) for cell in row.cells)}</w:tr>"

    def _cell(self, cell: TrackedCell, row: TrackedRow) -> str:
        properties = f'<w:tcW w:w="{cell.width}" w:type="dxa"/>'
        if cell.span > 1:
            properties += f'<w:gridSpan w:val="{cell.span}"/>'
        if cell.merged is not None:
            properties += "<w:vMerge/>" if cell.merged else '<w:vMerge w:val="restart"/>'
        if cell.style in _SHADED:
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F7"/>'
        lines = ((old if row.was else None, new if row.is_there else None) for old, new in cell.lines())
        content = "".join(self.paragraph(cell.style, old, new) for old, new in lines)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or self.paragraph(cell.style, '', '')}</w:tc>"

    def paragraph(self, style: str, old: str | None, new: str | None) -> str:
        """A paragraph that was ``old`` and is ``new``; ``None``: it was, or is, not there."""
        mark = self._mark("ins") if old is None else self._mark("del") if new is None else ""
        run_properties = f"<w:rPr>{mark}</w:rPr>" if mark else ""
        runs = "".join(self._run(kind, text) for kind, text in wording.parts(old, new))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{run_properties}</w:pPr>{runs}</w:p>'

    def _run(self, kind: wording.Change, text: str) -> str:
        tag = "delText" if kind == "delete" else "t"
        written = f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}>'
        for character, element in (("\n", "br"), ("\t", "tab")):
            written = written.replace(character, f'</w:{tag}><w:{element}/><w:{tag} xml:space="preserve">')
        run = f"<w:r>{written}</w:r>"
        return run if kind == "equal" else self._mark("ins" if kind == "insert" else "del", run)

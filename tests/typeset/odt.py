"""The form as an OpenDocument text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.typeset.grid import slots
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Form, Line, Paragraph, Run, Table

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for prefix, path in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_RAISED = (
    '<style:style style:name="raised" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
)


def typeset(form: Form, quirks: Quirks) -> bytes:
    """An ODT package, the media type first and stored."""
    widths = sorted({width for block in form if isinstance(block, Table) for width in block.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.25}cm"/></style:style>'
        for width in widths
    )
    body = "".join(piece for block in form for piece in _block(block, quirks))
    footer = "<style:footer><text:p>第1頁，總共1頁</text:p></style:footer>" if quirks.footers == "margin" else ""
    parts = {
        "content.xml": f"<office:document-content {_NAMESPACES}><office:automatic-styles>{_RAISED}{columns}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {_NAMESPACES}><office:master-styles>"
        f'<style:master-page style:name="Standard">{footer}</style:master-page></office:master-styles>'
        "</office:document-styles>",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", _MEDIA_TYPE)
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{xml}', zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _block(block: Paragraph | Table, quirks: Quirks) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block.line)
        return
    yield "<table:table>"
    yield from (f'<table:table-column table:style-name="w{width}"/>' for width in block.widths)
    for at, row in enumerate(slots(block)):
        opening = "<table:table-header-rows>" if at == 0 and block.header else ""
        closing = "</table:table-header-rows>" if at == block.header - 1 else ""
        cells = "".join(_cell(cell, begins, quirks) for cell, begins in row)
        yield f"{opening}<table:table-row>{cells}</table:table-row>{closing}"
    if block.footer:
        last = Cell(((Run(block.footer),),), 0, len(block.widths))
        yield f"<table:table-row>{_cell(last, True, quirks)}</table:table-row>"
    yield "</table:table>"


def _cell(cell: Cell, begins: bool, quirks: Quirks) -> str:
    covered = "<table:covered-table-cell/>"
    if not begins:
        return covered * cell.colspan
    spans = f' table:number-columns-spanned="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' table:number-rows-spanned="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return f"<table:table-cell{spans}>{_lines(cell.lines, quirks)}</table:table-cell>{covered * (cell.colspan - 1)}"


def _lines(lines: tuple[Line, ...], quirks: Quirks) -> str:
    if quirks.line_ends == "break" and lines:
        return f"<text:p>{'<text:line-break/>'.join(_runs(line) for line in lines)}</text:p>"
    paragraphs = [_paragraph(line) for line in lines]
    if quirks.line_ends == "list" and len(lines) > 1:
        first, *rest = (f"<text:list-item>{paragraph}" for paragraph in paragraphs)
        nested = "".join(f"{item}</text:list-item>" for item in rest)
        return f"<text:list>{first}<text:list>{nested}</text:list></text:list-item></text:list>"
    return "".join(paragraphs) or "<text:p/>"


def _paragraph(line: Line) -> str:
    return f"<text:p>{_runs(line)}</text:p>"


def _runs(line: Line) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    style = ' text:style-name="raised"' if run.raised else ""
    return f"<text:span{style}>{escape(run.text)}</text:span>"

"""The form as a Word document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.typeset.grid import slots
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Form, Line, Paragraph, Run, Table

_TWIPS = 150
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def typeset(form: Form, quirks: Quirks) -> bytes:
    """A DOCX package."""
    body = "".join(piece for block in form for piece in _block(block, quirks))
    footer = '<w:footerReference w:type="default" r:id="rId1"/>' if quirks.footers == "margin" else ""
    section = f'<w:sectPr>{footer}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations("footer", "footer1.xml"),
        "word/footer1.xml": f"<w:ftr {_W}>{_paragraph((Run('第1頁，總共1頁'),))}</w:ftr>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return stream.getvalue()


def _relations(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _block(block: Paragraph | Table, quirks: Quirks) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _paragraph(block.line)
        return
    grid = "".join(f'<w:gridCol w:w="{width * _TWIPS}"/>' for width in block.widths)
    yield f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>"
    for at, row in enumerate(slots(block)):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if at < block.header else ""
        yield f"<w:tr>{mark}{''.join(_cell(cell, begins, quirks) for cell, begins in row)}</w:tr>"
    if block.footer:
        last = Cell(((Run(block.footer),),), 0, len(block.widths))
        yield f"<w:tr>{_cell(last, True, quirks)}</w:tr>"
    yield "</w:tbl><w:p/>"


def _cell(cell: Cell, begins: bool, quirks: Quirks) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ""
    if cell.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    lines = cell.lines if begins else ()
    if quirks.line_ends == "break" and lines:
        content = f"<w:p>{'<w:r><w:br/></w:r>'.join(_runs(line) for line in lines)}</w:p>"
    else:
        content = "".join(_paragraph(line) for line in lines) or "<w:p/>"
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def _paragraph(line: Line) -> str:
    return f"<w:p>{_runs(line)}</w:p>"


def _runs(line: Line) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if run.raised else ""
    return f'<w:r>{raised}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'

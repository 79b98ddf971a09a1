"""Pages written by hand for the tests of the PDF reader: a table of two cells, and whatever else is put on the page."""

from __future__ import annotations

import io

import pypdfium2
import small_documents as small

from pipeline.base.limits import Limits, PdfEngine
from pipeline.readers import pdf
from pipeline.readers.blocks import Body, Table

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TABLE = b"60 500 240 200 re S 180 500 m 180 700 l S\n"
WIDTH, HEIGHT = 595, 842


def typed(text: str, x: float = 70, y: float = 600, size: float = 12, before: str = "") -> bytes:
    """Text at a place; ``before`` are operators that change how it is drawn."""
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


WORDS = typed("left") + typed("words", 70, 580) + typed("right", 190)


def page(content: bytes, *objects: bytes, entries: bytes = b"", resources: bytes = b"", catalog: bytes = b"") -> bytes:
    """A page of A4; ``objects`` begin at number 6, ``entries`` are the page's own."""
    data = small.pdf(content, objects=(FONT, *objects), resources=b"/Font << /F1 5 0 R >> " + resources)
    data = data.replace(b"/MediaBox", entries + b" /MediaBox")
    return data.replace(b"/Type /Catalog", b"/Type /Catalog " + catalog)


def stream(content: bytes, entries: bytes) -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def form(content: bytes, entries: bytes = b"") -> bytes:
    """A form as large as the page."""
    shape = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> "
    return stream(content, shape + entries)


def read(data: bytes, engine: PdfEngine) -> Body:
    """What the reader gives, with this engine."""
    return pdf.read(data, Limits(pdf_engine=engine))


def told(body: Body) -> list[str]:
    """The text of every block, cells one by one."""
    found = []
    for block in body.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
        found += [cell.text for cell in cells]
    return found


def aside(body: Body) -> list[str]:
    """The lines that lie outside the document."""
    return [line.text for line in body.outside]


def rules(body: Body) -> list[str]:
    """The findings but for that of the engine."""
    return [one.rule for one in body.diagnostics if one.rule != "RD107"]


def bound(*documents: bytes) -> bytes:
    """One PDF of the pages of several."""
    with pypdfium2.PdfDocument(documents[0]) as whole:
        for one in documents[1:]:
            with pypdfium2.PdfDocument(one) as other:
                whole.import_pages(other)
        buffer = io.BytesIO()
        whole.save(buffer)
    return buffer.getvalue()

"""The pages of a PDF as pictures, in the measure that places of text have: points of the page as it is shown."""

from __future__ import annotations

import io
from contextlib import closing

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE

Size = tuple[float, float]
"""Width and height of a page in points."""

_SCALE = 2.0
"""Pixels for a point: characters of 8 points can be read, and a page of text takes some 100 kB."""
_MOST_PIXELS = 6_000_000
"""The largest picture; a page that is larger is shown smaller."""
_COLOURS = 16


def sizes(data: bytes, limits: Limits) -> tuple[Size, ...]:
    """The size of every page of the PDF ``data``; empty if PDFium cannot open it, or it has too many pages."""
    import pypdfium2  # noqa: PLC0415 - only PDF needs it

    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            return tuple(document.get_page_size(at) for at in range(count)) if count <= limits.pages else ()
    except pypdfium2.PdfiumError:
        return ()


def png(data: bytes, page: int) -> bytes:
    """The page with this number (from 1) as PNG, with all that is shown on it.

    Raises:
        Unreadable: the PDF cannot be drawn, or has no such page.
    """
    import pypdfium2  # noqa: PLC0415 - only PDF needs it

    from pipeline.readers._pdf.pdfium import overlay  # noqa: PLC0415

    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 1 <= page <= len(document):
                raise Unreadable(UNREADABLE_FILE.found("file", _("There is no page {page}.").format(page=page)))
            width, height = document.get_page_size(page - 1)
            scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            with closing(overlay.opened(document, page - 1).page) as drawn:
                picture = drawn.render(scale=scale, rev_byteorder=True).to_pil()
    except pypdfium2.PdfiumError as error:
        message = _("Page {page} cannot be drawn.").format(page=page)
        raise Unreadable(UNREADABLE_FILE.found("file", message)) from error
    written = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS).save(written, "PNG")
    return written.getvalue()

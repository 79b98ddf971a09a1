"""What is to be told of a PDF as a whole before its pages: files whose pages are not what they show."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.readers._pdf.objects import catalog

_WAITING = "please wait"
"""How the pages of a form begin that Acrobat alone can draw."""
_MOST_NAMES = 10


def attached(document: Any, data: bytes) -> list[str]:
    """The names of the files that the document carries.

    Raises:
        Unreadable: it is a portfolio, whose pages are but a cover, or a form that only Acrobat can draw.
    """
    kind = document.get_formtype()
    if kind == pdfium.FORMTYPE_XFA_FULL or (kind == pdfium.FORMTYPE_XFA_FOREGROUND and _waits(document)):
        message = _(
            "The PDF is an XFA form, which only Acrobat can show. Open it there, print it to PDF, and read that file."
        )
        raise Unreadable(UNREADABLE_FILE.found("file", message))
    names = [_name(document, at) for at in range(pdfium.FPDFDoc_GetAttachmentCount(document))]
    if names and "Collection" in catalog(data):
        shown = _(", ").join(names[:_MOST_NAMES])
        message = _("The PDF is a portfolio: a cover for {count} files ({names}). Save them one by one and read those.")
        raise Unreadable(UNREADABLE_FILE.found("file", message.format(count=len(names), names=shown)))
    return names


def _waits(document: Any) -> bool:
    textpage = document[0].get_textpage()
    text: str = textpage.get_text_range()
    textpage.close()
    return _WAITING in " ".join(text.casefold().split())


def _name(document: Any, at: int) -> str:
    attachment = pdfium.FPDFDoc_GetAttachment(document, at)
    return told(pdfium.FPDFAttachment_GetName, attachment) if attachment else ""


def told(ask: Any, *of: Any) -> str:
    """A text that PDFium writes in UTF-16 where it is told to."""
    length = ask(*of, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")

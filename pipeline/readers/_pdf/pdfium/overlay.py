"""What stands on a page besides its content: fields of forms, text boxes, stamps and comments.

Those that show text are made part of the page, as they are drawn. What comments say is no part of it, nor what hidden
ones do; their texts are told all the same.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.base.i18n import _
from pipeline.readers._pdf.page import Page
from pipeline.readers._pdf.pdfium.findable import Findable
from pipeline.readers._pdf.pdfium.whole import attached, told

_PRINTED = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WATERMARK)
"""The kinds whose text is there to be read on the page."""
_FILLED = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON)
"""The kinds that hide what is below them, if they have a colour inside."""
_MAY_COVER = (*_FILLED, pdfium.FPDF_ANNOT_REDACT)
"""The same, if they are drawn with an area."""
_SILENT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
_UNKNOWN = -1
_VALUES = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
"""The fields whose value is a text."""
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX: "☑☐", pdfium.FPDF_FORMFIELD_RADIOBUTTON: "◉○"}


class Texts(NamedTuple):
    """What the annotations of a page say: beside it, on it though not drawn, and on it; which boxes are ticked."""

    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def on(self, page: Page) -> Page:
        """The page, with these texts."""
        return replace(page, **self._asdict()) if any(self) else page


class Opened(NamedTuple):
    """A page, what its annotations say, and whether they were made part of it."""

    page: Any
    texts: Texts
    is_drawn: bool = False


class Prepared(NamedTuple):
    """A file whose annotations are drawn on its pages, and what they say, by the number of the page from 1."""

    data: bytes
    texts: Mapping[int, Texts]


class _Annotation(NamedTuple):
    text: str
    is_printed: bool
    """Whether the page is to show the text."""
    is_drawn: bool
    """Whether the file says how it is drawn."""
    state: str = ""
    """What of a box to tick is seen, with its name."""


def prepared(data: bytes) -> Prepared:
    """The file for an engine that knows nothing of annotations; as it is if it has none or PDFium cannot open it.

    Raises:
        Unreadable: its pages are not what it shows.
    """
    texts: dict[int, Texts] = {}
    is_changed = False
    try:
        with pypdfium2.PdfDocument(data) as document:
            files = attached(document, data)
            for index in range(len(document)):
                page, texts[index + 1], is_drawn = opened(document, index, files if index == 0 else ())
                is_changed = is_changed or is_drawn
                page.close()
            if is_changed:
                written = io.BytesIO()
                document.save(written)
                return Prepared(written.getvalue(), texts)
    except pypdfium2.PdfiumError:
        return Prepared(data, {})
    return Prepared(data, texts)


def opened(document: pypdfium2.PdfDocument, index: int, files: Sequence[str] = ()) -> Opened:
    """A page by its index, its annotations made part of it, and what they say.

    ``files`` are the names of attached files, which are told with the comments.
    """
    page = document[index]
    attachments = [_("attached file: {name}").format(name=name) for name in files]
    if not pdfium.FPDFPage_GetAnnotCount(page):
        return Opened(page, Texts(tuple(attachments)))
    if document.formenv is None and document.get_formtype() != pdfium.FORMTYPE_NONE:
        page.close()
        document.init_forms()
        page = document[index]
    found = list(_annotations(document, page))
    is_drawn = any(one.is_printed for one in found)
    if is_drawn:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    with closing(page.get_textpage()) as textpage:
        shown = Findable(_compact(textpage.get_text_range()))
    printed = [one.text for one in found if one.is_printed and one.text and shown.holds(_compact(one.text))]
    on_page = set(printed)
    others = [one for one in found if one.text and not (one.is_printed and one.text in on_page)]
    texts = Texts(
        (*attachments, *(one.text for one in others if one.is_drawn or not one.is_printed)),
        tuple(one.text for one in others if one.is_printed and not one.is_drawn),
        tuple(printed),
        tuple(one.state for one in reversed(found) if one.state and one.is_printed),
    )
    return Opened(page, texts, is_drawn)


def _compact(text: str) -> str:
    return "".join(text.split())


def _annotations(document: pypdfium2.PdfDocument, page: Any) -> Iterator[_Annotation]:
    """All that say something; those that are not to be drawn are taken off the page."""
    for at in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        is_drawn = bool(pdfium.FPDFAnnot_HasKey(annotation, b"AP"))
        is_seen = not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        is_printed = is_seen and (kind in _PRINTED or (is_drawn and _marks_the_page(annotation, kind)))
        text = "" if kind in _SILENT else _text(document, annotation, kind)
        if is_seen and not is_printed:
            text = text or _meant(annotation, kind, is_drawn=is_drawn)
        state = _state(document.formenv, annotation) if kind == pdfium.FPDF_ANNOT_WIDGET else ""
        pdfium.FPDFPage_CloseAnnot(annotation)
        if not is_printed:
            pdfium.FPDFPage_RemoveAnnot(page, at)
        yield _Annotation(text, is_printed, is_drawn, state)


def _marks_the_page(annotation: Any, kind: int) -> bool:
    """Whether a comment hides what is below it, or strikes it out."""
    is_filled = kind in _FILLED and pdfium.FPDFAnnot_HasKey(annotation, b"IC")
    return bool(is_filled or kind == pdfium.FPDF_ANNOT_STRIKEOUT or (kind in _MAY_COVER and _has_area(annotation)))


def _has_area(annotation: Any) -> bool:
    """Whether an area is filled where a comment is drawn."""
    for at in range(pdfium.FPDFAnnot_GetObjectCount(annotation)):
        item = pdfium.FPDFAnnot_GetObject(annotation, at)
        mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
        if pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke)) and mode.value:
            return True
    return False


def _meant(annotation: Any, kind: int, *, is_drawn: bool) -> str:
    """What a comment without words does to the text below it that the page as it is read does not show."""
    if kind == pdfium.FPDF_ANNOT_REDACT:
        return _("text is marked for redaction")
    if kind == pdfium.FPDF_ANNOT_STRIKEOUT and not is_drawn:
        return _("text is struck out")
    if kind in _FILLED and not is_drawn and pdfium.FPDFAnnot_HasKey(annotation, b"IC"):
        return _("a filled shape may cover text")
    return ""


def _text(document: pypdfium2.PdfDocument, annotation: Any, kind: int) -> str:
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        return _value(document.formenv, annotation)
    if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
        attachment = pdfium.FPDFAnnot_GetFileAttachment(annotation)
        name = told(pdfium.FPDFAttachment_GetName, attachment) if attachment else ""
        return _("attached file: {name}").format(name=name)
    return told(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents").strip()


def _state(form: Any, annotation: Any) -> str:
    """Whether a box to tick is ticked; empty for any other field."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) if form else _UNKNOWN
    if kind not in _BOXES:
        return ""
    mark = _BOXES[kind][not pdfium.FPDFAnnot_IsChecked(form, annotation)]
    return f"{mark} {told(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)}".strip()


def _value(form: Any, annotation: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) if form else _UNKNOWN
    if kind in _VALUES:
        return told(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation).strip()
    # A field that no form of the file knows has its value in itself.
    return told(pdfium.FPDFAnnot_GetStringValue, annotation, b"V").strip() if kind == _UNKNOWN else ""

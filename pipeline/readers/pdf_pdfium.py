"""PDFium as the engine: the same pages of glyphs and rulings as pdfplumber's, many times faster."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.diagnostics import Unreadable
from pipeline.incidents.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.incidents.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.readers.pdf_page import Glyph, Page, Ruling, straight

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium calls a hyphen at a line's end."""
_UNKNOWN = "\ufffd"
_SLANT = 0.02
"""Radians by which text may be turned and still count as straight."""
_DEPTH = 8
"""How deep forms may stand in forms."""


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Every page in order.

    Raises:
        Unreadable: the file is damaged, protected by a password, or longer than ``limits.pages``.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.pages:
                message = _("The document has more than {limit} pages.").format(limit=limits.pages)
                raise Unreadable(LIMIT_EXCEEDED.found("file", message))
            for index in range(len(document)):
                page = document[index]
                yield _page(page, index + 1)
                page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(UNREADABLE_FILE.found("file", _reason(error))) from error


def _reason(error: pypdfium2.PdfiumError) -> str:
    if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return _("The PDF is protected by a password. Save a copy without one and try that.")
    return _("The PDF is damaged or incomplete. Fetch it again from where it came from.")


class _Frame:
    """The page's own coordinates turned into points from its upper left corner, its rotation undone."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        self._rotation = page.get_rotation()
        turned = self._rotation in (90, 270)
        self.width = top - bottom if turned else right - left
        self.height = right - left if turned else top - bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's coordinates stands as the page is seen."""
        match self._rotation:
            case 90:
                return y - self._bottom, x - self._left
            case 180:
                return self._right - x, y - self._bottom
            case 270:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box likewise, as x0, top, x1, bottom."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    @property
    def angle(self) -> float:
        """By how many degrees text is turned that looks straight on the page."""
        return float(self._rotation)


def _page(page: Any, number: int) -> Page:
    frame = _Frame(page)
    textpage = page.get_textpage()
    glyphs: list[Glyph] = []
    slanted: list[str] = []
    for glyph, is_straight in _glyphs(textpage.raw, frame):
        if not is_straight:
            slanted.append(glyph.text)
        elif glyph.x1 > 0 and glyph.x0 < frame.width and glyph.bottom > 0 and glyph.top < frame.height:
            glyphs.append(glyph)
    textpage.close()
    objects = list(_objects(page.raw))
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        glyphs=tuple(glyphs),
        rulings=tuple(ruling for path, matrix in objects for ruling in _rulings(path, matrix, frame)),
        slanted="".join(slanted),
        has_pictures=any(
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, at)) == pdfium.FPDF_PAGEOBJ_IMAGE
            for at in range(pdfium.FPDFPage_CountObjects(page.raw))
        ),
    )


def _glyphs(textpage: Any, frame: _Frame) -> Iterator[tuple[Glyph, bool]]:
    """Every character that the page draws, and whether it stands straight."""
    rect = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    for at in range(pdfium.FPDFText_CountChars(textpage)):
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        if code in (0x0A, 0x0D) or not pdfium.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(rect)):
            continue
        pdfium.FPDFText_GetMatrix(textpage, at, ctypes.byref(matrix))
        x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size = pdfium.FPDFText_GetFontSize(textpage, at) * scale
        turn = pdfium.FPDFText_GetCharAngle(textpage, at) * 180 / 3.141592653589793
        is_straight = abs((turn + frame.angle + 180) % 360 - 180) < _SLANT * 180
        yield Glyph(_character(textpage, at, code), x0, top, x1, bottom, size), is_straight


def _character(textpage: Any, at: int, code: int) -> str:
    if code in _HYPHENS or pdfium.FPDFText_IsHyphen(textpage, at) == 1:
        return "-"
    if code == 0 or pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1:
        return _UNKNOWN
    return chr(code)


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every path of the page, those inside forms too, with the matrix that leads to the page's coordinates."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _paths(pdfium.FPDFPage_GetObject(page, at), _IDENTITY, 0)


def _paths(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        return
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    matrix = _combined((found.a, found.b, found.c, found.d, found.e, found.f), outer)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield item, matrix
    elif depth < _DEPTH:
        for at in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _paths(pdfium.FPDFFormObj_GetObject(item, at), matrix, depth + 1)


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _rulings(path: Any, matrix: Matrix, frame: _Frame) -> Iterator[Ruling]:
    """The straight lines of a path. A filled one is a line only if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for points in _outlines(path, matrix, frame):
        yield from straight(points, is_stroked=bool(stroke.value), is_filled=bool(fill.value))


def _outlines(path: Any, matrix: Matrix, frame: _Frame) -> Iterator[list[tuple[float, float]]]:
    """The points of every part of a path, closed ones ending where they began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points

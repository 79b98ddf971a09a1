"""PDFium as the engine: the same pages of glyphs and rulings as the reference's, many times faster.

Calls into PDFium are what reading a page costs, so as few as possible are made for each character: what is the same
for a whole text object is asked once for it.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.diagnostics import Unreadable
from pipeline.incidents.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.provenance import Box
from pipeline.readers.pdf_page import HANG, UNKNOWN, Glyph, Page, Ruling, holds, is_straight, straight

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium calls a hyphen at a line's end."""
_SPACE = 0x20
_LINE_ENDS = (0x0A, 0x0D)
_HAIR = 0.01
"""Points that float coordinates may be off by."""
_DEPTH = 8
"""How deep forms may stand in forms."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class NotTrusted(Exception):  # noqa: N818 - it names a state of the document, not a fault of the program
    """Raised where PDFium may not give what the document holds; ``reason`` is a clause for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Every page in order.

    Raises:
        NotTrusted: another engine should read the document.
        Unreadable: it is longer than ``limits.pages``.
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
        raise NotTrusted(_("PDFium cannot open it")) from error


class _Frame:
    """A page's own coordinates turned into points from its upper left corner, its rotation undone."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        rotation = page.get_rotation()
        self.width, self.height = (
            (top - bottom, right - left) if rotation in (90, 270) else (right - left, top - bottom)
        )
        self.turn: Matrix = {
            0: (1.0, 0.0, 0.0, -1.0, -left, top),
            90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            270: (0.0, -1.0, -1.0, 0.0, top, right),
        }[rotation]
        """The matrix that leads from the page's coordinates to the frame's, in which ordinates grow downwards."""

    def holds(self, glyph: Glyph) -> bool:
        """Whether any of a glyph is on the page."""
        return glyph.x1 > 0 and glyph.x0 < self.width and glyph.bottom > 0 and glyph.top < self.height


def _page(page: Any, number: int) -> Page:
    frame = _Frame(page)
    textpage = page.get_textpage()
    glyphs, slanted, owners = _glyphs(textpage.raw, frame)
    textpage.close()
    if any(UNKNOWN in glyph.text for glyph in glyphs):
        reason = _("page {page} has a character that PDFium does not know")
        raise NotTrusted(reason.format(page=number))
    drawn: defaultdict[int, list[tuple[Any, Matrix]]] = defaultdict(list)
    items = (pdfium.FPDFPage_GetObject(page.raw, at) for at in range(pdfium.FPDFPage_CountObjects(page.raw)))
    for kind, item, matrix in _unfolded(items, frame.turn):
        drawn[kind].append((item, matrix))
    glyphs += filter(frame.holds, _blanks(drawn[pdfium.FPDF_PAGEOBJ_TEXT], owners))
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        glyphs=tuple(glyphs),
        rulings=tuple(
            ruling
            for path, matrix in drawn[pdfium.FPDF_PAGEOBJ_PATH]
            for ruling in _rulings(path, _combined(_matrix(path), matrix))
        ),
        slanted=slanted,
        has_pictures=bool(drawn[pdfium.FPDF_PAGEOBJ_IMAGE]),
    )


def _glyphs(textpage: Any, frame: _Frame) -> tuple[list[Glyph], str, set[int]]:
    """Every straight character that is shown, the slanted ones as a text, and the text objects they are of.

    Before a gap inside a text object PDFium puts a space of its own, and leaves out the one that is drawn there. Only
    if the next character stands farther right than its space, or there is none, was there one.
    """
    get_unicode, get_owner = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, is_unmapped = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_HasUnicodeMapError
    is_generated = pdfium.FPDFText_IsGenerated
    rect = pdfium.FS_RECTF()
    box = ctypes.byref(rect)
    across, along, offset = frame.turn[0], frame.turn[2], frame.turn[4]
    glyphs: list[Glyph] = []
    slanted: list[str] = []
    owners: set[int] = set()
    known, face, clip, gap = 0, _Face(0.0, 0.0, 0.0), None, None
    for at in range(pdfium.FPDFText_CountChars(textpage)):
        code = get_unicode(textpage, at)
        owner = get_owner(textpage, at)
        if code in _LINE_ENDS or not owner:
            continue
        address = ctypes.addressof(owner.contents)
        if address != known:
            if gap is not None:
                glyphs.append(face.glyph(" ", gap, gap))
                gap = None
            known, face = address, _face_at(textpage, at, frame.turn)
            clip = _clip(owner, frame.turn)
            owners.add(address)
        text = UNKNOWN if not code or is_unmapped(textpage, at) == 1 else "-" if code in _HYPHENS else chr(code)
        if not face.size:
            slanted.append(text)
            continue
        get_box(textpage, at, box)
        x0 = rect.left * across + rect.bottom * along + offset
        x1 = rect.right * across + rect.top * along + offset
        if x0 > x1:
            x0, x1 = x1, x0
        if gap is not None:
            if x0 > gap + _HAIR:
                glyphs.append(face.glyph(" ", gap, x0))
            gap = None
        if code == _SPACE and is_generated(textpage, at) == 1:
            gap = x0
            continue
        glyph = face.glyph(text, x0, x1)
        if clip is None or holds(clip, glyph.middle):
            glyphs.append(glyph)
    return [glyph for glyph in glyphs if frame.holds(glyph)], "".join(slanted), owners


class _Face(NamedTuple):
    """What all characters of a text object share: the line that they hang down to, and their size in points.

    Slanted text has the size 0.
    """

    bottom: float
    slope: float
    size: float

    def glyph(self, text: str, x0: float, x1: float) -> Glyph:
        """A character of this face."""
        bottom = self.bottom + self.slope * x0
        return Glyph(text, x0, bottom - self.size, x1, bottom, self.size)


def _face(size: float, matrix: Matrix) -> _Face:
    """The face of text of ``size`` that is drawn with ``matrix``.

    The fonts' own descents are no help: many files give 0, and PDFium then takes that of one glyph.
    """
    a, b, c, d, e, f = matrix
    if not is_straight(a, b, c, d):
        return _Face(0.0, 0.0, 0.0)
    size *= -d
    slope = b / a
    return _Face(f + HANG * size - slope * e, slope, size)


def _face_at(textpage: Any, at: int, turn: Matrix) -> _Face:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, at, ctypes.byref(found))
    matrix = _combined((found.a, found.b, found.c, found.d, found.e, found.f), turn)
    return _face(pdfium.FPDFText_GetFontSize(textpage, at), matrix)


def _clip(item: Any, turn: Matrix) -> Box | None:
    """The box outside of which an object is not shown; ``None`` if all of it is.

    Browsers draw the tallest glyphs of a page's first line on the page before as well, where nothing shows of them.
    """
    path = pdfium.FPDFPageObj_GetClipPath(item)
    boxes = [_bounds(path, at, turn) for at in range(pdfium.FPDFClipPath_CountPaths(path))]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return max(lefts), max(tops), min(rights), min(bottoms)


def _bounds(clip: Any, at: int, turn: Matrix) -> Box:
    a, b, c, d, e, f = turn
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, at)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, at, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs, default=0.0), min(ys, default=0.0), max(xs, default=0.0), max(ys, default=0.0)


def _unfolded(items: Iterable[Any], outer: Matrix, depth: int = 0) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects among ``items`` and inside the forms among them: their kind, themselves, the matrix around them."""
    kind_of, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for item in items:
        kind = kind_of(item)
        if kind != form:
            yield kind, item, outer
        elif depth < _DEPTH:
            count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            inner = (get(item, at) for at in range(count(item)))
            yield from _unfolded(inner, _combined(_matrix(item), outer), depth + 1)


def _blanks(texts: Iterable[tuple[Any, Matrix]], owners: Collection[int]) -> Iterator[Glyph]:
    """The spaces that PDFium leaves out: text objects that draw nothing, so that no character has them as owner."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    size = ctypes.c_float()
    for text, outer in texts:
        if ctypes.addressof(text.contents) in owners:
            continue
        pdfium.FPDFPageObj_GetBounds(text, *map(ctypes.byref, (left, bottom, right, top)))
        if right.value > left.value:
            continue
        pdfium.FPDFTextObj_GetFontSize(text, ctypes.byref(size))
        matrix = _combined(_matrix(text), outer)
        face = _face(size.value, matrix)
        if face.size:
            yield face.glyph(" ", matrix[4], matrix[4])


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


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


def _rulings(path: Any, matrix: Matrix) -> Iterator[Ruling]:
    """The straight lines of a path. A filled one is a line only if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    for points in _outlines(path, matrix):
        yield from straight(points, is_stroked=bool(stroke.value), is_filled=bool(fill.value))


def _outlines(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The points of every part of a path, closed ones ending where they began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
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

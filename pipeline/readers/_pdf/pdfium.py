"""PDFium as the engine: the same pages of glyphs and rulings as the reference's, many times faster.

Calls into PDFium are what reading a page costs. So each question is asked for all characters of a page at once, by
functions that take handles as plain integers; what is the same for a whole text object is asked once for it.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise, repeat
from math import inf
from operator import eq, ne, sub
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.diagnostics import Unreadable
from pipeline.incidents.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.language import _
from pipeline.limits import Limits
from pipeline.provenance import Box
from pipeline.readers._pdf.page import HANG, Page, Ruling, Stretch, glyph, holds, is_straight, shown, straight

_DOUBTFUL = re.compile(r"[ \x02\ufffe]")
"""What may not be drawn as PDFium tells it: a space, or a hyphen at a line's end as a character or in a text."""
_OTHER_DIRECTION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Characters that run from right to left; PDFium turns the brackets beside them."""
_HALF = re.compile(r"[\ud800-\udfff]")
_CLOSE = 0.15
"""Glyphs stand side by side if the gap between them is below this share of the size."""
_HAIR = 0.01
"""Points that float coordinates may be off by."""
_MARGIN = 0.12
"""The share of a page's height, at its top and foot, in which text may be hidden by a clip."""
_POINTS_OF_CURVE = 3
"""The points by which PDFium gives a curve; the last is its end."""
_DEPTH = 8
"""How deep forms may stand in forms."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def _function(known: Any, result: Any, *further: Any) -> Callable[..., Any]:
    """A function of PDFium that takes a handle and, with ``further`` types, more; handles are plain integers.

    It keeps the interpreter's lock: to let it go and take it back would be a good part of so short a call.
    """
    address = ctypes.cast(known, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p, *further)(address)


def _function_of_chars(known: Any, result: Any) -> Callable[..., Any]:
    """The same for a question about every character of a page: handle and index, whose types are not looked at.

    The handle must be a ``c_void_p``. To turn two plain integers takes longer than PDFium's answer.
    """
    address = ctypes.cast(known, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


_int, _pointer = ctypes.c_int, ctypes.c_void_p
_count_chars = _function(pdfium.FPDFText_CountChars, _int)
_text = _function(pdfium.FPDFText_GetText, _int, _int, _int, _pointer)
_unicode = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _int)
_owner = _function_of_chars(pdfium.FPDFText_GetTextObject, _pointer)
_is_unmapped = _function_of_chars(pdfium.FPDFText_HasUnicodeMapError, _int)
_is_hyphen = _function(pdfium.FPDFText_IsHyphen, _int, _int)
_is_generated = _function(pdfium.FPDFText_IsGenerated, _int, _int)
_loose_box = _function(pdfium.FPDFText_GetLooseCharBox, _int, _int, _pointer)
_size_of_char = _function_of_chars(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_matrix_of_char = _function(pdfium.FPDFText_GetMatrix, _int, _int, _pointer)
_clip_path = _function(pdfium.FPDFPageObj_GetClipPath, _pointer)
_count_clips = _function(pdfium.FPDFClipPath_CountPaths, _int)
_length_of_clip = _function(pdfium.FPDFClipPath_CountPathSegments, _int, _int)
_segment_of_clip = _function(pdfium.FPDFClipPath_GetPathSegment, _pointer, _int, _int)
_count_objects = _function(pdfium.FPDFPage_CountObjects, _int)
_object = _function(pdfium.FPDFPage_GetObject, _pointer, _int)
_count_inner = _function(pdfium.FPDFFormObj_CountObjects, _int)
_inner = _function(pdfium.FPDFFormObj_GetObject, _pointer, _int)
_kind = _function(pdfium.FPDFPageObj_GetType, _int)
_matrix_of_object = _function(pdfium.FPDFPageObj_GetMatrix, _int, _pointer)
_bounds_of_object = _function(pdfium.FPDFPageObj_GetBounds, _int, _pointer, _pointer, _pointer, _pointer)
_size_of_text = _function(pdfium.FPDFTextObj_GetFontSize, _int, _pointer)
_draw_mode = _function(pdfium.FPDFPath_GetDrawMode, _int, _pointer, _pointer)
_length_of_path = _function(pdfium.FPDFPath_CountSegments, _int)
_segment_of_path = _function(pdfium.FPDFPath_GetPathSegment, _pointer, _int)
_point = _function(pdfium.FPDFPathSegment_GetPoint, _int, _pointer, _pointer)
_kind_of_segment = _function(pdfium.FPDFPathSegment_GetType, _int)
_is_closing = _function(pdfium.FPDFPathSegment_GetClose, _int)


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

    def across(self, rects: list[float]) -> tuple[list[float], list[float]]:
        """The left and the right edges of boxes of PDFium, each given as left, top, right, bottom."""
        a, _, c, _, e, _ = self.turn
        at, to = (0, 2) if a > 0 else (3, 1) if c > 0 else (2, 0) if a < 0 else (1, 3)
        starts, ends = rects[at::4], rects[to::4]
        if (a + c, e) == (1.0, 0.0):
            return starts, ends
        return [start * (a + c) + e for start in starts], [end * (a + c) + e for end in ends]

    def has_in_margin(self, height: float) -> bool:
        """Whether a height is that of a running head or foot."""
        return not _MARGIN < height / self.height < 1 - _MARGIN


def _page(page: Any, number: int) -> Page:
    frame = _Frame(page)
    textpage = page.get_textpage()
    stretches, slanted, owners = _stretches(_handle(textpage.raw), frame, number)
    textpage.close()
    drawn: defaultdict[int, list[tuple[int, Matrix]]] = defaultdict(list)
    handle = _handle(page.raw)
    objects = list(map(_object, repeat(handle), range(_count_objects(handle))))
    for kind, item, matrix in _unfolded(objects, frame.turn):
        drawn[kind].append((item, matrix))
    texts = drawn[pdfium.FPDF_PAGEOBJ_TEXT]
    if not any(owners) and any(_is_inked(text) for text, _outer in texts):
        raise NotTrusted(_("page {page} has text that PDFium does not give").format(page=number))
    stretches += _blanks(texts, owners)
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        stretches=tuple(shown(stretches, frame.width, frame.height)),
        rulings=tuple(
            ruling
            for path, matrix in drawn[pdfium.FPDF_PAGEOBJ_PATH]
            for ruling in _rulings(path, _combined(_matrix(path), matrix))
        ),
        slanted=slanted,
        has_pictures=bool(drawn[pdfium.FPDF_PAGEOBJ_IMAGE]),
    )


def _handle(pointer: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(ctypes.addressof(pointer.contents))


def _stretches(textpage: ctypes.c_void_p, frame: _Frame, number: int) -> tuple[list[Stretch], str, set[int]]:
    """What is drawn straight, the slanted characters as a text, and the text objects that all are of.

    Raises:
        NotTrusted: a font does not tell what a character is.
    """
    every = range(_count_chars(textpage))
    codes = _codes(textpage, every)
    if 0 in codes or 1 in map(_is_unmapped, repeat(textpage), every):
        raise NotTrusted(_("page {page} has a character that PDFium does not know").format(page=number))
    text = "".join(map(chr, codes))
    texts = list(text)
    owners = list(map(_owner, repeat(textpage), every))
    starts, ends = _edges(textpage, every, frame)
    for at in [match.start() for match in _DOUBTFUL.finditer(text)]:
        if texts[at] != " ":
            texts[at] = "-" if _is_hyphen(textpage, at) else texts[at]
        elif owners[at] and _is_generated(textpage, at):
            _settle(at, texts, owners, starts, ends)
    _unite(texts, owners, starts, ends)
    text = "".join(texts)
    if _OTHER_DIRECTION.search(text) or _HALF.search(text):
        raise NotTrusted(_("page {page} has characters that PDFium may confuse").format(page=number))
    line = _Line.of(texts, owners, starts, ends)
    firsts = [at for at in _changes(owners) if owners[at]]
    faces = _faces(textpage, firsts, frame.turn)
    bounds = [*firsts, len(every)]
    found: list[Stretch] = []
    slanted: list[str] = []
    for at, to in pairwise([*_changes(faces), len(faces)]):
        face = faces[at]
        if face is None:
            slanted += line.texts[bounds[at] : bounds[to]]
        elif frame.has_in_margin(face.bottom):
            for first, end in pairwise(bounds[at : to + 1]):
                clip = _clip(owners[first], frame.turn)
                found += [one for one in line.glyphs(first, end, face) if clip is None or holds(clip, one.middle)]
        else:
            found += line.stretches(bounds[at], bounds[to], face)
    return found, "".join(slanted), set(owners)


def _changes(values: Sequence[object]) -> Iterator[int]:
    """Where a value is another than the one before it; the first one always is."""
    return compress(range(len(values)), map(ne, values, [object(), *values]))


def _codes(textpage: ctypes.c_void_p, every: range) -> list[int]:
    """What PDFium takes each character for: all at once, unless it would leave some of them out."""
    told = (ctypes.c_uint16 * (2 * len(every) + 1))()
    if _text(textpage, 0, len(every), ctypes.addressof(told)) == len(every) + 1:
        return told[: len(every)]
    return list(map(_unicode, repeat(textpage), every))


def _settle(at: int, texts: list[str], owners: list[int], starts: list[float], ends: list[float]) -> None:
    """Tells whether the space is drawn that PDFium has put before a gap inside a text object.

    PDFium leaves out a space that is drawn there. So if the next character stands farther right than its own space,
    or there is none, its space stands for a drawn one; else its text becomes empty.
    """
    if at + 1 < len(owners) and owners[at + 1] == owners[at]:
        if starts[at + 1] > starts[at] + _HAIR:
            ends[at] = starts[at + 1]
        else:
            texts[at] = ""


def _unite(texts: list[str], owners: list[int], starts: list[float], ends: list[float]) -> None:
    """Puts the characters together that PDFium makes of one glyph: letters of a ligature, halves of a UTF-16 pair."""
    alike = list(compress(range(1, len(starts)), map(eq, starts[1:], starts)))
    for at in reversed(alike):
        if starts[at] < ends[at] == ends[at - 1] and owners[at] == owners[at - 1]:
            whole = texts[at - 1] + texts[at]
            texts[at - 1] = whole.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
            texts[at] = ""


def _edges(textpage: ctypes.c_void_p, every: range, frame: _Frame) -> tuple[list[float], list[float]]:
    """The left and the right edge of every character's box."""
    rects = (ctypes.c_float * (4 * len(every)))()
    start, length = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
    places = range(start, start + length * len(every), length)
    deque(map(_loose_box, repeat(textpage), every, places), maxlen=0)
    return frame.across(rects[:])


class _Face(NamedTuple):
    """What all characters of a straight text object share: the line that they hang down to, and their size in points.

    The line is told by its height at the frame's left edge and its slope.
    """

    bottom: float
    slope: float
    size: float


class _Line(NamedTuple):
    """The characters of a page in the order in which they are drawn, with their left and right edges.

    Those that are not drawn have an empty text. ``gaps`` are before each, in points, and infinite on both sides of what
    stands alone: a blank, a glyph of several letters, one that is not drawn.
    """

    texts: Sequence[str]
    starts: Sequence[float]
    ends: Sequence[float]
    gaps: Sequence[float]

    @classmethod
    def of(
        cls, texts: Iterable[str], owners: Iterable[int | None], starts: Sequence[float], ends: Sequence[float]
    ) -> _Line:
        """The characters, of which those without a text object as owner are not drawn."""
        drawn = [text if owner else "" for text, owner in zip(texts, owners, strict=True)]
        gaps = [inf, *map(sub, starts[1:], ends), inf]
        every = range(len(drawn))
        blank, not_one = map(str.isspace, drawn), map(ne, map(len, drawn), repeat(1))
        for alone in chain(compress(every, blank), compress(every, not_one)):
            gaps[alone] = gaps[alone + 1] = inf
        return cls(drawn, starts, ends, gaps)

    def stretches(self, first: int, end: int, face: _Face) -> Iterator[Stretch]:
        """What is drawn of the characters from ``first`` up to ``end``, those together that stand side by side."""
        if face.slope:
            return self.glyphs(first, end, face)
        near = face.size * _CLOSE
        cuts = [at for at, gap in enumerate(self.gaps[first + 1 : end], first + 1) if not -near < gap < near]
        return (self._stretch(face, at, to) for at, to in pairwise([first, *cuts, end]) if self.texts[at])

    def glyphs(self, first: int, end: int, face: _Face) -> Iterator[Stretch]:
        """What is drawn of the characters from ``first`` up to ``end``, each alone."""
        return (self._stretch(face, at, at + 1) for at in range(first, end) if self.texts[at])

    def _stretch(self, face: _Face, first: int, end: int) -> Stretch:
        starts, ends = tuple(self.starts[first:end]), tuple(self.ends[first:end])
        bottom = face.bottom + face.slope * starts[0]
        text = "".join(self.texts[first:end])
        return Stretch(text, starts[0], bottom - face.size, ends[-1], bottom, face.size, starts, ends)


def _face(size: float, matrix: Matrix) -> _Face | None:
    """The face of text of ``size`` that is drawn with ``matrix``; ``None`` if it is slanted.

    The fonts' own descents are no help: many files give 0, and PDFium then takes that of one glyph.
    """
    a, b, c, d, e, f = matrix
    if not is_straight(a, b, c, d):
        return None
    slope = b / a
    return _Face(f - HANG * size * d - slope * e, slope, -size * d)


def _faces(textpage: ctypes.c_void_p, places: Sequence[int], turn: Matrix) -> list[_Face | None]:
    """The faces of the characters at ``places``."""
    found = (ctypes.c_float * (6 * len(places)))()
    start, length = ctypes.addressof(found), ctypes.sizeof(pdfium.FS_MATRIX)
    deque(map(_matrix_of_char, repeat(textpage), places, range(start, start + length * len(places), length)), maxlen=0)
    sizes = map(_size_of_char, repeat(textpage), places)
    matrices = zip(*[iter(found[:])] * 6, strict=True)
    return [_face(size, _combined(matrix, turn)) for size, matrix in zip(sizes, matrices, strict=True)]


def _clip(item: int, turn: Matrix) -> Box | None:
    """The box outside of which an object is not shown; ``None`` if all of it is.

    Browsers draw the tallest glyphs of a page's first line on the page before as well, where nothing shows of them.
    """
    path = _clip_path(item)
    boxes = [_bounds(path, at, turn) for at in range(max(_count_clips(path), 0))]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return max(lefts), max(tops), min(rights), min(bottoms)


def _bounds(clip: int, at: int, turn: Matrix) -> Box:
    segments = map(_segment_of_clip, repeat(clip), repeat(at), range(_length_of_clip(clip, at)))
    xs, ys = zip(*_points(segments, turn), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _points(segments: Iterable[int], matrix: Matrix) -> Iterator[Point]:
    """Where the segments of a path end."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    for segment in segments:
        _point(segment, to_x, to_y)
        yield a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _unfolded(items: Sequence[int], outer: Matrix, depth: int = 0) -> Iterator[tuple[int, int, Matrix]]:
    """The objects among ``items`` and inside the forms among them: their kind, themselves, the matrix around them."""
    kinds = list(map(_kind, items))
    if pdfium.FPDF_PAGEOBJ_FORM not in kinds:
        yield from zip(kinds, items, repeat(outer))
        return
    for kind, item in zip(kinds, items, strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, item, outer
        elif depth < _DEPTH:
            inner = list(map(_inner, repeat(item), range(_count_inner(item))))
            yield from _unfolded(inner, _combined(_matrix(item), outer), depth + 1)


def _is_inked(text: int) -> bool:
    """Whether a text object draws anything."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    _bounds_of_object(text, *map(ctypes.addressof, (left, bottom, right, top)))
    return right.value > left.value


def _blanks(texts: Iterable[tuple[int, Matrix]], owners: Collection[int]) -> Iterator[Stretch]:
    """The spaces that PDFium leaves out: text objects that draw nothing, so that no character has them as owner."""
    size = ctypes.c_float()
    for text, outer in texts:
        if text in owners or _is_inked(text):
            continue
        _size_of_text(text, ctypes.addressof(size))
        matrix = _combined(_matrix(text), outer)
        face = _face(size.value, matrix)
        if face:
            x, foot = matrix[4], face.bottom + face.slope * matrix[4]
            yield glyph(" ", x, foot - face.size, x, foot, face.size)


def _matrix(item: int) -> Iterable[float]:
    found = (ctypes.c_float * 6)()
    _matrix_of_object(item, ctypes.addressof(found))
    return found[:]


def _combined(inner: Iterable[float], outer: Matrix) -> Matrix:
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


def _rulings(path: int, matrix: Matrix) -> Iterator[Ruling]:
    """The straight lines of a path. A filled one is a line only if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    for points in _outlines(path, matrix):
        yield from straight(points, is_stroked=bool(stroke.value), is_filled=bool(fill.value))


def _outlines(path: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The points of every part of a path, closed ones ending where they began; of a curve only its end."""
    segments = list(map(_segment_of_path, repeat(path), range(_length_of_path(path))))
    points: list[Point] = []
    bends = 0
    for segment, point in zip(segments, _points(segments, matrix), strict=True):
        kind = _kind_of_segment(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            bends += 1
            if bends % _POINTS_OF_CURVE == 0:
                points.append(point)
        else:
            points.append(point)
        if _is_closing(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points

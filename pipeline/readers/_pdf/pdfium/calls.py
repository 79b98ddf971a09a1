"""The functions of PDFium that are asked often, called without what ctypes does around a call."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium


def _function(known: Any, result: Any, *further: Any) -> Callable[..., Any]:
    """A function of PDFium that takes a handle, which may be a plain integer, and what ``further`` types tell.

    It keeps the interpreter's lock: to let it go and take it back would be a good part of so short a call.
    """
    address = ctypes.cast(known, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p, *further)(address)


def _function_of_chars(known: Any, result: Any) -> Callable[..., Any]:
    """The same for a question about every character of a page: handle and index, whose types are not looked at.

    The handle must be a ``c_void_p``, as must be pointers. To turn two plain integers takes longer than PDFium's
    answer.
    """
    address = ctypes.cast(known, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


class Room(threading.local):
    """Where PDFium writes its answers about many characters: some floats for each.

    Each thread has its own. It is kept from page to page, because to make the pointers takes as long as to ask.
    """

    def __init__(self, floats: int) -> None:
        self._floats = floats
        self._values: Any = (ctypes.c_float * 0)()
        self._pointers: list[ctypes.c_void_p] = []

    def pointers(self, count: int) -> Iterator[ctypes.c_void_p]:
        """A pointer for each of so many answers; those before them are gone."""
        if count > len(self._pointers):
            self._values = (ctypes.c_float * (self._floats * count))()
            start, length = ctypes.addressof(self._values), self._floats * ctypes.sizeof(ctypes.c_float)
            self._pointers = [ctypes.c_void_p(start + at * length) for at in range(count)]
        return islice(self._pointers, count)

    def values(self, count: int) -> list[float]:
        """The floats of so many answers, one after the other."""
        values: list[float] = self._values[: self._floats * count]
        return values


_int, _pointer = ctypes.c_int, ctypes.c_void_p
count_chars = _function(pdfium.FPDFText_CountChars, _int)
text = _function(pdfium.FPDFText_GetText, _int, _int, _int, _pointer)
unicode = _function(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _int)
owner = _function_of_chars(pdfium.FPDFText_GetTextObject, _pointer)
is_unmapped = _function_of_chars(pdfium.FPDFText_HasUnicodeMapError, _int)
is_hyphen = _function(pdfium.FPDFText_IsHyphen, _int, _int)
is_generated = _function(pdfium.FPDFText_IsGenerated, _int, _int)
loose_box = _function_of_chars(pdfium.FPDFText_GetLooseCharBox, _int)
size_of_char = _function_of_chars(pdfium.FPDFText_GetFontSize, ctypes.c_double)
matrix_of_char = _function_of_chars(pdfium.FPDFText_GetMatrix, _int)
clip_path = _function(pdfium.FPDFPageObj_GetClipPath, _pointer)
count_clips = _function(pdfium.FPDFClipPath_CountPaths, _int)
length_of_clip = _function(pdfium.FPDFClipPath_CountPathSegments, _int, _int)
segment_of_clip = _function(pdfium.FPDFClipPath_GetPathSegment, _pointer, _int, _int)
has_transparency = _function(pdfium.FPDFPageObj_HasTransparency, _int)
count_objects = _function(pdfium.FPDFPage_CountObjects, _int)
object = _function_of_chars(pdfium.FPDFPage_GetObject, _pointer)
count_inner = _function(pdfium.FPDFFormObj_CountObjects, _int)
inner = _function(pdfium.FPDFFormObj_GetObject, _pointer, _int)
kind = _function(pdfium.FPDFPageObj_GetType, _int)
count_marks = _function(pdfium.FPDFPageObj_CountMarks, _int)
mark = _function(pdfium.FPDFPageObj_GetMark, _pointer, ctypes.c_ulong)
kind_of_parameter = _function(pdfium.FPDFPageObjMark_GetParamValueType, _int, ctypes.c_char_p)
matrix_of_object = _function(pdfium.FPDFPageObj_GetMatrix, _int, _pointer)
bounds_of_object = _function(pdfium.FPDFPageObj_GetBounds, _int, _pointer, _pointer, _pointer, _pointer)
size_of_text = _function(pdfium.FPDFTextObj_GetFontSize, _int, _pointer)
mode_of_text = _function(pdfium.FPDFTextObj_GetTextRenderMode, _int)
fill_color = _function(pdfium.FPDFPageObj_GetFillColor, _int, _pointer, _pointer, _pointer, _pointer)
stroke_color = _function(pdfium.FPDFPageObj_GetStrokeColor, _int, _pointer, _pointer, _pointer, _pointer)
draw_mode = _function(pdfium.FPDFPath_GetDrawMode, _int, _pointer, _pointer)
length_of_path = _function(pdfium.FPDFPath_CountSegments, _int)
segment_of_path = _function(pdfium.FPDFPath_GetPathSegment, _pointer, _int)
point = _function(pdfium.FPDFPathSegment_GetPoint, _int, _pointer, _pointer)
kind_of_segment = _function(pdfium.FPDFPathSegment_GetType, _int)
is_closing = _function(pdfium.FPDFPathSegment_GetClose, _int)

"""The characters of a page as PDFium tells them, to stretches of glyphs."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise, repeat
from math import inf
from operator import eq, ne, sub
from typing import NamedTuple

import pypdfium2.raw as pdfium

from pipeline.base.i18n import _
from pipeline.readers._pdf.page import HANG, NotTrusted, Stretch, glyph, holds, is_straight
from pipeline.readers._pdf.pdfium import calls, places
from pipeline.readers._pdf.pdfium.places import Frame, Matrix, combined, matrix_of

_DOUBTFUL = re.compile(r"[ \x02\ufffe]")
"""What may not be drawn as PDFium tells it: a space, or a hyphen at a line's end as a character or in a text."""
_OTHER_DIRECTION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Characters that run from right to left; PDFium turns the brackets beside them."""
_HALF = re.compile(r"[\ud800-\udfff]")
_CLOSE = 0.15
"""Glyphs stand side by side if the gap between them is below this share of the size."""
_HAIR = 0.01
"""Points that float coordinates may be off by."""


def stretches(textpage: ctypes.c_void_p, frame: Frame, number: int) -> tuple[list[Stretch], str, set[int]]:
    """What is drawn straight, the slanted characters as a text, and the text objects that all are of.

    Raises:
        NotTrusted: a font does not tell what a character is.
    """
    every = range(calls.count_chars(textpage))
    codes = _codes(textpage, every)
    if 0 in codes or 1 in map(calls.is_unmapped, repeat(textpage), every):
        raise NotTrusted(_("page {page} has a character that PDFium does not know").format(page=number))
    text = "".join(map(chr, codes))
    texts = list(text)
    owners = list(map(calls.owner, repeat(textpage), every))
    starts, ends = _edges(textpage, every, frame)
    for at in [match.start() for match in _DOUBTFUL.finditer(text)]:
        if texts[at] != " ":
            texts[at] = "-" if calls.is_hyphen(textpage, at) else texts[at]
        elif owners[at] and calls.is_generated(textpage, at):
            _settle(at, texts, owners, starts, ends)
    _unite(texts, owners, starts, ends)
    text = "".join(texts)
    if _OTHER_DIRECTION.search(text) or _HALF.search(text):
        raise NotTrusted(_("page {page} has characters that PDFium may confuse").format(page=number))
    characters = _Characters.of(texts, owners, starts, ends)
    firsts = [at for at in _changes(owners) if owners[at]]
    faces = _faces(textpage, firsts, frame.turn)
    bounds = [*firsts, len(every)]
    found: list[Stretch] = []
    slanted: list[str] = []
    for at, to in pairwise([*_changes(faces), len(faces)]):
        face = faces[at]
        if face is None:
            slanted += characters.texts[bounds[at] : bounds[to]]
        elif frame.has_in_margin(face.bottom):
            for first, end in pairwise(bounds[at : to + 1]):
                clip = places.clip(owners[first], frame.turn)
                found += [one for one in characters.glyphs(first, end, face) if clip is None or holds(clip, one.middle)]
        else:
            found += characters.stretches(bounds[at], bounds[to], face)
    return found, "".join(slanted), set(owners)


def blanks(texts: Iterable[tuple[int, Matrix]], owners: Collection[int]) -> Iterator[Stretch]:
    """The spaces that PDFium leaves out: text objects that draw nothing, so that no character has them as owner."""
    size = ctypes.c_float()
    for text, outer in texts:
        if text in owners or is_inked(text):
            continue
        calls.size_of_text(text, ctypes.addressof(size))
        matrix = combined(matrix_of(text), outer)
        face = _face(size.value, matrix)
        if face:
            x, foot = matrix[4], face.bottom + face.slope * matrix[4]
            yield glyph(" ", x, foot - face.size, x, foot, face.size)


def is_inked(text: int) -> bool:
    """Whether a text object draws anything."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    calls.bounds_of_object(text, *map(ctypes.addressof, (left, bottom, right, top)))
    return right.value > left.value


def _changes(values: Sequence[object]) -> Iterator[int]:
    """Where a value is another than the one before it; the first one always is."""
    return compress(range(len(values)), map(ne, values, [object(), *values]))


def _codes(textpage: ctypes.c_void_p, every: range) -> list[int]:
    """What PDFium takes each character for: all at once, unless it would leave some of them out."""
    told = (ctypes.c_uint16 * (2 * len(every) + 1))()
    if calls.text(textpage, 0, len(every), ctypes.addressof(told)) == len(every) + 1:
        return told[: len(every)]
    return list(map(calls.unicode, repeat(textpage), every))


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


def _edges(textpage: ctypes.c_void_p, every: range, frame: Frame) -> tuple[list[float], list[float]]:
    """The left and the right edge of every character's box."""
    rects = (ctypes.c_float * (4 * len(every)))()
    start, length = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
    targets = range(start, start + length * len(every), length)
    deque(map(calls.loose_box, repeat(textpage), every, targets), maxlen=0)
    return frame.across(rects[:])


class _Characters(NamedTuple):
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
    ) -> _Characters:
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


class _Face(NamedTuple):
    """What all characters of a straight text object share: the line that they hang down to, and their size in points.

    The line is told by its height at the frame's left edge and its slope.
    """

    bottom: float
    slope: float
    size: float


def _face(size: float, matrix: Matrix) -> _Face | None:
    """The face of text of ``size`` that is drawn with ``matrix``; ``None`` if it is slanted.

    The fonts' own descents are no help: many files give 0, and PDFium then takes that of one glyph.
    """
    a, b, c, d, e, f = matrix
    if not is_straight(a, b, c, d):
        return None
    slope = b / a
    return _Face(f - HANG * size * d - slope * e, slope, -size * d)


def _faces(textpage: ctypes.c_void_p, chars: Sequence[int], turn: Matrix) -> list[_Face | None]:
    """The faces of characters, told by their numbers."""
    found = (ctypes.c_float * (6 * len(chars)))()
    start, length = ctypes.addressof(found), ctypes.sizeof(pdfium.FS_MATRIX)
    targets = range(start, start + length * len(chars), length)
    deque(map(calls.matrix_of_char, repeat(textpage), chars, targets), maxlen=0)
    sizes = map(calls.size_of_char, repeat(textpage), chars)
    matrices = zip(*[iter(found[:])] * 6, strict=True)
    return [_face(size, combined(matrix, turn)) for size, matrix in zip(sizes, matrices, strict=True)]

"""The characters of a page as PDFium tells them, to stretches of glyphs."""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, compress, pairwise, repeat
from math import hypot, inf
from operator import eq, ne, sub
from typing import NamedTuple

from pipeline.base.i18n import _
from pipeline.readers._pdf.page import HANG, NotTrusted, Odd, Sight, Stretch, check_count, glyph, is_straight
from pipeline.readers._pdf.pdfium import calls
from pipeline.readers._pdf.pdfium.covers import Covers
from pipeline.readers._pdf.pdfium.looks import GlyphLook, colors, looks
from pipeline.readers._pdf.pdfium.places import Matrix, PageFrame, bounds, combined, matrix_of
from pipeline.readers._pdf.turning import QUARTERS, box_of, turned_back
from pipeline.readers._pdf.veils import Veil

_DOUBTFUL = re.compile(r"[ \x02\ufffe]")
"""What may not be drawn as PDFium tells it: a space, or a hyphen at a line's end as a character or in a text."""
_OTHER_DIRECTION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Characters that run from right to left; PDFium turns the brackets beside them."""
_HALF = re.compile(r"[\ud800-\udfff]")
_CLOSE = 0.15
"""Glyphs stand side by side if the gap between them is below this share of the size."""
_DOWN = 3
"""Quarter turns after which what ran down the page runs across it."""
_LETTERS = 8
"""The letters of a ligature, at most."""
_RECTS, _MATRICES = calls.Room(4), calls.Room(6)
_FAR = 3.0
"""So many times its size from where its text object begins no first character stands."""
_HAIR = 0.01
"""Points that float coordinates may be off by."""


class DrawnText(NamedTuple):
    """The text of a page: what is dark and upright, all else, and the text objects that all of it is of."""

    stretches: list[Stretch]
    odd: list[Odd]
    owners: set[int]


def drawn(textpage: ctypes.c_void_p, frame: PageFrame, number: int, covers: Covers) -> DrawnText:
    """All text of a page; ``covers`` tell what may hide it.

    Raises:
        NotTrusted: a font does not tell what a character is.
        Unreadable: it has more text than any real page.
    """
    every = range(calls.count_chars(textpage))
    check_count(len(every), number)
    text = _text(textpage, every)
    if "\0" in text or 1 in map(calls.is_unmapped, repeat(textpage), every):
        raise NotTrusted(_("page {page} has a character that PDFium does not know").format(page=number))
    told = _Told(textpage, frame, text)
    firsts = [at for at in _changes(told.owners) if told.owners[at]]
    sizes, matrices = list(map(calls.size_of_char, repeat(textpage), firsts)), _matrices(textpage, firsts)
    if told.are_misplaced(firsts, sizes, matrices):
        raise NotTrusted(_("page {page} has text that PDFium puts elsewhere than it is drawn").format(page=number))
    faces = _faces([told.owners[at] for at in firsts], sizes, matrices, frame, covers)
    bounds = [*firsts, len(every)]
    found: list[Stretch] = []
    odd: list[Odd] = []
    characters = told.characters()
    for at, to in pairwise([*_changes(faces), len(faces)]):
        face = faces[at]
        if face.veil:
            for one in _veiled(told, bounds[at], bounds[to], face, frame):
                if one.turn == 0 and one.sight is Sight.SEEN and not face.look:
                    found.append(one.stretch)
                else:
                    odd.append(one)
        elif face.turn is None:
            odd += told.slanted(bounds[at], bounds[to], face)
        elif face.turn or face.look:
            odd += _odd(told.characters(face.turn).stretches(bounds[at], bounds[to], face), face)
        else:
            found += characters.stretches(bounds[at], bounds[to], face)
    read = "".join([one.text for one in found] + [one.stretch.text for one in odd])
    if _OTHER_DIRECTION.search(read) or _HALF.search(read):
        raise NotTrusted(_("page {page} has characters that PDFium may confuse").format(page=number))
    return DrawnText(found, odd, set(told.owners))


def _odd(stretches: Iterable[Stretch], face: _Face) -> Iterator[Odd]:
    shade, sight = face.look or GlyphLook(0.0)
    return (Odd(one, face.turn, shade, sight) for one in stretches)


def _veiled(told: _Told, first: int, end: int, face: _Face, frame: PageFrame) -> Iterator[Odd]:
    """Every glyph from ``first`` up to ``end``, with whether it is seen."""
    if face.turn is None:
        found = told.slanted(first, end, face)
    else:
        found = _odd(told.characters(face.turn).glyphs(first, end, face), face)
    for odd in found:
        box = box_of(odd.stretch)
        if odd.turn:
            box = turned_back(box, odd.turn, frame.width, frame.height)
        sight = face.veil.sight(box) if face.veil else Sight.SEEN
        yield odd if sight is Sight.SEEN else odd._replace(sight=sight)


class _Told:
    """What PDFium tells of the characters of a page, in the order in which they are drawn."""

    def __init__(self, textpage: ctypes.c_void_p, frame: PageFrame, text: str) -> None:
        every = range(len(text))
        self._textpage = textpage
        self._frame = frame
        self._text = text
        self._rects = _rects(textpage, every)
        self._laid: dict[int, _Characters] = {}
        self.owners: list[int] = list(map(calls.owner, repeat(textpage), every))

    def characters(self, turn: int = 0) -> _Characters:
        """The characters with their edges on the page that is turned by so many quarters."""
        if turn not in self._laid:
            texts = list(self._text)
            starts, ends = self._frame.across(self._rects, turn)
            for at in [match.start() for match in _DOUBTFUL.finditer(self._text)]:
                if texts[at] != " ":
                    texts[at] = "-" if calls.is_hyphen(self._textpage, at) else texts[at]
                elif self.owners[at] and calls.is_generated(self._textpage, at):
                    _settle(at, texts, self.owners, starts, ends)
            _unite(texts, self.owners, starts, ends)
            self._laid[turn] = _Characters.of(texts, self.owners, starts, ends)
        return self._laid[turn]

    def are_misplaced(self, firsts: Sequence[int], sizes: Sequence[float], matrices: Sequence[Matrix]) -> bool:
        """Whether the box of any character lies far from where its text object begins; all of these are first ones."""
        lefts, tops, rights, bottoms = (self._rects[edge::4] for edge in range(4))
        for at, size, (_a, _b, c, d, e, f) in zip(firsts, sizes, matrices, strict=True):
            left, top, right, bottom = lefts[at], tops[at], rights[at], bottoms[at]
            if left <= e <= right and bottom <= f <= top:
                continue
            room = _FAR * abs(size) * hypot(c, d) + 1
            low, high = (top, bottom) if top < bottom else (bottom, top)
            if not (left - room <= e <= right + room and low - room <= f <= high + room):
                return True
        return False

    def slanted(self, first: int, end: int, face: _Face) -> Iterator[Odd]:
        """Every glyph from ``first`` up to ``end`` with the upright box around it."""
        characters = self.characters()
        tops, bottoms = self._frame.across(self._rects, _DOWN)
        shade, sight = face.look or GlyphLook(0.0)
        for at in range(first, end):
            if characters.texts[at]:
                x0, x1 = sorted((characters.starts[at], characters.ends[at]))
                top, bottom = sorted((tops[at], bottoms[at]))
                yield Odd(glyph(characters.texts[at], x0, top, x1, bottom, face.size), None, shade, sight)


def blanks(
    texts: Iterable[tuple[int, Matrix]], owners: Collection[int], frame: PageFrame, turns: Collection[int | None] = ()
) -> Iterator[Odd]:
    """The spaces that PDFium leaves out: text objects that draw nothing, so that no character has them as owner.

    Those that lie on their side stand beside text that does, ``turns`` says how.
    """
    size = ctypes.c_float()
    for text, outer in texts:
        if text in owners or is_inked(text):
            continue
        calls.size_of_text(text, ctypes.addressof(size))
        points, matrix = _upright_size(size.value, combined(matrix_of(text), outer))
        face, turn = _face(points, matrix), 0
        while face.turn is None and turn < QUARTERS - 1:
            turn += 1
            turned = combined(matrix, frame.quarters(turn)) if turn in turns else None
            if turned and (found := _face(points, turned)).turn == 0:
                face, matrix = found, turned
        if face.turn == 0:
            x, foot = matrix[4], face.bottom + face.slope * matrix[4]
            yield Odd(glyph(" ", x, foot - face.size, x, foot, face.size), turn)


def is_inked(text: int) -> bool:
    """Whether a text object draws anything."""
    left, _bottom, right, _top = bounds(text)
    return right > left


def _changes(values: Sequence[object]) -> Iterator[int]:
    """Where a value is another than the one before it; the first one always is."""
    return compress(range(len(values)), map(ne, values, [object(), *values]))


def _text(textpage: ctypes.c_void_p, every: range) -> str:
    """What PDFium takes each character for: all at once, unless it would leave some of them out, or join them."""
    count = len(every)
    told = array("H", bytes(4 * count + 2))
    if calls.text(textpage, 0, count, told.buffer_info()[0]) == count + 1:
        text = told[:count].tobytes().decode("utf-16-le", "surrogatepass")
        return text if len(text) == count else "".join(map(chr, told[:count]))
    return "".join(map(chr, map(calls.unicode, repeat(textpage), every)))


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
        is_one = starts[at] < ends[at] == ends[at - 1] and owners[at] == owners[at - 1]
        if is_one and len(texts[at]) < _LETTERS:
            whole = texts[at - 1] + texts[at]
            texts[at - 1] = whole.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
            texts[at] = ""


def _rects(textpage: ctypes.c_void_p, every: range) -> list[float]:
    """Every character's box: left, top, right, bottom."""
    deque(map(calls.loose_box, repeat(textpage), every, _RECTS.pointers(len(every))), maxlen=0)
    return _RECTS.values(len(every))


class _Characters(NamedTuple):
    """The characters of a page in the order in which they are drawn, with their left and right edges.

    Those that are not drawn have an empty text. ``gaps`` are before each, in points, and infinite on both sides of what
    stands alone: a blank, a glyph of several letters, one that is not drawn.
    """

    texts: Sequence[str]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
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
        return cls(drawn, tuple(starts), tuple(ends), gaps)

    def stretches(self, first: int, end: int, face: _Face) -> Iterator[Stretch]:
        """What is drawn of the characters from ``first`` up to ``end``, those together that stand side by side."""
        if face.slope or end - first == 1:
            return self.glyphs(first, end, face)
        near = face.size * _CLOSE
        cuts = [at for at, gap in enumerate(self.gaps[first + 1 : end], first + 1) if not -near < gap < near]
        return (self._stretch(face, at, to) for at, to in pairwise([first, *cuts, end]) if self.texts[at])

    def glyphs(self, first: int, end: int, face: _Face) -> Iterator[Stretch]:
        """What is drawn of the characters from ``first`` up to ``end``, each alone."""
        return (self._stretch(face, at, at + 1) for at in range(first, end) if self.texts[at])

    def _stretch(self, face: _Face, first: int, end: int) -> Stretch:
        starts, ends = self.starts[first:end], self.ends[first:end]
        bottom = face.bottom + face.slope * starts[0]
        text = "".join(self.texts[first:end])
        return Stretch(text, starts[0], bottom - face.size, ends[-1], bottom, face.size, starts, ends)


class _Face(NamedTuple):
    """What all characters of a text object share: the line that they hang down to, their size in points, their look.

    The line is told by its height at the frame's left edge and its slope. ``turn`` is the number of quarters by which
    the page must be turned for them to stand upright; ``None`` if none does it.
    """

    bottom: float
    slope: float
    size: float
    turn: int | None = 0
    look: GlyphLook | None = None
    veil: Veil | None = None


_SLANTED = _Face(0.0, 0.0, 0.0, None)


def _upright_size(size: float, matrix: Matrix) -> tuple[float, Matrix]:
    """Text of a size below zero is text of the size above zero after half a turn."""
    if size >= 0:
        return size, matrix
    a, b, c, d, e, f = matrix
    return -size, (-a, -b, -c, -d, e, f)


def _face(size: float, matrix: Matrix) -> _Face:
    """The face of text of ``size`` that is drawn with ``matrix``.

    The fonts' own descents are no help: many files give 0, and PDFium then takes that of one glyph.
    """
    a, b, c, d, e, f = matrix
    if not is_straight(a, b, c, d):
        return _SLANTED._replace(size=size * hypot(c, d))
    slope = b / a
    return _Face(f - HANG * size * d - slope * e, slope, -size * d)


def _turned_face(size: float, matrix: Matrix, frame: PageFrame) -> _Face:
    """The face of text that is not upright, by the quarter turns that make it so."""
    for turn in range(1, QUARTERS):
        face = _face(size, combined(matrix, frame.quarter(turn)))
        if face.turn is not None:
            return face._replace(turn=turn)
    return _face(size, combined(matrix, frame.turn))


def _matrices(textpage: ctypes.c_void_p, chars: Sequence[int]) -> list[Matrix]:
    deque(map(calls.matrix_of_char, repeat(textpage), chars, _MATRICES.pointers(len(chars))), maxlen=0)
    return list(zip(*[iter(_MATRICES.values(len(chars)))] * 6, strict=True))


class _PlainFaces(dict[tuple[float, float], _Face]):
    """The faces of plain text by the height and the size that its matrix gives; ``top`` is that of the page."""

    def __init__(self, top: float) -> None:
        super().__init__()
        self._top = top

    def __missing__(self, key: tuple[float, float]) -> _Face:
        height, size = key
        self[key] = face = _Face(self._top - height + HANG * size, 0.0, size)
        return face


def _faces(
    owners: Sequence[int],
    told_sizes: Sequence[float],
    told_matrices: Sequence[Matrix],
    frame: PageFrame,
    covers: Covers,
) -> list[_Face]:
    """The faces of text objects, whose first characters have these sizes and matrices."""
    sizes, matrices = list(told_sizes), list(told_matrices)
    for at in [at for at, size in enumerate(sizes) if size < 0]:
        sizes[at], matrices[at] = _upright_size(sizes[at], matrices[at])
    top = frame.turn[5]
    plain = _PlainFaces(top)
    faces = [
        # Nearly all text is plain, on plain pages.
        plain[f, size * d]
        if frame.is_plain and b == 0 == c and a > 0 < d
        else _face(size, combined((a, b, c, d, e, f), frame.turn))
        for size, (a, b, c, d, e, f) in zip(sizes, matrices, strict=True)
    ]
    for at in [at for at, face in enumerate(faces) if face.turn is None]:
        faces[at] = _turned_face(sizes[at], matrices[at], frame)
    modes, inks = list(map(calls.mode_of_text, owners)), colors(owners)
    for at, look in looks(owners, modes, inks).items():
        faces[at] = faces[at]._replace(look=look)
    for at, veil in covers.veils(owners, modes, inks):
        faces[at] = faces[at]._replace(veil=veil)
    return faces

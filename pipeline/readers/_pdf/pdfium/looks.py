"""What text objects and areas look like: pale, or not to be seen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium

from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import DARK, PALE, Sight, shade
from pipeline.readers._pdf.pdfium import calls, paths
from pipeline.readers._pdf.pdfium.places import Matrix, combined, matrix_of

FULL = 255
"""The largest part of a colour, and the alpha of one that covers what is below."""
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
_ORDINARY = {pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE}
_UNFILLED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)

CLEAR = 0.05
"""What covers no more than this share of what is below is not seen."""

_PART = array("I").itemsize
_Color = tuple[int, ...]
"""Red, green, blue, and how much covers what is below, up to 255."""


class GlyphLook(NamedTuple):
    """How pale text is, and whether it is seen."""

    shade: float
    sight: Sight = Sight.SEEN


def looks(texts: Sequence[int], modes: Sequence[int], inks: Colors) -> dict[int, GlyphLook]:
    """The looks of text objects that are no ordinary text, by their places; ``modes`` and ``inks`` are theirs."""
    if _ORDINARY.issuperset(modes) and inks.are_black:
        return {}
    fills = list(zip(modes, inks.each(), strict=True))
    kinds = {fill: _look(*fill) for fill in set(fills)}
    found = {at: look for at, fill in enumerate(fills) if (look := kinds[fill])}
    for at, look in found.items():
        if modes[at] in _STROKED and look.sight is Sight.SEEN:
            (color,) = colors([texts[at]], calls.stroke_color).each()
            found[at] = _look(pdfium.FPDF_TEXTRENDERMODE_FILL, color) or GlyphLook(0.0)
    return found


def _look(mode: int, color: _Color | None) -> GlyphLook | None:
    if mode in _INVISIBLE:
        return GlyphLook(0.0, Sight.INVISIBLE)
    if mode in _UNFILLED:
        return GlyphLook(1.0)
    if color is None:
        return None
    red, green, blue, alpha = (part / FULL for part in color)
    if alpha <= CLEAR:
        return GlyphLook(1.0, Sight.INVISIBLE)
    pale = round(shade(red, green, blue, alpha), 2)
    return GlyphLook(pale) if pale >= PALE else None


class Colors(NamedTuple):
    """The parts of the colours of objects, one after the other, and whether each object has a colour of its own."""

    parts: list[int]
    told: list[int]

    @property
    def are_black(self) -> bool:
        """Whether all are black and cover what is below."""
        return self.parts == [0, 0, 0, FULL] * len(self.told)

    def each(self) -> Iterator[_Color | None]:
        """The colours; ``None`` for patterns and whatever is not told."""
        colors = zip(*[iter(self.parts)] * 4, strict=True)
        return (color if is_told else None for color, is_told in zip(colors, self.told, strict=True))


def colors(items: Sequence[int], ask: Callable[..., int] = calls.fill_color) -> Colors:
    """The colours of objects, those that fill them unless others are asked for."""
    found = array("I", bytes(4 * _PART * len(items)))
    start, _length = found.buffer_info()
    ends = start + 4 * _PART * len(items)
    red, green, blue, alpha = (range(start + at * _PART, ends, 4 * _PART) for at in range(4))
    told = list(map(ask, items, red, green, blue, alpha))
    return Colors(found.tolist(), told)


def dark_areas(drawn: Sequence[tuple[int, Matrix]]) -> Iterator[Box]:
    """The boxes of the paths that are filled with a dark colour or a pattern."""
    for (path, outer), color in zip(drawn, colors([path for path, _ in drawn]).each(), strict=True):
        if paths.is_filled(path) and (color is None or shade(*(part / FULL for part in color)) <= DARK):
            yield from paths.boxes(path, combined(matrix_of(path), outer))

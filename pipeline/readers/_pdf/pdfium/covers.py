"""What PDFium's pages draw over text, or behind it; and what of a text is cut away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import groupby, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.base.provenance import Box
from pipeline.readers._pdf.pdfium import calls, paths
from pipeline.readers._pdf.pdfium.looks import CLEAR, FULL, Colors, colors
from pipeline.readers._pdf.pdfium.places import Matrix, PageFrame, bounds, box_of, combined, matrix_of, points
from pipeline.readers._pdf.veils import DrawnGroup, Fill, Inked, Point, Veil, common, is_area, veils
from pipeline.readers.colors import Color, are_alike

_ROOM = 0.5
"""Points by which a text may reach out of what it is cut to."""
_OPAQUE = 250
"""From this alpha on a picture hides what is below, up to 255."""
_LARGEST = 3_000
"""Points: pictures that are wider or higher are not looked through."""
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)


class Within(NamedTuple):
    """What the forms around an object make of it: in which groups it is drawn, how it is cut, how clear its ink is.

    Of a form that is drawn in full ink PDFium tells only that it is a group, or blended, or masked, not which.
    """

    groups: tuple[DrawnGroup, ...] = ()
    clip: Box | None = None
    alpha: float = 1.0

    def inside(self, form: int, outer: Matrix) -> Within:
        """The same for what stands in a form."""
        clip = common(self.clip, _clip(form, outer))
        if not calls.has_transparency(form):
            return self._replace(clip=clip)
        (color,) = colors([form]).each()
        alpha = color[3] / FULL if color else 1.0
        return Within((*self.groups, DrawnGroup(form, is_unsure=alpha == 1)), clip, min(self.alpha, alpha))


Drawn = tuple[int, int, Matrix, Within]
"""An object of a page: its kind, itself, the matrix around it, and what else the forms around it do."""


class Covers:
    """What a page draws, by which the veils of its texts are told."""

    def __init__(self, objects: Sequence[Drawn], frame: PageFrame, alpha: Callable[[int], Any]) -> None:
        """``alpha`` gives the bitmap of a picture by its object."""
        self._objects = objects
        self._frame = frame
        self._alpha = alpha

    def veils(self, owners: Sequence[int], modes: Sequence[int], inks: Colors) -> Iterator[tuple[int, Veil]]:
        """What may hide text objects, by their places in ``owners``; with how they are drawn, and in which colours."""
        cut = self._cut(owners)
        found = self._veils(owners, modes, inks)
        clear = set(self._clear(owners))
        for at in {*cut, *found, *clear}:
            yield at, found.get(at, Veil())._replace(clip=cut.get(at), is_clear=at in clear)

    def _clear(self, owners: Sequence[int]) -> Iterator[int]:
        """Those of the text objects that stand in a form without ink, by their places."""
        if any(within.alpha <= CLEAR for within in self._withins):
            yield from (at for at, owner in enumerate(owners) if self._within(owner).alpha <= CLEAR)

    def _veils(self, owners: Sequence[int], modes: Sequence[int], inks: Colors) -> Mapping[int, Veil]:
        first = next((at for at, one in enumerate(self._objects) if one[0] == pdfium.FPDF_PAGEOBJ_TEXT), None)
        if first is None or not self._fills:
            return {}
        told = [_part(color) if mode in _FILLED else None for mode, color in zip(modes, inks.each(), strict=True)]
        alike = {color for color in set(told) if any(are_alike(fill.color, color) for fill in self._fills)}
        if self._fills[-1].order < first and not alike:
            return {}
        texts = [
            Inked(self._order[owner], self._bounds(owner), color, self._within(owner).groups)
            for owner, color in zip(owners, told, strict=True)
        ]
        return veils(texts, self._fills)

    def _within(self, owner: int) -> Within:
        return self._objects[self._order[owner]][3]

    @cached_property
    def _order(self) -> Mapping[int, int]:
        return {one[1]: at for at, one in enumerate(self._objects)}

    @cached_property
    def _withins(self) -> list[Within]:
        """What forms make of the objects, one after the other, those together that share it."""
        return [within for within, _objects in groupby(self._objects, key=itemgetter(3))]

    @cached_property
    def _fills(self) -> list[Fill]:
        """All that covers what is below, in the order in which it is drawn."""
        return sorted([*self._areas(), *self._pictures()], key=lambda fill: fill.order)

    def _areas(self) -> Iterator[Fill]:
        filled = [entry for entry in self._all(pdfium.FPDF_PAGEOBJ_PATH) if paths.is_filled(entry[1])]
        for (at, path, outer, within), color in zip(filled, colors([one[1] for one in filled]).each(), strict=True):
            outlines = tuple(paths.outlines(path, combined(matrix_of(path), outer)))
            if any(is_area(_around(outline)) for outline in outlines) and not calls.has_transparency(path):
                box = _around([point for outline in outlines for point in outline])
                box = common(box, _clip(path, outer)) or box
                yield Fill(at, box, outlines, _part(color), groups=within.groups)

    def _pictures(self) -> Iterator[Fill]:
        for at, picture, outer, within in self._all(pdfium.FPDF_PAGEOBJ_IMAGE):
            box = box_of(picture, outer)
            if is_area(box) and not calls.has_transparency(picture):
                look = _Picture(picture, box, self._alpha)
                box = common(box, _clip(picture, outer)) or box
                yield Fill(at, box, is_picture=True, is_opaque_at=look.is_opaque_at, groups=within.groups)

    def _all(self, wanted: int) -> list[tuple[int, int, Matrix, Within]]:
        """The objects of a kind, each with its order, the matrix around it and what the forms around it do."""
        return [
            (at, item, outer, within) for at, (kind, item, outer, within) in enumerate(self._objects) if kind == wanted
        ]

    def _bounds(self, owner: int) -> Box:
        left, bottom, right, top = bounds(owner)
        a, b, c, d, e, f = self._objects[self._order[owner]][2]
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])

    def _cut(self, owners: Sequence[int]) -> Mapping[int, Box]:
        """The boxes outside of which text objects are not shown, of those that reach out of them.

        Objects drawn under one clip share its segments: each clip is measured once.
        """
        clips = list(map(calls.clip_path, owners))
        counts = list(map(calls.count_clips, clips))
        if max(counts, default=0) <= 0 and not self._has_cut_forms:
            return {}
        known: dict[tuple[int, Matrix, Within], Box | None] = {}
        found: dict[int, Box] = {}
        for at, (owner, clip, count) in enumerate(zip(owners, clips, counts, strict=True)):
            _kind, _item, outer, within = self._objects[self._order[owner]]
            key = calls.segment_of_clip(clip, count - 1, 0) if count > 0 else 0, outer, within
            if key not in known:
                known[key] = self._narrow(common(_clip(owner, outer), within.clip))
            box = known[key]
            if box is not None and not _is_inside(self._bounds(owner), box):
                found[at] = box
        return found

    @cached_property
    def _has_cut_forms(self) -> bool:
        return any(self._narrow(within.clip) for within in self._withins)

    def _narrow(self, clip: Box | None) -> Box | None:
        """The clip, if it leaves less than the whole page."""
        return None if clip is None or _is_inside((0.0, 0.0, self._frame.width, self._frame.height), clip) else clip


class _Picture:
    """Where a picture lets through what is below; its bitmap is made when it is asked."""

    def __init__(self, item: int, box: Box, alpha: Callable[[int], Any]) -> None:
        self._item = item
        self._box = box
        self._alpha = alpha

    @cached_property
    def _bitmap(self) -> Any:
        x0, top, x1, bottom = self._box
        return self._alpha(self._item) if max(x1 - x0, bottom - top) <= _LARGEST else None

    def is_opaque_at(self, point: Point) -> bool:
        if self._bitmap is None:
            return True
        x0, top, x1, bottom = self._box
        width, height = self._bitmap.width, self._bitmap.height
        x = min(int((point[0] - x0) / (x1 - x0) * width), width - 1)
        y = min(int((point[1] - top) / (bottom - top) * height), height - 1)
        return bool(self._bitmap.buffer[y * self._bitmap.stride + x * 4 + 3] >= _OPAQUE)


def _clip(item: int, outer: Matrix) -> Box | None:
    """The box outside of which an object is not shown; ``None`` if all of it is."""
    path = calls.clip_path(item)
    found = [
        _around(list(points(map(calls.segment_of_clip, repeat(path), repeat(at), range(length)), outer)))
        for at in range(max(calls.count_clips(path), 0))
        if (length := calls.length_of_clip(path, at)) > 0
    ]
    return reduce(common, found, None)


def _part(color: tuple[int, ...] | None) -> Color | None:
    """The colour of what covers what is below."""
    if color is None or color[3] < FULL:
        return None
    return color[0] / FULL, color[1] / FULL, color[2] / FULL


def _around(outline: Sequence[Point]) -> Box:
    xs, ys = zip(*outline, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_inside(box: Box, other: Box) -> bool:
    return (
        box[0] >= other[0] - _ROOM
        and box[1] >= other[1] - _ROOM
        and box[2] <= other[2] + _ROOM
        and box[3] <= other[3] + _ROOM
    )

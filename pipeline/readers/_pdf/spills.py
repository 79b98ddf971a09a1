"""Text that runs over the edge of its cell (docs/form.md, quirks 7 and 55).

A word that is too long for its column, or a line of a cell that does not wrap, is drawn on over the edge. It belongs to
the cell that it begins well inside of. A letter or two before an edge belong to the word behind it, and text that is
too wide for a cell in which it is centred begins before that cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.readers._pdf.page import Stretch

_WITHIN_WORD = 0.15
"""The gap between glyphs of one word is below this share of the size."""
_WITHIN_LINE = 0.5
"""That between words of one line, or between Latin and Chinese, where the blank is drawn aside."""
_AT_ONCE = 0.02
"""That between glyphs that are drawn at once, whatever comes between them in the file."""
_HAIR = 0.05
"""How far a glyph reaches over an edge, at least, that cuts it."""
_COVERS = 0.3
"""How much of a glyph text must cover to be over it."""

Home = list[Stretch]
"""What stands in a cell, or outside all."""


class Spilled(NamedTuple):
    """Text that ran over an ``edge`` of its cell: where it belongs, what else is in the row, and the last of it.

    Where it is drawn over the text of the next cell, an engine may give the glyphs of both in turns.
    """

    home: Home
    homes: Sequence[Home]
    edge: float
    end: Stretch
    is_interrupted: bool = False

    def goes_on_with(self, one: Stretch) -> bool:
        """Whether a stretch stands directly behind it; behind a blank, too, if no other cell's text can begin there."""
        if not self._is_level_with(one):
            return False
        gap, size = one.x0 - self.end.x1, one.size
        is_far = self.end.x1 - self.edge > size and not self.is_interrupted
        return -_WITHIN_WORD * size < gap < _WITHIN_LINE * size if is_far else abs(gap) < _AT_ONCE * size

    def interrupted_by(self, one: Stretch) -> Spilled | None:
        """It, if it may still go on behind ``one``, on the same line."""
        return self._replace(is_interrupted=True) if self._is_level_with(one) else None

    def with_end(self, end: Stretch) -> Spilled:
        """It, gone on."""
        return self._replace(end=end, is_interrupted=False)

    def covered(self) -> list[Stretch]:
        """The text of other cells that it is drawn over."""
        others = {id(home): home for home in self.homes if home is not self.home}.values()
        return [one for home in others for one in home if self._is_level_with(one) and self._covers(one)]

    def _is_level_with(self, one: Stretch) -> bool:
        return abs(one.top + one.bottom - self.end.top - self.end.bottom) < one.size

    def _covers(self, one: Stretch) -> bool:
        shared = min(one.x1, self.end.x1) - max(one.x0, self.edge)
        return not one.text.isspace() and shared > one.size * _COVERS


def runs(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches as drawn, those together that have neither a blank nor a gap between them; a blank is alone."""
    group: list[Stretch] = []
    edge, height = 0.0, 0.0
    for one in stretches:
        text, x0, top, x1, bottom, size, _starts, _ends = one
        if (
            group
            and abs(x0 - edge) < size * _WITHIN_WORD
            and abs(top + bottom - height) < size
            and not text.isspace()
            and not group[-1].text.isspace()
        ):
            group.append(one)
        else:
            if group:
                yield group
            group = [one]
        edge, height = x1, top + bottom
    if group:
        yield group


def over_edges(run: Sequence[Stretch], edges: Sequence[float], homes: Sequence[Home]) -> Spilled | None:
    """Gives what an edge crosses to the cells, word by word to where the word's middle is; tells what ran over.

    ``homes`` take what stands before and behind each of the ``edges``; the first one is outside.
    """
    spilled: Spilled | None = None
    is_centred = _is_centred(run, edges)
    for part in _of_one_script(glyph for one in run for glyph in one.glyphs()):
        if spilled and spilled.goes_on_with(part[0]):
            spilled.home.extend(part)
            spilled = spilled.with_end(part[-1])
            continue
        home = homes[bisect_right(edges, part[0].x0)]
        edge = None if is_centred or home is homes[0] else _edge_run_over(part, edges, homes)
        if edge is not None:
            home.extend(part)
            spilled = Spilled(home, homes, edge, part[-1])
            continue
        for word in [part] if _is_latin(part[0].text[0]) else [[one] for one in part]:
            homes[bisect_right(edges, (word[0].x0 + word[-1].x1) / 2)].extend(word)
    return spilled


def _of_one_script(glyphs: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """The glyphs of a run, those of a Latin word together, and those between two of them."""
    part: list[Stretch] = []
    for one in glyphs:
        if part and _is_latin(one.text[0]) != _is_latin(part[-1].text[-1]):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _is_latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _is_centred(run: Sequence[Stretch], edges: Sequence[float]) -> bool:
    """Whether text stands in the middle of a cell that it is too wide for."""
    x0, x1 = run[0].x0, run[-1].x1
    at = bisect_right(edges, (x0 + x1) / 2)
    if not 0 < at < len(edges) or x0 > edges[at - 1] or x1 < edges[at]:
        return False
    return abs(x0 + x1 - edges[at - 1] - edges[at]) < run[0].size


def _edge_run_over(part: Sequence[Stretch], edges: Sequence[float], homes: Sequence[Home]) -> float | None:
    """The edge of a cell that cuts a glyph, or a Latin word, of text that begins well inside the cell."""
    x0, x1, size = part[0].x0, part[-1].x1, part[0].size
    home = bisect_right(edges, x0)
    edge = next((edges[at] for at in range(home, bisect_right(edges, x1)) if homes[at + 1] is not homes[home]), None)
    if edge is None or edge - x0 < size:
        return None
    near = size * _HAIR
    is_cut = _is_latin(part[0].text[0]) or any(one.x0 < edge - near and one.x1 > edge + near for one in part)
    return edge if is_cut else None

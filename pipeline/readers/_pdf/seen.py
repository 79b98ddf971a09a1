"""What of the text on the pages is a document's text, and what is out of sight or a watermark.

Text that is drawn without ink is read where it lies over a picture and nothing else does: text recognition puts it
there. A watermark is large or pale, and lies under or over other text or the lines of tables, on one page at least, or
it is large and pale on several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice

from pipeline.base.provenance import Box
from pipeline.readers._pdf.page import PALE, WHITE, Odd, Page, Sight, Stretch, holds, of_stretch
from pipeline.readers._pdf.turning import box_of, turned_back

_LARGE = 2.0
"""A watermark is so many times as large as the usual text of the page, or pale."""
_HUGE = 4.0
"""What is pale and so many times as large is a watermark wherever it stands."""
_COLLIDING = 0.3
"""The share of a watermark's glyphs that lie on something else."""
_SHARED = 0.2
"""The share of its own area that a glyph must have in common with another to lie on it."""
_TINY = 1.0
"""Points: text that is smaller is a line or a dot to the eye,"""
_NARROW = 0.03
"""The share of its size that even the narrowest letter is wide."""
_TINY_BESIDE = 0.25
"""if it is smaller than this share of the usual text of the page."""
_CORE = 0.25
"""The share at each side of a glyph's box that a line may cross without crossing the glyph: an underline does."""
_SAMPLE = 60
"""The glyphs of a watermark, and the things in one place of a page, that are looked at."""
_PLACE = 20.0
"""Points: the size of the places in which a page's things are looked up."""
_PLACES = 2_000
"""The places of one thing that are looked at."""

_Kind = tuple[int | None, int, float]
"""What the glyphs of one watermark share: turn, size in points, shade."""
_Mark = tuple[_Kind, str]


_size = of_stretch("size")


def told(pages: Iterable[Page]) -> list[Page]:
    """The pages, with only the text in ``stretches`` and ``odd`` (turned or slanted) that says something.

    The rest is in ``unseen`` and in ``watermarks``; the text of ``recognised`` pages was put there by text recognition.
    """
    sorted_out = [_sighted(_without_tiny(page)) for page in pages]
    known: set[_Mark] = set()
    faint: Counter[_Mark] = Counter()
    for page in sorted_out:
        candidates = _marks(page)
        known.update(_watermarks(page, *candidates))
        faint.update(_faint(*candidates))
    known.update(mark for mark, pages_with in faint.items() if pages_with > 1)
    return [_plain(page, known) for page in sorted_out]


def _without_tiny(page: Page) -> Page:
    """The page with the text that is too small or too narrow to be seen among what is out of sight."""
    every = [*page.stretches, *(odd.stretch for odd in page.odd)]
    is_narrow = any(map(_is_squeezed, every))
    if min(map(_size, every), default=_TINY) >= _TINY and not is_narrow:
        return page
    limit = min(_TINY, _TINY_BESIDE * _usual_size(page))

    def is_tiny(one: Stretch) -> bool:
        return (one.size < limit and not one.text.isspace()) or (is_narrow and _is_squeezed(one))

    gone = tuple(Odd(one, sight=Sight.OFF) for one in page.stretches if is_tiny(one))
    odd = (one._replace(sight=Sight.OFF) if is_tiny(one.stretch) else one for one in page.odd)
    return replace(page, stretches=tuple(one for one in page.stretches if not is_tiny(one)), odd=(*odd, *gone))


def _is_squeezed(one: Stretch) -> bool:
    """Whether letters have next to no width; marks that stand over others have none at all."""
    return one.x1 - one.x0 < one.size * _NARROW * len(one.starts) and one.text[0].isalnum()


def _sighted(page: Page) -> Page:
    """The page without the text that nobody sees."""
    if not page.odd:
        return page
    seen: list[Odd] = []
    unseen: list[Odd] = []
    invisible: list[Odd] = []
    for odd in page.odd:
        if odd.sight is Sight.INVISIBLE:
            invisible.append(odd)
        elif odd.sight is Sight.OFF or (odd.shade >= WHITE and not _has_background(odd, page)):
            unseen.append(odd)
        else:
            seen.append(odd._replace(shade=0.0) if odd.shade >= WHITE else odd)
    is_recognised = _is_recognised(invisible, seen, page)
    read = [odd._replace(sight=Sight.SEEN) for odd in invisible] if is_recognised else []
    return replace(
        page,
        odd=(*seen, *read),
        unseen=tuple(unseen if is_recognised else [*unseen, *invisible]),
        is_recognised=is_recognised,
    )


def _has_background(odd: Odd, page: Page) -> bool:
    """Whether a colour or a picture is behind white text."""
    middle = _middle(_box(odd, page))
    return any(holds(box, middle) for box in (*page.areas, *page.pictures))


def _is_recognised(invisible: Sequence[Odd], seen: Sequence[Odd], page: Page) -> bool:
    """Whether text without ink stands for what a picture shows: it lies on one, and is more than all that is seen."""
    on_pictures = sum(
        len(odd.stretch.starts)
        for odd in invisible
        if any(holds(box, _middle(_box(odd, page))) for box in page.pictures)
    )
    others = sum(len(one.starts) for one in page.stretches) + sum(len(odd.stretch.starts) for odd in seen)
    return on_pictures > others and 2 * on_pictures > sum(len(odd.stretch.starts) for odd in invisible)


def _box(odd: Odd, page: Page) -> Box:
    """The box of odd text on the page as it is shown."""
    box = box_of(odd.stretch)
    return turned_back(box, odd.turn, page.width, page.height) if odd.turn else box


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _usual_size(page: Page) -> float:
    """The commonest size of the page's glyphs, of those that are not pale if there are any."""
    counted: Counter[float] = Counter()
    for one in page.stretches or [odd.stretch for odd in page.odd]:
        counted[one.size] += len(one.starts)
    return max(counted, key=lambda size: counted[size], default=0.0)


def _candidates(page: Page) -> tuple[float, dict[_Mark, list[Odd]]]:
    """The usual size of the page's text, and the glyphs that are larger or paler, those of one mark together.

    Where most of the text is pale, that is the colour of the text.
    """
    usual = _usual_size(page)
    large = _LARGE * usual
    pale = sum(len(odd.stretch.starts) for odd in page.odd if odd.shade >= PALE)
    palest = PALE if pale <= sum(len(one.starts) for one in page.stretches) else WHITE
    found = [Odd(one) for one in page.stretches if one.size >= large]
    found += [odd for odd in page.odd if odd.turn is not None and (odd.shade >= palest or odd.stretch.size >= large)]
    lines: defaultdict[tuple[_Kind, int], list[Odd]] = defaultdict(list)
    for odd in found:
        for glyph in odd.stretch.glyphs():
            if not glyph.text.isspace():
                lines[_kind(odd), round(glyph.bottom)].append(odd._replace(stretch=glyph))
    marks: defaultdict[_Mark, list[Odd]] = defaultdict(list)
    for (kind, _bottom), glyphs in lines.items():
        glyphs.sort(key=lambda odd: odd.stretch.x0)
        marks[kind, "".join(odd.stretch.text for odd in glyphs)] += glyphs
    return usual, marks


def _kind(odd: Odd) -> _Kind:
    return odd.turn, round(odd.stretch.size), odd.shade


def _marks(page: Page) -> tuple[float, dict[_Mark, list[Odd]]]:
    """The candidates of a page that may have any."""
    return _candidates(page) if page.odd or _has_large(page) else (0.0, {})


def _faint(usual: float, candidates: Iterable[_Mark]) -> Iterator[_Mark]:
    """The marks that are large and pale: a page may have one, but does not repeat it as a text of its own."""
    return (
        mark for mark in candidates for (_turn, size, shade) in [mark[0]] if shade >= PALE and size >= _LARGE * usual
    )


def _watermarks(page: Page, usual: float, candidates: dict[_Mark, list[Odd]]) -> Iterator[_Mark]:
    """The marks that lie on other text or on lines, or that are huge and pale."""
    if not candidates:
        return
    things = _Things(page, {kind for kind, _text in candidates})
    for (kind, text), glyphs in candidates.items():
        _turn, size, shade = kind
        sample = glyphs[:: len(glyphs) // _SAMPLE + 1]
        hits = sum(things.collides(_box(odd, page)) for odd in sample)
        if hits >= _COLLIDING * len(sample) or (shade >= PALE and size >= _HUGE * usual):
            yield kind, text


def _has_large(page: Page) -> bool:
    """Whether some text may be large beside other text."""
    sizes = set(map(_size, page.stretches))
    return bool(sizes) and max(sizes) >= _LARGE * min(sizes)


def _plain(page: Page, known: set[_Mark]) -> Page:
    """The page without its watermarks; pale text that is none is plain text."""
    if not page.odd and not (known and _has_large(page)):
        return page
    marks = [odd for mark, glyphs in _candidates(page)[1].items() if mark in known for odd in glyphs] if known else []
    taken = {(odd.turn, odd.stretch) for odd in marks}
    odd = [one._replace(stretch=left) for one in page.odd for left in _left([one.stretch], taken, one.turn)]
    upright = [one.stretch for one in odd if one.turn == 0]
    return replace(
        page,
        stretches=(*_left(page.stretches, taken, 0), *upright),
        odd=tuple(one for one in odd if one.turn != 0),
        watermarks=tuple(marks),
    )


def _left(stretches: Iterable[Stretch], taken: Set[tuple[int | None, Stretch]], turn: int | None) -> Iterator[Stretch]:
    """What is left of stretches without the glyphs that are taken out."""
    for one in stretches:
        glyphs = one.glyphs() if taken else []
        left = [glyph for glyph in glyphs if (turn, glyph) not in taken]
        if len(left) == len(glyphs):
            yield one
        else:
            yield from left


class _Things:
    """The text and the lines of a page by their places, so that it is quick to tell what something lies on."""

    def __init__(self, page: Page, kinds: Set[_Kind]) -> None:
        self._texts = _by_place(
            _box(odd._replace(stretch=glyph), page)
            for odd in (*map(Odd, page.stretches), *page.odd)
            if odd.turn is not None and _kind(odd) not in kinds
            for glyph in odd.stretch.glyphs()
            if not glyph.text.isspace()
        )
        self._lines = _by_place(one[:4] for one in page.rulings if one.is_drawn)

    def collides(self, box: Box) -> bool:
        """Whether the box covers a glyph, much of it lies on text, or a line crosses the middle of it."""
        x0, top, x1, bottom = box
        aside, below = (x1 - x0) * _CORE, (bottom - top) * _CORE
        core = x0 + aside, top + below, x1 - aside, bottom - below
        places = list(_places(box))
        if any(_touches(core, line) for place in places for line in self._lines.get(place, ())):
            return True
        texts = {text for place in places for text in self._texts.get(place, ())}
        shared = {text: _common(box, text) for text in texts}
        if any(2 * common > _area(text) for text, common in shared.items()):
            return True
        return sum(shared.values()) > _SHARED * _area(box)


def _by_place(boxes: Iterable[Box]) -> dict[tuple[int, int], list[Box]]:
    found: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
    for box in boxes:
        for place in _places(box):
            if len(found[place]) < _SAMPLE:
                found[place].append(box)
    return found


def _places(box: Box) -> Iterator[tuple[int, int]]:
    """The places that a box reaches, of a very large one only some."""
    x0, top, x1, bottom = (int(edge // _PLACE) for edge in box)
    return islice(((x, y) for x in range(x0, x1 + 1) for y in range(top, bottom + 1)), _PLACES)


def _touches(box: Box, line: Box) -> bool:
    return line[0] <= box[2] and line[2] >= box[0] and line[1] <= box[3] and line[3] >= box[1]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common(box: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    return max(width, 0.0) * max(height, 0.0)

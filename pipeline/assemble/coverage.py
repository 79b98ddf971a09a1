"""Accounts for every character of the document: into which field of the record it went.

White space and what nobody sees do not count. What is in no field at the end is reported, with its place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.assemble.spans import HARD, INVENTED, SOFT, Span
from pipeline.base.provenance import NOWHERE, Box, Location, union
from pipeline.readers.blocks import Line, Run
from pipeline.record.codes import visible
from pipeline.record.model import Place

_GAP = 200
_LONG_GAP = re.compile(rf"(\s{{{_GAP}}})\s+")
LABEL = "label"
"""Where printed labels, codes' punctuation and bullets go."""
OUTSIDE = "outside"
"""Where text goes that is known not to belong to the form."""
_COMPATIBLE = (*range(0x2F00, 0x2FE0), *range(0xF900, 0xFB07), *range(0x2F800, 0x2FA20))
"""Radicals, ideographs and Latin ligatures that Unicode itself calls compatible with plain characters."""
_ALIKE = dict(
    zip(
        "∕⺎⺏⺐⺒⺓⺛⺞⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "／兀尣尢巳幺旡歺母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Characters that share the glyph of a plain one in common fonts, which browsers then confuse: most are of the
supplementary radicals, paired as Unicode's EquivalentUnifiedIdeograph.txt has them."""
_PLAIN = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE} | str.maketrans(_ALIKE)
"""All of them with the plain characters that they stand for (quirk 32)."""
_MARK_BEGINS = re.compile(r"\s*註\s*\d*")
_DIGITS = re.compile(r"\s*\d+\s*")
_OPENING = ("【", "〔", "[", "［", "(", "（")
"""Behind these a raised 註1 has brackets already."""
_MAY_STAND_FOR_PLAIN = re.compile("[\u2215\u2e80-\u2fdf\uf900-\ufb06\U0002f800-\U0002fa1f]")
"""The blocks that these characters are of: most texts have none, and to tell that takes a moment."""


class RecordText(NamedTuple):
    """A text of the record: the ``number``-th (from 1) that is in ``field``. Labels and text outside have none."""

    field: str
    number: int = 0


class PlainCharacter(NamedTuple):
    """A compatibility character that is ``printed``, and the ``plain`` one ``at`` this index of the text."""

    at: int
    printed: str
    plain: str


@dataclass(frozen=True, slots=True)
class Placement:
    """A stretch of one line that went to one text of the record; ``entry`` is ``None`` if it went nowhere.

    ``rule`` names the special rule that told its place, if one did. ``line`` is the number of the line in the document.
    ``mended`` are the compatibility characters that are printed there.
    """

    location: Location
    text: str
    entry: RecordText | None
    rule: str | None = None
    line: int = 0
    mended: tuple[PlainCharacter, ...] = ()

    @property
    def field(self) -> str | None:
        """The field that it went to."""
        return self.entry and self.entry.field


_UNCOUNTED = (LABEL, OUTSIDE)
_ASIDE = RecordText(OUTSIDE)


class Coverage:
    """The characters of a document in reading order, each with the field it was placed in."""

    def __init__(self) -> None:
        self._letters: list[Sequence[str]] = []
        """The characters by line, compatible ones made plain."""
        self._entries: list[RecordText | None] = []
        self._numbers: dict[str, int] = {}
        self._rules: dict[int, str] = {}
        self._starts: list[int] = []
        self._places: list[tuple[int | None, Box | None, Location]] = []
        """The page and the box of every line, and where the cell or paragraph is that holds it."""
        self._has_pages = False
        self._mended: dict[int, str] = {}
        """The compatibility characters that were made plain, by position."""

    def enter(self, lines: Iterable[Line], location: Location) -> Span:
        """Takes the lines of one cell or paragraph into account and gives them as a span.

        Compatibility characters are made plain. A raised 註1 without brackets is a note mark too and gets them.
        """
        text: list[str] = []
        positions: list[int] = []
        start = len(self._entries)
        for line in lines:
            self._starts.append(start)
            box, page = line.box, line.page or location.page
            self._places.append((page, box, location))
            if page is not None:
                self._has_pages = True
            whole = line.text
            length = len(whole)
            if length <= _GAP and "註" not in whole and not _MAY_STAND_FOR_PLAIN.search(whole):
                letters: Sequence[str] = whole
                text.append(whole)
                positions += range(start, start + length)
            else:
                letters = self._enter_runs(line.runs, start, text, positions)
                length = len(letters)
            self._letters.append(letters)
            start += length
            text.append(SOFT if line.soft else HARD)
            positions.append(INVENTED)
        self._entries += [None] * (start - len(self._entries))
        if text and text[-1] == HARD:
            del text[-1], positions[-1]
        return Span("".join(text), tuple(positions))

    def _enter_runs(self, runs: Iterable[Run], start: int, text: list[str], positions: list[int]) -> list[str]:
        """The characters of a line whose first one has the position ``start``; their ``text`` and ``positions`` are
        added to those before.
        """
        entered: list[str] = []
        for run in _with_whole_marks(_without_long_gaps(runs)):
            plain = run.text.translate(_PLAIN) if _MAY_STAND_FOR_PLAIN.search(run.text) else run.text
            is_mark = run.superscript and plain.strip().startswith("註") and not "".join(text[-1:]).endswith(_OPENING)
            letters = list(run.text) if plain == run.text else [one.translate(_PLAIN) for one in run.text]
            own = range(start + len(entered), start + len(entered) + len(letters))
            places: Iterable[int] = own
            if plain != run.text:
                printed = zip(own, run.text, letters, strict=True)
                self._mended |= {at: one for at, one, other in printed if one != other}
                pairs = zip(own, letters, strict=True)
                places = [place for at, letter in pairs for place in _places(at, letter)]
            text += ("【", plain, "】") if is_mark else (plain,)
            positions += (INVENTED, *places, INVENTED) if is_mark else places
            entered += letters
        return entered

    def assign(self, span: Span, field: str) -> Span:
        """Notes that ``span`` is the next text of ``field``, empty ones counted; gives the span back."""
        number = 0
        if field not in _UNCOUNTED:
            number = self._numbers[field] = self._numbers.get(field, 0) + 1
        entry = RecordText(field, number)
        entries = self._entries
        for position in span.positions:
            if position != INVENTED:
                entries[position] = entry
        return span

    def credit(self, span: Span, rule: str) -> None:
        """Notes that ``rule`` told where ``span`` goes; the last rule that did so counts."""
        self._rules.update((position, rule) for position in span.positions if position != INVENTED)

    def is_assigned(self, span: Span) -> bool:
        """Whether every character of ``span`` went somewhere."""
        places = zip(span.positions, span.text, strict=True)
        return all(self._entries[at] is not None for at, letter in places if at != INVENTED and _counts(letter))

    def _end(self, number: int) -> int:
        """Where the line ends that is entered as ``number``."""
        return self._starts[number + 1] if number + 1 < len(self._starts) else len(self._entries)

    def location(self, span: Span) -> Location:
        """Where ``span`` begins, with the box of all it covers on that page."""
        numbers = self._lines_of(span)
        if not numbers:
            return NOWHERE
        return replace(self._location(numbers[0]), box=self._box(numbers))

    def _location(self, number: int) -> Location:
        """Where the line is that is entered as ``number``."""
        page, box, holder = self._places[number]
        return Location(page, holder.table, holder.row, holder.column, box)

    def at(self, span: Span) -> Place | None:
        """The same as the record has it; ``None`` if the page is not known."""
        numbers = self._lines_of(span) if self._has_pages else ()
        page = self._places[numbers[0]][0] if numbers else None
        return None if page is None else Place(page=page, box=_rounded(self._box(numbers)))

    def _box(self, numbers: Sequence[int]) -> Box | None:
        """What is around lines, of those that are on the page of the first of them."""
        page, first, _holder = self._places[numbers[0]]
        if len(numbers) == 1:
            return first
        places = [self._places[number] for number in numbers]
        return union([box for its_page, box, _holder in places if box and its_page == page])

    def _lines_of(self, span: Span) -> Sequence[int]:
        """The lines that ``span`` touches, in order, as the numbers by which they are entered."""
        numbers: dict[int, None] = {}
        text, positions = span.text, span.positions
        at, length = 0, len(text)
        while at < length:
            position = positions[at]
            if position == INVENTED or text[at].isspace():
                at += 1
                continue
            number = bisect_right(self._starts, position) - 1
            numbers[number] = None
            last = min(at + self._end(number) - position, length) - 1
            is_unbroken = positions[last] - position == last - at
            at = last + 1 if is_unbroken else at + 1
        return tuple(numbers)

    def placements(self) -> Iterator[Placement]:
        """Every stretch of every line with its field, in reading order."""
        return chain.from_iterable(map(self._stretches, range(len(self._starts))))

    @property
    def repaired_characters(self) -> int:
        """How many compatibility characters were made plain."""
        return len(self._mended)

    def left_over(self) -> Iterator[Placement]:
        """Every stretch that went nowhere."""
        for number in self._lines_left():
            yield from (stretch for stretch in self._stretches(number) if stretch.entry is None)

    def _lines_left(self) -> Iterator[int]:
        """The lines of which any character, white space too, went nowhere."""
        for number, (start, end) in enumerate(pairwise((*self._starts, len(self._entries)))):
            if not all(self._entries[start:end]):
                yield number

    def _placed(self, number: int) -> Iterator[tuple[str, RecordText | None]]:
        """The characters of a line, each with the text that it went to."""
        return zip(self._letters[number], self._entries[self._starts[number] : self._end(number)], strict=True)

    def _stretches(self, number: int) -> Iterator[Placement]:
        start, end = self._starts[number], self._end(number)
        rules = map(self._rules.get, range(start, end))
        placed = zip(self._entries[start:end], rules, self._letters[number], strict=True)
        for (entry, rule), stretch in groupby(placed, key=itemgetter(0, 1)):
            characters = [character for _, _, character in stretch]
            text = "".join(characters).strip()
            if visible(text):
                mended = tuple(self._mended_from(start, characters)) if self._mended else ()
                yield Placement(self._location(number), text, entry, rule, number, mended)
            start += len(characters)

    def _mended_from(self, start: int, characters: Sequence[str]) -> Iterator[PlainCharacter]:
        """Those among ``characters``, of which the first has the position ``start``."""
        text = "".join(characters)
        at = len(text.lstrip()) - len(text)
        for position, plain in enumerate(characters, start):
            if position in self._mended:
                yield PlainCharacter(at, self._mended[position], plain)
            at += len(plain)

    def share(self) -> float:
        """The share of the form's characters that went to a field; what lies outside the form does not count."""
        left = chain.from_iterable(map(self._placed, self._lines_left()))
        lost = sum(entry is None and _counts(letter) for letter, entry in left)
        if not lost:
            return 1.0
        placed = chain.from_iterable(map(self._placed, range(len(self._starts))))
        whole = sum(entry != _ASIDE and _counts(letter) for letter, entry in placed)
        return (whole - lost) / whole


def _counts(letter: str) -> bool:
    return bool(visible(letter).strip())


def _with_whole_marks(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with a raised 註 and the raised digits behind it in one: programs part Chinese characters from digits."""
    mark: Run | None = None
    for run in runs:
        if mark and run.superscript and _DIGITS.fullmatch(run.text):
            mark = replace(mark, text=mark.text + run.text)
            continue
        if mark:
            yield mark
        mark = run if run.superscript and _MARK_BEGINS.fullmatch(run.text) else None
        if mark is None:
            yield run
    if mark:
        yield mark


def _without_long_gaps(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs without white space that no author sets: patterns take long to find where it ends."""
    gap = 0
    for run in runs:
        gap = gap + len(run.text) if not run.text or run.text.isspace() else 0
        if gap <= _GAP:
            yield replace(run, text=_LONG_GAP.sub(r"\1", run.text)) if len(run.text) > _GAP else run
        elif gap == len(run.text):
            yield replace(run, text=run.text[:_GAP])


def _places(position: int, letters: str) -> Iterator[int]:
    """The positions of the letters that one character stands for."""
    yield position
    yield from (INVENTED for _ in letters[1:])


def _rounded(box: Box | None) -> Box | None:
    return None if box is None else (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))

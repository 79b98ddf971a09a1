"""Accounts for every character of the document: into which field of the record it went.

White space does not count. What is in no field at the end is reported, with its place.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.assemble.flow import HARD, INVENTED, SOFT, Flow
from pipeline.blocks import Line, Run
from pipeline.model import Place
from pipeline.provenance import Location, union

LABEL = "label"
"""Where printed labels, codes' punctuation and bullets go."""
OUTSIDE = "outside"
"""Where text goes that is known not to belong to the form."""

_FIRST_COMPATIBLE = 0x2215
_COMPATIBLE = ((0x2F00, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0x2F800, 0x2FA1F))
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


@dataclass(frozen=True, slots=True)
class Placement:
    """A stretch of one line that went to one field; ``field`` is ``None`` if it went nowhere."""

    location: Location
    text: str
    field: str | None


class Ledger:
    """The characters of a document in reading order, each with the field it was placed in."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self._fields: list[str | None] = []
        self._starts: list[int] = []
        self._lines: list[Line] = []
        self._locations: list[Location] = []
        self.mended_characters = 0
        """How many compatibility characters were made plain."""

    def enter(self, lines: Iterable[Line], location: Location) -> Flow:
        """Takes the lines of one cell or paragraph into account and gives them as a flow."""
        text: list[str] = []
        positions: list[int] = []
        for line in lines:
            if text and text[-1] not in (HARD, SOFT):
                text.append(HARD)
                positions.append(INVENTED)
            self._starts.append(len(self._characters))
            self._lines.append(line)
            self._locations.append(replace(location, page=line.page or location.page, box=line.box))
            for run in line.runs:
                for character, counts in _spelled(run):
                    text.append(character)
                    positions.append(len(self._characters) if counts else INVENTED)
                    if counts:
                        self._characters.append(character)
                        self._fields.append(None)
            text.append(SOFT if line.soft else HARD)
            positions.append(INVENTED)
            self.mended_characters += sum(_plain(character) != character for character in line.text)
        if text and text[-1] == HARD:
            del text[-1], positions[-1]
        return Flow("".join(text), tuple(positions))

    def place(self, flow: Flow, field: str) -> Flow:
        """Notes that ``flow`` went to ``field``; gives the flow back."""
        for position in flow.positions:
            if position != INVENTED:
                self._fields[position] = field
        return flow

    def is_placed(self, flow: Flow) -> bool:
        """Whether every character of ``flow`` went somewhere."""
        return all(self._fields[at] is not None for at in flow.positions if at != INVENTED and self._counts(at))

    def lines_of(self, flow: Flow) -> list[tuple[Line, Location]]:
        """The lines that ``flow`` touches, in order, with their places."""
        numbers = dict.fromkeys(
            bisect_right(self._starts, position) - 1
            for position, character in zip(flow.positions, flow.text, strict=True)
            if position != INVENTED and not character.isspace()
        )
        return [(self._lines[number], self._locations[number]) for number in numbers]

    def location(self, flow: Flow) -> Location:
        """Where ``flow`` begins, with the box of all it covers on that page."""
        places = [location for _, location in self.lines_of(flow)]
        if not places:
            return Location()
        boxes = [place.box for place in places if place.box and place.page == places[0].page]
        return replace(places[0], box=union(boxes))

    def at(self, flow: Flow) -> Place | None:
        """The same as the record has it; ``None`` if the page is not known."""
        location = self.location(flow)
        return None if location.page is None else Place(page=location.page, box=_rounded(location.box))

    def placements(self) -> Iterator[Placement]:
        """Every stretch of every line with its field, in reading order."""
        ends = [*self._starts[1:], len(self._characters)]
        for start, end, location in zip(self._starts, ends, self._locations, strict=True):
            for field, stretch in groupby(range(start, end), key=lambda at: self._fields[at]):
                text = "".join(self._characters[at] for at in stretch)
                if text.strip():
                    yield Placement(location, text.strip(), field)

    def coverage(self) -> float:
        """The share of the form's characters that went to a field; what lies outside the form does not count."""
        fields = [field for at, field in enumerate(self._fields) if field != OUTSIDE and self._counts(at)]
        return 1.0 if not fields else sum(field is not None for field in fields) / len(fields)

    def _counts(self, position: int) -> bool:
        return not self._characters[position].isspace()


def _spelled(run: Run) -> Iterator[tuple[str, bool]]:
    """The characters of a run, compatibility ideographs made plain; whether each stands in the source.

    A raised 註1 without brackets is a note mark too and gets them.
    """
    bare_mark = run.superscript and run.text.strip().startswith("註")
    if bare_mark:
        yield "【", False
    for character in run.text:
        for at, letter in enumerate(_plain(character)):
            yield letter, at == 0
    if bare_mark:
        yield "】", False


def _plain(character: str) -> str:
    """Kangxi radicals, compatibility ideographs and ligatures as the plain characters they stand for (quirk 32)."""
    code = ord(character)
    if code < _FIRST_COMPATIBLE:
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    if any(first <= code <= last for first, last in _COMPATIBLE):
        return unicodedata.normalize("NFKC", character)
    return character


def _rounded(box: tuple[float, float, float, float] | None) -> tuple[float, float, float, float] | None:
    return None if box is None else (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))

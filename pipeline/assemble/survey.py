"""Settles by the whole document which code stands where a cell alone leaves doubt (docs/form.md, quirks 21 and 41).

A code of one digit inside a line, a number that runs into a name that begins with a digit (``K106標準差``), small
letters, letters for digits: each is read by its neighbours in the column, by the numbers that the document has, and by
the names that stand behind the same code elsewhere. Never by a count of digits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from pipeline.assemble.codebook import Beginnings, Codebook, Doubt
from pipeline.assemble.column_codes import Column, candidates
from pipeline.assemble.items import may_begin_item
from pipeline.assemble.lone_codes import has_lone_number, lone_codes, without_words
from pipeline.assemble.positions import Position
from pipeline.assemble.sightings import Sighting, digits
from pipeline.assemble.spans import SOFT, Span
from pipeline.assemble.tokens import (
    DIGIT_LIKE,
    SELDOM,
    SIGNS,
    CodeReading,
    CodeText,
    decimal_reading,
    odd_and_longer,
    odd_reading,
    plain,
    range_end,
    readings,
    shortened,
    stopped_reading,
)
from pipeline.record.codes import INVISIBLE, ItemCode

_FAR = 50
"""A number so far from all others of the document is less likely than a nearer one."""
_LETTER = {
    Column.KNOWLEDGE: re.compile("[Kk]"),
    Column.SKILL: re.compile(r"(?<!S)[Ss]|(?<!\w)5(?=\d\d)"),
    Column.ATTITUDE: re.compile("[Aa]"),
}
_PLAINLY = re.compile(
    rf"(?<![^\s。；;、，,】）)」』])(?:SS|[KSA])(?P<number>\d\d)(?![\dA-Za-z.．:：|/])(?![ \u3000{SOFT}]+[KSA]\d)"
    rf"|(?<=[A-Za-z])[A-Za-z]|[A-Za-z](?![\s{SIGNS}{INVISIBLE}]*(?:[{DIGIT_LIKE}]|[{SELDOM}]\d))"
)
"""A code that nothing can be said against, or a letter that begins none."""
_TASK_CODE = re.compile(
    r"(?<![A-Za-z0-9.])T[ \u3000]?\d{1,2}(?:[.．]\d{1,2}(?![A-Z](?![A-Za-z]))){0,2}"
    r"(?:(?P<stop>[.．])(?P<glued>[A-Za-z])?|(?![\d.．]))"
)
"""The code of a duty or a task, with or without a stop behind it."""
_MAY_BE_STOPPED = re.compile(r"\d[.．][^\d]")
_ITEM_CODE = re.compile(
    r"(?<![A-Za-z0-9.])(?P<letter>[OP]) ?\d{1,2}(?:[.．]\d{1,2}){2}"
    r"(?P<stop>[.．](?P<glued>[A-Za-z])?(?![\d.．]))?(?![\dA-Za-z]*[.．]\d)"
)
"""The code of an output or indicator, with or without a stop behind it; one with a number behind that may be either."""
_ROUNDS = 12
"""How often what is settled may settle more."""


def survey(cells: Iterable[Span], column: Column) -> Codebook:
    """What all cells of one column tell of its codes."""
    spans = list(cells)
    numbers = _plain_numbers((plain(span.text) for span in spans), column)
    if numbers is not None and not has_lone_number(numbers):
        return Codebook()
    found = [list(_tokens(span, column)) for span in spans]
    stopped = frozenset(token.first.code.letter for row in found for token in row if _is_stopped(token))
    if stopped:
        found = [list(_tokens(span, column, stopped)) for span in spans]
    short, filled, paired = _digit_habits([token for row in found for token in row])
    if short:
        found = [list(_tokens(span, column, stopped, short)) for span in spans]
    found = [[_admitted(token, short, paired) for token in row] for row in found]
    lone = lone_codes(found)
    if lone.words or lone.begun:
        found = [list(without_words(row, lone)) for row in found]
    tokens = [token for row in found for token in row]
    if all(token.is_plain for token in tokens):
        return Codebook(stopped=stopped, doubts=lone.doubts, words=lone.words, begun=lone.begun)
    desk = _Desk(tokens, short, filled, stopped)
    if short:
        _settled(desk, found)
        desk.takes_gaps = True
    return Codebook(desk.names, stopped, (*lone.doubts, *_settled(desk, found)), lone.words, lone.begun)


def _settled(desk: _Desk, found: Sequence[Sequence[Sighting]]) -> tuple[Doubt, ...]:
    """What stays in doubt when nothing more can be settled."""
    doubts: list[Doubt] = []
    for _round in range(_ROUNDS):
        settled = desk.count
        doubts = [doubt for row in found for doubt in desk.settle(row)]
        if desk.count == settled:
            break
    return tuple(doubts)


def stops(cells: Iterable[Span], beside: Iterable[Span] = ()) -> Codebook:
    """Whether the codes in the cells of duties, or of tasks, have stops behind them; else a stop there is the name's.

    ``T2.3.NET`` alone leaves that open: where there is but one code, those in the cells ``beside`` tell.
    """
    found = _task_codes(cells)
    found = _task_codes(beside) if len(found) == 1 else found
    stopped = [match for match in found if match["stop"]]
    is_told = len(stopped) > 1 or any(not match["glued"] for match in stopped)
    return Codebook(stopped=frozenset("T" if is_told and len(stopped) * 2 > len(found) else ""))


def item_stops(cells: Iterable[Span]) -> Codebook:
    """Whether the codes in the cells of outputs, or of indicators, have stops behind them; else it is the name's."""
    spans = list(cells)
    if not any(_MAY_BE_STOPPED.search(span.text) for span in spans):
        return Codebook()
    found = [match for span in spans for match in _ITEM_CODE.finditer(plain(span.text))]
    every = Counter(match["letter"] for match in found)
    stopped = Counter(match["letter"] for match in found if match["stop"])
    told = {match["letter"] for match in found if match["stop"] and not match["glued"]}
    return Codebook(stopped=frozenset(one for one in told if stopped[one] > 1 and stopped[one] * 2 > every[one]))


def _task_codes(cells: Iterable[Span]) -> list[re.Match[str]]:
    return [match for cell in cells for match in _TASK_CODE.finditer(plain(cell.text))]


def _plain_numbers(texts: Iterable[str], column: Column) -> set[int] | None:
    """The numbers of the codes in plain texts; ``None`` if these hold more than codes of two digits that stand apart.

    Most do not, and need no survey.
    """
    numbers: set[int] = set()
    for text in texts:
        for letter in _LETTER[column].finditer(text):
            match = _PLAINLY.match(text, letter.start())
            if match is None:
                return None
            if match["number"]:
                numbers.add(int(match["number"]))
    return numbers


def _digit_habits(tokens: Sequence[Sighting]) -> tuple[set[str], set[str], set[str]]:
    """The letters whose codes have one digit and never a zero before it, those that always have the zero, and those
    with codes of two digits that nothing runs into.
    """
    opening = [token.first for token in tokens if token.position.opens_item and not token.first.alike]
    filled = {reading.code.letter for reading in opening if digits(reading).startswith("0")}
    short = {reading.code.letter for reading in opening if len(digits(reading)) == 1}
    paired = {reading.code.letter for reading in opening if len(digits(reading)) == 2}
    return short - filled, filled - short, paired


def _admitted(token: Sighting, short: set[str], paired: set[str]) -> Sighting:
    """A token without readings of one digit that run into the name, where codes have two, and without those that leave
    a digit and a space to it, where codes have three.
    """
    if len(token.ways) == 1:
        return token
    is_spaced = token.view.text[token.first.end : token.first.end + 1].isspace()
    ways = [
        way
        for way in token.ways[1:]
        if (len(digits(way)) > 1 or way.code.letter in short) and (not is_spaced or way.code.letter in paired)
    ]
    return token._replace(ways=(token.first, *ways))


def _is_stopped(token: Sighting) -> bool:
    behind = token.view.text[token.first.end : token.first.end + 2]
    return token.is_plain and behind.startswith((".", "．")) and not plain(behind[1:]).isascii()


def _tokens(
    span: Span, column: Column, stopped: Set[str] = frozenset(), short: Set[str] = frozenset()
) -> Iterator[Sighting]:
    view = CodeText.of(span.text)
    end = 0
    for start in candidates(view.text, column):
        if start < end:
            continue
        ways, position = _ways(view.text, start, column), Position.of(view.text, start)
        if stopped and not ways and position.opens_item and (way := stopped_reading(view.text, start)):
            ways = [way] if way.code.letter in stopped else []
        if short and not ways and position.opens_line and (way := decimal_reading(view.text, start)):
            ways = [way] if way.code.letter in short else []
        if ways and may_begin_item(view.text, start, ways[0], position):
            end = range_end(view.text, ways[0]) or ways[0].end
            if end == ways[0].end:
                yield Sighting(span, view, start, position, tuple(ways))


def _ways(text: str, start: int, column: Column) -> list[CodeReading]:
    ways = [one for one in readings(text, start) if one.code.letter in column.letters]
    if not ways:
        odd = odd_reading(text, start)
        return [odd] if odd and odd.code.letter in column.letters else []
    others = (shortened(text, ways[-1]), odd_and_longer(text, start, ways[0]))
    return [*ways, *filter(None, others)]


def _serials(found: Iterable[CodeReading]) -> Counter[str]:
    """How many different numbers there are of each letter."""
    return Counter(code.letter for code in {reading.code for reading in found})


def _padded(tokens: Iterable[Sighting]) -> set[str]:
    """The letters whose codes have three digits with zeros in front, as those show that can have no fewer: ``K001``."""
    single = (token.first for token in tokens if token.position.opens_item and len(token.ways) == 1)
    return {one.code.letter for one in single if re.fullmatch("00[1-9]", digits(one))}


_NAME_RUNS_ON = re.compile(r"\d[DS](?![A-Za-z0-9])")
"""3D or 5S, whose digit is the name's."""


def _is_padded(reading: CodeReading) -> bool:
    """Whether a code of three digits has a zero in front, as in ``K063D``; codes of a cell need not ascend."""
    printed = digits(reading)
    return len(printed) > 2 and printed.startswith("0") and "0" not in printed[1:]


class _Desk:
    """What is settled so far: the names by code, and the numbers by letter.

    ``takes_gaps``: a code of one digit may also be one that fills a gap, and need not be the next one where it stands;
    such may be a word (PLC S7), and are looked at last.
    """

    def __init__(self, tokens: Sequence[Sighting], short: set[str], filled: set[str], stopped: frozenset[str]) -> None:
        self._book = Codebook(stopped=stopped)
        self.names: dict[str, Beginnings] = {}
        opening = [token.first for token in tokens if token.position.opens_item]
        self._small = {reading.code.letter for reading in opening if reading.small and not reading.alike}
        dressed = [token.first for token in tokens if token.first.dressed and token.position.separated]
        self._dressed = {letter for letter, count in _serials(dressed).items() if count > 1}
        self.takes_gaps = False
        self._short = short
        self._padded = _padded(tokens)
        self._filled = filled
        self._numbers: dict[str, Counter[int]] = {}
        self._settled: dict[int, CodeReading] = {}
        for token in tokens:
            if token.is_plain:
                self._note(token, token.first)

    @property
    def count(self) -> int:
        """How many tokens are settled that are not plain."""
        return len(self._settled)

    def settle(self, row: Sequence[Sighting]) -> Iterator[Doubt]:
        """Settles the tokens of a cell, in order; gives those that stay in doubt."""
        before: CodeReading | None = None
        for token, after in zip(row, self._following(row), strict=True):
            if token.is_plain:
                before = token.first
                continue
            if earlier := self._settled.pop(id(token), None):
                self._note(token, earlier, -1)
            taken = self._taken(token, before, after)
            yield from self._doubts(token, taken, before, after)
            if taken:
                self._settled[id(token)] = before = taken
                self._note(token, taken)

    def _following(self, row: Sequence[Sighting]) -> list[CodeReading | None]:
        """For each token the next one behind it that is known."""
        following: list[CodeReading | None] = []
        known: CodeReading | None = None
        for token in reversed(row):
            following.append(known)
            known = self._known(token) or known
        return following[::-1]

    def _known(self, token: Sighting) -> CodeReading | None:
        return token.first if token.is_plain else self._settled.get(id(token))

    def _is_short(self, way: CodeReading) -> bool:
        return way.code.letter in self._short

    def _note(self, token: Sighting, reading: CodeReading, times: int = 1) -> None:
        """Counts a use of a code with its name; takes it back with ``times`` = -1."""
        self.names.setdefault(reading.spelling, Beginnings()).note(self._begins(token, reading), times)
        numbers = self._numbers.setdefault(reading.code.letter, Counter())
        numbers[reading.code.serial] += times
        if not numbers[reading.code.serial]:
            del numbers[reading.code.serial]

    def _begins(self, token: Sighting, reading: CodeReading) -> str:
        return self._book.beginning(token.view.text, reading)

    def _taken(self, token: Sighting, before: CodeReading | None, after: CodeReading | None) -> CodeReading | None:
        if len(token.ways) > 1:
            evidence = [self._evidence(token, way, before, after) for way in token.ways]
            best = [way for way, told in zip(token.ways, evidence, strict=True) if told == max(evidence)]
            way = best[0] if len(best) == 1 else max(best, key=lambda way: self._likely(token, way))
            if token.position.opens_item or (len(digits(way)) > 1 and not way.alike):
                return way
        else:
            way = token.first
        same, contradicted = self._same(token, way), self._contradicted(token, way)
        if same:
            return way
        if contradicted or not self._stands_clear(token, way):
            return None
        return way if self._is_led_to(token, way, before, after) else None

    def _stands_clear(self, token: Sighting, way: CodeReading) -> bool:
        """Whether the token stands apart; where its number is the next it need not, if codes have so few digits."""
        return token.position.separated or ((len(digits(way)) > 1 or self._is_short(way)) and not token.is_odd)

    def _is_led_to(
        self, token: Sighting, way: CodeReading, before: CodeReading | None, after: CodeReading | None
    ) -> bool:
        letter, serial = way.code.letter, way.code.serial
        is_next = before is not None and before.code == ItemCode(letter, (serial - 1,))
        leads = after is not None and after.code.letter == letter and after.code.serial == serial + 1
        in_order = after is None or after.code.letter != letter or serial < after.code.serial
        numbers = self._numbers.get(letter, Counter())
        fills = serial not in numbers and (serial - 1 in numbers or serial + 1 in numbers)
        if way.dressed:
            begins = token.position.opens_line or not self._begins(token, way)
            opens = begins and (letter in self._dressed or (fills and token.position.opens_item))
            return (is_next and in_order) or (leads and token.position.opens_line) or opens
        if way.alike:
            if not any(character.isdigit() for character in token.printed):
                return is_next and leads
            if token.is_number:
                return (is_next and in_order and token.position.opens_item) or (is_next and leads)
            ascends = before is None or before.code.letter != letter or before.code.serial < serial
            goes_on = in_order and ascends and token.position.separated
            return (is_next and in_order) or leads or (fills and (token.position.opens_item or goes_on))
        if way.small and (token.position.opens_item or (letter in self._small and len(digits(way)) > 1)):
            return True
        if not token.position.separated:
            return is_next and in_order
        if self._is_short(way):
            return (fills and self.takes_gaps) or is_next or not self._begins(token, way)
        is_bare = len(digits(way)) == 1 and letter in self._filled
        return ((is_next and (leads or not is_bare)) or (serial == 1 and before is None and leads)) and in_order

    def _evidence(
        self, token: Sighting, way: CodeReading, before: CodeReading | None, after: CodeReading | None
    ) -> tuple[bool, bool, int, bool, int, bool]:
        serial, letter = way.code.serial, way.code.letter
        beside = [one.code.serial for one in (before, after) if one and one.code.letter == letter]
        ordered = not (before and before.code.letter == letter and before.code.serial >= serial)
        ordered = ordered and not (after and after.code.letter == letter and after.code.serial <= serial)
        numbers = self._numbers.get(letter, Counter())
        return (
            not self._contradicted(token, way),
            self._same(token, way),
            sum(abs(serial - other) == 1 for other in beside) if ordered else 0,
            letter in self._padded or not _is_padded(way),
            sum(other in numbers for other in (serial - 1, serial + 1)),
            ordered,
        )

    def _likely(self, token: Sighting, way: CodeReading) -> tuple[bool, bool, bool, int]:
        """What tells between readings that are equal by all evidence: zeros in front, names like 3D, letters for
        digits, the distance.
        """
        printed, numbers = digits(way), self._numbers.get(way.code.letter, Counter())
        is_padded = printed[0] == "0" and way.code.letter not in self._padded
        runs_on = len(printed) > 2 and (is_padded or _NAME_RUNS_ON.match(token.view.text, way.end - 1) is not None)
        around = range(way.code.serial - _FAR, way.code.serial + _FAR + 1)
        is_near = not numbers or any(other in numbers for other in around)
        return (not runs_on, not way.alike, is_near, len(printed))

    def _same(self, token: Sighting, way: CodeReading) -> bool:
        """Whether the document has the code with the same name elsewhere."""
        begins, known = self._begins(token, way), self.names.get(way.spelling)
        return bool(begins and known) and known is not None and known.agree(begins)

    def _contradicted(self, token: Sighting, way: CodeReading) -> bool:
        """Whether the document gives the code, zeros aside, another name."""
        begins = self._begins(token, way)
        spellings = (f"{way.code.letter}{way.code.serial:0{width}}" for width in (1, 2, 3))
        known = [names for code in spellings if (names := self.names.get(code))]
        return bool(begins and known) and not any(names.agree(begins) for names in known)

    def _doubts(
        self, token: Sighting, taken: CodeReading | None, before: CodeReading | None, after: CodeReading | None
    ) -> Iterator[Doubt]:
        if taken is None:
            if not token.first.dressed and self._may_be_code(token, token.first, before):
                yield Doubt(token.printed, token.whole)
            return
        if len(token.ways) > 1 and self._is_tied(token, taken, before, after):
            yield Doubt(token.printed, token.whole, taken.spelling)

    def _is_tied(
        self, token: Sighting, taken: CodeReading, before: CodeReading | None, after: CodeReading | None
    ) -> bool:
        """Whether another reading is as good, zeros in front and names like 3D aside."""
        mine = self._evidence(token, taken, before, after)
        others = [way for way in token.ways if way is not taken]
        tied = [way for way in others if self._evidence(token, way, before, after) == mine]
        return any(self._likely(token, way)[0] == self._likely(token, taken)[0] for way in tied)

    def _may_be_code(self, token: Sighting, way: CodeReading, before: CodeReading | None) -> bool:
        is_taken = way.code.serial in self._numbers.get(way.code.letter, Counter())
        if not token.position.separated or is_taken or token.is_number:
            return token.position.opens_item
        has_digit = any(character.isdigit() for character in token.printed)
        is_next = before is not None and before.code == ItemCode(way.code.letter, (way.code.serial - 1,))
        return token.position.opens_line or self._is_short(way) or is_next or (way.alike and has_digit)

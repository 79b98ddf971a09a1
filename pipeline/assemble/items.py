"""Cuts the text of a cell into its items: each a code and what follows it.

A token is a code only where one can stand and where the context agrees (docs/form.md 2.2): ``S20.20`` inside a name is
no skill, a P quoted in a sentence begins no indicator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from pipeline.assemble.bullets import (
    are_bulleted_by_lone_dashes,
    are_only_bullets,
    are_only_marks,
    end_before_bullet,
    end_before_last_bullet,
)
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import FOREIGN, STRAY, Column, candidates, fits
from pipeline.assemble.positions import Position
from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.assemble.tokens import (
    CodeReading,
    CodeText,
    after_punctuation,
    decimal_reading,
    odd_and_longer,
    odd_reading,
    plain,
    range_end,
    readings,
    shortened,
    stopped_levels,
    stopped_reading,
)
from pipeline.base.patterns import late
from pipeline.record.codes import ItemCode

_STOPS = tuple("。；;！!？?.．")
"""What a finished sentence ends with."""
_DIGIT_NAME = re.compile(r"\d[DS](?![A-Za-z]|\.[A-Za-z])")
"""Names that begin with a digit: 2D, 3D, 5S, 6S (quirk 21), but not a code before SOP or S.O.P."""
_RANGE = re.compile(r"\s*[~～〜至及與、,，]\s*[TOP]\s*\d")
_GAPS = re.compile(rf"[ \t\u3000{HARD}{SOFT}]+")
_NAME_OF_WORDS = late(
    r"(?P<more>(?:[ \u3000]?[、,，/／&＆+及與和][ \u3000]?(?:SS?|[TOPKA])\d{1,3}(?![\dA-Za-z]))*)"
    r"\s*(?![、,，;；/／]|(?:SS?|[TOPKA])\s?\d)\S"
)
"""What follows a word like a code that begins a name, alone or with others like it: ``S11/S21 參數``."""
_PARTING = frozenset("；;，,")
"""What may part items that share a line, beside 、."""
_BLANKS = f" \t\u3000{SOFT}"
_ONLY_SEPARATORS = re.compile(r"[\s、,，;；/／以及與和或&＆+＋。]*")

_ONLY_A_CODE = re.compile(r"[A-Z]+0\d|[OP]\d+(?:\.\d+){2,}")
_FOREIGN_END = late(r"\s|\Z|[㐀-鿿]")


class CodedText(NamedTuple):
    """A code as spelled in the record and as printed, the text that follows it, and both together.

    A range of codes (``K01~K05``) is an item without a code: which codes it stands for is not told.
    """

    code: str | None
    printed: str
    body: Span
    whole: Span
    start: int
    """Where ``whole`` begins in the cell's text."""


class Context(NamedTuple):
    """What comes before a cell: the tasks that it belongs to and the last code of its column."""

    column: Column
    tasks: Sequence[ItemCode] = ()
    last: ItemCode | None = None
    duty: ItemCode | None = None
    known: Mapping[str, str] = MappingProxyType({})
    """Names, without white space, of codes that the cell may print again."""
    codebook: Codebook = Codebook()
    elsewhere: Codebook = Codebook()
    """What the document's own columns tell of codes of other columns."""
    listed: frozenset[str] = frozenset()
    """Codes that open a line of a list, in which they stand but once; inside a line they are mentioned."""


class Cut(NamedTuple):
    """A cell's text, cut: what stands before the first code, and the items."""

    head: Span
    items: tuple[CodedText, ...]


_NOTHING = Cut(Span(), ())


def cut(span: Span, context: Context) -> Cut:
    """The items of a cell. The head is text before the first code; the whole text if there is no code."""
    if not span.text:
        return _NOTHING
    view = CodeText.of(span.text)
    text = view.text
    marks: list[_Mark] = []
    name_start = 0
    for start in candidates(text, context.column):
        if start < name_start:
            continue
        reading = _accepted(text, start, context)
        if reading and marks and (end := _end_in_name(text, marks[-1], start, reading, context)):
            name_start = end
        elif reading:
            marks.append(_mark(text, start, reading, context))
            name_start = marks[-1].end
            if reading.code.letter in context.column.letters and not is_flat(reading):
                context = context._replace(last=reading.code)
    if not marks:
        return Cut(Span() if are_only_bullets(text) and not re.search(r"\d", text) else span, ())
    starts = [mark.start for mark in marks]
    before, dashed = text[: starts[0]], are_bulleted_by_lone_dashes(text, starts)
    starts[0] = 0 if are_only_marks(before) else end_before_bullet(before, lone_dashes=dashed)
    head = span.cut(0, view.at[starts[0]]) if starts[0] else Span()
    ends = [*starts[1:], len(text)]
    items = tuple(
        _item(span, view, start, mark, end, dashed) for start, mark, end in zip(starts, marks, ends, strict=True)
    )
    if context.column is not Column.INDICATOR and not _PARTING.isdisjoint(text):
        items = (*(_without_parting_mark(item) for item in items[:-1]), items[-1])
    return Cut(head, items)


def _without_parting_mark(item: CodedText) -> CodedText:
    """An item without what parts it from the next one on its line: ``K01 甲；K02 乙``; no sentence ends so there."""
    end = item.whole.text[len(item.whole.text.rstrip(_BLANKS)) - 1 :]
    if end[:1] not in _PARTING or item.body.text[-1:] != end[:1]:
        return item
    body = item.body.cut(0, len(item.body.text[:-1].rstrip()))
    return item._replace(body=body)


class _Mark(NamedTuple):
    """Where a code stands in the text, where the name begins behind it, and the code; ``None`` for a range.

    A stop behind a code belongs to the name, as in .NET, unless the document prints stops behind such codes, as some do
    behind those of duties and tasks (docs/form.md 2.2).
    """

    start: int
    end: int
    code: str | None


def _end_in_name(text: str, before: _Mark, start: int, reading: CodeReading, context: Context) -> int:
    """Where a code ends that is the beginning of the name of the code before it, and others joined to it; 0 if it is
    none.

    It is one of another column (``K06 S925 純銀``), or one of which the whole column tells that it is a word
    (``K01 K12 教育``, ``S16 S11/S21 參數``).
    """
    if before.code is None or HARD in text[before.end : start] or text[before.end : start].strip():
        return 0
    book = context.codebook
    is_own = reading.code.letter in context.column.letters
    if is_own and reading.spelling not in book.words and (before.code, reading.spelling) not in book.begun:
        return 0
    following = name_of_words(text, reading)
    return following.end("more") if following else 0


def name_of_words(text: str, reading: CodeReading) -> re.Match[str] | None:
    """What follows a word like a code that begins a name; its group ``more`` is the words of its kind joined to it."""
    match = _NAME_OF_WORDS.match(text, reading.end)
    alike = match and all(letter == reading.code.letter for letter in re.findall("[A-Z]+", match["more"]))
    return match if alike else None


def _mark(text: str, start: int, reading: CodeReading, context: Context) -> _Mark:
    after_range = range_end(text, reading)
    if after_range is not None:
        return _Mark(start, after_range, None)
    stopped = reading.code.letter in context.codebook.stopped
    return _Mark(start, after_punctuation(text, reading, stopped=stopped), reading.spelling)


def _item(span: Span, view: CodeText, whole_start: int, mark: _Mark, end: int, dashed: bool) -> CodedText:
    start, name_start, stop = view.at[whole_start] if whole_start else 0, view.at[mark.end], view.at[end]
    printed = "" if mark.code is None else as_printed(span, view, mark.start, mark.end)
    first = view.at[mark.start] if mark.code is None else name_start
    text = span.text[first:stop]
    text = text[
        : end_before_last_bullet(text) if stop == len(span.text) else end_before_bullet(text, lone_dashes=dashed)
    ]
    if mark.code and _ONLY_SEPARATORS.fullmatch(text):
        body = Span()
    else:
        last = first + len(text.rstrip())
        body = span.cut(min(first + len(text) - len(text.lstrip()), last), last)
    return CodedText(mark.code, printed, body, span.cut(start, stop), start)


def _accepted(text: str, start: int, context: Context) -> CodeReading | None:
    position = Position.of(text, start)
    column = context.column
    own = _of_column(readings(text, start), column)
    if context.codebook.stopped and position.opens_item:
        stopped = (stopped_levels(text, start), None if own else stopped_reading(text, start))
        fitting = _of_column([one for one in stopped if one], column)
        own = [*own, *(one for one in fitting if one.code.letter in context.codebook.stopped)]
    if not own and context.codebook.names and position.opens_line and (one := decimal_reading(text, start)):
        return one if one.code.letter in column.letters and context.codebook.holds(text, one) else None
    odd = None if is_whole(text, own) else odd_reading(text, start)
    if odd and fits(odd, column, column.letters) and (not own or _goes_deeper(odd, own[0], context)):
        return odd if _is_meant(text, start, odd, position, context) else None
    if own:
        return _accepted_own(text, start, own, position, context)
    if not position.opens_line and not text[start - 1 : start].isspace():
        return None
    if text[start] == "0":
        return None
    found = readings(text, start)
    stray = [one for one in found if fits(one, column, STRAY.get(column, ()))]
    if stray:
        return stray[0] if _stands_alone(text, stray[0], opens_item=position.opens_item) else None
    is_behind_stop = _last_character(text, start) in ("", *_STOPS)
    begins = position.opens_item or (position.opens_line and is_behind_stop)
    in_sentence = column is Column.INDICATOR and not is_behind_stop
    return next((one for one in found if begins and _is_foreign(text, one, context, in_sentence=in_sentence)), None)


def _is_foreign(text: str, reading: CodeReading, context: Context, *, in_sentence: bool) -> bool:
    """Whether a code is one of another column, printed as codes usually are, or with the name that it has there.

    In the middle of a sentence it is mentioned, unless that name follows.
    """
    column = context.column
    if not fits(reading, column, FOREIGN.get(column, ())) or not _FOREIGN_END.match(text, reading.end):
        return False
    is_plain = not in_sentence and _ONLY_A_CODE.fullmatch(reading.spelling) is not None
    return is_plain or context.elsewhere.holds(text, reading)


def is_whole(text: str, own: list[CodeReading]) -> bool:
    """Whether the longest of the readings of a code leaves no stop that may lead to another number."""
    return bool(own) and (is_flat(own[0]) or text[own[0].end : own[0].end + 1] not in (".", "．"))


def _accepted_own(
    text: str, start: int, own: list[CodeReading], position: Position, context: Context
) -> CodeReading | None:
    column = context.column
    if own[0].spelling in context.listed and not position.opens_line:
        return None
    if own[0].spelling in context.codebook.words and not position.opens_item and position.separated:
        return None
    if is_flat(own[0]) and context.codebook.names:
        own += [shorter for one in own[-1:] if (shorter := shortened(text, one))]
        own += [longer for one in own[:1] if (longer := odd_and_longer(text, start, one))]
        held = next((one for one in own if context.codebook.holds(text, one)), None)
        if held:
            return held
        own = [one for one in own if one is own[0] or not (one.alike or len(one.spelling) - len(one.code.letter) < 2)]
    best = own[0] if len(own) == 1 else max(own, key=lambda reading: _agreement(text, reading, context))
    if position.opens_item:
        return best
    if column is Column.TASK and (len(best.code.numbers) == 1 or _RANGE.match(text, best.end)):
        return None
    return best if _believable(text, start, best, context, position) else None


def is_flat(reading: CodeReading) -> bool:
    """Whether a code has one number and stands for the whole document: K, S and A."""
    return reading.code.letter in ("K", "S", "SS", "A")


def _goes_deeper(odd: CodeReading, own: CodeReading, context: Context) -> bool:
    """Whether letters for digits make a code of the task or duty out of the beginning of one: ``T1.l``."""
    if odd.end <= own.end:
        return False
    parents = [task.numbers for task in context.tasks] or [context.duty.numbers if context.duty else (1,)]
    return odd.code.parent in parents


def may_begin_item(text: str, start: int, odd: CodeReading, position: Position) -> bool:
    """Whether an odd code stands where an item may begin; in brackets behind a name it is a remark on that name."""
    if not odd.dressed or position.opens_line:
        return True
    return position.separated and (text[start - 1] in "、,，;；" or bool(text[odd.end :].strip()))


def _is_meant(text: str, start: int, odd: CodeReading, position: Position, context: Context) -> bool:
    """Whether an oddly spelled code can be nothing else: the document has it, or it is the next one here."""
    if not may_begin_item(text, start, odd, position):
        return False
    if is_flat(odd):
        return context.codebook.holds(text, odd)
    if not position.separated or not _belongs(odd.code, context) or not _has_digit(text, start, odd):
        return False
    last = context.last
    if (odd.small or odd.dressed) and not odd.alike and position.opens_item:
        return True
    if last is not None and last.letter == odd.code.letter and last.parent == odd.code.parent:
        return odd.code.serial == last.serial + 1
    return odd.code.serial == 1


def _of_column(found: Sequence[CodeReading], column: Column) -> list[CodeReading]:
    """The readings that belong in a column. A task can bear its duty's code, if nothing else can be read there."""
    fitting = [one for one in found if fits(one, column, column.letters)]
    if not fitting and column is Column.TASK:
        return [one for one in found if one.code.letter == "T" and len(one.code.numbers) == 1]
    return fitting


def as_printed(span: Span, view: CodeText, start: int, end: int) -> str:
    """The cell's text from ``start`` to ``end`` of its ``view``, in one line."""
    text = span.text[view.at[start] : view.at[end]]
    return text if text.isalnum() else _GAPS.sub(" ", text).strip()


def _has_digit(text: str, start: int, odd: CodeReading) -> bool:
    return any(character.isnumeric() for character in text[start : odd.end])


def _agreement(text: str, reading: CodeReading, context: Context) -> tuple[int, ...]:
    """How well a reading agrees with what came before; compares greater the better it does."""
    code, last = reading.code, context.last
    if len(code.numbers) == 1 and code.letter != "T":
        digits = reading.spelling.removeprefix(code.letter)
        too_long = len(digits) > 2 and (digits[0] == "0" or _DIGIT_NAME.match(text, reading.end - 1) is not None)
        return (not too_long, len(digits) > 2, len(digits) > 1)
    if last is not None and last.letter == code.letter and last.parent == code.parent:
        expected = code.serial == last.serial + 1
    else:
        expected = code.serial == 1
    same_depth = last is None or len(last.numbers) == len(code.numbers)
    under_task = not context.tasks or any(code.parent == task.numbers for task in context.tasks)
    belongs, repeats = _belongs(code, context), _repeats(text, reading, context)
    depth = len(code.numbers) if _depth_tells(text, reading, context) else 0
    return (belongs, repeats, under_task, same_depth, depth, expected, len(reading.spelling))


def _depth_tells(text: str, reading: CodeReading, context: Context) -> bool:
    """Whether, with nothing before it to agree with, an output or indicator is what all of its numbers say.

    ``P2.1.2`` at the top of a page is no P2.1 although the first one would be; the digit of 2D or 5S is the name's.
    """
    is_first = context.last is None and not context.tasks and reading.code.letter in ("O", "P")
    return is_first and not _DIGIT_NAME.match(text, reading.end - 1)


def _repeats(text: str, reading: CodeReading, context: Context) -> bool:
    """Whether the reading prints a known code again, name and all."""
    name = plain(context.known.get(reading.spelling, ""))
    rest = range(after_punctuation(text, reading, stopped=True), len(text))
    letters = (text[at] for at in rest if not text[at].isspace())
    return bool(name) and "".join(islice(letters, len(name))) == name


def _belongs(code: ItemCode, context: Context) -> bool:
    if code.letter == "T":
        return len(code.numbers) == 1 or context.duty is None or code.numbers[:1] == context.duty.numbers
    return not context.tasks or any(code.belongs_to(task) for task in context.tasks)


def _believable(text: str, start: int, reading: CodeReading, context: Context, position: Position) -> bool:
    """Whether a code inside the running text, or at a line that may be a wrapped one, begins an item."""
    code, last = reading.code, context.last
    if is_flat(reading):
        return position.separated and _stands_alone(text, reading, opens_item=False)
    forward = last is None or code.letter != last.letter or code.numbers > last.numbers
    next_in_row = last is not None and code.parent == last.parent and code.serial == last.serial + 1
    if not position.separated:
        return next_in_row and _belongs(code, context)
    if text[start] == "0" and not _belongs(code, context):
        return False
    return forward or _last_character(text, start) in _STOPS


def _last_character(text: str, end: int) -> str:
    """The last character before ``end`` that is no white space; empty if there is none."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[end - 1 : end]


def _stands_alone(text: str, reading: CodeReading, *, opens_item: bool) -> bool:
    """Whether a K, S or A code looks like one: two digits or more, and no word or number goes on behind it."""
    if reading.code.letter in ("O", "P", "T"):
        return opens_item and not _RANGE.match(text, reading.end)
    digits = len(reading.spelling.lstrip("KSA"))
    return digits >= 2 or opens_item

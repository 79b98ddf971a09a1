"""Cuts the text of a cell into its items: each a code and what follows it.

A token is a code only where one can stand and where the context agrees (docs/form.md 2.2): ``S20.20`` inside a name is
no skill, a P quoted in a sentence begins no indicator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.assemble.tokens import Reading, after_punctuation, plain, readings
from pipeline.record.codes import ItemCode

BULLETS = "⚫⚪⬤◆◇•◎●○◯◉■□◼◻▪▫◾◽▲△▼▽‧・·⋅∙◦‣❖➢➤➔✓✔★☆►▶▸▹\ue000-\uf8ff\ufffd"
"""Characters, for use in a pattern, that stand before items. The last ones come from symbol fonts, whose letters have
no meaning of their own (docs/form.md 1.2)."""
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]\s*|[-–—*＊](?=\s)\s*)?")
_ORDINAL = r"[(（]?\d{1,2}[.、)）][ \t\u3000]*"
"""The number of an item in a numbered list."""
_MARKED = re.compile(rf"(?:{_BULLET.pattern}|\s*{_ORDINAL})")
"""What can stand between a line's start and a code."""
_ONLY_BULLETS = re.compile(rf"[\s{BULLETS}\-–—*＊]*(?:{_ORDINAL})?")
_NEXT_BULLET = re.compile(
    rf"(?:\s*[{BULLETS}]\s*|\s+[-–—*＊][ \t\u3000\u00a0]*|、\s*|\s*[{HARD}{SOFT}]\s*{_ORDINAL}|\s*)\Z"
)
"""What can stand between one item and the next: the next one's bullet or number, or a 、 where items share a line."""
_LAST_BULLET = re.compile(rf"\s+[{BULLETS}]\s*$")
"""A bullet that a page break parts from its item."""
_SYMBOL = re.compile(rf"\s*[{BULLETS}]")
_DASH = re.compile(r"\s*[-–—*＊]\s")
"""A mark that is a bullet only where every item of the cell begins with it."""
_NOTE_MARK = re.compile(r"\s*【\s*註")
_STOPS = tuple("。；;！!？?.．")
"""What a finished sentence ends with."""
_SEPARATED = re.compile(r"[\s。；;、，,】）)」』]")
_DIGIT_NAME = re.compile(r"\d[DS]")
"""Names that begin with a digit: 2D, 3D, 5S, 6S (quirk 21)."""
_RANGE = re.compile(r"\s*[~～〜至及與、,，]\s*[TOP]\s*\d")


class Column(Enum):
    """The columns of the competence table and the letters of the codes that belong there, as (name, letters)."""

    DUTY = "主要職責", ("T",)
    TASK = "工作任務", ("T",)
    OUTPUT = "工作產出", ("O",)
    INDICATOR = "行為指標", ("P",)
    LEVEL = "職能級別", ()
    KNOWLEDGE = "知識", ("K",)
    SKILL = "技能", ("S", "SS")
    ATTITUDE = "態度", ("A",)

    def __init__(self, label: str, letters: tuple[str, ...]) -> None:
        self.label = label
        self.letters = letters


_STRAY = {
    Column.OUTPUT: ("P", "T"),
    Column.INDICATOR: ("O", "T"),
    Column.KNOWLEDGE: ("S", "SS"),
    Column.SKILL: ("K",),
}
"""Codes that occur in the wrong column (quirk 38, docs/form.md 2.2); they stay where they are printed."""

_DEPTH = {"T": (1, 2), "O": (2, 3), "P": (2, 3), "K": (1,), "S": (1,), "SS": (1,), "A": (1,)}


@dataclass(frozen=True, slots=True)
class Item:
    """A code as spelled in the record and as printed, the text that follows it, and both together."""

    code: str
    printed: str
    body: Span
    whole: Span
    start: int
    """Where ``whole`` begins in the cell's text."""


@dataclass
class Context:
    """What comes before a cell: the tasks that it belongs to and the last code of its column."""

    column: Column
    tasks: Sequence[ItemCode] = ()
    last: ItemCode | None = None
    duty: ItemCode | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    """Names, without white space, of codes that the cell may print again."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A cell's text, cut: what stands before the first code, and the items."""

    head: Span
    items: tuple[Item, ...]


def cut(span: Span, context: Context) -> Cut:
    """The items of a cell. The head is text before the first code; the whole text if there is no code."""
    text = plain(span.text)
    marks: list[tuple[int, Reading]] = []
    for start in _candidates(text):
        if marks and start < marks[-1][1].end:
            continue
        reading = _accepted(text, start, context)
        if reading:
            marks.append((start, reading))
            context.last = reading.code if reading.code.letter in context.column.letters else context.last
    if not marks:
        return Cut(Span() if _ONLY_BULLETS.fullmatch(text) and not re.search(r"\d", text) else span, ())
    starts = [start for start, _ in marks]
    before = text[: starts[0]]
    starts[0] = 0 if _ONLY_BULLETS.fullmatch(before) else len(_NEXT_BULLET.sub("", before))
    head = span.cut(0, starts[0])
    ends = [*starts[1:], len(text)]
    items = tuple(
        _item(span, text, whole_start, code_start, reading, end)
        for whole_start, (code_start, reading), end in zip(starts, marks, ends, strict=True)
    )
    return Cut(head, items)


def uncoded(span: Span, before: Span | None = None) -> Iterator[Span]:
    """The items of a text without codes: one a line of the author's, or one a bullet; none begins with a note mark.

    ``before`` is the item, of the same list, that the text may continue.
    """
    line = Span()
    dash = _DASH.match(span.text) or (before and _DASH.match(before.text))
    for piece in span.pieces():
        marked = begins_with_symbol(piece) or (dash and piece.text.lstrip().startswith(dash[0].lstrip()))
        if line and (marked or not (line.ends_soft() or _NOTE_MARK.match(piece.text))):
            yield line
            line = Span()
        line = line + piece
    if line:
        yield line


def begins_with_symbol(line: Span) -> bool:
    """Whether a line begins with a bullet that nothing else can be."""
    return _SYMBOL.match(line.text) is not None


def begins_like(line: Span, item: Span) -> bool:
    """Whether a line begins with a bullet, or with the dash that ``item`` begins with."""
    dash = _DASH.match(item.text)
    return begins_with_symbol(line) or (dash is not None and line.text.lstrip().startswith(dash[0].lstrip()))


def unmarked(line: Span) -> Span:
    """A line without the bullet before it."""
    match = _BULLET.match(line.text)
    return line.cut(match.end() if match else 0)


def without_last_bullet(text: Span, item: Span | None = None) -> Span:
    """A text without the bullet behind it, which a page break parts from its item.

    A dash is one only if ``item``, which the text belongs to, begins with one.
    """
    dash = item and re.match(r"\s*([-–—])\s", item.text)
    last = re.compile(rf"\s+{dash[1]}\s*$") if dash else _LAST_BULLET
    return text.cut(0, len(last.sub("", text.text)))


def _candidates(text: str) -> Iterator[int]:
    """Where a letter stands that may begin a code: not inside a Latin word, a number or a path."""
    for match in re.finditer(r"(?<![A-Za-z0-9/.])(?:[TOPKSA]|0)(?=[\sS]{0,2}\.?\s*\d)", text):
        yield match.start()


def _item(span: Span, text: str, whole_start: int, code_start: int, reading: Reading, end: int) -> Item:
    name_start = after_punctuation(text, reading.end)
    printed = " ".join(span.text[code_start:name_start].split())
    body = span.cut(name_start, end)
    body = body.cut(0, len(_NEXT_BULLET.sub("", body.text))) if end < len(span.text) else without_last_bullet(body)
    return Item(reading.spelling, printed, body.strip(), span.cut(whole_start, end), whole_start)


def _accepted(text: str, start: int, context: Context) -> Reading | None:
    line_start = max(text.rfind(HARD, 0, start), text.rfind(SOFT, 0, start)) + 1
    opens_line = _MARKED.fullmatch(text, line_start, start) is not None
    opens_item = opens_line and (line_start == 0 or text[line_start - 1] == HARD)
    column = context.column
    own = _of_column(readings(text, start), column)
    if own:
        best = own[0] if len(own) == 1 else max(own, key=lambda reading: _agreement(text, reading, context))
        if _RANGE.match(text, best.end) and column is Column.TASK and not opens_item:
            return None
        if opens_item or line_start == start == 0:
            return best
        if column is Column.TASK and len(best.code.numbers) == 1:
            return None
        return best if _believable(text, start, best, context, opens_line=opens_line) else None
    if not opens_line and not text[start - 1 : start].isspace():
        return None
    if text[start] == "0":
        return None
    stray = [one for one in readings(text, start) if _fits(one, column, _STRAY.get(column, ()))]
    return stray[0] if stray and _stands_alone(text, stray[0], opens_item=opens_item) else None


def _of_column(found: Sequence[Reading], column: Column) -> list[Reading]:
    """The readings that belong in a column. A task can bear its duty's code, if nothing else can be read there."""
    fitting = [one for one in found if _fits(one, column, column.letters)]
    if not fitting and column is Column.TASK:
        return [one for one in found if one.code.letter == "T" and len(one.code.numbers) == 1]
    return fitting


def _fits(reading: Reading, column: Column, letters: Sequence[str]) -> bool:
    code = reading.code
    if code.letter not in letters:
        return False
    if column is Column.DUTY:
        return len(code.numbers) == 1
    if code.letter == "T":
        return len(code.numbers) == 2
    return len(code.numbers) in _DEPTH[code.letter]


def _agreement(text: str, reading: Reading, context: Context) -> tuple[bool, bool, bool, bool, int]:
    """How well a reading agrees with what came before; compares greater the better it does."""
    code, last = reading.code, context.last
    if len(code.numbers) == 1 and code.letter != "T":
        digits = reading.spelling.removeprefix(code.letter)
        too_long = len(digits) > 2 and (digits[0] == "0" or _DIGIT_NAME.match(text, reading.end - 1) is not None)
        return (not too_long, False, True, True, len(digits))
    if last is not None and last.letter == code.letter and last.parent == code.parent:
        expected = code.serial == last.serial + 1
    else:
        expected = code.serial == 1
    same_depth = last is None or len(last.numbers) == len(code.numbers)
    return (_belongs(code, context), _repeats(text, reading, context), same_depth, expected, len(reading.spelling))


def _repeats(text: str, reading: Reading, context: Context) -> bool:
    """Whether the reading prints a known code again, name and all."""
    name = context.known.get(reading.spelling)
    return bool(name) and "".join(text[after_punctuation(text, reading.end) :].split()).startswith(plain(name or "-"))


def _belongs(code: ItemCode, context: Context) -> bool:
    if code.letter == "T":
        return len(code.numbers) == 1 or context.duty is None or code.parent == context.duty.numbers
    return not context.tasks or any(code.belongs_to(task) for task in context.tasks)


def _believable(text: str, start: int, reading: Reading, context: Context, *, opens_line: bool) -> bool:
    """Whether a code inside the running text, or at a line that may be a wrapped one, begins an item."""
    code, last = reading.code, context.last
    separated = opens_line or _SEPARATED.match(text, max(start - 1, 0), start) is not None
    if code.letter in ("K", "S", "SS", "A"):
        return separated and _stands_alone(text, reading, opens_item=False)
    forward = last is None or code.letter != last.letter or code.numbers > last.numbers
    next_in_row = last is not None and code.parent == last.parent and code.serial == last.serial + 1
    if not separated:
        return next_in_row and _belongs(code, context)
    if text[start] == "0" and not _belongs(code, context):
        return False
    return forward or text[:start].rstrip().endswith(_STOPS)


def _stands_alone(text: str, reading: Reading, *, opens_item: bool) -> bool:
    """Whether a K, S or A code looks like one: two digits or more, and no word or number goes on behind it."""
    if reading.code.letter in ("O", "P", "T"):
        return opens_item and not _RANGE.match(text, reading.end)
    digits = len(reading.spelling.lstrip("KSA"))
    return digits >= 2 or opens_item

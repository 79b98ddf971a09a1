"""What stands before and between the items of a cell: bullets, dashes, numbers of lists (docs/form.md 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.assemble.spans import HARD, SOFT, Span, joined
from pipeline.assemble.tokens import BULLETS, MARKS
from pipeline.base.patterns import late

_LIST_BULLET = rf"(?:[•\ue000-\uf8ff]\s*)?[{BULLETS}]"
"""A bullet, for use in a pattern; that of a list may stand before one that its author typed."""
_LONE = rf"[-–—*＊][ \t\u3000]*[{HARD}{SOFT}]\s*"
"""A dash that has a line of its own, for use in a pattern."""
_BULLET = late(rf"\s*(?:{_LIST_BULLET}\s*)?(?:{_LONE})?(?:[-–—*＊](?=\s)\s*)?")
ORDINAL = r"(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸])[.、)）．]|[①-⑳])[ \t\u3000]*"
"""The number of an item in a numbered list, for use in a pattern."""
BEFORE_HEADING = (
    rf"(?:[{MARKS}*＊]|[(（]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|[甲乙丙丁戊己庚辛壬癸]|[IVX]{{1,4}})[.、)）．]"
    r"|\d{1,2}(?=[^\d.])|[【\[〔《]){0,3}"
)
"""What may stand before a heading of the form, without white space: bullets and signs, numbers, a bracket around it."""
BEHIND_HEADING = r"[】\]〕》]?"
_MARKED = late(rf"(?:{_BULLET.pattern}|\s*{ORDINAL}|\s*[{MARKS}]\s*)")
"""What can stand between a line's start and a code."""
_SERIES = ("一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NUMBER_OF_LIST = re.compile(rf"\s*(?P<number>{ORDINAL})")
_NEXT_NUMBER = re.compile(rf"{_NUMBER_OF_LIST.pattern}(?!\d(?![A-Z]))")
"""The same below another line, which no decimal begins with: ``2.5 公尺``, but ``2.3D列印``."""
_DRESS = "(（.、)）．"
LONGEST_MARK = 1_000
"""No bullet or ordinal, white space around it counted, is longer; farther back no line's start is looked for."""
_ONLY_BULLETS = re.compile(rf"[\s{BULLETS}\-–—*＊]*(?:{ORDINAL})?")
_ONLY_MARKS = late(rf"{_ONLY_BULLETS.pattern}|\s*[{MARKS}]\s*")
_BLANKS = r"[ \t\u3000\u00a0]*"
_NEXT_BULLET = late(
    rf"(?:(?:\s+{_LIST_BULLET}\ufe0f?\s*|{_LIST_BULLET}\ufe0f?{_BLANKS})(?:[-–—]\s+)?"
    rf"|\s+[{MARKS}]\ufe0f?{_BLANKS}|\s+[-–—*＊]{_BLANKS}|\s*[{HARD}{SOFT}]\s*[-–—]\s*|、\s*"
    rf"|\s*[{HARD}{SOFT}]\s*{ORDINAL}|\s*)\Z"
)
"""What can stand between one item and the next: the next one's bullet, which may have a line of its own where the
column is narrow, or number, or a 、 where items share a line. One that ends the line of the item before is that item's:
``K01 甲★⏎K02 乙``."""
_ENDS_LIKE_BULLET = re.compile(rf"[{MARKS}\ufe0f\-–—*＊、.)）．①-⑳]")
"""The last character of all such, white space aside: most texts end with none, and to tell that takes a moment."""
_LONGEST_BETWEEN = 24
"""No bullet, ordinal or 、 between two items has more characters, white space within it counted, around it not."""
_LAST_BULLET = late(rf"\s+{_LIST_BULLET}\s*(?:[-–—]\s*)?$")
"""A bullet that a page break parts from its item."""
_SEVERAL = 2
"""So many items that are alike make a list."""
_SYMBOL = late(rf"\s*[{BULLETS}]")
_INNER_BULLET = re.compile(r"(?:\A|[:：。；])\s*([⚫⬤◆◇•●◉■□▪➢➤✓✔►▶☐☑☒\ue000-\uf8ff])(?!\1)")
"""A bullet that is one inside a line, too: the line, or what follows its label or a sentence, begins with it."""
_LONE_DASH = re.compile(rf"(?:\A|[{HARD}{SOFT}])\s*[-–—][ \t\u3000]*[{HARD}{SOFT}]\s*\Z")
"""A text that ends with a line that holds a dash alone, and the end of that line."""
_ENDS_LINE = re.compile(rf"[-–—][ \t\u3000]*[{HARD}{SOFT}]")
_LONE_LINE = re.compile(r"\s*[-–—*＊]\s*")
_DASH = re.compile(r"\s*[-–—*＊]\s")
"""A mark that is a bullet only where every item of the cell begins with it."""
_NOTE_MARK = re.compile(r"\s*【\s*註")


def are_only_bullets(text: str) -> bool:
    """Whether nothing but bullets, or the number of a list's item, stands in a text."""
    return _ONLY_BULLETS.fullmatch(text) is not None


def are_only_marks(text: str) -> bool:
    """Whether nothing but bullets, the number of a list's item, or other signs stand in a text before a code."""
    return _ONLY_MARKS.fullmatch(text) is not None


def is_mark(text: str, line_start: int, end: int) -> bool:
    """Whether nothing but one bullet or number stands between a line's start and ``end``."""
    return _MARKED.fullmatch(text, line_start, end) is not None


def is_next(below: str, above: str) -> bool:
    """Whether a line begins with the number of a list that comes next to the one at the beginning of ``above``."""
    following = _NEXT_NUMBER.match(below)
    number = _NUMBER_OF_LIST.match(above) if following else None
    if not number or not following:
        return False
    (dress, value), (other_dress, next_value) = _of_list(number["number"]), _of_list(following["number"])
    return dress == other_dress and next_value == value + 1


def is_first(text: str) -> bool:
    """Whether a line begins with the first number of a list."""
    number = _NEXT_NUMBER.match(text)
    return number is not None and _of_list(number["number"])[1] == 1


def _of_list(printed: str) -> tuple[str, int]:
    """The signs around the number of a list's item, with what tells the kind of its numerals, and the number."""
    signs, numeral = "".join(one for one in printed if one in _DRESS), printed.strip(_DRESS + " \t\u3000")
    if numeral.isdecimal():
        return signs, int(numeral)
    series = next(one for one in _SERIES if numeral[-1] in one)
    tens, _ten, ones = numeral.rpartition("十")
    if series is not _SERIES[0] or len(numeral) == 1:
        return signs + series[0], series.index(numeral) + 1
    tens_value, ones_value = (series.index(one) + 1 if one in series and one else 0 for one in (tens, ones))
    return signs + series[0], 10 * (tens_value or 1) + ones_value


def are_bulleted_by_lone_dashes(text: str, starts: Sequence[int]) -> bool:
    """Whether a dash on a line of its own is the bullet of the item below it, those of a cell beginning at ``starts``.

    It is if the cell begins with one, or if one stands before each of several items; else it ends the text above, as
    in ``±`` with the minus below it.
    """
    if not _ENDS_LINE.search(text):
        return True
    found = [_LONE_DASH.search(text, max(start - _LONGEST_BETWEEN, 0), start) is not None for start in starts]
    if are_only_marks(text[: starts[0]]):
        return found[0] or (len(found) > _SEVERAL and all(found[1:]))
    return len(found) >= _SEVERAL and all(found)


def end_before_bullet(text: str, *, lone_dashes: bool = True) -> int:
    """Where a text ends that the next item follows: before the bullet, number or 、 between them.

    ``lone_dashes``: a dash on a line of its own is one.
    """
    visible_end = len(text.rstrip())
    if not _ENDS_LIKE_BULLET.match(text, max(visible_end - 1, 0)):
        return visible_end
    if not lone_dashes and _LONE_DASH.search(text, max(len(text) - _LONGEST_BETWEEN, 0)):
        return len(text)
    start = len(text[: max(visible_end - _LONGEST_BETWEEN, 0)].rstrip())
    match = _NEXT_BULLET.search(text, start)
    return match.start() if match else len(text)


def uncoded(span: Span, before: Span | None = None) -> Iterator[Span]:
    """The items of a text without codes: one a line of the author's, or one a bullet; none begins with a note mark.

    ``before`` is the item, of the same list, that the text may continue.
    """
    line: list[Span] = []
    match = _DASH.match(span.text) or (_DASH.match(before.text) if before else None)
    dash = match[0].strip() if match else ""
    for piece in _with_lone_dashes(bulleted(span.pieces()), dash):
        marked = begins_with_symbol(piece) or (dash != "" and _begins_with(dash, piece.text))
        if line and (marked or not (line[-1].ends_soft() or _NOTE_MARK.match(piece.text))):
            yield joined(line, "")
            line = []
        line.append(piece)
    if line:
        yield joined(line, "")


def _begins_with(dash: str, text: str) -> bool:
    """Whether a line is the beginning of an item with a ``dash`` for its bullet; before a note mark it ends the line
    above (``活動*⏎【註1】`` that breaks before the star).
    """
    match = _DASH.match(text)
    return match is not None and match[0].strip() == dash and not _NOTE_MARK.match(text, match.end())


def _with_lone_dashes(pieces: Iterable[Span], dash: str) -> list[Span]:
    """Lines, a sign alone put to that below it where it is the ``dash`` of the list and that has none, else to that
    above it (``活動*⏎* 計畫`` that breaks before its first star).
    """
    lines: list[Span] = []
    held = Span()
    for piece in pieces:
        if held and lines and dash and _begins_with(dash, piece.text):
            lines[-1] += held
            held = Span()
        is_lone = _LONE_LINE.fullmatch(piece.text) is not None
        if is_lone and (not lines or piece.text.strip() == dash):
            held += piece
        elif is_lone:
            lines[-1] += piece
        else:
            lines.append(held + piece)
            held = Span()
    if held:
        lines.append(lines.pop() + held if lines else held)
    return lines


def bulleted(pieces: Iterable[Span]) -> Iterator[Span]:
    """Lines; a list on one line is cut before each further bullet of its kind behind a blank or a sentence."""
    for piece in pieces:
        first = _INNER_BULLET.search(piece.text)
        again = rf"(?<=[\s。；;！？!?）)]){re.escape(first[1])}" if first else "(?!)"
        found = (at.start() for at in re.finditer(again, piece.text))
        places = [at for at in found if piece.text[:at].strip() and not piece.text[:at].rstrip().endswith((":", "："))]
        for start, end in zip([0, *places], [*places, len(piece.text)], strict=True):
            yield piece.cut(start, end)


def begins_with_symbol(line: Span) -> bool:
    """Whether a line begins with a bullet that nothing else can be."""
    return _SYMBOL.match(line.text) is not None


def begins_like(line: Span, item: Span) -> bool:
    """Whether a line begins with a bullet, or with the dash that ``item`` begins with."""
    dash = _DASH.match(item.text)
    return begins_with_symbol(line) or (dash is not None and _begins_with(dash[0].strip(), line.text))


def unmarked(line: Span) -> Span:
    """A line without the bullet before it."""
    match = _BULLET.match(line.text)
    return line.cut(match.end() if match else 0)


def end_before_last_bullet(text: str) -> int:
    """Where the last text of a cell ends: before the bullet that a page break parts from its item."""
    match = _LAST_BULLET.search(text) if _ENDS_LIKE_BULLET.match(text, max(len(text.rstrip()) - 1, 0)) else None
    return match.start() if match else len(text)


def without_last_bullet(text: Span, item: Span | None = None) -> Span:
    """A text without the bullet behind it, which a page break parts from its item.

    A dash is one only if ``item``, which the text belongs to, begins with one.
    """
    dash = item and re.match(r"\s*([-–—])\s", item.text)
    if not dash:
        return text.cut(0, end_before_last_bullet(text.text))
    behind = re.search(rf"\s+{dash[1]}\s*$", text.text)
    return text.cut(0, behind.start()) if behind else text

"""Text that knows where each of its characters comes from.

A cell's lines become one ``Span``: the characters with their positions in the document, and the line ends as
break characters. Items are cut out of it, so that nothing can be placed twice or get lost unseen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.base.patterns import late
from pipeline.base.remembered import remembered
from pipeline.base.values import frozen
from pipeline.record.codes import INVISIBLE, visible

SOFT = "\u2028"
"""A line end that may come from the page's width alone."""
HARD = "\n"
"""A line end that the author made."""

INVENTED = -1
"""The position of characters that are not in the source."""

_CONTENT = re.compile(rf"[^\s{INVISIBLE}]")
_CHINESE = "\u2e80"
"""From here on every letter is seen."""
_LINE_END = re.compile(f"[{SOFT}{HARD}]")
_BREAKS = re.compile(rf"([ \t\u3000]*)[{SOFT}{HARD}][\s]*")
_GAP = rf"[\s{INVISIBLE}]*"
_GAPS = re.compile(_GAP)
_NOTE_MARK = re.compile(rf"\s*【{_GAP}註{_GAP}([0-9０-９](?:[\s{INVISIBLE}]?[0-9０-９]){{0,3}}){_GAP}】\s*")
_BULLET = late(r"([⚫⚪⬤◆◇◎●○◯◉■□◼◻▪▫◾◽▲△▼▽❖➢➤➔✓✔★☆►▶▸▹☐☑☒✅✗✘❌\ue000-\uf8ff])(?!\1)")
"""Marks before the items of a list inside a text; doubled, as in ○○公司, they stand for a name left out."""
_SURE_BULLET = late("[⚫■◆☐☑☒\ue000-\uf8ff]")
"""Such as begin a line even where the page's width may have ended the one above."""
_SPACES = re.compile(r"[ \t\u00a0]+")
_SPACE = [
    *range(9, 14),
    *range(28, 33),
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x3000,
]
_DIRECTIONS = "".join(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_VARIANTS = str.maketrans(
    "内説说态与补项级别产识务责标职业码准属类称编号总页备注",
    "內說說態與補項級別產識務責標職業碼準屬類稱編號總頁備註",
)
"""Other shapes of the characters of labels, as some input methods and all simplified writing have them."""
_MAY_BE_VARIANT = re.compile(f"[{''.join(map(chr, _VARIANTS))}]")
_UNSEEN = "".join(map(chr, _SPACE)) + "\u00ad\u200b\u200c\u2060\ufeff" + _DIRECTIONS
"""White space, joiners, hyphens and marks of direction that nobody sees around a text."""
_JOINER = "\u200d"
"""Unseen before a text; behind a sign it changes its looks."""
_GLUED_ENDS = "-/‐–—_\u00ad"
_GLUED_STARTS = "%‰℃°"


@frozen
class Span:
    """``text`` and, for each of its characters, the position in the document (or ``INVENTED``)."""

    text: str = ""
    positions: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is seen: what begins with a letter, as most texts do, needs no further look."""
        if not self.text:
            return False
        first = self.text[0]
        is_letter = first.isalnum() and (first.isascii() or first >= _CHINESE)
        return is_letter or _CONTENT.search(self.text) is not None

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: Span) -> Span:
        return Span(self.text + other.text, self.positions + other.positions)

    def cut(self, start: int, end: int | None = None) -> Span:
        """The characters from ``start`` up to ``end``."""
        return Span(self.text[start:end], self.positions[start:end])

    def strip(self, also: str = "") -> Span:
        """Without white space, and the characters of ``also``, at both ends."""
        extra = also + "".join({character for character in self.text if character.isspace()}) if also else None
        if len(self.text.strip(extra)) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip(extra))
        return self.cut(start, max(start, len(self.text.rstrip(extra))))

    def pieces(self) -> list[Span]:
        """The lines that hold any text, each with the break that ends it."""
        ends = [line_end.end() for line_end in _LINE_END.finditer(self.text)]
        if not ends:
            return [self] if self else []
        starts = [0, *ends]
        return [
            piece for start, end in zip(starts, [*ends, len(self.text)], strict=True) if (piece := self.cut(start, end))
        ]

    def lines(self) -> list[Span]:
        """What stands between hard breaks, where that is any text."""
        pieces = self.pieces()
        if len(pieces) < 2:
            return pieces
        lines: list[list[Span]] = []
        for piece in pieces:
            if lines and lines[-1][-1].ends_soft():
                lines[-1].append(piece)
            else:
                lines.append([piece])
        return [line[0] if len(line) == 1 else joined(line, "") for line in lines]

    def ends_soft(self) -> bool:
        """Whether the last line may go on elsewhere."""
        return self.text.rstrip(" \t\u3000").endswith(SOFT)

    def behind(self, label: int) -> tuple[Span, Span]:
        """What holds the first ``label`` characters of the compact text, and what follows."""
        count = 0
        for at, character in enumerate(self.text):
            if count >= label:
                return self.cut(0, at), self.cut(at)
            count += len(_compact(character))
        return self, Span()

    @property
    def compact(self) -> str:
        """The text without white space and what nobody sees, characters alike folded: for labels only."""
        return _compact(self.text)

    def normalized(self, *, keep_lines: bool = False) -> str:
        """The text as it goes into the record: wraps joined, note marks in one spelling, nothing unseen around it.

        Hard line ends stay as newlines with ``keep_lines``; without it they are joined like wraps, but for those
        before the bullet of a list inside the text.
        """
        if keep_lines:
            return "\n".join(line.normalized() for line in self.lines())
        text = self.text.strip()
        if HARD in text or SOFT in text:
            text = _BREAKS.sub(_glue, text)
        if "註" in text:
            text = _NOTE_MARK.sub(_note_mark, text)
        if text.isprintable() and "  " not in text:
            return text.strip()
        return _SPACES.sub(" ", text).lstrip(_UNSEEN + _JOINER).rstrip(_UNSEEN)


@remembered
def _compact(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", visible(text)).split())
    return folded.translate(_VARIANTS) if _MAY_BE_VARIANT.search(folded) else folded


def joined(spans: Iterable[Span], separator: str = HARD) -> Span:
    """All spans that hold text, one after the other."""
    found = [span for span in spans if span]
    if len(found) < 2:
        return found[0] if found else Span()
    gap = (INVENTED,) * len(separator)
    positions = list(found[0].positions)
    for span in found[1:]:
        positions += gap
        positions += span.positions
    return Span(separator.join(span.text for span in found), tuple(positions))


def is_wide(character: str) -> bool:
    """Whether a character is Chinese or set like Chinese: lines may break beside it without a space."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


def _glue(match: re.Match[str]) -> str:
    text = match.string
    before = text[max(match.start() - 1, 0) : match.start()]
    after = text[match.end() : match.end() + 1]
    if not before or not after:
        return ""
    if _BULLET.match(text, match.end()) and (HARD in match[0] or _SURE_BULLET.match(after)):
        return "\n"
    if is_wide(before) and is_wide(after):
        return ""
    if match[1]:
        return " "
    is_glued = before in _GLUED_ENDS or after in _GLUED_STARTS
    if is_wide(before) or is_wide(after) or is_glued or not (before.isalnum() or after.isalnum()):
        return ""
    return " "


def _note_mark(match: re.Match[str]) -> str:
    return f"【註{int(''.join(visible(match[1]).split()))}】"


def printed_end(label: str, text: str, start: int = 0) -> int | None:
    """Where a label of the form ends that stands at ``start``, white space and what nobody sees allowed between its
    characters; ``None`` if it does not stand there.
    """
    at = start
    for number, letter in enumerate(label):
        gap = _GAPS.match(text, at) if number else None
        at = gap.end() if gap else at
        if not text.startswith(letter, at):
            return None
        at += 1
    return at


def spread(label: str) -> str:
    """A pattern for a label of the form, white space and what nobody sees allowed between its characters."""
    return _GAP.join(map(re.escape, label))

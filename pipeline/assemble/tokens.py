"""Reads a code where one may stand, in every spelling that occurs (docs/form.md 2.2, quirks 21 to 23).

A printed code can be read in more than one way: ``O2.3.13D設計`` is O2.3.13 or O2.3.1 with a name that begins
with 3D. This module gives all readings; ``items`` chooses by what comes before, ``codebook`` by the whole document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.assemble.spans import HARD, SOFT
from pipeline.base.patterns import late
from pipeline.base.remembered import remembered
from pipeline.record.codes import INVISIBLE, LATIN, ItemCode

_COMPATIBLE = (*range(0x2102, 0x2139), *range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800))
"""Letter-like symbols (the Kelvin sign), full-width characters, the letters and digits of mathematics."""
_FOLDED = {
    code: folded
    for code in _COMPATIBLE
    if (folded := unicodedata.normalize("NFKC", chr(code))) != chr(code) and len(folded) == 1 and folded.isascii()
}
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_STOPS = dict.fromkeys([0x2024, 0xFE52, 0xFF61], ".")
_PLAIN = _FOLDED | _SPACES | _STOPS | {code: chr(plain) for code, plain in LATIN.items()}
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
"""A decimal digit of another script."""
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_NUMBER = r"\d{1,3}"
_BROKEN_TEN = rf"\d{SOFT}0(?!\d|[ \u3000]*[.．][ \u3000]*\d|{SOFT}?[%％‰℃℉°′″])"
"""A number that a narrow column breaks before its zero, which no name begins with."""
_IS_BROKEN_TEN = re.compile(_BROKEN_TEN)
_NUMBERS = re.compile(rf"\d{SOFT}\d|{_NUMBER}")
_DOT = rf"(?:(?:[ \u3000{SOFT}]*[.．]{{1,2}}|[ \u3000]*[\-_‧·])\s*|[。•∙⋅・,，](?=\d))"
_LAST_DOT = rf"(?:[ \u3000{SOFT}]*[.．]{{1,2}}|[_。‧·•∙⋅・])(?=\d)"
"""The dot before a third number of T, a fourth of O and P: no hyphen, nor a stop with a space behind it, stands for it,
as these end a code before a name that begins with a number."""
_START = rf"(?:[ \u3000]*\.)?[ \u3000{SOFT}]*"
_WRAPPED = rf"\d{SOFT}\d(?=[ \u3000]*[.．])"
"""A number before a stop that a narrow column breaks: ``Ｏ１．１⏎０．１``."""
_TASK_NUMBERS = rf"{_NUMBER}(?:{_DOT}(?:{_BROKEN_TEN}|{_WRAPPED}|{_NUMBER}))?(?:{_LAST_DOT}{_NUMBER})?"
_ITEM_NUMBERS = rf"{_NUMBER}(?:{_DOT}(?:{_BROKEN_TEN}|{_WRAPPED}|{_NUMBER})){{0,2}}(?:{_LAST_DOT}{_NUMBER})?"
_TASK = re.compile(rf"(?P<letter>T){_START}(?P<numbers>{_TASK_NUMBERS})")
_LEVEL_LETTERS = ("T", "O", "P", "0")
_ITEM = re.compile(rf"(?P<letter>[OP0]){_START}(?P<numbers>{_ITEM_NUMBERS})")
_SELDOM_FOR_DIGITS = dict(zip("ZzЗзЧSsBGбbgq", "2233455866699", strict=True))
SELDOM = "".join(_SELDOM_FOR_DIGITS)
"""Letters, for use in a pattern, that stand for digits now and then, Cyrillic ones too, but begin names more often:
``S0З`` is S03, ``K1Z世代`` may be K1."""
_FLAT = re.compile(
    rf"(?P<letter>SS|[KSA])[ \u3000{SOFT}]*(?!0[{SELDOM}](?![\dA-Za-z]))"
    rf"(?P<digits>\d{SOFT}\d|\d{{2,3}}|\d(?!\d|[OoIl|]{{1,2}}(?![A-Za-z0-9])|-\d{{3}}))"
    rf"(?![.．](?:\d|{SOFT}\d\d(?![\d㐀-鿿])))"
)
"""One digit before a hyphen and a number is the name of a product: S7-1200."""
_STOPPED_FLAT = late(
    r"(?P<letter>SS|[KSA])[ \u3000]?(?P<digits>\d{1,3})"
    r"(?=[.．]\d{1,3}(?:[.．]\d{1,3}(?![\d.．]))?(?:[/／]\d|[%％‰℃℉°′″]|[ \u3000]?[A-Za-z㐀-鿿]))"
)
_STOPPED_LEVELS = late(r"(?:T[ \u3000]?\d{1,2}[.．]\d{1,2}|[OP][ \u3000]?\d{1,2}[.．]\d{1,2}[.．]\d{1,2})(?=[.．]\d)")
_DECIMAL_FLAT = late(r"(?P<letter>SS|[KSA])[ \u3000]?(?P<digits>[1-9])(?=\d[.．]\d)")
_SPACED_FLAT = re.compile(
    r"(?P<letter>S[ \u3000]?S|[KSA])(?:[ \u3000]|(?=0[ \u3000]))"
    r"(?P<digits>0[ \u3000]\d(?![\d.．])|[1-9][ \u3000]\d(?:[ \u3000]\d(?=\s|$))?(?![\dA-Za-z.．]))"
)
_CIRCLED = ((0x24EA, 0, 1), (0x2460, 1, 20), (0x2776, 1, 10), (0x2780, 1, 10), (0x278A, 1, 10))
_ROMAN = ((0x2160, 1, 12), (0x2170, 1, 12))
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER_SIGNS = {
    chr(first + number): str(start + number) for first, start, count in (*_CIRCLED, *_ROMAN) for number in range(count)
} | dict(zip(_RAISED, "0123456789", strict=True))
"""Numbers that are one sign: circled, black ones too, Roman, raised."""
_FOR_LETTERS = dict(zip("OoIil|", "001111", strict=True))
_LETTERS_FOR_DIGITS = frozenset((*_FOR_LETTERS, *_SELDOM_FOR_DIGITS))
_FOR_DIGITS = str.maketrans(_FOR_LETTERS | _SELDOM_FOR_DIGITS | _NUMBER_SIGNS)
_FOR_CODE_LETTERS = str.maketrans("0DQ5", "OOOS")
"""What else is printed for the letter of a code."""
ONE_SIGN = "".join(_NUMBER_SIGNS)
"""Numbers that are one sign, for use in a pattern."""
DIGIT_LIKE = rf"\dOoIil|{ONE_SIGN}"
"""What may stand for a digit, for use in a pattern."""
_ODD = rf"[{DIGIT_LIKE}{SELDOM}]{{1,3}}"
_MAY_BE_DIGIT = re.compile(f"[{DIGIT_LIKE}{SELDOM}]")
_ODD_NUMBER = rf"(?:[{DIGIT_LIKE}]{{1,3}}(?![{SELDOM}])|(?=[{SELDOM}]{{0,2}}\d){_ODD})"
"""A number that stands alone: letters that seldom stand for digits do so only beside one."""
_ODD_FLAT = late(
    rf"(?P<letter>[Ss]{{2}}|[KkSsAa]|5(?=\d\d)(?!00))[ \u3000{SOFT}]*"
    rf"(?P<numbers>{_ODD_NUMBER})(?![\dA-Za-z|]|[.．]\d|-\d{{3}})"
)
_ODD_LEVELS = late(
    rf"(?P<letter>[TtOoPp0DQ])(?:[ \u3000]*\.)?[ \u3000{SOFT}]*"
    rf"(?P<numbers>{_ODD}(?:{_DOT}{_ODD}){{1,2}}(?:{_LAST_DOT}{_ODD})?)(?![\dA-Za-z|])"
)
_ODD_DUTY = late(rf"(?P<letter>[Tt])[ \u3000]*(?P<numbers>{_ODD_NUMBER})(?![\dA-Za-z|]|[.．][\dA-Za-z])")
BULLETS = "⚫⚪⬤◆◇•◎●○◯◉■□◼◻▪▫◾◽▲△▼▽‧・·⋅∙◦‣❖➢➤➔✓✔★☆►▶▸▹☐☑☒⬜⬛✅✗✘❌\ue000-\uf8ff\ufffd"
"""Characters, for use in a pattern, that stand before items. The last ones come from symbol fonts, whose letters have
no meaning of their own (docs/form.md 1.2)."""
EMPTY_BOXES = "□☐▢⬜\uf06f\uf0a8\uf071"
SOLID_BOXES = "■⬛◼"
TICKS = "☑☒✅✓✔✗✘❌\uf0fe\uf0fd\uf052\uf0fc\uf0fb"
"""Those among them that may say which items of a list hold, those of Wingdings too."""
MARKS = (
    f"{BULLETS}※†‡§\u2190-\u21ff\u25a0-\u25ff\u2600-\u26ff\u2700-\u2775\u2794-\u27bf\u2b00-\u2bff"
    "\U0001f300-\U0001f6ff\U0001f780-\U0001f7ff\U0001f900-\U0001f9ff"
)
"""Those, and all other signs and pictures that people put before a code, where they can be nothing else."""
OPENING, _CLOSING = r"(\[【〔「<〈《{", r")\]】〕」>〉》}"
"""Brackets around a code, for use in a pattern."""
SIGNS = r"\-‐-―−﹘﹣_.:#·‧•・。"
"""Signs between a code's letter and its number, for use in a pattern."""
_DRESS = rf"(?P<letter>[Ss]{{2}}|[TOPKSAtopksa])[ \u3000]*%s[ \u3000]*(?P<numbers>{_NUMBER}(?:{_DOT}{_NUMBER}){{0,3}})"
_ENCLOSED = late(rf"[{OPENING}][ \u3000]*{_DRESS % r'(?:[.．]|)'}[ \u3000]*[{_CLOSING}]")
_SIGNED = late(rf"{_DRESS % f'[{SIGNS}]'}(?![\dA-Za-z]|[.．]\d)")
DRESSED = late(
    rf"[{OPENING}][ \u3000]*([A-Za-z])[A-Za-z]?[ \u3000.]*\d[\d.]*[ \u3000]*[{_CLOSING}]"
    rf"|(?<![A-Za-z0-9/])([A-Za-z])[A-Za-z]?[ \u3000]*(?:[{SIGNS}][ \u3000]*\d|[{ONE_SIGN}])"
)
"""Where a code may be in brackets, with a sign behind its letter, or have a number that is one sign: ``(K01)``.

The one group that took part is its first letter."""
_POWER = re.compile(rf"\d*[{_RAISED}]")
"""One raised digit is a power, as in S² of statistics, and makes no code."""
_ODD_FORMS = (_ODD_FLAT, _ODD_LEVELS, _ODD_DUTY, _ENCLOSED, _SIGNED)
_STOP = re.compile(r"\.(?=\d[A-Z](?![A-Za-z]|\.[A-Za-z]))")
"""A full stop between a code and a name like 3D, 5S or 4C."""
_THOUSANDS = rf"[,，]\d{{3}}(?={SOFT}?[^\s\d,，、])"
_RUNS_ON = re.compile(rf"[^\s、,，;；:：/／()（）【\[~～.．\-]|{_THOUSANDS}|[~～\-]\d{{1,2}}[㐀-鿿]|[/／]\d")
"""What follows a number that may have run into the name behind it, which may begin with a range or a fraction:
``K020-3歲發展``, ``K131/10模型``."""
_SPACED_NAME = re.compile(r"[ \u3000]+[㐀-鿿]")
_SPACED_UNIT = late(
    r"[ \u3000]+(?:[年月日天週秒歲項件份次頁章級階度倍元](?![常誌報度鑑刊間目別段面節量數季表會])"
    r"|人(?![員力事際體機工才])|小時|分鐘|公[尺斤里]|[DSMCPGVW](?![A-Za-z]))"
)
"""What is counted or measured, or the letter of 3D and 5S, behind a number and a blank: ``O1.1.27 日計畫``."""
_RUNS_ON_BELOW = re.compile(rf"{SOFT}[^\W_]")
"""The same where a narrow column breaks the line behind the number."""
_NUMBER_RUNS_ON = re.compile(rf"{SOFT}?[^\W_]|{SOFT}?[%％‰℃℉°′″]|{_THOUSANDS}|[/／]\d")
"""The same behind a code of several numbers: letters, what is measured (``P1.1.190%``), thousands (``O1.1.11,000``)."""
_ZERO = re.compile(rf"0(?:[.．]\d|{SOFT}?[%％‰℃℉°′″]|\d{{3}}(?!\d))")
"""No name begins with a zero, unless it is 0.5, 0 % or a size like 0402."""
_FROM_ZERO = re.compile(r"0(?:[~～\-]\d{1,2}[㐀-鿿]|\d{3}(?!\d))")
"""No name of knowledge or skills begins with a zero, unless it is a range (``0-3歲``) or a size like 0402."""
_LETTERED = re.compile(r"[.．][A-Z](?![A-Za-z])")
"""A letter for the next number: ``P1.1.A``."""
_LONGEST_SERIAL = 2
"""So many digits a number of T, O and P has at most, unless it runs into the name."""
_FEWEST_OF_ITEMS = 2
"""Fewer numbers no output and no indicator has, in any document."""
_NUMBERS_OF_ITEMS = 3
"""So many numbers an output or an indicator has at least, wherever tasks have two."""
_PUNCTUATION = late(
    rf"[ \u3000]*[.．](?!\d)|[ \u3000{SOFT}]*[:：](?!\d+(?:[^\w%％‰℃℉°′″.．/／]|[.．](?!\d)|$))"
    rf"|[ \u3000]*[、,，)）](?![ \u3000{SOFT}{HARD}]*(?:$|[A-Za-z]{{1,2}}[ \u3000.\-]?\d|[{OPENING}、,，;；~～〜∼]))"
    "|[‐-―－\\-](?=[㐀-鿿])"
)
"""What belongs to a code behind it; a comma before another code parts two codes."""
_MAY_BE_PUNCTUATED = re.compile(rf"[ \u3000{SOFT}]*[.．:：、,，)）‐-―－\-]")
"""What every such text has before it ends: most names follow at once, and to tell that takes a moment."""
_STOP_OF_NAME = re.compile(r"[ \u3000]+[.．][A-Za-z]")
"""A name that begins with a full stop (.NET), behind a space."""
_GLUED_STOP = re.compile(r"[.．][A-Za-z]")
_GAP = r"[ \t\u3000]*"
_RANGE = late(
    rf"{_GAP}(?P<mark>[~～〜∼‐-―−\-至到]|[Tt][Oo](?=\s)){_GAP}"
    rf"(?:(?P<letter>[TOPtop]|SS?|ss?|[KAka])\s*(?P<last>{_NUMBER}(?:\.{_NUMBER})*)"
    r"|(?P<digits>\d{2,3}|(?<!\s)\d)"
    r"(?=\s*(?:$|[、,，;；)）。]|(?:SS?|[KA])\s*\d)|(?<=[~～〜∼]..)\s?[㐀-鿿]|(?<=[~～〜∼]...)\s?[㐀-鿿]))"
)
_MAY_GO_ON = re.compile(r"\s*(?:[^\w\s]|[至到及與和]|[Tt][Oo]\s)")
"""What every range and list of codes has behind the first: most codes have none, and to tell that takes a moment."""
_MAY_RANGE = re.compile(rf"{_GAP}(?:[~～〜∼‐-―−-]|[至到Tt])")
_MAY_BE_JOINED = re.compile(r"\s*[~～〜∼]|\W{1,4}[STOPKA]")
"""The same of ranges alone, and of what is joined by other signs."""
_NUMBERS_GO_ON = re.compile(r"(?:[、,，/／&+及與和]\s?\d{2,3}(?!\w))+(?=\s*(?:$|[;；)）。]))")
"""More numbers behind a code, which share its letter."""
_SECOND = rf"[{OPENING}]?(?:SS?|[TOPKA])\d{{1,3}}(?:\.\d{{1,3}})*(?!\d|-\d{{3}}|[A-Za-z])[{_CLOSING}]?"
_ODDLY_JOINED = late(
    rf"\s*[~～〜∼]{_GAP}(?:{_SECOND})?|(?![、,，;；/&+。])[^\w\s{OPENING}{_CLOSING}]{{1,3}}(?P<second>{_SECOND})"
    rf"|[{OPENING}](?:SS?|[TOPKA])\d{{1,3}}[{_CLOSING}]"
)
"""A range whose end cannot be told, or a sign that no list has between two codes; no name begins so."""
_DASHED = re.compile(r"\s*[‐-―−\-]")
"""A list with dashes before its items: none between two codes makes a range."""


class CodeReading(NamedTuple):
    """One way to read a code: what it is, its normalized spelling, and where it ends in the text.

    ``small``: its letter is a small one. ``alike``: letters in it stand for digits, or something else for its letter.
    ``dressed``: it stands in brackets, a sign parts its letter from its number, or its number is one sign (``TⅡ``).
    """

    code: ItemCode
    spelling: str
    end: int
    small: bool = False
    alike: bool = False
    dressed: bool = False


class CodeText(NamedTuple):
    """A text as it is searched for codes: plain, without invisible characters; and where each of its places is."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, text: str) -> CodeText:
        """The view of ``text``."""
        return _code_text(text)


@remembered
def _code_text(text: str) -> CodeText:
    if not _UNSEEN.search(text):
        return CodeText(plain(text), range(len(text) + 1))
    seen = [at for at, character in enumerate(text) if not _UNSEEN.match(character)]
    return CodeText(plain("".join(text[at] for at in seen)), (*seen, len(text)))


@remembered
def plain(text: str) -> str:
    """``text`` with compatible and look-alike letters, digits of all scripts, stops and spaces made plain.

    Positions hold. The only digits of the result are those of ASCII.
    """
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text.translate(_PLAIN))


def readings(text: str, start: int) -> list[CodeReading]:
    """All regular readings of a code that begins at ``start`` of ``text`` (made ``plain``), the longest first."""
    if text[start : start + 1] in _LEVEL_LETTERS:
        levels = _TASK.match(text, start) or _ITEM.match(text, start)
        return _level_readings(text, levels) if levels else []
    spaced = _SPACED_FLAT.match(text, start)
    if spaced:
        letter, digits = ("".join(spaced[name].split()) for name in ("letter", "digits"))
        whole = _flat(letter, digits, spaced.end())
        return [whole, _flat(letter, digits[:2], spaced.end() - 2)] if len(digits) > 2 else [whole]
    flat = _FLAT.match(text, start)
    return _flat_readings(flat) if flat else []


def stopped_levels(text: str, start: int) -> CodeReading | None:
    """The reading of a code with a stop behind it before a name that begins with a number: ``P1.1.2.7日內``."""
    match = _STOPPED_LEVELS.match(text, start)
    if not match:
        return None
    numbers = re.findall(r"\d+", match[0])
    return CodeReading(ItemCode(match[0][0], tuple(map(int, numbers))), match[0][0] + ".".join(numbers), match.end())


def stopped_reading(text: str, start: int) -> CodeReading | None:
    """The reading of a flat code with a stop before a name that begins with a number: ``K02.3D列印``."""
    match = _STOPPED_FLAT.match(text, start)
    return _flat(match["letter"], match["digits"], match.end()) if match else None


def decimal_reading(text: str, start: int) -> CodeReading | None:
    """The reading of a code of one digit before a name that begins with a decimal: ``K30.1mm``."""
    match = _DECIMAL_FLAT.match(text, start)
    return _flat(match["letter"], match["digits"], match.end()) if match else None


def odd_reading(text: str, start: int) -> CodeReading | None:
    """The reading of what is a code only if small letters, characters like others (O, l) or a dress are read so."""
    form, match = next(((one, found) for one in _ODD_FORMS if (found := one.match(text, start))), (None, None))
    if not match or _POWER.fullmatch(match["numbers"]):
        return None
    letter, printed = letter_of(match["letter"]), re.findall(_ODD, match["numbers"])
    if letter in ("O", "P") and len(printed) < _NUMBERS_OF_ITEMS and _LETTERED.match(text, match.end()):
        return None
    digits = [number.translate(_FOR_DIGITS) for number in printed]
    is_one_sign = any(character in _NUMBER_SIGNS for character in match["numbers"])
    code = ItemCode(letter, tuple(map(int, digits)))
    return CodeReading(
        code,
        letter + ".".join(digits),
        match.end(),
        small=match["letter"].islower(),
        alike=match["letter"] in "DQ5" or any(character in _LETTERS_FOR_DIGITS for character in match["numbers"]),
        dressed=is_one_sign or form in (_ENCLOSED, _SIGNED),
    )


def letter_of(printed: str) -> str:
    """The letter of an oddly spelled code as the record has it."""
    return printed.upper().translate(_FOR_CODE_LETTERS)


def odd_and_longer(text: str, start: int, reading: CodeReading) -> CodeReading | None:
    """The odd reading of a flat code that goes on where ``reading`` ends: K12 of ``K1Z``; ``None`` if there is none."""
    if not _MAY_BE_DIGIT.match(text, reading.end):
        return None
    odd = odd_reading(text, start)
    return odd if odd and odd.alike and odd.end > reading.end and odd.code.letter == reading.code.letter else None


def shortened(text: str, reading: CodeReading) -> CodeReading | None:
    """A flat code with its last digit left to the name: ``K10`` for ``K106標準差``; ``None`` if that cannot be.

    Of three digits it can be even before a space: ``K106 標準差``.
    """
    end = reading.end - 1
    digits = reading.spelling.removeprefix(reading.code.letter)
    if len(digits) < 2 or not text[end].isdigit() or not int(digits[:-1]):
        return None
    if text[end] == "0" and not _FROM_ZERO.match(text, end):
        return None
    if not (_RUNS_ON.match(text, reading.end) or (len(digits) > 2 and _SPACED_NAME.match(text, reading.end))):
        return None
    return _flat(reading.code.letter, digits[:-1], end)


def range_end(text: str, reading: CodeReading) -> int | None:
    """Where a range of codes ends that begins with ``reading``: ``K01~K05``, ``K01-05``; ``None`` if none does."""
    if not _MAY_GO_ON.match(text, reading.end) or _runs_into_range(text, reading):
        return None
    match = _RANGE.match(text, reading.end) if _MAY_RANGE.match(text, reading.end) else None
    if match and _is_range(text, match, reading):
        return match.end()
    joined = _NUMBERS_GO_ON.match(text, reading.end) if len(reading.code.numbers) == 1 else None
    if joined is None and _MAY_BE_JOINED.match(text, reading.end):
        joined = _ODDLY_JOINED.match(text, reading.end)
        if joined and _begins_name(joined, reading):
            return None
    return joined.end() if joined else None


def _begins_name(joined: re.Match[str], reading: CodeReading) -> bool:
    """Whether a colon or stop behind a code parts it from a word like a code of another kind: ``K09：O2飽和度``."""
    letters = re.search("[A-Z]+", joined["second"] or "")
    return letters is not None and joined[0].strip()[0] in ":：." and letters[0] != reading.code.letter


def _runs_into_range(text: str, reading: CodeReading) -> bool:
    """Whether the last of three digits begins a range of the name's: ``K180～3歲``."""
    return len(reading.spelling) - len(reading.code.letter) > 2 and _FROM_ZERO.match(text, reading.end - 1) is not None


def _is_range(text: str, match: re.Match[str], reading: CodeReading) -> bool:
    if match["letter"] and match["letter"].upper() != reading.code.letter:
        return False
    is_dashed = _DASHED.match(match["mark"]) is not None
    if (match["digits"] and len(reading.code.numbers) > 1) or (is_dashed and _DASHED.match(text)):
        return False
    last = match["last"] or match["digits"]
    ascends = int(last.rpartition(".")[2]) > reading.code.serial
    return ascends or (match["letter"] is not None and not (is_dashed and match[0][:1].isspace()))


def _flat_readings(match: re.Match[str]) -> list[CodeReading]:
    letter, digits = match["letter"], match["digits"]
    if SOFT in digits:
        return [_flat(letter, digits.replace(SOFT, ""), match.end())]
    if len(digits) < 3:
        return [_flat(letter, digits, match.end())]
    runs_on = _RUNS_ON.match(match.string, match.end()) or _RUNS_ON_BELOW.match(match.string, match.end())
    start, text = match.start("digits"), match.string
    whole = [_flat(letter, digits, match.end())]
    if not runs_on or not int(digits[:2]) or (digits[2] == "0" and not _FROM_ZERO.match(text, start + 2)):
        return whole
    return [*whole, _flat(letter, digits[:2], start + 2)]


def _flat(letter: str, digits: str, end: int) -> CodeReading:
    return CodeReading(ItemCode(letter, (int(digits),)), letter + digits, end)


def _level_readings(text: str, match: re.Match[str]) -> list[CodeReading]:
    letter = "O" if match["letter"] == "0" else match["letter"]
    spans = [number.span() for number in _NUMBERS.finditer(text, *match.span("numbers"))]
    printed = [text[first:last].replace(SOFT, "") for first, last in spans]
    found: list[CodeReading] = []
    fewest = 1 if letter == "T" else _FEWEST_OF_ITEMS
    for count in range(len(spans), fewest - 1, -1):
        first, last = spans[count - 1]
        may_be_decimal = letter != "T" and 1 < count == len(spans) - 1
        for end in _number_ends(text, first, last, runs_on=may_be_decimal):
            goes_on = text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit() and not _STOP.match(text, end)
            if goes_on or (letter != "T" and count < _NUMBERS_OF_ITEMS and _LETTERED.match(text, end)):
                continue
            digits = printed[:count] if end == last else [*printed[: count - 1], text[first:end].replace(SOFT, "")]
            found.append(CodeReading(ItemCode(letter, tuple(map(int, digits))), letter + ".".join(digits), end))
    return found


def _number_ends(text: str, first: int, last: int, *, runs_on: bool) -> Sequence[int]:
    """Where a number may end, the farthest place first: the rest is the name's (``O2.3.13D``, ``T1.1⏎2.5 度``).

    ``runs_on``: a stop and a number follow, which may be a decimal (``P1.1.11.5 公尺``); no number has three digits.
    """
    broken = text.find(SOFT, first, last)
    if broken >= 0:
        return (last,) if _IS_BROKEN_TEN.match(text, first) else (last, broken)
    if not (runs_on or last - first > _LONGEST_SERIAL or _may_run_on(text, last)):
        return (last,)
    shorter = [end for end in range(last - 1, first, -1) if text[end] != "0" or _ZERO.match(text, end)]
    return (last, *shorter)


def _may_run_on(text: str, end: int) -> bool:
    if _NUMBER_RUNS_ON.match(text, end):
        return True
    return text[end : end + 1].isspace() and _SPACED_UNIT.match(text, end) is not None


def after_punctuation(text: str, reading: CodeReading, *, stopped: bool = False) -> int:
    """Where the name begins behind a code: behind a stop or colon that belongs to the code, not to a name like .NET.

    ``stopped`` says that the document prints stops behind codes of this letter.
    """
    if not _MAY_BE_PUNCTUATED.match(text, reading.end):
        return reading.end
    if _STOP_OF_NAME.match(text, reading.end) or (not stopped and _GLUED_STOP.match(text, reading.end)):
        return reading.end
    match = _PUNCTUATION.match(text, reading.end) or _STOP.match(text, reading.end)
    if match:
        return match.end()
    return reading.end + 1 if stopped and text[reading.end : reading.end + 1] in (".", "．") else reading.end

"""How Word, OpenDocument and web pages write the numbers of lists.

The names are those of ST_NumberFormat (ECMA-376, part 1, 17.18.59), of ``style:num-format`` as LibreOffice writes it,
and of the CSS counter styles. A number beyond what a series has is written in digits, as the programs do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

Numeral = Callable[[int], str]

_COUNTING = "〇一二三四五六七八九"
_LEGAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_ONES = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
_TEN_THOUSAND = 10_000


def numeral(number: int, form: str, forms: Mapping[str, Numeral]) -> str:
    """``number`` in the form of that name; in digits where the form is not known."""
    return forms.get(form, str)(number)


def _series(characters: str) -> Numeral:
    """One character a number, from 1."""
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _block(first: int, size: int) -> Numeral:
    """``size`` neighbouring characters of Unicode, from 1."""
    return _series("".join(map(chr, range(first, first + size))))


def _digits(digits: str) -> Numeral:
    """The decimal digits of a number in other characters."""
    return lambda number: "".join(digits[int(one)] if one.isdigit() else one for one in str(number))


def _letters(first: str, *, doubled: bool) -> Numeral:
    """a … z, then aa, bb, cc (``doubled``) or aa, ab, ac."""

    def written(number: int) -> str:
        if number < 1:
            return str(number)
        turn, at = divmod(number - 1, 26)
        if doubled:
            return chr(ord(first) + at) * (min(turn, 50) + 1)
        return (written(turn) if turn else "") + chr(ord(first) + at)

    return written


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        times, number = divmod(number, value)
        written += letters * times
    return written


def _with_units(digits: str, units: str, *, bare_ten: bool) -> Numeral:
    """Digits with their places named (一百零五). ``bare_ten``: 10 to 19 begin with the ten itself."""
    zero = "零"

    def written(number: int) -> str:
        if not 0 < number < _TEN_THOUSAND:
            return _digits(digits)(number)
        places = [(place, int(digit)) for place, digit in enumerate(reversed(str(number))) if digit != "0"]
        places.reverse()
        pieces = [digits[digit] + ("" if place == 0 else units[place - 1]) for place, digit in places]
        gaps = [zero if before - after > 1 else "" for (before, _), (after, _) in pairwise(places)]
        text = "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))
        return text[1:] if bare_ten and 10 <= number < 20 else text

    return written


def _tens_then_digits(zero: str) -> Numeral:
    """一 to 九十九 with the ten named, digit by digit from 100 on."""
    small, large = _with_units(_COUNTING, "十百千", bare_ten=True), _digits(zero + _COUNTING[1:])
    return lambda number: small(number) if 0 < number < 100 else large(number)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_COUNTED = _with_units(_COUNTING, "十百千", bare_ten=True)
_IN_LEGAL = _with_units(_LEGAL, "拾佰仟", bare_ten=False)
_IN_LEGAL_SIMPLIFIED = _with_units(_LEGAL_SIMPLIFIED, "拾佰仟", bare_ten=False)
_FULL_WIDTH = _digits("０１２３４５６７８９")
_SEXAGENARY: Numeral = lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]  # noqa: E731

WORD: Mapping[str, Numeral] = {
    "decimalZero": "{:02}".format,
    "upperLetter": _letters("A", doubled=True),
    "lowerLetter": _letters("a", doubled=True),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": _ordinal,
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalEnclosedCircle": _series(_CIRCLED),
    "decimalEnclosedCircleChinese": _series(_CIRCLED),
    "decimalEnclosedFullstop": _block(0x2488, 20),
    "decimalEnclosedParen": _block(0x2474, 20),
    "numberInDash": "- {} -".format,
    "ideographDigital": _digits(_COUNTING),
    "japaneseDigitalTenThousand": _digits(_COUNTING),
    "taiwaneseDigital": _digits("○" + _COUNTING[1:]),
    "taiwaneseCounting": _tens_then_digits("○"),
    "chineseCounting": _tens_then_digits("○"),
    "taiwaneseCountingThousand": _COUNTED,
    "chineseCountingThousand": _COUNTED,
    "japaneseCounting": _COUNTED,
    "ideographLegalTraditional": _IN_LEGAL,
    "chineseLegalSimplified": _IN_LEGAL_SIMPLIFIED,
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _SEXAGENARY,
    "ideographEnclosedCircle": _block(0x3280, 10),
    "none": lambda _number: "",
    "01": "{:02}".format,
    "001": "{:03}".format,
    "0001": "{:04}".format,
    "00001": "{:05}".format,
}
ODF: Mapping[str, Numeral] = {
    "A": _letters("A", doubled=False),
    "a": _letters("a", doubled=False),
    "AA": _letters("A", doubled=True),
    "aa": _letters("a", doubled=True),
    "I": _roman,
    "i": lambda number: _roman(number).lower(),
    "一": _COUNTED,
    "壹": _IN_LEGAL,
    "甲": _series(_STEMS),
    "子": _series(_BRANCHES),
    "①": _series(_CIRCLED),
    "⑴": _block(0x2474, 20),
    "⒈": _block(0x2488, 20),
    "㊀": _block(0x3280, 10),
    "１": _FULL_WIDTH,
    "01": "{:02}".format,
    "001": "{:03}".format,
}
"""By the first number of the series that ``style:num-format`` shows ("甲, 乙, 丙, ..."). Of letters, the doubled ones
are those of ``style:num-letter-sync``."""
CSS: Mapping[str, Numeral] = {
    "decimal-leading-zero": "{:02}".format,
    "lower-alpha": _letters("a", doubled=False),
    "lower-latin": _letters("a", doubled=False),
    "upper-alpha": _letters("A", doubled=False),
    "upper-latin": _letters("A", doubled=False),
    "lower-roman": lambda number: _roman(number).lower(),
    "upper-roman": _roman,
    "cjk-decimal": _digits(_COUNTING),
    "cjk-ideographic": _COUNTED,
    "trad-chinese-informal": _COUNTED,
    "simp-chinese-informal": _COUNTED,
    "trad-chinese-formal": _IN_LEGAL,
    "simp-chinese-formal": _IN_LEGAL_SIMPLIFIED,
    "cjk-heavenly-stem": _series(_STEMS),
    "cjk-earthly-branch": _series(_BRANCHES),
}

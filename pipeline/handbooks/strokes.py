"""The order of names in Taiwanese indexes (筆畫): by the strokes of their characters, with a heading for each number.

Big5 (CNS 11643) has its two sets of characters, common and less common ones, each in the order of their strokes. So
the first character of each number tells the number of all others. Both sets are sorted as one here.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

_COMMON = "一丁三丑丙丞串並亟乘乾傢亂僧億儒優叢儳勸儷儼囌囑廳灤纜豔爨鸞 籲"
_LESS_COMMON = " 乂万丏丱伎佖丳俍倞乿傛亃僦僿儜儦儱儴匷儺亹儽囓囔圞灨戇虋癵灩灪麤"
"""The first characters of one stroke, of two and so on; a space where the set has none."""
_BEFORE, _BEHIND = 0, 99
"""Numbers for what is no Chinese character, and for those that Big5 lacks."""

Key = tuple[tuple[int, int], ...]
"""What sorts a name: for each character its strokes, and its place among those with as many."""


def order(name: str) -> Key:
    """A key that sorts names: letters, digits and signs first, then by strokes, what is not in Big5 last."""
    return tuple(_place(character) for character in unicodedata.normalize("NFKC", name).upper())


def heading(name: str) -> str:
    """The heading below which an index has ``name``: the strokes of its first character, such as ``12 畫``."""
    number = next(iter(order(name)), (_BEFORE, 0))[0]
    return {_BEFORE: "英數與符號", _BEHIND: "其他"}.get(number, f"{number} 畫")


def _place(character: str) -> tuple[int, int]:
    if not character.isalpha() or unicodedata.category(character) != "Lo":
        return _BEFORE, ord(character)
    code = _in_big5(character)
    if code is None:
        return _BEHIND, ord(character)
    return _strokes(code, _COMMON_FROM if code < _LESS_COMMON_FROM[0][0] else _LESS_COMMON_FROM), code


def _strokes(code: int, starts: list[tuple[int, int]]) -> int:
    at = bisect_right(starts, (code, _BEHIND)) - 1
    return starts[at][1] if at >= 0 else _BEFORE


def _in_big5(character: str) -> int | None:
    try:
        return int.from_bytes(character.encode("big5"), "big")
    except UnicodeEncodeError:
        return None


def _starts(characters: str) -> list[tuple[int, int]]:
    """Where the characters of each number begin, as codes of Big5 with that number."""
    pairs = ((_in_big5(character), number) for number, character in enumerate(characters, 1) if character != " ")
    return [(code, number) for code, number in pairs if code is not None]


_COMMON_FROM, _LESS_COMMON_FROM = _starts(_COMMON), _starts(_LESS_COMMON)

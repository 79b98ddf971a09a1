"""Letters of symbol fonts as the signs that are drawn: an ``l`` of Wingdings is a bullet, a ``b`` of Symbol is a β.

Programs store such letters as they are, or as characters of Unicode's private use area, from U+F020 on. What Unicode
has a sign for is read as that; the others stay private, as no other character says what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

FONTS = ("wingdings", "webdings", "symbol")
"""How the names of symbol fonts begin, in small letters."""
_PRIVATE = 0xF000
_HIGHEST = 0xFF
_UNKNOWN = "\ufffd"
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_FROM_A1 = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑\0\0\0\0\0\0\0\0\0\0\0〉∫"
"""The signs of Symbol from 0xA1 on; zeros for pieces of large brackets."""
_SYMBOL: Mapping[int, str] = {
    **{ord(one): one for one in " !#%&()+,./0123456789:;<=>?[]_{|}"},
    **dict(zip(b"\"$'*-@\\^~\xa0", "∀∃∋∗−≅∴⊥∼€", strict=True)),
    **{0x41 + at: one for at, one in enumerate(_GREEK[0])},
    **{0x61 + at: one for at, one in enumerate(_GREEK[1])},
    **{0xA1 + at: one for at, one in enumerate(_FROM_A1) if one != "\0"},
}
_OF_FONTS: tuple[tuple[str, Mapping[int, str]], ...] = (
    ("symbol", _SYMBOL),
    ("wingdings 2", dict(zip(b"OPQRST\xa3", "✗✓☒☑☒☒☐", strict=True))),
    ("webdings", dict(zip(b"acgr", "✔☐■✗", strict=True))),
)


@lru_cache(maxsize=200)
def font_of(name: str | None) -> str:
    """The name of a symbol font in small letters; empty if ``name`` is none."""
    lower = (name or "").strip("'\" ").lower()
    return lower if lower.startswith(FONTS) else ""


def shown(text: str, font: str) -> str:
    """The signs that a symbol font, as ``font_of`` names it, draws for ``text``; Chinese characters it has none for."""
    known = next((signs for start, signs in _OF_FONTS if font.startswith(start)), {})
    return "".join(_sign(one, known) for one in text)


def sign(number: int, font: str) -> str:
    """The sign of one number; U+FFFD if it is no character's."""
    if not 0 <= number <= 0x10FFFF or 0xD800 <= number < 0xE000:
        return _UNKNOWN
    return shown(chr(number), font) if font else chr(number)


def _sign(one: str, known: Mapping[int, str]) -> str:
    number = ord(one)
    if _PRIVATE < number <= _PRIVATE + _HIGHEST:
        return known.get(number - _PRIVATE, one)
    if not " " < one <= "\xff":
        return one
    return known.get(number, chr(_PRIVATE + number))

"""What the mutations put in place of a good value, and the words that they plant."""

from __future__ import annotations

from random import Random

PLANTED = "龘囍ZQXJ"
"""Letters that stand in no seed: where one of them is shown, a mutation has put it there."""

PHRASES = (
    "龘囍",
    "ZQXJ",
    "龘囍ZQXJ",
    "K77 龘囍",
    "S01龘囍",
    "P1.1.1 龘囍。",
    "T9.9 龘囍",
    "T1.2 龘囍",
    "A09 龘囍：ZQXJ",
    "● 龘囍",
    "【註1】龘囍：ZQXJ。",
    "職能內涵 龘囍",
    "職能內涵 (A=attitude 態度) 龘囍",
    "說明與補充事項：龘囍",
    "職能基準代碼 龘囍",
    "基準級別 龘囍",
    "第1頁，總共1頁 龘囍",
    "版本 龘囍",
)
"""Planted texts: alone, and in the words by which a reader of the form may be led astray."""

NUMBERS = ("0", "-1", "1", "7", "2147483648", "-9223372036854775809", "1e308", "1e999", "NaN", "Infinity", "0x10")
ODD = (
    "",
    " ",
    "²",
    "٣",
    "½",
    "9" * 4_400,
    "1." + "0" * 4_400,
    "%s",
    "{0}",
    "\u202e",
    "\ud7ff",
    "\u0000",
    "null",
    "#REF!",
)
PATHS = ("../x", "../../word/document.xml", "/", "http://192.0.2.1/x", "file:///dev/null", "a" * 300, "con", "x\\y")
VALUES = (*NUMBERS, *ODD, *PATHS)
"""Values that no author writes: too large, of another kind, empty, or leading out of the file."""


def phrase(rng: Random) -> str:
    """A text to plant."""
    return rng.choice(PHRASES)


def value(rng: Random) -> str:
    """A hostile value."""
    return rng.choice(VALUES)


def for_xml(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return text.replace("\u0000", "")

"""Mutations of text: of its lines, tabs, codes, numbers and encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.values import phrase, value

Change = Callable[[Random, str], str]
_SEPARATORS = (
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\v",
    "\f",
    "\x85",
    "\u2028",
    "\u2029",
    "\x1c",
    " ",
    "\u3000",
    "\u00a0",
    "",
    "|",
    '"',
)
_MARKUP = (
    "<p>",
    "</p>",
    "<br>",
    "^{",
    "}",
    "^{}",
    "<sup>",
    "|---|",
    '"',
    "\\|",
    "&amp;",
    "<!--",
    "]]>",
    "\ufeff",
    "\u200b",
    "\u00ad",
)
_ALIKE = str.maketrans({"K": "Κ", "T": "Т", "P": "Р", "O": "О", "S": "Ѕ", "A": "А", "0": "O", "1": "l", ".": "．"})
_CODE = re.compile(r"[TOPKSA]\d{1,2}(?:\.\d+)*")
_NUMBER = re.compile(r"\d+")


def plant(rng: Random, text: str) -> str:
    """Words stand anywhere."""
    return _put(rng, text, phrase(rng))


def plant_at_edge(rng: Random, text: str) -> str:
    """Words stand at the edge of a line or cell, or are one."""
    edges = [match.end() for match in re.finditer(r"[\t\n]", text)] or [0]
    at = rng.choice(edges)
    return text[:at] + phrase(rng) + rng.choice(("", "\t", "\n")) + text[at:]


def separator(rng: Random, text: str) -> str:
    """A tab or a line's end is another sign, here or everywhere."""
    old, new = rng.choice("\t\n"), rng.choice(_SEPARATORS)
    if rng.random() < 0.2:
        return text.replace(old, new)
    places = [match.start() for match in re.finditer(old, text)] or [0]
    at = rng.choice(places)
    return text[:at] + new + text[at + 1 :]


def insert_separator(rng: Random, text: str) -> str:
    """A tab or a line's end stands where none was."""
    return _put(rng, text, rng.choice(_SEPARATORS))


def markup(rng: Random, text: str) -> str:
    """Signs that mean something to a reader stand where they mean nothing."""
    return _put(rng, text, rng.choice(_MARKUP) * rng.choice((1, 1, 1, 500)))


def code(rng: Random, text: str) -> str:
    """A code is written another way, is another, or stands elsewhere."""
    codes = list(_CODE.finditer(text))
    if not codes:
        return text
    one, other = rng.choice(codes), rng.choice(codes)
    ways = (
        other[0],
        one[0].lower(),
        one[0].translate(_ALIKE),
        " ".join(one[0]),
        one[0] + "～" + other[0],
        one[0] + ".",
        "",
    )
    return text[: one.start()] + rng.choice(ways) + text[one.end() :]


def number(rng: Random, text: str) -> str:
    """A number is a hostile value."""
    numbers = list(_NUMBER.finditer(text)) or [re.match("", text)]
    one = rng.choice(numbers)
    assert one
    return text[: one.start()] + value(rng) + text[one.end() :]


def line(rng: Random, text: str) -> str:
    """A line goes, stands there again, or changes places with another."""
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(3)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines[other:other] = [lines[one]] * rng.choice((1, 1, 300))
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def cell(rng: Random, text: str) -> str:
    """A cell of a row goes, stands there again, or is empty."""
    lines = text.split("\n")
    rows = [at for at, one in enumerate(lines) if "\t" in one]
    if not rows:
        return text
    at = rng.choice(rows)
    cells = lines[at].split("\t")
    one = rng.randrange(len(cells))
    cells[one : one + 1] = rng.choice(([], [""], [cells[one]] * 2, ["", cells[one]]))
    lines[at] = "\t".join(cells)
    return "\n".join(lines)


CHANGES: dict[str, Change] = {
    one.__name__: one for one in (plant, plant_at_edge, separator, insert_separator, markup, code, number, line, cell)
}


def on_text(change: Change) -> Callable[[Random, bytes], bytes]:
    """The mutation of bytes that makes ``change`` in their text; what is not UTF-8 in them stays as it is."""

    def mutate(rng: Random, data: bytes) -> bytes:
        return change(rng, data.decode(errors="surrogateescape")).encode(errors="surrogateescape")

    return mutate


def recode(rng: Random, data: bytes) -> bytes:
    """The text is in another encoding."""
    encoding = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp950", "gb18030", "utf-32"))
    return data.decode(errors="replace").encode(encoding, errors="replace")


def _put(rng: Random, text: str, piece: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + piece + text[at:]

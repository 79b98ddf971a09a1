"""Text on a terminal: that of unknown origin on one line, long text in lines that fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECE = r"\s+|[（「『【《\[(]*(?:[^\s\u2e80-\uffef]+|.)"
"""What no line ends within: a word, or one Chinese character, with the brackets that open before it."""
_NO_LINE_START = "，。、；：！？）」』】》…,.;:!?)"
_STRAY_BYTES = re.compile("[\udc80-\udcff]+")
"""What Python makes of bytes in a file name that are no text in the locale, such as Chinese in that called C."""


_COMMAND = re.compile(r"^(\s*):(?=:)|(?<=#)#(?=\[|vso\[)")
"""Where a CI service would see a command: ``::error::`` at the beginning, ``##[error]`` and ``##vso[…]`` anywhere."""


def one_line(text: str) -> str:
    """``text`` with every control, invisible or line-breaking character spelt out, so that it cannot act.

    A file name or a quoted text may hold escape sequences, line breaks or marks that turn the writing direction, or
    be a command for the CI service whose log it goes to.
    """
    text = _COMMAND.sub(lambda found: f"{found[1]}\\x3a" if found[1] is not None else r"\x23", text)
    readable = _STRAY_BYTES.sub(lambda found: _decoded(found[0]), text)
    return "".join(char if _is_harmless(char) else char.encode("unicode_escape").decode() for char in readable)


def wrapped(text: str, width: int) -> Iterator[str]:
    """``text`` in lines of at most ``width`` columns; Chinese breaks anywhere but before a closing
    and behind an opening sign."""
    line = ""
    for piece in re.findall(_PIECE, text):
        if line and not piece.isspace() and columns(line + piece) > width and piece not in _NO_LINE_START:
            yield line.rstrip()
            line = ""
        if line or not piece.isspace():
            line += piece
    if line:
        yield line.rstrip()


def columns(text: str) -> int:
    """How wide ``text`` is on a terminal, where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _decoded(stray: str) -> str:
    """Bytes of a file name that the locale could not tell, as the UTF-8 that they mostly are."""
    try:
        return stray.encode(errors="surrogateescape").decode()
    except UnicodeDecodeError:
        return stray


def _is_harmless(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] != "C" and category not in ("Zl", "Zp")

"""Text of unknown origin on one line of a terminal."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """``text`` with every control, invisible or line-breaking character spelt out, so that it cannot act.

    A file name or a quoted text may hold escape sequences, line breaks or marks that turn the writing direction.
    """
    return "".join(char if _is_harmless(char) else char.encode("unicode_escape").decode() for char in text)


def _is_harmless(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] != "C" and category not in ("Zl", "Zp")

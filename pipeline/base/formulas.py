"""Texts in tables that a spreadsheet would take for a formula, and run.

A text that begins like one, white space aside, gets an apostrophe before it, by which spreadsheets know text. So does
one that begins with apostrophes and then like a formula. Hence whoever reads a table takes one apostrophe away from
every text that goes on like a formula behind it, and has what was written.
"""

from __future__ import annotations

import re

_BEGINNING = "[\\s']*[=+\\-@＝＋－＠]|'*[\t\r\n]"
"""How formulas begin, in full width, too, which Excel takes for the same in East Asia."""
_FORMULA = re.compile(_BEGINNING)
_DISARMED = re.compile(f"'(?:{_BEGINNING})")


def disarm(text: str) -> str:
    """``text`` so that no spreadsheet runs it."""
    return f"'{text}" if _FORMULA.match(text) else text


def restore(text: str) -> str:
    """What ``disarm`` was given."""
    return text[1:] if _DISARMED.match(text) else text

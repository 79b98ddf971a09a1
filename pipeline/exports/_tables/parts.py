"""What the files of Excel and OpenDocument have in common: archives of XML whose sheets are written row by row."""

from __future__ import annotations

import zipfile

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same input gives the same bytes: no clock."""


def member(name: str, *, is_packed: bool = True) -> zipfile.ZipInfo:
    """A member of an archive, without the time at which it was made."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    return info


def letters(number: int) -> str:
    """The letters of a column, from 1."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found

"""What the standards of one file are called: ``file.pdf#1``, ``file.pdf#2``, each an input of its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

_MARK = "#"
_PART = re.compile(rf"(?P<whole>.+?){_MARK}+\d+")


def path_of(path: Path, number: int, count: int, others: Collection[Path] = ()) -> Path:
    """The standard of this ``number`` (from 1) out of ``count`` in the file at ``path``; a single one is the file.

    None is called like one of ``others``.
    """
    if count == 1:
        return path
    mark = _MARK
    while any(path.with_name(f"{path.name}{mark}{other}") in others for other in range(1, count + 1)):
        mark += _MARK
    return path.with_name(f"{path.name}{mark}{number}")


def whole(name: str) -> str:
    """The file that a part is of; of what is no part, itself."""
    found = _PART.fullmatch(name)
    return found["whole"] if found else name

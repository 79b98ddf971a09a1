"""Pictures in PNG and JPEG, which every format of handbooks can hold: which of the two, and their measures."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of the segments that tell the measures of a JPEG (ITU-T T.81, table B.1)."""
_FILLING: Final = 0xFF
_MOST_POINTS: Final = 25_000_000
"""As many as a logo never needs; a small file can claim far more, which would fill the memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``kind`` is ``png`` or ``jpeg``; ``width`` and ``height`` count its points."""

    kind: str
    width: int
    height: int


def picture(data: bytes) -> Picture | None:
    """What the first bytes of ``data`` say of it; ``None`` if it is no picture of these kinds."""
    if data.startswith(_PNG):
        return _with("png", struct.unpack_from(">II", data, 16) if len(data) >= 24 else (0, 0))
    return _with("jpeg", _frame(data)) if data.startswith(_JPEG) else None


def is_whole(data: bytes) -> bool:
    """Whether all of a picture in PNG or JPEG is there and can be drawn; not one of more than 25 million points."""
    seen = picture(data)
    if seen is None or seen.width * seen.height > _MOST_POINTS:
        return False
    from PIL import Image  # noqa: PLC0415 - only who has a picture needs it

    kinds = (seen.kind.upper(),)
    try:
        with Image.open(io.BytesIO(data), formats=kinds) as opened:
            if opened.size != (seen.width, seen.height):
                return False
            opened.verify()
        with Image.open(io.BytesIO(data), formats=kinds) as opened:
            opened.load()
    except Exception:  # what a decoder raises of broken data is not told, and much of it is no OSError
        return False
    return True


def _with(kind: str, measures: tuple[int, ...]) -> Picture | None:
    return Picture(kind, *measures) if all(measures) else None


def _frame(data: bytes) -> tuple[int, int]:
    """Width and height, from the first frame of a JPEG; zero if there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == _FILLING:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 1 if data[at + 1] == _FILLING else 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return 0, 0

"""Pictures in PNG and JPEG, which every format of handbooks can hold: which of the two, and their measures."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_KINDS: Final = ("PNG", "JPEG")
_MOST_POINTS: Final = 25_000_000
"""As many as a logo never needs; a small file can claim far more, which would fill the memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``kind`` is ``png`` or ``jpeg``; ``width`` and ``height`` count its points."""

    kind: str
    width: int
    height: int


@lru_cache(maxsize=4)
def picture(data: bytes) -> Picture | None:
    """The picture that ``data`` holds; ``None`` if it is no PNG or JPEG, has more than 25 million points, is cut off or
    cannot be drawn.
    """
    from PIL import Image  # noqa: PLC0415 - only who has a picture needs it

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_KINDS) as opened:
            seen = Picture(str(opened.format).lower(), *opened.size)
            if seen.width * seen.height > _MOST_POINTS:
                return None
            opened.verify()
        with Image.open(io.BytesIO(data), formats=_KINDS) as opened:  # it cannot be used behind its checks
            opened.load()
    except Exception:  # a decoder may raise anything at broken data
        return None
    return seen

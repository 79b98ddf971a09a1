"""Mutations of bytes, for any format."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_STRAY = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\x80",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\x1b[31m",
    b"\xef\xbb\xbf",
    b"\xf4\x90\x80\x80",
)


def flip(rng: Random, data: bytes) -> bytes:
    """One to eight bytes are others."""
    changed = bytearray(data)
    for _byte in range(rng.choice((1, 1, 2, 8))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(rng: Random, data: bytes) -> bytes:
    """A stretch is missing, or all from some place on."""
    start = rng.randint(0, len(data))
    return data[:start] + (data[start + rng.randint(1, 200) :] if rng.random() < 0.7 else b"")


def again(rng: Random, data: bytes) -> bytes:
    """A stretch stands there more than once."""
    start = rng.randint(0, len(data))
    piece = data[start : start + rng.randint(1, 200)]
    return data[:start] + piece * rng.choice((2, 2, 50)) + data[start + len(piece) :]


def stray(rng: Random, data: bytes) -> bytes:
    """Bytes stand in it that are no text."""
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_STRAY) + data[at:]


CHANGES: dict[str, Callable[[Random, bytes], bytes]] = {one.__name__: one for one in (flip, cut, again, stray)}

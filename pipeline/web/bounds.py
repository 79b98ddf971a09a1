"""How much a server takes from whoever asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Far above what an office drops in a day, and below what fills a disk."""

    request_bytes: int = 1024**3
    """The body of a request that brings files."""
    request_files: int = 1_000
    """The files in it."""
    question_bytes: int = 1024**2
    """The body of any other request."""
    documents: int = 5_000
    """The documents that are kept at a time, those in archives too."""
    kept_bytes: int = 8 * 1024**3
    """The size of all files that are kept."""


USUAL = Bounds()

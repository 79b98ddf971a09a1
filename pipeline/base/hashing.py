"""What outputs are made from, boiled down to digests: the program, the templates, any settings. SHA-256 in hex."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = (
    "docxtpl",
    "jinja2",
    "lxml",
    "pdfminer.six",
    "pdfplumber",
    "pydantic",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "typst",
    "xlsxwriter",
)
"""The packages whose versions can change what is read or written."""


@cache
def program() -> str:
    """Of every line of this program and of the versions of the libraries that it reads and writes with."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    code = (path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix in (".py", ".j2", ".mo"))
    return of(versions, _content(_PACKAGE, code))


def folders(places: Iterable[Path]) -> str:
    """Of all files in these folders and below, by name and content."""
    return of([_content(place, (path for path in place.rglob("*") if path.is_file())) for place in places])


def of(*values: Any) -> str:
    """Of plain values, lists and dataclasses; equal values give equal digests."""
    return hashlib.sha256(repr([_plain(value) for value in values]).encode(errors="surrogateescape")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return sorted((str(key), _plain(entry)) for key, entry in value.items())
    if isinstance(value, frozenset | set):
        return sorted(_plain(entry) for entry in value)
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value


def _content(home: Path, paths: Iterable[Path]) -> list[tuple[str, str]]:
    return [
        (path.relative_to(home).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(paths)
    ]

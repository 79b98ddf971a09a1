"""A package of the program with one more file in it, as a newcomer would add one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline import readers
from pipeline.findings.rules import known_rules


@contextmanager
def part_of(package: str, name: str, source: str, folder: Path) -> Iterator[None]:
    """Lets the file ``name``.py with this ``source`` stand in ``package`` (dotted); it lies in ``folder``."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    home = importlib.import_module(package)
    home.__path__.append(str(folder))
    _forget()
    try:
        yield
    finally:
        home.__path__.remove(str(folder))
        sys.modules.pop(f"{package}.{name}", None)
        vars(home).pop(name, None)
        _forget()


def _forget() -> None:
    """What is found once is found anew."""
    importlib.invalidate_caches()
    known_rules.cache_clear()
    readers.formats.cache_clear()

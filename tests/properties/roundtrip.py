"""Prints a standard, reads it back and holds both records against each other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pipeline.assemble import Assembly, assemble
from pipeline.readers import read
from pipeline.record.model import Standard, content
from tests.typeset import Quirks, comparable, expected, typeset


def read_back(standard: Standard, quirks: Quirks, suffix: str) -> Assembly:
    """What the pipeline reads in the file that is printed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"standard.{suffix}"
        path.write_bytes(typeset(standard, quirks, suffix))
        return assemble(read(path))


def complaints(standard: Standard, quirks: Quirks, suffix: str) -> list[str]:
    """Everything that was read otherwise than printed, was left over, or was called an error."""
    assembly = read_back(standard, quirks, suffix)
    source = assembly.standard.source
    found = list(differences(expected(standard, quirks, suffix), comparable(content(assembly.standard), suffix)))
    found += [f"{one.rule}: {one.message}" for one in assembly.diagnostics if one.rule in ("AS103", "AS104")]
    if source.coverage != 1.0 or source.outcome != "ok":
        found.append(f"coverage {source.coverage}, outcome {source.outcome}")
    return found


def differences(printed: Any, read: Any, where: str = "") -> Iterator[str]:
    """Where two records differ, from the outside inwards."""
    if isinstance(printed, dict) and isinstance(read, dict):
        for key in {**printed, **read}:
            yield from differences(printed.get(key), read.get(key), f"{where}/{key}")
    elif isinstance(printed, list) and isinstance(read, list):
        for at, (one, other) in enumerate(zip_longest(printed, read)):
            yield from differences(one, other, f"{where}/{at}")
    elif printed != read:
        yield f"{where}: printed {printed!r}, read {read!r}"

"""Tables as CSV in the folder ``csv``, described by ``datapackage.json`` (Frictionless), for programs and databases."""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import ExitStack
from pathlib import Path

from pipeline.base.formulas import disarm
from pipeline.exports import Entries, ExportOptions
from pipeline.exports._tables import package
from pipeline.exports._tables.rows import rows
from pipeline.exports._tables.schema import TABLES, Value

NAME = "csv"
SUFFIX = ".csv"
PER = "release"


def export(entries: Entries, folder: Path, options: ExportOptions) -> list[str]:
    """A file for each table, and the description of all."""
    paths = {table.name: folder / package.path(table) for table in TABLES}
    (folder / "csv").mkdir()
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context(paths[table.name].open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow([field.name for field in table.fields])
        for entry in entries:
            for name, found in rows(entry).items():
                writers[name].writerows([_cell(value) for value in row] for row in found)
    described = package.descriptor({name: _size_and_digest(path) for name, path in paths.items()})
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / package.FILE).write_text(f"{text}\n", encoding="utf-8")
    return [package.FILE, *map(package.path, TABLES)]


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        return disarm(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _size_and_digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()

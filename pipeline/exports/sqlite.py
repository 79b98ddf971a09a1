"""Tables as one SQLite database with keys and a full-text index that finds Chinese words of two characters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from pipeline.base import mark
from pipeline.exports import RELEASE, Entries, ExportedStandard, ExportOptions
from pipeline.exports._tables.rows import Row, rows
from pipeline.exports._tables.schema import TABLES, ExportTable, Field, Value

NAME = "sqlite"
SUFFIX = ".sqlite"
PER = "release"

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_LARGEST = 2**63 - 1
_WORD = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3041-\u312f\u31a0-\u31bf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Characters that follow each other without a space: Chinese."""
_SEARCHED = frozenset(
    f"{table.name}.{field.name}"
    for table in TABLES
    if table.name not in ("findings", "scopes")
    for field in table.fields
    if field.name in ("name", "text", "description", "note", "term", "as_printed", "job_category", "occupation")
    and field.type == "string"
)


def export(entries: Entries, folder: Path, options: ExportOptions) -> list[str]:
    """The database. Nothing runs formulas there, so texts stand as they are."""
    name = f"{RELEASE}{SUFFIX}"
    with closing(sqlite3.connect(folder / name)) as database:
        database.execute(f"PRAGMA application_id = {mark.APPLICATION_ID}")
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        with database:
            for statement in _schema():
                database.execute(statement)
            database.executemany("INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?, ?)", _descriptions())
            for entry in entries:
                _insert(database, entry)
            database.execute("INSERT INTO search (search) VALUES ('optimize')")
    return [name]


def pairs(text: str) -> str:
    """``text`` for the index: every run of Chinese characters as all its pairs, and its last character alone.

    ``市場分析`` is ``市場 場分 分析 析``. So a word of two characters is a word of the index, a longer one a phrase of
    its pairs, and one character the beginning of a word.
    """
    return _WORD.sub(lambda run: f" {' '.join(run[0][at : at + 2] for at in range(len(run[0])))} ", text)


def _schema() -> Iterator[str]:
    for table in TABLES:
        yield f"CREATE TABLE {table.name} ({', '.join((*map(_column, table.fields), *_keys(table)))}) WITHOUT ROWID"
        for field in table.fields:
            if field.refers_to:
                yield f"CREATE INDEX {table.name}_{field.name} ON {table.name} ({field.name})"
    yield (
        'CREATE TABLE fields ("table" TEXT, field TEXT, type TEXT, title TEXT, english TEXT, chinese TEXT, unit TEXT,'
        ' PRIMARY KEY ("table", field)) WITHOUT ROWID'
    )
    columns = ("grams", "text UNINDEXED", '"table" UNINDEXED', "field UNINDEXED", "id UNINDEXED", "standard UNINDEXED")
    yield f"CREATE VIRTUAL TABLE search USING fts5 ({', '.join(columns)})"


def _column(field: Field) -> str:
    return f"{field.name} {_TYPES[field.type]}{' PRIMARY KEY NOT NULL' if field.name == 'id' else ''}"


def _keys(table: ExportTable) -> Iterator[str]:
    for field in table.fields:
        if field.refers_to:
            yield f"FOREIGN KEY ({field.name}) REFERENCES {field.refers_to} (id)"


def _descriptions() -> Iterator[tuple[str | None, ...]]:
    for table in TABLES:
        for one in table.fields:
            yield table.name, one.name, one.type, one.title, one.english, one.chinese, one.unit


def _insert(database: sqlite3.Connection, entry: ExportedStandard) -> None:
    found = rows(entry)
    for table in TABLES:
        marks = ", ".join("?" * len(table.fields))
        values = (tuple(map(_value, row)) for row in found[table.name])
        database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)  # noqa: S608 - our own names
        database.executemany(
            "INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)", _texts(entry.key, table, found[table.name])
        )


def _texts(standard: str, table: ExportTable, found: Iterable[Row]) -> Iterator[tuple[Value, ...]]:
    """What the full-text index holds of these rows."""
    columns = [(at, one.name) for at, one in enumerate(table.fields) if f"{table.name}.{one.name}" in _SEARCHED]
    for row in found:
        for at, field in columns:
            text = row[at]
            if text:
                yield pairs(str(text)), text, table.name, field, row[0], standard


def _value(value: Value) -> Value:
    """An integer that SQLite cannot hold as a text."""
    return str(value) if isinstance(value, int) and abs(value) > _LARGEST else value

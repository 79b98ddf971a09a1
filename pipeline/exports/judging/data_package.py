"""Judges a Frictionless Tabular Data Package: its description, and every table that it names beside itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.base.files import resolved
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import (
    ex302_form_violated,
    ex303_leads_nowhere,
    ex304_identifier_twice,
    ex307_value_of_a_table,
    rd101_unreadable_file,
    rd105_limit_exceeded,
)

_CELL_CHARACTERS = 10_000_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|NaN|-?INF", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass
class _Table:
    """A table as described, and the values of its keys once it has been read."""

    place: str
    name: str
    path: str
    fields: list[dict[str, Any]]
    schema: dict[str, Any]
    delimiter: str = ","
    columns: dict[tuple[str, ...], set[tuple[str, ...]]] = field(default_factory=dict)
    wanted: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [str(one.get("name")) for one in self.fields]


def judge(content: dict[str, Any], folder: Path, limits: Limits) -> Iterator[Diagnostic]:
    """What is wrong with the package whose description is ``content`` and whose tables lie in ``folder``."""
    tables: dict[str, _Table] = {}
    for place, resource in _resources(content):
        table = _described(place, resource)
        if isinstance(table, Diagnostic):
            yield table
        elif table.name in tables:
            message = _("Two resources are called {name}.").format(name=table.name)
            yield ex304_identifier_twice.RULE.found(place, message)
        else:
            tables[table.name] = table
    if not isinstance(content["resources"], list) or not content["resources"]:
        yield ex302_form_violated.RULE.found("resources", _("There must be a list of at least one resource."))
    links = list(_links(tables))
    for table in tables.values():
        for key in [_key(table), *(link.target_fields for link in links if link.target == table.name)]:
            if key:
                table.columns.setdefault(key, set())
    left = limits.inflated_bytes
    for table in tables.values():
        data = _bytes(folder, table, limits, left)
        if isinstance(data, Diagnostic):
            yield data
        else:
            left -= len(data)
            yield from _of_rows(table, data, [link for link in links if link.table == table.name])
    yield from _of_links(tables, links)


def _resources(content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    resources = content["resources"]
    for number, resource in enumerate(resources if isinstance(resources, list) else ()):
        yield f"resources/{number}", resource


def _described(place: str, resource: Any) -> _Table | Diagnostic:
    """The table that a resource describes, or what is wrong with the description."""
    if not isinstance(resource, dict):
        return ex302_form_violated.RULE.found(place, _("A resource must be an object."))
    name, path, schema = resource.get("name"), resource.get("path"), resource.get("schema")
    if not isinstance(name, str) or not isinstance(path, str):
        return ex302_form_violated.RULE.found(place, _("A resource must have a name and the path of one file."))
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
        return _not_beside(place, path)
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not all(isinstance(one, dict) and "name" in one for one in fields):
        message = _("A tabular resource must have a schema with fields that have names.")
        return ex302_form_violated.RULE.found(f"{place}/schema", message)
    dialect = resource.get("dialect")
    delimiter = dialect.get("delimiter") if isinstance(dialect, dict) else None
    is_sign = isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '\r\n"'
    return _Table(place, name, path, fields, dict(schema or {}), str(delimiter) if is_sign else ",")


def _not_beside(place: str, path: str) -> Diagnostic:
    message = _("{path} does not lie beside the description; such a path is not followed.").format(path=path[:200])
    return ex302_form_violated.RULE.found(f"{place}/path", message)


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _key(table: _Table) -> tuple[str, ...]:
    return _strings(table.schema.get("primaryKey"))


@dataclass(frozen=True)
class _Link:
    table: str
    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


def _links(tables: dict[str, _Table]) -> Iterator[_Link]:
    for table in tables.values():
        keys = table.schema.get("foreignKeys")
        for one in keys if isinstance(keys, list) else ():
            reference = one.get("reference") if isinstance(one, dict) else None
            if isinstance(reference, dict):
                target = str(reference.get("resource") or table.name)
                yield _Link(table.name, _strings(one.get("fields")), target, _strings(reference.get("fields")))


def _of_rows(table: _Table, data: bytes, links: list[_Link]) -> Iterator[Diagnostic]:
    try:
        csv.field_size_limit(_CELL_CHARACTERS)
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=table.delimiter, strict=True)
        header = next(rows, [])
        if header != table.names:
            message = _("The head row of {path} is not that of the schema.").format(path=table.path)
            yield ex302_form_violated.RULE.found(table.name, message, Location(row=1))
            return
        for number, row in enumerate(rows, 2):
            yield from _of_row(table, number, row, links)
    except (ValueError, TypeError, csv.Error):
        message = _("{path} is no CSV in UTF-8.").format(path=table.path)
        yield ex302_form_violated.RULE.found(table.name, message)


def _bytes(folder: Path, table: _Table, limits: Limits, left: int) -> bytes | Diagnostic:
    """The table's file; ``left``: how many bytes all those may have that are still to be read."""
    path = folder / table.path
    try:
        if path.is_symlink() or not path.is_file():
            message = _("{path} is not there.").format(path=table.path)
            return ex303_leads_nowhere.RULE.found(f"{table.place}/path", message)
        if path.stat().st_size > limits.file_bytes:
            message = _("{path} is larger than any file may be.").format(path=table.path)
            return rd105_limit_exceeded.RULE.found(f"{table.place}/path", message)
        if not resolved(path).is_relative_to(resolved(folder)):
            return _not_beside(table.place, table.path)
        if path.stat().st_size > left:
            message = _("{path} is not read: with it all tables together would be larger than {size} MiB.")
            most = limits.inflated_bytes // 1024**2
            return rd105_limit_exceeded.RULE.found(f"{table.place}/path", message.format(path=table.path, size=most))
        return path.read_bytes()
    except OSError as error:
        message = _("The file cannot be opened: {reason}. Check its name and its permissions.")
        return rd101_unreadable_file.RULE.found(f"{table.place}/path", message.format(reason=reason(error)))


def _of_row(table: _Table, number: int, row: list[str], links: list[_Link]) -> Iterator[Diagnostic]:
    if len(row) != len(table.fields):
        message = _("The row has {found} cells, the schema {wanted} fields.")
        yield ex307_value_of_a_table.RULE.found(
            f"{table.name}/{number}", message.format(found=len(row), wanted=len(table.fields)), Location(row=number)
        )
        return
    missing = _strings(table.schema.get("missingValues")) or ("",)
    for column, (value, described) in enumerate(zip(row, table.fields, strict=True), 1):
        fault = _fault("" if value in missing else value, described)
        if fault:
            where = Location(row=number, column=column)
            yield ex307_value_of_a_table.RULE.found(f"{table.name}/{number}/{described['name']}", fault, where)
    cells = dict(zip(table.names, row, strict=True))
    for names, seen in table.columns.items():
        key = tuple(cells.get(name, "") for name in names)
        if names == _key(table) and key in seen:
            message = _("The key {key} stands in an earlier row, too.").format(key=_(", ").join(key)[:200])
            yield ex304_identifier_twice.RULE.found(f"{table.name}/{number}", message, Location(row=number))
        seen.add(key)
    for link in links:
        wanted = tuple(cells.get(name, "") for name in link.fields)
        if any(wanted):
            table.wanted.setdefault(link.fields, []).append((number, wanted))


def _of_links(tables: dict[str, _Table], links: list[_Link]) -> Iterator[Diagnostic]:
    for link in links:
        table, target = tables[link.table], tables.get(link.target)
        known = target.columns.get(link.target_fields) if target else None
        if known is None or len(link.fields) != len(link.target_fields):
            message = _("A foreign key leads to {target}, which is no table of the package.").format(target=link.target)
            yield ex303_leads_nowhere.RULE.found(f"{table.place}/schema/foreignKeys", message)
            continue
        for number, value in table.wanted.get(link.fields, ()):
            if value not in known:
                message = _("{target} has no row {value}.").format(target=link.target, value=_(", ").join(value)[:200])
                where = Location(row=number)
                yield ex303_leads_nowhere.RULE.found(f"{table.name}/{number}/{'+'.join(link.fields)}", message, where)


def _fault(value: str, described: dict[str, Any]) -> str | None:
    """What is wrong with a cell; an empty one is no value."""
    rules = described.get("constraints")
    constraints: dict[str, Any] = rules if isinstance(rules, dict) else {}
    if value == "":
        return _("There must be a value.") if constraints.get("required") is True else None
    fits = _TYPES.get(str(described.get("type", "string")))
    if fits and not fits(value):
        return _("{value} is no {kind}.").format(value=value[:80], kind=described.get("type"))
    allowed = constraints.get("enum")
    if isinstance(allowed, list) and value not in [str(one) for one in allowed]:
        return _("{value} is not one of the values that there are.").format(value=value[:80])
    return None


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return _DATE.fullmatch(value) is not None


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_TYPES: dict[str, Callable[[str], bool]] = {
    "integer": lambda value: re.fullmatch(r"[+-]?[0-9]+", value) is not None,
    "number": lambda value: _NUMBER.fullmatch(value) is not None,
    "boolean": lambda value: value in ("true", "True", "TRUE", "1", "false", "False", "FALSE", "0"),
    "date": _is_date,
    "datetime": _is_time,
}

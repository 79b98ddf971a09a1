"""The rows of one standard in every table of ``schema.py``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.exports import ExportedStandard
from pipeline.exports._tables.schema import TABLES, Value
from pipeline.findings.diagnostics import Diagnostic, fingerprint
from pipeline.record import model
from pipeline.record.navigate import PrintedNames

Row = tuple[Value, ...]
"""The values of a row in the order of the table's fields."""

_FIELDS = {table.name: [field.name for field in table.fields] for table in TABLES}


def rows(entry: ExportedStandard) -> dict[str, list[Row]]:
    """All rows of the standard, by table, in the order of ``TABLES``."""
    return _Rows(entry).made()


class _Rows:
    """Numbers the rows of one standard while they are made."""

    def __init__(self, entry: ExportedStandard) -> None:
        self._entry = entry
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._names = PrintedNames(entry.standard)

    def made(self) -> dict[str, list[Row]]:
        standard = self._entry.standard
        self._rows["standards"].append(_of_fields("standards", _standard(self._entry.key, standard)))
        for kind, entries in standard.classification:
            self._all("classifications", ({"kind": kind, **_own(one, "code", "name")} for one in entries))
        self._all("versions", map(_version, standard.versions))
        registers = {
            "knowledge": self._register("knowledge", standard.knowledge),
            "skills": self._register("skills", standard.skills),
        }
        for duty in standard.duties:
            self._duty(duty, registers)
        self._all(
            "attitudes", (_own(one, "code", "code_as_printed", "name", "description") for one in standard.attitudes)
        )
        self._all("prerequisites", ({"text": text} for text in standard.prerequisites))
        self._all("notes", ({"note": one.number, **_own(one, "term", "text")} for one in standard.notes))
        self._all("supplements", ({"text": text} for text in standard.supplements))
        self._all("level_definitions", (_own(one, "level", "text") for one in standard.level_definitions))
        self._all("findings", (_finding(standard.code, one) for one in self._entry.findings))
        return self._rows

    def _add(self, table: str, values: Mapping[str, Value]) -> str:
        """Adds a row and gives its id."""
        number = len(self._rows[table]) + 1
        key = f"{self._entry.key}/{table}/{number}"
        own = {"id": key, "standard": self._entry.key, "number": number, **values}
        self._rows[table].append(_of_fields(table, own))
        return key

    def _all(self, table: str, many: Iterable[Mapping[str, Value]]) -> None:
        for values in many:
            self._add(table, values)

    def _register(self, table: str, entries: Iterable[model.Competence]) -> dict[str, str]:
        """The ids of its rows by code; of entries with one code the first counts."""
        found: dict[str, str] = {}
        for one in entries:
            key = self._add(table, _own(one, "code", "name"))
            found.setdefault(one.code, key)
        return found

    def _duty(self, duty: model.Duty, registers: Mapping[str, Mapping[str, str]]) -> None:
        key = self._add("duties", _own(duty, "code", "code_as_printed", "name", "derived"))
        for task in duty.tasks:
            head = {"duty": key, **_own(task, "code", "code_as_printed", "name", "derived")}
            task_key = self._add("tasks", head)
            for one in task.also:
                shared: dict[str, Value] = {"duty": key, "blocks_of": task_key, "derived": False}
                self._add("tasks", {**shared, **_own(one, "code", "code_as_printed", "name")})
            for block in task.blocks:
                self._block(task_key, block, registers)

    def _block(self, task: str, block: model.Block, registers: Mapping[str, Mapping[str, str]]) -> None:
        key = self._add("blocks", {"task": task, **_own(block, "level", "level_as_printed")})
        for table, statements in (("outputs", block.outputs), ("indicators", block.indicators)):
            self._all(table, ({"block": key, **_own(one, "code", "code_as_printed", "text")} for one in statements))
        for kind, field in (("knowledge", "knowledge"), ("skills", "skill")):
            for one in getattr(block, kind):
                row = registers[kind].get(one.code or "")
                values = {"block": key, "kind": kind, "name": self._names.of(one, kind), field: row}
                use = self._add("uses", {**values, **_own(one, "code", "code_as_printed", "as_printed")})
                self._all("scopes", ({"use": use, "task_code": code} for code in one.scope))


def _own(part: Any, *names: str) -> dict[str, Value]:
    """These fields of a part of the record, and its page."""
    return {**{name: getattr(part, name) for name in names}, "page": part.at.page if part.at else None}


def _of_fields(table: str, values: Mapping[str, Value]) -> Row:
    return tuple(values.get(name) for name in _FIELDS[table])


def _standard(key: str, standard: model.Standard) -> dict[str, Value]:
    source, title = standard.source, standard.title
    return {
        "id": key,
        "code": standard.code,
        "code_as_printed": standard.code_as_printed,
        "name": standard.name,
        "job_category": title.job_category,
        "occupation": title.occupation,
        "description": standard.description,
        "level": standard.level,
        "level_as_printed": standard.level_as_printed,
        "source_name": source.name,
        "source_format": source.format,
        "source_sha256": source.sha256,
        "source_pages": source.pages,
        "source_coverage": source.coverage if math.isfinite(source.coverage) else None,
        "source_outcome": source.outcome,
    }


def _version(one: model.Version) -> dict[str, Value]:
    """A date that is none goes where dates stand as printed."""
    values = _own(one, "version", "code", "code_as_printed", "name", "status", "note", "date", "date_as_printed")
    if one.date and not _is_date(one.date):
        values["date"] = None
        values["date_as_printed"] = " / ".join(text for text in (one.date, one.date_as_printed) if text)
    return values


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _finding(code: str | None, one: Diagnostic) -> dict[str, Value]:
    return {
        "rule": one.rule,
        "name": one.name,
        "severity": one.severity.value,
        "subject": one.subject,
        "message": one.message,
        "printed": one.printed,
        "proposal": one.proposal,
        "related": "\n".join(f"{each.subject}: {each.message}" for each in one.related) or None,
        "fingerprint": fingerprint(code, one),
        "page": one.location.page,
        "table_number": one.location.table,
        "row_number": one.location.row,
        "column_number": one.location.column,
    }

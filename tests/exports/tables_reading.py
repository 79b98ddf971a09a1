"""Tables read back, as whoever gets them does, and the records that their rows make."""

from __future__ import annotations

import csv
import re
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.base.formulas import restore
from pipeline.base.odf import name as odf
from pipeline.exports._tables.schema import TABLES

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-F]{4})_")
_KINDS = {"integer": int, "number": float, "boolean": lambda text: text.lower() in ("true", "1")}


def of_csv(folder: Path) -> Rows:
    found = {}
    for table in TABLES:
        with (folder / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            found[table.name] = list(csv.reader(file))
    return _rows(found)


def of_sqlite(folder: Path) -> Rows:
    found: Rows = {}
    with closing(sqlite3.connect(folder / "release.sqlite")) as database:
        database.row_factory = sqlite3.Row
        for table in TABLES:
            rows = map(dict, database.execute(f"SELECT * FROM {table.name}"))
            found[table.name] = sorted(rows, key=lambda row: (row.get("standard") or "", row.get("number") or 0))
    for row in (*found["duties"], *found["tasks"]):
        row["derived"] = bool(row["derived"])
    return found


def of_xlsx(folder: Path) -> Rows:
    return _rows(_by_table(xlsx_sheets(folder / "release.xlsx")))


def of_ods(folder: Path) -> Rows:
    return _rows(_by_table(ods_sheets(folder / "release.ods")))


def xlsx_sheets(path: Path) -> dict[str, list[list[str]]]:
    """The texts of all cells of all sheets; empty cells at the end of a row are left out."""
    with zipfile.ZipFile(path) as package:
        names = [one.get("name") for one in etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_X}sheet")]
        strings = []
        if "xl/sharedStrings.xml" in package.namelist():
            strings = [_joined(one) for one in etree.fromstring(package.read("xl/sharedStrings.xml")).iter(f"{_X}si")]
        return {
            str(name): _xlsx_rows(etree.fromstring(package.read(f"xl/worksheets/sheet{at}.xml")), strings)
            for at, name in enumerate(names, 1)
        }


def _joined(element: Any) -> str:
    text = "".join(one.text or "" for one in element.iter(f"{_X}t"))
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _xlsx_rows(sheet: Any, strings: list[str]) -> list[list[str]]:
    rows = []
    for row in sheet.iter(f"{_X}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_X}c"):
            column = _number(re.sub(r"\d", "", cell.get("r")))
            cells += [""] * (column - 1 - len(cells))
            value = cell.findtext(f"{_X}v") or ""
            kind = cell.get("t")
            cells.append(_joined(cell) if kind == "inlineStr" else strings[int(value)] if kind == "s" else value)
        rows.append(cells)
    return rows


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def ods_sheets(path: Path) -> dict[str, list[list[str]]]:
    """The same of an OpenDocument spreadsheet."""
    with zipfile.ZipFile(path) as package:
        content = etree.fromstring(package.read("content.xml"))
    return {
        table.get(odf("table:name")): [
            [_ods_text(cell) for cell in row if cell.tag.endswith("table-cell")]
            for row in table.iter(odf("table:table-row"))
        ]
        for table in content.iter(odf("table:table"))
    }


def _ods_text(cell: Any) -> str:
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iter(odf("text:p")))


def _pieces(element: Any) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if child.tag == odf("text:s"):
            yield " " * int(child.get(odf("text:c"), "1"))
        elif child.tag == odf("text:tab"):
            yield "\t"
        else:
            yield from _pieces(child)
        yield child.tail or ""


def _by_table(sheets: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    found = {}
    continued: dict[tuple[str, str, str], str] = defaultdict(str)
    for table, key, field, text in sheets.get("續 continued", [])[1:]:
        continued[table, key, field] += restore(text)
    for table in TABLES:
        head, *rows = sheets[table.sheet]
        fields = [cell.split("\n")[1] for cell in head]
        whole = [
            [value + continued[table.name, row[0], field] for field, value in zip(fields, row, strict=False)]
            for row in rows
        ]
        found[table.name] = [fields, *([*row, *[""] * (len(fields) - len(row))] for row in whole)]
    return found


def _rows(tables: dict[str, list[list[str]]]) -> Rows:
    kinds = {(table.name, field.name): _KINDS.get(field.type, restore) for table in TABLES for field in table.fields}
    found: Rows = {}
    for name, (head, *lines) in tables.items():
        found[name] = [
            {key: kinds[name, key](value) if value else None for key, value in zip(head, line, strict=True)}
            for line in lines
        ]
    return found


def records(rows: Rows) -> dict[str, dict[str, Any]]:
    """The contents of all records (see ``model.content``), by the ids of their standards."""
    return {row["id"]: _record(row, _of(rows, row["id"])) for row in rows["standards"]}


def _of(rows: Rows, standard: str) -> Rows:
    return {name: [row for row in found if row.get("standard") == standard] for name, found in rows.items()}


def _record(row: Row, own: Rows) -> dict[str, Any]:
    def values(table: str, *fields: str, **renamed: str) -> list[dict[str, Any]]:
        return [_values(one, *fields, **renamed) for one in own[table]]

    return {
        "schema_version": "1.0",
        **_values(row, "code", "name", "description", "level"),
        **_optional(row, "code_as_printed", "level_as_printed"),
        "title": _values(row, "job_category", "occupation"),
        "classification": {
            kind: [_values(one, "name", "code") for one in own["classifications"] if one["kind"] == kind]
            for kind in ("categories", "occupations", "industries")
        },
        "versions": [
            {**_values(one, "version", "code", "name", "status", "note", "date"),
             **_optional(one, "date_as_printed", "code_as_printed")}
            for one in own["versions"]
        ],
        "duties": [_duty(one, own) for one in own["duties"]],
        "knowledge": values("knowledge", "code", "name"),
        "skills": values("skills", "code", "name"),
        "attitudes": [
            {**_values(one, "code", "name", "description"), **_optional(one, "code_as_printed")}
            for one in own["attitudes"]
        ],
        "prerequisites": [one["text"] for one in own["prerequisites"]],
        "notes": values("notes", "term", "text", number="note"),
        "supplements": [one["text"] for one in own["supplements"]],
        "level_definitions": values("level_definitions", "level", "text"),
    }  # fmt: skip


def _values(row: Row, *fields: str, **renamed: str) -> dict[str, Any]:
    return {**{field: row[field] for field in fields}, **{to: row[field] for to, field in renamed.items()}}


def _optional(row: Row, *fields: str) -> dict[str, Any]:
    return {field: row[field] for field in fields if row[field] not in (None, False)}


def _duty(row: Row, own: Rows) -> dict[str, Any]:
    tasks = [one for one in own["tasks"] if one["duty"] == row["id"]]
    return {
        **_values(row, "code", "name"),
        **_optional(row, "code_as_printed", "derived"),
        "tasks": [_task(one, tasks, own) for one in tasks if one["blocks_of"] is None],
    }


def _task(row: Row, tasks: list[Row], own: Rows) -> dict[str, Any]:
    return {
        **_values(row, "code", "name"),
        **_optional(row, "code_as_printed", "derived"),
        "also": [
            {**_values(one, "code", "name"), **_optional(one, "code_as_printed")}
            for one in tasks
            if one["blocks_of"] == row["id"]
        ],
        "blocks": [_block(one, own) for one in own["blocks"] if one["task"] == row["id"]],
    }


def _block(row: Row, own: Rows) -> dict[str, Any]:
    def within(table: str) -> list[Row]:
        return [one for one in own[table] if one["block"] == row["id"]]

    uses = within("uses")
    for use in uses:
        scope = [one["task_code"] for one in own["scopes"] if one["use"] == use["id"]]
        use["scope"] = scope or None
    return {
        **_values(row, "level"),
        **_optional(row, "level_as_printed"),
        **{
            table: [{**_values(one, "code", "text"), **_optional(one, "code_as_printed")} for one in within(table)]
            for table in ("outputs", "indicators")
        },
        **{
            kind: [
                {**_values(one, "code"), **_optional(one, "as_printed", "code_as_printed", "scope")}
                for one in uses
                if one["kind"] == kind
            ]
            for kind in ("knowledge", "skills")
        },
    }

"""The description of a folder of CSV files as a Frictionless Tabular Data Package (``datapackage.json``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.base import mark
from pipeline.exports._tables.schema import TABLES, ExportTable, Field

FILE = "datapackage.json"
TITLE = "職能基準 / Occupational competency standards of Taiwan"
_RULE = (
    "A text that begins like a formula (= + - @, in full width too, white space aside, or a tab or line end) has an "
    "apostrophe before it; take one away from every text that goes on so behind one. "
    "以公式符號（= + - @，含全形，不計空白，或定位、換行）起首之文字，其前加一撇號；"
    "讀取時，撇號後如此起首者去除一個撇號。"
)


def path(table: ExportTable) -> str:
    """The table's file as seen from the description."""
    return f"csv/{table.name}.csv"


def descriptor(files: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """The description; ``files`` tells the size in bytes and the SHA-256 of each table's file by the table's name."""
    return {
        "profile": "tabular-data-package",
        "name": "icap-release",
        "title": TITLE,
        "description": _RULE,
        mark.PROPERTY: mark.GENERATOR,
        "resources": [_resource(table, *files[table.name]) for table in TABLES],
    }


def _resource(table: ExportTable, size: int, digest: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path(table),
        "title": table.title,
        "description": described(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [_field(field) for field in table.fields],
            "missingValues": [""],
            "primaryKey": ["id"],
            "foreignKeys": [
                {"fields": [field.name], "reference": {"resource": _target(table, field), "fields": ["id"]}}
                for field in table.fields
                if field.refers_to
            ],
        },
    }


def _target(table: ExportTable, field: Field) -> str:
    """The resource that a key refers to; a table calls itself by no name."""
    return "" if field.refers_to == table.name else field.refers_to or ""


def _field(field: Field) -> dict[str, Any]:
    unit = {"unit": field.unit} if field.unit else {}
    constraints = {"constraints": {"required": True, "unique": True}} if field.name == "id" else {}
    return {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": described(field),
        **unit,
        **constraints,
    }


def described(part: ExportTable | Field) -> str:
    """What it means in both languages."""
    return f"{part.english} {part.chinese}"

"""For machines: one JSON object with every document and every finding."""

from __future__ import annotations

from typing import Any, TextIO

from pipeline.reports import ReportedRun
from pipeline.reports._forms import as_json, document_values, finding_values

NAME = "json"
SCHEMA_VERSION = "1.0"


def write(run: ReportedRun, stream: TextIO) -> None:
    """All keys are always there; what is unknown is ``null``. The documents are written as they come."""
    head = {"schema_version": SCHEMA_VERSION, "tool": {"name": run.tool, "version": run.version}}
    stream.write(_text(head).removesuffix("\n}") + ',\n  "documents": [')
    separator = ""
    for document in run.documents:
        listed = {**document_values(document), "diagnostics": [finding_values(one) for one in document.findings()]}
        stream.write(f"{separator}\n    " + _text(listed).replace("\n", "\n    "))
        separator = ","
    stream.write("\n  ]\n}\n" if separator else "]\n}\n")


def _text(values: dict[str, Any]) -> str:
    return as_json(values, indent=2)

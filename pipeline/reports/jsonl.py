"""For pipes: one finding a line, as JSON, with the document it belongs to."""

from __future__ import annotations

from typing import TextIO

from pipeline.findings.document import Document
from pipeline.reports import ReportedRun
from pipeline.reports._forms import as_json, document_values, finding_values

NAME = "jsonl"


def write(run: ReportedRun, stream: TextIO) -> None:
    """Each line goes out as soon as its document is known; all keys of ``json`` are there."""
    for document in run.documents:
        _write_document(document, stream)
        stream.flush()


def _write_document(document: Document, stream: TextIO) -> None:
    values = document_values(document)
    for finding in document.findings():
        line = as_json({**values, **finding_values(finding)})
        stream.write(line + "\n")

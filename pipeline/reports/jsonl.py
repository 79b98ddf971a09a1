"""For pipes: one finding a line, as JSON, with the document it belongs to."""

from __future__ import annotations

import json
from typing import TextIO

from pipeline.findings.document import Document
from pipeline.reports import Run
from pipeline.reports._forms import document_values, finding_values

NAME = "jsonl"


def write(run: Run, stream: TextIO) -> None:
    """Each line goes out as soon as its document is known; all keys of ``json`` are there."""
    for document in run.documents:
        _write_document(document, stream)
        stream.flush()


def _write_document(document: Document, stream: TextIO) -> None:
    values = document_values(document)
    for finding in document.findings():
        line = json.dumps({**values, **finding_values(finding)}, ensure_ascii=False)
        stream.write(line + "\n")

"""The record itself as JSON, for programs: what ``icap parse`` writes and ``icap render`` reads."""

from __future__ import annotations

from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.record.model import to_json

NAME = "json"
SUFFIX = ".json"
PER = "standard"


def export(entry: ExportedStandard, options: ExportOptions) -> bytes:
    """The record in UTF-8; ``options`` do not change it."""
    return to_json(entry.standard).encode()

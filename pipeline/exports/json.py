"""The record itself as JSON, for programs: what ``icap parse`` writes and ``icap render`` reads."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.exports import ExportOptions
from pipeline.record.model import Standard, to_json

NAME = "json"
SUFFIX = ".json"
PER = "standard"


def export(standards: Mapping[str, Standard], options: ExportOptions) -> dict[str, bytes]:
    """A file for every record, in UTF-8; ``options`` do not change it."""
    return {f"{stem}{SUFFIX}": to_json(standard).encode() for stem, standard in standards.items()}

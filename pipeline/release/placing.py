"""Putting one output in its place; that its place is taken costs that output alone."""

from __future__ import annotations

from pathlib import Path

from pipeline.base import files
from pipeline.base.errors import OccupiedError
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import bd102_output_occupied


def put(target: Path, data: bytes, staging: Path | None = None) -> Diagnostic | None:
    """Writes ``data`` to ``target`` as ``files.write`` does; what is in the way there is given back as a finding.

    Raises:
        WriteError: nothing can be written there, whatever the file is called.
    """
    try:
        files.write(target, data, staging)
    except OccupiedError as error:
        return occupied(error)
    return None


def occupied(error: OccupiedError) -> Diagnostic:
    """The finding that an output has found its place taken."""
    return bd102_output_occupied.RULE.found("file", str(error))

"""The change record as JSON."""

from __future__ import annotations

from pipeline.compare import changes
from pipeline.compare.changes import ChangeRecord
from pipeline.compare.sheet import Sheet
from pipeline.handbooks import RenderOptions

NAME = "json"
SUFFIX = ".json"
IS_TEXT = True


def render(record: ChangeRecord, view: Sheet, options: RenderOptions) -> bytes:
    """The record itself, in UTF-8; see ``Form``."""
    return changes.to_json(record).encode(errors="backslashreplace")

"""The record of a comparison as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from pipeline.compare import changes
from pipeline.compare.sheet import Sheet
from pipeline.handbooks import RenderOptions

NAME = "json"
SUFFIX = ".json"
IS_TEXT = True


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The record itself, in UTF-8; see ``Form``."""
    return changes.to_json(record).encode(errors="backslashreplace")

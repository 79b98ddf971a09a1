"""The sheet as a Word document, made from a Word document that staff can restyle."""

from __future__ import annotations

from pydantic import BaseModel

from pipeline.compare.sheet import Sheet
from pipeline.compare.sheets import TEMPLATE
from pipeline.handbooks import RenderOptions

NAME = "docx"
SUFFIX = ".docx"
IS_TEXT = False


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The sheet as a DOCX package; see ``Form``."""
    from pipeline.handbooks import _word  # noqa: PLC0415 - loads python-docx and lxml, which other forms do without

    return _word.fill(f"{TEMPLATE}.docx", {"sheet": view}, options)

"""The sheet as an OpenDocument text, made from an OpenDocument text that staff can restyle in LibreOffice."""

from __future__ import annotations

from pydantic import BaseModel

from pipeline.compare.sheet import Sheet
from pipeline.compare.sheets import TEMPLATE
from pipeline.handbooks import RenderOptions

NAME = "odt"
SUFFIX = ".odt"
IS_TEXT = False


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The sheet as an ODT package; see ``Form``."""
    from pipeline.handbooks import _odf  # noqa: PLC0415 - loads lxml, which other forms do without

    return _odf.fill(f"{TEMPLATE}.odt", {"sheet": view}, options)

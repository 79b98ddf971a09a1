"""The sheet as GitHub Flavored Markdown; what would be underlined stands in bold."""

from __future__ import annotations

from pydantic import BaseModel

from pipeline.base import mark
from pipeline.compare.sheet import Sheet
from pipeline.compare.sheets import TEMPLATE
from pipeline.handbooks import RenderOptions, environment
from pipeline.handbooks.md import show

NAME = "md"
SUFFIX = ".md"
IS_TEXT = True


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The sheet in UTF-8; see ``Form``."""
    return mark.text(environment.fill(f"{TEMPLATE}.md.j2", {"sheet": view}, options, show))

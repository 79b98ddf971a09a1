"""The sheet as one HTML file that needs no network and no script, and prints on A4."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape
from pydantic import BaseModel

from pipeline.base import mark
from pipeline.compare.sheet import Sheet
from pipeline.compare.sheets import TEMPLATE
from pipeline.handbooks import RenderOptions, environment
from pipeline.handbooks.html import css_string

NAME = "html"
SUFFIX = ".html"
IS_TEXT = True


def render(record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
    """The page in UTF-8; see ``Form``."""
    filters = {"css_string": css_string}
    return mark.page(environment.fill(f"{TEMPLATE}.html.j2", {"sheet": view}, options, show, filters))


def show(value: Any) -> Any:
    """Line ends become ``<br>``, several values a list with 、; Jinja escapes everything else."""
    if isinstance(value, tuple):
        return Markup("、").join(show(one) for one in value)
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup("<br>").join(escape(line) for line in value.split("\n"))
    return value

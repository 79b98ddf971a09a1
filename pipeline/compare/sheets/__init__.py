"""Forms of a comparison, one a file, found by themselves: the record of it in, one file's content out.

The record is that of two versions or of two releases; its view is a sheet either way.

A form is a module of this package with ``NAME`` (what ``--to`` calls it), ``SUFFIX`` and
``render(record, view, options)``. Forms with templates fill ``compare`` with their suffix by the machinery of the
handbooks: staff can restyle them in the same way. The same input gives the same bytes.
"""

from __future__ import annotations

from typing import Protocol, cast

from pydantic import BaseModel

from pipeline.base import registry
from pipeline.base.suggestions import unknown
from pipeline.compare.sheet import Sheet
from pipeline.handbooks import RenderOptions

TEMPLATE = "compare"
"""The name of the templates of sheets."""


class SheetFormat(Protocol):
    """What every form offers. ``IS_TEXT``: it can be shown on a terminal."""

    NAME: str
    SUFFIX: str
    IS_TEXT: bool

    def render(self, record: BaseModel, view: Sheet, options: RenderOptions) -> bytes:
        """The comparison as the content of one file.

        Raises:
            TemplateError: a template is missing or cannot be used.
        """


def available() -> tuple[SheetFormat, ...]:
    """All forms, in the order of their names."""
    found = [cast(SheetFormat, module) for module in registry.modules(__name__) if hasattr(module, "SUFFIX")]
    return tuple(sorted(found, key=lambda form: form.NAME))


def find(name: str) -> SheetFormat:
    """The form called ``name``.

    Raises:
        SettingsError: there is none of that name; says which one is close.
    """
    forms = {form.NAME: form for form in available()}
    if name not in forms:
        raise unknown(name, forms, "icap compare --help")
    return forms[name]

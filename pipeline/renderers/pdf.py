"""The handbook as a tagged PDF."""

from __future__ import annotations

from pipeline.model import Standard
from pipeline.renderers import Options, compose

NAME = "pdf"
SUFFIX = ".pdf"
TEMPLATE_SUFFIX = ".typ"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook as PDF; see ``Renderer``."""
    from pipeline.renderers import _typst  # noqa: PLC0415 - loads typst, which other formats do without

    return _typst.fill(f"{options.template}{TEMPLATE_SUFFIX}", compose.context(standard, options), options)

"""The handbook as a Word document, made from a Word document that staff can restyle."""

from __future__ import annotations

from pipeline.model import Standard
from pipeline.renderers import Options, compose

NAME = "docx"
SUFFIX = ".docx"


def render(standard: Standard, options: Options) -> bytes:
    """The handbook as a DOCX package; see ``Renderer``."""
    from pipeline.renderers import _word  # noqa: PLC0415 - loads python-docx and lxml, which other formats do without

    return _word.fill("handbook.docx", compose.handbook(standard, options), options)

"""Word documents (DOCX), as offices pass standards on."""

from __future__ import annotations

from pipeline.base.limits import Limits
from pipeline.readers import containers
from pipeline.readers.blocks import Body

NAME = "docx"
SUFFIXES = (".docx",)


def sniff(data: bytes) -> float:
    """A ZIP container with a Word document inside."""
    return 1.0 if "word/document.xml" in containers.names(data) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Paragraphs and tables of the body in order, then its notes; headers, footers and hidden text as text outside.

    Raises:
        Unreadable: the container or its XML is damaged, encrypted or too large.
    """
    from pipeline.readers._word import body  # noqa: PLC0415 - loads python-docx, which other formats do without

    containers.members(data, limits)
    return body.read(data)

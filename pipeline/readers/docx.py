"""Word documents (DOCX and its siblings), as offices pass standards on."""

from __future__ import annotations

from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import containers
from pipeline.readers.blocks import Body

NAME = "docx"
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def sniff(data: bytes) -> float:
    """A ZIP container with a Word document inside."""
    names = containers.names(data)
    if "word/document.xml" in names:
        return 1.0
    if "_rels/.rels" not in names:
        return 0.0
    from pipeline.readers._word.package import Package  # noqa: PLC0415 - a run without Word need not wait for it

    try:
        return 1.0 if Package(data, DEFAULT_LIMITS).main else 0.0
    except Unreadable:
        return 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Paragraphs and tables of the body in order, then its notes; headers, footers and hidden text as text outside.

    Raises:
        Unreadable: the container or its XML is damaged, encrypted or too large.
    """
    from pipeline.readers._word import body  # noqa: PLC0415 - as above

    return body.read(data, limits)

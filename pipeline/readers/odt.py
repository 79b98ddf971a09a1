"""OpenDocument texts (ODT), the editable form that the platform offers."""

from __future__ import annotations

import re

from pipeline.base.limits import Limits
from pipeline.base.odf import MEDIA_TYPE
from pipeline.readers import containers
from pipeline.readers.blocks import Body

NAME = "odt"
SUFFIXES = (".odt", ".ott", ".fodt")

_MEDIA_TYPE = MEDIA_TYPE.encode()
_HEAD = 8192
_FLAT = re.compile(rb"<(?:\w+:)?document\b[^>]*urn:oasis:names:tc:opendocument:xmlns:office:1\.0", re.DOTALL)


def sniff(data: bytes) -> float:
    """A ZIP container that calls itself an OpenDocument text, or at least has its content; or all of it in one XML."""
    head = data[:_HEAD]
    if _MEDIA_TYPE in head[:200] or (_FLAT.search(head) and _MEDIA_TYPE in head):
        return 1.0
    names = containers.names(data)
    is_other = b"application/vnd.oasis.opendocument." in head[:200]
    return 0.6 if "content.xml" in names and not is_other and "word/document.xml" not in names else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Paragraphs and tables of the body in order, then its notes; headers, footers and hidden text as text outside.

    Raises:
        Unreadable: the container or its XML is damaged, encrypted or too large.
    """
    from pipeline.readers._odf import document  # noqa: PLC0415 - a run without OpenDocument need not wait for it

    return document.read(data, limits)

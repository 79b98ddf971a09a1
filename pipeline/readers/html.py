"""Web pages that hold a standard, with whatever navigation the site puts around it."""

from __future__ import annotations

import re

from pipeline.base.limits import Limits
from pipeline.readers.blocks import Body

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")

_SIGNS = re.compile(rb"<!doctype\s+html|<html[\s>]|<table[\s>]|<body[\s>]", re.IGNORECASE)
_HEAD = 4096


def sniff(data: bytes) -> float:
    """HTML tags near the beginning; flat text with a few tags left in it has none of these."""
    head = data[:_HEAD].replace(b"\0", b"")
    return 0.8 if _SIGNS.search(head) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Tables and other text in order; navigation and the like as text outside.

    Raises:
        Unreadable: in no known encoding, without content, or nested deeper than ``limits.nesting``.
    """
    from pipeline.readers._html import page  # noqa: PLC0415 - a run without web pages need not wait for it

    return page.read(data, limits)

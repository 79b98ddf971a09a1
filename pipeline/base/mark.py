"""The mark that every file of the program's own carries, so that it is not taken for a standard that is to be read.

Word, OpenDocument and PDF keep it in their metadata (``handbooks``); here are the forms that are text.
"""

from __future__ import annotations

import re

from pipeline import TOOL, __version__

PROPERTY = "generator"
"""What the mark is called where a format has names for such things."""
GENERATOR = f"{TOOL} {__version__}"
"""The mark itself: the program and its version."""
APPLICATION_ID = 0x69636170
"""The mark of a SQLite database: ``icap``."""
COMMENT = f"<!-- {PROPERTY}: {GENERATOR} -->"
"""The mark in Markdown, and at the end of a page without a head."""

MATCHES = ("old", "new", "similarity", "text")
"""The columns of pairs that somebody decides on, which have no room for another mark."""
CASE_CREATOR = "iCAP 職能發展應用平台"
"""Whom CASE names as the creator: where the standards are published. Their documents name nobody."""

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>\n?", re.IGNORECASE)


def page(html: bytes) -> bytes:
    """The HTML page with the mark at the beginning of its head."""
    meta = f'<meta name="{PROPERTY}" content="{GENERATOR}">\n'.encode()
    head = _HEAD.search(html)
    return html[: head.end()] + meta + html[head.end() :] if head else text(html)


def text(markdown: bytes) -> bytes:
    """The Markdown text with the mark in its last line, which nobody sees."""
    return markdown.rstrip(b"\n") + f"\n\n{COMMENT}\n".encode()

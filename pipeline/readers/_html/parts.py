"""What a file holds besides a web page itself: the pages of its frames and its style sheets, by their addresses."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urljoin

_DATA = "data:"


@dataclass(frozen=True)
class PageParts:
    """``held`` are the parts by their addresses; ``base`` is the page's own, to which others may be relative."""

    held: Mapping[str, bytes] = field(default_factory=dict)
    base: str = ""

    def get(self, address: str) -> bytes | None:
        """The part at an address, if the file holds it; an address can be the part itself (``data:``)."""
        if address[: len(_DATA)].lower() == _DATA:
            return _written_out(address)
        found = self.held.get(address)
        if found is None and self.base:
            try:
                found = self.held.get(urljoin(self.base, address))
            except ValueError:
                return None
        return found

    def sheet(self, address: str) -> str | None:
        """The text of a style sheet."""
        found = self.get(address)
        return None if found is None else found.decode("utf-8", "replace")


def _written_out(address: str) -> bytes | None:
    kind, comma, content = address[len(_DATA) :].partition(",")
    if not comma:
        return None
    data = unquote_to_bytes(content)
    if not kind.lower().rstrip().endswith(";base64"):
        return data
    try:
        return b64decode(b"".join(data.split()))
    except ValueError:
        return None


NONE = PageParts()

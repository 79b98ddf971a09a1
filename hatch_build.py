"""The README as a package index shows it: an index has this page only, so its links lead to the repository."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(?P<before>(?P<picture>!)?\[[^\]]*\]\()(?P<target>(?![a-z]+:|#)[^)\s]+)\)")
"""A Markdown link or picture whose target is relative."""


class AbsoluteLinks(MetadataHookInterface):
    """Gives the metadata their description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Puts the README with absolute links into ``metadata``."""
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": absolute(text, metadata["urls"]["Source"])}


def absolute(text: str, repository: str) -> str:
    """Markdown ``text`` of the top folder of ``repository`` (its address), with links that hold anywhere."""

    def link(found: re.Match[str]) -> str:
        kind = "raw" if found["picture"] else "blob"
        return f"{found['before']}{repository}/{kind}/HEAD/{found['target']})"

    return _LINK.sub(link, text)

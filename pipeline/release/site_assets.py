"""The style, the scripts and the search index of a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base import mark
from pipeline.handbooks import folders
from pipeline.site.model import SiteStandard
from pipeline.site.search_index import index_script

_FOLDER = "site"
_SUFFIXES = (".css", ".js")
_SHARED = ("colours.css", "fold.js")
"""What pages of the site share with handbooks."""


def assets(standards: Sequence[SiteStandard], templates: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file in ``assets``; those in the folder ``templates`` go before the supplied ones."""
    found: dict[str, Path] = {}
    for home in reversed(folders.homes(templates)):
        own = (path for path in (home / _FOLDER).glob("*") if path.suffix in _SUFFIXES and path.is_file())
        common = (home / name for name in _SHARED if (home / name).is_file())
        found.update({path.name: path for path in (*own, *common)})
    for name, path in sorted(found.items()):
        yield f"assets/{name}", _marked(path.read_bytes())
    yield "assets/index.js", _marked(index_script(standards))


def _marked(data: bytes) -> bytes:
    """A style or script with the program's mark, if it has none yet."""
    own = f"/* {mark.PROPERTY}: "
    return data if data.startswith(own.encode()) else f"{own}{mark.GENERATOR} */\n".encode() + data

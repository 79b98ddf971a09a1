"""What was handed over by a page or a program rather than named on a command line: whether it is an archive of
documents, and whether it is looked at at all. It follows the rules of ``discover``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import readers
from pipeline.base import i18n
from pipeline.base.limits import Limits
from pipeline.findings.document import Document
from pipeline.release import discover
from pipeline.release.looking import Wanted

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. ``members`` are the names of documents in an archive; none if the file is one itself.

    ``unread`` are files that are not looked at, with the reason: members by their names, the file itself as ``""``.
    ``hidden``: how many hidden and temporary files there are besides.
    """

    members: tuple[str, ...] = ()
    unread: tuple[Document, ...] = ()
    hidden: int = 0


def may_be_archive(head: bytes, suffix: str) -> bool:
    """Whether a file that begins like this must be looked into; one of a known ``suffix`` is read as what it says."""
    return head.startswith(_ZIP) and suffix.lower() not in _wanted().suffixes


def known_suffix(suffix: str) -> str:
    """``suffix`` in lower case if a reader takes files called so, else nothing."""
    return suffix.lower() if suffix.lower() in _wanted().suffixes else ""


def look(stored: Path, limits: Limits, language: str, from_folder: bool) -> Contents:
    """What the file at ``stored`` holds. ``from_folder``: it came with a folder that nobody looked through, and is
    judged by its content; it must be alone in the folder that it is stored in.
    """
    i18n.use(language)
    found = discover.survey([stored.parent if from_folder else stored], _wanted(), limits=limits)
    inside = [path for path in found.inputs if path != stored]
    unread = (*found.unread, *found.products)
    return Contents(
        tuple(path.relative_to(stored).as_posix() for path in inside),
        tuple(replace(one.document(), path=_inside(one.path, stored)) for one in unread),
        found.hidden,
    )


def _inside(path: Path, stored: Path) -> str:
    return "" if path == stored else path.relative_to(stored).as_posix()


def _wanted() -> Wanted:
    return Wanted(readers.formats(), records=True)

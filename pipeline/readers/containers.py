"""Opens the ZIP containers that DOCX and ODT files are, without trusting them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable

from pipeline.base import zips
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED

_ZIP_MAGIC = b"PK\x03\x04"
_BROKEN = (*zips.BROKEN, OSError)
_MOST_DOCUMENTS = 10_000
_PACKAGE_MARKS = frozenset(
    {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "mimetype", "content.xml", "META-INF/container.xml"}
)
"""Members that a program's document has, and an archive that people pack has not."""


def is_package(names: Collection[str]) -> bool:
    """Whether a container with these members is one document of some program, not an archive of files."""
    return not _PACKAGE_MARKS.isdisjoint(names) or any(name.endswith(".iwa") for name in names)


def names(data: bytes) -> frozenset[str]:
    """The members of the container; empty if ``data`` is no readable container."""
    if not data.startswith(_ZIP_MAGIC):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN:
        return frozenset()


class Container:
    """The members of a container; only those that are asked for are unpacked.

    Raises:
        Unreadable: the container is damaged, or says that it unpacks to more than ``limits.inflated_bytes``.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._left = limits.inflated_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise damaged() from error
        self.names = frozenset(self._archive.namelist())
        if sum(info.file_size for info in self._archive.infolist()) > self._left:
            raise _too_large()

    def read(self, name: str) -> bytes | None:
        """The content of a member; ``None`` if there is none of that name.

        Raises:
            Unreadable: it is damaged or encrypted, or all that was read is more than ``limits.inflated_bytes``.
        """
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as member:
                content = member.read(self._left + 1)
        except _BROKEN as error:
            raise damaged() from error
        except RuntimeError as error:
            raise encrypted() from error
        self._left -= len(content)
        if self._left < 0:
            raise _too_large()
        return content


def documents(data: bytes, suffixes: Iterable[str]) -> tuple[str, ...]:
    """The members of an archive that are documents by their ``suffixes``, in the order of the archive.

    Names that lead out of a folder, hidden files and what macOS adds are left out; no more than 10,000 are given.
    Nothing is unpacked: the content of one is had from ``Container``, whose limits hold for all of them together.
    """
    wanted = tuple(suffix.lower() for suffix in suffixes)
    if not data.startswith(_ZIP_MAGIC):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = dict.fromkeys(info.filename for info in archive.infolist() if not info.filename.endswith("/"))
    except _BROKEN:
        return ()
    safe = [name for name in found if _is_safe(name) and name.lower().endswith(wanted)]
    return tuple(safe[:_MOST_DOCUMENTS])


def _is_safe(name: str) -> bool:
    steps = name.split("/")
    is_inside = not name.startswith("/") and ".." not in steps and "\\" not in name and ":" not in name
    return is_inside and steps[0] != "__MACOSX" and not steps[-1].startswith((".", "~$"))


def damaged() -> Unreadable:
    """What to raise for a container whose content is broken."""
    return Unreadable(UNREADABLE_FILE.found("file", _("The document is damaged or incomplete. Fetch it again.")))


def encrypted() -> Unreadable:
    """What to raise for a document that asks for a password."""
    message = _("The document is encrypted. Save a copy without a password and try that.")
    return Unreadable(UNREADABLE_FILE.found("file", message))


def _too_large() -> Unreadable:
    return Unreadable(LIMIT_EXCEEDED.found("file", _("The document unpacks to an unreasonable size.")))

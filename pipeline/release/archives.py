"""Documents in a ZIP archive, each an input of its own, called ``archive.zip/folder/member.docx``.

Nothing is ever written under a member's name, and a member is unpacked only while it is looked at.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.base import zips
from pipeline.base.files import is_file
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers import containers

_RATIO = 200
"""So many times its packed size a member may unpack to; documents stay below a tenth of that."""
_HARMLESS = 1024 * 1024
"""Bytes below which the ratio says nothing."""
_UTF_8 = 0x800
"""The flag of a member whose name is in UTF-8; without it, Windows in Taiwan writes names in its own code page."""
_END = re.compile(rb"PK\x05\x06.{8}(?P<directory>.{4}).{4}", re.DOTALL)
_LARGE_END = b"PK\x06\x07"
_TAIL = 66_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; ``problem`` says why it is not to be unpacked."""

    path: Path
    problem: str | None = None


def holder(path: Path) -> Path | None:
    """The archive that ``path`` leads into; ``None`` if it leads to a file or a folder, or nowhere."""
    if os.path.lexists(path):
        return None
    return next((parent for parent in path.parents if is_file(parent)), None)


def members(path: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Member, ...]:
    """All files in the archive at ``path``, in its order.

    Raises:
        OSError: it cannot be opened.
        Unreadable: it is damaged, or larger than ``limits`` allow.
    """
    with _opened(path, limits) as archive:
        found: dict[Path, Member] = {}
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            name, problem = _name(info), _problem(info)
            where = path / name
            if not _is_safe(name):
                where, problem = path / (name.replace("/", "\\") or "?"), _("its name leads out of the archive")
            while where in found:
                where = where.with_name(f"{where.name} (2)")
                problem = _("another file in the archive has the same name")
            found[where] = Member(where, problem)
        return tuple(found.values())


def load(archive: Path, path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The content of the member at ``path`` of an archive.

    Raises:
        OSError: the archive cannot be opened.
        Unreadable: there is no such member, it is damaged or encrypted, or it is larger than ``limits.file_bytes``.
    """
    wanted = path.relative_to(archive).as_posix()
    with _opened(archive, limits) as opened:
        info = next((one for one in opened.infolist() if not one.filename.endswith("/") and _name(one) == wanted), None)
        if info is None:
            message = _("The archive holds no file of this name.")
            raise Unreadable(UNREADABLE_FILE.found("file", message))
        if _problem(info):
            raise _too_large()
        try:
            with opened.open(info) as member:
                data = member.read(limits.file_bytes + 1)
        except zips.BROKEN as error:
            raise containers.damaged() from error
        except RuntimeError as error:
            raise containers.encrypted() from error
    if len(data) > limits.file_bytes:
        raise _too_large()
    return data


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive, whose directory is small enough to be read."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
        ends = [int.from_bytes(end["directory"], "little") for end in _END.finditer(tail)]
        if _LARGE_END in tail or max(ends, default=0) > limits.directory_bytes or size > limits.archive_bytes:
            raise _too_large()
        try:
            archive = zipfile.ZipFile(file)
        except zips.BROKEN as error:
            raise containers.damaged() from error
        with archive:
            if sum(info.file_size for info in archive.infolist()) > limits.archive_inflated_bytes:
                raise _too_large()
            yield archive


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name as whoever packed it saw it."""
    if info.flag_bits & _UTF_8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "cp950", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_safe(name: str) -> bool:
    return all(step not in ("", ".", "..") for step in name.split("/"))


def _problem(info: zipfile.ZipInfo) -> str | None:
    if info.file_size > max(_HARMLESS, _RATIO * info.compress_size):
        return _("it unpacks to an unreasonable size")
    return None


def _too_large() -> Unreadable:
    message = _("The archive, or a file in it, is larger than it may be. Unpack it and try the documents in it.")
    return Unreadable(LIMIT_EXCEEDED.found("file", message))

"""The bytes of an input, taken once, so that what is digested is what is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised import rd101_unreadable_file
from pipeline.readers import bounded, load
from pipeline.release import archives

RECORD_SUFFIX = ".json"
"""Files with this suffix are records that ``icap parse`` or ``icap build`` wrote."""

Given = Mapping[Path, bytes]
"""Inputs that are not in files but were handed over, such as standard input: their bytes by the names they go under."""
NOTHING_GIVEN: Given = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class File:
    """An input as fetched: its bytes with their digest, or in ``refusal`` why they cannot be had."""

    path: Path
    data: bytes = b""
    sha256: str | None = None
    refusal: Diagnostic | None = None


def fetch(path: Path, limits: Limits = DEFAULT_LIMITS, given: Given = NOTHING_GIVEN) -> File:
    """The bytes of the input at ``path``: those that were ``given`` for it, a file, or a member of an archive.

    A member of ``a.zip`` has a path like ``a.zip/folder/b.docx``. Raises nothing: what keeps the bytes from being had
    is the refusal.
    """
    try:
        data = bounded(given[path], limits) if path in given else _load(path, limits)
    except Unreadable as refusal:
        return File(path, refusal=refusal.diagnostic)
    except FileNotFoundError:
        return File(path, refusal=inaccessible(_("it does not exist")))
    except OSError as error:
        return File(path, refusal=inaccessible(reason(error)))
    return File(path, data, hashlib.sha256(data).hexdigest())


def _load(path: Path, limits: Limits) -> bytes:
    archive = archives.holder(path)
    if archive:
        return archives.load(archive, path, limits)
    if path.is_dir():
        raise Unreadable(inaccessible(_("it is a folder")))
    if path.exists() and not path.is_file():
        raise Unreadable(inaccessible(_("it is no regular file")))
    return load(path, limits)


def inaccessible(reason: str) -> Diagnostic:
    """The finding that a file cannot be opened, and why."""
    message = _("The file cannot be opened: {reason}. Check its name and its permissions.")
    return rd101_unreadable_file.RULE.found("file", message.format(reason=reason))

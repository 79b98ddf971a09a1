"""Opens the ZIP containers that DOCX and ODT files are, without trusting them."""

from __future__ import annotations

import io
import zipfile
import zlib

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED

_ZIP_MAGIC = b"PK\x03\x04"


def names(data: bytes) -> frozenset[str]:
    """The members of the container; empty if ``data`` is no readable container."""
    if not data.startswith(_ZIP_MAGIC):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def members(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every member with its content.

    Raises:
        Unreadable: the container is damaged or encrypted, or unpacks to more than ``limits.inflated_bytes``.
    """
    found: dict[str, bytes] = {}
    left = limits.inflated_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                with archive.open(info) as member:
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Unreadable(LIMIT_EXCEEDED.found("file", _("The document unpacks to an unreasonable size.")))
                found[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    except RuntimeError as error:
        message = _("The document is encrypted. Save a copy without a password and try that.")
        raise Unreadable(UNREADABLE_FILE.found("file", message)) from error
    return found


def damaged() -> Unreadable:
    """What to raise for a container whose content is broken."""
    return Unreadable(UNREADABLE_FILE.found("file", _("The document is damaged or incomplete. Fetch it again.")))

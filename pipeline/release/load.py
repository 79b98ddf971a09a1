"""The bytes of an input, taken once, so that what is digested is what is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised import rd101_unreadable_file
from pipeline.readers import load

RECORD_SUFFIX = ".json"
"""Files with this suffix are records that ``icap parse`` or ``icap build`` wrote."""


@dataclass(frozen=True, slots=True)
class File:
    """An input as fetched: its bytes with their digest, or in ``refusal`` why they cannot be had."""

    path: Path
    data: bytes = b""
    sha256: str | None = None
    refusal: Diagnostic | None = None


def fetch(path: Path, limits: Limits = DEFAULT_LIMITS) -> File:
    """The bytes of the file at ``path``. Raises nothing: what keeps them from being had is the refusal."""
    try:
        if path.exists() and not path.is_file():
            return File(path, refusal=_inaccessible(_("it is no regular file")))
        data = load(path, limits)
    except Unreadable as refusal:
        return File(path, refusal=refusal.diagnostic)
    except FileNotFoundError:
        return File(path, refusal=_inaccessible(_("it does not exist")))
    except OSError as error:
        return File(path, refusal=_inaccessible(reason(error)))
    return File(path, data, hashlib.sha256(data).hexdigest())


def _inaccessible(reason: str) -> Diagnostic:
    message = _("The file cannot be opened: {reason}. Check its name and its permissions.")
    return rd101_unreadable_file.RULE.found("file", message.format(reason=reason))

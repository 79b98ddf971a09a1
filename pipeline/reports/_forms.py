"""What several reports have in common: links, and findings as JSON values."""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import quote

from pipeline.base import files
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Related
from pipeline.findings.document import Document, Finding
from pipeline.findings.subject_words import words

_ACTING = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]|(?<=#)#(?=\\[|vso\\[)"
)
"""What may act where a report is printed: marks that turn the writing direction, what nobody sees, and what begins a
command of Azure Pipelines. Control characters JSON escapes anyway."""


def as_json(values: Any, indent: int | None = None) -> str:
    """``values`` as JSON that is harmless on a terminal and in a log; whoever parses it gets the same values."""
    return _ACTING.sub(lambda found: _escaped(found[0]), json.dumps(values, ensure_ascii=False, indent=indent))


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"


def relative(path: str, folder: str = ".") -> str:
    """``path`` as seen from ``folder``, with slashes; absolute only if no relative way leads there."""
    return files.seen_from(path, folder)


def link(path: str, folder: str = ".") -> str:
    """The percent-encoded URI of ``path`` as seen from ``folder``."""
    return quote(os.fsencode(relative(path, folder)))


def page_link(path: str, location: Location, folder: str = ".") -> str:
    """Like ``link``, to the page of the finding where the file has pages that a browser can turn to."""
    turned = location.page and path.lower().endswith(".pdf")
    return f"{link(path, folder)}#page={location.page}" if turned else link(path, folder)


def place(diagnostic: Diagnostic) -> str:
    """Where and what: ``p.2/table 3 S05``."""
    return " ".join(part for part in (diagnostic.location.words, subject(diagnostic)) if part)


def told(diagnostic: Diagnostic) -> str:
    """The message with where and what in front: ``p.2/table 3 S05: …``."""
    return _placed(place(diagnostic), diagnostic.message)


def told_beside(related: Related) -> str:
    """The same for a place that a finding is also about."""
    where = " ".join(part for part in (related.location.words, words(related.subject)) if part)
    return _placed(where, related.message)


def _placed(where: str, message: str) -> str:
    return f"{where}: {message}" if where else message


def subject(diagnostic: Diagnostic) -> str:
    """What the finding is about, for people; nothing if that is the place itself, which they are told anyway."""
    return "" if str(diagnostic.location).startswith(diagnostic.subject) else words(diagnostic.subject)


def document_values(document: Document) -> dict[str, Any]:
    """The input as JSON values, without its findings."""
    return {
        "path": document.path,
        "code": document.code,
        "sha256": document.sha256,
        "outcome": document.outcome.value,
    }


def finding_values(finding: Finding) -> dict[str, Any]:
    """The finding as JSON values. All keys are always there; what is unknown is ``None``."""
    diagnostic, waived = finding.diagnostic, finding.waived
    return {
        "rule": diagnostic.rule,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "subject": diagnostic.subject,
        "message": diagnostic.message,
        "location": _location(diagnostic.location),
        "related": [
            {"subject": one.subject, "message": one.message, "location": _location(one.location)}
            for one in diagnostic.related
        ],
        "proposal": diagnostic.proposal,
        "fingerprint": finding.fingerprint,
        "waived": {"reason": waived.reason, "by": waived.by, "until": waived.until} if waived else None,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "page": location.page,
        "table": location.table,
        "row": location.row,
        "column": location.column,
        "box": list(location.box) if location.box else None,
    }

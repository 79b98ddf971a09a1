"""What a run keeps of an input once it has been read and checked, so that the record need not stay in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from pipeline.compare import differences
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.record import model
from pipeline.record.model import Standard
from pipeline.release import kept

if TYPE_CHECKING:  # the process that shares the work out reads nothing itself, and needs no reader
    from pipeline.release.read import Reading


@dataclass(frozen=True, slots=True)
class Brief:
    """The little that tells inputs apart. All but ``sha256`` and ``outcome`` is empty if there is no record.

    ``identity`` is what inputs of one standard share: the code; without a code, the whole content. ``content`` is the
    digest of what the record says, white space aside: two inputs with one identity and one content are the same.
    ``name`` is what outputs are called after, ``title`` the name of the standard; ``record`` is the digest of the
    record with all its places. ``is_part``: the input says itself that it was read only in part. ``standards``: how
    many its file holds.
    """

    sha256: str | None
    outcome: Outcome
    code: str | None = None
    name: str | None = None
    identity: str | None = None
    content: str | None = None
    record: str | None = None
    tells_pages: bool = False
    is_part: bool = False
    standards: int = 1
    title: str | None = None

    def document(self, path: Path, findings: tuple[Diagnostic, ...]) -> Document:
        """What is reported of the input at ``path``."""
        outcome = with_record(findings) if self.outcome is Outcome.OK else self.outcome
        return Document(str(path), self.code, self.sha256, outcome, findings, partial_record=self.is_part)


@dataclass(frozen=True, slots=True)
class Examination:
    """An input with its findings; ``record`` is the record as JSON, ``None`` when and only when it failed."""

    brief: Brief
    findings: tuple[Diagnostic, ...]
    record: bytes | None

    @property
    def standard(self) -> Standard:
        """The record; only for inputs that have one. Raises what ``kept.record`` does."""
        return kept.record(self.record)

    def to_bytes(self) -> bytes:
        """Brief and findings in the first line, the record below."""
        head = _heads().dump_json((self.brief, self.findings))
        return b"\n".join((head, self.record or b""))


def from_bytes(data: bytes) -> Examination:
    """What ``to_bytes`` gave.

    Raises:
        ValueError: it is something else.
    """
    head, _end, record = data.partition(b"\n")
    found, findings = _heads().validate_json(head)
    return Examination(found, findings, record or None)


def of_reading(reading: Reading, findings: tuple[Diagnostic, ...], standards: int = 1) -> Examination:
    """An input that was read, one of so many ``standards`` in its file, with everything that is wrong with it."""
    if reading.standard is None:
        return Examination(Brief(reading.sha256, reading.outcome, standards=standards), findings, None)
    record = model.to_json(reading.standard).encode()
    return Examination(replace(_brief(reading, reading.standard, record), standards=standards), findings, record)


def of_failure(reason: Diagnostic, sha256: str | None = None) -> Examination:
    """An input that nothing came of."""
    return Examination(Brief(sha256, Outcome.FAILED), (reason,), None)


def _brief(reading: Reading, standard: Standard, record: bytes) -> Brief:
    content = differences.digest(standard)
    return Brief(
        sha256=reading.sha256,
        outcome=reading.outcome,
        code=standard.code,
        name=standard.code or standard.name,
        title=standard.name,
        identity=f"content {content}" if standard.code is None else f"code {standard.code.casefold()}",
        content=content,
        record=hashlib.sha256(record).hexdigest(),
        tells_pages=standard.source.pages is not None,
        is_part=reading.outcome is Outcome.PARTIAL and with_record(reading.diagnostics) is Outcome.OK,
    )


@cache
def _heads() -> TypeAdapter[tuple[Brief, tuple[Diagnostic, ...]]]:
    return TypeAdapter(tuple[Brief, tuple[Diagnostic, ...]])

"""What a run keeps of an input once it has been read and checked, so that the record need not stay in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.record import model
from pipeline.record.model import Standard


@dataclass(frozen=True, slots=True)
class Brief:
    """The little that tells inputs apart. All but ``sha256`` and ``outcome`` is empty if there is no record.

    ``identity`` is what inputs of one standard share: the code; without a code, the whole content. ``content`` is the
    digest of what the record says, white space aside: two inputs with one identity and one content are the same.
    ``name`` is what outputs are called after; ``record`` is the digest of the record with all its places.
    ``is_part``: the input says itself that it was read only in part.
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

    def document(self, path: Path, findings: tuple[Diagnostic, ...]) -> Document:
        """What is reported of the input at ``path``."""
        outcome = with_record(findings) if self.outcome is Outcome.OK else self.outcome
        return Document(str(path), self.code, self.sha256, outcome, findings, partial_record=self.is_part)


@dataclass(frozen=True, slots=True)
class Examined:
    """An input with its findings; ``record`` is the record as JSON, ``None`` when and only when it failed."""

    brief: Brief
    findings: tuple[Diagnostic, ...]
    record: bytes | None

    @property
    def standard(self) -> Standard:
        """The record; only for inputs that have one."""
        return model.from_json(self.record or b"")

    def to_bytes(self) -> bytes:
        """Brief and findings in the first line, the record below."""
        head: bytes = _heads().dump_json((self.brief, self.findings))
        return b"\n".join((head, self.record or b""))


def from_bytes(data: bytes) -> Examined:
    """What ``to_bytes`` gave.

    Raises:
        ValueError: it is something else.
    """
    head, _end, record = data.partition(b"\n")
    found, findings = _heads().validate_json(head)
    return Examined(found, findings, record or None)


def failure(reason: Diagnostic, sha256: str | None = None) -> Examined:
    """An input that nothing came of."""
    return Examined(Brief(sha256, Outcome.FAILED), (reason,), None)


@cache
def _heads() -> Any:
    return TypeAdapter(tuple[Brief, tuple[Diagnostic, ...]])

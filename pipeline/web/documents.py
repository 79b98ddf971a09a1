"""A document as the server knows it: who it is, where it stands, how far it has come. Its record is on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document as Judged
from pipeline.findings.outcomes import Outcome
from pipeline.release.examination import Brief


class DocumentState(StrEnum):
    """How far a document has come."""

    WAITING = "waiting"
    """It stands in the queue."""
    WORKING = "working"
    """It is being read and checked, or its parts are."""
    DONE = "done"
    """Its outcome is there, good or bad."""
    CANCELLED = "cancelled"
    """Somebody has called it off; nothing came of it."""

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (DocumentState.DONE, DocumentState.CANCELLED)


@dataclass(frozen=True, slots=True)
class DroppedDocument:
    """A file that was dropped, one that an archive holds, or one standard of a file that holds several.

    ``source`` is where its bytes are: a file of the workplace, or a path into an archive there. ``place`` is the
    folder that belongs to it. ``parts`` are the ids of what it holds, if it is an archive or holds several standards:
    it has no record of its own then; ``part_of`` is the other way round. ``number``: which standard of its file it is,
    ``0`` if that holds one. ``brief`` and ``outcome`` are there when it is
    done, and if nothing came of it the ``reason``, with advice. ``revision`` grows with every change.
    """

    id: str
    name: str
    source: Path
    place: Path
    size: int = 0
    from_folder: bool = False
    state: DocumentState = DocumentState.WAITING
    part_of: str | None = None
    parts: tuple[str, ...] = ()
    number: int = 0
    brief: Brief | None = None
    outcome: Outcome | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None
    revision: int = 0

    @property
    def has_record(self) -> bool:
        """Whether a record came of it."""
        return self.brief is not None and self.brief.record is not None

    @property
    def path(self) -> Path:
        """What the pipeline calls it: its name, which leads nowhere."""
        return Path(self.name)


_WORST_FIRST = (Outcome.FAILED, Outcome.PARTIAL, Outcome.OK, Outcome.SKIPPED)


def worst(outcomes: Iterable[Outcome | None]) -> Outcome | None:
    """The outcome of what has several parts: that of the worst of them; ``None`` if none has any."""
    found = set(outcomes)
    return next((one for one in _WORST_FIRST if one in found), None)


def counted(judged: Judged) -> dict[str, int]:
    """How many findings of each severity count."""
    found: dict[str, int] = {}
    for one in judged.diagnostics:
        found[one.severity.value] = found.get(one.severity.value, 0) + 1
    return found


def why_failed(judged: Judged) -> str | None:
    """What to tell at once of a document that nothing came of."""
    if judged.outcome is not Outcome.FAILED:
        return None
    return next((one.message for one in judged.diagnostics if one.severity is Severity.ERROR), None)

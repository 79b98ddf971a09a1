"""Which inputs of a run hold the same standard, and whether they agree.

Inputs with one code and the same content are twins: one of them stands for all. With different content none does,
because either would stand for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.i18n import _
from pipeline.compare import differences
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import bd101_conflicting_inputs
from pipeline.record.model import Standard
from pipeline.release.examined import Brief


@dataclass(frozen=True, slots=True)
class Candidate:
    """An input that was examined; ``kept`` is the digest under which the archive has it."""

    path: Path
    brief: Brief
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a candidate: it stands for its standard, unless there is a ``conflict`` or a ``twin`` does."""

    candidate: Candidate
    conflict: Diagnostic | None = None
    twin: Candidate | None = None

    def document(self, findings: tuple[Diagnostic, ...]) -> Document:
        """What is reported of the candidate, in which these ``findings`` were made."""
        found = findings if self.conflict is None else (*findings, self.conflict)
        document = self.candidate.brief.document(self.candidate.path, found)
        if self.conflict:
            return replace(document, outcome=Outcome.FAILED)
        return replace(document, outcome=Outcome.SKIPPED) if self.twin else document


def fates(candidates: Iterable[Candidate], record_of: Callable[[Candidate], Standard]) -> Iterator[Fate]:
    """The fate of every candidate; those of one standard follow each other."""
    for group in _groups(candidates):
        conflict = _conflict(group, record_of)
        chosen = min(group, key=_preference)
        for one in group:
            yield Fate(one, conflict, None if conflict or one is chosen else chosen)


def _groups(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates of one standard together, in the order in which they come; one without a record stands alone."""
    found: dict[str, list[Candidate]] = {}
    for one in candidates:
        found.setdefault(one.brief.identity or f"path {one.path}", []).append(one)
    return list(found.values())


def _conflict(group: Sequence[Candidate], record_of: Callable[[Candidate], Standard]) -> Diagnostic | None:
    first = group[0]
    other = next((one for one in group if one.brief.content != first.brief.content), None)
    if other is None:
        return None
    difference = differences.differences(record_of(first), record_of(other))[0]
    return bd101_conflicting_inputs.RULE.found(
        "code",
        _(
            "{one} and {other} both have the code {code} but differ at {difference}. Nothing was written for it; "
            "take the wrong one away and run again."
        ).format(one=first.path, other=other.path, code=first.brief.code, difference=difference),
    )


def _preference(one: Candidate) -> tuple[bool, bool]:
    """Who stands for a group: a whole one before others, then one that tells pages, then the first."""
    return one.brief.outcome is not Outcome.OK, not one.brief.tells_pages

"""Which inputs of a run hold the same standard, whether they agree, and what the outputs of each are called.

Inputs with one code and the same content are duplicates: one of them stands for all. With different content none does,
because either would stand for the other. Nothing is read or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.files import unique_stem
from pipeline.base.i18n import _
from pipeline.compare import differences
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import bd101_conflicting_inputs
from pipeline.record.model import Standard
from pipeline.release.examination import Brief


@dataclass(frozen=True, slots=True)
class Candidate:
    """An input that was examined; ``kept`` is the digest under which the archive has it."""

    path: Path
    brief: Brief
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What becomes of a candidate.

    ``stem`` is what its outputs are called after if it stands for its standard. It does not, and ``stem`` is empty, if
    it has no record, if there is a ``conflict``, or if it is a duplicate and ``duplicate_of`` stands in its place.
    """

    candidate: Candidate
    stem: str = ""
    conflict: Diagnostic | None = None
    duplicate_of: Path | None = None

    @property
    def stands(self) -> bool:
        """Whether outputs are made of the candidate."""
        return bool(self.stem)

    def document(self, findings: tuple[Diagnostic, ...]) -> Document:
        """What is reported of the candidate, in which these ``findings`` were made."""
        found = findings if self.conflict is None else (*findings, self.conflict)
        document = self.candidate.brief.document(self.candidate.path, found)
        if self.conflict:
            return replace(document, outcome=Outcome.FAILED)
        return replace(document, outcome=Outcome.SKIPPED) if self.duplicate_of else document


def settle(
    candidates: Iterable[Candidate], record_of: Callable[[Candidate], Standard], taken: Iterable[str] = ()
) -> tuple[Resolution, ...]:
    """What becomes of every candidate; those of one standard follow each other, in the order in which they come.

    ``record_of`` is asked only for two records of which it must be said where they differ. No stem is among ``taken``.
    """
    names = set(taken)
    return tuple(resolution for group in _groups(candidates) for resolution in _resolutions(group, record_of, names))


def _groups(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates of one standard together, in the order in which they come; one without a record stands alone."""
    found: dict[str, list[Candidate]] = {}
    for one in candidates:
        found.setdefault(one.brief.identity or f"path {one.path}", []).append(one)
    return list(found.values())


def _resolutions(
    group: Sequence[Candidate], record_of: Callable[[Candidate], Standard], names: set[str]
) -> Iterator[Resolution]:
    conflict = _conflict(group, record_of)
    chosen = min(group, key=_preference)
    for one in group:
        if conflict:
            yield Resolution(one, conflict=conflict)
        elif one is not chosen:
            yield Resolution(one, duplicate_of=chosen.path)
        elif one.brief.record is None:
            yield Resolution(one)
        else:
            yield Resolution(one, unique_stem(one.brief.name or one.path.stem, names))


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

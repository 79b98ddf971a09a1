"""What every run over many inputs does with what was examined: settle, let a sink write, give one result per input.

``build``, ``book`` and ``merge`` differ only in where their candidates come from and in their sink: a folder of
handbooks (``folder.py``), one volume (``book.py``), the outputs of the parts (``merge.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pipeline.exports import RELEASE
from pipeline.findings.diagnostics import Diagnostic, fingerprint
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import Policy
from pipeline.release import manifest
from pipeline.release.settle import Candidate, Resolution, settle
from pipeline.release.store import Store
from pipeline.release.turns import in_turn

_TAKEN = frozenset({Path(manifest.FILE).stem, RELEASE, "datapackage"})
"""What files are called that are about all standards, so that no file about one is."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input: its ``outputs``, of which ``written`` were made now, the others being up to date.

    ``duplicate_of`` is the input with the same content that was built in its place.
    """

    document: Document
    outputs: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    duplicate_of: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a sink made of one standard. ``outputs`` and ``written`` are as in ``Result``.

    ``mishaps`` say what the outputs cannot show, and which could not be made. ``is_lost``: the sink owed an output to
    this standard and has none.
    """

    resolution: Resolution
    outputs: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    mishaps: tuple[Diagnostic, ...] = ()
    is_lost: bool = False


class Sink(Protocol):
    """Where the outputs of a run go."""

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        """Writes what belongs to the resolutions that stand: one value for each of these, in any order.

        Raises:
            FatalError: nothing can be written like this.
        """


def conclude(candidates: Sequence[Candidate], store: Store, sink: Sink, policy: Policy) -> Iterator[Result]:
    """One result per candidate, in the order of ``candidates``, each as soon as those before it are there.

    Raises:
        FatalError: the sink raised it.
    """
    resolutions = settle(candidates, lambda one: store.examination(one.kept).standard, _TAKEN)
    places = {one.path: place for place, one in enumerate(candidates)}

    def known_elsewhere(one: Resolution) -> frozenset[str]:
        """The fingerprints of what is reported of the input that stands in the place of this one."""
        if one.duplicate_of is None:
            return frozenset()
        other = candidates[places[one.duplicate_of]]
        return frozenset(fingerprint(other.brief.code, each) for each in store.examination(other.kept).findings)

    def results() -> Iterator[tuple[int, Result]]:
        for one in resolutions:
            if not one.stands:
                yield places[one.candidate.path], _result(Written(one), store, policy, known_elsewhere(one))
        for made in sink.write(resolutions):
            yield places[made.resolution.candidate.path], _result(made, store, policy)

    return in_turn(results())


def _result(made: Written, store: Store, policy: Policy, told: frozenset[str] = frozenset()) -> Result:
    """``told`` are the fingerprints of findings that are not to be told again."""
    candidate = made.resolution.candidate
    findings = store.examination(candidate.kept).findings
    if told:
        findings = tuple(one for one in findings if fingerprint(candidate.brief.code, one) not in told)
    document = made.resolution.document((*findings, *made.mishaps))
    if made.is_lost:
        document = replace(document, outcome=Outcome.FAILED)
    return Result(policy.applied(document), made.outputs, made.written, made.resolution.duplicate_of)

"""Reads inputs, and checks them if that is wanted, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import examination, jobs
from pipeline.release.engine import in_turn
from pipeline.release.examination import Examination
from pipeline.release.examine import terms
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import fetch
from pipeline.release.pools import INLINE, Pool

if TYPE_CHECKING:
    from pipeline.assemble import Placement


def read(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, pool: Pool = INLINE) -> tuple[Examination, ...]:
    """What is in each of a few files, unchecked, in the order of ``paths``."""
    how = terms(limits, None)
    work = ((number, (fetch(path, limits), how)) for number, path in enumerate(paths))
    found = dict(pool.finished(jobs.examine, work))
    return tuple(_examined(found[number]) for number in range(len(paths)))


def explain(
    path: Path, limits: Limits = DEFAULT_LIMITS, pool: Pool = INLINE
) -> tuple[Examination, tuple[Placement, ...]]:
    """What is in the file at ``path``, unchecked, and where every stretch of its text went."""
    ((_key, found),) = pool.finished(jobs.explain, [(path, (fetch(path, limits), terms(limits, None)))])
    return (examination.of_failure(found), ()) if isinstance(found, Diagnostic) else found


def check(
    paths: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    policy: Policy = EVERYTHING,
    pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> Iterator[Document]:
    """One document per path, in the order of ``paths``, each as soon as those before it are there."""
    how = terms(limits, policy)

    def documents() -> Iterator[tuple[int, Document]]:
        work = (((number, path), (fetch(path, limits), how)) for number, path in enumerate(paths))
        for (number, path), found in pool.finished(jobs.examine, work):
            listener.advance()
            one = _examined(found)
            yield number, policy.applied(one.brief.document(path, one.findings))

    listener.begin(_("checking"), len(paths))
    return in_turn(documents())


def _examined(found: Examination | Diagnostic) -> Examination:
    return examination.of_failure(found) if isinstance(found, Diagnostic) else found

"""Reads and checks many inputs, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import examination, jobs
from pipeline.release.engine import in_turn
from pipeline.release.examine import terms
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import fetch
from pipeline.release.pools import INLINE, Pool


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
            one = examination.of_failure(found) if isinstance(found, Diagnostic) else found
            yield number, policy.applied(one.brief.document(path, one.findings))

    listener.begin(_("checking"), len(paths))
    return in_turn(documents())

"""Reads and checks many inputs, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import examination, jobs, parts
from pipeline.release.engine import in_turn
from pipeline.release.examine import terms
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import NOTHING_GIVEN, Given, fetch
from pipeline.release.pools import INLINE, Pool


def check(
    paths: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    policy: Policy = EVERYTHING,
    pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
    given: Given = NOTHING_GIVEN,
) -> Iterator[Document]:
    """One document per standard, in the order of ``paths``, each as soon as those before it are there.

    A path is mostly one standard, and several if its file holds several. ``given`` is as for ``fetch``.
    """
    how = terms(limits, policy)
    names = frozenset(paths)

    def documents() -> Iterator[tuple[int, list[Document]]]:
        work = (((number, path), (fetch(path, limits, given), how)) for number, path in enumerate(paths))
        for (number, path), found in pool.finished(jobs.examine, work):
            listener.advance()
            standards = (examination.of_failure(found),) if isinstance(found, Diagnostic) else found
            yield (
                number,
                [
                    policy.applied(one.brief.document(parts.path_of(path, at, len(standards), names), one.findings))
                    for at, one in enumerate(standards, 1)
                ],
            )

    listener.begin(_("checking"), len(paths))
    return chain.from_iterable(in_turn(documents()))

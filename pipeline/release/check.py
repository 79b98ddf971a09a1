"""Reads inputs, and checks them if that is wanted, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.findings.raised.rl101_near_duplicate import RULE as NEAR_DUPLICATE
from pipeline.record.model import Standard
from pipeline.release import examination, jobs, parts
from pipeline.release.examination import Examination
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import NOTHING_GIVEN, Given, fetch
from pipeline.release.pools import INLINE, Pool
from pipeline.release.turns import in_turn

if TYPE_CHECKING:
    from pipeline.assemble import Placement


def read(
    paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, pool: Pool = INLINE, given: Given = NOTHING_GIVEN
) -> tuple[Examination, ...]:
    """The one standard in each of a few files, unchecked, in the order of ``paths``; ``given`` is as for ``fetch``."""
    how = jobs.terms(limits, None)
    work = ((number, (fetch(path, limits, given), how)) for number, path in enumerate(paths))
    found = dict(pool.finished(jobs.read, work))
    results = (found[number] for number in range(len(paths)))
    return tuple(examination.of_failure(one) if isinstance(one, Diagnostic) else one for one in results)


def explain(
    path: Path, limits: Limits = DEFAULT_LIMITS, pool: Pool = INLINE, given: Given = NOTHING_GIVEN
) -> tuple[Examination, tuple[Placement, ...]]:
    """The one standard in the file at ``path``, unchecked, and where every stretch of its text went."""
    ((_key, found),) = pool.finished(jobs.explain, [(path, (fetch(path, limits, given), jobs.terms(limits, None)))])
    return (examination.of_failure(found), ()) if isinstance(found, Diagnostic) else found


def check(
    paths: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    policy: Policy = EVERYTHING,
    pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
    given: Given = NOTHING_GIVEN,
) -> Iterator[Document]:
    """One document per standard, in the order of ``paths``, each as soon as those before it are there.

    A path is mostly one standard, and several if its file holds several. ``given`` is as for ``fetch``. With a
    rule that looks at all documents together, the first comes when the last has been read.
    """
    how = jobs.terms(limits, policy)
    names = frozenset(paths)
    together = NEAR_DUPLICATE.id in (how.rules or ())

    def documents() -> Iterator[tuple[int, list[tuple[Document, Standard | None]]]]:
        work = (((number, path), (fetch(path, limits, given), how)) for number, path in enumerate(paths))
        for (number, path), found in pool.finished(jobs.examine, work):
            listener.advance()
            standards = (examination.of_failure(found),) if isinstance(found, Diagnostic) else found
            yield (
                number,
                [
                    (
                        one.brief.document(parts.path_of(path, at, len(standards), names), one.findings),
                        one.standard if together and one.record else None,
                    )
                    for at, one in enumerate(standards, 1)
                ],
            )

    listener.begin(_("checking"), len(paths))
    found = chain.from_iterable(in_turn(documents()))
    if not together:
        return map(policy.applied, (document for document, _none in found))
    from pipeline.release import near_duplicates  # noqa: PLC0415 - it is asked for by name

    return map(policy.applied, near_duplicates.reported(found))

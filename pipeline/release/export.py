"""Standards as data for other programs: files about each of them, and files about all of them together.

Reading, checking, duplicates and conflicts are those of a build, and so are the folder's manifest and what is not made
again. An input that fails is missing in the files about all, and makes the run fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import exports
from pipeline.base import files
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.handbooks import HANDBOOK
from pipeline.release import formats, jobs, store
from pipeline.release.engine import Result, conclude
from pipeline.release.examine import examine
from pipeline.release.folder import FolderSink, Making
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import Given
from pipeline.release.pools import INLINE, Pool
from pipeline.release.release_sink import ReleaseSink, Releasing


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be made: ``formats`` are names of exports. All else is as in ``BuildOrder``."""

    output: Path
    formats: tuple[str, ...]
    settings: ExportSettings = USUAL
    limits: Limits = DEFAULT_LIMITS
    policy: Policy = EVERYTHING
    forced: bool = False
    pruned: bool = False
    reserved: tuple[Path, ...] = ()
    wait: float = 0
    given: Given = field(default_factory=dict)


def export(
    paths: Sequence[Path],
    order: ExportOrder,
    pool: Pool = INLINE,
    release_pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> Iterator[Result]:
    """One result per standard, in the order of ``paths``, as ``build`` gives it.

    The jobs of ``pool`` are about one document each, those of ``release_pool`` about all of them; its workers see the
    same disk.

    Raises:
        SettingsError: an unknown format, or one that needs a setting which is missing.
        WriteError: an output cannot be written, or would take the place of an input.
    """
    found = [exports.find(name) for name in order.formats]
    makers = tuple(formats.find(one.NAME) for one in found if one.PER == "standard")
    files.prepare_folder(order.output)
    with store.opened(order.output, listener, lasts=True, wait=order.wait) as known:
        own = list(dict.fromkeys(paths))
        candidates = examine(
            own, jobs.terms(order.limits, order.policy), known, pool, listener, forced=order.forced, given=order.given
        )
        reserved = (*own, *order.reserved)
        with_findings = bool(makers)
        making = Making(order.output, makers, None, HANDBOOK, with_findings, order.forced, reserved, order.settings)
        together = tuple(one for one in found if one.PER == "release")
        releasing = Releasing(order.output, together, order.settings, order.forced, reserved)
        each = FolderSink(making, known, pool, listener, order.policy)
        sink = ReleaseSink(releasing, each, known, release_pool, listener, order.policy)
        yield from conclude(candidates, known, sink, order.policy)
        known.tidy([one.path for one in candidates], listener, pruned=order.pruned)

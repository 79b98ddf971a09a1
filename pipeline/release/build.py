"""The main job: read every input, check it, print it, and write what came of it.

Every input has exactly one outcome, and no input keeps another from its own. A format that cannot be made costs its own
output only. Workers compute; only this process writes into the output folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base import files
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.imprint import NONE, Imprint
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.handbooks import HANDBOOK
from pipeline.release import formats, jobs, store
from pipeline.release.engine import Result, conclude
from pipeline.release.examine import examine
from pipeline.release.folder import FolderSink, Making
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import Given
from pipeline.release.pools import INLINE, Pool


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What is to be made of every input. ``with_findings`` needs ``checked``.

    ``incremental``: what the manifest of the output folder proves to be up to date is not made again, and the manifest
    is kept; with ``forced`` all is made again. ``pruned``: outputs of inputs that are gone are deleted; ``inputs`` are
    all there are, if a run is only about a part of them. ``reserved`` are other files that the run reads or writes.
    ``wait``: so many seconds until another run into the same folder must have ended.
    ``part``: the number of the part that ``paths`` are of all inputs, and how many parts there are.
    ``unread`` is what is reported of files beside the inputs that no reader takes. ``given`` is as for ``fetch``.
    ``imprint``: what handbooks say of their publisher.
    """

    output: Path
    formats: tuple[str, ...]
    checked: bool = True
    with_findings: bool = False
    templates: Path | None = None
    template: str = HANDBOOK
    limits: Limits = DEFAULT_LIMITS
    policy: Policy = EVERYTHING
    incremental: bool = False
    forced: bool = False
    pruned: bool = False
    inputs: tuple[Path, ...] = ()
    reserved: tuple[Path, ...] = ()
    wait: float = 0
    part: tuple[int, int] = (1, 1)
    unread: tuple[Document, ...] = ()
    given: Given = field(default_factory=dict)
    export: ExportSettings = USUAL
    imprint: Imprint = NONE


def build(
    paths: Sequence[Path], order: BuildOrder, pool: Pool = INLINE, listener: ProgressListener = SILENT
) -> Iterator[Result]:
    """One result per standard, in the order of ``paths``, each as soon as those before it are there; then the unread.

    Each path counts once. It is mostly one standard, and several if its file holds several.

    Raises:
        SettingsError: an unknown format.
        TemplateError: a template is missing or cannot be used.
        WriteError: an output cannot be written, or would take the place of an input.
    """
    makers = formats.chosen(order.formats)
    files.prepare_folder(order.output)
    with store.opened(order.output, listener, lasts=order.incremental, wait=order.wait) as known:
        how = jobs.terms(order.limits, order.policy if order.checked else None)
        own = list(dict.fromkeys(paths))
        candidates = examine(own, how, known, pool, listener, forced=order.forced, given=order.given)
        reserved = (*own, *order.inputs, *order.reserved)
        making = Making(
            order.output,
            makers,
            order.templates,
            order.template,
            order.with_findings,
            order.forced,
            reserved,
            order.export,
            order.imprint,
        )
        yield from conclude(candidates, known, FolderSink(making, known, pool, listener, order.policy), order.policy)
        yield from map(Result, order.unread)
        known.manifest.note_unread(order.unread)
        known.manifest.part = order.part if order.part != (1, 1) else None
        elsewhere = set(order.inputs).difference(own)
        known.tidy([one.path for one in candidates], listener, pruned=order.pruned, elsewhere=elsewhere)

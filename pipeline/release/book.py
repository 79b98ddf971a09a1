"""Binds many standards into one volume: reads every input, and writes the volume in each format.

An input that cannot be read fails, and the volume is bound without it. A format that cannot be made here costs the
others nothing; the first chapter, which has the volume as its output, tells of it and is partial. Of inputs with one
code and the same content one becomes a chapter. Inputs with one code and different content are an error, and no
volume is written, because either would stand for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import handbooks
from pipeline.base import files, i18n
from pipeline.base.claims import Claims
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.imprint import NONE, Imprint, refuse_as_title
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import EVERYTHING
from pipeline.handbooks import HANDBOOK, Binder
from pipeline.release import jobs, placing, store
from pipeline.release.engine import Result, Written, conclude
from pipeline.release.examine import examine
from pipeline.release.jobs import Binding, Printed, Printing
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import Given
from pipeline.release.pools import INLINE, Pool
from pipeline.release.settle import Resolution
from pipeline.release.store import Store


@dataclass(frozen=True, slots=True)
class BookOrder:
    """What volume is to be made. ``target`` is its file without suffix; ``given`` is as for ``fetch``;
    ``duplex``: for printing on both sides; ``imprint``: of the publisher.

    Raises:
        SettingsError: the title is blank, or has control characters.
    """

    title: str
    target: Path
    formats: tuple[str, ...]
    templates: Path | None = None
    template: str = HANDBOOK
    limits: Limits = DEFAULT_LIMITS
    given: Given = field(default_factory=dict)
    duplex: bool = False
    imprint: Imprint = NONE

    def __post_init__(self) -> None:
        refuse_as_title(self.title)

    def targets(self) -> dict[str, Path]:
        """The files of the volume by format.

        Raises:
            SettingsError: a format that cannot hold a volume.
        """
        return {one.NAME: self.target.with_name(self.target.name + one.SUFFIX) for one in _binders(self.formats)}


def formats() -> tuple[str, ...]:
    """The formats that can hold a volume."""
    return tuple(binder.NAME for binder in handbooks.binders())


def bind(
    paths: Sequence[Path],
    order: BookOrder,
    pool: Pool = INLINE,
    binding_pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> tuple[Result, ...]:
    """One result per standard, in the order of ``paths``; the volume's files are the outputs of its first chapter.

    The jobs of ``pool`` are about one document each, that of ``binding_pool`` about all of them.

    Raises:
        SettingsError: a format that cannot hold a volume.
        TemplateError: a template is missing or cannot be used.
        WriteError: the volume cannot be written, or would take the place of an input.
    """
    targets = order.targets()
    claims = Claims(paths)
    for target in targets.values():
        claims.claim(target)
    files.prepare_folder(order.target.parent)
    with store.opened(order.target.parent, listener, lasts=False) as known:
        candidates = examine(
            list(dict.fromkeys(paths)), jobs.terms(order.limits, None), known, pool, listener, given=order.given
        )
        return tuple(conclude(candidates, known, VolumeSink(order, targets, known, binding_pool), EVERYTHING))


class VolumeSink:
    """Binds all standards into one volume with the help of ``pool``; ``targets`` are its files by format."""

    def __init__(self, order: BookOrder, targets: Mapping[str, Path], known: Store, pool: Pool) -> None:
        self._order = order
        self._targets = targets
        self._known = known
        self._pool = pool

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        """See ``Sink``."""
        chapters = [one for one in resolutions if one.stands]
        if not chapters:
            return
        first, *others = chapters
        has_conflict = any(one.conflict for one in resolutions)
        yield Written(first) if has_conflict else self._bound(chapters)
        yield from map(Written, others)

    def _bound(self, chapters: Sequence[Resolution]) -> Written:
        """The volume, as what was made of its first chapter. No file is written before all are made."""
        order = self._order
        records = tuple(self._known.examination(one.candidate.kept).record or b"" for one in chapters)
        printing = Printing(order.templates, order.template, i18n.current())
        binding = Binding(order.title, order.duplex, order.imprint)
        job = (binding, records, tuple(self._targets), printing)
        ((_volume, bound),) = self._pool.finished(jobs.bind, [(order.title, job)])
        if isinstance(bound, Diagnostic):
            bound = dict.fromkeys(self._targets, Printed(None, (bound,)))
        made = {self._targets[name]: one.data for name, one in bound.items() if one.data is not None}
        put = {target: placing.put(target, data) for target, data in made.items()}
        written = tuple(target for target, in_the_way in put.items() if not in_the_way)
        mishaps = dict.fromkeys(mishap for one in bound.values() for mishap in one.mishaps)
        mishaps.update({one: None for one in put.values() if one})
        return Written(chapters[0], written, written, tuple(mishaps), is_lost=not written)


def _binders(names: Sequence[str]) -> list[Binder]:
    known = {binder.NAME: binder for binder in handbooks.binders()}
    for name in names:
        if name not in known:
            raise SettingsError(
                _("{name} cannot hold a book; choose from: {names}").format(name=name, names=_(", ").join(known))
            )
    return [known[name] for name in names]

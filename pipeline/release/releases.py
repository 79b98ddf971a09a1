"""Two releases of standards held against each other: folders of documents, a pair a standard.

Read like the inputs of a build: in parallel, and what the output folder knows is not read again; sheets that are up to
date are not made again. Every pair has exactly one outcome, and so has every file that is in none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files, hashing, i18n
from pipeline.base.claims import Claims
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.compare import families, releases, sheets
from pipeline.compare.phrases import Phrases
from pipeline.compare.releases import ReleaseFate, ReleaseRecord, StandardChange
from pipeline.compare.sheet import Unchanged
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.outcomes import Outcome
from pipeline.handbooks import RenderOptions, folders
from pipeline.release import comparison, jobs, manifest, placing
from pipeline.release.comparison import TRACK, Comparing, Counted
from pipeline.release.examine import examine
from pipeline.release.listener import ProgressListener
from pipeline.release.manifest import Output, PrintedFrom
from pipeline.release.pools import Pool
from pipeline.release.settle import Resolution
from pipeline.release.sides import STEM, ReleaseInputs, ReleaseSide, edition, released
from pipeline.release.store import Store, discarded, opened
from pipeline.release.turns import in_turn


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """What is to be made of two releases, for every pair and for all together.

    ``writes``: files are written into ``output``, which then keeps what was read; else nothing is. ``forced``,
    ``pruned``, ``reserved`` and ``wait`` are as for a build, the others as in ``Comparing``.
    """

    old: ReleaseInputs
    new: ReleaseInputs
    output: Path
    forms: tuple[str, ...]
    tracked: bool
    phrases: Phrases
    unchanged: Unchanged
    templates: Path | None
    limits: Limits
    writes: bool = True
    forced: bool = False
    pruned: bool = False
    reserved: tuple[Path, ...] = ()
    wait: float = 0


@dataclass(frozen=True, slots=True)
class PairResult:
    """What came of one standard: its ``outputs``, of which ``written`` were made now.

    ``findings`` are told with the path of the file that they are about.
    """

    change: StandardChange
    outputs: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    findings: tuple[tuple[str, Diagnostic], ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """What came of all; ``written`` are the files about all together that were made now."""

    record: ReleaseRecord
    pairs: tuple[PairResult, ...]
    written: tuple[Path, ...] = ()


def compare(order: ReleaseOrder, pool: Pool, listener: ProgressListener) -> ReleaseResult:
    """One result a standard, in the order of the new release, what is only in the old one at the end.

    Raises:
        SettingsError: there is no form of a name.
        TemplateError: a template is missing or cannot be used.
        WriteError: an output cannot be written, or would take the place of an input.
    """
    with opened(order.output, listener, lasts=order.writes, wait=order.wait) as known:
        how = jobs.terms(order.limits, None)
        examined = (
            examine(one.paths, how, known, pool, listener, forced=order.forced) for one in (order.old, order.new)
        )
        old, new = (
            ReleaseSide(side, candidates, known)
            for side, candidates in zip((order.old, order.new), examined, strict=True)
        )
        pairs = tuple(_Comparison(order, (old, new), known, pool, listener).results())
        results = (*pairs, *_left_out(old, new))
        record = releases.release_record(
            str(order.old.place), str(order.new.place), (result.change for result in results)
        )
        written = tuple(_written(order, record, known)) if order.writes else ()
        known.tidy([*old.paths, *new.paths], listener, pruned=order.pruned)
    return ReleaseResult(record, results, written)


@dataclass(frozen=True, slots=True)
class _ComparePlan:
    """Two versions to be compared, and where their sheets go, by what the names of these end in.

    Those that are ``stale`` are made anew from what ``source`` tells; ``before`` is what is known of the outputs.
    """

    old: Resolution
    new: Resolution
    targets: Mapping[str, Path]
    stale: frozenset[str]
    source: PrintedFrom
    before: Mapping[str, Output]


class _Comparison:
    """Compares two sides with the help of ``pool``, and writes the sheets of each pair."""

    def __init__(
        self, order: ReleaseOrder, sides: tuple[ReleaseSide, ...], store: Store, pool: Pool, listener: ProgressListener
    ) -> None:
        self._order, (self._old, self._new) = order, sides
        self._store, self._pool, self._listener = store, pool, listener
        self._endings = {comparison.ending(name): name for name in order.forms}

    def results(self) -> Iterator[PairResult]:
        """One result a pair, in their order."""
        pairs = list(families.pair(self._old.editions, self._new.editions, self._old.relatives, self._new.relatives))
        used = {self._old.editions[one].family for one, other in pairs if one is not None and other is not None}
        sides = [
            (
                None if one is None else self._old.standards[one],
                None if other is None else self._new.standards[other],
            )
            for one, other in pairs
        ]
        return in_turn(self._numbered(sides, used))

    def _numbered(
        self, sides: Sequence[tuple[Resolution | None, Resolution | None]], used: set[str | None]
    ) -> Iterator[tuple[int, PairResult]]:
        comparable = []
        for number, (old, new) in enumerate(sides):
            if old and new and old.stands and new.stands:
                comparable.append((number, old, new))
            else:
                yield number, self._alone(old, new, used)
        plans = self._plans(comparable)
        self._store.hand_over(
            {path.name: plan.new.candidate.path for _at, plan in plans for path in plan.targets.values()}
        )
        for _number, plan in plans:
            self._store.doubt(plan.new.candidate.path, [plan.targets[ending].name for ending in plan.stale])
        self._store.save()
        self._listener.begin(_("comparing"), len(plans))
        work = (((number, plan), self._job(plan)) for number, plan in plans)
        for (number, plan), made in self._pool.finished(comparison.count, work):
            self._listener.advance()
            yield number, self._failed(plan, made) if isinstance(made, Diagnostic) else self._put(plan, made)

    def _plans(self, pairs: Sequence[tuple[int, Resolution, Resolution]]) -> list[tuple[int, _ComparePlan]]:
        order = self._order
        claims = Claims((*self._old.paths, *self._new.paths, *order.reserved))
        for path in (order.output / manifest.FILE, *overall(order).values()) if order.writes else ():
            claims.claim(path)
        templates = hashing.folders(folders.homes(order.templates))
        manner = hashing.of(order.phrases, order.unchanged.value, i18n.current())
        plans = []
        for number, old, new in pairs:
            targets = {ending: order.output / f"{new.stem}{ending}" for ending in self._all_endings()}
            for target in targets.values():
                claims.claim(target)
            plans.append((number, self._plan(old, new, targets, templates, manner)))
        return plans

    def _all_endings(self) -> tuple[str, ...]:
        return (*self._endings, *((TRACK,) if self._order.tracked else ()))

    def _plan(
        self, old: Resolution, new: Resolution, targets: Mapping[str, Path], templates: str, manner: str
    ) -> _ComparePlan:
        """``templates`` and ``manner`` are digests."""
        records = hashing.of(old.candidate.brief.record, new.candidate.brief.record)
        source = PrintedFrom(records, hashing.program(), templates, hashing.of(manner, _paths(old, new)))
        entry = self._store.manifest.entry(new.candidate.path)
        before = entry.outputs if entry else {}
        stale = frozenset(
            ending
            for ending, target in targets.items()
            if self._order.forced or not manifest.is_up_to_date(target, before.get(target.name), source)
        )
        return _ComparePlan(old, new, targets, stale, source, before)

    def _job(self, plan: _ComparePlan) -> tuple[bytes | None, bytes | None, Comparing]:
        old, new = (self._store.examination(one.candidate.kept).record for one in (plan.old, plan.new))
        order = self._order
        how = Comparing(
            _paths(plan.old, plan.new),
            tuple(name for ending, name in self._endings.items() if ending in plan.stale),
            TRACK in plan.stale,
            order.phrases,
            order.unchanged,
            order.templates,
            i18n.current(),
        )
        return old, new, how

    def _alone(self, old: Resolution | None, new: Resolution | None, used: set[str | None]) -> PairResult:
        """A standard without a partner, or with one side that cannot be compared."""
        both = [(side, one) for side, one in ((self._old, old), (self._new, new)) if one]
        findings = [(str(one.candidate.path), each) for side, one in both for each in side.findings(one)]
        if not all(one.stands for _side, one in both):
            fate = ReleaseFate.FAILED
        elif new:
            fate = ReleaseFate.NEW
        else:
            fate = ReleaseFate.SUPERSEDED if old and edition(old).family in used else ReleaseFate.WITHDRAWN
        entry = self._store.manifest.entry(new.candidate.path) if new else None
        if fate is ReleaseFate.NEW and new and entry:
            self._note(new, entry.outputs, {})
        remarks = tuple(each.message for _path, each in findings) if fate is ReleaseFate.FAILED else ()
        return self._result(fate, old, new, findings, remarks=remarks)

    def _failed(self, plan: _ComparePlan, reason: Diagnostic) -> PairResult:
        findings = [(str(plan.new.candidate.path), reason)]
        return self._result(ReleaseFate.FAILED, plan.old, plan.new, findings, remarks=(reason.message,))

    def _put(self, plan: _ComparePlan, made: Counted) -> PairResult:
        """Puts the sheets of a pair in their place; two that are equal have none."""
        new_path = plan.new.candidate.path
        outputs = {} if made.equal else dict(plan.targets)
        kept = {path.name: plan.before[path.name] for path in outputs.values() if path.name in plan.before}
        written = []
        occupied: list[tuple[str, Diagnostic]] = []
        for ending, data in made.contents.items():
            target, digest = plan.targets[ending], hashlib.sha256(data).hexdigest()
            if files.digest(target) != digest:
                if in_the_way := placing.put(target, data, self._store.staging):
                    occupied.append((str(target), in_the_way))
                    del outputs[ending]
                    continue
                written.append(target)
            kept[target.name] = Output(digest, plan.source)
        self._note(plan.new, plan.before, kept)
        findings = [
            *((str(plan.old.candidate.path), each) for each in self._old.findings(plan.old)),
            *((str(new_path), each) for each in (*self._new.findings(plan.new), *made.findings)),
            *occupied,
        ]
        change = self._result(
            ReleaseFate.UNCHANGED if made.equal else ReleaseFate.CHANGED, plan.old, plan.new, findings
        )
        told = change.change.model_copy(
            update={
                "differences": made.differences,
                "summary": {} if made.equal else dict(made.summary),
                "remarks": tuple(f"{each.rule} {each.message}" for each in made.findings),
                "files": tuple(path.name for path in outputs.values()),
            }
        )
        return replace(change, change=told, outputs=tuple(outputs.values()), written=tuple(written))

    def _note(self, new: Resolution, before: Mapping[str, Output], kept: Mapping[str, Output]) -> None:
        """Notes the sheets of a pair; those of a time ``before`` that would be false now are taken away."""
        entry = self._store.manifest.entry(new.candidate.path)
        if entry is None:
            return
        gone = {name: made for name, made in before.items() if comparison.is_sheet(name)} if not kept else {}
        for name, made in gone.items():
            self._listener.note(discarded(self._order.output / name, made))
        outputs = {name: made for name, made in entry.outputs.items() if name not in gone}
        self._store.note(new.candidate.path, replace(entry, outputs={**outputs, **kept}, stem=new.stem))

    @staticmethod
    def _result(
        fate: ReleaseFate,
        old: Resolution | None,
        new: Resolution | None,
        findings: Sequence[tuple[str, Diagnostic]],
        remarks: tuple[str, ...] = (),
    ) -> PairResult:
        is_partial = any(one.candidate.brief.outcome is Outcome.PARTIAL for one in (old, new) if one)
        change = StandardChange(
            fate=fate,
            old=released(old) if old else None,
            new=released(new) if new else None,
            partial=is_partial,
            remarks=remarks,
        )
        return PairResult(change, findings=tuple(findings))


def _left_out(old: ReleaseSide, new: ReleaseSide) -> Iterator[PairResult]:
    sides = [*((one, None, why) for one, why in old.left_out()), *((None, one, why) for one, why in new.left_out())]
    for one, other, reason in sides:
        yield PairResult(StandardChange(fate=ReleaseFate.SKIPPED, old=one, new=other, remarks=(reason,)))


def _paths(old: Resolution, new: Resolution) -> tuple[str, str]:
    return str(old.candidate.path), str(new.candidate.path)


def overall(order: ReleaseOrder) -> dict[str, Path]:
    """The files about all standards together, by their form; the record is always one of them."""
    forms = dict.fromkeys((*order.forms, "json"))
    return {name: order.output / f"{STEM}{comparison.ending(name)}" for name in forms}


def _written(order: ReleaseOrder, record: ReleaseRecord, store: Store) -> Iterator[Path]:
    """Writes the sheet of the releases in every form."""
    view = releases.overview(record, order.phrases, order.unchanged)
    for name, target in overall(order).items():
        data = sheets.find(name).render(record, view, RenderOptions(order.templates))
        if files.digest(target) != hashlib.sha256(data).hexdigest():
            files.write(target, data, store.staging)
            yield target

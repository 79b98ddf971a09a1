"""The main job: read every input, check it, print it, and write what came of it.

Every input has exactly one outcome, and no input keeps another from its own. All inputs are examined before anything
is printed, because two with one code and different content must not be written. Outputs are called after the code of
their standard. A format that cannot be made costs its own output only, and what an earlier run wrote in that format
stays. Workers compute; only this process writes into the output folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import handbooks
from pipeline.base import files, hashing, i18n
from pipeline.base.errors import WriteError
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import EVERYTHING, Scope
from pipeline.handbooks import Renderer, folders
from pipeline.record.model import SCHEMA_VERSION
from pipeline.release import jobs, manifest, settle, store
from pipeline.release.examined import failure
from pipeline.release.jobs import Printed, Printing, Terms
from pipeline.release.listener import NOBODY, Onlooker
from pipeline.release.load import File, fetch
from pipeline.release.manifest import Entry, Output, PrintedFrom, ReadFrom
from pipeline.release.pools import INLINE, Pool
from pipeline.release.settle import Candidate
from pipeline.release.store import Memory

Value = TypeVar("Value")
HANDBOOK = "handbook"
"""The template whose outputs are called after the standard alone."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of every input. ``with_findings`` needs ``checked``.

    ``remembers``: what the manifest of the output folder proves to be up to date is not made again, and the manifest
    is kept; with ``forced`` all is made again. ``pruned``: outputs of inputs that are gone are deleted; ``inputs`` are
    all there are, if a run is only about a part of them.
    """

    output: Path
    formats: tuple[str, ...]
    checked: bool = True
    with_findings: bool = False
    templates: Path | None = None
    template: str = HANDBOOK
    limits: Limits = DEFAULT_LIMITS
    scope: Scope = EVERYTHING
    remembers: bool = False
    forced: bool = False
    pruned: bool = False
    inputs: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one input: its ``outputs``, of which ``written`` were made now, the others being up to date.

    ``twin`` is the input with the same content that was built in its place.
    """

    document: Document
    outputs: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    twin: Path | None = None


def build(paths: Sequence[Path], order: Order, pool: Pool = INLINE, onlooker: Onlooker = NOBODY) -> Iterator[Result]:
    """One result per path, in the order of ``paths``, each as soon as those before it are there; each path counts once.

    Raises:
        SettingsError: an unknown format.
        TemplateError: a template is missing or cannot be used.
        WriteError: an output cannot be written, or would take the place of an input.
    """
    makers = [handbooks.find(name) for name in order.formats]
    files.prepare_folder(order.output)
    with store.opened(order.output, onlooker, lasts=order.remembers) as known:
        run = _Run(order, makers, known, pool, onlooker)
        yield from _in_order(run.settled(run.examined(list(dict.fromkeys(paths)))))
        known.tidy(order.inputs or paths, onlooker, pruned=order.pruned)


def check(
    paths: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    scope: Scope = EVERYTHING,
    pool: Pool = INLINE,
    onlooker: Onlooker = NOBODY,
) -> Iterator[Document]:
    """Every input read and checked, in the order of ``paths``; nothing is written."""
    terms = _terms(limits, scope)

    def documents() -> Iterator[tuple[int, Document]]:
        work = (((number, path), (fetch(path, limits), terms)) for number, path in enumerate(paths))
        for (number, path), found in pool.finished(jobs.examine, work):
            onlooker.advance()
            one = failure(found) if isinstance(found, Diagnostic) else found
            yield number, scope.applied(one.brief.document(path, one.findings))

    onlooker.begin(_("checking"), len(paths))
    return _in_order(documents())


def _terms(limits: Limits, scope: Scope, *, checked: bool = True) -> Terms:
    rules = frozenset(rule.info.id for rule in scope.rules) if checked else None
    return Terms(limits, rules, i18n.current())


def _in_order(numbered: Iterable[tuple[int, Value]]) -> Iterator[Value]:
    """The values by their numbers, which count from 0, each as soon as those before it are there."""
    waiting: dict[int, Value] = {}
    following = 0
    for number, value in numbered:
        waiting[number] = value
        while following in waiting:
            yield waiting.pop(following)
            following += 1


@dataclass(frozen=True, slots=True)
class _Plan:
    """An input that stands for its standard, with its place among the inputs: what is printed for it, and where.

    ``targets`` are by format. Those that are ``stale`` are printed anew from what ``source`` tells; ``before`` is what
    the manifest says of its outputs. ``appendix``: the findings that are printed too.
    """

    number: int
    candidate: Candidate
    stem: str
    targets: Mapping[str, Path]
    stale: tuple[str, ...]
    source: PrintedFrom
    before: Mapping[str, Output]
    appendix: tuple[Diagnostic, ...] | None


class _Run:
    """One run: what is to be made, and with whose help."""

    def __init__(
        self, order: Order, makers: Sequence[Renderer], memory: Memory, pool: Pool, onlooker: Onlooker
    ) -> None:
        self._order = order
        self._home = order.output.resolve()
        self._makers = makers
        self._memory = memory
        self._pool = pool
        self._onlooker = onlooker
        self._printing = Printing(order.templates, order.template, i18n.current())
        self._manner = hashing.of(self._printing)

    def examined(self, paths: Sequence[Path]) -> list[Candidate]:
        """All inputs, read and checked; those that the memory knows just as they are now are not read again."""
        terms = _terms(self._order.limits, self._order.scope, checked=self._order.checked)
        options = hashing.of(terms)
        candidates: dict[Path, Candidate] = {}

        def unknown() -> Iterator[tuple[tuple[Path, ReadFrom], tuple[File, Terms]]]:
            for path in paths:
                file = fetch(path, terms.limits)
                source = ReadFrom(file.sha256, hashing.program(), SCHEMA_VERSION, hashing.of(options, path.name))
                remembered = self._remembered(path, source)
                if remembered:
                    candidates[path] = remembered
                    self._onlooker.advance()
                else:
                    yield (path, source), (file, terms)

        self._onlooker.begin(_("reading"), len(paths))
        for (path, source), found in self._pool.finished(jobs.examine, unknown()):
            if isinstance(found, Diagnostic):
                found, source = failure(found, source.source), replace(source, source=None)
            kept = self._memory.archive.put(found)
            candidates[path] = Candidate(path, found.brief, kept)
            before = self._memory.manifest.entry(path) or Entry(source, kept)
            self._memory.note(path, replace(before, read_from=source, examined=kept))
            self._onlooker.advance()
        return [candidates[path] for path in paths]

    def _remembered(self, path: Path, source: ReadFrom) -> Candidate | None:
        entry = self._memory.manifest.entry(path)
        if self._order.forced or entry is None or source.source is None or entry.read_from != source:
            return None
        found = self._memory.archive.get(entry.examined)
        return Candidate(path, found.brief, entry.examined) if found else None

    def settled(self, candidates: Sequence[Candidate]) -> Iterator[tuple[int, Result]]:
        """The result of every input with its place among them, in any order."""
        numbers = {one.path: number for number, one in enumerate(candidates)}
        places = (one.path.resolve() for one in candidates)
        inputs = {place.name for place in places if place.parent == self._home}
        templates = hashing.folders(folders.homes(self._order.templates))
        taken = {Path(manifest.FILE).stem}
        plans: list[_Plan] = []
        for fate in settle.fates(candidates, lambda one: self._memory.examined(one.kept).standard):
            one, number = fate.candidate, numbers[fate.candidate.path]
            if fate.conflict or fate.twin or one.brief.record is None:
                document = fate.document(self._memory.examined(one.kept).findings)
                yield number, Result(self._order.scope.applied(document), twin=fate.twin.path if fate.twin else None)
            else:
                stem = files.unique_stem(one.brief.name or one.path.stem, taken)
                plans.append(self._plan(number, one, stem, templates, inputs))
        yield from self._printed(plans)

    def _document(self, one: Candidate, more: Iterable[Diagnostic] = (), outcome: Outcome | None = None) -> Document:
        document = one.brief.document(one.path, (*self._memory.examined(one.kept).findings, *more))
        return self._order.scope.applied(replace(document, outcome=outcome or document.outcome))

    def _plan(self, number: int, one: Candidate, stem: str, templates: str, inputs: Collection[str]) -> _Plan:
        """``inputs`` are the names of those that lie in the output folder."""
        order = self._order
        record = one.brief.record or ""
        appendix = self._document(one).diagnostics if order.with_findings else None
        source = PrintedFrom(record, hashing.program(), templates, hashing.of(self._manner, appendix))
        entry = self._memory.manifest.entry(one.path)
        before = entry.outputs if entry else {}
        targets = {maker.NAME: order.output / self._file_name(stem, maker) for maker in self._makers}
        for target in targets.values():
            if target.name in inputs:
                raise WriteError(_("{path} is an input; choose another output folder with -o.").format(path=target))
        stale = [
            name
            for name, target in targets.items()
            if order.forced or not _is_up_to_date(target, before.get(target.name), source)
        ]
        return _Plan(number, one, stem, targets, tuple(stale), source, before, appendix)

    def _file_name(self, stem: str, maker: Renderer) -> str:
        is_usual = self._order.template == HANDBOOK or maker.TEMPLATE_SUFFIX is None
        return f"{stem}{'' if is_usual else f'-{self._order.template}'}{maker.SUFFIX}"

    def _printed(self, plans: Sequence[_Plan]) -> Iterator[tuple[int, Result]]:
        """Prints what is stale. That it is stale is noted first, so that the manifest holds true at any moment."""
        stale = [plan for plan in plans if plan.stale]
        self._memory.hand_over({target.name: plan.candidate.path for plan in plans for target in plan.targets.values()})
        for plan in stale:
            self._memory.doubt(plan.candidate.path, [plan.targets[name].name for name in plan.stale])
        self._memory.save()
        for plan in plans:
            if not plan.stale:
                yield plan.number, self._result(plan, {})

        def work() -> Iterator[tuple[_Plan, tuple[object, ...]]]:
            for plan in stale:
                record = self._memory.examined(plan.candidate.kept).record
                yield plan, (record, plan.stale, plan.appendix, self._printing)

        self._onlooker.begin(_("printing"), len(stale))
        for plan, found in self._pool.finished(jobs.print_record, work()):
            if isinstance(found, Diagnostic):
                found = dict.fromkeys(plan.stale, Printed(None, (found,)))
            yield plan.number, self._result(plan, found)
            self._onlooker.advance()

    def _result(self, plan: _Plan, printed: Mapping[str, Printed]) -> Result:
        """Puts what was printed in its place, and sums up. What stood there stays where nothing could be printed."""
        known = dict(plan.before)
        outputs: list[Path] = []
        written: list[Path] = []
        mishaps: dict[Diagnostic, None] = {}
        failures: dict[Diagnostic, None] = {}
        for name, target in plan.targets.items():
            one = printed.get(name)
            if one and one.data is None:
                failures.update(dict.fromkeys(one.mishaps))
                continue
            if one and one.data is not None:
                digest = hashlib.sha256(one.data).hexdigest()
                if files.digest(target) != digest:
                    files.write(target, one.data, self._memory.workshop)
                    written.append(target)
                known[target.name] = Output(digest, plan.source, one.mishaps)
            outputs.append(target)
            mishaps.update(dict.fromkeys(known[target.name].mishaps))
        path = plan.candidate.path
        entry = self._memory.manifest.entry(path)
        if entry:
            self._memory.note(path, replace(entry, outputs=known, stem=plan.stem, failures=tuple(failures)))
        document = self._document(plan.candidate, {**mishaps, **failures}, None if outputs else Outcome.FAILED)
        return Result(document, tuple(outputs), tuple(written))


def _is_up_to_date(target: Path, made: Output | None, source: PrintedFrom) -> bool:
    return (
        made is not None
        and made.printed_from == source
        and made.sha256 is not None
        and files.digest(target) == made.sha256
    )

"""The sink of ``build``: handbooks in a folder, of which only those are made again that are not up to date.

Outputs are called after the code of their standard. What an earlier run wrote in a format that
cannot be made now stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files, hashing, i18n
from pipeline.base.claims import Claims
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.i18n import _
from pipeline.base.imprint import NONE, Imprint
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import Policy
from pipeline.handbooks import folders
from pipeline.release import jobs, manifest, placing
from pipeline.release.engine import Written
from pipeline.release.formats import Format
from pipeline.release.jobs import Printed, Printing
from pipeline.release.listener import ProgressListener
from pipeline.release.manifest import Output, PrintedFrom
from pipeline.release.pools import Pool
from pipeline.release.settle import Resolution
from pipeline.release.store import Store


@dataclass(frozen=True, slots=True)
class Making:
    """What is made of every standard; ``forced``: even what is up to date.

    ``reserved`` are files that the run reads or writes besides, so that none of them becomes a handbook.
    """

    output: Path
    makers: tuple[Format, ...]
    templates: Path | None
    template: str
    with_findings: bool
    forced: bool
    reserved: tuple[Path, ...] = ()
    export: ExportSettings = USUAL
    imprint: Imprint = NONE

    def target(self, stem: str, maker: Format) -> Path:
        """The file that this format's output for the standard called ``stem`` becomes."""
        return self.output / maker.file_name(stem, self.template)


@dataclass(frozen=True, slots=True)
class _PrintPlan:
    """What is printed for a standard, and where.

    ``targets`` are by format. Those that are ``stale`` are printed anew from what ``source`` tells; ``before`` is what
    the manifest says of its outputs. ``appendix``: the findings that are printed too.
    """

    resolution: Resolution
    targets: Mapping[str, Path]
    stale: tuple[str, ...]
    source: PrintedFrom
    before: Mapping[str, Output]
    appendix: tuple[Diagnostic, ...] | None

    @property
    def path(self) -> Path:
        """The input."""
        return self.resolution.candidate.path


class FolderSink:
    """Prints with the help of ``pool``, and writes into the folder of ``making``."""

    def __init__(self, making: Making, store: Store, pool: Pool, listener: ProgressListener, policy: Policy) -> None:
        self._making = making
        self._store = store
        self._pool = pool
        self._listener = listener
        self._policy = policy
        self._printing = Printing(making.templates, making.template, i18n.current(), making.export, making.imprint)

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        """Prints what is stale. That it is stale is noted first, so that the manifest holds true at any moment."""
        plans = self._plans(resolutions)
        stale = [plan for plan in plans if plan.stale]
        self._store.hand_over({target.name: plan.path for plan in plans for target in plan.targets.values()})
        for plan in stale:
            self._store.doubt(plan.path, [plan.targets[name].name for name in plan.stale])
        self._store.save()
        for plan in plans:
            if not plan.stale:
                yield self._put(plan, {})

        def work() -> Iterator[tuple[_PrintPlan, tuple[object, ...]]]:
            for plan in stale:
                record = self._store.examination(plan.resolution.candidate.kept).record
                yield plan, (record, plan.stale, plan.appendix, self._printing)

        self._listener.begin(_("printing"), len(stale))
        for plan, found in self._pool.finished(jobs.print_record, work()):
            if isinstance(found, Diagnostic):
                found = dict.fromkeys(plan.stale, Printed(None, (found,)))
            yield self._put(plan, found)
            self._listener.advance()

    def _plans(self, resolutions: Sequence[Resolution]) -> list[_PrintPlan]:
        claims = Claims((*(one.candidate.path for one in resolutions), *self._making.reserved))
        claims.claim(self._making.output / manifest.FILE)
        templates = hashing.folders(folders.homes(self._making.templates))
        manner = hashing.of(self._printing)
        return [self._plan(one, templates, manner, claims) for one in resolutions if one.stands]

    def _plan(self, one: Resolution, templates: str, manner: str, claims: Claims) -> _PrintPlan:
        """``templates`` and ``manner`` are digests."""
        making, candidate = self._making, one.candidate
        appendix = self._findings(one) if making.with_findings else None
        source = PrintedFrom(candidate.brief.record or "", hashing.program(), templates, hashing.of(manner, appendix))
        entry = self._store.manifest.entry(candidate.path)
        before = entry.outputs if entry else {}
        targets = {maker.name: making.target(one.stem, maker) for maker in making.makers}
        for target in targets.values():
            claims.claim(target)
        stale = [
            name
            for name, target in targets.items()
            if making.forced or not manifest.is_up_to_date(target, before.get(target.name), source)
        ]
        return _PrintPlan(one, targets, tuple(stale), source, before, appendix)

    def _findings(self, one: Resolution) -> tuple[Diagnostic, ...]:
        findings = self._store.examination(one.candidate.kept).findings
        return self._policy.applied(one.document(findings)).diagnostics

    def _put(self, plan: _PrintPlan, printed: Mapping[str, Printed]) -> Written:
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
                    if in_the_way := placing.put(target, one.data, self._store.staging):
                        failures[in_the_way] = None
                        continue
                    written.append(target)
                known[target.name] = Output(digest, plan.source, one.mishaps)
            outputs.append(target)
            mishaps.update(dict.fromkeys(known[target.name].mishaps))
        entry = self._store.manifest.entry(plan.path)
        if entry:
            stem = plan.resolution.stem
            self._store.note(plan.path, replace(entry, outputs=known, stem=stem, failures=tuple(failures)))
        both = tuple({**mishaps, **failures})
        is_lost = bool(plan.targets) and not outputs
        return Written(plan.resolution, tuple(outputs), tuple(written), both, is_lost=is_lost)

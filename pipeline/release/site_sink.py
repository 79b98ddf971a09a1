"""The sink of ``site``: pages in a folder, of which only those are made again that are not up to date.

All that is new is made beside the site first and put into its place at the end, so that until then the old site is
whole (``site_files.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.base import files, hashing
from pipeline.base.claims import Claims
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import Policy
from pipeline.handbooks import HANDBOOK, folders
from pipeline.release import formats, jobs, site_assets, site_jobs
from pipeline.release.engine import Written
from pipeline.release.entries import stored
from pipeline.release.examination import Examination
from pipeline.release.listener import ProgressListener
from pipeline.release.pools import Pool
from pipeline.release.settle import Resolution
from pipeline.release.site_files import SiteFiles
from pipeline.release.site_jobs import SitePrinting, StandardOrder
from pipeline.release.store import Store
from pipeline.site import plan, summary, versions
from pipeline.site.finding_pages import Found, Lost
from pipeline.site.model import SiteStandard
from pipeline.site.page import PageOrder
from pipeline.site.rows import by_code

_PAGES_OF_A_JOB = 100


@dataclass(frozen=True, slots=True)
class SiteMaking:
    """What is made: pages as ``printing`` says, and release exports of the formats ``together``.

    ``forced``, ``pruned`` and ``reserved`` are as in ``SiteOrder``.
    """

    output: Path
    printing: SitePrinting
    together: tuple[str, ...]
    forced: bool
    pruned: bool
    reserved: tuple[Path, ...] = ()


@dataclass
class _Made:
    """What was made of the standards, by key: their files, and what these cannot show. ``common``: of all of them."""

    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mishaps: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    common: list[str] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def add(self, key: str, mishaps: Iterable[Diagnostic]) -> None:
        """Notes more that the files of a standard cannot show."""
        self.mishaps[key] = tuple(dict.fromkeys((*self.mishaps.get(key, ()), *mishaps)))


class SiteSink:
    """Makes pages with the help of two pools, as ``release.site.site`` says, and puts them into ``making.output``."""

    def __init__(
        self,
        making: SiteMaking,
        store: Store,
        pool: Pool,
        release_pool: Pool,
        listener: ProgressListener,
        policy: Policy,
    ) -> None:
        self.making = making
        self._store = store
        self.pool = pool
        self.release_pool = release_pool
        self.listener = listener
        self._policy = policy

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        """See ``Sink``. What is about all standards is told as outputs of the first one."""
        standing = {summary.key(one.stem): one for one in resolutions if one.stands}
        if not standing:
            return
        making = self.making
        manner = hashing.of(
            making.printing, hashing.program(), hashing.folders(folders.homes(making.printing.templates))
        )
        with files.unfinished_folder(self._store.staging) as folder:
            site = SiteFiles(
                making.output, self._store, folder / "site", making.forced, Claims(self._inputs(resolutions))
            )
            run = _Run(self, site, standing, manner, folder)
            made = run.made(self._lost(resolutions))
            changed = site.put()
        site.tidy(self.listener, pruned=making.pruned)
        for number, (key, one) in enumerate(sorted(standing.items())):
            paths = (*(made.common if number == 0 else ()), *made.paths.get(key, ()))
            written = tuple(making.output / path for path in paths if path in changed)
            mishaps = (*made.mishaps.get(key, ()), *(made.failures if number == 0 else ()))
            outputs = tuple(making.output / path for path in paths)
            yield Written(one, outputs, written, tuple(dict.fromkeys(mishaps)), is_lost=key in made.lost)

    def _inputs(self, resolutions: Sequence[Resolution]) -> tuple[Path, ...]:
        return (*(one.candidate.path for one in resolutions), *self.making.reserved)

    def _lost(self, resolutions: Sequence[Resolution]) -> list[Lost]:
        """The inputs that have no page and no other input that stands for them."""
        found = []
        for one in resolutions:
            if not one.stands and one.duplicate_of is None:
                reasons = tuple(finding.message for finding in self.findings(one))
                found.append(Lost(one.candidate.path.name, reasons))
        return sorted(found, key=lambda one: one.file)

    def findings(self, one: Resolution) -> tuple[Diagnostic, ...]:
        """The findings of an input that count."""
        return self._counting(one, self._store.examination(one.candidate.kept))

    def record(self, one: Resolution) -> bytes:
        """The record (JSON) of an input that stands."""
        return self.record_and_findings(one)[0]

    def record_and_findings(self, one: Resolution) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """Both of an input that stands, from one look at what it gave."""
        found = self._store.examination(one.candidate.kept)
        return found.record or b"", self._counting(one, found)

    def _counting(self, one: Resolution, found: Examination) -> tuple[Diagnostic, ...]:
        return self._policy.applied(one.document(found.findings)).diagnostics


class _Run:
    """One run of a ``SiteSink``: makes what is not up to date, in the order in which files need each other."""

    def __init__(
        self, sink: SiteSink, site: SiteFiles, standing: dict[str, Resolution], manner: str, folder: Path
    ) -> None:
        self._sink = sink
        self._site = site
        self._standing = standing
        self._manner = manner
        self._folder = folder
        self._making = sink.making
        self._listener = sink.listener
        self._said: dict[str, str] = {}
        self._counts: dict[str, Counter[tuple[str, str]]] = {}
        self._formats = {one.name: one for one in formats.available()}
        self._standards = self._summaries()
        self._chains = versions.chains(self._standards)
        self._found = _Made()

    def made(self, lost: Sequence[Lost]) -> _Made:
        """Makes everything; ``lost`` are the inputs that have no page."""
        self._make_standards()
        compared = self._make_comparisons()
        downloads = plan.Downloads(self._make_exports(), {one.key: dict(self._files(one)) for one in self._standards})
        release = plan.Release(self._standards, self._counted(), lost, downloads, compared)
        self._make_pages(plan.pages(release, self._making.printing.frame.title))
        for path, data in site_assets.assets(self._standards, self._making.printing.templates):
            made_from = hashing.of(path, data)
            if not self._site.kept(made_from):
                self._site.add(path, data, made_from)
            self._found.common.append(path)
        return self._found

    def _summaries(self) -> list[SiteStandard]:
        """The summary of each standard; what its input gave is read once, and a digest of it and counts are kept."""
        found = []
        for key, one in self._standing.items():
            record, findings = self._sink.record_and_findings(one)
            self._said[key] = hashing.of(one.candidate.brief.record, repr(findings))
            self._counts[key] = Counter((each.rule, each.severity.value) for each in findings)
            found += site_jobs.summaries([(key, record)])
        return sorted(found, key=by_code)

    def _counted(self) -> list[Found]:
        return [Found(one, self._counts[one.key]) for one in self._standards]

    def _files(self, one: SiteStandard) -> tuple[tuple[str, str], ...]:
        """The paths of the other forms of a standard, by format."""
        return tuple(
            (name, f"downloads/{name}/{self._formats[name].file_name(one.key, HANDBOOK)}")
            for name in self._making.printing.formats
        )

    def _make_standards(self) -> None:
        family = {one.key: page for page, chain in self._chains.items() for one in chain}
        printing = self._making.printing

        def stale() -> Iterator[tuple[tuple[StandardOrder, str], tuple[object, ...]]]:
            for one in self._standards:
                resolution = self._standing[one.key]
                order = StandardOrder(one, family.get(one.key), self._files(one))
                made_from = hashing.of(self._manner, one.key, self._said[one.key], order.versions, order.files)
                if kept := self._site.kept(made_from):
                    self._note(one, kept)
                    self._listener.advance()
                else:
                    record, findings = self._sink.record_and_findings(resolution)
                    yield (order, made_from), (record, order, findings, printing)

        self._listener.begin(_("printing"), len(self._standards))
        for (order, made_from), made in self._sink.pool.finished(site_jobs.standard_files, stale()):
            self._listener.advance()
            one = order.standard
            if isinstance(made, Diagnostic):
                made = {one.page: jobs.Printed(None, (made,))}
            for path, printed in made.items():
                if printed.data is not None:
                    self._site.add(path, printed.data, made_from, printed.mishaps)
                else:
                    self._found.add(one.key, printed.mishaps)
            if made[one.page].data is None and not self._site.stays(one.page):
                # Other pages lead here. What has no digest of its making is tried again by the next run.
                self._site.add(one.page, site_jobs.standard_page(None, order, printing), "")
                self._found.lost.add(one.key)
            self._note(one, tuple(made))

    def _note(self, one: SiteStandard, paths: tuple[str, ...]) -> None:
        self._found.paths[one.key] = paths
        self._found.add(one.key, self._site.mishaps(paths))

    def _make_comparisons(self) -> frozenset[str]:
        """Makes those that are not up to date, and says which first pages there are."""
        printing = self._making.printing
        pairs = [(page, pair) for page, chain in self._chains.items() for pair in versions.pairs(chain)]
        found: set[str] = set()

        def stale() -> Iterator[tuple[tuple[SiteStandard, SiteStandard, str], tuple[object, ...]]]:
            for page, (new, old) in pairs:
                records = [self._standing[one.key].candidate.brief.record for one in (new, old)]
                made_from = hashing.of(self._manner, page, new.key, old.key, records, new.state, old.state)
                if kept := self._site.kept(made_from):
                    found.add(versions.comparison_page(new, old))
                    self._found.common += kept
                    self._listener.advance()
                else:
                    contents = [self._sink.record(self._standing[one.key]) for one in (old, new)]
                    yield (new, old, made_from), (*contents, (new, old), page, printing)

        self._listener.begin(_("comparing"), len(pairs))
        for (new, old, made_from), made in self._sink.pool.finished(site_jobs.comparison_files, stale()):
            self._listener.advance()
            if isinstance(made, Diagnostic):
                self._found.add(new.key, (made,))
                continue
            found.add(versions.comparison_page(new, old))
            for path, data in made.items():
                self._site.add(path, data, made_from)
            self._found.common += made
        return frozenset(found)

    def _make_exports(self) -> dict[str, list[str]]:
        """Makes those that are not up to date; gives the files of each format."""
        making, settings = self._making, self._making.printing.export
        found: dict[str, list[str]] = {}
        if not making.together:
            return found
        digest = hashing.of(self._manner, [(key, self._said[key]) for key, _one in self._ordered()])
        stale = {name: hashing.of(digest, name) for name in making.together}
        for name, made_from in list(stale.items()):
            if kept := self._site.kept(made_from):
                found[name] = list(kept)
                self._found.failures += self._site.mishaps(kept)
                del stale[name]
        if stale:
            entries = stored(
                self._folder / "entries",
                ((key, *self._sink.record_and_findings(one)) for key, one in self._ordered()),
            )
            work = (
                (name, (name, entries, self._folder / f"{name}.d", settings, making.printing.frame.language))
                for name in stale
            )
            self._listener.begin(_("exporting"), len(stale))
            for name, made in self._sink.release_pool.finished(jobs.export_release, work):
                self._listener.advance()
                if isinstance(made, Diagnostic):
                    self._found.failures.append(made)
                    continue
                self._found.failures += made.mishaps
                found[name] = [f"downloads/{name}/{file}" for file in made.names]
                for path, file in zip(found[name], made.names, strict=True):
                    data = (self._folder / f"{name}.d" / file).read_bytes()
                    self._site.add(path, data, stale[name], made.mishaps)
        self._found.common += [path for paths in found.values() for path in paths]
        return found

    def _ordered(self) -> list[tuple[str, Resolution]]:
        return sorted(self._standing.items())

    def _make_pages(self, orders: Iterable[PageOrder]) -> None:
        """Makes the pages about several standards that are not up to date."""
        digests: dict[str, str] = {}

        def stale() -> Iterator[PageOrder]:
            for order in orders:
                made_from = hashing.of(self._manner, order.digest())
                self._found.common.append(order.path)
                if not self._site.kept(made_from):
                    digests[order.path] = made_from
                    yield order

        waiting = stale()
        batches = iter(lambda: tuple(islice(waiting, _PAGES_OF_A_JOB)), ())
        self._listener.begin(_("printing"), 0)
        work = ((batch, (batch, self._making.printing)) for batch in batches)
        for batch, made in self._sink.release_pool.finished(site_jobs.pages, work):
            if isinstance(made, Diagnostic):
                made = site_jobs.pages(batch, self._making.printing)
            for path, data in made.items():
                self._site.add(path, data, digests.pop(path))

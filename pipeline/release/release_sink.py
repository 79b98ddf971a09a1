"""The sink of ``export``: what is about each standard goes the way of handbooks (``folder.py``), and what is about all
of them together is made here, from a stream of records.

Records and findings are laid into one file on disk (``entries.py``), and each format is a job that goes through them
one by one, however many there are. A job writes into a folder of its own; this process puts whole files in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files, hashing, i18n
from pipeline.base.claims import Claims
from pipeline.base.errors import OccupiedError
from pipeline.base.export_settings import ExportSettings
from pipeline.base.i18n import _
from pipeline.exports import ReleaseExport
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import Policy
from pipeline.release import jobs, manifest, placing
from pipeline.release.engine import Sink, Written
from pipeline.release.entries import stored
from pipeline.release.jobs import Exported
from pipeline.release.listener import ProgressListener
from pipeline.release.manifest import PrintedFrom, ReleaseEntry
from pipeline.release.pools import Pool
from pipeline.release.settle import Resolution
from pipeline.release.store import Store


@dataclass(frozen=True, slots=True)
class Releasing:
    """What is made of all standards together; ``forced`` and ``reserved`` are as in ``Making``."""

    output: Path
    makers: tuple[ReleaseExport, ...]
    settings: ExportSettings
    forced: bool
    reserved: tuple[Path, ...] = ()


class ReleaseSink:
    """Writes what ``releasing`` says, and then what ``each`` writes about single standards.

    The files about all are told as outputs of the first standard, and so is what they cannot hold.
    """

    def __init__(
        self, releasing: Releasing, each: Sink, store: Store, pool: Pool, listener: ProgressListener, policy: Policy
    ) -> None:
        self._releasing = releasing
        self._each = each
        self._store = store
        self._pool = pool
        self._listener = listener
        self._policy = policy

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        """See ``Sink``. Standards come in the order of their names, in whatever order the inputs do."""
        standing = sorted((one for one in resolutions if one.stands), key=lambda one: one.stem)
        if not standing:
            return
        together = self._together(standing)
        for one in self._each.write(resolutions):
            yield _joined(one, together) if one.resolution is standing[0] else one

    def _together(self, standing: Sequence[Resolution]) -> Written:
        makers, release = self._releasing.makers, self._store.manifest.release
        made_from = self._made_from(standing)
        stale = [one for one in makers if self._releasing.forced or not self._is_up_to_date(one, made_from)]
        written, failures = self._made(stale, standing, made_from)
        current = [release[one.NAME] for one in makers if self._is_made(one, made_from)]
        standing_files = (name for one in current for name, digest in one.files.items() if digest is not None)
        outputs = tuple(self._releasing.output / name for name in standing_files)
        mishaps = (*(found for one in current for found in one.mishaps), *failures)
        return Written(standing[0], outputs, written, tuple(dict.fromkeys(mishaps)))

    def _made_from(self, standing: Sequence[Resolution]) -> PrintedFrom:
        # A digest each: the findings of a whole release would be too much to hold.
        contents = [(one.stem, one.candidate.brief.record, hashing.of(self._findings(one))) for one in standing]
        manner = hashing.of(self._releasing.settings, i18n.current())
        return PrintedFrom(hashing.of(contents), hashing.program(), "", manner)

    def _findings(self, one: Resolution) -> tuple[Diagnostic, ...]:
        findings = self._store.examination(one.candidate.kept).findings
        return self._policy.applied(one.document(findings)).diagnostics

    def _is_made(self, maker: ReleaseExport, made_from: PrintedFrom) -> bool:
        known = self._store.manifest.release.get(maker.NAME)
        return known is not None and known.made_from == made_from

    def _is_up_to_date(self, maker: ReleaseExport, made_from: PrintedFrom) -> bool:
        return self._is_made(maker, made_from) and all(
            digest is not None and files.digest(self._releasing.output / name) == digest
            for name, digest in self._store.manifest.release[maker.NAME].files.items()
        )

    def _made(
        self, makers: Sequence[ReleaseExport], standing: Sequence[Resolution], made_from: PrintedFrom
    ) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
        """Makes these formats: the files that are new, and why some could not be made. Those keep their old files."""
        if not makers:
            return (), ()
        written: list[Path] = []
        failures: list[Diagnostic] = []
        claims = Claims(self._releasing.reserved)
        claims.claim(self._releasing.output / manifest.FILE)
        settings, language = self._releasing.settings, i18n.current()
        self._listener.begin(_("exporting"), len(makers))
        with files.unfinished_folder(self._store.staging) as folder:
            entries = stored(folder / "entries", map(self._content, standing))
            work = ((one.NAME, (one.NAME, entries, folder / f"{one.NAME}.d", settings, language)) for one in makers)
            for name, found in self._pool.finished(jobs.export_release, work):
                if isinstance(found, Diagnostic):
                    failures.append(found)
                elif not found.names:
                    failures.extend(found.mishaps)
                else:
                    new, in_the_way = self._put(name, found, folder / f"{name}.d", made_from, claims)
                    written += new
                    failures += in_the_way
                self._listener.advance()
        return tuple(written), tuple(failures)

    def _content(self, one: Resolution) -> tuple[str, bytes, tuple[Diagnostic, ...]]:
        return one.stem, self._store.examination(one.candidate.kept).record or b"", self._findings(one)

    def _put(
        self, name: str, made: Exported, folder: Path, made_from: PrintedFrom, claims: Claims
    ) -> tuple[list[Path], list[Diagnostic]]:
        """Puts the files of one format in their places, and says which are new and which found theirs taken."""
        output, release = self._releasing.output, self._store.manifest.release
        for file in made.names:
            claims.claim(output / file)
        digests = {file: files.digest(folder / file) for file in made.names}
        new = [file for file, digest in digests.items() if files.digest(output / file) != digest]
        # What is about to be replaced is doubted first, so that the manifest holds true at any moment.
        release[name] = ReleaseEntry(made_from, {**digests, **dict.fromkeys(new)}, made.mishaps)
        self._store.save()
        in_the_way: dict[str, Diagnostic] = {}
        for file in new:
            try:
                files.prepare_folder((output / file).parent)
                files.move(folder / file, output / file)
            except OccupiedError as error:
                in_the_way[file] = placing.occupied(error)
        release[name] = replace(release[name], files={**digests, **dict.fromkeys(in_the_way)})
        return [output / file for file in new if file not in in_the_way], list(in_the_way.values())


def _joined(one: Written, other: Written) -> Written:
    """Both as what was made of the standard of ``one``."""
    return replace(
        one,
        outputs=(*other.outputs, *one.outputs),
        written=(*other.written, *one.written),
        mishaps=tuple(dict.fromkeys((*one.mishaps, *other.mishaps))),
    )

"""Joins output folders that ``icap build --shard`` filled into one, as if a single run had built all of it.

What the parts could not see is seen here: that two of them hold the same standard, or two that differ under one code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import manifest, placing, store
from pipeline.release.archive import Archive
from pipeline.release.engine import Result, Written, conclude
from pipeline.release.examination import Examination
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.manifest import Manifest, ManifestEntry
from pipeline.release.settle import Candidate, Resolution
from pipeline.release.store import STAGING, Store


@dataclass(frozen=True, slots=True)
class _Built:
    """An input of one of the parts: the ``folder`` it was built into, and what the manifest there says of it."""

    folder: Path
    entry: ManifestEntry
    examination: Examination


def merge(
    folders: Sequence[Path],
    output: Path,
    policy: Policy = EVERYTHING,
    listener: ProgressListener = SILENT,
    wait: float = 0,
) -> Iterator[Result]:
    """One result per input of all ``folders``, in the order of their paths, and then what no part could read.

    ``output`` holds all that belongs to them.

    ``wait``: so many seconds until another run into ``output`` must have ended.

    Raises:
        SettingsError: a folder has no manifest that can be used, an output is not what its manifest says, one of
            the folders is ``output``, or the folders are not all parts of one shared out run.
        WriteError: an output cannot be written.
    """
    if files.resolved(output) in {files.resolved(folder) for folder in folders}:
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))
    parts = [_manifest(folder) for folder in folders]
    _expect_all(parts)
    built = {path: one for part in parts for path, one in _built(part)}
    unread = list({one.path: policy.applied(one) for part in parts for one in part.unread}.values())
    files.prepare_folder(output)
    with store.opened(output, listener, lasts=True, wait=wait) as known:
        candidates = [_taken_over(path, built[path], known) for path in sorted(built)]
        yield from conclude(candidates, known, _PartsSink(built, output, known), policy)
        yield from map(Result, unread)
        known.manifest.note_unread(unread)
        known.tidy(list(built), listener, pruned=False)


def _expect_all(parts: Sequence[Manifest]) -> None:
    """A part that nobody gives would be lost without a word."""
    shared = [part.part for part in parts if part.part]
    for count in sorted({count for _number, count in shared}):
        missing = sorted(set(range(1, count + 1)) - {number for number, of in shared if of == count})
        if missing:
            message = _("Of {count} parts these are missing: {missing}. Give all folders that --shard filled.")
            raise SettingsError(message.format(count=count, missing=_(", ").join(f"{one}/{count}" for one in missing)))


def _manifest(folder: Path) -> Manifest:
    """That of a part, which may have had nothing to do."""
    found = manifest.load(folder)
    if not found or not (folder / manifest.FILE).is_file():
        raise SettingsError(_("{folder} has no manifest that can be used; build into it first.").format(folder=folder))
    return found


def _built(part: Manifest) -> Iterator[tuple[Path, _Built]]:
    """Every input of a part, under its path as seen from here."""
    folder = part.folder
    archive = Archive(folder / STAGING)
    for name, entry in part.inputs.items():
        examination = archive.get(entry.examined)
        if examination is None:
            raise SettingsError(_("{folder} is incomplete; build into it again.").format(folder=folder))
        yield Path(files.seen_from(files.resolved(folder / name))), _Built(folder, entry, examination)


def _taken_over(path: Path, one: _Built, known: Store) -> Candidate:
    """An input of a part as one of this run; it has no outputs here yet."""
    kept = known.archive.put(one.examination)
    known.note(path, replace(one.entry, examined=kept, outputs={}, stem=None, failures=()))
    return Candidate(path, one.examination.brief, kept)


class _PartsSink:
    """Brings what belongs to the standards from their parts into the ``output`` folder."""

    def __init__(self, built: Mapping[Path, _Built], output: Path, known: Store) -> None:
        self._built = built
        self._output = output
        self._known = known

    def write(self, resolutions: Sequence[Resolution]) -> Iterator[Written]:
        made = [self._joined(one, self._built[one.candidate.path]) for one in resolutions if one.stands]
        self._known.hand_over({path.name: one.resolution.candidate.path for one in made for path in one.outputs})
        yield from made

    def _joined(self, resolution: Resolution, one: _Built) -> Written:
        path, entry = resolution.candidate.path, one.entry
        outputs = {}
        written = []
        failures = dict.fromkeys(entry.failures)
        for name, output in entry.outputs.items():
            if entry.has_outgrown(name) or output.printed_from.record != one.examination.brief.record:
                continue
            source = one.folder / name
            target = self._output / f"{resolution.stem}{name.removeprefix(entry.stem or '')}"
            if not files.is_regular(source) or files.digest(source) != output.sha256:
                raise SettingsError(_("{path} is not what its manifest says; build it again.").format(path=source))
            if files.digest(target) != output.sha256:
                if in_the_way := placing.put(target, source.read_bytes(), self._known.staging):
                    failures[in_the_way] = None
                    continue
                written.append(target)
            outputs[target.name] = output
        stem = resolution.stem
        noted = self._known.manifest.entry(path) or entry
        self._known.note(path, replace(noted, outputs=outputs, stem=stem, failures=tuple(failures)))
        mishaps = dict.fromkeys(mishap for output in outputs.values() for mishap in output.mishaps)
        made = tuple(self._output / name for name in outputs)
        return Written(resolution, made, tuple(written), (*mishaps, *failures), is_lost=not outputs)

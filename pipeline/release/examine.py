"""The first half of a run: every input is read and checked, unless the store knows it just as it is now.

All inputs are examined before anything is written, because two with one code and different content must not be. What
each gave is kept on disk; memory holds a brief of it, so that it does not grow with the records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.base import hashing
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.record.model import SCHEMA_VERSION
from pipeline.release import examination, jobs, parts
from pipeline.release.jobs import Terms
from pipeline.release.listener import ProgressListener
from pipeline.release.load import NOTHING_GIVEN, File, Given, fetch
from pipeline.release.manifest import ManifestEntry, ReadFrom
from pipeline.release.pools import Pool
from pipeline.release.settle import Candidate
from pipeline.release.store import Store


def examine(
    paths: Sequence[Path],
    terms: Terms,
    store: Store,
    pool: Pool,
    listener: ProgressListener,
    *,
    forced: bool = False,
    given: Given = NOTHING_GIVEN,
) -> list[Candidate]:
    """One candidate per standard, in the order of ``paths``: mostly one per path, more if a file holds several.

    ``forced``: all are read, even those that the store knows. ``given`` is as for ``fetch``.

    Raises:
        WriteError: what was found cannot be kept.
    """
    options = hashing.of(terms)
    names = frozenset(paths)
    candidates: dict[Path, list[Candidate]] = {}

    def unknown() -> Iterator[tuple[tuple[Path, ReadFrom], tuple[File, Terms]]]:
        for path in paths:
            file = fetch(path, terms.limits, given)
            source = ReadFrom(file.sha256, hashing.program(), SCHEMA_VERSION, hashing.of(options, path.name))
            known = [] if forced else _known(path, source, store, names)
            if known:
                candidates[path] = known
                listener.advance()
            else:
                yield (path, source), (file, terms)

    listener.begin(_("reading"), len(paths))
    for (path, source), found in pool.finished(jobs.examine, unknown()):
        if isinstance(found, Diagnostic):
            found, source = (examination.of_failure(found, source.source),), replace(source, source=None)
        candidates[path] = []
        for number, one in enumerate(found, 1):
            name = parts.path_of(path, number, len(found), names)
            kept = store.archive.put(one)
            candidates[path].append(Candidate(name, one.brief, kept))
            before = store.manifest.entry(name) or ManifestEntry(source, kept)
            store.note(name, replace(before, read_from=source, examined=kept))
        listener.advance()
    return [candidate for path in paths for candidate in candidates[path]]


def _known(path: Path, source: ReadFrom, store: Store, names: Collection[Path]) -> list[Candidate]:
    """The standards of a file that the store knows as they are now; none, if one of them is not known."""
    single = _known_one(path, source, store)
    first = single or _known_one(parts.path_of(path, 1, 2, names), source, store)
    if first is None:
        return []
    count = first.brief.standards
    if single and count == 1:
        return [single]
    found = [_known_one(parts.path_of(path, number, count, names), source, store) for number in range(1, count + 1)]
    known = [one for one in found if one and one.brief.standards == count]
    return known if len(known) == count else []


def _known_one(name: Path, source: ReadFrom, store: Store) -> Candidate | None:
    entry = store.manifest.entry(name)
    if entry is None or source.source is None or entry.read_from != source:
        return None
    found = store.archive.get(entry.examined)
    return Candidate(name, found.brief, entry.examined) if found else None

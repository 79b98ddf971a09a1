"""The first half of a run: every input is read and checked, unless the store knows it just as it is now.

All inputs are examined before anything is written, because two with one code and different content must not be. What
each gave is kept on disk; memory holds a brief of it, so that it does not grow with the records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.base import hashing, i18n
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import Policy
from pipeline.record.model import SCHEMA_VERSION
from pipeline.release import examination, jobs
from pipeline.release.jobs import Terms
from pipeline.release.listener import ProgressListener
from pipeline.release.load import File, fetch
from pipeline.release.manifest import ManifestEntry, ReadFrom
from pipeline.release.pools import Pool
from pipeline.release.settle import Candidate
from pipeline.release.store import Store


def terms(limits: Limits, policy: Policy | None) -> Terms:
    """How inputs are read, and checked by the rules that run under ``policy``; ``None``: they are not checked."""
    rules = None if policy is None else frozenset(rule.info.id for rule in policy.rules)
    return Terms(limits, rules, i18n.current())


def examine(
    paths: Sequence[Path], terms: Terms, store: Store, pool: Pool, listener: ProgressListener, *, forced: bool = False
) -> list[Candidate]:
    """One candidate per path, in the order of ``paths``; ``forced``: all are read, even those that the store knows.

    Raises:
        WriteError: what was found cannot be kept.
    """
    options = hashing.of(terms)
    candidates: dict[Path, Candidate] = {}

    def unknown() -> Iterator[tuple[tuple[Path, ReadFrom], tuple[File, Terms]]]:
        for path in paths:
            file = fetch(path, terms.limits)
            source = ReadFrom(file.sha256, hashing.program(), SCHEMA_VERSION, hashing.of(options, path.name))
            known = None if forced else _known(path, source, store)
            if known:
                candidates[path] = known
                listener.advance()
            else:
                yield (path, source), (file, terms)

    listener.begin(_("reading"), len(paths))
    for (path, source), found in pool.finished(jobs.examine, unknown()):
        if isinstance(found, Diagnostic):
            found, source = examination.of_failure(found, source.source), replace(source, source=None)
        kept = store.archive.put(found)
        candidates[path] = Candidate(path, found.brief, kept)
        before = store.manifest.entry(path) or ManifestEntry(source, kept)
        store.note(path, replace(before, read_from=source, examined=kept))
        listener.advance()
    return [candidates[path] for path in paths]


def _known(path: Path, source: ReadFrom, store: Store) -> Candidate | None:
    entry = store.manifest.entry(path)
    if entry is None or source.source is None or entry.read_from != source:
        return None
    found = store.archive.get(entry.examined)
    return Candidate(path, found.brief, entry.examined) if found else None

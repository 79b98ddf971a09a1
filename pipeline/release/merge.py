"""Joins output folders that ``icap build --shard`` filled into one, as if a single run had built all of it.

What the parts could not see is seen here: that two of them hold the same standard, or two that differ under one code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import EVERYTHING, Scope
from pipeline.release import manifest, settle, store
from pipeline.release.archive import Archive
from pipeline.release.build import Result
from pipeline.release.examined import Examined
from pipeline.release.listener import NOBODY, Onlooker
from pipeline.release.manifest import Entry
from pipeline.release.settle import Candidate, Fate
from pipeline.release.store import WORKSHOP, Memory


@dataclass(frozen=True, slots=True)
class _Built:
    """An input of one of the parts: the ``folder`` it was built into, and what the manifest there says of it."""

    folder: Path
    entry: Entry
    examined: Examined


def merge(
    folders: Sequence[Path], output: Path, scope: Scope = EVERYTHING, onlooker: Onlooker = NOBODY
) -> Iterator[Result]:
    """One result per input of all ``folders``, in the order of their paths; ``output`` holds all that belongs to them.

    Raises:
        SettingsError: a folder has no manifest that can be used, an output is not what its manifest says, or one of
            the folders is ``output``.
        WriteError: an output cannot be written.
    """
    if output.resolve() in {folder.resolve() for folder in folders}:
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))
    built = {path: one for folder in folders for path, one in _built(folder)}
    files.prepare_folder(output)
    with store.opened(output, onlooker, lasts=True) as known:
        candidates = [Candidate(path, built[path].examined.brief) for path in sorted(built)]
        taken = {Path(manifest.FILE).stem}
        results = {}
        for fate in settle.fates(candidates, lambda one: built[one.path].examined.standard):
            path = fate.candidate.path
            results[path] = _joined(fate, built[path], output, known, scope, taken)
        known.hand_over({output.name: path for path, result in results.items() for output in result.outputs})
        yield from (results[one.path] for one in candidates)
        known.tidy(list(built), onlooker, pruned=False)


def _built(folder: Path) -> Iterator[tuple[Path, _Built]]:
    """Every input of a part, under its path as seen from here."""
    found = manifest.load(folder)
    if not found or not found.inputs:
        raise SettingsError(_("{folder} has no manifest that can be used; build into it first.").format(folder=folder))
    archive = Archive(folder / WORKSHOP)
    for name, entry in found.inputs.items():
        examined = archive.get(entry.examined)
        if examined is None:
            raise SettingsError(_("{folder} is incomplete; build into it again.").format(folder=folder))
        yield Path(os.path.relpath((folder / name).resolve())), _Built(folder, entry, examined)


def _joined(fate: Fate, one: _Built, output: Path, known: Memory, scope: Scope, taken: set[str]) -> Result:
    """Brings what belongs to an input into the ``output`` folder."""
    path, entry = fate.candidate.path, one.entry
    kept = known.archive.put(one.examined)
    stands = fate.conflict is None and fate.twin is None and one.examined.brief.record is not None
    stem = files.unique_stem(one.examined.brief.name or path.stem, taken) if stands else None
    outputs = {}
    written = []
    for name, made in entry.outputs.items() if stem else ():
        if entry.has_outgrown(name) or made.printed_from.record != one.examined.brief.record:
            continue
        source, target = one.folder / name, output / f"{stem}{name.removeprefix(entry.stem or '')}"
        if files.digest(source) != made.sha256:
            raise SettingsError(_("{path} is not what its manifest says; build it again.").format(path=source))
        if files.digest(target) != made.sha256:
            files.write(target, source.read_bytes(), known.workshop)
            written.append(target)
        outputs[target.name] = made
    known.note(path, replace(entry, examined=kept, outputs=outputs, stem=stem))
    mishaps = tuple(dict.fromkeys(mishap for made in outputs.values() for mishap in made.mishaps))
    document = fate.document((*one.examined.findings, *mishaps, *entry.failures))
    if stem and not outputs:
        document = replace(document, outcome=Outcome.FAILED)
    twin = fate.twin.path if fate.twin else None
    return Result(scope.applied(document), tuple(output / name for name in outputs), tuple(written), twin)

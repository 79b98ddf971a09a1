"""What a run and the runs before it know of an output folder: the manifest, and the archive of what was examined."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files
from pipeline.base.errors import WriteError
from pipeline.base.i18n import _
from pipeline.release import manifest
from pipeline.release.archive import Archive
from pipeline.release.examined import Examined
from pipeline.release.listener import Onlooker
from pipeline.release.manifest import Entry, Manifest, Output

WORKSHOP = ".icap"
"""The folder inside an output folder that holds what was examined, and outputs that are being written."""


@dataclass(frozen=True, slots=True)
class Memory:
    """``lasts``: the next run will know what is noted here."""

    manifest: Manifest
    archive: Archive
    lasts: bool

    @property
    def workshop(self) -> Path:
        """Where outputs stand until they are whole."""
        return self.archive.folder

    def examined(self, digest: str) -> Examined:
        """What this run put into the archive, or found there.

        Raises:
            WriteError: somebody has taken it away meanwhile.
        """
        found = self.archive.get(digest)
        if found is None:
            raise WriteError(_("{folder} was changed during the run; run again.").format(folder=self.workshop))
        return found

    def note(self, path: Path, entry: Entry) -> None:
        """Notes what is known of an input from now on."""
        self.manifest.note(path, entry)
        if self.lasts:
            self.manifest.save(self.workshop, at_once=False)

    def hand_over(self, owners: Mapping[str, Path]) -> None:
        """Notes that the outputs called so belong to these inputs, and to no other that may have had them before."""
        names = {output: self.manifest.name(path) for output, path in owners.items()}
        for name, entry in self.manifest.inputs.items():
            kept = {output: one for output, one in entry.outputs.items() if names.get(output, name) == name}
            if len(kept) < len(entry.outputs):
                self.manifest.put(name, replace(entry, outputs=kept))

    def doubt(self, path: Path, names: Collection[str]) -> None:
        """Notes that the outputs called ``names`` are about to be replaced, so that nothing can be said of them."""
        entry = self.manifest.entry(path)
        if entry:
            doubtful = {name: replace(one, sha256=None) for name, one in entry.outputs.items() if name in names}
            self.manifest.note(path, replace(entry, outputs={**entry.outputs, **doubtful}))

    def save(self) -> None:
        """Makes sure that the next run will know.

        Raises:
            WriteError: the manifest cannot be written.
        """
        if self.lasts:
            self.manifest.save(self.workshop)

    def tidy(self, inputs: Collection[Path], onlooker: Onlooker, *, pruned: bool) -> None:
        """Looks after the outputs of inputs that are gone, and throws away what nobody will ask for again.

        ``inputs`` are all there are; ``pruned``: the outputs of others are deleted, unless somebody changed them.
        """
        if not self.lasts:
            return
        present = {self.manifest.name(path) for path in inputs}
        claimed: set[str] = set()
        orphans: dict[str, Output] = {}
        for name, entry in self.manifest.inputs.items():
            for output, made in entry.outputs.items():
                if name in present and not entry.has_outgrown(output):
                    claimed.add(output)
                else:
                    orphans[output] = made
        orphans = {output: made for output, made in orphans.items() if output not in claimed}
        if pruned:
            for output, made in orphans.items():
                onlooker.note(_pruned(self.manifest.folder / output, made))
            self.manifest.keep_only(present)
        elif orphans:
            onlooker.note(_("outputs whose input is not in this run: {count}").format(count=len(orphans)))
        self.archive.keep_only({entry.examined for entry in self.manifest.inputs.values()})


def _pruned(path: Path, made: Output) -> str:
    """Deletes an output that is still as it was written; says what was done."""
    if path.exists() and files.digest(path) != made.sha256:
        return _("{path}: its input is gone, but somebody has changed it; it stays").format(path=path)
    path.unlink(missing_ok=True)
    return _("{path}: deleted, its input is gone").format(path=path)


@contextmanager
def opened(folder: Path, onlooker: Onlooker, *, lasts: bool) -> Iterator[Memory]:
    """The memory of the output folder, saved at the end, however the run ends; or one that is gone then.

    Raises:
        WriteError: the folder cannot be written into.
    """
    if not lasts:
        with tempfile.TemporaryDirectory(prefix="icap-") as temporary:
            yield Memory(Manifest(folder), Archive(Path(temporary)), lasts=False)
        return
    workshop = folder / WORKSHOP
    files.prepare_folder(workshop)
    files.sweep(workshop)
    known = manifest.load(folder)
    if known is None:
        onlooker.note(_("{file} cannot be used; everything is built anew").format(file=folder / manifest.FILE))
    memory = Memory(known or Manifest(folder), Archive(workshop), lasts=True)
    try:
        yield memory
    finally:
        memory.save()

"""What a run and the runs before it know of an output folder: the manifest, and the archive of what was examined."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files, lock
from pipeline.base.errors import WriteError
from pipeline.base.i18n import _
from pipeline.release import archives, manifest, parts
from pipeline.release.archive import Archive
from pipeline.release.examination import Examination
from pipeline.release.listener import ProgressListener
from pipeline.release.manifest import Manifest, ManifestEntry, Output

STAGING = ".icap"
"""The folder inside an output folder that holds what was examined, and outputs that are being written."""
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Store:
    """What is known of one output folder. ``lasts``: the next run will know what is noted here."""

    manifest: Manifest
    archive: Archive
    lasts: bool

    @property
    def staging(self) -> Path:
        """Where outputs stand until they are whole: on the disk of the output folder, as they are only moved then."""
        return self.archive.folder if self.lasts else self.manifest.folder

    def examination(self, digest: str) -> Examination:
        """What this run put into the archive, or found there.

        Raises:
            WriteError: somebody has taken it away meanwhile.
        """
        found = self.archive.get(digest)
        if found is None:
            raise WriteError(_("{folder} was changed during the run; run again.").format(folder=self.archive.folder))
        return found

    def note(self, path: Path, entry: ManifestEntry) -> None:
        """Notes what is known of an input from now on."""
        self.manifest.note(path, entry)
        if self.lasts:
            self.manifest.save(self.staging, at_once=False)

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
            self.manifest.save(self.staging)

    def tidy(
        self, inputs: Collection[Path], listener: ProgressListener, *, pruned: bool, elsewhere: Collection[Path] = ()
    ) -> None:
        """Looks after the outputs of inputs that are gone, and throws away what nobody will ask for again.

        ``inputs`` are all of this run, and other runs work on the files ``elsewhere``; ``pruned``: the outputs of those
        that do not exist any more are deleted, unless somebody changed them. Those of a document that is only not in
        this run are what another run has written.
        """
        if not self.lasts:
            return
        files_elsewhere = {self.manifest.name(path) for path in elsewhere}
        present = {self.manifest.name(path) for path in inputs}
        present |= {name for name in self.manifest.inputs if {name, parts.whole(name)} & files_elsewhere}
        if pruned:
            others = {name for name in self.manifest.inputs if self._is_of_another_run(name, present)}
            _tell_others(sum(len(self.manifest.inputs[name].outputs) for name in others), listener)
            present |= others
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
                listener.note(discarded(self.manifest.folder / output, made))
            self.manifest.keep_only(present)
        elif orphans:
            _tell_others(len(orphans), listener)
        self.archive.keep_only({entry.examined for entry in self.manifest.inputs.values()})
        self.manifest.save(self.staging, even_empty=True)

    def _is_of_another_run(self, name: str, present: Collection[str]) -> bool:
        """Whether an input that is not ``present`` has its file still, and this run is about none of what is in it."""
        path = self.manifest.folder / parts.whole(name)
        file = archives.holder(path) or path
        run = {self.manifest.folder / parts.whole(one) for one in present}
        return name not in present and os.path.lexists(file) and not any(file in (one, *one.parents) for one in run)


def _tell_others(outputs: int, listener: ProgressListener) -> None:
    if outputs:
        listener.note(_("outputs whose input is not in this run: {count}").format(count=outputs))


def discarded(path: Path, made: Output) -> str:
    """Deletes an output that is still as it was written; says what was done. Links and folders are nobody's outputs."""
    if os.path.lexists(path) and not (files.is_regular(path) and files.digest(path) == made.sha256):
        return _("{path}: its input is gone, but somebody has changed it; it stays").format(path=path)
    path.unlink(missing_ok=True)
    return _("{path}: deleted, its input is gone").format(path=path)


@contextmanager
def opened(folder: Path, listener: ProgressListener, *, lasts: bool, wait: float = 0) -> Iterator[Store]:
    """The store of the output folder, saved at the end, however the run ends; or one that is gone then.

    One that lasts belongs to this run alone; while another run has it, it is waited for ``wait`` seconds.

    Raises:
        WriteError: the folder cannot be written into, what was kept in it stands behind a link, or another run has it.
    """
    if not lasts:
        with tempfile.TemporaryDirectory(prefix="icap-") as temporary:
            yield Store(Manifest(folder), Archive(Path(temporary)), lasts=False)
        return
    staging = folder / STAGING
    if staging.is_symlink():
        message = _("{path} is a link; files behind it could be lost. Remove it, or choose another folder with -o.")
        raise WriteError(message.format(path=staging))
    files.prepare_folder(staging)
    with lock.held(staging / _LOCK, wait):
        files.sweep(staging)
        known = manifest.load(folder)
        if known is None:
            listener.note(_("{file} cannot be used; everything is built anew").format(file=folder / manifest.FILE))
        store = Store(known or Manifest(folder), Archive(staging), lasts=True)
        try:
            yield store
        finally:
            store.save()

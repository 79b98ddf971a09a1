"""The files of a site: which are as they must be, and the new ones, which wait until all of them are there."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.base import files
from pipeline.base.claims import Claims
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.release import manifest
from pipeline.release.listener import ProgressListener
from pipeline.release.manifest import Output, PrintedFrom, SiteFile
from pipeline.release.store import Store, discarded

START = "index.html"
_NOWHERE = PrintedFrom("", "", "", "")


@dataclass
class SiteFiles:
    """The files of the site in ``output``; new ones wait in ``waiting``, a folder on the same disk.

    ``forced``: none is as it must be. ``claims`` keeps files from the places of inputs.
    """

    output: Path
    store: Store
    waiting: Path
    forced: bool
    claims: Claims
    _expected: dict[str, None] = field(default_factory=dict)
    _new: dict[str, SiteFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims.claim(self.output / manifest.FILE)
        self._known: dict[str, list[str]] = {}
        for path, one in self.store.manifest.site.items():
            self._known.setdefault(one.made_from, []).append(path)

    def kept(self, made_from: str) -> tuple[str, ...]:
        """The files that are there already and were made from just this; none, if one of them is not as it was."""
        known = self.store.manifest.site
        paths = self._known.get(made_from, [])
        if self.forced or not all(
            known[path].sha256 is not None and files.digest(self.output / path) == known[path].sha256 for path in paths
        ):
            return ()
        for path in paths:
            self._expect(path)
        return tuple(paths)

    def mishaps(self, paths: Iterable[str]) -> tuple[Diagnostic, ...]:
        """What these files, which are there or wait, cannot show."""
        known = ChainMap(self._new, self.store.manifest.site)
        return tuple(dict.fromkeys(found for path in paths if path in known for found in known[path].mishaps))

    def stays(self, path: str) -> bool:
        """Whether a file is there from an earlier run, which then belongs to the site as it is."""
        if path not in self.store.manifest.site or not (self.output / path).is_file():
            return False
        self._expect(path)
        return True

    def add(self, path: str, data: bytes, made_from: str, mishaps: tuple[Diagnostic, ...] = ()) -> None:
        """Takes a file that is to stand at ``path``.

        Raises:
            WriteError: it cannot be written, or would take the place of an input.
        """
        self._expect(path)
        self._new[path] = SiteFile(made_from, hashlib.sha256(data).hexdigest(), mishaps)
        target = self._place(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            raise files.cannot_write(target, error) from error

    def put(self) -> frozenset[str]:
        """Puts all that waits into its place, what others lead to first; says which files are new or others now.

        Raises:
            WriteError: that failed. What was put already is whole, and the next run goes on.
        """
        known = self.store.manifest.site
        changed = [path for path, one in self._new.items() if files.digest(self.output / path) != one.sha256]
        # What is about to be replaced is doubted first, so that the manifest holds true at any moment.
        known.update(self._new)
        known.update({path: replace(self._new[path], sha256=None) for path in changed})
        self.store.save()
        for folder in {(self.output / path).parent for path in changed}:
            files.prepare_folder(folder)
        for path in sorted(changed, key=lambda path: (path == START, "/" not in path, path)):
            files.move(self._place(path), self.output / path)
            known[path] = self._new[path]
        return frozenset(changed)

    def tidy(self, listener: ProgressListener, *, pruned: bool) -> None:
        """Looks after files that the site has no longer; ``pruned``: deletes them, unless somebody changed them."""
        known = self.store.manifest.site
        gone = [path for path in known if path not in self._expected]
        if gone and not pruned:
            listener.note(
                _("pages that nothing leads to any more: {count}; --prune deletes them").format(count=len(gone))
            )
        elif gone:
            for path in gone:
                discarded(self.output / path, Output(known.pop(path).sha256, _NOWHERE))
            listener.note(_("pages deleted that nothing led to any more: {count}").format(count=len(gone)))

    def _expect(self, path: str) -> None:
        if path not in self._expected:
            self.claims.claim(self.output / path)
            self._expected[path] = None

    def _place(self, path: str) -> Path:
        return self.waiting / path

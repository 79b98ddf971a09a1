"""Keeps what was examined in a folder, each file under the digest of its content, so that no other can pass for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.base import files
from pipeline.release import examination, pools
from pipeline.release.examination import Examination

_SUFFIX = ".examined"
_SMALL = 4 * 1024 * 1024
"""In bytes: ten times what a long standard takes. Up to here nothing that a file may hold takes long to read."""
_LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """``folder`` exists, and nobody else writes into it."""

    folder: Path

    def put(self, one: Examination) -> str:
        """Keeps it, and says under which digest.

        Raises:
            WriteError: it cannot be written.
        """
        data = one.to_bytes()
        digest = hashlib.sha256(data).hexdigest()
        files.write(self._path(digest), data)
        return digest

    def get(self, digest: str) -> Examination | None:
        """What was put there; ``None`` if it is gone, or is not what it was."""
        try:
            data = files.read_kept(self._path(digest), _LARGEST)
            if hashlib.sha256(data).hexdigest() != digest:
                return None
            if len(data) > _SMALL and not self._is_read_within_limits(digest):
                return None
            return examination.from_bytes(data)
        except (OSError, ValueError):
            return None

    def keep_only(self, digests: Collection[str]) -> None:
        """Throws everything else away."""
        for path in self.folder.glob(f"*{_SUFFIX}"):
            if path.stem not in digests:
                path.unlink(missing_ok=True)

    def _is_read_within_limits(self, digest: str) -> bool:
        """Whether a process of its own can read it: what is wrong with a file can take many times its size to be told.

        Whoever can write into the folder can write its digests too.
        """
        return pools.within_limits(_is_read, self._path(digest)) is True

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}{_SUFFIX}"


def _is_read(path: Path) -> bool:
    """Whether an examination and a record can be made of the file."""
    one = examination.from_bytes(path.read_bytes())
    return one.record is None or one.standard is not None

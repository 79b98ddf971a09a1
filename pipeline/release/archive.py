"""Keeps what was examined in a folder, each file under the digest of its content, so that no other can pass for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.base import files
from pipeline.release import examined
from pipeline.release.examined import Examined

_SUFFIX = ".examined"


@dataclass(frozen=True, slots=True)
class Archive:
    """``folder`` exists, and nobody else writes into it."""

    folder: Path

    def put(self, one: Examined) -> str:
        """Keeps it, and says under which digest.

        Raises:
            WriteError: it cannot be written.
        """
        data = one.to_bytes()
        digest = hashlib.sha256(data).hexdigest()
        files.write(self._path(digest), data)
        return digest

    def get(self, digest: str) -> Examined | None:
        """What was put there; ``None`` if it is gone, or is not what it was."""
        try:
            data = self._path(digest).read_bytes()
            if hashlib.sha256(data).hexdigest() != digest:
                return None
            return examined.from_bytes(data)
        except (OSError, ValueError):
            return None

    def keep_only(self, digests: Collection[str]) -> None:
        """Throws everything else away."""
        for path in self.folder.glob(f"*{_SUFFIX}"):
            if path.stem not in digests:
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}{_SUFFIX}"

"""All standards of a release in one file on disk, so that exports can go through them without having all in memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.exports import ExportedStandard
from pipeline.findings.diagnostics import Diagnostic
from pipeline.release import kept


@dataclass(frozen=True, slots=True)
class StoredEntries:
    """The ``count`` entries in the file at ``path``; see ``exports.Entries``. Any process can go through them."""

    path: Path
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[ExportedStandard]:
        with self.path.open("rb") as file:
            for _number in range(self.count):
                key, record, findings = pickle.load(file)  # noqa: S301 - our own, in a folder that is ours alone
                yield ExportedStandard(key, kept.record(record), findings)


def stored(path: Path, values: Iterable[tuple[str, bytes, tuple[Diagnostic, ...]]]) -> StoredEntries:
    """Lays key, record (JSON) and findings of each standard into a new file at ``path``."""
    count = 0
    with path.open("xb") as file:
        for value in values:
            pickle.dump(value, file)
            count += 1
    return StoredEntries(path, count)

"""Which files a run is about: the files and folders of the command line, spread out and put in order."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.release.load import RECORD_SUFFIX

_HEAD = 4096


def plan(sources: Sequence[Path], suffixes: Collection[str], leave_out: Path | None = None) -> tuple[Path, ...]:
    """Every input of a run, each once.

    A file that is named stays in, whatever its suffix, and so does a name without a file: both get their outcome
    like the rest. A folder gives the files below it with one of ``suffixes`` (``.json`` only if it looks like a
    record), sorted, without hidden files, without the lock files of office programs, and without the folder
    ``leave_out``. What cannot be listed stands for itself, so that it is not lost silently.

    Raises:
        SettingsError: there is no input at all.
    """
    inputs: dict[Path, Path] = {}
    for source in sources:
        for path in _files(source, suffixes, leave_out) if source.is_dir() else (source,):
            inputs.setdefault(path.resolve(), path)
    found = tuple(inputs.values())
    if not any(path.exists() for path in found):
        raise SettingsError(
            _("No input: {sources} holds no file to read. Known are {suffixes}; see icap formats.").format(
                sources=", ".join(str(source) for source in sources), suffixes=" ".join(sorted(suffixes))
            )
        )
    return found


def part(paths: Sequence[Path], number: int, count: int) -> tuple[Path, ...]:
    """The paths of the part with this ``number`` (from 1) out of ``count``: every input is in exactly one part.

    Files of one name but for the suffix, which mostly are the same standard, stay together.
    """
    stems = {stem: place for place, stem in enumerate(dict.fromkeys(path.stem.casefold() for path in paths))}
    return tuple(path for path in paths if stems[path.stem.casefold()] % count == number - 1)


def _files(folder: Path, suffixes: Collection[str], leave_out: Path | None) -> Iterator[Path]:
    barred = leave_out.resolve() if leave_out else None
    unlisted: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != barred)
        for name in sorted(files):
            if not name.startswith((".", "~$")) and _is_wanted(here / name, suffixes):
                yield here / name
    yield from unlisted


def _is_wanted(path: Path, suffixes: Collection[str]) -> bool:
    suffix = path.suffix.lower()
    return suffix in suffixes and (suffix != RECORD_SUFFIX or _looks_like_a_record(path))


def _looks_like_a_record(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            return b'"schema_version"' in head and b'"tool"' not in head  # a report has the schema of its own
    except OSError:
        return True

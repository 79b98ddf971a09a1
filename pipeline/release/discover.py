"""Which files a run is about: the files and folders of the command line, spread out and put in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.release.load import RECORD_SUFFIX
from pipeline.release.products import Product, product


def _ignore(_path: Path) -> None:
    pass


def plan(
    sources: Sequence[Path],
    suffixes: Collection[str],
    leave_out: Path | None = None,
    passed_over: Callable[[Path], object] = _ignore,
) -> tuple[Path, ...]:
    """Every input of a run, each once.

    A file that is named stays in, whatever its suffix, and so does a name without a file: both get their outcome
    like the rest. A folder gives the files below it with one of ``suffixes``, sorted, without hidden files, without
    the lock files of office programs, and without the folder ``leave_out``. What cannot be listed stands for itself,
    so that it is not lost silently.

    What the program itself has made is no document: ``passed_over`` is told of each such file. Records (``.json``) are
    inputs of those that read them, but only of a folder without documents: beside these they mostly say the same.

    Raises:
        SettingsError: there is no input at all.
    """
    inputs: dict[Path, Path] = {}
    for source in sources:
        for path in _of_folder(source, suffixes, leave_out, passed_over) if source.is_dir() else (source,):
            inputs.setdefault(path.resolve(), path)
    found = tuple(inputs.values())
    if any(path.exists() for path in found):
        return found
    missing = [source for source in sources if not source.exists()]
    if missing:
        raise SettingsError(
            _("There is no {sources}. Check the name, and the folder that you are in.").format(
                sources=", ".join(str(source) for source in missing)
            )
        )
    raise SettingsError(
        _("No input: {sources} holds no file to read. Known are {suffixes}; see icap formats.").format(
            sources=", ".join(str(source) for source in sources), suffixes=" ".join(sorted(suffixes))
        )
    )


def part(paths: Sequence[Path], number: int, count: int) -> tuple[Path, ...]:
    """The paths of the part with this ``number`` (from 1) out of ``count``: every input is in exactly one part.

    Files of one name but for the suffix, which mostly are the same standard, stay together.
    """
    stems = {stem: place for place, stem in enumerate(dict.fromkeys(path.stem.casefold() for path in paths))}
    return tuple(path for path in paths if stems[path.stem.casefold()] % count == number - 1)


def _of_folder(
    folder: Path, suffixes: Collection[str], leave_out: Path | None, passed_over: Callable[[Path], object]
) -> Iterator[Path]:
    documents, records = [], []
    for path in _files(folder, leave_out):
        made = product(path)
        is_readable = path.suffix.lower() in suffixes or path.is_dir()
        if made is Product.RECORD and is_readable:
            records.append(path)
        elif made:
            passed_over(path)
        elif is_readable and (path.suffix.lower() != RECORD_SUFFIX or not os.access(path, os.R_OK)):
            documents.append(path)
    if not documents:
        yield from records
        return
    for path in records:
        passed_over(path)
    yield from documents


def _files(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """The files below ``folder``, and what cannot be listed there."""
    barred = leave_out.resolve() if leave_out else None
    unlisted: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != barred)
        yield from (here / name for name in sorted(files) if not name.startswith((".", "~$")))
    yield from unlisted

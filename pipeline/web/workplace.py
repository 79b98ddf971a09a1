"""The temporary folder of a server: gone when the server ends, or, if that was killed, when the next one starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.util import Finalize
from pathlib import Path

from pipeline.base import lock
from pipeline.base.errors import WriteError

PREFIX = "icap-serve-"
_LOCK = "lock"
"""Held by the server as long as it lives, whatever ends it."""
_DOCUMENTS = "documents"
_LAST = -1000
"""Finalizers of lower priority run later."""
_VARIABLES = ("TMPDIR", "TEMP", "TMP")
"""By these, processes that are started are told where to put such things."""


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder that nobody else can look into; takes away those that killed servers have left.

    Until it is gone, all temporary files of this process and of those that it starts stand beside it.
    """
    home = Path(tempfile.gettempdir())
    _sweep(home)
    with _locked(home) as folder:
        (folder / _DOCUMENTS).mkdir()
        try:
            with _temporary_files_in(folder):
                yield folder / _DOCUMENTS
        finally:
            shutil.rmtree(folder / _DOCUMENTS, ignore_errors=True)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    variables = {name: os.environ.get(name) for name in _VARIABLES}
    os.environ.update(dict.fromkeys(_VARIABLES, str(folder)))
    try:
        yield
    finally:
        tempfile.tempdir = before
        for name, value in variables.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _locked(home: Path) -> Iterator[Path]:
    """A new folder with its lock held. Another server that starts at this very moment may take it for a leftover."""
    folder = None
    try:
        with ExitStack() as stack:
            while folder is None:
                made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home))
                with suppress(WriteError):
                    stack.enter_context(lock.held(made / _LOCK))
                    folder = made if (made / _LOCK).exists() else None
            yield folder
    finally:
        if folder:  # last of all: what starts processes has something of its own in there until this one ends
            Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=_LAST)


def _sweep(home: Path) -> None:
    for folder in home.glob(f"{PREFIX}*"):
        if not _is_ours(folder):
            continue
        with suppress(WriteError, OSError):
            with lock.held(folder / _LOCK):
                for one in folder.iterdir():
                    if one.is_dir():
                        shutil.rmtree(one, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether this user has made the folder; in a place that all users share, others may have put a link there."""
    with suppress(OSError):
        status = folder.lstat()
        is_own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        return is_own and folder.is_dir() and not folder.is_symlink() and (folder / _LOCK).is_file()
    return False

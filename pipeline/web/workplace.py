"""The temporary folder of a server: gone when the server ends, or, if that was killed, when the next one starts."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.base import lock
from pipeline.base.errors import WriteError

PREFIX = "icap-serve-"
_LOCK = "lock"
"""Held by the server as long as it lives, whatever ends it."""
_DOCUMENTS = "documents"


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder that nobody else can look into; takes away those that killed servers have left."""
    home = Path(tempfile.gettempdir())
    _sweep(home)
    with _locked(home) as folder:
        documents = folder / _DOCUMENTS
        documents.mkdir()
        try:
            yield documents
        finally:
            shutil.rmtree(documents, ignore_errors=True)


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
    finally:  # on Windows not before the lock is let go
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(home: Path) -> None:
    for folder in home.glob(f"{PREFIX}*"):
        if not _is_ours(folder):
            continue
        with suppress(WriteError, OSError):
            with lock.held(folder / _LOCK):
                shutil.rmtree(folder / _DOCUMENTS, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether this user has made the folder; in a place that all users share, others may have put a link there."""
    with suppress(OSError):
        status = folder.lstat()
        is_own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        return is_own and folder.is_dir() and not folder.is_symlink() and (folder / _LOCK).is_file()
    return False

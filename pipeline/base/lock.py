"""A lock on a folder that lasts as long as the process that took it, even if that is killed."""

from __future__ import annotations

import importlib.util
import os
import socket
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.base.errors import WriteError
from pipeline.base.i18n import _

_PAUSE = 0.1
"""Seconds between two attempts."""
_LONGEST_NAME = 200
_PLACE = 2**30
"""Windows locks bytes, and lets nobody read them: so one that is not there."""


@contextmanager
def held(path: Path, wait: float = 0) -> Iterator[None]:
    """Holds the lock in the file at ``path``, which stays; waits ``wait`` seconds for another process that holds it.

    Raises:
        WriteError: another process holds it, says which; or the file cannot be used.
    """
    with _opened(path) as file:
        end = time.monotonic() + wait
        while not _taken(file):
            if time.monotonic() >= end:
                message = _(
                    "Another run is writing into {folder} ({holder}). Wait until it has ended, let this one wait with "
                    "--wait SECONDS, or choose another folder with -o."
                )
                raise WriteError(message.format(folder=path.parent.parent, holder=_holder(file)))
            time.sleep(_PAUSE)
        file.seek(0)
        file.truncate()
        file.write(_own_name().encode(errors="replace"))
        file.flush()
        yield


def _opened(path: Path) -> BinaryIO:
    """The file, made if it is not there. A link is not followed: what is behind it would be written over."""
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise _unusable(path, _("it is no regular file"))
    return os.fdopen(number, "r+b")


def _unusable(path: Path, reason: str) -> WriteError:
    return WriteError(_("{path} cannot be used as a lock: {reason}. Remove it.").format(path=path, reason=reason))


def _own_name() -> str:
    return _("process {number} on {computer}, since {time}").format(
        number=os.getpid(), computer=socket.gethostname(), time=time.strftime("%Y-%m-%d %H:%M:%S")
    )


def _holder(file: BinaryIO) -> str:
    with suppress(OSError):
        file.seek(0)
        return file.read(_LONGEST_NAME).decode(errors="replace") or "?"
    return "?"


def _taken(file: BinaryIO) -> bool:
    """Whether the lock is ours from now on."""
    return _taken_on_windows(file) if importlib.util.find_spec("fcntl") is None else _taken_elsewhere(file)


def _taken_on_windows(file: BinaryIO) -> bool:
    msvcrt = importlib.import_module("msvcrt")
    try:
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _taken_elsewhere(file: BinaryIO) -> bool:
    """A file system that has no locks at all gives one to everybody."""
    fcntl = importlib.import_module("fcntl")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True

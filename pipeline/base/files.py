"""Safe names for outputs, and writing that leaves either the old file or the whole new one."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from pipeline.base.errors import OccupiedError, WriteError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _

_LONGEST_STEM = 180
"""In bytes of UTF-8; file systems allow 255 for a name, and suffix and mark of a temporary file come on top."""

_UNFINISHED = ".part"

_UNSAFE = re.compile(r'[\s/\\:*?"<>|]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_OCCUPIED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY}
"""What systems say of a place that is taken: Windows of a file that another program has open (EACCES)."""
_DEVICES = {"/dev", "/dev/fd"}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,9})")
_STANDARD_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}


def safe_stem(name: str) -> str:
    """``name`` as a file name without suffix that every file system takes and no shell or path trips over.

    No separators, control or invisible characters, no dot or dash in front, no dot at the end, no device name of
    Windows, not too long, never empty.
    """
    printable = "".join(
        char for char in unicodedata.normalize("NFC", name) if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    stem = _UNSAFE.sub("_", printable.strip()).lstrip(".-")
    stem = stem.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip(".")
    if not stem.strip("_."):
        return "standard"
    return f"_{stem}" if _RESERVED.match(stem) else stem


def unique_stem(name: str, taken: set[str]) -> str:
    """The safe form of ``name``, numbered if it is ``taken`` already (letter case aside); it is then taken too."""
    stem = safe_stem(name)
    candidate, number = stem, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem}-{number}"
    taken.add(candidate.casefold())
    return candidate


def prepare_folder(folder: Path) -> None:
    """Makes ``folder`` and its parents where they are missing.

    Raises:
        OccupiedError: a file stands there.
        WriteError: it cannot be made, or nothing can be written into it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        message = _("{path} is a file, and a folder is needed there. Take it away, or choose another folder with -o.")
        raise OccupiedError(message.format(path=folder)) from error
    except OSError as error:
        raise cannot_write(folder, error) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(
            _("Nothing can be written into {path}. Check its permissions, or choose another folder with -o.").format(
                path=folder
            )
        )


def write(target: Path, data: bytes, staging: Path | None = None) -> None:
    """Puts ``data`` at ``target``, whole or not at all; the permissions are those of any new file.

    ``staging`` is as for ``replacing``.

    Raises:
        WriteError: that failed. What stood at ``target`` before still does.
    """
    with replacing(target, staging) as file:
        file.write(data)


@contextmanager
def replacing(target: Path, staging: Path | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of ``target`` at the end, and only if nothing went wrong.

    Until then it stands in ``staging``, a folder on the same disk (``None``: beside the target), where a process that
    is killed leaves it. Where ``target`` is no file but what takes a stream (``/dev/stdout``, ``/dev/null``, a pipe),
    it is written to as it is: nothing may take the place of a device that somebody names. In an output folder, which is
    what has a ``staging``, a pipe or a link to a device would swallow the file, and makes room for it.

    Raises:
        WriteError: that failed. What stood at ``target`` before still does.
    """
    if staging is None and takes_a_stream(target):
        with _streaming(target) as file:
            yield file
        return
    temporary = (staging or target.parent) / f".{target.name}.{os.urandom(4).hex()}{_UNFINISHED}"
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def takes_a_stream(target: Path) -> bool:
    """Whether ``target`` is no file to be replaced but a device or a pipe, or a name of one (``/dev/stdout``)."""
    if target.parent.as_posix() in _DEVICES or target.is_relative_to("/proc"):
        return target.exists()
    mode = _mode(target)
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


@contextmanager
def _streaming(target: Path) -> Iterator[BinaryIO]:
    """``target`` to write to; a pipe that nobody reads is refused, not waited for.

    What is open already is written to where it stands: opened anew, a file would have two places to write at, and one
    would write over what the other wrote.
    """
    descriptor = _descriptor(target)
    try:
        handle = _opened(target) if descriptor is None else os.dup(descriptor)
        with os.fdopen(handle, "wb") as file:
            yield file
    except OSError as error:
        raise cannot_write(target, error) from error


def _descriptor(target: Path) -> int | None:
    """The number of what this process has open under the name ``target``, such as ``/dev/stdout`` or ``/dev/fd/3``."""
    path = target.as_posix()
    numbered = _DESCRIPTOR.fullmatch(path)
    return int(numbered[1]) if numbered else _STANDARD_STREAMS.get(path)


def _opened(target: Path) -> int:
    handle = os.open(target, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(handle, True)
    return handle


def move(source: Path, target: Path) -> None:
    """Puts the file ``source``, which is whole, in the place of ``target`` on the same disk.

    Raises:
        WriteError: that failed. What stood at ``target`` before still does.
    """
    try:
        with source.open("rb+") as file:
            os.fsync(file.fileno())
        source.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from error


@contextmanager
def unfinished_folder(staging: Path) -> Iterator[Path]:
    """An empty folder in ``staging`` for files that are not whole yet; it is gone at the end.

    Raises:
        WriteError: it cannot be made.
    """
    folder = staging / f".{os.urandom(4).hex()}{_UNFINISHED}"
    prepare_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(staging: Path) -> None:
    """Takes away what killed runs left unfinished in ``staging``."""
    for leftover in staging.glob(f".*{_UNFINISHED}"):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def is_bare_name(name: str) -> bool:
    """Whether ``name`` is that of a visible file in a folder, and leads nowhere else on any system."""
    parts = {PurePosixPath(name).name, PureWindowsPath(name).name}
    return bool(name) and parts == {name} and not name.startswith(".") and "\0" not in name


def resolved(path: Path) -> Path:
    """The place that ``path`` leads to, links followed; where they lead in a circle, or a name is too long, as far as
    the system goes. ``Path.resolve`` raises an error there.
    """
    return Path(os.path.realpath(path))


def is_link(path: Path) -> bool:
    """Whether a link is at ``path``; no error of one that no system takes, as ``Path.is_symlink`` raises."""
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is at ``path``; no error of one that no system takes, as ``Path.is_dir`` raises."""
    return stat.S_ISDIR(_mode(path))


def is_file(path: Path) -> bool:
    """Whether a file is at ``path``; no error of one that no system takes, as ``Path.is_file`` raises."""
    return stat.S_ISREG(_mode(path))


def _mode(path: Path) -> int:
    """What is at ``path``, as ``stat`` tells it; 0 if nothing is, or it cannot be told."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def is_absent(path: Path) -> bool:
    """Whether nothing is at ``path``, as of a name too long for any file; not if one may not look there."""
    try:
        path.stat()
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True
    return False


def is_regular(path: Path) -> bool:
    """Whether a file stands at ``path`` itself: no link, no folder."""
    return path.is_file() and not path.is_symlink()


def read_within(path: Path, most: int) -> bytes:
    """The content of a file that has no more than ``most`` bytes.

    Raises:
        OSError: it has more, or cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def read_kept(path: Path, most: int) -> bytes:
    """The same of a file that the program has put there itself: a pipe or device in its place is not read.

    Raises:
        OSError: it has more, is no file, or cannot be read.
    """
    if not is_file(path):
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return read_within(path, most)


def digest(path: Path) -> str | None:
    """The SHA-256 of the file at ``path`` in hex digits; ``None`` if it cannot be read, or is a pipe or a device, of
    which there might be no end.
    """
    if not is_file(path):
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def seen_from(path: Path | str, folder: Path | str = ".") -> str:
    """The way from ``folder`` to ``path`` with slashes; the whole path if no way leads there, as to another drive."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:
        return Path(path).absolute().as_posix()


def cannot_write(path: Path, error: OSError) -> WriteError:
    """What to raise where a file could not be written at ``path``: the ``error`` in words, with advice."""
    if error.errno in _OCCUPIED and path.exists():
        message = _("{path} cannot be replaced: {reason}. Close it in other programs, or take it away, and run again.")
        return OccupiedError(message.format(path=path, reason=reason(error)))
    return WriteError(
        _("{path} cannot be written: {reason}. Check the folder and the free space, or choose another with -o.").format(
            path=path, reason=reason(error)
        )
    )

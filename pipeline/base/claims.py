"""What a run reads and writes, so that nothing that is read is written over, and nothing is written twice."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from pipeline.base.errors import WriteError
from pipeline.base.files import is_file, resolved, takes_a_stream
from pipeline.base.i18n import _


class Claims:
    """The files of a run. Each file counts once, whatever it is called: through links, or in other letter case.

    Devices and pipes are nobody's: what is written there replaces nothing.
    """

    def __init__(self, inputs: Iterable[Path] = ()) -> None:
        self._taken = {_identity(_kept(path)) for path in inputs}
        self._streams: set[object] = set()

    def claim(self, target: Path) -> None:
        """Notes that ``target`` will be written; a stream (``/dev/stdout``) takes any number of outputs.

        Raises:
            WriteError: the run reads it, or writes something else there.
        """
        identity = _identity(target)
        if identity is None:
            return
        is_stream = takes_a_stream(target)
        if identity in self._taken or (identity in self._streams and not is_stream):
            raise WriteError(
                _("{path} is an input or another output of this run; choose another file.").format(path=target)
            )
        (self._streams if is_stream else self._taken).add(identity)


def _kept(path: Path) -> Path:
    """The file that holds an input: of a member of an archive, the archive."""
    return next((one for one in (path, *path.parents) if is_file(one)), path)


def _identity(path: Path) -> object:
    """What tells a file from others: where it is kept; of one that is not there yet, where it will be.

    Of a device or a pipe ``None``.
    """
    try:
        found = path.stat()
    except OSError:
        return resolved(path)
    return None if stat.S_ISCHR(found.st_mode) or stat.S_ISFIFO(found.st_mode) else (found.st_dev, found.st_ino)

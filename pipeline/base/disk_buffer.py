"""Values that are made once and gone through several times, without being in memory all together."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Spool(Generic[Value]):
    """Keeps what ``source`` gives in a file of its own; whoever goes through it first makes the values.

    The file has no name and is gone when the spool is closed, so that nobody else can write what is unpickled here.
    """

    def __init__(self, source: Iterable[Value]) -> None:
        self._source = iter(source)
        self._offsets: list[int] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool

    def fill(self) -> None:
        """Makes all values that are not made yet."""
        while self._take():
            pass

    def __iter__(self) -> Iterator[Value]:
        position = 0
        while position < len(self._offsets) or self._take():
            self._file.seek(self._offsets[position])
            position += 1
            yield pickle.load(self._file)  # noqa: S301 - our own

    def __enter__(self) -> Spool[Value]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def _take(self) -> bool:
        """Whether the source had one more value, which is now in the file."""
        for value in self._source:
            self._offsets.append(self._file.seek(0, 2))
            pickle.dump(value, self._file)
            return True
        return False

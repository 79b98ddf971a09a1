"""Archives that people take away: made beside the queue, kept on disk until they are taken, called off at any time."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from pipeline.base.errors import FatalError
from pipeline.base.i18n import _
from pipeline.findings.document import Document as Judged
from pipeline.release import examination
from pipeline.release.examination import Examination
from pipeline.release.pools import Pool
from pipeline.release.takeaway import TakeawayOrder, take_away
from pipeline.web.documents import DocumentState, DroppedDocument
from pipeline.web.refusal import Refusal

CommonPool = Callable[[int], AbstractContextManager[Pool]]
"""Who does jobs about so many documents together."""
_MOST = 5
"""So many archives are kept; the oldest that is done goes for another."""
_FILE = "takeaway.zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of all members: the same documents give the same archive."""


@dataclass
class Takeaway:
    """An archive: how far it has come, and in the end what is told of each document, or the ``reason`` against it.

    ``done`` of ``total`` documents of the ``step`` are through.
    """

    id: str
    place: Path
    state: DocumentState = DocumentState.WORKING
    step: str = ""
    done: int = 0
    total: int = 0
    size: int = 0
    reason: str | None = None
    documents: tuple[Judged, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def archive(self) -> Path:
        """The file, when it is done."""
        return self.place / _FILE

    def begin(self, step: str, total: int) -> None:
        """See ``ProgressListener``."""
        self._go_on()
        self.step, self.done, self.total = step, 0, total

    def advance(self) -> None:
        """See ``ProgressListener``."""
        self._go_on()
        self.done += 1

    def note(self, text: str) -> None:
        """See ``ProgressListener``."""

    def _go_on(self) -> None:
        if self.state is DocumentState.CANCELLED:
            raise _CalledOff


class _CalledOff(Exception):  # noqa: N818 - somebody wants it so
    """Nobody waits for the archive any more."""


@dataclass
class Takeaways:
    """All archives, which stand below ``folder``."""

    folder: Path
    pool: Pool
    common_pool: CommonPool
    _kept: dict[str, Takeaway] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def get(self, id: str) -> Takeaway:
        """The archive with this id.

        Raises:
            Refusal: there is none.
        """
        if id not in self._kept:
            raise Refusal(HTTPStatus.NOT_FOUND, _("There is no such archive. It may have been taken away."))
        return self._kept[id]

    def begin(self, found: Sequence[tuple[Path, Path]], order: Callable[[Path], TakeawayOrder]) -> Takeaway:
        """Begins to make an archive of what ``order`` gives for a folder.

        ``found`` are, for every document, what it is called and where it stands what came of it.

        Raises:
            Refusal: too many are being made.
        """
        self._make_space()
        id = secrets.token_urlsafe(16)
        one = Takeaway(id, self.folder / f"takeaway-{id}")
        content = one.place / "content"
        wanted = order(content)
        content.mkdir(parents=True)
        self._kept[id] = one
        task = asyncio.create_task(self._made(one, found, wanted))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return one

    def remove(self, id: str) -> None:
        """Takes an archive away, and calls it off if it is not done.

        Raises:
            Refusal: there is none.
        """
        one = self.get(id)
        del self._kept[id]
        is_made = one.state.is_final
        one.state = DocumentState.CANCELLED
        if is_made:
            shutil.rmtree(one.place, ignore_errors=True)

    def call_off(self) -> None:
        """Lets nobody go on with any of them."""
        for id in list(self._kept):
            self.remove(id)

    def _make_space(self) -> None:
        if len(self._kept) < _MOST:
            return
        done = next((one for one in self._kept.values() if one.state.is_final), None)
        if done is None:
            raise Refusal(HTTPStatus.CONFLICT, _("Several archives are being made already. Wait for one of them."))
        self.remove(done.id)

    async def _made(self, one: Takeaway, found: Sequence[tuple[Path, Path]], order: TakeawayOrder) -> None:
        try:
            await asyncio.to_thread(self._make, one, found, order)
        except _CalledOff:
            pass
        except FatalError as error:
            one.reason, one.state = str(error), DocumentState.DONE
        except Exception as error:  # it must not be at work for ever
            detail = _("internal error ({kind}: {error}). Please report it.")
            one.reason, one.state = detail.format(kind=type(error).__name__, error=error), DocumentState.DONE
        if one.id not in self._kept:  # it was removed meanwhile, wherever the work on it was
            shutil.rmtree(one.place, ignore_errors=True)

    def _make(self, one: Takeaway, found: Sequence[tuple[Path, Path]], order: TakeawayOrder) -> None:
        """Does all of it, in a thread that may wait for processes and the disk."""
        with self.common_pool(len(found)) as common:
            documents = take_away(_examined(found), order, self.pool, common, one)
        one.begin(_("packing"), 1)
        names = _packed(order.output, one.archive)
        shutil.rmtree(order.output, ignore_errors=True)
        one.advance()
        one.documents, one.files, one.size = documents, names, one.archive.stat().st_size
        one.state = DocumentState.DONE


def _examined(found: Sequence[tuple[Path, Path]]) -> Iterator[tuple[Path, Examination]]:
    return ((path, examination.from_bytes(kept.read_bytes())) for path, kept in found)


def _packed(folder: Path, archive: Path) -> tuple[str, ...]:
    """Packs all files of ``folder``; gives their names."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = tuple(path.relative_to(folder).as_posix() for path in paths)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, name in zip(paths, names, strict=True):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with path.open("rb") as source, packed.open(info, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1024 * 1024)
    return names


def distinct(documents: Sequence[DroppedDocument]) -> dict[str, Path]:
    """What documents are called in a run, by their ids: two that were dropped under one name get numbers."""
    taken: set[Path] = set()
    names = {}
    for one in documents:
        path, number = one.path, 1
        while path in taken:
            number += 1
            path = one.path.with_name(f"{one.path.stem} ({number}){one.path.suffix}")
        taken.add(path)
        names[one.id] = path
    return names

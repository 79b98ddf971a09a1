"""The desk: all documents that were dropped, and the queue in which limited processes work on them.

Everything but what tells documents apart is on disk, so that memory does not grow with them. All of it happens in one
event loop; what waits for a disk does so in a thread, and what looks into a document in another process.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

from pipeline.base import i18n
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document as Judged
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.findings.raised import rd115_not_looked_at
from pipeline.release import dropped, examination, jobs, parts, pools
from pipeline.release.dropped import Contents
from pipeline.release.examination import Examination
from pipeline.release.jobs import Terms, terms
from pipeline.release.load import File, fetch
from pipeline.release.looking import is_hidden
from pipeline.release.pools import Pool
from pipeline.release.read import crash
from pipeline.web.bounds import Bounds
from pipeline.web.documents import DocumentState, DroppedDocument, counted, why_failed, worst
from pipeline.web.refusal import Refusal
from pipeline.web.uploads import Upload

Value = TypeVar("Value")

_HEAD = 8


class Desk:
    """Documents by id, in the order in which they came. ``policy`` says which findings count."""

    def __init__(self, folder: Path, pool: Pool, limits: Limits, bounds: Bounds, policy: Policy = EVERYTHING) -> None:
        self.folder = folder
        self._pool = pool
        self._limits = limits
        self._bounds = bounds
        self.policy = policy
        self._documents: dict[str, DroppedDocument] = {}
        self._queue: asyncio.Queue[str] = asyncio.Queue()
        self._jobs: dict[str, Future[Any]] = {}
        self.revision = 0

    async def work(self) -> None:
        """Works on the queue until it is cancelled: as many documents at a time as there are processes."""
        async with asyncio.TaskGroup() as group:
            for _number in range(max(1, self._pool.workers)):
                group.create_task(self._work())

    @property
    def documents(self) -> tuple[DroppedDocument, ...]:
        """All documents, each file before what it holds."""
        return tuple(self._documents.values())

    @property
    def room(self) -> int:
        """The bytes that may still be taken in."""
        return self._bounds.kept_bytes - sum(one.size for one in self._documents.values())

    def get(self, id: str) -> DroppedDocument:
        """The document with this id.

        Raises:
            Refusal: there is none.
        """
        found = self._documents.get(id)
        if found is None:
            raise Refusal(HTTPStatus.NOT_FOUND, _("There is no such document. It may have been taken away."))
        return found

    def parts(self, document: DroppedDocument) -> tuple[DroppedDocument, ...]:
        """What a document holds."""
        return tuple(self._documents[id] for id in document.parts if id in self._documents)

    def add(self, uploads: Sequence[Upload], *, from_folder: bool = False) -> tuple[DroppedDocument, ...]:
        """Takes files in and puts them into the queue.

        Raises:
            Refusal: these are more than are kept.
        """
        self._expect_space(len(uploads))
        taken = []
        for one in uploads:
            place = one.stored.parent.parent
            document = DroppedDocument(one.id, one.name, one.stored, place, one.size, from_folder)
            taken.append(self._put(document))
            self._queue.put_nowait(one.id)
        return tuple(taken)

    def cancel(self, ids: Iterable[str] | None = None) -> None:
        """Calls off what is not done yet of these documents (``None``: of all)."""
        for id in list(self._documents) if ids is None else list(ids):
            document = self._documents.get(id)
            if document is None or document.state.is_final:
                continue
            if document.parts:
                self.cancel(document.parts)
            else:
                self._put(replace(document, state=DocumentState.CANCELLED))
                self._give_up(id)

    def remove(self, id: str) -> None:
        """Takes a document away with all that it holds, and what is known of it off the disk.

        Raises:
            Refusal: there is none.
        """
        document = self.get(id)
        for part in document.parts:
            if part in self._documents:
                self.remove(part)
        self.revision += 1
        del self._documents[id]
        self._give_up(id)
        shutil.rmtree(document.place, ignore_errors=True)

    async def judged(self, document: DroppedDocument) -> Judged:
        """What is reported of a document, in the language in use."""
        if document.brief is None:
            return Judged(document.name, None, None, document.outcome or Outcome.SKIPPED)
        found = await self.examination(document)
        return self._judged(document, found)

    async def examination(self, document: DroppedDocument) -> Examination:
        """What came of a document that is done, in the language in use.

        Raises:
            Refusal: nothing came of it yet, or it is of several parts.
        """
        if document.parts:
            detail = _("The file holds several documents; ask for one of its parts: {ids}.")
            raise Refusal(HTTPStatus.CONFLICT, detail.format(ids=_(", ").join(document.parts)))
        if document.brief is None:
            raise Refusal(HTTPStatus.CONFLICT, _("The document is not done yet, or was called off."))
        place = kept(document)
        if not place.exists():
            found = await self._examined(document)
            await asyncio.to_thread(_keep, document, found[max(0, document.number - 1)])
        return examination.from_bytes(await asyncio.to_thread(place.read_bytes))

    async def record(self, document: DroppedDocument) -> bytes:
        """The record of a document, as JSON.

        Raises:
            Refusal: there is none.
        """
        record = (await self.examination(document)).record
        if record is None:
            raise Refusal(HTTPStatus.CONFLICT, _("There is no record: nothing came of the document. See its findings."))
        return record

    @property
    def terms(self) -> Terms:
        """How documents are read: by all rules; which findings count is another question."""
        return terms(self._limits, EVERYTHING)

    async def file(self, document: DroppedDocument) -> File:
        """The bytes of a document."""
        return await asyncio.to_thread(_fetched, document, self._limits)

    async def run(
        self, function: Callable[..., Value], *arguments: Any, about: DroppedDocument | None = None
    ) -> Value | Diagnostic:
        """Has a limited process do a job, next after those that are at work; a job that fails gives a diagnostic.

        It is given up when the document that it is ``about`` is called off.

        Raises:
            FatalError: the job raised it.
        """
        future = self._pool.executor.submit(function, *arguments)
        if about:
            self._jobs[about.id] = future
        try:
            await asyncio.wait([asyncio.wrap_future(future)])
        finally:
            if about:
                self._jobs.pop(about.id, None)
        answer: Value | Diagnostic = pools.came_of(future)
        return answer

    async def judge_by(self, policy: Policy) -> None:
        """Lets another policy say which findings count."""
        self.policy = policy
        for document in self.documents:
            kept_in = None if document.brief is None else next(document.place.glob("found.*"), None)
            if kept_in is None:  # not done yet, or taken away meanwhile
                continue
            with suppress(FileNotFoundError):
                data = await asyncio.to_thread(kept_in.read_bytes)
                found = self._judged(document, examination.from_bytes(data))
                if document.id in self._documents:
                    self._put(_with(document, found))

    def _give_up(self, id: str) -> None:
        if id in self._jobs:
            self._pool.give_up(self._jobs[id])

    async def _work(self) -> None:
        while True:
            document = self._documents.get(await self._queue.get())
            if document is None or document.state is not DocumentState.WAITING:
                continue
            self._put(replace(document, state=DocumentState.WORKING))
            try:
                await self._work_on(document)
            except Exception as error:  # one bad file must not end the queue
                self._end(document, examination.of_failure(crash(_("Reading"), error)))

    async def _work_on(self, document: DroppedDocument) -> None:
        contents = await self._contents(document)
        if contents.members:
            self._spread(document, contents)
        elif contents.unread or contents.hidden:
            self._end(document, _unread(document, contents))
        else:
            self._settle(document, await self._examined(document))

    async def _contents(self, document: DroppedDocument) -> Contents:
        """What a file that was dropped holds."""
        if document.part_of:
            return Contents()
        if document.from_folder and any(is_hidden(step) for step in document.path.parts):
            return Contents(hidden=1)
        head = await asyncio.to_thread(_head, document.source)
        if not document.from_folder and not dropped.may_be_archive(head, document.path.suffix):
            return Contents()
        job = (document.source, self._limits, i18n.current(), document.from_folder)
        found = await self.run(dropped.look, *job, about=document)
        return Contents() if isinstance(found, Diagnostic) else found

    async def _examined(self, document: DroppedDocument) -> tuple[Examination, ...]:
        """What is in a document; mostly one standard."""
        file = await self.file(document)
        found = await self.run(jobs.examine, file, self.terms, about=document)
        return (examination.of_failure(found, file.sha256),) if isinstance(found, Diagnostic) else found

    def _settle(self, document: DroppedDocument, found: tuple[Examination, ...]) -> None:
        """Keeps what came of a document, if that is still wanted; one that holds several standards gets parts."""
        if not self._is_wanted(document):
            return
        if len(found) == 1:
            self._end(document, found[0])
            return
        names = [str(parts.path_of(document.path, number, len(found))) for number in range(1, len(found) + 1)]
        for part in self._parted(document, names, [document.source] * len(found), numbered=True):
            self._end(part, found[part.number - 1])

    def _spread(self, document: DroppedDocument, contents: Contents) -> None:
        """Puts what an archive holds into the queue."""
        if not self._is_wanted(document):
            return
        try:
            self._expect_space(len(contents.members) + len(contents.unread))
        except Refusal as refusal:
            reason = rd115_not_looked_at.RULE.found("file", refusal.detail)
            self._end(document, _nothing_of(reason))
            return
        members = [*contents.members, *(one.path for one in contents.unread)]
        names = [f"{document.name}/{name}" for name in members]
        made = self._parted(document, names, [document.source / name for name in members])
        for part in made[: len(contents.members)]:
            self._queue.put_nowait(part.id)
        for part, one in zip(made[len(contents.members) :], contents.unread, strict=True):
            self._end(part, _nothing_of(*one.diagnostics, outcome=one.outcome))

    def _parted(
        self, document: DroppedDocument, names: Sequence[str], sources: Sequence[Path], *, numbered: bool = False
    ) -> list[DroppedDocument]:
        made = []
        for number, (name, source) in enumerate(zip(names, sources, strict=True), 1):
            id = secrets.token_urlsafe(16)
            place = self.folder / id
            place.mkdir()
            part = DroppedDocument(id, name, source, place, part_of=document.id, number=number if numbered else 0)
            made.append(self._put(part))
        self._put(replace(document, state=DocumentState.WORKING, parts=tuple(one.id for one in made)))
        return made

    def _end(self, document: DroppedDocument, found: Examination) -> None:
        if not self._is_wanted(document):
            return
        document = replace(document, state=DocumentState.DONE, brief=found.brief)
        _keep(document, found)
        judged = self._judged(document, found)
        self._put(_with(document, judged))

    def _is_wanted(self, document: DroppedDocument) -> bool:
        """Whether nobody has called the document off or taken it away meanwhile."""
        now = self._documents.get(document.id)
        return now is not None and now.state is not DocumentState.CANCELLED

    def _judged(self, document: DroppedDocument, found: Examination) -> Judged:
        return self.policy.applied(found.brief.document(document.path, found.findings))

    def _expect_space(self, more: int) -> None:
        if len(self._documents) + more > self._bounds.documents:
            detail = _("More than {count} documents are not kept at a time. Take some away first.")
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail.format(count=self._bounds.documents))

    def _put(self, document: DroppedDocument) -> DroppedDocument:
        """Notes how a document stands now, and what follows for the file that holds it."""
        self.revision += 1
        document = replace(document, revision=self.revision)
        self._documents[document.id] = document
        whole = self._documents.get(document.part_of or "")
        if whole and whole.parts:
            self._put(self._summed(whole))
        return document

    def _summed(self, whole: DroppedDocument) -> DroppedDocument:
        """A file with parts, as these stand now."""
        held = self.parts(whole)
        states = {one.state for one in held}
        state = DocumentState.WORKING
        if all(one.is_final for one in states):
            state = DocumentState.CANCELLED if states == {DocumentState.CANCELLED} else DocumentState.DONE
        counts: dict[str, int] = {}
        for one in held:
            for severity, count in one.counts.items():
                counts[severity] = counts.get(severity, 0) + count
        return replace(whole, state=state, outcome=worst(one.outcome for one in held), counts=counts)


def _with(document: DroppedDocument, judged: Judged) -> DroppedDocument:
    return replace(document, outcome=judged.outcome, counts=counted(judged), reason=why_failed(judged))


def _nothing_of(*reasons: Diagnostic, outcome: Outcome = Outcome.FAILED) -> Examination:
    """An input that nothing came of, with this outcome."""
    failure = examination.of_failure(reasons[0])
    return replace(failure, brief=replace(failure.brief, outcome=outcome), findings=reasons)


def _unread(document: DroppedDocument, contents: Contents) -> Examination:
    """A file of a folder that is not looked at."""
    if contents.unread:
        return _nothing_of(*contents.unread[0].diagnostics, outcome=contents.unread[0].outcome)
    reason = rd115_not_looked_at.RULE.found("file", _("It is hidden, or a temporary file of another program."))
    return _nothing_of(reason, outcome=Outcome.SKIPPED)


def _fetched(document: DroppedDocument, limits: Limits) -> File:
    name = parts.whole(document.name) if document.number else document.name
    return replace(fetch(document.source, limits), path=Path(name))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def kept(document: DroppedDocument) -> Path:
    """Where it stands what came of a document; findings are in the language in use."""
    return document.place / f"found.{i18n.current()}"


def _keep(document: DroppedDocument, found: Examination) -> None:
    kept(document).write_bytes(found.to_bytes())

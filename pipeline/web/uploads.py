"""Takes the files of a request in, as they come: onto the disk, never whole into memory, and no more than is allowed.

What a file is called by whoever sends it is only shown. On disk it is called after its id.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError, MultipartParseError
from python_multipart.multipart import parse_options_header

from pipeline.base.i18n import _
from pipeline.release import dropped
from pipeline.web.bounds import Bounds
from pipeline.web.refusal import Refusal

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FIELD = "files"
"""The field of the form that holds files."""
_STEM = "document"
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LONGEST_STEP = 200
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was taken in: its ``id``, the ``name`` that people know it by, and where it is ``stored``."""

    id: str
    name: str
    stored: Path
    size: int


def shown_name(name: str) -> str:
    """What a file is called for people: steps of a path, with slashes, that lead nowhere; never empty."""
    steps = (_INVISIBLE.sub("", step).strip()[-_LONGEST_STEP:] for step in re.split(r"[/\\]", name))
    kept = [step for step in steps if step.strip(". ")]
    return "/".join(kept[-_MOST_STEPS:]) or _STEM


async def receive(
    stream: AsyncIterator[bytes], content_type: str, folder: Path, bounds: Bounds, room: int
) -> tuple[Upload, ...]:
    """The files in the body of a request, each stored in a folder of its own below ``folder``.

    ``room``: the bytes that are left for all of them.

    Raises:
        Refusal: it is no form with files, or more than is allowed; then nothing is kept of it.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Files are sent as multipart/form-data."))
    form = _IncomingForm(folder, bounds, min(room, bounds.request_bytes))
    try:
        parser = MultipartParser(boundary, form.callbacks())
        async for chunk in stream:
            form.count(chunk)
            parser.write(chunk)
        parser.finalize()
        if not form.is_whole:
            raise MultipartParseError("the end is missing")
        if not form.uploads:
            detail = _("No file came with the request. Send at least one in the field {name}.")
            raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, detail.format(name=FIELD))
    except FormParserError as error:
        form.discard()
        await _let_pass(stream, bounds.request_bytes)
        detail = _("The form that was sent is damaged ({reason}).").format(reason=error)
        raise Refusal(HTTPStatus.BAD_REQUEST, detail) from error
    except Refusal:
        form.discard()
        await _let_pass(stream, bounds.request_bytes)
        raise
    except BaseException:
        form.discard()
        raise
    return tuple(form.uploads)


async def _let_pass(stream: AsyncIterator[bytes], most: int) -> None:
    """Takes what is still to come, up to ``most`` bytes, and keeps nothing of it.

    Most clients look at an answer only when they have sent all; one that comes before is lost with the connection.
    """
    async for chunk in stream:
        most -= len(chunk)
        if most < 0:
            return


@dataclass
class _IncomingForm:
    """A form while it comes in."""

    folder: Path
    bounds: Bounds
    most: int
    uploads: list[Upload] = field(default_factory=list)
    is_whole: bool = False
    _taken: int = 0
    _parts: int = 0
    _header: bytes = b""
    _value: bytes = b""
    _disposition: bytes = b""
    _id: str = ""
    _name: str = ""
    _size: int = 0
    _file: BinaryIO | None = None
    _begun: list[Path] = field(default_factory=list)

    def callbacks(self) -> MultipartCallbacks:
        """What the parser tells."""
        return {
            "on_part_begin": self._part_begins,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_part_end": self._part_ends,
            "on_end": self._ends,
        }

    def count(self, chunk: bytes) -> None:
        self._taken += len(chunk)
        if self._taken > self.most:
            raise too_large(self.most)

    def discard(self) -> None:
        if self._file:
            self._file.close()
        for place in self._begun:
            shutil.rmtree(place, ignore_errors=True)

    def _part_begins(self) -> None:
        self._parts += 1
        if self._parts > self.bounds.request_files:
            detail = _("These are more files than one request may bring ({count}). Send them in several.")
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail.format(count=self.bounds.request_files))
        self._disposition = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _headers_end(self) -> None:
        _kind, options = parse_options_header(self._disposition)
        if options.get(b"name") != FIELD.encode() or b"filename" not in options:
            return
        self._name = shown_name(options[b"filename"].decode(errors="replace"))
        self._id, self._size = secrets.token_urlsafe(16), 0
        place = self.folder / self._id
        (place / "source").mkdir(parents=True)
        self._begun.append(place)
        suffix = dropped.known_suffix(PurePosixPath(self._name).suffix)
        self._file = (place / "source" / f"{_STEM}{suffix}").open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file:
            self._file.write(data[start:end])
            self._size += end - start

    def _part_ends(self) -> None:
        if self._file:
            self._file.close()
            self.uploads.append(Upload(self._id, self._name, Path(self._file.name), self._size))
            self._file = None

    def _ends(self) -> None:
        self.is_whole = True


def discard(uploads: Iterable[Upload]) -> None:
    """Takes files off the disk that are not kept after all."""
    for one in uploads:
        shutil.rmtree(one.stored.parent.parent, ignore_errors=True)


def too_large(most: int) -> Refusal:
    """More bytes came than are allowed."""
    detail = _("That is more than one request may bring ({size} MiB). Send less at a time, or take documents away.")
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail.format(size=max(1, most // 1024**2)))

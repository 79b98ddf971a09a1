"""A PDF as its objects: taken apart as typst writes it, and written packed.

typst writes a classic table of objects (ISO 32000-1, 7.5.4) and leaves most objects unpacked, half of the file. They
are written as object streams (7.5.7), which PDF/UA-1 allows.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_LINE = 20
_TRAILER = re.compile(rb"/(Root|Info) (\d+) 0 R")
_NAME = re.compile(rb"/ID\[\((.*?)\)")
_LENGTH = re.compile(rb"/Length (\d+)")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_PARENTHESIS = re.compile(rb"(\\.|[()])", re.DOTALL)
_TOGETHER = 500
"""Objects in one object stream."""
_TAIL = 2048


@dataclass(frozen=True, slots=True)
class Object:
    """``value``: a dictionary, an array and the like, as written; ``stream``: the bytes behind a dictionary."""

    value: bytes
    stream: bytes | None = None

    def with_value(self, value: bytes) -> Object:
        """The same with another value."""
        return Object(value, self.stream)

    def content(self) -> bytes:
        """What the stream says."""
        data = self.stream or b""
        return zlib.decompress(data) if b"/FlateDecode" in self.value else data


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The objects of a PDF by number, and which are its catalog and its information. ``name``: its /ID."""

    objects: Mapping[int, Object]
    root: int
    information: int
    name: bytes

    @property
    def catalog(self) -> bytes:
        """What the PDF consists of, as a dictionary."""
        return self.objects[self.root].value


def taken_apart(pdf: bytes) -> PdfFile:
    """The objects of a PDF by typst.

    Raises:
        ValueError: the file is written otherwise.
    """
    start = _START.search(pdf, max(0, len(pdf) - _TAIL))
    table = start and _TABLE.match(pdf, int(start[1]))
    if not start or not table:
        raise ValueError("typst has written a PDF without a table of its objects")
    count, end_of_table = int(table[1]), table.end()
    lines = (pdf[end_of_table + _LINE * at : end_of_table + _LINE * (at + 1)] for at in range(count))
    offsets = sorted((int(line[:10]), number) for number, line in enumerate(lines) if line[17:18] == b"n")
    ends = [offset for offset, _number in offsets[1:]] + [int(start[1])]
    found = {number: _object(pdf[offset:end]) for (offset, number), end in zip(offsets, ends, strict=True)}
    trailer = pdf[end_of_table + _LINE * count :]
    places = {name: int(number) for name, number in _TRAILER.findall(trailer)}
    name = _NAME.search(trailer)
    if places.keys() != {b"Root", b"Info"} or not name:
        raise ValueError("typst has written a PDF without an information dictionary")
    return PdfFile(found, places[b"Root"], places[b"Info"], name[1])


def _object(text: bytes) -> Object:
    body = text[text.index(b"obj\n") + 4 : text.rindex(b"\nendobj")]
    value, mark, rest = body.partition(b"\nstream\n")
    length = _LENGTH.search(value) if mark else None
    return Object(value, rest[: int(length[1])]) if length else Object(body)


def moved(value: bytes, by: int) -> bytes:
    """``value`` with its references to other objects ``by`` so many numbers higher; texts in it stay as they are."""

    def higher(reference: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (int(reference[1]) + by)

    if b"(" not in value:
        return _REFERENCE.sub(higher, value)
    depth, pieces = 0, []
    for piece in _PARENTHESIS.split(value):
        depth += {b"(": 1, b")": -1}.get(piece, 0)
        pieces.append(piece if depth else _REFERENCE.sub(higher, piece))
    return b"".join(pieces)


def references(value: bytes, key: bytes) -> list[int]:
    """The objects that the entry ``key`` of a dictionary names: one, or an array of them."""
    found = re.search(rb"/%b\s*(?:(\d+) 0 R|\[([^\]]*)\])" % key, value)
    if not found:
        return []
    return [int(number) for number in _REFERENCE.findall(found[2])] if found[1] is None else [int(found[1])]


def written(file: PdfFile) -> bytes:
    """The PDF, with all objects packed that can be; the same objects give the same bytes.

    What the file says of itself stands at its end, unpacked, as an update (7.5.6): there it can be seen by whose hand
    the file is without unpacking it.
    """
    size = max(file.objects) + 1
    packed = sorted(number for number, one in file.objects.items() if one.stream is None and number != file.information)
    groups = [packed[at : at + _TOGETHER] for at in range(0, len(packed), _TOGETHER)]
    streams = {number: (one.value, one.stream) for number, one in file.objects.items() if one.stream is not None}
    rows: dict[int, _Row] = {0: (0, 0, 65535)}
    for holder, group in enumerate(groups, size):
        streams[holder] = _object_stream([file.objects[number].value for number in group], group)
        rows.update((number, (2, holder, at)) for at, number in enumerate(group))
    pieces, end = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"], 0
    for number, (value, stream) in sorted(streams.items()):
        end += len(pieces[-1])
        rows[number] = (1, end, 0)
        pieces.append(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, value, stream))
    end += len(pieces[-1])
    last = size + len(groups)
    rows = {number: rows.get(number, (0, 0, 0)) for number in range(last)}
    pieces.append(_table(file, {**rows, last: (1, end, 0)}))
    before, end = end, end + len(pieces[-1])
    pieces.append(b"%d 0 obj\n%b\nendobj\n" % (file.information, file.objects[file.information].value))
    update = {file.information: (1, end, 0), last + 1: (1, end + len(pieces[-1]), 0)}
    pieces.append(_table(file, update, b"/Prev %d" % before))
    return b"".join(pieces)


_Row = tuple[int, int, int]
"""A row of a table of objects: its kind; its place in the file, or the stream that holds it; its place in there."""


def _table(file: PdfFile, rows: Mapping[int, _Row], more: bytes = b"") -> bytes:
    """A table of objects as a stream (7.5.8), the last of which is the table itself, and the end of the file."""
    number, (_kind, place, _rest) = max(rows.items())
    index = b" ".join(b"%d 1" % one for one in sorted(rows)) if more else b"0 %d" % len(rows)
    data = zlib.compress(b"".join(struct.pack(">BIH", *row) for _number, row in sorted(rows.items())))
    ends = (number + 1, index, file.root, file.information, file.name, file.name, more, len(data))
    return b"".join(
        (
            b"%d 0 obj\n" % number,
            b"<</Type/XRef/Size %d/Index[%b]/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[(%b)(%b)]%b" % ends[:-1],
            b"/Filter/FlateDecode/Length %d>>" % ends[-1],
            b"\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (data, place),
        )
    )


def _object_stream(values: Iterable[bytes], numbers: Iterable[int]) -> tuple[bytes, bytes]:
    heads, texts, end = [], [], 0
    for number, value in zip(numbers, values, strict=True):
        heads.append(b"%d %d" % (number, end))
        texts.append(value)
        end += len(value) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(texts))
    value = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(heads), len(head), len(data))
    return value, data

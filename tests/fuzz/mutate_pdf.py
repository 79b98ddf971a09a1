"""Mutations of PDF: of objects, of the streams in them as they are unpacked, and of what stands on a page."""

from __future__ import annotations

import ctypes
import io
import math
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import pypdfium2
import pypdfium2.raw as pdfium

from tests.fuzz.values import phrase, value

_OBJECT = re.compile(rb"(?:^|(?<=[\r\n]))(\d+) 0 obj[\r\n ]*")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_NUMBER = re.compile(rb"(?<![\w.#])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][\w+-]*")
_OPERATOR = re.compile(rb"(?<=\s)(?:Tj|TJ|Tm|Td|Tr|Tf|cm|re|q|Q|BT|ET|BDC|EMC|Do|W|n|S|f|m|l)(?=\s)")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"3",
    b"7",
    b"90",
    b"180",
    b"270",
    b"45",
    b"1e9",
    b"99999999999",
    b"0.0001",
    b"-595",
    b"null",
)


@dataclass(frozen=True)
class Thing:
    """An object: ``content`` as it is unpacked, if it is a stream."""

    number: int
    head: bytes
    content: bytes | None = None

    @property
    def matters(self) -> bool:
        """Whether anything that is shown hangs on it."""
        return b"/StructElem" not in self.head and b"/Metadata" not in self.head


@dataclass(frozen=True)
class File:
    """All objects, and the trailer's dictionary."""

    things: tuple[Thing, ...]
    trailer: bytes


Change = Callable[[Random, File], File]


def plain(data: bytes) -> bytes:
    """The same document as PDFium writes it: no packed objects, one plain table of them."""
    stream = io.BytesIO()
    document = pypdfium2.PdfDocument(data)
    document.save(stream)
    document.close()
    return stream.getvalue()


def parsed(data: bytes) -> File:
    """The objects of a file that ``plain`` or ``written`` wrote."""
    things: list[Thing] = []
    at = 0
    while match := _OBJECT.search(data, at):
        end = data.find(b"endobj", match.end())
        stream = _STREAM.search(data, match.end(), end)
        if stream is None:
            things.append(Thing(int(match[1]), data[match.end() : end].strip()))
            at = end
            continue
        head = data[match.end() : stream.start()].strip()
        length = _LENGTH.search(head)
        assert length
        packed = data[stream.end() : stream.end() + int(length[1])]
        head = _LENGTH.sub(b"", head)
        if b"/FlateDecode" in head:
            packed = zlib.decompress(packed)
            head = re.sub(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])", b"", head)
        things.append(Thing(int(match[1]), head, packed))
        at = data.find(b"endobj", stream.end() + int(length[1]))
    trailer = data[data.rindex(b"trailer") :]
    return File(tuple(things), trailer[len(b"trailer") : trailer.rindex(b"startxref")].strip())


def written(file: File) -> bytes:
    """The file, every stream packed."""
    data = b"%PDF-1.7\n"
    offsets: dict[int, int] = {}
    for thing in file.things:
        offsets[thing.number] = len(data)
        body = thing.head
        if thing.content is not None:
            packed = zlib.compress(thing.content, 1)
            head = body[:-2] if body.endswith(b">>") else body
            body = head + b"/Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
        data += b"%d 0 obj\n%s\nendobj\n" % (thing.number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, offset)
    return data + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (file.trailer, start)


def on_objects(change: Change) -> Callable[[Random, bytes], bytes]:
    """The mutation of bytes that makes ``change`` among the objects."""

    def mutate(rng: Random, data: bytes) -> bytes:
        return written(change(rng, parsed(data)))

    return mutate


def number(rng: Random, file: File) -> File:
    """A number in a dictionary is another."""
    return _in_head(rng, file, _NUMBER, rng.choice((*_NUMBERS, b"%d" % rng.randrange(300), value(rng).encode())))


def name(rng: Random, file: File) -> File:
    """A name in a dictionary is another of the file's own, or none that anybody knows."""
    other = rng.choice(_NAME.findall(_chosen(rng, file).head) or [b"/X"])
    return _in_head(rng, file, _NAME, rng.choice((other, b"/Unknown")))


def drop(rng: Random, file: File) -> File:
    """An object is missing, or is nothing."""
    thing = _chosen(rng, file)
    if rng.random() < 0.5:
        return replace(file, things=tuple(one for one in file.things if one is not thing))
    return _with(file, thing, Thing(thing.number, b"null"))


def exchange(rng: Random, file: File) -> File:
    """An object stands under the number of another."""
    one, other = _chosen(rng, file), _chosen(rng, file)
    return _with(file, one, replace(other, number=one.number))


def loop(rng: Random, file: File) -> File:
    """An object refers to itself or to some other where it referred to what it needs."""
    target = rng.choice(file.things).number
    return _in_head(rng, file, re.compile(rb"\d+ 0 R"), b"%d 0 R" % target)


def rotate(rng: Random, file: File) -> File:
    """A page is turned, cut, scaled or moved."""
    pages = [one for one in file.things if b"/Type/Page" in one.head.replace(b" ", b"") and b"/MediaBox" in one.head]
    page = rng.choice(pages)
    entries = (
        b"/Rotate %d" % rng.choice((90, 180, 270, -90, 45, 1_000_000_007)),
        b"/CropBox [%d %d 500 400]" % (rng.randrange(200), rng.randrange(200)),
        b"/UserUnit %d" % rng.choice((0, 2, 100_000)),
        b"/MediaBox [-300 -200 %d %d]" % (rng.choice((542, 0, -300)), rng.choice((395, 9_999_999))),
    )
    return _with(file, page, replace(page, head=page.head.removesuffix(b">>") + b" " + rng.choice(entries) + b">>"))


def stream_number(rng: Random, file: File) -> File:
    """A number in a stream that is text is another."""
    chosen = rng.choice((*_NUMBERS, b"%d" % rng.randrange(800)))
    return _in_stream(rng, file, lambda data: _one_of(rng, _NUMBER, data, chosen))


def stream_operator(rng: Random, file: File) -> File:
    """An operator on a page is another of the page's own, or is missing."""

    def changed(data: bytes) -> bytes:
        return _one_of(rng, _OPERATOR, data, rng.choice((b"", rng.choice(_OPERATOR.findall(data)))))

    return _in_stream(rng, file, changed)


def stream_line(rng: Random, file: File) -> File:
    """A line of a stream that is text is missing, stands there again, or changes places with another."""

    def changed(data: bytes) -> bytes:
        lines = data.split(b"\n")
        one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        kind = rng.randrange(3)
        if kind == 0:
            del lines[one]
        elif kind == 1:
            lines[other:other] = [lines[one]] * rng.choice((1, 1, 2_000))
        else:
            lines[one], lines[other] = lines[other], lines[one]
        return b"\n".join(lines)

    return _in_stream(rng, file, changed)


def stream_bytes(rng: Random, file: File) -> File:
    """Bytes of any stream, fonts among them, are others, or it ends early."""
    thing = rng.choice([one for one in file.things if one.content])
    changed = bytearray(thing.content or b"")
    for _byte in range(rng.choice((1, 4, 40))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    cut = rng.choice((len(changed), len(changed), rng.randrange(len(changed))))
    return _with(file, thing, replace(thing, content=bytes(changed[:cut])))


def form_field(rng: Random, file: File) -> File:
    """A page has a filled field of a form, or a remark, whose text is drawn."""
    page = rng.choice([one for one in file.things if b"/MediaBox" in one.head])
    root = next(one for one in file.things if b"/Catalog" in one.head)
    fresh = max(one.number for one in file.things) + 1
    words = ascii_phrase(rng).encode()
    x, y = rng.randrange(50, 700), rng.randrange(50, 500)
    kind = rng.choice((b"/Widget /FT /Tx /T (f) /V", b"/FreeText /Contents"))
    appearance = b"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    drawn = b"BT /F 10 Tf 2 5 Td (%s) Tj ET" % words
    field = b"<</Type/Annot/Subtype %s (%s) /F 4 /Rect [%d %d %d %d] /DA (/Helv 10 Tf 0 g) /AP <</N %d 0 R>>>>" % (
        *(kind, words, x, y, x + 200, y + 20),
        fresh + 1,
    )
    things = _with(file, page, replace(page, head=page.head[:-2] + b"/Annots [%d 0 R]>>" % fresh)).things
    file = replace(file, things=things)
    file = _with(file, root, replace(root, head=root.head[:-2] + b"/AcroForm <</Fields [%d 0 R]>>>>" % fresh))
    return replace(file, things=(*file.things, Thing(fresh, field), Thing(fresh + 1, appearance + b">>", drawn)))


OBJECT_CHANGES: dict[str, Change] = {
    one.__name__: one
    for one in (
        *(number, name, drop, exchange, loop, rotate),
        *(stream_number, stream_operator, stream_line, stream_bytes, form_field),
    )
}


def plant(rng: Random, data: bytes) -> bytes:
    """Words stand anywhere on a page, at any size, turned or upright."""
    document = pypdfium2.PdfDocument(data)
    page = document[rng.randrange(len(document))]
    words = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", ctypes.c_float(rng.choice((4, 9, 9, 9, 14, 60))))
    text = (ascii_phrase(rng) + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(words, ctypes.cast(ctypes.create_string_buffer(text), pdfium.FPDF_WIDESTRING))
    turn = math.radians(rng.choice((0, 0, 0, 0, 90, 180, 270, 10, 45)))
    x, y = rng.uniform(-20, page.get_width() + 20), rng.uniform(-20, page.get_height() + 20)
    sin, cos = math.sin(turn), math.cos(turn)
    pdfium.FPDFPageObj_Transform(words, cos, sin, -sin, cos, x, y)
    pdfium.FPDFPage_InsertObject(page.raw, words)
    pdfium.FPDFPage_GenerateContent(page.raw)
    stream = io.BytesIO()
    document.save(stream)
    page.close()
    document.close()
    return stream.getvalue()


def ascii_phrase(rng: Random) -> str:
    """A text to plant for which every font of a PDF reader has letters."""
    return "".join(one for one in phrase(rng) if " " <= one < "\x7f") + "ZQXJ"


def _chosen(rng: Random, file: File) -> Thing:
    return rng.choice([one for one in file.things if one.matters])


def _with(file: File, old: Thing, new: Thing) -> File:
    return replace(file, things=tuple(new if one is old else one for one in file.things))


def _in_head(rng: Random, file: File, pattern: re.Pattern[bytes], new: bytes) -> File:
    thing = rng.choice([one for one in file.things if one.matters and pattern.search(one.head)])
    return _with(file, thing, replace(thing, head=_one_of(rng, pattern, thing.head, new)))


def _in_stream(rng: Random, file: File, change: Callable[[bytes], bytes]) -> File:
    """Changes a page's content or a font's map, not a font itself."""
    thing = rng.choice(
        [one for one in file.things if one.content and b" " in one.content[:500] and b"\0" not in one.content]
    )
    return _with(file, thing, replace(thing, content=change(thing.content or b"")))


def _one_of(rng: Random, pattern: re.Pattern[bytes], data: bytes, new: bytes) -> bytes:
    found = rng.choice(list(pattern.finditer(data)))
    return data[: found.start()] + new + data[found.end() :]

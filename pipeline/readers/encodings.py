"""Tells the encoding of text by its bytes, and bears with a stray byte or two."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.rd106_text_encoding import RULE as TEXT_ENCODING
from pipeline.readers.torn import ENCODINGS as BIG5
from pipeline.readers.torn import torn

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LONG_MARKS = {b"\xff\xfe\0\0": "utf-32-le", b"\0\0\xfe\xff": "utf-32-be"}
_LONG_SHARE = 3
"""One zero in so many bytes, at least: UTF-32 writes one or two in every character."""
_CHINESE = ("cp950", "big5hkscs", "gb18030")
_MOST_STRAYS = 3
_STRAY_SHARE = 2_000
"""Beyond a few, one stray byte in so many is borne with; of more, the encoding must be another."""
_MOST_STRAYS_AT_ALL = 20
_COMMON = frozenset("，。、：；（）「」的一人不中及與或有在為能作工理業之是以于与为这个上大分和")
"""What no Chinese text of some length goes without, in either script: the wrong encoding has next to none of it."""
_PLAUSIBLE = 0.05
"""The share of common characters that a text in the right encoding has; in a wrong one it is half of that at most."""
_REPLACEMENT = "\ufffd"
_HALF = b"\x1a"
"""A sign that no text has, in the place of half a character; next to it every byte begins one."""
_IMPOSSIBLE = {"utf-8": (0, 0xC0, 0xC1, *range(0xF5, 0x100)), "cp950": (0, 0x80, 0xFF), "gb18030": (0, 0xFF)}
"""Bytes that no character has."""
_OF_OTHERS = (0, 0xFF)
_WIDE_SHARE = 25
"""One zero in so many bytes: UTF-16 writes one in every character of ASCII."""


class Stray(NamedTuple):
    """A byte that is no text, and its line (from 1). ``is_extra``: no character has such a byte, so none is damaged."""

    line: int
    byte: int
    is_extra: bool


class Doubtful(NamedTuple):
    """Characters that half of one before them may have made of others, and their line (from 1)."""

    line: int
    text: str


class Decoded(NamedTuple):
    """A text, the encoding that it was in, and the bytes that are none of it: left out if extra, else U+FFFD.

    ``doubtful``: what may be wrong though every byte of it is text.
    """

    text: str
    encoding: str
    strays: tuple[Stray, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text: by its byte order mark, else UTF-8, UTF-16, or what reads best of the Chinese encodings.

    ``declared`` is what the document says of itself; it counts unless the text reads better otherwise. ``None`` if
    nothing fits.
    """
    if decoded := _long(data):
        return decoded
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            body = data.removeprefix(mark)
            return _strict(body, encoding) or _lenient(body, encoding)
    if decoded := _strict(data, "utf-8"):
        return decoded
    if _is_wide(data):
        return _strict(data, _utf16(data)) or _lenient(data, _utf16(data))
    slips = _lenient(data, "utf-8")
    if slips and _is_mostly_right(slips):
        return slips
    candidates = [*([declared] if declared else []), *_CHINESE]
    strict = [decoded for name in candidates if (decoded := _strict(data, name))]
    if b"\0" in data:
        strict += filter(None, [_strict(data, _utf16(data))])
    is_right = b"\0" not in data and any(_plausible(one.text) >= _PLAUSIBLE for one in strict)
    lenient = [] if is_right else [_lenient(data, name) for name in ("utf-8", *candidates)]
    found = [*strict, *filter(None, lenient)]
    best = max(found, key=lambda one: (_plausible(one.text), -len(one.strays)), default=None)
    return _realigned(data, best) if best and best.encoding.lower() in BIG5 else best


def _realigned(data: bytes, decoded: Decoded) -> Decoded:
    """A text in Big5, with U+FFFD for halves of characters whose other half is lost, and with what may be such."""
    places = list(islice(torn(data), 2 * _MOST_STRAYS_AT_ALL)) if _plausible(decoded.text) >= _PLAUSIBLE else []
    if not places or len(places) > _most_strays(len(data)) or _HALF in data:
        return decoded
    halves = [place.start for place in places if place.is_sure]
    whole = bytearray(data)
    for at in halves:
        whole[at] = _HALF[0]
    found = _strict(bytes(whole), decoded.encoding) or _lenient(bytes(whole), decoded.encoding) or decoded
    strays = [Stray(_line(data, at), data[at], is_extra=False) for at in halves]
    doubtful = [
        Doubtful(_line(data, place.start), data[place.start : place.end].decode(decoded.encoding, "replace"))
        for place in places
        if not place.is_sure
    ]
    text = found.text.replace(_HALF.decode(), _REPLACEMENT)
    return Decoded(text, decoded.encoding, tuple(sorted((*found.strays, *strays))), tuple(doubtful))


def _line(data: bytes, at: int) -> int:
    return 1 + data.count(b"\n", 0, at)


def remarks(decoded: Decoded) -> tuple[Diagnostic, ...]:
    """What to say of a text that was not UTF-8, or not wholly what it is."""
    return tuple(_remarks(decoded))


def _remarks(decoded: Decoded) -> Iterator[Diagnostic]:
    if not decoded.encoding.startswith("utf-8"):
        message = _("The text is not in UTF-8; it was read as {encoding}.").format(encoding=decoded.encoding)
        yield TEXT_ENCODING.found("file", message)
    extra = [stray for stray in decoded.strays if stray.is_extra]
    damaged = [stray for stray in decoded.strays if not stray.is_extra]
    if extra:
        message = _("Bytes that no character of {encoding} has were left out: {places}. Look at these lines.")
        yield _warning("extra-bytes", message, decoded.encoding, extra)
    if damaged:
        message = _("Bytes that are no {encoding} were read as “�”: {places}. Look there for a damaged character.")
        yield _warning("damaged-bytes", message, decoded.encoding, damaged)
    if decoded.doubtful:
        message = _("A byte of Big5 may be lost before characters that are hardly used: {places}. Look at these lines.")
        places = _(", ").join(
            _("“{text}” in line {line}").format(text=one.text, line=one.line) for one in decoded.doubtful
        )
        yield TEXT_ENCODING.found("torn-characters", message.format(places=places), severity=Severity.WARNING)


def _warning(subject: str, message: str, encoding: str, strays: list[Stray]) -> Diagnostic:
    places = _(", ").join(_place(stray, count) for stray, count in Counter(strays).items())
    return TEXT_ENCODING.found(subject, message.format(encoding=encoding, places=places), severity=Severity.WARNING)


def _place(stray: Stray, count: int) -> str:
    text = _("0x{byte:02X} in line {line} ({count} times)") if count > 1 else _("0x{byte:02X} in line {line}")
    return text.format(byte=stray.byte, line=stray.line, count=count)


def _long(data: bytes) -> Decoded | None:
    """The text of UTF-32, with its byte order mark or without; no other text is one of it by chance."""
    for mark, encoding in _LONG_MARKS.items():
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), encoding)
    if len(data) % 4 or data.count(0) * _LONG_SHARE < len(data):
        return None
    return next(filter(None, (_strict(data, encoding) for encoding in _LONG_MARKS.values())), None)


def _is_wide(data: bytes) -> bool:
    """Whether ``data`` is UTF-16, which no text is that reads as UTF-8 but for a zero here and there."""
    zeros = data.count(0)
    if zeros * _WIDE_SHARE < len(data) or not zeros:
        return False
    rest = _strict(data.replace(b"\0", b""), "utf-8")
    return rest is None or (rest.text.isascii() and not data.endswith(b"\0\0"))


def _utf16(data: bytes) -> str:
    """UTF-16 writes ASCII (the codes and tabs of every standard) with a zero in every second byte."""
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


def _plausible(text: str) -> float:
    """The share of common characters among those that are not ASCII."""
    beyond = [character for character in text[:100_000] if character > "\x7f"]
    return sum(character in _COMMON for character in beyond) / len(beyond) if beyond else 0.0


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    if "\0" in text:
        return None
    return Decoded(text.translate(_eten()) if encoding == "cp950" else text, encoding)


@cache
def _eten() -> dict[int, str]:
    """What the codes are that Windows leaves to the user, and Taiwan's programs since ETen have for ①, ⑴, ⅰ, kana."""
    codes = [bytes((lead, trail)) for lead in (0xC6, 0xC7) for trail in range(0x40, 0xFF)]
    found = [
        (code.decode("cp950", "ignore"), code.decode("big5hkscs", "ignore")) for code in codes if code >= b"\xc6\xa1"
    ]
    return {ord(one): other for one, other in found if len(one) == len(other) == 1 and one != other}


def _lenient(data: bytes, encoding: str) -> Decoded | None:
    """The text without bytes that no character has, with U+FFFD for other strays; none if there are too many."""
    most, step = _most_strays(len(data)), 2 if encoding.startswith("utf-16") else 1
    kept, strays = (data, []) if step == 2 else _without_extra(data, encoding)
    pieces: list[str] = []
    start, line = 0, 1
    while start < len(kept):
        if len(strays) > most:
            return None
        try:
            pieces.append(kept[start:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            good = codecs.decode(kept[start : start + error.start], encoding)
            start += error.start
            line += good.count("\n")
            strays.append(Stray(line, kept[start], is_extra=False))
            pieces += (good, _REPLACEMENT)
            start += step
        except (UnicodeError, LookupError):
            return None
    text = "".join(pieces)
    return None if "\0" in text or len(strays) > most else Decoded(text, encoding, tuple(strays))


def _without_extra(data: bytes, encoding: str) -> tuple[bytes, list[Stray]]:
    """``data`` without bytes that no character has, which may stand inside one; zeros that fill its end count once.

    Of the bytes no more are told than one above the most that a text may have.
    """
    extra = bytes(_IMPOSSIBLE.get(encoding.lower().removesuffix("-sig"), _OF_OTHERS))
    filled = data.rstrip(b"\0")
    places = re.finditer(b"[" + re.escape(extra) + b"]", data[: len(filled) + 1])
    strays, at, line = [], 0, 1
    for place in islice(places, _most_strays(len(data)) + 1):
        line += data.count(b"\n", at, place.start())
        at = place.start()
        strays.append(Stray(line, place[0][0], is_extra=True))
    return filled.translate(None, extra), sorted(strays)


def _most_strays(length: int) -> int:
    return min(max(_MOST_STRAYS, length // _STRAY_SHARE), _MOST_STRAYS_AT_ALL)


def _is_mostly_right(decoded: Decoded) -> bool:
    """Whether so many characters beyond ASCII are right that they cannot be so by chance."""
    return sum(character > "\x7f" for character in decoded.text) >= 10 * len(decoded.strays)

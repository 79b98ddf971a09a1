"""Tells the encoding of text by its bytes."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised.rd106_text_encoding import RULE as TEXT_ENCODING

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Decoded(NamedTuple):
    """A text and the encoding that it was in."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text: by its byte order mark, else UTF-8, the declared encoding, UTF-16 or Big5; ``None`` if none fits."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _try(data, encoding)
    for encoding in ("utf-8", *([declared] if declared else []), *_likely(data)):
        decoded = _try(data, encoding)
        if decoded:
            return decoded
    return None


def remarks(encoding: str) -> tuple[Diagnostic, ...]:
    """What to say of a text that was not UTF-8."""
    if encoding.startswith("utf-8"):
        return ()
    message = _("The text is not in UTF-8; it was read as {encoding}.").format(encoding=encoding)
    return (TEXT_ENCODING.found("file", message),)


def _likely(data: bytes) -> tuple[str, ...]:
    """UTF-16 writes ASCII (the codes and tabs of every standard) with a zero in every second byte."""
    if b"\0" not in data:
        return ("cp950", "big5hkscs")
    return ("utf-16-le",) if data[1::2].count(0) > data[0::2].count(0) else ("utf-16-be",)


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\0" in text else Decoded(text, encoding)

"""Web pages saved as a single file (MHTML), as browsers and Word do: the page among its pictures, wrapped as mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.findings.diagnostics import Severity, Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd108_part_not_read import RULE as PART_NOT_READ
from pipeline.readers._html.parts import PageParts
from pipeline.readers.blocks import Body

NAME = "mhtml"
SUFFIXES = (".mht", ".mhtml")

_MOST_NAMED, _LONGEST_NAME = 5, 80
_HEAD = 8192
_SIGNS = re.compile(rb"^mime-version:.*^content-type:\s*(?:multipart/|text/html)", re.I | re.M | re.S)
_SIGNS_TURNED = re.compile(rb"^content-type:\s*(?:multipart/|text/html).*^mime-version:", re.I | re.M | re.S)


def sniff(data: bytes) -> float:
    """The headers of a mail that holds a web page."""
    head = data[:_HEAD]
    if b"mime-version" not in head.lower():
        return 0.0
    return 0.9 if _SIGNS.search(head) or _SIGNS_TURNED.search(head) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """What the web page in it shows; see the reader of web pages. Pages inside its frames are read too.

    Raises:
        Unreadable: it holds no web page, or one that cannot be read.
    """
    from pipeline.readers._html import page  # noqa: PLC0415 - a run without web pages need not wait for it

    try:
        message = message_from_bytes(data.lstrip())
        pages, sheets, attached = _pages(message), _parts(message, ("text/css",)), _attached(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise _none() from error
    if not pages:
        raise _none(attached)
    first, *others = pages
    held = {place: content for part, content in (*others, *sheets) for place in _addresses(part)}
    body = page.read(first[1], limits, PageParts(held, _location(first[0])))
    if not attached:
        return body
    found = PART_NOT_READ.found("attached", _not_read(attached), severity=Severity.WARNING)
    return replace(body, diagnostics=(*body.diagnostics, found))


def _attached(message: Message) -> str:
    """The names of the files that are attached to a mail."""
    parts = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    names = [_decoded(part.get_filename() or "?") for part in parts[:_MOST_NAMED]]
    shown = [one_line(name)[:_LONGEST_NAME] for name in names]
    return _(", ").join(shown) + (" …" if len(parts) > _MOST_NAMED else "")


def _decoded(name: str) -> str:
    """A file's name as people read it; as it is written where that cannot be decoded."""
    try:
        return str(make_header(decode_header(name)))
    except (HeaderParseError, ValueError, LookupError):
        return name


def _not_read(attached: str) -> str:
    return _("The mail has attached files, which were not read ({names}). Save them and try those.").format(
        names=attached
    )


def _none(attached: str = "") -> Unreadable:
    if attached:
        return Unreadable(UNREADABLE_FILE.found("file", _not_read(attached)))
    message = _("The file holds no web page that can be read. Save the page as .html in the browser and try that.")
    return Unreadable(UNREADABLE_FILE.found("file", message))


def _pages(message: Message) -> list[tuple[Message, bytes]]:
    """The web pages, the one that the others belong to first."""
    found = _parts(message, ("text/html", "application/xhtml+xml"))
    start = _bare(str(message.get_param("start") or ""))
    found.sort(key=lambda entry: bool(start) and _identity(entry[0]) != start)
    return found


def _parts(message: Message, kinds: Sequence[str]) -> list[tuple[Message, bytes]]:
    """The parts of these kinds with their contents."""
    found = []
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() in kinds else None
        if isinstance(content, bytes):
            found.append((part, _in_utf8(content, part.get_content_charset())))
    return found


def _addresses(part: Message) -> Iterator[str]:
    """How the page may refer to a part."""
    identity, location = _identity(part), _location(part)
    yield from [f"cid:{identity}"] if identity else []
    yield from [location] if location else []


def _identity(part: Message) -> str:
    return _bare(str(part.get("Content-ID", "")))  # a header with bytes that mail does not know is no str


def _location(part: Message) -> str:
    return str(part.get("Content-Location", "")).strip()


def _bare(identity: str) -> str:
    return identity.strip().strip("<>")


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where the mail's own header names its encoding rightly; else as it is."""
    try:
        return content.decode(charset).encode() if charset else content
    except (LookupError, UnicodeError):
        return content

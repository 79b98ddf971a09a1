"""A web page from its bytes: its encoding, its limits, and then what it shows."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from lxml import etree

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers._html import shadow
from pipeline.readers._html.body import HtmlReader
from pipeline.readers._html.order import may_move
from pipeline.readers._html.parts import NONE, PageParts
from pipeline.readers.blocks import Body
from pipeline.readers.encodings import Decoded, decode, remarks
from pipeline.readers.tables import too_large
from pipeline.readers.xml import MOST_TAGS, refuse_too_much_text

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_MOST_ATTRIBUTES = 1_000
"""Attributes of one element. The parser compares each with all before it."""
_SECTION = re.compile(r"<(?P<close>/?)(?P<code>script|style)\b|<!\[CDATA\[|\]\]>", re.IGNORECASE)
"""Where sections of plain text in XML begin and end, and what holds some that are none."""
_OF_HEAD = {"title", "meta", "link", "style", "script", "base", "noscript", "template", "object", "basefont", "bgsound"}
_SHEET_IN_ADDRESS = "data:text/css"
"""What it says is not seen where it is packed."""
_SHADOW = "shadowrootmode"
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
"""Where a page says that it ends. Browsers show what stands behind; the parser would leave it out."""


def read(data: bytes, limits: Limits, parts: PageParts = NONE) -> Body:
    """Tables and other text in order. The page's frames and style sheets are those among ``parts`` of the file.

    Raises:
        Unreadable: in no known encoding, without content, or nested deeper than ``limits.nesting``.
    """
    decoded = _decoded(data)
    if decoded is None:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The text is in no encoding that is known here.")))
    root = _root(decoded.text, limits)

    def frame(content: bytes) -> Any | None:
        text = _decoded(content)
        try:
            return _root(text.text, limits) if text else None
        except Unreadable:
            return None

    moves = (
        may_move(decoded.text)
        or _SHEET_IN_ADDRESS in decoded.text
        or any(may_move(part.decode("latin-1")) for part in parts.held.values())
    )
    reader = HtmlReader(root, parts, frame, may_move=moves)
    blocks = tuple(reader.page(root))
    account = reader.account
    found = (*remarks(decoded), *account.diagnostics())
    return Body(blocks, tuple(account.outside), diagnostics=found, withheld=tuple(account.withheld))


def _decoded(data: bytes) -> Decoded | None:
    declared = _CHARSET.search(data[:_HEAD])
    return decode(data, declared[1].decode("ascii", "replace") if declared else None)


def _root(text: str, limits: Limits) -> Any:
    if text.count("<") > MOST_TAGS or any(map(_is_endless, _TAG.finditer(text))):
        raise too_large()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_ENDS.sub("", _plain(text)).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, AssertionError) as error:
        raise _empty() from error
    if root is None:
        raise _empty()
    if len(text) > limits.characters:
        refuse_too_much_text(root, limits)
    if _is_deeper(root, limits.nesting) or any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(LIMIT_EXCEEDED.found("file", _("The page nests its elements unreasonably deep.")))
    _begin_body(root)
    if _SHADOW in text:
        shadow.show(root)
    return root


def _begin_body(root: Any) -> None:
    """Takes what is none of its head's out of the head of a page: the parser does not know that ``main`` or ``section``
    begins the body, where no tag says so.
    """
    head = root.find("head")
    children = [] if head is None else list(head)
    first = next((at for at, one in enumerate(children) if one.tag not in _OF_HEAD), None)
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    text, body.text = body.text, None
    if children[-1].tail or text:
        children[-1].tail = (children[-1].tail or "") + (text or "")
    for child in reversed(children[first:]):
        body.insert(0, child)


def _plain(text: str) -> str:
    """A page in XML with its sections of plain text (CDATA) spelt out; the parser of web pages drops them."""
    if not text.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        return text
    kept: list[str] = []
    end, opened, in_code = 0, None, False
    for match in _SECTION.finditer(text):
        if match["code"]:
            in_code = not match["close"] if opened is None else in_code
        elif match[0] != "]]>" and not in_code and opened is None:
            opened = match
        elif match[0] == "]]>" and opened is not None:
            kept += [text[end : opened.start()], escape(text[opened.end() : match.start()], quote=False)]
            end, opened = match.end(), None
    return "".join((*kept, text[end:]))


def _is_endless(tag: re.Match[str]) -> bool:
    """Whether a tag has more attributes than any; pictures and drawings may stand in long values of a few."""
    length = tag.end() - tag.start()
    return length > 2 * _MOST_ATTRIBUTES and len(_QUOTED.sub(" ", tag[0]).split()) > _MOST_ATTRIBUTES


def _empty() -> Unreadable:
    return Unreadable(UNREADABLE_FILE.found("file", _("The page holds nothing that can be read.")))


def _is_deeper(root: Any, nesting: int) -> bool:
    """Whether any element stands in more than ``nesting`` others, itself counted."""
    return bool(root.xpath(f"boolean({'/*' * (nesting + 1)})"))

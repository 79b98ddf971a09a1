"""Parses XML that nobody vouches for: no entities, no network, bounded depth and size."""

from __future__ import annotations

from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.readers.containers import damaged
from pipeline.readers.tables import too_large, too_much_text

MOST_TAGS = 1_500_000
"""Tags of one part: some hundred megabytes in memory, a hundred times what a long standard has."""
_MOST_VALUES = 3_000_000
"""Values of attributes of one part."""


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The root element. libxml2 itself refuses elements nested deeper than 256, and a text of more than 10 MB.

    Raises:
        Unreadable: the XML is broken, has more elements or text than any document, or names text that it defines
            elsewhere.
    """
    if len(data) > MOST_TAGS and _has_too_much(data):
        raise too_large()
    from lxml import etree  # noqa: PLC0415 - a run without XML need not wait for it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None and next(root.iter(etree.Entity), None) is not None:
        raise _with_entities()
    if len(data) > limits.characters:  # a character takes a byte at least
        refuse_too_much_text(root, limits)
    return root


def _with_entities() -> Unreadable:
    message = _(
        "The document takes text from definitions in its head (XML entities), which are not followed. Save it anew in "
        "the program that it was made with."
    )
    return Unreadable(UNREADABLE_FILE.found("file", message))


def _has_too_much(data: bytes) -> bool:
    """Told by signs that are the same bytes in every encoding of XML, but for the zeros between them in UTF-16."""
    tags, quotes = data.count(b"<"), data.count(b'"') + data.count(b"'")
    return tags > MOST_TAGS or quotes > 2 * _MOST_VALUES


def refuse_too_much_text(root: Any, limits: Limits) -> None:
    """Counts the text of a tree before anything is made of it.

    Raises:
        Unreadable: there is more than ``limits.characters``.
    """
    if sum(map(len, root.itertext())) > limits.characters:
        raise too_much_text()

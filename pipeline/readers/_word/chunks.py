"""Imported parts of a Word document (``w:altChunk``), which Word shows in their place when it opens the document."""

from __future__ import annotations

from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.readers import containers, html, mhtml, text
from pipeline.readers._word.names import qn
from pipeline.readers._word.package import Package
from pipeline.readers.account import Account
from pipeline.readers.blocks import Body

_DEEPEST = 3
"""Documents inside documents."""
_MOST = 100
"""Imported parts of one document."""


class Chunks:
    """Reads the imported parts of one document, which itself stands ``depth`` parts deep in another."""

    def __init__(self, package: Package, limits: Limits, depth: int) -> None:
        self._package = package
        self._limits = limits
        self._depth = depth
        self._read = 0

    def read(self, part: str, element: Any, account: Account) -> Body | None:
        """What the part shows that an element of ``part`` imports; ``None``, and a finding, if it cannot be read."""
        relation = self._package.relations(part).get(element.get(qn("r:id")) or "")
        data = self._package.content(relation.target) if relation and not relation.is_external else None
        self._read += 1
        if relation is None or data is None or self._depth >= _DEEPEST or self._read > _MOST:
            account.unread(_("An imported part of the document (altChunk) was not read."))
            return None
        try:
            return self._body(data)
        except Unreadable as refusal:
            message = _("An imported part of the document (altChunk, {name}) was not read. {reason}")
            account.unread(message.format(name=relation.target, reason=refusal.diagnostic.message))
            return None

    def _body(self, data: bytes) -> Body:
        from pipeline.readers._word import body  # noqa: PLC0415 - a document inside a document: each needs the other
        from pipeline.readers.foreign import advice_for  # noqa: PLC0415

        if containers.names(data):
            return body.read(data, self._limits, depth=self._depth + 1)
        for sniff, read in ((mhtml.sniff, mhtml.read), (html.sniff, html.read), (text.sniff, text.read)):
            if sniff(data) > 0:
                return read(data, self._limits)
        raise Unreadable(UNREADABLE_FILE.found("file", advice_for(data)))

"""Notes of the form that somebody made as the footnotes or endnotes of a program.

The form marks a note in the text (【註1】) and explains its word under 說明與補充事項 (市場資訊：如從網路…). Where a
document has no such marks, and all its footnotes, or all its endnotes, explain words in this way, they are such notes.
Others stand behind the text, and that their numbers are not in it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Severity
from pipeline.readers.account import Account
from pipeline.readers.blocks import Block, Paragraph, Run

_OWN_MARK = re.compile(r"註\s*[\d０-９]")
_WORD = re.compile(r"\s*[^\s：:。，、；][^：:。，；]{0,29}[：:]\s*\S")


class Footnotes:
    """The notes of one document: ``kinds`` and texts of those that something leads to, and the document's ``text``."""

    def __init__(self, notes: Iterable[tuple[str, str]] = (), text: str = "") -> None:
        found = list(notes)
        is_one_kind = len({kind for kind, _text in found}) == 1
        explain = all(_WORD.match(one) for _kind, one in found)
        self._count = len(found)
        self._are_of_the_form = is_one_kind and explain and not _OWN_MARK.search(text)
        self._numbers: dict[Any, int] = {}

    def mark(self, key: Any) -> Iterator[Run]:
        """The mark in the text that leads to the note of that key."""
        if self._are_of_the_form:
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            yield Run(f"註{number}", superscript=True)

    def marked(self, key: Any, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of a note, its mark before them."""
        number = self._numbers.get(key)
        for block in blocks:
            if number is None or not isinstance(block, Paragraph):
                yield block
                continue
            first, *further = block.lines
            yield Paragraph((replace(first, runs=(Run(f"【註{number}】"), *first.runs)), *further))
            number = None

    def tell(self, account: Account) -> None:
        """Says what became of the numbers that the program prints, once."""
        if self._numbers:
            message = _("The notes of the program ({count}) were read as notes of the form: 【註1】 and so on.")
            severity = Severity.WARNING
        else:
            message = _("The numbers that lead to the notes of the program ({count}) were not read.")
            severity = Severity.INFO
        if self._count:
            account.unread(message.format(count=self._count), severity=severity)

"""What a document holds beside the text that its reader hands over: nothing of it may go unsaid.

A reader takes every text out of the document's tree as it reads it: into the body, or aside where nobody sees it. What
is left in the tree at the end was not read, whatever it is, and is told as such.
"""

from __future__ import annotations

from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised.rd108_part_not_read import RULE as PART_NOT_READ
from pipeline.findings.raised.rd112_unseen_text import RULE as UNSEEN_TEXT
from pipeline.findings.raised.rd117_struck_out_text import RULE as STRUCK_OUT_TEXT
from pipeline.readers.blocks import Line, Withheld

_SHOWN = 60
"""Characters of an unread text that a finding shows; the whole of it stands outside."""
_LONGEST = 400
"""Characters of all unseen, or struck out, text that a finding shows."""
_MOST_FINDINGS = 200
"""Parts of one document that are told one by one."""


class Account:
    """Text outside the body, and the findings on what could not be read."""

    def __init__(self) -> None:
        self.outside: list[Line] = []
        self.findings: list[Diagnostic] = []
        self.withheld: list[Withheld] = []
        self._pictures = 0
        self._unseen: list[str] = []
        self._struck: list[str] = []

    def aside(self, text: str | None) -> None:
        """Names a text that a person does not see where the document is read."""
        joined = " ".join((text or "").split())
        if joined:
            self.outside.append(Line.plain(joined))

    def around(self, text: str, *, in_table: bool = False) -> None:
        """Names a text that is shown around the content: navigation, the foot of a page, buttons."""
        self._withhold(Withheld(text, is_shown=True, in_table=in_table))

    def margin(self, line: Line) -> None:
        """Keeps in mind a line in the margin of the pages, which may be a part of the form that somebody put there."""
        self.withheld.append(Withheld(line.text, is_shown=True))

    def hidden(self, text: str) -> None:
        """Names a text that is hidden, until something is clicked or switched on."""
        self._withhold(Withheld(text, is_shown=False))

    def _withhold(self, one: Withheld) -> None:
        self.aside(one.text)
        if one.text and not one.text.isspace():
            self.withheld.append(one)

    def unseen(self, text: str) -> None:
        """Names a text that is not marked as hidden, but that nobody sees: by its colour, or its size."""
        self.aside(text)
        self._unseen += text.split()

    def struck(self, text: str) -> None:
        """Names a text that is struck out: it is read, but a person takes it for gone."""
        self._struck += text.split()

    def stamp(self, text: str) -> None:
        """Names a text that lies aslant over others, as stamps do: it is no part of what stands there."""
        self.unread(_("Text lies aslant over the page, as a stamp does; it was not read."), text, Severity.WARNING)

    def unread(self, message: str, text: str = "", severity: Severity | None = None) -> None:
        """Says that a part was not read; ``text`` is what is known of its content and follows the message."""
        joined = " ".join(text.split())
        self.aside(joined)
        if joined:
            shown = joined if len(joined) <= _SHOWN else joined[: _SHOWN - 1] + "…"
            message = _("{message} It says “{text}”.").format(message=message, text=shown)
        if len(self.findings) < _MOST_FINDINGS and all(message != found.message for found in self.findings):
            subject = f"part/{len(self.findings) + 1}"
            self.findings.append(PART_NOT_READ.found(subject, message, severity=severity))

    def picture(self, *descriptions: str | None) -> None:
        """Counts a picture; its title and description are no text of the page."""
        self._pictures += 1
        for description in descriptions:
            self.aside(description)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings, that on pictures last."""
        found = list(self.findings)
        if self._unseen:
            message = _("Text has the colour of what is behind it, or is tiny; it was not read: “{text}”.")
            found.append(UNSEEN_TEXT.found("unseen", message.format(text=_shown(self._unseen))))
        if self._struck:
            message = _("Text is struck out; it was read all the same: “{text}”.")
            found.append(STRUCK_OUT_TEXT.found("struck", message.format(text=_shown(self._struck))))
        if self._pictures:
            message = _("The document holds pictures ({count}). Letters in them are not read.")
            found.append(PART_NOT_READ.found("pictures", message.format(count=self._pictures), severity=Severity.INFO))
        return tuple(found)


def _shown(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def taken(element: Any) -> str:
    """The text at the beginning of ``element``, taken out of the tree."""
    text: str = element.text or ""
    if text:
        element.text = None
    return text


def taken_tail(element: Any) -> str:
    """The text behind ``element``, taken out of the tree."""
    text: str = element.tail or ""
    if text:
        element.tail = None
    return text


def emptied(element: Any) -> str:
    """All text inside ``element``, taken out of the tree."""
    pieces = []
    for one in element.iter():
        if isinstance(one.tag, str):
            pieces.append(taken(one))
        if one is not element:
            pieces.append(taken_tail(one))
    return "".join(pieces)

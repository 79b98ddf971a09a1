"""Text of a web page that was read though a browser may hide it, or shows it at another place."""

from __future__ import annotations

import re
from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Severity
from pipeline.readers._html.css import Declarations, StyleSheet
from pipeline.readers._html.hiding import is_animated, is_out_of_sight
from pipeline.readers._html.order import Moved
from pipeline.readers.account import Account

_HIDING = re.compile(
    r"(?:is-|u-)?(?:d-none|hid|hide|hidden|invisible|sr-only|screen-?reader(?:-only|-text)?|visually-?hidden"
    r"|off-?screen|print-only|(?:visible|show)-(?:print|xs)(?:-\w+)?|no-?display|display-?none)",
    re.IGNORECASE,
)
"""Names of classes by which style sheets usually hide elements."""
_MOST_NAMES = 5
_LONGEST_ADDRESS = 200
_LONGEST_TEXT = 60


class Doubts:
    """Looks at elements before they are read, and tells at the end what was left in doubt."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._names: set[str] = set()
        self._texts: dict[str, str] = {}
        self._moved: dict[str, str] = {}
        self._closed: dict[str, str] = {}

    def is_hidden(self, element: Any, declared: Declarations) -> bool:
        """Whether an element is hidden for sure; one that is read, and may be hidden after all, is noted."""
        if declared and self._is_out_of_sight(element, declared):
            return True
        if self._sheet.missing:
            self._look_at_classes(element)
        for declared, reason in self._sheet.doubts(element):
            if is_out_of_sight(declared) or declared.get("visibility") == "hidden":
                self._note(element, reason)
        return False

    def _is_out_of_sight(self, element: Any, declared: Declarations) -> bool:
        """Whether an element is out of sight; one that an animation may bring into sight counts as seen."""
        if not is_out_of_sight(declared):
            return False
        if declared.get("display") == "none" or not is_animated(declared):
            return True
        self._note(element, "animation")
        return False

    def tell(self, account: Account) -> None:
        """Says what was left in doubt."""
        if self._names and self._sheet.missing:
            message = _(
                "Style sheets of the page are not in the file ({address}); what they may hide (class {names}) was read."
            )
            names, address = _(", ").join(sorted(self._names)[:_MOST_NAMES]), self._sheet.missing[0][:_LONGEST_ADDRESS]
            account.unread(message.format(address=address, names=names), severity=Severity.WARNING)
        for reason, text in self._texts.items():
            message = _("Whether this text is seen only a browser can tell ({reason}); it was read: “{text}”.")
            account.unread(message.format(reason=reason, text=text), severity=Severity.WARNING)
        for heading, text in self._closed.items():
            message = _("A part of the page is closed (“{heading}”); it was read all the same: “{text}”.")
            account.unread(message.format(heading=heading, text=text), severity=Severity.INFO)
        for reason, text in self._moved.items():
            message = _("A style sheet shows this text at another place ({reason}); it was read as written: “{text}”.")
            account.unread(message.format(reason=reason, text=text), severity=Severity.WARNING)

    def closed(self, details: Any) -> None:
        """Notes a part of the page that a browser shows only behind a click on its heading, and that is read."""
        heading = next(details.iter("summary"), None)
        shown = "" if heading is None else _joined(heading)
        text = _joined(details).removeprefix(shown).strip()
        if text:
            self._closed.setdefault(shown[:_LONGEST_TEXT], text[:_LONGEST_TEXT])

    def moved(self, one: Moved) -> None:
        """Notes a text that a browser shows in another order than it is written in, and is read in."""
        self._moved.setdefault(one.reason, one.text[:_LONGEST_TEXT])

    def _look_at_classes(self, element: Any) -> None:
        """Notes the classes of an element that seem to hide it, if no style sheet that is here knows them."""
        names = set((element.get("class") or "").split()) - self._sheet.classes
        hiding = {name for name in names if _HIDING.fullmatch(name)}
        if hiding and "".join(element.itertext()).strip():
            self._names |= hiding

    def _note(self, element: Any, reason: str) -> None:
        text = _joined(element)
        if text:
            self._texts.setdefault(reason[:_LONGEST_ADDRESS], text[:_LONGEST_TEXT])


def _joined(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())

"""What stands around the parts of a Word document that are read, and is looked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers._word.names import child, qn, switch, value
from pipeline.readers.account import Account, emptied

GONE = {qn("w:del"), qn("w:moveFrom"), qn("w14:conflictDel")}
"""What a tracked change has taken away, one that meets another's too."""
PROPERTIES = {
    qn(f"w:{name}")
    for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr", "sdtPr", "sdtEndPr", "rubyPr")
}
_CONTENTS = "Table of Contents"
"""What Word calls the gallery of its tables of contents."""
_OF_OFFICE = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
"""How the names of all begin that Word can show."""


class Members:
    """Looks for elements through everything that only stands around them; what is not shown is told to ``account``."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def inside(self, parent: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
        """The elements of these tags inside ``parent``, looked for through everything that only stands around them."""
        for element in parent:
            if element.tag in wanted:
                yield element
            elif element.tag in GONE:
                self._account.aside(emptied(element))
            elif element.tag == qn("w:sdt"):
                yield from self.inside(self._controlled(element), wanted)
            elif element.tag == qn("mc:AlternateContent"):
                yield from self.inside(self.chosen(element), wanted)
            elif element.tag not in PROPERTIES:
                yield from self.inside(element, wanted)

    def _controlled(self, control: Any) -> Any:
        """The content of a content control; its prompt, if that is all it shows, stands outside.

        So does a table of contents, which stands around the standard.
        """
        content = child(control, "w:sdtContent")
        if value(control, "w:sdtPr/w:docPartObj/w:docPartGallery") == _CONTENTS:
            for paragraph in control.iter(qn("w:p")):
                self._account.around(emptied(paragraph))
            return ()
        if content is not None and switch(control, "w:sdtPr/w:showingPlcHdr"):
            self._account.aside(emptied(content))
        return control if content is None else content

    def chosen(self, alternatives: Any) -> Any:
        """The form that Word shows; others stand outside unless they say the same, as the copies for old readers do."""
        choices = [*alternatives.iterfind(qn("mc:Choice")), *alternatives.iterfind(qn("mc:Fallback"))]
        if not choices:
            return alternatives
        chosen = next((one for one in choices if _is_known(one)), choices[0])
        shown = "".join("".join(chosen.itertext()).split())
        for other in choices:
            text = emptied(other) if other is not chosen else ""
            if "".join(text.split()) not in shown:
                self._account.aside(text)
        return chosen


def _is_known(choice: Any) -> bool:
    """Whether Word knows all that one of several forms needs; the last resort needs nothing."""
    needed = (choice.nsmap.get(prefix, "") for prefix in (choice.get("Requires") or "").split())
    return all(name.startswith(_OF_OFFICE) for name in needed)

"""Fields of an OpenDocument text that hold more than they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers._odf.names import qn
from pipeline.readers.attributes import whole

LIST = qn("text:drop-down")
_HELD = {
    qn("text:hidden-text"): (qn("text:string-value"),),
    qn("text:conditional-text"): (qn("text:string-value-if-true"), qn("text:string-value-if-false")),
}
"""The fields that hold texts of which they show one, or none, as a condition has it."""
FORM = qn("field:fieldmark")
SERIES = qn("text:sequence")
_NAME, _VALUE = qn("field:name"), qn("field:value")
_MOST_ENTRIES = 10_000


def is_hidden_text(field: Any) -> bool:
    """Whether a field hides its text as long as a condition holds."""
    return bool(field.tag == qn("text:hidden-text") and field.get(qn("text:is-hidden")) != "false")


def not_shown(field: Any) -> Iterator[str]:
    """The texts that a field holds beside what it shows."""
    shown = "".join(field.itertext())
    for name in _HELD.get(field.tag, ()):
        text = field.get(name) or ""
        if text not in shown:
            yield text


def chosen(field: Any) -> str | None:
    """The entry of a list that is chosen, which writers show whatever stands in the field; ``None`` if none is."""
    labels = field.iterfind(qn("text:label"))
    found = (one.get(qn("text:value")) for one in labels if one.get(qn("text:current-selected")) == "true")
    return next((text for text in found if text), None)


def entries(field: Any) -> str:
    """The entries of a list that are not chosen."""
    labels = field.iterfind(qn("text:label"))
    return " ".join(one.get(qn("text:value")) or "" for one in labels if one.get(qn("text:current-selected")) != "true")


def in_form(field: Any) -> tuple[str, str]:
    """What a form field shows that LibreOffice keeps as Word does, a box or a list, and what it holds beside it."""
    kind = (field.get(qn("field:type")) or "").rpartition(".")[2]
    said = [(one.get(_NAME) or "", one.get(_VALUE) or "") for one in field.iterfind(qn("field:param"))]
    if kind == "FORMCHECKBOX":
        return "☒" if ("Checkbox_Checked", "true") in said else "☐", ""
    entries = [text for name, text in said if name == "Dropdown_ListEntry"]
    if kind != "FORMDROPDOWN" or not entries or "".join(field.itertext()).strip():
        return "", ""
    at = whole(dict(said).get("Dropdown_Selected"), 0, 0, _MOST_ENTRIES)
    shown = entries[at] if at < len(entries) else ""
    return shown, " ".join(entry for number, entry in enumerate(entries) if number != at)


def is_untold(field: Any) -> bool:
    """Whether a field prints the number of a series that the file does not hold."""
    return bool(field.tag == SERIES and field.get(qn("text:formula")) and not "".join(field.itertext()).strip())

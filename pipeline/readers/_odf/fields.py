"""Fields of an OpenDocument text that hold more than they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers._odf.names import qn

LIST = qn("text:drop-down")
_HELD = {
    qn("text:hidden-text"): (qn("text:string-value"),),
    qn("text:conditional-text"): (qn("text:string-value-if-true"), qn("text:string-value-if-false")),
}
"""The fields that hold texts of which they show one, or none, as a condition has it."""


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

"""What the controls of a form show, which stand apart from the text that they are drawn in."""

from __future__ import annotations

from typing import Any

from pipeline.readers._odf.names import qn
from pipeline.readers.account import emptied

_BUTTONS = {"button", "image", "image-frame", "hidden", "generic-control", "file", "grid", "frame"}
_BOXES = {"checkbox", "radio"}


def shown(body: Any) -> dict[str, str]:
    """The controls of a document by their ids, each with what it shows."""
    found: dict[str, str] = {}
    for forms in body.iter(qn("office:forms")):
        for control in forms.iter():
            identity = control.get(qn("xml:id")) or control.get(qn("form:id"))
            if identity:
                found[identity] = _value(control)
    return found


def _value(control: Any) -> str:
    kind = control.tag.rsplit("}", 1)[-1]
    label = control.get(qn("form:label")) or ""
    if kind in _BUTTONS:
        return ""
    if kind in _BOXES:
        names = ("form:current-state", "form:current-selected", "form:state", "form:selected")
        state = next((control.get(qn(name)) for name in names if control.get(qn(name)) is not None), "")
        return f"{'☒' if state in ('checked', 'true') else '☐'} {label}".strip()
    if kind == "listbox":
        return " ".join(filter(None, map(_chosen, control.iterfind(qn("form:option")))))
    for name in ("form:current-value", "form:value"):
        if control.get(qn(name)):
            return str(control.get(qn(name)))
    return " ".join(emptied(control).split()) or label


def _chosen(option: Any) -> str:
    names = ("form:current-selected", "form:selected")
    state = next((option.get(qn(name)) for name in names if option.get(qn(name)) is not None), "")
    return str(option.get(qn("form:label")) or option.get(qn("form:value")) or "") if state == "true" else ""

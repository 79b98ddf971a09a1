"""What the controls of a form show."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

from pipeline.readers import account

_BUTTONS = {"submit", "button", "reset", "image", "hidden", "password", "file", "range", "color"}
_BOXES = {"checkbox": "☑☐", "radio": "◉○"}


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
_CONTENT = ("td", "th", "p", "li", "section", "article", "main", "body")
"""Where no heading is looked for any more."""
_MOST_BESIDE = 4
"""Elements of a heading, empty ones for pictures among them."""
_ICONS = ("material-icons", "material-symbols")
"""What classes begin with whose fonts draw a picture for a word: 「edit」 is a pencil."""


def is_button_or_icon(element: Any) -> bool:
    """Whether an element is a button by its role, or a word that is drawn as a picture."""
    if element.tag not in ("i", "span", "a", "div"):
        return False
    return element.get("role") == "button" or (element.get("class") or "").startswith(_ICONS)


def is_heading(button: Any) -> bool:
    """Whether a button is all that a heading says, as those that open a part of a page are."""
    inner = button
    for around in button.iterancestors():
        if around.tag in _CONTENT or not _is_all_of(around, inner):
            return False
        if around.tag in _HEADINGS:
            return True
        inner = around
    return False


def _is_all_of(around: Any, inner: Any) -> bool:
    """Whether nothing but ``inner`` says anything in ``around``, and no other button stands there."""
    children = list(islice(around, _MOST_BESIDE + 1))
    if (around.text or "").strip() or len(children) > _MOST_BESIDE or any((one.tail or "").strip() for one in children):
        return False
    return not any(one is not inner and _says_anything(one) for one in children)


def _says_anything(element: Any) -> bool:
    return element.tag == "button" or is_button_or_icon(element) or "".join(element.itertext()).strip() != ""


class Shown(NamedTuple):
    """The lines that a control shows, and what it holds besides: prompts, entries that are not chosen, labels."""

    lines: tuple[str, ...]
    beside: str = ""


def shown(control: Any) -> Shown:
    """What an ``input``, ``select`` or ``textarea`` shows; its text is taken out of the tree."""
    if control.tag == "select":
        return _chosen(control)
    prompt = control.get("placeholder") or ""
    if control.tag == "textarea":
        lines = tuple(emptied(control).splitlines())
        return Shown(lines, "" if any(lines) else prompt)
    kind, value = (control.get("type") or "text").lower(), control.get("value") or ""
    if kind in _BOXES:
        return Shown((_BOXES[kind][control.get("checked") is None],), "" if value == "on" else value)
    if kind in _BUTTONS:
        return Shown((), f"{value} {control.get('alt') or ''}".strip())
    return Shown((value,), "" if value else prompt)


def emptied(element: Any) -> str:
    """All text inside ``element`` with what its controls hold, or it holds as a control, taken out of the tree."""
    write_out(element)
    text = account.emptied(element)
    return f"{_held(element)} {text}".strip() if element.tag == "input" else text


def write_out(element: Any) -> None:
    """Puts what ``input`` elements inside hold behind them as text, where nothing but text is looked for."""
    for control in list(element.iter("input")):
        text = _held(control)
        if text and control is not element:
            control.tail = f" {text} {control.tail or ''}"
            control.attrib.clear()
    for group in element.iter("optgroup"):
        group.text = f"{group.attrib.pop('label', '')} {group.text or ''}"


def _held(control: Any) -> str:
    """What an ``input`` shows and holds besides."""
    lines, beside = shown(control)
    return " ".join((*lines, beside)).strip()


def _is_disabled(option: Any) -> bool:
    """Whether an entry cannot be chosen, alone or with its group."""
    group = option.getparent()
    return option.get("disabled") is not None or (group.tag == "optgroup" and group.get("disabled") is not None)


def _chosen(select: Any) -> Shown:
    write_out(select)
    options = list(select.iter("option"))
    chosen = {one for one in options if one.get("selected") is not None}
    if not chosen:
        is_box = select.get("multiple") is not None or (select.get("size") or "1").strip("01 ")
        chosen = set(options if is_box else [one for one in options if not _is_disabled(one)][:1])
    texts = [(one in chosen, emptied(one).strip() or (one.get("label") or "")) for one in options]
    rest = " ".join(text for is_chosen, text in texts if not is_chosen)
    return Shown(tuple(text for is_chosen, text in texts if is_chosen), f"{rest} {emptied(select)}".strip())

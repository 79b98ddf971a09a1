"""Shadow trees of a page (``<template shadowrootmode>``), as browsers show them: in the place of what their hosts hold.

What a host holds stands where a ``slot`` takes it, by its name or as all the rest; else nobody sees it.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from lxml import etree

_MODES = ("open", "closed")
SHADOW = "x-shadow"
"""The name that shown trees get, which stands for nothing by itself."""
_HIDDEN = "template"


def show(root: Any) -> None:
    """Puts every shadow tree of a page in its place. The first of a host counts; further ones stay templates."""
    for template in list(root.iter("template")):
        host = template.getparent()
        if template.get("shadowrootmode") in _MODES and host is not None:
            _show(template, host)


def _show(template: Any, host: Any) -> None:
    named, rest = _taken_out(host, template)
    template.tag = SHADOW
    hidden = etree.SubElement(host, _HIDDEN)
    filled: set[str] = set()
    for slot in _slots(template):
        name = slot.get("name") or ""
        held: list[Any] = [] if name in filled else named.pop(name, []) if name else rest
        filled.add(name)
        if held:
            _put(hidden, _emptied(slot))
            _put(slot, held)
    left = [piece for pieces in named.values() for piece in pieces]
    _put(hidden, left if "" in filled else [*left, *rest])


def _taken_out(host: Any, template: Any) -> tuple[dict[str, list[Any]], list[Any]]:
    """What a host holds beside its shadow tree, taken out of it: elements by the slot that they name, and the rest."""
    named: dict[str, list[Any]] = {}
    rest: list[Any] = [host.text or ""]
    host.text = None
    for child in list(host):
        tail, child.tail = child.tail or "", None
        if child is not template:
            host.remove(child)
            child.attrib.pop("shadowrootmode", None)
            slot = child.get("slot")
            (named.setdefault(slot, []) if slot else rest).append(child)
        rest.append(tail)
    return named, [piece for piece in rest if not isinstance(piece, str) or piece]


def _slots(shadow: Any) -> list[Any]:
    """The slots of a tree, but for those of trees inside it."""
    inner = {slot for template in shadow.iter("template") for slot in template.iter("slot")}
    return [slot for slot in shadow.iter("slot") if slot not in inner]


def _emptied(slot: Any) -> list[Any]:
    """What a slot shows if nothing is put in it, taken out."""
    pieces: list[Any] = [slot.text or ""]
    for child in list(slot):
        pieces += [child, child.tail or ""]
        child.tail = None
        slot.remove(child)
    slot.text = None
    return pieces


def _put(holder: Any, pieces: list[Any]) -> None:
    """Appends texts and elements to what a holder has; texts side by side at once, as each costs all before it."""
    for is_text, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if not is_text:
            holder.extend(run)
        elif len(holder):
            holder[-1].tail = "".join((holder[-1].tail or "", *run))
        else:
            holder.text = "".join((holder.text or "", *run))

"""Layers (optional content) of a PDF: which of them are switched off when it is opened.

PDFium tells nothing of layers, so the catalogue is read with pdfminer, if the file seems to have any. Which layers show
is decided as PDFium does when it draws a page: the layer's own state for viewing, else the lists of the default
configuration, else its base state.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any

from pipeline.readers._pdf.objects import catalog, dictionary, listed, name, object_number, object_numbers

_NAME, _GROUP = b"/OCProperties", b"/OCMD"
_MAY_BE = re.compile(rb"/O(?:CProperties|bjStm)")
"""What every file with layers has, in it or packed: both are looked for at once."""
_PACKED = re.compile(rb"/ObjStm\b.*?\bstream\r?\n", re.DOTALL)
_MOST = 1024 * 1024
"""Bytes that are looked at of what is packed together."""
_DEEPEST = 20
"""How deep the conditions of a layer may be nested."""


def are_off(data: bytes) -> bool:
    """Whether the file has layers of which one at least is switched off, or layers that show on conditions."""
    if not _MAY_BE.search(data):
        return False
    return _may_hold(_NAME, data) and (_may_hold(_GROUP, data) or bool(off_layers(catalog(data))))


def _may_hold(what: bytes, data: bytes) -> bool:
    """Whether a name stands in the file, or may stand in what is packed or encrypted there."""
    if what in data:
        return True
    packed = _PACKED.finditer(data) if b"/ObjStm" in data else ()
    return any(_may_pack(what, data, match.end()) for match in packed)


def _may_pack(what: bytes, data: bytes, start: int) -> bool:
    try:
        return what in zlib.decompressobj().decompress(memoryview(data)[start : start + _MOST], _MOST)
    except zlib.error:
        return True


def off_layers(root: Mapping[str, Any]) -> frozenset[int]:
    """The layers that are switched off, by the numbers of their objects; ``root`` is the catalogue."""
    properties = dictionary(root.get("OCProperties"))
    config = dictionary(properties.get("D"))
    is_base_off = name(config.get("BaseState")) == "OFF"
    on, off = object_numbers(config.get("ON")), object_numbers(config.get("OFF"))
    return frozenset(
        number
        for layer in listed(properties.get("OCGs"))
        if (number := object_number(layer)) is not None and _is_off(layer, number in on, number in off, is_base_off)
    )


def _is_off(layer: Any, is_on: bool, is_off: bool, is_base_off: bool) -> bool:
    view = dictionary(dictionary(dictionary(layer).get("Usage")).get("View"))
    if "ViewState" in view:
        return name(view["ViewState"]) == "OFF"
    return is_off or (is_base_off and not is_on)


def is_off(content: Any, off: frozenset[int]) -> bool:
    """Whether content that belongs to a layer, or to a group of layers with a condition, does not show."""
    if object_number(content) in off:
        return True
    group = dictionary(content)
    if name(group.get("Type")) != "OCMD":
        return False
    condition = listed(group.get("VE"))
    if condition:
        return not _holds(condition, off)
    members = group.get("OCGs")
    shows = [object_number(one) not in off for one in listed(members) or [members]]
    kept = {"AllOn": all(shows), "AnyOff": not all(shows), "AllOff": not any(shows)}
    return not kept.get(name(group.get("P")), any(shows))


def _holds(condition: Any, off: frozenset[int], depth: int = 0) -> bool:
    """Whether an expression of layers is true; a layer is, if it shows."""
    if object_number(condition) is not None and not listed(condition):
        return object_number(condition) not in off
    operator, *operands = listed(condition) or [None]
    if depth > _DEEPEST:
        return True
    parts = (_holds(one, off, depth + 1) for one in operands)
    match name(operator):
        case "And":
            return all(parts)
        case "Or":
            return any(parts)
        case "Not":
            return not next(parts, False)
        case _:
            return True

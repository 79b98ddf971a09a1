"""Layers (optional content) of a PDF: which of them are switched off when it is opened.

PDFium tells nothing of layers, so the catalogue is read with pdfminer, if the file seems to have any. Which layers show
is decided as PDFium does when it draws a page: the layer's own state for viewing, else the lists of the default
configuration, else its base state.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from typing import Any

_NAME = b"/OCProperties"
_PACKED = re.compile(rb"/ObjStm\b.*?\bstream\r?\n", re.DOTALL)
_MOST = 1024 * 1024
"""Bytes that are looked at of what is packed together."""
_DEEPEST = 20
"""How deep the conditions of a layer may be nested."""


def are_off(data: bytes) -> bool:
    """Whether the file has layers of which one at least is switched off."""
    if not _may_have_layers(data):
        return False
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - few files have layers
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    try:
        return bool(off_layers(PDFDocument(PDFParser(io.BytesIO(data))).catalog))
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file makes it stumble over
        return False


def _may_have_layers(data: bytes) -> bool:
    """Whether the catalogue's entry stands in the file, or may stand in what is packed or encrypted there."""
    return _NAME in data or any(_may_hold_name(data, match.end()) for match in _PACKED.finditer(data))


def _may_hold_name(data: bytes, start: int) -> bool:
    try:
        return _NAME in zlib.decompressobj().decompress(data[start:], _MOST)
    except zlib.error:
        return True


def off_layers(catalog: Mapping[str, Any]) -> frozenset[int]:
    """The layers that are switched off, by the numbers of their objects."""
    properties = _dictionary(catalog.get("OCProperties"))
    config = _dictionary(properties.get("D"))
    is_base_off = _name(config.get("BaseState")) == "OFF"
    on, off = _numbers(config.get("ON")), _numbers(config.get("OFF"))
    return frozenset(
        number
        for layer in _list(properties.get("OCGs"))
        if (number := _number(layer)) is not None and _is_off(layer, number in on, number in off, is_base_off)
    )


def _is_off(layer: Any, is_on: bool, is_off: bool, is_base_off: bool) -> bool:
    view = _dictionary(_dictionary(_dictionary(layer).get("Usage")).get("View"))
    if "ViewState" in view:
        return _name(view["ViewState"]) == "OFF"
    return is_off or (is_base_off and not is_on)


def is_off(content: Any, off: frozenset[int]) -> bool:
    """Whether content that belongs to a layer, or to a group of layers with a condition, does not show."""
    number, group = _number(content), _dictionary(content)
    if number in off:
        return True
    if _name(group.get("Type")) != "OCMD":
        return False
    condition = _list(group.get("VE"))
    if condition:
        return not _holds(condition, off)
    members = group.get("OCGs")
    shows = [_number(one) not in off for one in ([members] if _number(members) is not None else _list(members))]
    if not shows:
        return False
    kept = {"AllOn": all(shows), "AnyOff": not all(shows), "AllOff": not any(shows)}
    return not kept.get(_name(group.get("P")), any(shows))


def _holds(condition: Any, off: frozenset[int], depth: int = 0) -> bool:
    """Whether an expression of layers is true; a layer is, if it shows."""
    if _number(condition) is not None and not _list(condition):
        return _number(condition) not in off
    operator, *operands = _list(condition) or [None]
    if depth > _DEEPEST:
        return True
    parts = (_holds(one, off, depth + 1) for one in operands)
    match _name(operator):
        case "And":
            return all(parts)
        case "Or":
            return any(parts)
        case "Not":
            return not next(parts, False)
        case _:
            return True


def _resolved(value: Any) -> Any:
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415

    return resolve1(value)


def _number(value: Any) -> int | None:
    number = getattr(value, "objid", None)
    return number if isinstance(number, int) else None


def _numbers(values: Any) -> set[int | None]:
    return {_number(value) for value in _list(values)}


def _dictionary(value: Any) -> Mapping[str, Any]:
    found = _resolved(value)
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = _resolved(value)
    return found if isinstance(found, list) else []


def _name(value: Any) -> str:
    return str(getattr(_resolved(value), "name", ""))

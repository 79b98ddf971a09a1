"""What style sheets show in another order than it is written in. It is read as written; here it is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pipeline.readers import tables
from pipeline.readers._html.css import Declarations, StyleSheet
from pipeline.readers._html.hiding import is_out_of_sight
from pipeline.readers.attributes import whole

_SIGNS = ("reverse", "float", "grid-", "bidi", "<bdo", "rtl")
_TABLE = tables.Marks("table", "tr", ("td", "th"))
_PARTS_OF_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
_ITEMS = ("td", "th", "tr", "li")
_INLINE = {"span", "b", "i", "em", "strong", "font", "u", "sup", "sub", "a", "small", "code", "mark", "label"}
_AROUND = ("nav", "header", "footer", "aside", "menu", "form", "dialog")
_AREAS = re.compile("[\"']([^\"']*)[\"']")
_LINE = re.compile(r"[0-9]{1,9}")
_FARTHEST = 1_000_000_000
"""What ``order`` may be, at most; the sign apart."""


class Moved(NamedTuple):
    """A text that is not shown where it is written, and the declaration that says so."""

    reason: str
    text: str


class _Item(NamedTuple):
    """What a flexible box or a grid arranges: an element inside it, or text between two."""

    text: str
    declared: Declarations


def may_move(text: str) -> bool:
    """Whether a page, or a style sheet, may show anything in another order: a cheap look at its text."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS) or small.count("order") > small.count("border")


def moved(root: Any, sheet: StyleSheet, holders: Collection[Any]) -> Iterator[Moved]:
    """The first text for each reason that moves against other text of a table, of a list, or of what holds tables.

    ``holders`` are the elements that hold tables. Whatever else a page moves is no part of a standard.
    """
    told = set()
    for element in root.iter():
        declared = sheet.of(element)
        reason = _reason(element, declared, sheet) if declared or element.tag == "bdo" else ""
        if reason and reason not in told and _is_content(element, holders):
            told.add(reason)
            yield Moved(reason, _text(element))


def _reason(element: Any, declared: Declarations, sheet: StyleSheet) -> str:
    display = declared.get("display") or ""
    if display.endswith("flex"):
        return _order_of_flex(element, declared, sheet)
    if display.endswith("grid"):
        return _order_of_grid(element, declared, sheet)
    if declared.get("float") in ("left", "right"):
        return _order_of_float(element, declared["float"], sheet)
    if "override" in declared.get("unicode-bidi", "override" if element.tag == "bdo" else ""):
        return "direction: rtl" if _is_to_the_left(element, sheet) and len(_text(element)) > 1 else ""
    return ""


def _is_content(element: Any, holders: Collection[Any]) -> bool:
    """Whether an element is part of a table that is none of the page's layout, of a list, or holds several tables."""
    if element.tag in _PARTS_OF_TABLES or any(True for _cell in element.iterancestors("td", "th")):
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        if table is not None and not tables.is_layout(table, _TABLE):
            return True
    if sum(child.tag == "table" or child in holders for child in element) > 1:
        return True
    is_list = element.tag in ("ul", "ol", "li") or any(True for _item in element.iterancestors("li"))
    if not is_list or any(True for _around in element.iterancestors(*_AROUND)):
        return False
    return len(_text(element)) > len("".join(_text(link) for link in element.iter("a")))


def _order_of_flex(element: Any, declared: Declarations, sheet: StyleSheet) -> str:
    items = list(_items(element, sheet))
    if len(items) < 2:
        return ""
    flow = declared.get("flex-flow", "") + declared.get("flex-direction", "")
    is_row = "column" not in flow
    direction = "column" if not is_row else "row"
    if f"{direction}-reverse" in flow:
        return "" if is_row and _is_to_the_left(element, sheet) else f"flex-direction: {direction}-reverse"
    if is_row and _is_to_the_left(element, sheet):
        return "direction: rtl"
    return _order_of_items(items)


def _order_of_grid(element: Any, declared: Declarations, sheet: StyleSheet) -> str:
    items = list(_items(element, sheet))
    areas = _areas(declared.get("grid-template-areas") or declared.get("grid-template") or "")
    places = [place for item in items if (place := _place(item.declared, areas)) is not None]
    if any(before > behind for before, behind in pairwise(places)):
        return "grid-area"
    return _order_of_items(items)


def _order_of_items(items: list[_Item]) -> str:
    orders = [whole(item.declared.get("order"), 0, -_FARTHEST, _FARTHEST) for item in items]
    later = next((behind for before, behind in pairwise(orders) if before > behind), None)
    return "" if later is None else f"order: {later}"


def _items(element: Any, sheet: StyleSheet) -> Iterator[_Item]:
    """What stands in a box, in the order in which it is written; what shows no text counts for nothing."""
    if element.text and element.text.strip():
        yield _Item(element.text, {})
    for child in element:
        declared = sheet.of(child)
        text = _text(child)
        if text and not is_out_of_sight(declared) and declared.get("position") not in ("absolute", "fixed"):
            yield _Item(text, declared)
        if child.tail and child.tail.strip():
            yield _Item(child.tail, {})


def _areas(template: str) -> dict[str, tuple[int, int]]:
    """Where each named area of a grid begins: row and column."""
    places: dict[str, tuple[int, int]] = {}
    for row, line in enumerate(_AREAS.findall(template), 1):
        for column, name in enumerate(line.split(), 1):
            places.setdefault(name, (row, column))
    return places


def _place(declared: Declarations, areas: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    """Row and column where an item of a grid is put; ``None`` if it goes where there is room."""
    area = declared.get("grid-area", "").split("/")
    if area[0] in areas:
        return areas[area[0]]
    row = declared.get("grid-row-start") or declared.get("grid-row") or area[0]
    column = declared.get("grid-column-start") or declared.get("grid-column") or (area[1] if len(area) > 1 else "")
    lines = _LINE.match(row), _LINE.match(column)
    return (int(lines[0][0]), int(lines[1][0]) if lines[1] else 0) if lines[0] else None


def _order_of_float(element: Any, side: str, sheet: StyleSheet) -> str:
    """A box at the right stands behind the text that follows it, one at the left before the text on its line."""
    if not _text(element) or is_out_of_sight(sheet.of(element)) or element.tag == "a":
        return ""
    is_moved = _has_text_behind(element) if side == "right" else _has_text_before(element, sheet)
    return f"float: {side}" if is_moved else ""


def _has_text_behind(element: Any) -> bool:
    """Whether text follows in the cell or item that an element stands in."""
    if element.tag in _ITEMS:
        return any(_text(one) for one in element.itersiblings())
    while element is not None and element.tag not in _ITEMS:
        if (element.tail or "").strip() or any(
            _text(one) or (one.tail or "").strip() for one in element.itersiblings()
        ):
            return True
        element = element.getparent()
    return False


def _has_text_before(element: Any, sheet: StyleSheet) -> bool:
    """Whether text stands directly before an element on its line."""
    before = element.getprevious()
    text = (element.getparent().text if before is None else before.tail) if element.getparent() is not None else ""
    if text and text.strip():
        return True
    if before is None or before.tag not in _INLINE or not _text(before):
        return False
    declared = sheet.of(before)
    return declared.get("float", "none") == "none" and declared.get("display", "inline") == "inline"


def _is_to_the_left(element: Any, sheet: StyleSheet) -> bool:
    """Whether lines run from right to left."""
    while element is not None:
        direction = sheet.of(element).get("direction") or (element.get("dir") or "").lower()
        if direction in ("ltr", "rtl"):
            return direction == "rtl"
        element = element.getparent()
    return False


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext("*")).split()) if element.tag not in ("script", "style") else ""

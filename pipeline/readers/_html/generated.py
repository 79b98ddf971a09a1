"""Text that a style sheet puts before and behind elements (``::before``, ``::after``), and the counters in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from pipeline.readers import numerals
from pipeline.readers._html.css import Declarations, StyleSheet
from pipeline.readers.attributes import whole

PLACES = ("before", "after")
_PIECE = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[\w-]+)(?:\((?P<inside>(?:"[^"]*"|'[^']*'|[^()"'])*)\))?""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\n)|(.))", re.DOTALL)
_QUOTES = {"open-quote": "「", "close-quote": "」"}
_OF_LIST = "list-item"
"""The counter that numbers the items of lists by itself."""
_HIGHEST = 1_000_000
_LAST = 0x10FFFF
_ICONS = re.compile("[\ue000-\uf8ff]")
"""Pictures that fonts have in the place of characters."""


class Generated(NamedTuple):
    """What is put in a place: its text, and what of it is not known."""

    text: str = ""
    unknown: str = ""


class _Counter(NamedTuple):
    """A counter: the element around all that it counts, and what it came to."""

    scope: Any
    value: int


Counted = Mapping[str, tuple[int, ...]]
"""The values of every counter, those of the outer ones first."""


def contents(root: Any, sheet: StyleSheet) -> dict[tuple[Any, str], Generated]:
    """What the style sheets of a page put before and behind its elements, by element and place.

    Browsers have one of their own, which puts quotation marks around ``q``.
    """
    found: dict[tuple[Any, str], Generated] = {}
    for element in root.iter("q"):
        if _is_unquoted(element, sheet):
            continue
        found.update(
            {(element, place): Generated(quote) for place, quote in zip(PLACES, _QUOTES.values(), strict=True)}
        )
    if not sheet.has_generated:
        return found
    for element, place, declared, counted in _walk(root, sheet):
        content = declared.get("content", "")
        if content:
            found.pop((element, place), None)
        if content and content not in ("none", "normal", "initial", "unset"):
            found[element, place] = _content(content, element, counted)
    return found


def _is_unquoted(element: Any, sheet: StyleSheet) -> bool:
    """Whether a style sheet, as many do to begin with, takes the quotation marks from an element."""
    told = (sheet.of(one).get("quotes") for one in (element, *element.iterancestors()))
    return next((quotes for quotes in told if quotes not in (None, "inherit")), "") == "none"


def marker(content: str, item: Any, number: int) -> Generated:
    """What a style sheet puts in the place of a list item's number; of counters it knows that of the list."""
    return Generated() if content in ("none", "initial", "unset") else _content(content, item, {_OF_LIST: (number,)})


def _walk(root: Any, sheet: StyleSheet) -> Iterator[tuple[Any, str, Declarations, Counted]]:
    """Every place before and behind an element for which something is declared, with the counters there."""
    counters: defaultdict[str, list[_Counter]] = defaultdict(list)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            _count(sheet.of(element), element.getparent(), counters)
        place = "before" if event == "start" else "after"
        declared = sheet.generated(element, place)
        if declared:
            _count(declared, element, counters)
            yield element, place, declared, {name: tuple(one.value for one in held) for name, held in counters.items()}
        if event == "end":
            for held in counters.values():
                while held and held[-1].scope is element:
                    held.pop()


def _count(declared: Declarations, scope: Any, counters: defaultdict[str, list[_Counter]]) -> None:
    """Does what the declarations of one element do to the counters; new ones count inside ``scope``."""
    for kind, usual, act in _ACTS:
        words = declared.get(kind, "none").split()
        for at, name in enumerate(words):
            if not _is_number(name) and name != "none":
                given = words[at + 1] if at + 1 < len(words) and _is_number(words[at + 1]) else None
                act(counters[name], whole(given, usual, -_HIGHEST, _HIGHEST), scope)


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[+-]?\d+", word) is not None


def _reset(held: list[_Counter], number: int, scope: Any) -> None:
    if held and held[-1].scope is scope:
        held.pop()
    held.append(_Counter(scope, number))


def _increment(held: list[_Counter], number: int, scope: Any) -> None:
    last = held.pop() if held else _Counter(scope, 0)
    held.append(last._replace(value=last.value + number))


def _set(held: list[_Counter], number: int, scope: Any) -> None:
    last = held.pop() if held else _Counter(scope, 0)
    held.append(last._replace(value=number))


_ACTS: tuple[tuple[str, int, Callable[[list[_Counter], int, Any], None]], ...] = (
    ("counter-reset", 0, _reset),
    ("counter-increment", 1, _increment),
    ("counter-set", 0, _set),
)


def _content(written: str, element: Any, counted: Counted) -> Generated:
    text: list[str] = []
    unknown: list[str] = []
    end = 0
    for match in _PIECE.finditer(written):
        if "/" in written[end : match.start()]:
            # What follows is read aloud in place of it.
            break
        end = match.end()
        piece = _piece(match, element, counted)
        (unknown if piece is None else text).append(match[0] if piece is None else piece)
    return Generated(_ICONS.sub("", "".join(text)), " ".join(unknown))


def _piece(match: re.Match[str], element: Any, counted: Counted) -> str | None:
    """The text of a piece of ``content``; ``None`` if it cannot be told."""
    if match["quoted"]:
        return _unescaped(match["quoted"][1:-1])
    name, inside = match["name"].lower(), match["inside"]
    if inside is None:
        return _QUOTES.get(name, "" if name.startswith("no-") else None)
    words = [word.strip() for word in inside.split(",")]
    if name == "attr":
        return element.get(words[0].split()[0].lower(), "") if words[0] else ""
    if name in ("counter", "counters") and (words[0] != _OF_LIST or _OF_LIST in counted):
        separator = _unescaped(words.pop(1)[1:-1]) if name == "counters" and len(words) > 1 else ""
        values = counted.get(words[0], ()) or (0,)
        form = words[1] if len(words) > 1 else "decimal"
        shown = values if name == "counters" else values[-1:]
        return separator.join(numerals.numeral(value, form, numerals.CSS) for value in shown)
    return "" if name == "url" else None


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            number = int(match[1], 16)
            return chr(number) if 0 < number <= _LAST and not 0xD800 <= number < 0xE000 else "\ufffd"
        return match[3] or ""

    return _ESCAPE.sub(character, text)

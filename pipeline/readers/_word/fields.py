"""What Word's fields show: most keep it as text, some draw it from their code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.readers import symbols
from pipeline.readers._word.names import child, qn, switch, value
from pipeline.readers.attributes import whole

_MOST_INSIDE = 50
"""Fields inside fields."""
_ORNAMENTS = frozenset("○◯〇□△◇☆●■▲◆⬜⭕▢")
"""What an enclosing field draws around its character."""
_COUNTED = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "SEQ")
"""Fields that count; Word never saves the results of all but the last, whose result other programs leave out."""
_HIDDEN = re.compile(r"\\h\b", re.IGNORECASE)
_WORD = re.compile(r"\s*(\w+)\s*(.*)", re.DOTALL)
_FORMAT = re.compile(r"\\[*#@]\s*(?:\"[^\"]*\"|[^\s\\]+)")
_SYMBOL = re.compile(r"0x(?P<hex>[0-9a-fA-F]{1,5})|(?P<number>[0-9]{1,6})|(?P<letter>\S)")
_FONT = re.compile(r"\\f\s*\"?([^\"\\]+)", re.IGNORECASE)
_SWITCH = re.compile(r"\\([a-z]+)\s*-?\d*(?:\.\d+)?\s*", re.IGNORECASE)


class FieldContent(NamedTuple):
    """What a field draws from its code: its text, what stands beside it, and whether it was made simpler.

    ``is_untold``: it prints a number that Word counts anew each time and the file does not hold.
    """

    text: str
    beside: str = ""
    is_simplified: bool = False
    is_untold: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one paragraph: the elements of their codes, and what is drawn where a field ends."""

    codes: frozenset[Any]
    drawn: dict[Any, tuple[str, FieldContent]]


NONE = Fields(frozenset(), {})


@dataclass(slots=True)
class _OpenField:
    """A field that has begun."""

    begin: Any
    code: list[Any] = field(default_factory=list)
    in_result: bool = False
    has_result: bool = False

    def words(self) -> str:
        return "".join(element.text or "" for element in self.code)


def fields(paragraph: Any) -> Fields:
    """The fields that begin and end in ``paragraph``; of others nothing is known, and what they hold is text."""
    if next(paragraph.iter(qn("w:fldChar")), None) is None:
        return NONE
    codes: set[Any] = set()
    drawn: dict[Any, tuple[str, FieldContent]] = {}
    opened: list[_OpenField] = []
    for element in paragraph.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        kind = element.get(qn("w:fldCharType")) if element.tag == qn("w:fldChar") else None
        if kind == "begin" and len(opened) < _MOST_INSIDE:
            opened.append(_OpenField(element))
        elif kind == "separate" and opened:
            opened[-1].in_result = True
            codes.update(opened[-1].code)
        elif kind == "end" and opened:
            ended = opened.pop()
            codes.update(ended.code)
            shown = _shown_at_end(ended)
            if shown is not None and all(outer.in_result for outer in opened):
                drawn[element] = ended.words().strip(), shown
        elif kind is None and opened:
            _note(opened, element)
    return Fields(frozenset(codes), drawn)


def _shown_at_end(ended: _OpenField) -> FieldContent | None:
    shown = _in_form(ended.begin)
    return draw(ended.words()) if shown is None and not ended.has_result else shown


def _note(opened: Sequence[_OpenField], element: Any) -> None:
    """A text belongs to the code of the outermost field whose result has not begun, else to the results of all."""
    for one in opened:
        if not one.in_result:
            one.code.append(element)
            return
        one.has_result = one.has_result or (element.tag == qn("w:t") and bool((element.text or "").strip()))


def _in_form(begin: Any) -> FieldContent | None:
    """What a form field of the old kind shows that keeps no text: a box, or the entry chosen of a list."""
    box = child(begin, "w:ffData/w:checkBox")
    if box is not None:
        checked = switch(box, "w:checked")
        return FieldContent("☒" if (switch(box, "w:default") if checked is None else checked) else "☐")
    choice = child(begin, "w:ffData/w:ddList")
    if choice is None:
        return None
    entries = [entry.get(qn("w:val"), "") for entry in choice.iterfind(qn("w:listEntry"))]
    at = whole(value(choice, "w:result") or value(choice, "w:default"), 0, 0, 10_000)
    others = [entry for number, entry in enumerate(entries) if number != at]
    return FieldContent(entries[at] if at < len(entries) else "", " ".join(others))


def draw(code: str) -> FieldContent | None:
    """What a field without a result draws; ``None`` if such a field shows nothing."""
    match = _WORD.match(_FORMAT.sub("", code))
    name, rest = (match[1].upper(), match[2]) if match else ("", "")
    if name == "EQ":
        return _equation(rest)
    if name == "SYMBOL":
        return _symbol(rest)
    if name == "QUOTE":
        return FieldContent(rest.strip().strip('"“”'))
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return FieldContent(rest.partition(" ")[2].strip())
    is_shown = name != "SEQ" or not _HIDDEN.search(rest)
    return FieldContent("", is_untold=True) if name in _COUNTED and is_shown else None


def _symbol(rest: str) -> FieldContent | None:
    match = _SYMBOL.match(rest)
    if match is None:
        return None
    if match["letter"]:
        number = ord(match["letter"])
    else:
        number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    if not 32 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return None
    font = _FONT.search(rest)
    return FieldContent(symbols.sign(number, symbols.font_of(font[1]) if font else ""))


def _equation(code: str) -> FieldContent:
    """The text of an EQ field: fractions with a stroke, roots with their sign, one drawn over the other alone."""
    beside: list[str] = []
    simplified: list[str] = []
    text, _end = _sequence(code.strip(), 0, beside, simplified, 0)
    return FieldContent(text.strip(), " ".join(beside), bool(simplified))


def _sequence(code: str, at: int, beside: list[str], simplified: list[str], depth: int) -> tuple[str, int]:
    """The text from ``at`` up to the end of an argument, and where that is."""
    text = ""
    while at < len(code) and code[at] not in ",;)":
        switch_ = _SWITCH.match(code, at)
        if switch_ is None:
            at += code[at] == "\\" and at + 1 < len(code)
            text, at = text + code[at], at + 1
            continue
        name, options = switch_[1].lower(), ""
        at = switch_.end()
        while (further := _SWITCH.match(code, at)) and code[at : at + 2] != "\\s":
            options, at = options + further[1].lower(), further.end()
        arguments: list[str] = []
        if at < len(code) and code[at] == "(" and depth < _MOST_INSIDE:
            at = _arguments(code, at + 1, arguments, (beside, simplified), depth)
        text += _shown(name, options, arguments, beside, simplified)
    return text, at


def _arguments(code: str, at: int, found: list[str], notes: tuple[list[str], list[str]], depth: int) -> int:
    """The arguments of a switch from behind its bracket; gives where they end."""
    while at <= len(code):
        text, at = _sequence(code, at, *notes, depth + 1)
        found.append(text)
        if at >= len(code) or code[at] == ")":
            break
        at += 1
    return at + 1


def _shown(name: str, options: str, arguments: Sequence[str], beside: list[str], simplified: list[str]) -> str:
    if name == "f" and len(arguments) > 1:
        return f"{arguments[0]}/{arguments[1]}"
    if name == "r":
        return "".join((*arguments[:-1], "√", *arguments[-1:]))
    if name == "b":
        return f"({''.join(arguments)})"
    if name != "o":
        return "".join(arguments)
    letters = [one for one in arguments if one.strip() and not set(one.strip()) <= _ORNAMENTS]
    if not letters or len([one for one in arguments if one.strip()]) < 2:
        return "".join(arguments)
    simplified.append(name)
    if len(letters) < len([one for one in arguments if one.strip()]):
        beside += [one for one in arguments if one.strip() and one not in letters]
        return "".join(letters)
    if "ad" in options:
        beside += letters[:-1]
        return letters[-1]
    return "".join(letters)

"""The numbers and bullets that Word prints before paragraphs but does not store in their text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_CHINESE = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph: nothing for a bullet, whose shape says nothing."""

    text: str
    is_item: bool


_NONE = Label("", is_item=False)
_BULLET = Label("", is_item=True)


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, str], Any] = {}
        self._abstract: dict[str, str] = {}
        self._counters: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._styles = {
            style.get(qn("w:styleId")): style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            for style in document.styles.element.iterfind(qn("w:style"))
        }
        for part in document.part.package.iter_parts():
            if part.partname == "/word/numbering.xml":
                self._learn(part.element)

    def _learn(self, root: Any) -> None:
        for abstract in root.iterfind(qn("w:abstractNum")):
            for level in abstract.iterfind(qn("w:lvl")):
                self._levels[abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))] = level
        for number in root.iterfind(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            if reference is not None:
                self._abstract[number.get(qn("w:numId"))] = reference.get(qn("w:val"))

    def label(self, paragraph: Any) -> Label:
        """The label of ``paragraph`` (a ``w:p`` element); counts it. Paragraphs must come in reading order."""
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            properties = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if properties is None:
            return _NONE
        abstract = self._abstract.get(_value(properties, "w:numId", ""), "")
        depth = _value(properties, "w:ilvl", "0")
        level = self._levels.get((abstract, depth))
        if level is None:
            return _NONE
        if _value(level, "w:numFmt", "bullet") in ("bullet", "none"):
            return _BULLET
        return Label(self._numbered(abstract, int(depth), level), is_item=True)

    def _numbered(self, abstract: str, depth: int, level: Any) -> str:
        start = int(_value(level, "w:start", "1"))
        current = self._counters[abstract, depth]
        self._counters[abstract, depth] = current + 1 if current else start
        for key in [key for key in self._counters if key[0] == abstract and key[1] > depth]:
            del self._counters[key]

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._levels.get((abstract, str(at)), level)
            return _format(self._counters[abstract, at] or 1, _value(other, "w:numFmt", "decimal"))

        return re.sub(r"%(\d)", number, _value(level, "w:lvlText", ""))


def _value(parent: Any, tag: str, default: str) -> str:
    found = parent.find(qn(tag))
    return default if found is None else found.get(qn("w:val"), default)


def _format(number: int, form: str) -> str:
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("taiwaneseCountingThousand", "taiwaneseCounting", "chineseCounting", "ideographDigital"):
        return _chinese(number)
    return str(number)


def _chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0 or tens > 9:
        return _CHINESE[ones] if tens == 0 else str(number)
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")

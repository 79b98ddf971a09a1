"""The numbers and bullets that Word prints before paragraphs but does not store in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.readers import numerals
from pipeline.readers._word.names import child, qn, switch, value
from pipeline.readers._word.styles import WordStyles
from pipeline.readers.attributes import whole
from pipeline.readers.tables import too_large

_DEEPEST = 8
_LONGEST_PATTERN = 1_000
"""Characters that stand before and between the numbers of a list; Word itself takes far fewer."""
_HIGHEST = 1_000_000
_NO_LISTS = (None, "", "0")
"""What takes a paragraph out of the list that its style brings."""
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What is printed before a paragraph with the gap behind it: nothing for a bullet, whose shape says nothing."""

    text: str
    is_item: bool


_NONE = ListLabel("", is_item=False)
_BULLET = ListLabel("", is_item=True)


class WordNumbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, root: Any | None, styles: WordStyles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Any]] = {}
        self._linked: dict[str, int] = {}
        self._own: dict[str, dict[int, Any]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._home: dict[str, str] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self.has_unknown = False
        """Whether a paragraph that was asked for stands in a list of which the document says nothing."""
        if root is not None:
            self._learn(root)

    def _learn(self, root: Any) -> None:
        links: dict[str, str] = {}
        for abstract in root.iterfind(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"), "")
            self._abstract[name] = _levels(abstract)
            if link := value(abstract, "w:numStyleLink"):
                links[name] = link
        for number in root.iterfind(qn("w:num")):
            name = number.get(qn("w:numId"), "")
            self._home[name] = value(number, "w:abstractNumId") or ""
            for override in number.iterfind(qn("w:lvlOverride")):
                depth = whole(override.get(qn("w:ilvl")), 0, 0, _DEEPEST)
                self._own.setdefault(name, {})[depth] = child(override, "w:lvl")
                start = value(override, "w:startOverride")
                if start is not None:
                    self._starts[name, depth] = whole(start, 1, 0, _HIGHEST)
        for number, home in self._home.items():
            style = self._styles.numbering(links[home]) if home in links else None
            if style and style.number in self._home and not self._abstract[home]:
                self._home[number] = self._home[style.number]

    def label(self, properties: Any | None, style: str) -> ListLabel:
        """The label of a paragraph by its own ``w:numPr``, if any, and its style; counts it.

        Paragraphs must come in reading order.
        """
        by_style = self._styles.numbering(style)
        number = value(properties, "w:numId") if properties is not None else None
        depth = value(properties, "w:ilvl") if properties is not None else None
        if number is None and by_style is not None:
            number = by_style.number
            depth = depth if depth is not None else by_style.depth
        if number is None or number not in self._home:
            self.has_unknown = self.has_unknown or (properties is not None and number not in _NO_LISTS)
            return _NONE
        at = whole(depth, 0, 0, _DEEPEST) if depth is not None else self._depth_of(number, style)
        level = self._level(number, at)
        if level is None:
            return _NONE
        self._count(number, at)
        return self._label(number, at, level)

    def _depth_of(self, number: str, style: str) -> int:
        """The level that names the style, else the first."""
        levels = self._abstract.get(self._home[number], {})
        return next((at for at, level in levels.items() if style and value(level, "w:pStyle") == style), 0)

    def _level(self, number: str, depth: int) -> Any | None:
        own = self._own.get(number, {}).get(depth)
        return own if own is not None else self._abstract.get(self._home[number], {}).get(depth)

    def _count(self, number: str, depth: int) -> None:
        home = self._home[number]
        begun, current = (number, depth) in self._begun, self._counters.get((home, depth))
        self._begun.add((number, depth))
        if current is None or (not begun and (number, depth) in self._starts):
            self._counters[home, depth] = self._start(number, depth)
        else:
            self._counters[home, depth] = current + 1
        for deeper in range(depth + 1, _DEEPEST + 1):
            if (home, deeper) in self._counters and self._restarts(number, deeper, depth):
                del self._counters[home, deeper]

    def _restarts(self, number: str, depth: int, above: int) -> bool:
        """Whether a level begins anew behind a paragraph of the level ``above``."""
        level = self._level(number, depth)
        behind = value(level, "w:lvlRestart") if level is not None else None
        return behind is None or above < whole(behind, depth, 0, _DEEPEST)

    def _start(self, number: str, depth: int) -> int:
        level = self._level(number, depth)
        printed = value(level, "w:start") if level is not None else None
        return self._starts.get((number, depth), whole(printed, 0 if printed is None else 1, 0, _HIGHEST))

    def _label(self, number: str, depth: int, level: Any) -> ListLabel:
        form = _form(level)
        pattern = value(level, "w:lvlText") or ""
        if len(pattern) > _LONGEST_PATTERN:
            raise too_large()
        if form == "bullet":
            return ListLabel(pattern + _gap(level), is_item=True) if _says_something(pattern) else _BULLET
        home, in_digits = self._home[number], switch(level, "w:isLgl")

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._level(number, at)
            name = _form(other)
            name = "decimal" if in_digits and name != "decimalZero" else name
            current = self._counters.get((home, at))
            return numerals.numeral(self._start(number, at) if current is None else current, name, numerals.WORD)

        text = _PLACE.sub(printed, pattern)
        if switch(level, "w:rPr/w:vanish"):
            return _BULLET
        text = text.upper() if switch(level, "w:rPr/w:caps") else text
        return ListLabel(text + _gap(level), is_item=True) if text.strip() else _BULLET


def _levels(abstract: Any) -> dict[int, Any]:
    return {whole(level.get(qn("w:ilvl")), 0, 0, _DEEPEST): level for level in abstract.iterfind(qn("w:lvl"))}


def _form(level: Any | None) -> str:
    """How a level writes its numbers; one of the author's own, by the first number of the series that it shows."""
    if level is None:
        return "decimal"
    found = child(level, "w:numFmt")
    if found is None:
        found = child(level, "mc:AlternateContent/mc:Choice/w:numFmt")
    if found is None:
        return "decimal"
    shown = found.get(qn("w:format"), "").split(",")[0].strip()
    return shown or found.get(qn("w:val")) or "decimal"


def _gap(level: Any) -> str:
    return "" if value(level, "w:suff") == "nothing" else " "


def _says_something(bullet: str) -> bool:
    """Whether a bullet is words: two letters or digits, or a Chinese character."""
    letters = [one for one in bullet if one.isalnum()]
    return len(letters) > 1 or any("\u3400" <= one <= "\u9fff" for one in letters)

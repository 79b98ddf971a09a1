"""The numbers that a list prints before its items but does not store in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.readers import numerals
from pipeline.readers._odf.names import qn
from pipeline.readers._odf.styles import Level, OdfStyles
from pipeline.readers.attributes import whole

_HIGHEST = 1_000_000
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(slots=True)
class Counters:
    """How far the levels of one list have counted; a list that goes on from another shares its counters."""

    at: dict[int, int] = field(default_factory=dict)


class OdfNumbering:
    """Counts the items of all lists of one document, in reading order."""

    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._by_style: dict[str, Counters] = {}
        self._by_id: dict[str, Counters] = {}
        self._outline = Counters()

    def begin(self, element: Any, style: str) -> Counters:
        """The counters for a list of the outermost level: new ones, or those of the list that it continues."""
        identity = element.get(qn("xml:id")) or ""
        continued = element.get(qn("text:continue-list"))
        counters = self._by_id.get(continued) if continued else None
        if counters is None and element.get(qn("text:continue-numbering")) == "true":
            counters = self._by_style.get(style)
        counters = counters or Counters()
        self._by_style[style] = counters
        if identity:
            self._by_id[identity] = counters
        return counters

    def by_id(self, identity: str) -> Counters:
        """The counters of numbered paragraphs that name their list."""
        return self._by_id.setdefault(identity, Counters())

    def label(self, counters: Counters, style: str, depth: int, start: str | None) -> str:
        """The label of an item at ``depth`` (from 1) with the gap behind it; counts it.

        ``start`` is the number that the item itself asks for.
        """
        return self._label(counters, self._styles.levels(style), depth, start)

    def heading(self, depth: int, start: str | None) -> str:
        """The label of a heading of the outline at ``depth``; counts it."""
        return self._label(self._outline, self._styles.outline, depth, start)

    def _label(self, counters: Counters, levels: dict[int, Level], depth: int, start: str | None) -> str:
        level = levels.get(depth)
        for deeper in [one for one in counters.at if one > depth]:
            del counters.at[deeper]
        if level is None:
            return ""
        if level.bullet:
            return f"{level.bullet}{level.gap}" if _says_something(level.bullet) else ""
        current = counters.at.get(depth)
        counted = level.start if current is None else current + 1
        counters.at[depth] = whole(start, counted, 0, _HIGHEST)
        if not level.form:
            text = level.prefix + level.suffix
            return text + level.gap if _says_something(text) else ""
        if level.pattern:
            return _PLACE.sub(lambda place: _printed(counters, levels, int(place[1])), level.pattern) + level.gap
        shown = [_printed(counters, levels, at) for at in range(max(1, depth - level.shown + 1), depth + 1)]
        return level.prefix + ".".join(filter(None, shown)) + level.suffix + level.gap


def _printed(counters: Counters, levels: dict[int, Level], depth: int) -> str:
    level = levels.get(depth)
    if level is None or not level.form:
        return ""
    return numerals.numeral(counters.at.get(depth, level.start), level.form, numerals.ODF)


def _says_something(text: str) -> bool:
    """Whether a label without a number is words: two letters or digits, or a Chinese character."""
    letters = [one for one in text if one.isalnum()]
    return len(letters) > 1 or any("\u3400" <= one <= "\u9fff" for one in letters)

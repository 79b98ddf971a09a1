"""What styles say of text that the reader must know: whether it is hidden, in capitals, raised; widths; lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.readers._odf.names import qn
from pipeline.readers.attributes import whole

_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(cm|mm|in|pt|pc)")
_RAISED = re.compile(r"super|[1-9][0-9]*(?:\.[0-9]+)?%")
_LONGEST_CHAIN = 50
DEEPEST = 10
_HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class OdfLook:
    """What one style says; ``None`` where it leaves it to what stands around."""

    hidden: bool | None = None
    transform: str | None = None
    raised: bool | None = None

    def over(self, other: OdfLook) -> OdfLook:
        """This look, and where it says nothing ``other``."""
        return OdfLook(
            other.hidden if self.hidden is None else self.hidden,
            other.transform if self.transform is None else self.transform,
            other.raised if self.raised is None else self.raised,
        )


PLAIN = OdfLook()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style: how its number is printed. Without ``form`` nothing is counted before the text.

    ``pattern`` (``T%1%-%2%``) is how LibreOffice writes a whole label: what stands between the numbers of its levels.
    """

    form: str
    prefix: str
    suffix: str
    gap: str
    start: int
    shown: int
    bullet: str = ""
    pattern: str = ""


class OdfStyles:
    """The styles of one document, which ``roots`` hold in the order in which they override each other."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self.widths: dict[str, float] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._elements: dict[tuple[str, str], Any] = {}
        self._known: dict[tuple[str, str], OdfLook] = {}
        for root in roots:
            for style in root.iter(qn("style:style"), qn("style:default-style")):
                self._learn(style)
            for style in root.iter(qn("text:list-style")):
                self.lists[style.get(qn("style:name"), "")] = dict(_levels(style))
            for style in root.iter(qn("text:outline-style")):
                self.outline = dict(_levels(style))

    def look(self, family: str, name: str | None) -> OdfLook:
        """What a style of a family (``text``, ``paragraph``) says, with its parents and the family's default."""
        key = (family, name or "")
        if key not in self._known:
            look = PLAIN
            for style in self._chain(family, name or ""):
                look = look.over(_own_look(style))
            self._known[key] = look
        return self._known[key]

    def list_style(self, paragraph_style: str | None) -> str:
        """The list style that a paragraph style brings; empty if it brings none."""
        for style in self._chain("paragraph", paragraph_style or ""):
            name = style.get(qn("style:list-style-name"))
            if name is not None:
                return str(name)
        return ""

    def _learn(self, style: Any) -> None:
        name = style.get(qn("style:name"), "")
        self._elements[style.get(qn("style:family"), ""), name] = style
        for properties in style.iterfind(qn("style:table-column-properties")):
            width = points(properties.get(qn("style:column-width")))
            if width:
                self.widths[name] = width

    def _chain(self, family: str, name: str) -> Iterator[Any]:
        """The style, its parents nearest first, and the default of the family."""
        for _step in range(_LONGEST_CHAIN):
            style = self._elements.get((family, name)) if name else None
            if style is None:
                break
            yield style
            name = style.get(qn("style:parent-style-name"), "")
        default = self._elements.get((family, ""))
        if default is not None:
            yield default


def _own_look(style: Any) -> OdfLook:
    look = PLAIN
    for properties in style.iterfind(qn("style:text-properties")):
        display = properties.get(qn("text:display"))
        position = properties.get(qn("style:text-position"))
        transform = properties.get(qn("fo:text-transform"))
        small = properties.get(qn("fo:font-variant")) == "small-caps"
        look = OdfLook(
            None if display is None else display == "none",
            "uppercase" if small else transform,
            None if position is None else _RAISED.match(position) is not None,
        )
    return look


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    """The levels of a list style with what stands before and behind the number."""
    for level in style:
        if not isinstance(level.tag, str) or level.get(qn("text:level")) is None:
            continue
        number = whole(level.get(qn("text:level")), 1, 1, DEEPEST)
        follows = next((one.get(qn("text:label-followed-by")) for one in level.iter() if _is_alignment(one)), None)
        form = level.get(qn("style:num-format")) or ""
        if form in ("a", "A") and level.get(qn("style:num-letter-sync")) == "true":
            form *= 2
        yield (
            number,
            Level(
                form.split(",")[0].strip() if len(form) > 1 else form,
                level.get(qn("style:num-prefix")) or "",
                level.get(qn("style:num-suffix")) or "",
                "" if follows == "nothing" else " ",
                whole(level.get(qn("text:start-value")), 1, 0, _HIGHEST),
                whole(level.get(qn("text:display-levels")), 1, 1, DEEPEST),
                level.get(qn("text:bullet-char")) or "",
                level.get(qn("loext:num-list-format")) or "",
            ),
        )


def _is_alignment(element: Any) -> bool:
    return bool(element.tag == qn("style:list-level-label-alignment"))


def points(length: str | None) -> float:
    """A length in points; 0 for none."""
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _POINTS[match[2]] if match else 0.0

"""What styles say of text that the reader must know: whether it is hidden, in capitals, raised; widths; lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.base.values import frozen
from pipeline.readers import symbols
from pipeline.readers._odf.names import qn
from pipeline.readers.attributes import whole
from pipeline.readers.colors import UNKNOWN, WHITE, Ground, by_number, first, is_lost

_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(cm|mm|in|pt|pc)")
_RAISED = re.compile(r"super|[1-9][0-9]*(?:\.[0-9]+)?%")
_TINY = 1.0
"""Points: text of this size is a row of dots to the eye."""
_USUAL = 12.0
"""Points: the size of text of which no style tells it."""
_NARROW = 0.05
"""Letters squeezed to this share of their width are a stroke to the eye; what is as transparent is not seen."""
_SHARE = re.compile(r"([0-9]+(?:\.[0-9]*)?)%")
_OF_COLUMN = qn("style:table-column-properties")
_OF_ROW = qn("style:table-row-properties")
_MEASURED = ("table-column", "table-row")
"""Families of styles that give measures of tables."""
_STYLES = tuple(
    map(
        qn,
        (
            "style:style",
            "style:default-style",
            "text:list-style",
            "text:outline-style",
            "style:page-layout-properties",
            "style:font-face",
        ),
    )
)
_FONT_NAME, _FONT_FAMILY = qn("style:font-name"), qn("fo:font-family")
_LONGEST_CHAIN = 50
DEEPEST = 10
_HIGHEST = 1_000_000


@frozen
class OdfLook:
    """What one style says; ``None`` where it leaves it to what stands around."""

    hidden: bool | None = None
    transform: str | None = None
    raised: bool | None = None
    color: Ground = None
    ground: Ground = None
    size: float | None = None
    share: float = 1.0
    """Of the size around it, or of its own."""
    is_squeezed: bool | None = None
    is_clear: bool | None = None
    is_struck: bool | None = None
    symbols: str | None = None
    """The symbol font of its letters; empty for any other font."""

    def over(self, other: OdfLook) -> OdfLook:
        """This look, and where it says nothing ``other``."""
        if self is PLAIN or other is PLAIN:
            return other if self is PLAIN else self
        return OdfLook(
            other.hidden if self.hidden is None else self.hidden,
            other.transform if self.transform is None else self.transform,
            other.raised if self.raised is None else self.raised,
            first(self.color, other.color),
            first(self.ground, other.ground),
            other.size if self.size is None else self.size,
            self.share * other.share if self.size is None else self.share,
            other.is_squeezed if self.is_squeezed is None else self.is_squeezed,
            other.is_clear if self.is_clear is None else self.is_clear,
            other.is_struck if self.is_struck is None else self.is_struck,
            other.symbols if self.symbols is None else self.symbols,
        )

    def is_unseen_on(self, ground: Ground) -> bool:
        """Whether nobody sees the text though it is not hidden: it is tiny, or has the colour of what is behind it."""
        size = (_USUAL if self.size is None else self.size) * self.share
        if size <= _TINY or self.is_squeezed or self.is_clear:
            return True
        return is_lost(self.color, ground if self.ground is None else self.ground)


PLAIN = OdfLook()


@frozen
class Level:
    """One level of a list style: how its number is printed. Without ``form`` nothing is counted before the text.

    ``pattern`` (``T%1%-%2%``) is a whole label of OpenDocument 1.4, which LibreOffice wrote before as an extension:
    what stands between the numbers of its levels.
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
        self.heights: dict[str, float] = {}
        """Of the styles of rows that fix it, in points."""
        self.outline: dict[int, Level] = {}
        self._lists: dict[str, Any] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._elements: dict[tuple[str, str], Any] = {}
        self._known: dict[tuple[str, str], OdfLook] = {}
        self._inside: dict[tuple[str, int], tuple[OdfLook, OdfLook]] = {}
        """What ``look_inside`` answered, by the name and the identity of the look around, which is kept with it."""
        self._grounds: dict[tuple[str, str], Ground] = {}
        self._fonts: dict[str, str] = {}
        self.paper: Ground = WHITE
        """What is behind the text of a page where nothing else is."""
        for root in roots:
            for style in root.iter(*_STYLES):
                self._learn(style)

    def look(self, family: str, name: str | None) -> OdfLook:
        """What a style of a family (``text``, ``paragraph``) says, with its parents and the family's default."""
        key = (family, name or "")
        if key not in self._known:
            look = PLAIN
            for style in self._chain(family, name or ""):
                look = look.over(_own_look(style, self._fonts))
            self._known[key] = look
        return self._known[key]

    def look_inside(self, name: str | None, around: OdfLook) -> OdfLook:
        """What a style of a piece of text makes of the look around it."""
        key = name or "", id(around)
        known = self._inside.get(key)
        if known is None or known[0] is not around:
            self._inside[key] = known = around, self.look("text", name).over(around)
        return known[1]

    def ground(self, family: str, name: str | None) -> Ground:
        """What a style (of a ``paragraph``, ``table-cell``, ``table`` …) lays behind text."""
        key = family, name or ""
        if key not in self._grounds:
            self._grounds[key] = first(*(_ground(properties) for style in self._chain(*key) for properties in style))
        return self._grounds[key]

    def list_style(self, paragraph_style: str | None) -> str:
        """The list style that a paragraph style brings; empty if it brings none."""
        for style in self._chain("paragraph", paragraph_style or ""):
            name = style.get(qn("style:list-style-name"))
            if name is not None:
                return str(name)
        return ""

    def levels(self, name: str) -> dict[int, Level]:
        """The levels of a list style; none where there is no such style. Writers store dozens that nothing uses."""
        if name not in self._levels:
            style = self._lists.get(name)
            self._levels[name] = {} if style is None else dict(_levels(style))
        return self._levels[name]

    def _learn(self, style: Any) -> None:
        name = style.get(qn("style:name"), "")
        if style.tag == qn("text:list-style"):
            self._lists[name] = style
        elif style.tag == qn("text:outline-style"):
            self.outline = dict(_levels(style))
        elif style.tag == qn("style:page-layout-properties"):
            if _ground(style) not in (None, WHITE):
                self.paper = UNKNOWN
        elif style.tag == qn("style:font-face"):
            self._fonts[name] = style.get(qn("svg:font-family"), "")
        else:
            self._learn_look(style, name)

    def _learn_look(self, style: Any, name: str) -> None:
        family = style.get(qn("style:family"), "")
        self._elements[family, name] = style
        for properties in style if family in _MEASURED else ():
            if properties.tag == _OF_COLUMN and (width := points(properties.get(qn("style:column-width")))):
                self.widths[name] = width
            if properties.tag == _OF_ROW and (height := points(properties.get(qn("style:row-height")))):
                self.heights[name] = height

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


def _own_look(style: Any, fonts: Mapping[str, str]) -> OdfLook:
    look = PLAIN
    for properties in style.iterchildren(qn("style:text-properties")):
        display = properties.get(qn("text:display"))
        position = properties.get(qn("style:text-position"))
        transform = properties.get(qn("fo:text-transform"))
        small = properties.get(qn("fo:font-variant")) == "small-caps"
        look = OdfLook(
            None if display is None else display == "none",
            "uppercase" if small else transform,
            None if position is None else _RAISED.match(position) is not None,
            _color(properties),
            _ground(properties),
            size if (size := points(properties.get(qn("fo:font-size")))) else None,
            1.0 if (share := _share(properties.get(qn("fo:font-size")))) is None else share,
            _is_next_to_nothing(properties.get(qn("style:text-scale"))),
            _is_clear(properties),
            None if (lines := _lines_through(properties)) is None else lines != "none",
            _symbols(properties, fonts),
        )
    return look


def _symbols(properties: Any, fonts: Mapping[str, str]) -> str | None:
    """The symbol font that properties name, empty if another; ``fonts`` are the families of names."""
    name, family = properties.get(_FONT_NAME), properties.get(_FONT_FAMILY)
    if name is None and family is None:
        return None
    return symbols.font_of(fonts.get(name or "") or family or name)


def _lines_through(properties: Any) -> str | None:
    for name in ("style:text-line-through-style", "style:text-line-through-type"):
        if (said := properties.get(qn(name))) is not None:
            return str(said)
    return None


def _color(properties: Any) -> Ground:
    """The colour of text; unknown where the writer chooses it by what is behind."""
    if (
        properties.get(qn("style:use-window-font-color")) == "true"
        or properties.get(qn("style:text-outline")) == "true"
    ):
        return UNKNOWN
    named = properties.get(qn("fo:color"))
    return None if named is None else by_number(named) or UNKNOWN


def _ground(properties: Any) -> Ground:
    """What the properties of a style lay behind text; ``None`` if nothing."""
    if any(image.attrib or len(image) for image in properties.iterchildren(qn("style:background-image"))):
        return UNKNOWN
    if properties.get(qn("draw:fill")) not in (None, "none", "solid"):
        return UNKNOWN
    named = properties.get(qn("fo:background-color"))
    return None if named in (None, "transparent") else by_number(named) or UNKNOWN


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
                level.get(qn("style:num-list-format")) or level.get(qn("loext:num-list-format")) or "",
            ),
        )


def _is_alignment(element: Any) -> bool:
    return bool(element.tag == qn("style:list-level-label-alignment"))


def _share(text: str | None) -> float | None:
    match = _SHARE.fullmatch(text or "")
    return float(match[1]) / 100 if match else None


def _is_clear(properties: Any) -> bool | None:
    """Whether a colour lets all through; LibreOffice writes so of the colour that it chooses itself, too."""
    is_chosen = properties.get(qn("style:use-window-font-color")) == "true"
    if is_chosen or properties.get(qn("fo:color")) is None:
        return False if is_chosen else None
    return _is_next_to_nothing(properties.get(qn("loext:opacity")))


def _is_next_to_nothing(text: str | None) -> bool | None:
    share = _share(text)
    return None if share is None else share <= _NARROW


def points(length: str | None) -> float:
    """A length in points; 0 for none."""
    match = _LENGTH.fullmatch(length or "")
    return float(match[1]) * _POINTS[match[2]] if match else 0.0

"""What styles say of text that the reader must know: whether it is hidden, in capitals, raised, numbered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, NamedTuple, TypeAlias

from pipeline.base.values import frozen
from pipeline.readers import symbols
from pipeline.readers._word.inks import PLAIN, RunInk, ink_of, nearest
from pipeline.readers._word.names import child, children, is_on, qn, value, value_among
from pipeline.readers.attributes import whole
from pipeline.readers.colors import Ground

_TOGGLES = ("w:vanish", "w:caps", "w:smallCaps", "w:strike", "w:dstrike")
"""Properties that two styles which both set them switch off again (ECMA-376, part 1, 17.7.3)."""
_TOGGLED = frozenset(map(qn, _TOGGLES))
_POSITION, _VAL = qn("w:position"), qn("w:val")
_HIGHEST = 10_000
_FONTS, _LETTERS, _LETTERS_OF_THEME = map(qn, ("w:rFonts", "w:ascii", "w:asciiTheme"))
_CONTENTS = "toc "
"""How the names of these styles begin, in small letters."""
_LONGEST_CHAIN = 50
_Sayings: TypeAlias = tuple[tuple[Any, ...], ...]
"""What stands inside an element, to be compared: tags, attributes, and what stands inside those."""


@frozen
class WordLook:
    """How a run appears; ``symbols``: the symbol font whose letters it has, where an ``l`` is a bullet."""

    is_hidden: bool = False
    is_capital: bool = False
    is_raised: bool = False
    ink: RunInk = PLAIN
    symbols: str = ""
    is_struck: bool = False


@frozen
class _Style:
    """What one style says together with those that it is based on."""

    switches: dict[str, bool] = field(default_factory=dict)
    position: str | None = None
    ink: RunInk = PLAIN
    symbols: str | None = None


class _Styled(NamedTuple):
    """What the styles of a run, its paragraph and its table come to."""

    switches: dict[str, bool]
    position: str | None
    ink: RunInk
    symbols: str


@frozen
class NumberedStyle:
    """The numbering that a paragraph style brings: ``depth`` is ``None`` where the level names the style instead."""

    number: str | None
    depth: str | None


_PLAIN = _Style()


class WordStyles:
    """The styles of one document by their ids."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str, _Style] = {}
        self._looks: dict[tuple[_Sayings | None, str, str], WordLook] = {}
        self._combined: dict[tuple[str, str, str], _Styled] = {}
        self._numberings: dict[str, NumberedStyle | None] = {}
        self._grounds: dict[str, Ground] = {}
        self._standard: dict[str, str] = {}
        self._defaults: dict[str, bool] = {}
        self._default_ink = PLAIN
        self._of_contents: dict[str, bool] = {}
        for style in root.iterfind(qn("w:style")) if root is not None else ():
            name = style.get(qn("w:styleId"), "")
            self._elements[name] = style
            if style.get(qn("w:default")) in ("1", "true", "on"):
                self._standard[style.get(qn("w:type"), "paragraph")] = name
        if root is not None:
            properties = children(child(root, "w:docDefaults/w:rPrDefault/w:rPr"))
            self._defaults = _switches(properties)
            self._default_ink = ink_of(properties)

    def look(self, run: Any, paragraph: str, table: str) -> WordLook:
        """How a run (``w:r``) appears in a paragraph and a table of the styles named."""
        return self.look_of(child(run, "w:rPr"), paragraph, table)

    def look_of(self, properties: Any, paragraph: str, table: str) -> WordLook:
        """How text of these properties (``w:rPr``) appears: a run, or the end of a paragraph and the number before it.

        Documents say the same few things of one run after the other.
        """
        key = (None if properties is None else _sayings(properties), paragraph, table)
        if key not in self._looks:
            self._looks[key] = self._look(children(properties), paragraph, table)
        return self._looks[key]

    def _look(self, said: Mapping[str, Any], paragraph: str, table: str) -> WordLook:
        switches, position, ink, font = self._styled(value_among(said, "w:rStyle") or "", paragraph, table)
        if said:
            switches = {**switches, **_switches(said)}
            position = value_among(said, "w:vertAlign") or ("superscript" if _is_lifted(said) else position)
            ink = ink_of(said).over(ink)
            font = font if (own := _symbols(said)) is None else own
        is_capital = switches.get("w:caps", False) or switches.get("w:smallCaps", False)
        is_hidden, is_raised = switches.get("w:vanish", False), position == "superscript"
        is_struck = switches.get("w:strike", False) or switches.get("w:dstrike", False)
        return WordLook(is_hidden, is_capital, is_raised, ink, font, is_struck)

    def ground(self, style: str) -> Ground:
        """What a paragraph or table style, or those that it is based on, lay behind text."""
        if style not in self._grounds:
            shadings = (shading for element in self._chain(style) for shading in element.iter(qn("w:shd")))
            self._grounds[style] = nearest(shadings)
        return self._grounds[style]

    def is_of_contents(self, style: str) -> bool:
        """Whether the lines of tables of contents have this style."""
        if style not in self._of_contents:
            element = self._elements.get(style)
            name = "" if element is None else value(element, "w:name") or ""
            self._of_contents[style] = name[: len(_CONTENTS)].lower() == _CONTENTS
        return self._of_contents[style]

    def numbering(self, style: str) -> NumberedStyle | None:
        """The numbering that a style brings, its own or that of a style it is based on."""
        if style not in self._numberings:
            self._numberings[style] = self._numbering(style)
        return self._numberings[style]

    def _numbering(self, style: str) -> NumberedStyle | None:
        number: str | None = None
        depth: str | None = None
        for element in self._chain(style or self._standard.get("paragraph", "")):
            properties = child(element, "w:pPr/w:numPr")
            if properties is not None:
                number = number if number is not None else value(properties, "w:numId")
                depth = depth if depth is not None else value(properties, "w:ilvl")
        return None if number is None else NumberedStyle(number, depth)

    def _styled(self, own: str, paragraph: str, table: str) -> _Styled:
        key = (own, paragraph or self._standard.get("paragraph", ""), table)
        if key not in self._combined:
            styles = [self._style(name) for name in key]
            switches = {
                toggle: self._defaults.get(toggle, False)
                or sum(style.switches.get(toggle, False) for style in styles) % 2 == 1
                for toggle in _TOGGLES
            }
            position = next((style.position for style in styles if style.position), None)
            ink = styles[0].ink.over(styles[1].ink).over(styles[2].ink).over(self._default_ink)
            font = next((style.symbols for style in styles if style.symbols is not None), "")
            self._combined[key] = _Styled(switches, position, ink, font)
        return self._combined[key]

    def _style(self, name: str) -> _Style:
        if name not in self._known:
            switches: dict[str, bool] = {}
            position: str | None = None
            ink = PLAIN
            font: str | None = None
            for element in self._chain(name):
                said = children(child(element, "w:rPr"))
                switches = {**_switches(said), **switches}
                position = position or value_among(said, "w:vertAlign")
                ink = ink.over(ink_of(said))
                font = _symbols(said) if font is None else font
            self._known[name] = _Style(switches, position, ink, font)
        return self._known[name]

    def _chain(self, name: str) -> Iterator[Any]:
        """The style and those that it is based on, nearest first."""
        for _step in range(_LONGEST_CHAIN):
            element = self._elements.get(name)
            if element is None:
                return
            yield element
            name = value(element, "w:basedOn") or ""


def _sayings(properties: Any) -> _Sayings:
    return tuple([(one.tag, *one.items(), *(_sayings(one) if len(one) else ())) for one in properties])


def _switches(properties: Mapping[str, Any]) -> dict[str, bool]:
    if _TOGGLED.isdisjoint(properties):
        return {}
    found = {toggle: is_on(properties.get(qn(toggle))) for toggle in _TOGGLES}
    return {toggle: on for toggle, on in found.items() if on is not None}


def _is_lifted(properties: Mapping[str, Any]) -> bool:
    """Whether text stands above its line without being made smaller by that."""
    position = properties.get(_POSITION)
    return position is not None and whole(position.get(_VAL), 0, -_HIGHEST, _HIGHEST) > 0


def _symbols(properties: Mapping[str, Any]) -> str | None:
    """The symbol font of letters, empty if their font is another; ``None`` if nothing is said of it."""
    fonts = properties.get(_FONTS)
    if fonts is None:
        return None
    name = fonts.get(_LETTERS)
    if name is None:
        return None if fonts.get(_LETTERS_OF_THEME) is None else ""
    return symbols.font_of(name)

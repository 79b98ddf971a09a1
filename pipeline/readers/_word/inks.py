"""Colours and sizes in a Word document: whether a person sees text that is not marked as hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.base.values import frozen
from pipeline.readers._word.names import NAMESPACES, child, is_on, qn
from pipeline.readers.attributes import whole
from pipeline.readers.colors import UNKNOWN, WHITE, Color, Ground, by_number, is_lost

_TINY = 2
"""Half points: text of this size is a row of dots to the eye."""
_LARGEST = 10_000
_NARROW = 5
"""Percent of the width of letters: squeezed so far they are a stroke to the eye."""
_USUAL = 100
_FAINT = 95_000
"""Thousandths of a percent: what is more transparent is not seen."""
_FULLY_CLEAR = 100_000
_THEME: dict[str, Color] = {
    **dict.fromkeys(("background1", "light1", "bg1", "lt1"), WHITE),
    **dict.fromkeys(("text1", "dark1", "tx1", "dk1"), (0.0, 0.0, 0.0)),
}
"""What the colours of a theme are unless somebody changed them, where a file does not say so itself."""
_OUTLINES = ("w:outline", "w:shadow", "w:emboss", "w:imprint")
"""Effects that show white letters by their edges."""
_OUTLINED = frozenset(map(qn, (*_OUTLINES, "w14:textOutline")))
_SOLID = ("solid",)
_BEHIND = "behindDoc"


@frozen
class RunInk:
    """What one place says of the colour and size of text; ``None`` where it leaves it to what stands around.

    ``ground`` is the highlight or shading of the text itself, ``width`` that of its letters in percent; ``is_clear``
    text has no colour at all.
    """

    color: Ground = None
    size: int | None = None
    ground: Ground = None
    has_edges: bool | None = None
    width: int | None = None
    is_clear: bool | None = None

    def over(self, other: RunInk) -> RunInk:
        """This ink, and where it says nothing ``other``."""
        if self is PLAIN or other is PLAIN:
            return other if self is PLAIN else self
        return RunInk(
            other.color if self.color is None else self.color,
            other.size if self.size is None else self.size,
            other.ground if self.ground is None else self.ground,
            other.has_edges if self.has_edges is None else self.has_edges,
            other.width if self.width is None else self.width,
            other.is_clear if self.is_clear is None else self.is_clear,
        )

    @property
    def is_tiny(self) -> bool:
        """Whether it is too small or too narrow to see."""
        is_narrow = self.width is not None and self.width <= _NARROW
        return is_narrow or (self.size is not None and self.size <= _TINY)

    def is_lost_on(self, ground: Ground) -> bool:
        """Whether it has the colour of what is behind it."""
        return not self.has_edges and (bool(self.is_clear) or is_lost(self.color, ground))


PLAIN = RunInk()


def ink_of(properties: Mapping[str, Any]) -> RunInk:
    """What the properties of a run (the children of its ``w:rPr``) say."""
    size, width = properties.get(qn("w:sz")), properties.get(qn("w:w"))
    ground = ground_of(properties.get(qn("w:shd")))
    highlight = properties.get(qn("w:highlight"))
    if highlight is not None and highlight.get(qn("w:val")) not in (None, "none"):
        ground = WHITE if highlight.get(qn("w:val")) == "white" else UNKNOWN
    color, is_clear = _fill(properties)
    ink = RunInk(
        color,
        None if size is None else whole(size.get(qn("w:val")), _LARGEST, 0, _LARGEST),
        ground,
        None if _OUTLINED.isdisjoint(properties) else _has_edges(properties),
        None if width is None else whole(width.get(qn("w:val")), _USUAL, 0, _LARGEST),
        is_clear,
    )
    return PLAIN if ink == PLAIN else ink


def _fill(properties: Mapping[str, Any]) -> tuple[Ground, bool | None]:
    """The colour of letters, and whether they are clear: by Word's effects (``w14:textFill``), else ``w:color``."""
    effect = properties.get(qn("w14:textFill"))
    if effect is None:
        color = properties.get(qn("w:color"))
        if color is None:
            return None, None
        return _color(color.get(qn("w:val")), color.get(qn("w:themeColor"))) or UNKNOWN, False
    if child(effect, "w14:noFill") is not None:
        return UNKNOWN, True
    solid = child(effect, "w14:solidFill")
    color = next(solid.iterchildren(qn("w14:srgbClr"), qn("w14:schemeClr")), None) if solid is not None else None
    if color is None:
        return UNKNOWN, False
    alpha = child(color, "w14:alpha")
    is_changed = any(one.tag != qn("w14:alpha") for one in color)
    clear = 0 if alpha is None else whole(alpha.get(qn("w14:val")), 0, 0, _FULLY_CLEAR)
    named = color.get(qn("w14:val"))
    return UNKNOWN if is_changed else _color(named, named) or UNKNOWN, clear > _FAINT


def _has_edges(properties: Mapping[str, Any]) -> bool | None:
    """Whether an effect shows letters by their edges; ``None`` where none of them says yes or no."""
    outline = properties.get(qn("w14:textOutline"))
    has_outline = None if outline is None else child(outline, "w14:noFill") is None
    edges = [*(is_on(properties.get(qn(name))) for name in _OUTLINES), has_outline]
    return any(edges) if any(edge is not None for edge in edges) else None


def ground_of(shading: Any) -> Ground:
    """What a ``w:shd`` lays behind text; ``None`` if nothing."""
    if shading is None:
        return None
    pattern = shading.get(qn("w:val")) or "clear"
    if pattern in ("clear", "nil"):
        fill = _color(shading.get(qn("w:fill")), shading.get(qn("w:themeFill")))
        is_none = pattern == "nil" or (fill is None and shading.get(qn("w:themeFill")) is None)
        return None if is_none else fill or UNKNOWN
    if pattern in _SOLID:
        return _color(shading.get(qn("w:color")), shading.get(qn("w:themeColor"))) or UNKNOWN
    return UNKNOWN


def nearest(found: Iterator[Any]) -> Ground:
    """The ground that the first of some ``w:shd`` gives that says anything."""
    return next((ground for ground in map(ground_of, found) if ground is not None), None)


def of_page(root: Any) -> Ground:
    """What is behind the text of a document where nothing else is: paper, unless it has a colour or pictures there."""
    background = child(root, "w:background")
    if background is not None and by_number(background.get(qn("w:color"))) not in (None, WHITE):
        return UNKNOWN
    anchors = root.iter(f"{{{NAMESPACES['wp']}}}anchor")
    return UNKNOWN if any(anchor.get(_BEHIND) in ("1", "true") for anchor in anchors) else WHITE


def _color(number: str | None, theme: str | None) -> Color | None:
    return by_number(number) or _THEME.get(theme or "")

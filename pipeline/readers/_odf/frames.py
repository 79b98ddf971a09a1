"""Where the frames of an OpenDocument text stand: in a line as a character does, or on a page of their own choice."""

from __future__ import annotations

from typing import Any

from pipeline.readers._odf.names import qn
from pipeline.readers.attributes import whole

_ANCHOR = qn("text:anchor-type")
_FRAME, _BOX = qn("draw:frame"), qn("draw:text-box")
_DRAWING = _BOX.partition("}")[0]
_HIGHEST = 100_000


def page(drawing: Any) -> int:
    """The page that a drawing belongs to as such; 1 where it belongs to a text."""
    if drawing.get(_ANCHOR) != "page":
        return 1
    return whole(drawing.get(qn("text:anchor-page-number")), 1, 1, _HIGHEST)


def is_on_later_page(drawing: Any) -> bool:
    """Whether a drawing belongs to a page behind the first; files name these before all text."""
    return page(drawing) > 1


def in_line(drawing: Any) -> Any | None:
    """The one paragraph in a frame that stands in its line as a character does; ``None`` for any other drawing."""
    if drawing.tag != _FRAME or drawing.get(_ANCHOR) != "as-char" or drawing.get(qn("draw:transform")):
        return None
    shown = next((one for one in drawing if one.tag.startswith(_DRAWING)), None)
    if shown is None or shown.tag != _BOX or len(shown) != 1:
        return None
    return shown[0] if shown[0].tag == qn("text:p") else None

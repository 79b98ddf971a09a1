"""What drawings in a Word document show: text boxes, which are read, and all else, which is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.base.i18n import _
from pipeline.readers._word.names import child, qn
from pipeline.readers._word.package import Package
from pipeline.readers.account import Account, emptied
from pipeline.readers.attributes import is_aslant, whole

_ROTATION = re.compile(r"(?:^|;)\s*rotation:\s*(-?\d+(?:\.\d+)?)(fd)?")
_PER_DEGREE, _FRACTIONS = 60_000, 65_536
"""In what parts of a degree the two kinds of drawings give angles."""
_MOST = 10**9
DRAWINGS = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_TEXTS = {qn("w:txbxContent"), qn("a:txBody")}
_PICTURES = {qn("pic:pic"), qn("v:imagedata")}

_WATERMARK = "watermark"
"""What Word calls its watermarks (``PowerPlusWaterMarkObject``), wherever they stand."""


def boxes(
    element: Any, package: Package, part: str, account: Account, chosen: Callable[[Any], Any]
) -> Iterator[Any | str]:
    """The contents of the text boxes of a drawing, or their bare text; ``chosen`` tells which alternative is shown.

    Charts, diagrams and embedded objects are told to ``account`` with what text they have; pictures are counted.
    """
    for one in element:
        tag = one.tag
        if tag in _TEXTS:
            yield one
        elif tag == qn("mc:AlternateContent"):
            yield from boxes(chosen(one), package, part, account, chosen)
        elif _is_hidden(one, element):
            account.aside(emptied(element))
        elif _is_stamp(one) and (text := _letters(one)):
            emptied(one)
            account.stamp(text)
        elif tag == qn("wp:docPr"):
            account.aside(one.get("title"))
            account.aside(one.get("descr"))
        elif tag in _PICTURES:
            account.picture(one.get(qn("o:title")))
        elif tag == qn("v:textpath") and _WATERMARK in (element.get("id") or "").lower():
            account.aside(one.get("string"))
        elif tag == qn("v:textpath"):
            yield from [one.get("string")] if (one.get("string") or "").strip() else []
        else:
            _name(one, package, part, account)
            account.aside(one.get("alt") if tag.startswith("{urn:schemas-microsoft-com:vml}") else None)
            yield from boxes(one, package, part, account, chosen)


def in_line(drawing: Any, found: Sequence[Any | str]) -> Any | None:
    """The one paragraph in a text box that stands in its line as a character does; ``None`` for any other drawing.

    ``found``: what ``boxes`` gave of it.
    """
    if len(found) != 1 or drawing.find(qn("wp:inline")) is None:
        return None
    box = found[0]
    if isinstance(box, str) or len(box) != 1 or box[0].tag != qn("w:p"):
        return None
    return box[0] if child(box[0], "w:pPr/w:numPr") is None else None


def _is_stamp(shape: Any) -> bool:
    """Whether a shape lies aslant, as stamps do, which hold no tables."""
    frame = shape.find("{*}spPr/{*}xfrm")
    drawn = _ROTATION.search(shape.get("style") or "")
    turn = whole(frame.get("rot"), 0, -_MOST, _MOST) / _PER_DEGREE if frame is not None else 0.0
    if drawn:
        turn = float(drawn[1]) / (_FRACTIONS if drawn[2] else 1)
    return is_aslant(turn) and next(shape.iter(qn("w:tbl")), None) is None


def _letters(shape: Any) -> str:
    """The text in a shape, and that of its own which Word calls WordArt."""
    strings = (path.get("string") or "" for path in shape.iter(qn("v:textpath")))
    return " ".join(" ".join((*shape.itertext(), *strings)).split())


def _is_hidden(one: Any, holder: Any) -> bool:
    """Whether the drawing, or the shape that holds ``one``, is not shown."""
    if one.tag == qn("wp:docPr") and one.get("hidden") in ("1", "true"):
        return True
    style = "".join((holder.get("style") or "").lower().split())
    return "visibility:hidden" in style or "mso-hide:all" in style or "display:none" in style


def _name(one: Any, package: Package, part: str, account: Account) -> None:
    """Says of a chart, a diagram or an object that it was not read."""
    local = one.tag.rsplit("}", 1)[-1]
    if local == "chart" and one.get(qn("r:id")):
        text = _text_of(package, part, one.get(qn("r:id")))
        account.unread(_("A chart was not read."), text)
    elif one.tag == qn("dgm:relIds"):
        account.unread(_("A drawing of Office (SmartArt) was not read."), _text_of(package, part, one.get(qn("r:dm"))))
    elif one.tag == qn("o:OLEObject"):
        message = _("An embedded object ({kind}) was not read.")
        account.unread(message.format(kind=one.get("ProgID") or "OLE"))
    elif one.tag == qn("w:control"):
        account.unread(_("A control ({kind}) was not read.").format(kind=one.get(qn("w:name")) or "ActiveX"))


def _text_of(package: Package, part: str, identity: str | None) -> str:
    """The words in a part that a drawing shows."""
    relation = package.relations(part).get(identity or "")
    root = package.root_if_whole(relation.target) if relation and not relation.is_external else None
    if root is None:
        return ""
    wanted = (qn("a:t"), qn("c:v"))
    return " ".join(element.text.strip() for element in root.iter(*wanted) if element.text and element.text.strip())

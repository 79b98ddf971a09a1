"""pdfminer's interpreter of pages, which notes what nobody sees: hidden layers, text without ink, transparency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from pipeline.readers._pdf import layers
from pipeline.readers._pdf.page import Sight

_INVISIBLE = (3, 7)
_STROKED = (1, 2, 5, 6)
_UNFILLED = (1, 5)


@dataclass(frozen=True, slots=True)
class Ink:
    """How something is drawn: seen or not, how much it covers what is below, by filling, by stroking or both."""

    sight: Sight = Sight.SEEN
    alpha: float = 1.0
    is_filled: bool = True
    is_stroked: bool = False


def interpreted(page: Any, off: frozenset[int]) -> Any:
    """The layout of one of pdfplumber's pages, in which every object's ``tag`` is an ``Ink``.

    ``off`` are the layers that are switched off.
    """
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _Interpreter(page.pdf.rsrcmgr, device, off).process_page(page.page_obj)
    return device.get_result()


class _Device(PDFPageAggregatorWithMarkedContent):
    """Keeps the ink that objects are drawn with."""

    hidden = 0
    """How many of the layers around what is drawn are switched off."""
    alpha = 1.0
    mode = 0

    def render_string(self, textstate: Any, *further: Any) -> None:
        self.mode = textstate.render
        super().render_string(textstate, *further)
        self.mode = 0

    def tag_cur_item(self) -> None:
        super().tag_cur_item()
        if self.cur_item._objs:
            sight = Sight.OFF if self.hidden else Sight.INVISIBLE if self.mode in _INVISIBLE else Sight.SEEN
            ink = Ink(sight, self.alpha, self.mode not in _UNFILLED, self.mode in _STROKED)
            self.cur_item._objs[-1].tag = ink  # type: ignore[attr-defined]


class _Interpreter(PDFPageInterpreter):
    """Follows layers and transparency into marked content and forms."""

    def __init__(self, resources: PDFResourceManager, device: _Device, off: frozenset[int]) -> None:
        super().__init__(resources, device)
        self._sheet = device
        self._off = off
        self._marks: list[bool] = []
        self._alphas: list[float] = []

    def subinterp(self) -> _Interpreter:
        inner = _Interpreter(self.rsrcmgr, self._sheet, self._off)
        inner.parent_stream_ids.update(self.parent_stream_ids, self.stream_ids)
        return inner

    def do_q(self) -> None:
        self._alphas.append(self._sheet.alpha)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        if self._alphas:
            self._sheet.alpha = self._alphas.pop()
        super().do_Q()

    def do_gs(self, name: Any) -> None:
        state = resolve1(self._resource("ExtGState", name))
        alpha = resolve1(state.get("ca")) if isinstance(state, dict) else None
        if isinstance(alpha, int | float):
            self._sheet.alpha = float(alpha)
        super().do_gs(name)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        self._marks.append(False)
        super().do_BMC(tag)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        content = self._resource("Properties", props) if isinstance(props, PSLiteral) else props
        is_off = isinstance(tag, PSLiteral) and tag.name == "OC" and layers.is_off(content, self._off)
        self._marks.append(is_off)
        self._sheet.hidden += is_off
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:  # noqa: N802
        if self._marks:
            self._sheet.hidden -= self._marks.pop()
        super().do_EMC()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        stream = resolve1(self.xobjmap.get(getattr(xobjid_arg, "name", None)))
        is_off = layers.is_off(getattr(stream, "attrs", {}).get("OC"), self._off)
        alpha = self._sheet.alpha
        self._sheet.hidden += is_off
        super().do_Do(xobjid_arg)
        self._sheet.hidden -= is_off
        self._sheet.alpha = alpha

    def _resource(self, kind: str, name: Any) -> Any:
        found = resolve1(self.resources.get(kind)) if self.resources else None
        return found.get(getattr(name, "name", None)) if isinstance(found, dict) else None

"""pdfminer's interpreter of pages, which notes what nobody sees: hidden layers, text without ink, transparency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from pipeline.base.provenance import Box
from pipeline.readers._pdf import layers
from pipeline.readers._pdf.objects import dictionary
from pipeline.readers._pdf.objects import name as literal_name
from pipeline.readers._pdf.page import Sight
from pipeline.readers._pdf.veils import common

_INVISIBLE = (3, 7)
_STROKED = (1, 2, 5, 6)
_UNFILLED = (1, 5)
_PLAIN_BLENDS = ("", "Normal", "Compatible")


@dataclass(frozen=True, slots=True)
class Ink:
    """How something is drawn: seen or not, how much it covers what is below, by filling, by stroking or both."""

    sight: Sight = Sight.SEEN
    alpha: float = 1.0
    is_filled: bool = True
    is_stroked: bool = False
    order: int = 0
    """Counts what is drawn on the page; the parts of a path share it."""
    is_blended: bool = False
    """Whether it mixes with what is below."""
    clip: Box | None = None
    """The box in pdfminer's coordinates outside of which nothing of it shows."""
    is_below_zero: bool = False
    """Whether it is text of a size below zero, which stands as if it were turned by half a turn."""

    @property
    def hides(self) -> bool:
        """Whether it covers what is below, if it is an area."""
        return self.sight is Sight.SEEN and self.alpha == 1 and not self.is_blended


@dataclass(frozen=True, slots=True)
class _State:
    """What of the graphics state pdfminer does not keep."""

    alpha: float = 1.0
    is_blended: bool = False
    clip: Box | None = None
    alpha_of_group: float = 1.0
    is_group_blended: bool = False
    """What the groups around it are drawn with as a whole."""

    def inside_group(self) -> _State:
        """The state with which a group begins that is drawn with this one."""
        return _State(
            clip=self.clip,
            alpha_of_group=self.alpha * self.alpha_of_group,
            is_group_blended=self.is_blended or self.is_group_blended,
        )


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
    state = _State()
    mode = 0
    is_below_zero = False
    order = 0
    depth = 0

    def render_string(self, textstate: Any, *further: Any) -> None:
        self.mode, self.is_below_zero = textstate.render, textstate.fontsize < 0
        self.order += 1
        super().render_string(textstate, *further)
        self.mode, self.is_below_zero = 0, False

    def paint_path(self, *of: Any) -> None:
        """Paths of several parts are painted part by part, from inside of here."""
        self.order += not self.depth
        self.depth += 1
        super().paint_path(*of)
        self.depth -= 1

    def tag_cur_item(self) -> None:
        super().tag_cur_item()
        if self.cur_item._objs:
            sight = Sight.OFF if self.hidden else Sight.INVISIBLE if self.mode in _INVISIBLE else Sight.SEEN
            state = self.state
            ink = Ink(
                sight,
                state.alpha * state.alpha_of_group,
                self.mode not in _UNFILLED,
                self.mode in _STROKED,
                self.order,
                state.is_blended or state.is_group_blended,
                state.clip,
                self.is_below_zero,
            )
            # Glyphs are plain objects of pdfminer, with room for what the engine wants to know of each later.
            self.cur_item._objs[-1].tag = ink  # type: ignore[attr-defined]


class _Interpreter(PDFPageInterpreter):
    """Follows layers and transparency into marked content and forms."""

    def __init__(self, resources: PDFResourceManager, device: _Device, off: frozenset[int]) -> None:
        super().__init__(resources, device)
        self._sheet = device
        self._off = off
        self._marks: list[bool] = []
        self._states: list[_State] = []

    def subinterp(self) -> _Interpreter:
        inner = _Interpreter(self.rsrcmgr, self._sheet, self._off)
        inner.parent_stream_ids.update(self.parent_stream_ids, self.stream_ids)
        return inner

    def do_q(self) -> None:
        self._states.append(self._sheet.state)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 - the operator's name
        if self._states:
            self._sheet.state = self._states.pop()
        super().do_Q()

    def do_gs(self, name: Any) -> None:
        state = resolve1(self._resource("ExtGState", name))
        entries = dictionary(state)
        alpha, blend = resolve1(entries.get("ca")), resolve1(entries.get("BM"))
        if isinstance(alpha, int | float):
            self._sheet.state = replace(self._sheet.state, alpha=float(alpha))
        if blend is not None or "SMask" in entries:
            mask = resolve1(entries.get("SMask"))
            is_plain = literal_name(blend) in _PLAIN_BLENDS and (mask is None or literal_name(mask) == "None")
            self._sheet.state = replace(self._sheet.state, is_blended=not is_plain)
        super().do_gs(name)

    def do_W(self) -> None:  # noqa: N802
        self._narrow()

    def do_W_a(self) -> None:  # noqa: N802
        self._narrow()

    def _narrow(self) -> None:
        """Cuts what is drawn from now on to the box around the current path."""
        places = [(x, y) for part in self.curpath for x, y in zip(part[1::2], part[2::2], strict=False)]
        if places:
            xs, ys = zip(*(apply_matrix_pt(self.ctm, place) for place in places), strict=True)
            clip = common(self._sheet.state.clip, (min(xs), min(ys), max(xs), max(ys)))
            self._sheet.state = replace(self._sheet.state, clip=clip)

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
        entries = getattr(stream, "attrs", {})
        is_off = layers.is_off(entries.get("OC"), self._off)
        state = self._sheet.state
        if literal_name(dictionary(entries.get("Group")).get("S")) == "Transparency":
            self._sheet.state = state.inside_group()
        self._sheet.hidden += is_off
        self._sheet.order += 1
        super().do_Do(xobjid_arg)
        self._sheet.hidden -= is_off
        self._sheet.state = state
        # pdfminer leaves the matrix of the form to what is drawn behind it.
        self._sheet.set_ctm(self.ctm)

    def _resource(self, kind: str, name: Any) -> Any:
        found = resolve1(self.resources.get(kind)) if self.resources else None
        return found.get(getattr(name, "name", None)) if isinstance(found, dict) else None

"""Values of the view as the runs of a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import jinja2
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from markupsafe import Markup, escape

from pipeline.base.imprint import Logo
from pipeline.handbooks._word.names import PAGE_OF
from pipeline.handbooks.links import Anchor, Link, Segment, StrongLink, Text

LINK_STYLE, STRONG_LINK_STYLE = "Hyperlink", "編碼連結"
MARK_STYLE, STRONG_STYLE = "註號", "編碼"
"""Names of the character styles that links, codes and note marks take from the template.

Without them they are plain, but for strong links, which are like others.
"""
_BETWEEN_TEXTS = '</w:t>{}<w:t xml:space="preserve">'
_SPELT_OUT = str.maketrans(
    {
        "{": "&#123;",
        "}": "&#125;",
        "\n": _BETWEEN_TEXTS.format("<w:br/>"),
        "\t": _BETWEEN_TEXTS.format("<w:tab/>"),
    }
)
_RUNS = "_runs"
"""What the context calls the ``Runs`` of the document that is being filled."""
_FIRST_BOOKMARK_ID = 10_000
_EMU_PER_MM = 36_000
_DRAWING = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{id}" name="logo" descr="{text}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="logo" descr="{text}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


@jinja2.pass_context
def as_runs(context: jinja2.runtime.Context, value: Any) -> Markup:
    """The filter behind ``{{r … }}``: ``value`` as runs of the document that is being filled."""
    runs: Runs = context[_RUNS]
    return runs.show(value)


def with_runs(context: Mapping[str, object], style_ids: Mapping[str, str], part: Any) -> dict[str, object]:
    """``context`` for the document of this main part, whose styles have these ids by their names."""
    return {**context, _RUNS: Runs(style_ids, part)}


class Runs:
    """Turns values into Word runs, with bookmarks and links inside the document, whose main part is ``part``."""

    def __init__(self, style_ids: Mapping[str, str], part: Any) -> None:
        self._styles = style_ids
        self._part = part
        self._bookmarks = count(_FIRST_BOOKMARK_ID)

    def show(self, value: Any) -> Markup:
        """``value`` as runs: an anchor as a bookmark, links and note marks as hyperlinks, a logo as a picture.

        All else is text, but markup is left as it is.
        """
        match value:
            case None:
                return Markup()
            case Markup():
                return value
            case Anchor():
                return self._bookmark(value)
            case StrongLink():
                return self._strong_link(value)
            case Link():
                return self._link(value.label, value.target)
            case Logo():
                return self._logo(value)
            case Text():
                return Markup().join(self._segment(segment) for segment in value.segments)
            case tuple():
                return self._run("、").join(self.show(one) for one in value)
            case _:
                return self._run(str(value))

    def _bookmark(self, anchor: Anchor) -> Markup:
        number, name = next(self._bookmarks), escape(anchor)
        return _markup(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>')

    def _link(self, label: str, target: Anchor | None, style: str = LINK_STYLE) -> Markup:
        if target is None:
            return self._run(label, style if style == MARK_STYLE else None)
        shown = self._run(label, style)
        return _markup(f'<w:hyperlink w:anchor="{escape(target)}" w:history="1">{shown}</w:hyperlink>')

    def _strong_link(self, link: Link) -> Markup:
        if link.target is None:
            return self._run(link.label, STRONG_STYLE)
        return self._link(
            link.label, link.target, STRONG_LINK_STYLE if STRONG_LINK_STYLE in self._styles else LINK_STYLE
        )

    def _logo(self, logo: Logo) -> Markup:
        """The logo in the line, as the one picture part of the document (ECMA-376, 20.4.2.8).

        The library's own pictures would do, but it knows no JPEG without a JFIF or Exif segment.
        """
        media = PackURI(f"/word/media/imprint.{logo.kind}")
        relation = self._part.relate_to(Part(media, f"image/{logo.kind}", logo.content), RELATIONSHIP_TYPE.IMAGE)
        return _markup(
            _DRAWING.format(
                id=next(self._bookmarks),
                relation=relation,
                width=round(logo.width * _EMU_PER_MM),
                height=round(logo.height * _EMU_PER_MM),
                text=escape(logo.text),
            )
        )

    def _segment(self, segment: Segment) -> Markup:
        if segment.anchor is None:
            return self._link(segment.text, segment.target)
        return self._bookmark(segment.anchor) + self._link(segment.text, segment.target, MARK_STYLE)

    def _run(self, text: str, style: str | None = None) -> Markup:
        style_id = self._styles.get(style or "")
        properties = f'<w:rPr><w:rStyle w:val="{escape(style_id)}"/></w:rPr>' if style_id else ""
        return _markup(f'<w:r>{properties}<w:t xml:space="preserve">{plain(text)}</w:t></w:r>')


def page(anchor: str) -> Markup:
    """A field with the page of a bookmark; whoever opens the document fills it in."""
    field = f"{PAGE_OF}{escape(anchor)} \\h "
    return _markup(f'<w:fldSimple w:instr="{field}" w:dirty="true"><w:r><w:t>–</w:t></w:r></w:fldSimple>')


def plain(value: Any) -> Markup:
    """``value`` as the text of a run, with its tabs and line ends.

    Braces are spelt out, because docxtpl reads ``{_{`` in what it has filled in.
    """
    if isinstance(value, Markup):
        return value
    text = "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return _markup(str(escape(text)).translate(_SPELT_OUT))


def _markup(made: str) -> Markup:
    """What was put together of markup and escaped text; ``Markup.format`` would take twice the time of all the rest."""
    return Markup(made)  # noqa: S704


def unescaped(value: Any) -> Markup:
    """For properties, which are no XML text."""
    return _markup(str(value))

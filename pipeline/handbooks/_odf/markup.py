"""Values of the view as OpenDocument markup."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markupsafe import Markup, escape

from pipeline.base.imprint import Logo
from pipeline.base.odf import NAMESPACES
from pipeline.handbooks.links import Anchor, Link, Segment, StrongLink, Text

LINK_STYLE, STRONG_STYLE = "Internet_20_link", "編碼"
MARK_STYLE = "註號"
"""Names of the character styles that links, codes and note marks take from the template."""
_SPACES = re.compile(r"^ | {2,}| $|[\t\n]")


def show(value: Any, pictures: MutableMapping[str, Any]) -> Any:
    """``value`` as text with links: an anchor as a bookmark, links and note marks as hyperlinks, a logo as a picture.

    The content of the picture comes among ``pictures``, by its path in the package.
    """
    match value:
        case Markup():
            return value
        case Anchor():
            return _bookmark(value)
        case StrongLink():
            shown = _link(value.label, value.target, LINK_STYLE)
            return _markup(f'<text:span text:style-name="{STRONG_STYLE}">{shown}</text:span>')
        case Link():
            return _link(value.label, value.target, LINK_STYLE)
        case Logo():
            path = f"Pictures/imprint.{value.kind}"
            pictures[path] = value.content
            return _logo(value, path)
        case Text():
            return Markup().join(_segment(segment) for segment in value.segments)
        case tuple():
            return Markup("、").join(show(one, pictures) for one in value)
        case _:
            return plain(str(value))


def plain(text: str) -> Markup:
    """``text`` with the spaces, tabs and line ends that OpenDocument would else join."""
    return _markup(_SPACES.sub(_space, str(escape(text))))


def _markup(made: str) -> Markup:
    """What was put together of markup and escaped text; ``Markup.format`` would take twice the time of all the rest."""
    return Markup(made)  # noqa: S704


def _space(found: re.Match[str]) -> str:
    if found[0] == "\n":
        return "<text:line-break/>"
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _bookmark(anchor: Anchor) -> Markup:
    return _markup(f'<text:bookmark text:name="{escape(anchor)}"/>')


def _logo(logo: Logo, path: str) -> Markup:
    """The picture in the line (OpenDocument 1.3, 10.4.2); it names its namespaces, as a template need not have them."""
    return _markup(
        f'<draw:frame xmlns:draw="{NAMESPACES["draw"]}" xmlns:svg="{NAMESPACES["svg"]}"'
        f' xmlns:xlink="{NAMESPACES["xlink"]}" draw:name="logo" text:anchor-type="as-char"'
        f' svg:width="{logo.width:.2f}mm" svg:height="{logo.height:.2f}mm">'
        f'<draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:title>{escape(logo.text)}</svg:title></draw:frame>"
    )


def page(anchor: str) -> Markup:
    """A field with the page of a bookmark; LibreOffice fills it in when it lays out the document."""
    name = escape(anchor)
    return _markup(f'<text:bookmark-ref text:reference-format="page" text:ref-name="{name}">–</text:bookmark-ref>')


def _link(label: str, target: Anchor | None, style: str) -> Markup:
    if target is not None:
        styles = f'text:style-name="{style}" text:visited-style-name="{style}"'
        return _markup(f'<text:a xlink:type="simple" xlink:href="#{escape(target)}" {styles}>{plain(label)}</text:a>')
    if style == MARK_STYLE:
        return _markup(f'<text:span text:style-name="{style}">{plain(label)}</text:span>')
    return plain(label)


def _segment(segment: Segment) -> Markup:
    if segment.anchor is None:
        return _link(segment.text, segment.target, LINK_STYLE)
    return _bookmark(segment.anchor) + _link(segment.text, segment.target, MARK_STYLE)

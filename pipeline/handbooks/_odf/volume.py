"""Puts finished chapters into a volume."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from pipeline.handbooks._odf.names import PARAGRAPHS, name

_STYLE_NAME, _STYLE_FAMILY = name("style:name"), name("style:family")
_CHAPTER_STYLE = "章_"
_CHAPTERLESS = (name("text:table-of-content"), name("text:sequence-decls"), name("office:forms"))
_COVER = ("Title", "Subtitle", "封面資料")
"""The styles of a chapter's cover, which has no place in a volume."""
_ANCHOR_NAMES = {
    name("text:bookmark"): (name("text:name"),),
    name("text:bookmark-start"): (name("text:name"),),
    name("text:bookmark-end"): (name("text:name"),),
    name("text:bookmark-ref"): (name("text:ref-name"),),
    name("text:a"): (name("xlink:href"),),
}


def places(content: etree._Element, marks: Iterable[str]) -> dict[str, etree._Element]:
    """The paragraphs of the volume that hold nothing but one of the ``marks``."""
    wanted = set(marks)
    texts = ((paragraph, "".join(paragraph.itertext())) for paragraph in content.iter(*PARAGRAPHS))
    return {text: paragraph for paragraph, text in texts if text in wanted}


def adapt(body: etree._Element, prefix: str) -> None:
    """Makes a chapter fit: anchors get the prefix, headings come one level lower, styles get names of their own."""
    _prefix_anchors(body, prefix)
    _lower_headings(body)
    _own_automatic_styles(body)


def _prefix_anchors(body: etree._Element, prefix: str) -> None:
    for element in body.iter():
        for attribute in _ANCHOR_NAMES.get(element.tag, ()):
            value = element.get(attribute, "")
            if attribute != name("xlink:href"):
                element.set(attribute, prefix + value)
            elif value.startswith("#"):
                element.set(attribute, f"#{prefix}{value[1:]}")


def _lower_headings(body: etree._Element) -> None:
    level, style = name("text:outline-level"), name("text:style-name")
    for heading in body.iter(name("text:h")):
        heading.set(level, str(int(heading.get(level, "1")) + 1))
        number = re.fullmatch(r"Heading_20_(\d)", heading.get(style, ""))
        if number:
            heading.set(style, f"Heading_20_{int(number[1]) + 1}")


def _own_automatic_styles(body: etree._Element) -> None:
    """Renames what the chapter's template has styled by itself, so that it meets nothing of the volume's."""
    styles = body.find(name("office:automatic-styles"))
    names = {style.get(_STYLE_NAME, "") for style in styles} if styles is not None else set()
    for element in body.iter():
        for attribute, value in element.attrib.items():
            if attribute.endswith("style-name") and value in names:
                element.set(attribute, f"{_CHAPTER_STYLE}{value}")
    for style in styles if styles is not None else ():
        style.set(_STYLE_NAME, f"{_CHAPTER_STYLE}{style.get(_STYLE_NAME)}")


def put(place: etree._Element, body: etree._Element) -> None:
    """Puts what ``body`` holds beside its cover and contents where the paragraph ``place`` is."""
    for part in list(body.find(f"{name('office:body')}/{name('office:text')}")):
        if part.tag not in _CHAPTERLESS and part.get(name("text:style-name")) not in _COVER:
            place.addprevious(part)
    place.getparent().remove(place)


def add_styles(target: etree._Element, source: etree._Element, group: str) -> None:
    own, other = target.find(name(group)), source.find(name(group))
    if own is None or other is None:
        return
    known = {(style.tag, style.get(_STYLE_FAMILY), style.get(_STYLE_NAME)) for style in own}
    own.extend(
        style for style in list(other) if (style.tag, style.get(_STYLE_FAMILY), style.get(_STYLE_NAME)) not in known
    )

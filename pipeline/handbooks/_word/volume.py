"""Puts finished chapters into a volume."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from pipeline.handbooks._word.names import INSTRUCTION, PAGE_OF, VALUE, W

_WORDS = etree.XPath("string()")
_FIRST_CHAPTER_ID = 1_000_000
_RELATIONS = etree.XPath(
    "descendant-or-self::*/@r:*",
    namespaces={"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
)
_CHAPTERLESS = ("title", "subtitle", "toc ", "封面")
"""Beginnings of the names of the styles that a chapter's cover and contents have."""
_TEXT_LEVEL = 9
"""The outline level of what is no heading."""
_LOWER_HEADING = {f"Heading {level}": f"Heading {level + 1}" for level in range(1, 9)}


def bookmark_ids() -> Iterator[int]:
    """Ids for the bookmarks of all chapters."""
    return count(_FIRST_CHAPTER_ID)


def places(volume: Any, slots: Iterable[str]) -> dict[str, etree._Element]:
    """The paragraphs of the volume that hold nothing but one of the ``slots``."""
    wanted = set(slots)
    texts = ((paragraph, _WORDS(paragraph)) for paragraph in volume.element.body.iterchildren(f"{W}p"))
    return {text: paragraph for paragraph, text in texts if text in wanted}


def put(place: etree._Element | None, source: Any, volume: Any, prefix: str, ids: Iterator[int]) -> None:
    """Puts the chapter ``source`` where the paragraph ``place`` is, and what it needs into the volume.

    Its anchors get the ``prefix``, its bookmarks new ``ids``, its headings come one level lower.
    """
    parts = list(_chapter_parts(source))
    styles = _style_map(source, volume)
    for part in parts:
        _prefix_anchors(part, prefix, ids)
        _restyle(part, styles)
        _bring_along(part, source.part, volume.part)
        if place is not None:
            place.addprevious(part)
    if place is not None:
        place.getparent().remove(place)


def _chapter_parts(source: Any) -> Iterator[etree._Element]:
    """What a chapter brings into the volume: all but its own cover, contents and page setting."""
    names = {style.style_id: style.name for style in source.styles}
    for part in source.element.body:
        style = part.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else names.get(style.get(VALUE), "").lower()
        if part.tag != f"{W}sectPr" and not name.startswith(_CHAPTERLESS):
            yield part


def _style_map(source: Any, volume: Any) -> dict[str, str]:
    """The ids of the volume's styles by those of the chapter; missing styles are added."""
    known = {style.name: style.style_id for style in volume.styles}
    ids: dict[str, str] = {}
    for style in source.styles:
        if style.name not in known:
            volume.styles.element.append(_one_level_lower(deepcopy(style.element)))
            known[style.name] = style.style_id
        ids[style.style_id] = known.get(_LOWER_HEADING.get(style.name, ""), known[style.name])
    return ids


def _one_level_lower(style: etree._Element) -> etree._Element:
    """A style that only the chapters have; where it makes headings, these come one level lower as all others do."""
    level = style.find(f"{W}pPr/{W}outlineLvl")
    if level is not None:
        level.set(VALUE, str(min(int(level.get(VALUE)) + 1, _TEXT_LEVEL)))
    return style


def _prefix_anchors(part: etree._Element, prefix: str, numbers: Iterator[int]) -> None:
    for field in part.iter(f"{W}fldSimple"):
        field.set(INSTRUCTION, field.get(INSTRUCTION, "").replace(PAGE_OF, f"{PAGE_OF}{prefix}"))
    ids: dict[str | None, str] = {}
    for element in part.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}hyperlink"):
        for attribute in (f"{W}name", f"{W}anchor"):
            if element.get(attribute):
                element.set(attribute, prefix + element.get(attribute))
        if element.tag == f"{W}bookmarkStart":
            ids[element.get(f"{W}id")] = str(next(numbers))
        if element.tag != f"{W}hyperlink":
            element.set(f"{W}id", ids.get(element.get(f"{W}id"), element.get(f"{W}id")))


def _restyle(part: etree._Element, styles: dict[str, str]) -> None:
    for element in part.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        element.set(VALUE, styles.get(element.get(VALUE), element.get(VALUE)))


def _bring_along(part: etree._Element, source: Any, volume: Any) -> None:
    """Lets pictures and web links of a chapter be parts of the volume; a picture that all chapters have comes once."""
    for value in _RELATIONS(part):
        if value in source.rels:
            value.getparent().set(value.attrname, _related(source.rels[value], volume))


def _related(found: Any, volume: Any) -> str:
    """The id that what a chapter relates to has in the volume."""
    if found.is_external:
        return str(volume.relate_to(found.target_ref, found.reltype, is_external=True))
    if found.reltype == RELATIONSHIP_TYPE.IMAGE:
        return str(volume.get_or_add_image(io.BytesIO(found.target_part.blob))[0])
    pattern = re.sub(r"\d*(\.\w+)$", r"%d\1", found.target_part.partname)
    found.target_part.partname = volume.package.next_partname(pattern)
    return str(volume.relate_to(found.target_part, found.reltype))

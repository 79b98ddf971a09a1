"""From a template as LibreOffice saves it to the source of a Jinja template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lxml import etree

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.base.odf import name
from pipeline.handbooks._odf.names import CELL, MERGED, PARAGRAPHS, ROW, SPANNED

_HOLDERS = {"p": PARAGRAPHS, "tr": (ROW,), "tc": (CELL,), "li": (name("text:list-item"),)}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HOLDER_TAG = re.compile(r"\{%(p|tr|tc|li)\s(.*?)%\}", re.DOTALL)
_MERGE_TAG = re.compile(r"\{%\s*merge\s(.*?)%\}", re.DOTALL)
_SPAN_TAG = re.compile(r"\{%\s*span\s(.*?)%\}", re.DOTALL)
_CONTROL = "icap"
_WRITTEN_CONTROL = re.compile(rf"<\?{_CONTROL} (.*?)\?>", re.DOTALL)
_UNESCAPED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#10;": " ", "&amp;": "&"}
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})
"""What LibreOffice makes of plain quotes and spaces while somebody types a tag."""


@lru_cache(maxsize=16)
def source(part: bytes, template: str) -> str:
    """The Jinja source: every paragraph begins a line of its own, so that a fault's line tells the paragraph."""
    root = parsed(part, template)
    for paragraph in list(root.iter(*PARAGRAPHS)):
        _join_tags(paragraph)
    _mark_cells(root, _MERGE_TAG, MERGED, "{{% if {} %}}1{{% endif %}}")
    _mark_cells(root, _SPAN_TAG, SPANNED, "{{{{ {} }}}}")
    _free_controls(root, template)
    written = etree.tostring(root, encoding="unicode")
    written = _TAG.sub(lambda tag: _unescaped(tag[0]), written)
    written = _WRITTEN_CONTROL.sub(r"{% \1 %}", written)
    return re.sub(r"<text:[ph](?=[ />])", r"\n\g<0>", re.sub(r"\s*\n\s*", " ", written))


def _unescaped(tag: str) -> str:
    for entity, character in _UNESCAPED.items():
        tag = tag.replace(entity, character)
    return tag.translate(_TYPED)


@dataclass
class _Stretch:
    """A stretch of a paragraph's text, or a ``text:s`` that stands for spaces."""

    element: etree._Element
    part: str
    text: str

    def write(self, text: str) -> None:
        self.text = text
        if self.part == "space":
            _remove(self.element)
        else:
            setattr(self.element, self.part, text or None)


def _stretches(element: etree._Element) -> Iterator[_Stretch]:
    yield _Stretch(element, "text", element.text or "")
    for child in element:
        if child.tag == name("text:s"):
            yield _Stretch(child, "space", " " * int(child.get(name("text:c"), "1")))
        elif isinstance(child.tag, str) and child.tag not in PARAGRAPHS:
            yield from _stretches(child)
        yield _Stretch(child, "tail", child.tail or "")


def _join_tags(paragraph: etree._Element) -> None:
    """Puts every tag into one stretch of text: LibreOffice cuts texts wherever somebody went on typing."""
    stretches = list(_stretches(paragraph))
    whole = "".join(stretch.text for stretch in stretches)
    starts = [0]
    for stretch in stretches:
        starts.append(starts[-1] + len(stretch.text))
    for tag in reversed(list(_TAG.finditer(whole))):
        touched = [
            (stretch, start)
            for stretch, (start, end) in zip(stretches, pairwise(starts), strict=True)
            if start < tag.end() and end > tag.start()
        ]
        for stretch, start in reversed(touched[1:]):
            stretch.write(stretch.text[tag.end() - start :])
        if len(touched) > 1:
            first, start = touched[0]
            first.write(first.text[: tag.start() - start] + tag[0])


def _mark_cells(root: etree._Element, marker: re.Pattern[str], attribute: str, value: str) -> None:
    """Turns ``{% merge … %}`` or ``{% span … %}`` into an attribute of its cell with what the tag says as ``value``."""
    for paragraph in list(root.iter(*PARAGRAPHS)):
        for stretch in _stretches(paragraph):
            tag = marker.search(stretch.text)
            cell = next(paragraph.iterancestors(CELL), None)
            if tag and cell is not None:
                stretch.write(marker.sub("", stretch.text))
                cell.set(attribute, value.format(tag[1].strip()))


def _free_controls(root: etree._Element, template: str) -> None:
    """Puts each ``{%p … %}``, ``{%tr … %}``, ``{%tc … %}`` and ``{%li … %}`` in the place of what holds it."""
    for paragraph in list(root.iter(*PARAGRAPHS)):
        text = "".join(stretch.text for stretch in _stretches(paragraph))
        tag = _HOLDER_TAG.search(text)
        if tag is None:
            continue
        holder = next((one for one in (paragraph, *paragraph.iterancestors()) if one.tag in _HOLDERS[tag[1]]), None)
        if holder is None or "".join(holder.itertext()).strip() != tag[0]:
            raise TemplateError(
                _("{template}: {tag} must stand alone in its paragraph, row, cell or list item, in: {text}").format(
                    template=template, tag=tag[0], text=text[:60]
                )
            )
        control = etree.ProcessingInstruction(_CONTROL, tag[2].strip().translate(_TYPED))
        control.tail = holder.tail
        holder.getparent().replace(holder, control)


def _remove(element: etree._Element) -> None:
    """Takes an element out and leaves the text behind it."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def parsed(part: bytes, template: str) -> etree._Element:
    """The root of one part of the package.

    Raises:
        TemplateError: the tags of the template do not leave a well-formed document.
    """
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        line = (part.decode(errors="replace").splitlines() or [""])[min(error.lineno or 1, part.count(b"\n") + 1) - 1]
        raise TemplateError(
            _("{template}: a control and its end must enclose whole paragraphs, rows or cells, in: {text}").format(
                template=template, text=_words(line)
            )
        ) from error


def _words(xml: str) -> str:
    return re.sub(r"<[^>]*>", "", xml)[:60]

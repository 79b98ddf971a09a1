"""A PDF by typst as a part of a volume, or as all there is: where its pages and anchors are, and links to these.

typst lays every paragraph out again for a link to a label in it, since it has to know where the label came to stand
(a quarter of the time of a handbook). So templates link to ``#anchor`` as if it were an address on the web, which
costs nothing, and tell at their end where all anchors stand, in an attachment. Here the attachment is taken out and
the links are led to these places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pipeline.base import mark
from pipeline.handbooks._pdf.objects import Object, PdfFile, references, taken_apart, written
from pipeline.handbooks._pdf.row_titles import row_titles

TELLS_ANCHORS: Final = """
#context pdf.attach("anchors.json", bytes(json.encode(query(<anchor>).map(one => {
  let place = one.location().position()
  (one.value, place.page, place.x / 1pt, place.y / 1pt)
}))), description: "anchors")
"""
"""What is put behind a template: the attachment says where every ``#metadata("…") <anchor>`` stands."""

_ATTACHED = re.compile(rb"/EF<</F (\d+) 0 R")
_ATTACHMENTS = re.compile(rb"/EmbeddedFiles<<.*?>>|/AF\[[^\]]*\]")
_EMPTY_NAMES = re.compile(rb"/Names<<\s*>>")
_ADDRESS = re.compile(rb"/A<</Type/Action/S/URI/URI\(#([a-z0-9_]+)\)>>")
_SAID = re.compile(rb"/Contents\(#[a-z0-9_]+\)")
_NAMED = re.compile(rb"/Dest\(([^()]*)\)")
_HEIGHT = re.compile(rb"/MediaBox\[\S+ \S+ \S+ ([\d.]+)\]")
_ABOVE = 10
"""Points above an anchor that are shown, too."""


@dataclass(frozen=True, slots=True)
class AnchorPlace:
    """Where an anchor stands: the object of its page, the page's number in its file, and points from its lower left."""

    page: int
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PdfPart:
    """A PDF without its attachments; ``pages`` are their objects in order, ``places`` those of its anchors."""

    file: PdfFile
    pages: tuple[int, ...]
    places: Mapping[str, AnchorPlace]


class NowhereError(LookupError):
    """A link leads to an anchor, the argument, that stands nowhere."""


def part(pdf: bytes) -> PdfPart:
    """The PDF by typst as a part."""
    file = taken_apart(pdf)
    pages = tuple(references(file.objects[references(file.catalog, b"Pages")[0]].value, b"Kids"))
    attached = {number: found for number, one in file.objects.items() if (found := _ATTACHED.search(one.value))}
    places: dict[str, AnchorPlace] = {}
    for found in attached.values():
        for anchor, number, x, y in json.loads(file.objects[int(found[1])].content()):
            page = pages[number - 1]
            height = _HEIGHT.search(file.objects[page].value)
            places.setdefault(
                anchor, AnchorPlace(page, number, x, float(height[1] if height else 0) - max(0, y - _ABOVE))
            )
    gone = attached.keys() | {int(found[1]) for found in attached.values()}
    objects = {number: _named_led(one, file) for number, one in file.objects.items() if number not in gone}
    catalog = _EMPTY_NAMES.sub(b"", _ATTACHMENTS.sub(b"", file.catalog))
    return PdfPart(replace(file, objects={**objects, file.root: Object(catalog)}), pages, places)


def _named_led(one: Object, file: PdfFile) -> Object:
    """A link to a name as one to its place: names of parts would come together in a volume."""
    named = _NAMED.search(one.value) if one.value.startswith(b"<</Type/Annot") else None
    target = re.search(rb"\(%b\)(\d+) 0 R" % re.escape(named[1]), file.catalog) if named else None
    return one.with_value(one.value.replace(named[0], b"/Dest %b 0 R" % target[1])) if named and target else one


def finished(whole: PdfPart) -> bytes:
    """The PDF with its links led to their places, titles of rows tagged as such, and the program's mark as producer.

    Raises:
        NowhereError: a link leads to an anchor that is not in ``places``.
    """
    file = whole.file
    objects = {number: _led(one, whole.places) for number, one in file.objects.items()}
    information = file.objects[file.information].value.removesuffix(b">>")
    objects[file.information] = Object(b"%b/Producer(%b)>>" % (information, mark.GENERATOR.encode()))
    return written(replace(file, objects={**objects, **row_titles(objects)}))


def _led(one: Object, places: Mapping[str, AnchorPlace]) -> Object:
    address = _ADDRESS.search(one.value) if one.value.startswith(b"<</Type/Annot") else None
    if not address:
        return one
    place = places.get(anchor := address[1].decode())
    if place is None:
        raise NowhereError(anchor)
    said = f"第 {place.number} 頁".encode("utf-16-be").hex().upper()
    leads = b"/Dest[%d 0 R/XYZ %.2f %.2f 0]" % (place.page, place.x, place.y)
    value = one.value.replace(address[0], leads)
    return one.with_value(_SAID.sub(b"/Contents<FEFF%b>" % said.encode(), value, count=1))

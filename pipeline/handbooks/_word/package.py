"""The package of a Word document: a ZIP file, with the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from pipeline.base.imprint import HOUSE_COLOUR
from pipeline.handbooks._word.mark import marked

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TAG = re.compile(rb"<w:[^<>]*>")
_COLOUR = re.compile(rb'(w:(?:val|fill|color)=")%b(?=")' % HOUSE_COLOUR[1:].encode(), re.IGNORECASE)


def packed(document: Any, colour: str | None = None) -> bytes:
    """The package of the document: its members sorted, the list of types first, no time of day.

    ``colour`` comes in the place of that of supplied templates.
    """
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source:
        members = marked({name: _coloured(name, source.read(name), colour) for name in source.namelist()})
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(members, key=lambda member: (member != "[Content_Types].xml", member)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, members[name])
    return result.getvalue()


def _coloured(name: str, data: bytes, colour: str | None) -> bytes:
    if colour is None or not name.startswith("word/") or not name.endswith(".xml"):
        return data
    own = rb"\g<1>%b" % colour[1:].upper().encode()
    return _TAG.sub(lambda tag: _COLOUR.sub(own, tag[0]), data)

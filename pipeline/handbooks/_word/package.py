"""The package of a Word document: a ZIP file, with the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pipeline.handbooks._word.mark import marked

_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(document: Any) -> bytes:
    """The package of the document: its members sorted, the list of types first, no time of day."""
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source:
        members = marked({name: source.read(name) for name in source.namelist()})
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(members, key=lambda member: (member != "[Content_Types].xml", member)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, members[name])
    return result.getvalue()

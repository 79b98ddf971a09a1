"""Forms (pieces of content drawn by name) that hold forms: how much a page comes to if all are drawn.

PDFium draws a form in a form anew each time, forty deep, so a few lines can ask for more than any machine has.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pipeline.readers._pdf.objects import dictionary, name, object_number, resolved

_FORM = b"/Form"
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%]+)\s+Do\b")
_DEEPEST = 40
"""How deep PDFium draws forms in forms."""
_MOST = 50_000
"""The forms of a page, at most, each counted as often as it is drawn."""


def are_too_many(data: bytes) -> bool:
    """Whether a page of the file draws more forms than any real one; read with pdfminer, if the file has forms."""
    if _FORM not in data:
        return False
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - few files have forms
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    counts = _FormCounts()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return any(
            counts.drawn(page.resources, b" ".join(_content(one) for one in page.contents), 0) > _MOST
            for page in PDFPage.create_pages(document)
        )
    except Exception:
        return False


def _content(stream: Any) -> bytes:
    found = resolved(stream)
    data = found.get_data() if hasattr(found, "get_data") else b""
    return data if isinstance(data, bytes) else b""


class _FormCounts:
    """How many forms are drawn by each form at each depth, told once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}
        self._calls: dict[int, tuple[Mapping[str, Any], Counter[bytes]]] = {}

    def drawn(self, resources: Any, content: bytes, depth: int) -> int:
        """The forms that a piece of content draws, with those in them."""
        return self._sum(dictionary(dictionary(resources).get("XObject")), Counter(_DRAWN.findall(content)), depth)

    def _sum(self, forms: Mapping[str, Any], calls: Counter[bytes], depth: int) -> int:
        if depth >= _DEEPEST:
            return 0
        return sum(
            count * (1 + self._of(forms[key], depth + 1))
            for called, count in calls.items()
            if (key := called.decode("latin-1")) in forms and name(dictionary(forms[key]).get("Subtype")) == "Form"
        )

    def _of(self, form: Any, depth: int) -> int:
        number = object_number(form)
        if number is None:
            return 0
        if (number, depth) not in self._known:
            if number not in self._calls:
                own = dictionary(dictionary(dictionary(form).get("Resources")).get("XObject"))
                self._calls[number] = own, Counter(_DRAWN.findall(_content(form)))
            self._known[number, depth] = self._sum(*self._calls[number], depth)
        return self._known[number, depth]

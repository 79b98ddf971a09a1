"""Fonts that draw characters without telling which ones: what comes of their text means nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.patterns import late
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised.rd111_untold_characters import RULE as UNTOLD_CHARACTERS
from pipeline.readers._pdf.content import Content
from pipeline.readers._pdf.objects import dictionary, listed, name, resolved
from pipeline.readers._pdf.page import UNKNOWN
from pipeline.readers.blocks import Table

_CHINESE = re.compile(r"(?:[\u2e80-\u2fdf\u3400-\u9fff]|[\uf900-\ufaff]|[\U00020000-\U0003ffff])+")
"""Ranges apart: in one they take a millisecond to compile."""
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\xa1\xa4-\xaf\xb4\xb8-\xbf\xc0-\xd6\xd8-\xf6\xf8-\u02ff]+")
"""Controls and accented letters: what codes look like that are taken for characters."""
_OF_BYTES = late(r"[\x7f-\u036f\u2000-\u22ff\ue000-\uf8ff\ufb00-\ufb06\ufffd]+")
"""What a font without an encoding makes of the bytes of Big5 and its like; no language writes mostly so."""
_FEW = 20
"""Of so few characters nothing can be told."""
_MEANT = 0.05
"""In a text that fonts tell there is this share of Chinese characters, and no such share of strange ones."""
_SYMBOLIC = 4
_DEEPEST = 5
"""How deep forms in forms are looked into."""
_NAMED = re.compile(r"(?:uni[0-9A-F]{4}|u[0-9A-F]{4,6}|[A-Z]?[a-z]{2,}\w*|[A-Za-z])(?:\.\w+)?")
"""Glyph names that say something; ``g12``, ``cid_34`` and the like do not."""


def remarks(contents: Sequence[Content], data: bytes) -> Iterator[Diagnostic]:
    """What is to be said if fonts of the file do not tell the characters of its text.

    Raises:
        Unreadable: next to none of the text means anything.
    """
    text = _text(contents)
    chinese, strange = (sum(map(len, runs.findall(text))) for runs in (_CHINESE, _STRANGE))
    is_meaningless = len(text) >= _FEW and chinese < _MEANT * len(text)
    if is_meaningless and (_is_of_bytes(text) or _are_untold(data)):
        message = _("The fonts of the PDF do not tell their characters. Run it through text recognition (OCR) first.")
        raise Unreadable(UNTOLD_CHARACTERS.found("file", message))
    if strange >= _MEANT * max(len(text), _FEW) and _are_untold(data):
        message = _("Some fonts of the PDF do not tell their characters; some text means nothing. Run it through OCR.")
        yield UNTOLD_CHARACTERS.found("file", message)


def _is_of_bytes(text: str) -> bool:
    """Whether most of a text is what fonts without an encoding make of it."""
    return 2 * (text.count(UNKNOWN) + sum(map(len, _OF_BYTES.findall(text.replace(UNKNOWN, ""))))) > len(text)


def _text(contents: Iterable[Content]) -> str:
    """All text of the pages that was read, without white space."""
    blocks = (block for content in contents for _top, block in content.blocks)
    lines = chain.from_iterable(
        chain.from_iterable(cell.lines for row in block.rows for cell in row)
        if isinstance(block, Table)
        else block.lines
        for block in blocks
    )
    return "".join("".join([run.text for line in lines for run in line.runs]).split())


def _are_untold(data: bytes) -> bool:
    """Whether a font of the file does not tell its characters; it is read with pdfminer."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - few files need it
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        return any(_is_untold(font) for page in PDFPage.create_pages(document) for font in _fonts(page.resources))
    except Exception:
        return False


def _fonts(resources: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The fonts of a page and of the forms on it."""
    found = dictionary(resources)
    for font in dictionary(found.get("Font")).values():
        yield dictionary(font)
    if depth < _DEEPEST:
        for form in dictionary(found.get("XObject")).values():
            yield from _fonts(dictionary(form).get("Resources"), depth + 1)


def _is_untold(font: Mapping[str, Any]) -> bool:
    if "ToUnicode" in font:
        return False
    encoding = font.get("Encoding")
    if name(font.get("Subtype")) == "Type0":
        return name(encoding).startswith("Identity") and _ordering(font) == b"Identity"
    differences = listed(dictionary(encoding).get("Differences"))
    if differences:
        return not any(_NAMED.fullmatch(name(one)) for one in differences if name(one))
    descriptor = dictionary(font.get("FontDescriptor"))
    flags = resolved(descriptor.get("Flags"))
    is_embedded = any(entry in descriptor for entry in ("FontFile", "FontFile2", "FontFile3"))
    is_symbolic = bool(isinstance(flags, int) and flags & _SYMBOLIC)
    return not name(encoding) and is_embedded and is_symbolic


def _ordering(font: Mapping[str, Any]) -> bytes:
    for descendant in listed(font.get("DescendantFonts")):
        ordering = resolved(dictionary(dictionary(descendant).get("CIDSystemInfo")).get("Ordering"))
        if isinstance(ordering, bytes):
            return ordering
    return b""

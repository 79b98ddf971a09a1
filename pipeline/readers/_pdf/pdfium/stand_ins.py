"""ActualText: what a file says in place of what it draws (PDF 32000-1, 14.9.4), which PDFium gives instead of that.

A person sees what is drawn. Where both say the same, or fonts do not tell what they draw, the stand-in is as good or
better, unless it stands for texts in several places, as PDFium puts it all in the first of them. Where they differ, it
is text that nobody sees.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.base.i18n import _
from pipeline.readers._pdf.page import NotTrusted, Odd, Sight, glyph
from pipeline.readers._pdf.pdfium import calls
from pipeline.readers._pdf.pdfium.places import Matrix, PageFrame, combined, matrix_of
from pipeline.readers._pdf.pdfium.whole import told

_KEY = b"ActualText"
_SIZE = 10.0
"""Points by which what is not drawn counts as high."""
_UNTOLD = ("Cc", "Cn", "Co", "Cs")
"""Categories of characters that stand for a glyph whose font does not tell what it draws."""


class PageText(NamedTuple):
    """The text of a page, as PDFium holds it, and what stands in for some of it where that says something else."""

    textpage: Any
    unseen: tuple[Odd, ...] = ()


class _Marked(NamedTuple):
    item: int
    outer: Matrix
    mark: int


def text_of(page: Any, texts: Sequence[tuple[int, Matrix]], frame: PageFrame, number: int) -> PageText:
    """The text of a page with these text objects; what a person sees of it, wherever fonts tell it.

    Raises:
        NotTrusted: something else stands in for what is drawn, on a page where fonts do not tell all of it.
    """
    textpage = page.get_textpage()
    marked = _marked(texts)
    if not marked:
        return PageText(textpage)
    said = [_text(one.item, textpage) for one in marked]
    for one in marked:
        pdfium.FPDFPageObj_RemoveMark(_object(one.item), ctypes.cast(one.mark, pdfium.FPDF_PAGEOBJECTMARK))
    drawn_page = page.get_textpage()
    drawn = [_text(one.item, drawn_page) for one in marked]
    unseen = tuple(_differing(marked, said, drawn, frame))
    is_told = all(map(_is_told, drawn))
    if unseen and not is_told:
        raise NotTrusted(_("page {page} has text in place of which the file says something else").format(page=number))
    is_spread = len({one.mark for one in marked}) < len(marked)
    kept, other = (drawn_page, textpage) if unseen or (is_told and is_spread) else (textpage, drawn_page)
    other.close()
    return PageText(kept, unseen)


def _marked(texts: Sequence[tuple[int, Matrix]]) -> list[_Marked]:
    """The text objects for which something stands in; many objects share one mark."""
    items = [item for item, _outer in texts]
    counts = list(map(calls.count_marks, items))
    marks = [
        (number, at, mark)
        for at in range(max(counts, default=0))
        if (holders := [number for number, count in enumerate(counts) if count > at])
        for number, mark in zip(holders, map(calls.mark, map(items.__getitem__, holders), repeat(at)), strict=True)
    ]
    instead = {mark for mark in {mark for _number, _at, mark in marks} if calls.kind_of_parameter(mark, _KEY)}
    return [_Marked(*texts[number], mark) for number, _at, mark in sorted(marks) if mark in instead] if instead else []


def _object(item: int) -> Any:
    return ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)


def _text(item: int, textpage: Any) -> str:
    return told(pdfium.FPDFTextObj_GetText, _object(item), textpage)


def _is_told(text: str) -> bool:
    return not any(unicodedata.category(one) in _UNTOLD for one in text if not one.isspace())


def _differing(marked: Sequence[_Marked], said: Sequence[str], drawn: Sequence[str], frame: PageFrame) -> Iterator[Odd]:
    """What stands in for drawn text whose fonts tell other letters, by the marks that hold it."""
    for mark in dict.fromkeys(one.mark for one in marked):
        held = [at for at, one in enumerate(marked) if one.mark == mark]
        instead, printed = ("".join(texts[at] for at in held) for texts in (said, drawn))
        if _is_told(printed) and _letters(printed) != _letters(instead):
            x, foot = combined(combined(matrix_of(marked[held[0]].item), marked[held[0]].outer), frame.turn)[4:]
            yield Odd(glyph(instead, x, foot - _SIZE, x + _SIZE * len(instead), foot, _SIZE), sight=Sight.OFF)


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())

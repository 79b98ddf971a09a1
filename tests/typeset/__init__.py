"""Prints any record in the official form, with chosen quirks, in every format that the readers know."""

from __future__ import annotations

from dataclasses import replace

from pipeline.record.model import Standard
from tests.typeset import docx, html, odt, pdf, text
from tests.typeset.expected import comparable, expected
from tests.typeset.form import form
from tests.typeset.quirks import Break, Quirks

_PRINTERS = {"txt": text, "html": html, "docx": docx, "odt": odt, "pdf": pdf}
FORMATS = tuple(_PRINTERS)

__all__ = ["FORMATS", "Break", "Quirks", "comparable", "expected", "typeset"]


def typeset(standard: Standard, quirks: Quirks, suffix: str) -> bytes:
    """The file. PDF breaks its pages itself, so ``quirks.breaks`` says nothing there."""
    layout = quirks
    if suffix == "pdf":
        layout = replace(quirks, breaks=(), note_bullet=quirks.note_bullet or "●")
    return _PRINTERS[suffix].typeset(form(standard, layout), quirks)

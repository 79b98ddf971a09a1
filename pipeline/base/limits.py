"""How a document is read: what it may ask for before it is refused, and by which engine its pages are interpreted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_PARTS = 10_000
"""Into so many parts can a run be shared out."""


class PdfEngine(StrEnum):
    """What interprets the pages of a PDF."""

    PDFIUM = "pdfium"
    """PDFium, many times as fast; a document on which it cannot be trusted is read by the reference."""
    PDFPLUMBER = "pdfplumber"
    """pdfplumber, the reference."""
    BOTH = "both"
    """Both, held against each other; where they differ, the run says so and uses the reference."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document, far above any real standard and far below harm, and the engine for PDF."""

    file_bytes: int = 100 * 1024 * 1024
    """The size of the file."""
    inflated_bytes: int = 400 * 1024 * 1024
    """What a ZIP container (DOCX, ODT) may unpack to, all members together."""
    archive_bytes: int = 1024 * 1024 * 1024
    """The size of an archive of documents."""
    archive_inflated_bytes: int = 4 * 1024 * 1024 * 1024
    """What all its documents may unpack to; each is unpacked alone."""
    directory_bytes: int = 1024 * 1024
    """The size of its directory: names and places of what it holds."""
    archive_documents: int = 2_000
    """How many documents it may hold."""
    pages: int = 2_000
    """The pages of a PDF."""
    nesting: int = 200
    """How deep XML or HTML elements may stand in each other."""
    characters: int = 20_000_000
    """The text of the whole document."""
    pdf_engine: PdfEngine = PdfEngine.PDFIUM


DEFAULT_LIMITS = Limits()

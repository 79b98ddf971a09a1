"""Invented documents for tests of the proof, and the proof of each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline import api
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.findings.policy import EVERYTHING
from pipeline.proof.compose import ProofSource, compose
from pipeline.proof.linked import LinkedStandard
from pipeline.proof.view import FieldView, ProofView
from pipeline.readers import pictures
from pipeline.release import examination
from pipeline.release.load import fetch
from pipeline.release.read import read_parts
from tests.mutations.standards import standard
from tests.typeset import Quirks, typeset

ODD = Quirks(kangxi=True, derived_tasks=True, code_spaces="letter")
"""Radicals for characters, tasks that only their codes tell, spaces in codes."""


@dataclass(frozen=True)
class Proving:
    """A document with its bytes, the parts that were read of it, and the view of its proof."""

    data: bytes
    parts: tuple[LinkedStandard, ...]
    view: ProofView

    @property
    def fields(self) -> list[FieldView]:
        return [field for one in self.view.standards for group in one.groups for field in group.fields]

    @property
    def part(self) -> LinkedStandard:
        (only,) = self.parts
        return only


def printed(suffix: str, quirks: Quirks = Quirks()) -> bytes:  # noqa: B008 - it is frozen
    """The small standard in this format."""
    return typeset(standard(), quirks, suffix)


def proving(folder: Path, suffix: str, data: bytes, *, checked: bool = False) -> Proving:
    """The view of the proof; of pages nothing is drawn, addresses stand for the pictures."""
    path = folder / f"document.{suffix}"
    path.write_bytes(data)
    readings = read_parts(fetch(path), DEFAULT_LIMITS, explain=True)
    parts = []
    for reading in readings:
        assert reading.standard is not None, reading.diagnostics
        findings = (*reading.diagnostics, *(api.check(reading.standard) if checked else ()))
        found = examination.of_reading(reading, findings)
        document = EVERYTHING.applied(found.brief.document(path, findings))
        parts.append(LinkedStandard(reading.standard, reading.placements, document))
    sizes = pictures.sizes(data, DEFAULT_LIMITS) if suffix == "pdf" else ()
    addresses = {page: f"{page}.png" for page in range(1, len(sizes) + 1)}
    return Proving(data, tuple(parts), compose(ProofSource(path.name, "ab" * 32, sizes, addresses), parts))


def scanned(data: bytes, *, lines: bool = True) -> bytes:
    """The PDF as a scan that went through text recognition: pictures of its pages, over them text without ink.

    Without ``lines`` nothing but pictures and text is left, as most programs write it.
    """
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            bitmap = page.render(scale=1)
            drawn = list(page.get_objects(max_depth=1))
            texts = [item for item in drawn if item.type == pdfium.FPDF_PAGEOBJ_TEXT]
            for item in drawn if not lines else texts:
                page.remove_obj(item)
            image = pypdfium2.PdfImage.new(document)
            image.set_bitmap(bitmap)
            image.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
            page.insert_obj(image)
            for item in texts:
                pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
                page.insert_obj(item)
            page.gen_content()
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()

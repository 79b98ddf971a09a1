"""Both engines give one document: the same glyphs, rulings and text, page by page, and the same record.

Held against each other over the corpus, the sample and random forms set by typst; ``make engines`` takes hundreds of
forms and what LibreOffice and Chromium print of the corpus as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import libreoffice
import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.assemble import assemble
from pipeline.base.limits import DEFAULT_LIMITS, Limits, PdfEngine
from pipeline.readers import read_bytes
from pipeline.readers._pdf import pdfium, plumber
from pipeline.readers._pdf.content import laid_out
from pipeline.readers._pdf.engines import differences
from pipeline.readers._pdf.page import Page
from tests.properties.strategies import cases
from tests.typeset import typeset

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = sorted((*CORPUS.glob("*.pdf"), *SAMPLES.glob("*.pdf")))
WANTED = int(os.environ.get("ICAP_EXAMPLES", "0"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LIGATURES = "AS107"
"""PDFium gives the ligatures from U+FB00 on as letters, so that none is left to be mended and counted."""
NEAR = 1.0
"""Points by which the same place may differ."""

printed = pytest.mark.skipif(not WANTED, reason="printing takes long; make engines does it")


def record(data: bytes, engine: PdfEngine) -> dict[str, Any]:
    document = read_bytes(Path("document.pdf"), data, Limits(pdf_engine=engine))
    assembly = assemble(document)
    found = [(one.rule, one.subject, str(one.location)) for one in assembly.diagnostics if one.rule != LIGATURES]
    return {"standard": assembly.standard.model_dump(mode="json"), "diagnostics": found}


def unlike(one: Any, other: Any, where: str = "") -> Iterator[str]:
    """Where two records differ; places that are near each other do not."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from unlike(one.get(key), other.get(key), f"{where}/{key}")
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from unlike(left, right, f"{where}/{at}")
    elif isinstance(one, float) and isinstance(other, float):
        if abs(one - other) > NEAR:
            yield f"{where}: {one}, {other}"
    elif one != other:
        yield f"{where}: {one!r}, {other!r}"


def taken_apart(page: Page) -> Page:
    """The page with every glyph alone."""
    return replace(page, stretches=tuple(glyph for one in page.stretches for glyph in one.glyphs()))


def assert_one_document(data: bytes) -> None:
    """Holds what PDFium gives, which must not refuse the document, against the reference."""
    found = list(pdfium.pages(data, DEFAULT_LIMITS))
    reference = list(plumber.pages(data, DEFAULT_LIMITS))
    assert list(differences(found, reference)) == []
    assert list(unlike(record(data, PdfEngine.PDFIUM), record(data, PdfEngine.PDFPLUMBER))) == []
    assert [laid_out(page) for page in found] == [laid_out(taken_apart(page)) for page in found]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_at_hand(path: Path) -> None:
    assert_one_document(path.read_bytes())


@settings(
    max_examples=WANTED or 10,
    derandomize=not WANTED,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(cases("pdf"))
def test_random_forms(case: Any) -> None:
    """Without copies beside the text: of those PDFium gives the first and pdfminer all, a quarter of a point apart, and
    whether a line is full to the edge may hang on that.
    """
    standard, quirks = case
    assert_one_document(typeset(standard, replace(quirks, doubled=False), "pdf"))


@printed
@libreoffice.needed
@pytest.mark.parametrize("path", sorted((*CORPUS.glob("*.docx"), *CORPUS.glob("*.odt"))), ids=lambda path: path.name)
def test_prints_of_libreoffice(path: Path, tmp_path: Path) -> None:
    assert_one_document(libreoffice.saved_again(path.read_bytes(), path.suffix, tmp_path, "pdf"))


@printed
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("header", [(), ("--no-pdf-header-footer",)], ids=["header", "plain"])
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.html")), ids=lambda path: path.name)
def test_prints_of_chromium(path: Path, header: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", *header]
    command = [str(CHROMIUM), *options, f"--print-to-pdf={target}", path.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert_one_document(target.read_bytes())

"""Word and ODT handbooks as LibreOffice lays them out, with the Chinese fonts of this machine and without 標楷體."""

from __future__ import annotations

import io
from pathlib import Path

import libreoffice
import pdfplumber
import pytest
from handbook_standards import PLAIN, WHOLE
from printing import printed

from pipeline.handbooks import _fonts

pytestmark = [pytest.mark.slow, libreoffice.needed]

WITHOUT_KAI = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def pages(name: str, folder: Path) -> list[int]:
    """How many characters each page holds between running head and foot."""
    folder.mkdir()
    data = libreoffice.saved_again(printed(name, WHOLE), f".{name}", folder, "pdf")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            len([one for one in page.chars if 0.09 < float(one["top"]) / float(page.height) < 0.92])
            for page in pdf.pages
        ]


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_without_kai_a_handbook_takes_as_many_pages_and_none_is_blank(name, tmp_path, monkeypatch):
    (fonts,) = _fonts.carried()
    usual = pages(name, tmp_path / "usual")
    settings = tmp_path / "fonts.conf"
    settings.write_text(WITHOUT_KAI.format(folder=fonts, cache=tmp_path / "cache"), encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    other = pages(name, tmp_path / "other")
    assert len(usual) == len(other)
    assert all(usual)
    assert all(other)


@pytest.mark.parametrize(("name", "lines"), [("docx", 10), ("odt", 10), ("odt", 5)])
def test_the_colophon_stands_with_the_versions_on_the_last_page(name, lines, tmp_path):
    """Ten lines before it leave room for the versions alone; after five, the colophon ends where the page does."""
    supplements = tuple(f"第{one}項補充說明。" for one in range(lines))
    standard = PLAIN.model_copy(update={"supplements": supplements})
    data = libreoffice.saved_again(printed(name, standard), f".{name}", tmp_path, "pdf")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        last = pdf.pages[-1].extract_text()
    assert last.index("版本沿革") < last.index("製作說明") < last.index("編製程式")

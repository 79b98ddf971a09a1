"""Characters that the fonts of a PDF tell as others, as programs leave them that make files smaller."""

from __future__ import annotations

import pytest
import small_documents as small

from pipeline.base.limits import PdfEngine
from tests.readers.pdf_pages import read, rules, stream, told

ENGINES = [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER]
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /PMingLiU /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< "
    b"/Type /Font /Subtype /CIDFontType0 /BaseFont /PMingLiU /DW 1000 /CIDSystemInfo << "
    b"/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /PMingLiU "
    b"/Flags 4 >> >>] >>"
)


def page(text: str, instead: dict[str, str]) -> bytes:
    """A page with ``text``, its font telling what stands ``instead`` of some characters."""
    codes = {one: f"{number:04x}" for number, one in enumerate(dict.fromkeys(text), start=100)}
    entries = "".join(f"<{code}> <{instead.get(one, one).encode('utf-16-be').hex()}>\n" for one, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 "
        f"begincodespacerange <0000> <ffff> endcodespacerange {len(codes)} beginbfchar\n{entries}endbfchar endcmap end end"
    )
    content = f"BT /F1 12 Tf 60 400 Td <{''.join(codes[one] for one in text)}> Tj ET\n".encode()
    return small.pdf(content, objects=(FONT, stream(table.encode(), b"")), resources=b"/Font << /F1 5 0 R >>")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_latin_letter_as_wide_as_a_chinese_character_is_told(engine: PdfEngine) -> None:
    body = read(page("成本分析與成本控管具備", {"成": "r", "具": "x"}), engine)
    assert (told(body), rules(body)) == (["r本分析與r本控管x備"], ["RD111"])
    (finding,) = [one for one in body.diagnostics if one.rule == "RD111"]
    assert "r本" in finding.message


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("instead", [{}, {"成": "W"}, {"控": "r"}])
def test_wide_letters_and_single_ones_are_not(instead: dict[str, str], engine: PdfEngine) -> None:
    assert rules(read(page("成本分析與成本控管具備", instead), engine)) == []

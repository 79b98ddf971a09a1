"""Letters of symbol fonts are the signs that are drawn, in Word as in OpenDocument."""

from __future__ import annotations

import pytest

from pipeline.readers import symbols
from tests.readers.test_odt import lines as odt_lines
from tests.readers.test_odt import with_styles
from tests.readers.test_word_parts import lines, package, read, run, styled

SHOWN = [
    ("Symbol", "03", "03"),
    ("Symbol", "(b)", "(β)"),
    ("Symbol", "\uf0b380%", "≥80%"),
    ("Symbol", "\xb7", "•"),
    ("Wingdings", "l", "\uf06c"),
    ("Wingdings 2", "R\xa3", "☑☐"),
    ("Webdings", "c", "☐"),
    ("標楷體", "R", "R"),
]


@pytest.mark.parametrize(("font", "stored", "shown"), SHOWN)
def test_in_word(font: str, stored: str, shown: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert lines(read(package(f"<w:p>{run(stored, fonts)}{run('甲K')}</w:p>"))) == [f"{shown}甲K"]


@pytest.mark.parametrize(("font", "stored", "shown"), SHOWN)
def test_in_opendocument(font: str, stored: str, shown: str) -> None:
    styles = (
        f'<style:font-face style:name="F1" svg:font-family="\'{font}\'"/><style:style style:name="S" style:family="text">'
        '<style:text-properties style:font-name="F1"/></style:style>'
    )
    content = f'<text:p><text:span text:style-name="S">{stored}</text:span>甲K</text:p>'
    assert odt_lines(with_styles(styles, content)) == [f"{shown}甲K"]


def test_chinese_characters_have_another_font() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:eastAsia="標楷體"/>'
    assert lines(read(package(f"<w:p>{run('產品l', fonts)}</w:p>"))) == ["產品\uf06c"]


def test_symbols_of_word_by_their_numbers() -> None:
    def symbol(font: str, number: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{number}"/></w:r>'

    inner = symbol("Symbol", "F0B3") + symbol("Wingdings 2", "F052") + symbol("Wingdings", "F0FE")
    body = read(package(f"<w:p>{inner}{symbol('Arial', '2022')}{symbol('Arial', 'D800')}{symbol('Arial', 'x')}</w:p>"))
    assert lines(body) == ["≥☑\uf0fe•\ufffd\ufffd"]


def test_a_style_may_name_the_font() -> None:
    def style(name: str, font: str, base: str = "") -> str:
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
        return f'<w:style w:type="character" w:styleId="{name}">{based}{fonts}</w:style>'

    sheet = style("Box", "Wingdings 2") + style("Plain", "Arial", "Box")
    inner = run("R", '<w:rStyle w:val="Box"/>') + run("R", '<w:rStyle w:val="Plain"/>')
    assert lines(styled(sheet, f"<w:p>{inner}{run('R')}</w:p>")) == ["☑RR"]


def test_a_font_of_the_theme_is_no_symbol_font() -> None:
    sheet = '<w:style w:type="character" w:styleId="Box"><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr></w:style>'
    inner = run("R", '<w:rStyle w:val="Box"/><w:rFonts w:asciiTheme="minorHAnsi"/>')
    assert lines(styled(sheet, f"<w:p>{inner}</w:p>")) == ["R"]


def test_names_of_symbol_fonts() -> None:
    assert [symbols.font_of(name) for name in ("'Wingdings 2'", "SYMBOL", "Symbol MT", "Arial", None)] == [
        "wingdings 2",
        "symbol",
        "symbol mt",
        "",
        "",
    ]

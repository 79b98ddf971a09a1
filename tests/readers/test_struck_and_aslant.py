"""Text with a line through it, which is read and named, and text that lies aslant over the page, which is a stamp."""

from __future__ import annotations

import pytest

from pipeline.readers.blocks import Body, Paragraph
from tests.readers.test_unseen_text import SHOWN, WORD, odf_style, run, span, web, word, writer

STRUCK_STYLE = '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:strike/></w:rPr></w:style>'
STRUCK = {
    "by a run": word(run("<w:strike/>")),
    "twice": word(run("<w:dstrike/>")),
    "by a style": word(run("", '<w:pStyle w:val="A"/>'), STRUCK_STYLE),
    "in a writer": writer(span(), odf_style("w", "text", {"style:text-line-through-style": "solid"})),
    "in a writer, of an older kind": writer(span(), odf_style("w", "text", {"style:text-line-through-type": "single"})),
    "by an element": web(f"<p><s>{WORD}</s></p>"),
    "by an old element": web(f"<p><strike><b>{WORD}</b></strike></p>"),
    "by a style sheet": web(f"<p class=a><b>{WORD}</b></p>", ".a{text-decoration: line-through red}"),
    "by a part of it": web(f"<p style='text-decoration-line: underline line-through'>{WORD}</p>"),
}
PLAIN = {
    "switched off": word(run('<w:strike w:val="0"/>', '<w:pStyle w:val="A"/>'), STRUCK_STYLE),
    "none in a writer": writer(span(), odf_style("w", "text", {"style:text-line-through-style": "none"})),
    "underlined": web(f"<p><u style='text-decoration: underline'>{WORD}</u></p>"),
    "turned by a quarter": web(f"<p>甲<span style='position: absolute; transform: rotate(-90deg)'>{WORD}</span></p>"),
    "not turned": web(f"<p>甲<span style='position: absolute; rotate: 0deg'>{WORD}</span></p>"),
    "aslant in its place": web(f"<p style='transform: rotate(-30deg)'>{WORD}</p>"),
    "a page aslant": web(
        f"<div style='position: absolute; rotate: 1deg'><table><tr><td>{WORD}</td></tr></table></div>"
    ),
}


def shape(drawing: str, fallback: str = "") -> str:
    return f"<w:p><w:r><w:t>甲</w:t></w:r><w:r>{drawing}{fallback}</w:r></w:p>"


PARAGRAPH, WORD_TABLE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


def text_box(turn: str, content: str = PARAGRAPH.format(WORD)) -> str:
    """A text box of Word, turned by so many parts of a degree."""
    spaces = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    spaces += 'xmlns:s="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    drawn = f'<s:wsp><s:spPr><a:xfrm rot="{turn}"/></s:spPr><s:txbx>{inside}</s:txbx></s:wsp>'
    return shape(f"<w:drawing><wp:anchor><a:graphic {spaces}>{drawn}</a:graphic></wp:anchor></w:drawing>")


def word_art(style: str) -> str:
    inside = f'<v:textpath string="{WORD}"/>'
    return shape(
        f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{style}">{inside}</v:shape></w:pict>'
    )


WRITERS_TABLE = "<table:table><table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>"


def frame(turn: str, content: str = f"<text:p>{WORD}</text:p>") -> str:
    box = f"<draw:text-box>{content}</draw:text-box>"
    return f'<text:p>甲<draw:frame draw:transform="rotate ({turn}) translate (1cm 1cm)">{box}</draw:frame></text:p>'


ASLANT = {
    "a text box of Word": word(text_box("-1200000")),
    "the letters of WordArt": word(word_art("position:absolute;rotation:315")),
    "the same in parts of a degree": word(word_art("rotation:-1310720fd")),
    "a frame of a writer": writer(frame("0.349")),
    "an element of a page": web(f"<p>甲<span style='position: absolute; transform: rotate(-20deg)'>{WORD}</span></p>"),
    "one turned by itself": web(f"<p>甲<b style='position: fixed; rotate: 0.1turn'>{WORD}</b></p>"),
}
UPRIGHT = {
    "a text box": word(text_box("0")),
    "a text box on its side": word(text_box("5400000")),
    "WordArt": word(word_art("position:absolute")),
    "a frame": writer(frame("0")),
    "a frame on its side": writer(frame("-1.5707963")),
    "a table in an aslant box": word(text_box("-1200000", WORD_TABLE.format(PARAGRAPH.format(WORD)))),
    "a table in an aslant frame": writer(frame("0.349", WRITERS_TABLE.format(f"<text:p>{WORD}</text:p>"))),
    "hardly turned": web(f"<p>甲<span style='position: absolute; rotate: 0.4deg'>{WORD}</span></p>"),
}


def told(body: Body) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in body.diagnostics]


def shown(body: Body) -> str:
    return "".join(
        line.text
        for block in body.blocks
        for holder in ([block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row])
        for line in holder.lines
    )


@pytest.mark.parametrize("body", STRUCK.values(), ids=STRUCK)
def test_struck_out_text_is_read_and_named(body: Body) -> None:
    assert shown(body).endswith(WORD)
    assert told(body) == [("RD117", "warning")]
    assert WORD in body.diagnostics[0].message


@pytest.mark.parametrize("body", [*PLAIN.values(), *UPRIGHT.values()], ids=[*PLAIN, *UPRIGHT])
def test_other_text_is_read_without_a_finding(body: Body) -> None:
    assert shown(body).endswith(WORD)
    assert told(body) == []


@pytest.mark.parametrize("body", ASLANT.values(), ids=ASLANT)
def test_what_lies_aslant_is_a_stamp(body: Body) -> None:
    assert WORD not in shown(body)
    assert WORD in "".join(line.text for line in body.outside)
    assert told(body) == [("RD108", "warning")]


def test_what_a_page_marks_as_deleted_stands_outside() -> None:
    body = web(f"<p>{SHOWN}<del datetime='2026-01-01'>{WORD}</del></p>")
    assert shown(body).endswith(SHOWN)
    assert [line.text for line in body.outside] == [WORD]
    assert told(body) == []

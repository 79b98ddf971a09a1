"""Text that is not marked as hidden and still not seen: in the colour of what is behind it, or tiny.

Every case is a document with the word 顯示 and one more, 藏字, which a person sees or does not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.base.limits import Limits
from pipeline.readers import docx, html, odt
from pipeline.readers.blocks import Body, Paragraph

SHOWN, WORD = "顯示", "藏字"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _packed(members: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(content: str, styles: str = "", front: str = "") -> Body:
    """A Word document with these paragraphs and tables, styles, and what stands before the body."""
    shown = f'<w:p><w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>{SHOWN}</w:t></w:r></w:p>'
    spaces = f'xmlns:w="{_W}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    spaces += ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    data = _packed(
        {
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Target="word/document.xml" '
            f'Type="{_OFFICE}/officeDocument"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
            f'Target="styles.xml" Type="{_OFFICE}/styles"/></Relationships>',
            "word/document.xml": f"<w:document {spaces}>{front}<w:body>{shown}{content}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        }
    )
    return docx.read(data, Limits())


def run(properties: str, of_paragraph: str = "") -> str:
    return f"<w:p><w:pPr>{of_paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>{WORD}</w:t></w:r></w:p>"


def in_cell(content: str, shade: str = "", table: str = "") -> str:
    return f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{content}</w:tc></w:tr></w:tbl>"


def effect(fill: str) -> str:
    """Letters filled by one of Word's effects."""
    return f"<w14:textFill>{fill}</w14:textFill>"


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'
STYLE = '<w:style w:type="paragraph" w:styleId="B"><w:rPr>{0}</w:rPr></w:style>'
STYLE += '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
STYLED = '<w:pStyle w:val="A"/>'
GRID = '<w:style w:type="table" w:styleId="G"><w:tblStylePr w:type="firstRow"><w:tcPr>{0}</w:tcPr></w:tblStylePr></w:style>'
BOXED = (
    '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f"<v:textbox><w:txbxContent>{run('')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
ANCHOR = '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>'


def writer(content: str, styles: str = "") -> Body:
    """A flat OpenDocument text with these paragraphs and tables, and styles."""
    named = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"}
    spaces = [f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for one, name in named.items()]
    spaces.append('xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
    spaces.append('xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"')
    shown = f'<text:p><text:span text:style-name="black">{SHOWN}</text:span></text:p>'
    data = (
        f'<office:document {" ".join(spaces)} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{odf_style('black', 'text', {'fo:color': '#000000'})}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{shown}{content}</office:text></office:body></office:document>"
    )
    return odt.read(data.encode(), Limits())


def odf_style(name: str, family: str, text: dict[str, str] | None = None, ground: str = "", more: str = "") -> str:
    """A style: what it says of text, the colour that it lays behind it, further attributes."""
    of_text = " ".join(f'{key}="{value}"' for key, value in (text or {}).items())
    behind = f'<style:{family}-properties fo:background-color="{ground}"/>' if ground else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}><style:text-properties {of_text}/>{behind}'
        "</style:style>"
    )


def span(style: str = "w", paragraph: str = "") -> str:
    return f'<text:p text:style-name="{paragraph}"><text:span text:style-name="{style}">{WORD}</text:span></text:p>'


def odf_cell(content: str, cell: str = "", row: str = "", table: str = "") -> str:
    return (
        f'<table:table table:style-name="{table}"><table:table-row table:style-name="{row}">'
        f'<table:table-cell table:style-name="{cell}">{content}</table:table-cell></table:table-row></table:table>'
    )


TEXT_WHITE = odf_style("w", "text", {"fo:color": "#ffffff"})


def web(content: str, css: str = "", head: str = "") -> Body:
    """A web page with a style sheet."""
    page = (
        f"<html><head>{head}<style>{css}</style></head><body><p style='color:#000'>{SHOWN}</p>{content}</body></html>"
    )
    return html.read(page.encode(), Limits())


DIV = f"<div class=w>{WORD}</div>"

WHITES = (
    "ghostwhite",
    "hsl(0, 0%, 100%)",
    "hsl(0.5turn 0% 100% / 1)",
    "hwb(0 100% 0%)",
    "rgb(100%, 100%, 100%)",
    "#ffffffff",
    "#0000",
    "hsla(0, 0%, 0%, 0)",
    "oklch(100% 0 0)",
    "lab(100 0 0)",
    "color(srgb 1 1 1)",
)

UNSEEN: dict[str, Callable[[], Body]] = {
    "docx: white": lambda: word(run(WHITE)),
    "docx: nearly white": lambda: word(run('<w:color w:val="FDFDFD"/>')),
    "docx: the theme's background": lambda: word(run('<w:color w:val="auto" w:themeColor="background1"/>')),
    "docx: white by a parent style": lambda: word(run("", STYLED), STYLE.format(WHITE)),
    "docx: white by a character style": lambda: word(
        run('<w:rStyle w:val="C"/>'), f'<w:style w:type="character" w:styleId="C"><w:rPr>{WHITE}</w:rPr></w:style>'
    ),
    "docx: white by the defaults": lambda: word(
        run(""), f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>"
    ),
    "docx: white in a plain cell": lambda: word(in_cell(run(WHITE))),
    "docx: white in a white cell of a dark table": lambda: word(
        in_cell(run(WHITE), '<w:shd w:val="clear" w:fill="FFFFFF"/>', DARK)
    ),
    "docx: white with a white highlight in a dark cell": lambda: word(
        in_cell(run(f'{WHITE}<w:highlight w:val="white"/>'), DARK)
    ),
    "docx: in the colour of its cell": lambda: word(in_cell(run('<w:color w:val="1F4E79"/>'), DARK)),
    "docx: half a point": lambda: word(run('<w:sz w:val="1"/>')),
    "docx: one point by a style": lambda: word(run("", STYLED), STYLE.format('<w:sz w:val="2"/>')),
    "odt: white": lambda: writer(span(), TEXT_WHITE),
    "odt: white by a parent of the paragraph's style": lambda: writer(
        span("", "a"),
        odf_style("b", "paragraph", {"fo:color": "#FFFFFF"})
        + odf_style("a", "paragraph", more='style:parent-style-name="b"'),
    ),
    "odt: white in a white cell of a dark table": lambda: writer(
        odf_cell(span(), "c", table="t"),
        TEXT_WHITE + odf_style("c", "table-cell", ground="#ffffff") + odf_style("t", "table", ground="#203040"),
    ),
    "odt: in the colour of its paragraph": lambda: writer(
        span("d", "p"), odf_style("d", "text", {"fo:color": "#203040"}) + odf_style("p", "paragraph", ground="#203040")
    ),
    "html: white": lambda: web(DIV, ".w{color:white}"),
    "html: white by itself": lambda: web(f"<p style='color: #FFF'>{WORD}</p>"),
    "html: white by a font element": lambda: web(f"<font color=#ffffff>{WORD}</font>"),
    "html: white by an ancestor": lambda: web(
        f"<div class=w><p><b>{WORD}</b></p></div>", ".w{color:rgb(255, 255, 255)}"
    ),
    "html: in the colour of its cell": lambda: web(
        f"<table><tr><td bgcolor=#203040 class=w>{WORD}</td></tr></table>", ".w{color:#203040}"
    ),
    "html: white in a white cell of a dark row": lambda: web(
        f"<table><tr style='background:#000'><td class=w>{WORD}</td></tr></table>", ".w{color:#fff;background:white}"
    ),
    "html: in no colour": lambda: web(DIV, ".w{color:transparent}"),
    "html: in a colour without weight": lambda: web(DIV, ".w{color:rgba(0,0,0,0)}"),
    "html: one pixel": lambda: web(DIV, ".w{font-size:1px}"),
    "html: one point by an ancestor": lambda: web(f"<div class=w><p>{WORD}</p></div>", ".w{font-size:1pt}"),
    "docx: without a fill": lambda: word(run(effect("<w14:noFill/>"))),
    "docx: filled with white": lambda: word(
        run(effect('<w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'))
    ),
    "docx: filled with the theme's background": lambda: word(
        run(effect('<w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill>'))
    ),
    "docx: filled with what lets all through": lambda: word(
        run(
            effect(
                '<w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>'
            )
        )
    ),
    "docx: squeezed to nothing": lambda: word(run('<w:w w:val="1"/>')),
    "odt: one percent of the size": lambda: writer(span(), odf_style("w", "text", {"fo:font-size": "1%"})),
    "odt: a tenth of a tenth of a size": lambda: writer(
        span("w", "p"),
        odf_style("w", "text", {"fo:font-size": "10%"})
        + odf_style("q", "paragraph", {"fo:font-size": "10pt"})
        + odf_style("p", "paragraph", {"fo:font-size": "10%"}, more='style:parent-style-name="q"'),
    ),
    "odt: in a colour that lets all through": lambda: writer(
        span(), odf_style("w", "text", {"fo:color": "#000000", "loext:opacity": "0%"})
    ),
    "odt: squeezed to nothing": lambda: writer(span(), odf_style("w", "text", {"style:text-scale": "1%"})),
    "html: white in a drawing": lambda: web(f"<svg><text fill=white>{WORD}</text></svg>"),
    "html: white in a part of a drawing": lambda: web(
        f"<svg><g class=w><text>{WORD}</text></g></svg>", ".w{fill:#fff}"
    ),
    "html: without a fill in a drawing": lambda: web(f"<svg><text><tspan fill=none>{WORD}</tspan></text></svg>"),
    **{f"html: {color}": lambda color=color: web(DIV, f".w{{color:{color}}}") for color in WHITES},  # type: ignore[misc]
    "html: in the dark colour of its cell, by name": lambda: web(
        f"<table><tr><td bgcolor=MidnightBlue class=w>{WORD}</td></tr></table>", ".w{color:hsl(240 64% 27%)}"
    ),
    "html: letters without a fill": lambda: web(DIV, ".w{-webkit-text-fill-color:transparent}"),
    "odt: one point": lambda: writer(span(), odf_style("w", "text", {"fo:font-size": "1pt"})),
}
SEEN: dict[str, Callable[[], Body]] = {
    "docx: white in a dark cell": lambda: word(in_cell(run(WHITE), DARK)),
    "docx: white in a cell of the theme's accent": lambda: word(
        in_cell(run(WHITE), '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/>')
    ),
    "docx: white in a table that is dark": lambda: word(in_cell(run(WHITE), table=DARK)),
    "docx: white in a table whose style has dark rows": lambda: word(
        in_cell(run(WHITE), table='<w:tblStyle w:val="G"/>'), GRID.format(DARK)
    ),
    "docx: white in a dark paragraph": lambda: word(run(WHITE, DARK)),
    "docx: white in a paragraph with a dark style": lambda: word(
        run(WHITE, STYLED), f'<w:style w:type="paragraph" w:styleId="A"><w:pPr>{DARK}</w:pPr></w:style>'
    ),
    "docx: white with a shade of its own": lambda: word(run(WHITE + DARK)),
    "docx: white with a highlight": lambda: word(run(f'{WHITE}<w:highlight w:val="darkBlue"/>')),
    "docx: white with an outline": lambda: word(run(f"{WHITE}<w:outline/>")),
    "docx: white by a style, black by itself": lambda: word(
        run('<w:color w:val="000000"/>', STYLED), STYLE.format(WHITE)
    ),
    "docx: the automatic colour in a dark cell": lambda: word(in_cell(run('<w:color w:val="auto"/>'), DARK)),
    "docx: white on a page that has a colour": lambda: word(run(WHITE), front='<w:background w:color="203040"/>'),
    "docx: white where a picture lies behind the text": lambda: word(ANCHOR + run(WHITE)),
    "docx: in a text box that hangs on white text": lambda: word(BOXED),
    "docx: two points": lambda: word(run('<w:sz w:val="4"/>')),
    "docx: filled with a darker background": lambda: word(
        run(
            effect(
                '<w14:solidFill><w14:schemeClr w14:val="bg1"><w14:lumMod w14:val="50000"/></w14:schemeClr></w14:solidFill>'
            )
        )
    ),
    "docx: filled with white, with an outline": lambda: word(
        run(effect("<w14:noFill/>") + '<w14:textOutline w14:w="9525"><w14:solidFill/></w14:textOutline>')
    ),
    "docx: a third as wide": lambda: word(run('<w:w w:val="33"/>')),
    "odt: in the colour that Writer chooses": lambda: writer(
        span(), odf_style("w", "text", {"style:use-window-font-color": "true", "loext:opacity": "0%"})
    ),
    "odt: half the size": lambda: writer(span(), odf_style("w", "text", {"fo:font-size": "50%"})),
    "odt: narrow": lambda: writer(span(), odf_style("w", "text", {"style:text-scale": "50%"})),
    "html: white on a shape of a drawing": lambda: web(f"<svg><rect/><text fill=white>{WORD}</text></svg>"),
    "html: outlined in a drawing": lambda: web(f"<svg><text fill=white stroke=black>{WORD}</text></svg>"),
    "html: black in a drawing on a page in white": lambda: web(
        f"<div class=w><svg><text>{WORD}</text></svg></div>", ".w{color:#fff}"
    ),
    "html: white on hsl": lambda: web(DIV, ".w{color:#fff;background:hsl(210, 60%, 30%) no-repeat}"),
    "html: white on half a veil": lambda: web(DIV, ".w{color:#fff;background:#ffffff80}"),
    "html: in a colour nobody can tell": lambda: web(DIV, ".w{color:lab(50% 40 59)}"),
    "docx: hidden on the web only": lambda: word(run("<w:webHidden/>")),
    "html: white in a dark cell": lambda: web(
        f"<table><tr><td bgcolor=navy class=w>{WORD}</td></tr></table>", ".w{color:#fff}"
    ),
    "html: white in a dark row": lambda: web(
        f"<table><tr style='background:#203040'><td class=w>{WORD}</td></tr></table>", ".w{color:#fff}"
    ),
    "html: white in a dark table": lambda: web(
        f"<table class=t><tr><td class=w>{WORD}</td></tr></table>", ".w{color:#fff} .t{background-color:#203040}"
    ),
    "html: white on a picture": lambda: web(DIV, ".w{color:#fff;background:#fff url(a.png) no-repeat}"),
    "html: white on a colour that flows": lambda: web(DIV, ".w{color:#fff;background-image:linear-gradient(red,blue)}"),
    "html: white on a colour by another name": lambda: web(DIV, ".w{color:#fff;background:rebeccapurple}"),
    "html: white on a colour that is told elsewhere": lambda: web(DIV, ".w{color:#fff;background:var(--dark)}"),
    "html: white with a shadow": lambda: web(DIV, ".w{color:#fff;text-shadow:1px 1px #000}"),
    "html: cut out of its ground": lambda: web(DIV, ".w{color:transparent;background-clip:text}"),
    "html: white by an ancestor, black by itself": lambda: web(
        f"<div class=w><p style='color:#000'>{WORD}</p></div>", ".w{color:#fff}"
    ),
    "html: a link in white text": lambda: web(f"<div class=w><a href=x>{WORD}</a></div>", ".w{color:#fff}"),
    "html: small in an element without size": lambda: web(
        f"<div class=w><p style='font-size:12px'>{WORD}</p></div>", ".w{font-size:0}"
    ),
    "html: in a font of its own in an element without size": lambda: web(
        f"<div class=w><p style='font: bold 12px/1.5 serif'>{WORD}</p></div>", ".w{font:0/0 a}"
    ),
    "html: white where style sheets are missing": lambda: web(
        DIV, ".w{color:#fff}", "<link rel=stylesheet href=site.css>"
    ),
    "html: white on paper only": lambda: web(DIV, "@media print{.w{color:#fff}}"),
    "odt: white in a dark cell": lambda: writer(
        odf_cell(span(), "c"), TEXT_WHITE + odf_style("c", "table-cell", ground="#203040")
    ),
    "odt: white in a dark row": lambda: writer(
        odf_cell(span(), row="r"), TEXT_WHITE + odf_style("r", "table-row", ground="#203040")
    ),
    "odt: white in a dark table": lambda: writer(
        odf_cell(span(), table="t"), TEXT_WHITE + odf_style("t", "table", ground="#203040")
    ),
    "odt: white in a dark paragraph": lambda: writer(
        span("w", "p"), TEXT_WHITE + odf_style("p", "paragraph", ground="#203040")
    ),
    "odt: white in a dark section": lambda: writer(
        f'<text:section text:style-name="s">{span()}</text:section>',
        TEXT_WHITE + odf_style("s", "section", ground="#203040"),
    ),
    "odt: white with a ground of its own": lambda: writer(
        span(), odf_style("w", "text", {"fo:color": "#ffffff", "fo:background-color": "#000000"})
    ),
    "odt: white in a text box": lambda: writer(
        f"<text:p><draw:frame><draw:text-box>{span()}</draw:text-box></draw:frame></text:p>", TEXT_WHITE
    ),
    "odt: white on a page that has a colour": lambda: writer(
        span(),
        TEXT_WHITE + '<style:page-layout style:name="L"><style:page-layout-properties fo:background-color="#203040"/>'
        "</style:page-layout>",
    ),
    "odt: in the colour that the writer chooses": lambda: writer(
        span(), odf_style("w", "text", {"fo:color": "#ffffff", "style:use-window-font-color": "true"})
    ),
    "odt: two points": lambda: writer(span(), odf_style("w", "text", {"fo:font-size": "2pt"})),
}


def account(body: Body) -> tuple[str, list[str], list[str]]:
    """The text that is read, that outside, and the findings."""
    lines = [
        line.text
        for block in body.blocks
        for holder in ([block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row])
        for line in holder.lines
    ]
    return " ".join(lines), [line.text for line in body.outside], [one.rule for one in body.diagnostics]


@pytest.mark.parametrize("read", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_named_and_not_read(read: Callable[[], Body]) -> None:
    body = read()
    assert account(body) == (SHOWN, [WORD], ["RD112"])
    assert WORD in body.diagnostics[0].message


@pytest.mark.parametrize("read", SEEN.values(), ids=SEEN)
def test_what_a_person_sees_is_read(read: Callable[[], Body]) -> None:
    assert account(read()) == (f"{SHOWN} {WORD}", [], [])

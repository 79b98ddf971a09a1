"""Pieces of markup that real files have and the seeds do not; ``PHRASE`` stands where words are planted."""

from __future__ import annotations

from typing import Any

import lxml.html
from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_SPACES = {
    "w": WORD,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "x": "urn:of-nobody",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_SPACES = {
    **{name: f"{_OASIS}:{name}:1.0" for name in ("office", "text", "table", "style", "form", "presentation")},
    "draw": f"{_OASIS}:drawing:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "x": "urn:of-nobody",
}

_RUN = "<w:r><w:t>PHRASE</w:t></w:r>"
_P = f"<w:p>{_RUN}</w:p>"
_TABLE = f"<w:tbl><w:tr><w:tc>{_P}</w:tc><w:tc>{_P}</w:tc></w:tr></w:tbl>"
_BOX = f"<w:txbxContent>{_P}</w:txbxContent>"
_DOCX = (
    *(_P, _RUN, "<w:t>PHRASE</w:t>", _TABLE, f"<w:tr><w:tc>{_P}</w:tc></w:tr>", f"<w:tc>{_P}</w:tc>"),
    f"<w:sdt><w:sdtPr/><w:sdtContent>{_P}</w:sdtContent></w:sdt>",
    f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_RUN}</w:sdtContent></w:sdt>",
    f"<w:sdt><w:sdtContent><w:tr><w:tc>{_P}</w:tc></w:tr></w:sdtContent></w:sdt>",
    f"<w:p><w:ins w:id='1'>{_RUN}</w:ins><w:del w:id='2'><w:r><w:delText>PHRASE</w:delText></w:r></w:del></w:p>",
    f"<w:p><w:moveFrom w:id='1'>{_RUN}</w:moveFrom></w:p>",
    f"<w:p><w:hyperlink r:id='rId999'>{_RUN}</w:hyperlink></w:p>",
    f"<w:p><w:fldSimple w:instr='PAGE'>{_RUN}</w:fldSimple></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> EQ \\o(○,PHRASE) </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "<w:p><m:oMath><m:r><m:t>PHRASE</m:t></m:r></m:oMath></w:p>",
    "<w:p><m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>PHRASE</m:t></m:r></m:num></m:f></m:oMath></m:oMathPara></w:p>",
    f"<w:p><w:r><w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict></w:r></w:p>",
    f"<w:p><w:r><w:drawing><wps:txbx><w:txbxContent>{_TABLE}</w:txbxContent></wps:txbx></w:drawing></w:r></w:p>",
    f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{_BOX}</wps:txbx></mc:Choice>"
    f"<mc:Fallback><w:pict>{_BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    f"<mc:AlternateContent><mc:Choice Requires='wps'>{_P}</mc:Choice><mc:Fallback>{_P}</mc:Fallback></mc:AlternateContent>",
    f"<w:p><w:ruby><w:rt>{_RUN}</w:rt><w:rubyBase>{_RUN}</w:rubyBase></w:ruby></w:p>",
    f"<w:p><w:r><w:ruby><w:rt>{_RUN}</w:rt><w:rubyBase>{_RUN}</w:rubyBase></w:ruby></w:r></w:p>",
    *("<w:p><w:r><w:sym w:font='Wingdings' w:char='F06C'/></w:r></w:p>", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>PHRASE</w:t></w:r></w:p>"),
    *(f"<w:smartTag>{_P}</w:smartTag>", f"<w:customXml>{_RUN}</w:customXml>", f"<w:dir w:val='rtl'>{_RUN}</w:dir>"),
    *(f"<w:bdo w:val='rtl'>{_RUN}</w:bdo>", f"<x:unknown>{_P}</x:unknown>", "<w:altChunk r:id='rId998'/>", f"<w:subDoc>{_P}</w:subDoc>"),
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>PHRASE</w:t></w:r></w:p>",
    f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{_P}</w:tc>",
    f"<w:tc><w:tcPr><w:hMerge w:val='continue'/></w:tcPr>{_P}</w:tc>",
    f"<w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{_P}</w:tc>",
    *("<w:tblCaption w:val='PHRASE'/>", "<w:footnoteReference w:id='1'/>", f"<w:object>{_BOX}</w:object>"),
    "<w:ffData><w:textInput><w:default w:val='PHRASE'/></w:textInput></w:ffData>",
)  # fmt: skip

_TP = "<text:p>PHRASE</text:p>"
_TT = f"<table:table><table:table-row><table:table-cell>{_TP}</table:table-cell></table:table-row></table:table>"
_ODT = (
    *(_TP, _TT, "<text:span>PHRASE</text:span>", "<text:h>PHRASE</text:h>", f"<table:table-cell>{_TP}</table:table-cell>"),
    f"<table:covered-table-cell>{_TP}</table:covered-table-cell>",
    f"<table:table-row><table:table-cell>{_TP}</table:table-cell></table:table-row>",
    f"<text:list><text:list-header>{_TP}</text:list-header><text:list-item>{_TP}</text:list-item></text:list>",
    f"<text:numbered-paragraph>{_TP}</text:numbered-paragraph>",
    f"<text:p><draw:frame><draw:text-box>{_TP}</draw:text-box></draw:frame></text:p>",
    f"<draw:frame><draw:text-box>{_TT}</draw:text-box></draw:frame>",
    f"<text:p><draw:custom-shape>{_TP}</draw:custom-shape></text:p>",
    "<text:p><draw:frame><svg:title>PHRASE</svg:title><svg:desc>PHRASE</svg:desc></draw:frame></text:p>",
    f"<text:p><text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>{_TP}</text:note-body></text:note></text:p>",
    "<text:p><text:ruby><text:ruby-base>PHRASE</text:ruby-base><text:ruby-text>PHRASE</text:ruby-text></text:ruby></text:p>",
    f"<text:p><office:annotation>{_TP}</office:annotation></text:p>",
    f"<text:tracked-changes><text:changed-region><text:deletion>{_TP}</text:deletion></text:changed-region></text:tracked-changes>",
    f"<text:section text:display='none'>{_TP}</text:section>",
    f"<text:section>{_TP}</text:section>",
    *(f"<text:index-body>{_TP}</text:index-body>", f"<text:table-of-content><text:index-body>{_TP}</text:index-body></text:table-of-content>"),
    *("<text:p><text:hidden-text text:string-value='PHRASE' text:condition='ooow:1'/></text:p>", "<text:p><text:meta>PHRASE</text:meta></text:p>"),
    *("<text:p><text:a>PHRASE</text:a></text:p>", "<text:p><text:text-input>PHRASE</text:text-input></text:p>"),
    *("<text:p><text:bookmark-ref>PHRASE</text:bookmark-ref></text:p>", "<text:p><text:page-number>PHRASE</text:page-number></text:p>"),
    *(f"<x:unknown>{_TP}</x:unknown>", "<text:p><x:unknown>PHRASE</x:unknown></text:p>", "<text:p>a<text:s text:c='999999999'/>PHRASE</text:p>"),
    f"<table:table><table:table-header-columns/><table:table-rows><table:table-row table:number-rows-repeated='999999999'>"
    f"<table:table-cell table:number-columns-repeated='99999999'>{_TP}</table:table-cell></table:table-row></table:table-rows></table:table>",
    f"<text:p><draw:g><draw:rect>{_TP}</draw:rect></draw:g></text:p>",
    f"<table:table><table:title>PHRASE</table:title><table:desc>PHRASE</table:desc><table:shapes><draw:frame><draw:text-box>{_TP}</draw:text-box></draw:frame></table:shapes></table:table>",
)  # fmt: skip

_HTML = (
    *("<p>PHRASE</p>", "<span>PHRASE</span>", "<td>PHRASE</td>", "<th>PHRASE</th>", "<caption>PHRASE</caption>", "<li>PHRASE</li>"),
    *("<table><caption>PHRASE</caption><tr><td>PHRASE</td></tr></table>", "<tr><td>PHRASE</td></tr>", "<tfoot><tr><td>PHRASE</td></tr></tfoot>"),
    *("<input value='PHRASE'>", "<input type='checkbox' checked value='PHRASE'>", "<input type='hidden' value='PHRASE'>", "<input type='submit' value='PHRASE'>"),
    *("<input placeholder='PHRASE'>", "<textarea>PHRASE</textarea>", "<select><option>x</option><option selected>PHRASE</option></select>"),
    *("<select><optgroup label='PHRASE'><option>PHRASE</option></optgroup></select>", "<button>PHRASE</button>", "<fieldset><legend>PHRASE</legend></fieldset>"),
    *("<details><summary>PHRASE</summary>PHRASE</details>", "<details open><summary>PHRASE</summary>PHRASE</details>", "<dialog open>PHRASE</dialog>", "<dialog>PHRASE</dialog>"),
    *("<svg><text>PHRASE</text></svg>", "<svg><title>PHRASE</title></svg>", "<svg><foreignObject><p>PHRASE</p></foreignObject></svg>", "<math><mi>PHRASE</mi></math>"),
    *("<template>PHRASE</template>", "<noscript>PHRASE</noscript>", "<object>PHRASE</object>", "<iframe>PHRASE</iframe>", "<video>PHRASE</video>", "<canvas>PHRASE</canvas>"),
    *("<ruby>龘<rp>(</rp><rt>PHRASE</rt></ruby>", "<nav>PHRASE</nav>", "<footer>PHRASE</footer>", "<aside>PHRASE</aside>", "<menu><li>PHRASE</li></menu>", "<form>PHRASE</form>"),
    *("<dl><dt>PHRASE</dt><dd>PHRASE</dd></dl>", "<pre>PHRASE\nPHRASE</pre>", "<xmp>PHRASE</xmp>", "<marquee>PHRASE</marquee>", "<label>PHRASE</label>", "<output>PHRASE</output>"),
    *("<div hidden>PHRASE</div>", "<div style='display:none'>PHRASE</div>", "<p style='visibility:hidden'>PHRASE<b style='visibility:visible'>PHRASE</b></p>", "<img alt='PHRASE'>"),
    *("<ol start='4'><li>PHRASE</li></ol>", "<ol reversed type='A'><li value='7'>PHRASE</li></ol>", "<unknown-element>PHRASE</unknown-element>", "<del>PHRASE</del>", "<ins>PHRASE</ins>"),
    *("<div role='row'><div role='cell'>PHRASE</div></div>", "<div style='display:table'>PHRASE</div>", "<a href='#'>PHRASE</a>", "<meter>PHRASE</meter>", "<datalist><option>PHRASE</datalist>"),
    *("<font face='Wingdings'>l</font>", "<sup>PHRASE</sup>", "<q>PHRASE</q>", "<abbr title='PHRASE'>PHRASE</abbr>", "<center>PHRASE</center>", "<map><area alt='PHRASE'></map>"),
)  # fmt: skip


def _parsed(pieces: tuple[str, ...], spaces: dict[str, str]) -> tuple[Any, ...]:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return tuple(etree.fromstring(f"<root {declared}>{piece}</root>")[0] for piece in pieces)


def docx() -> tuple[Any, ...]:
    """Of Word's body: controls, boxes, fields, equations, tracked changes, numbering, and what nobody knows."""
    return _parsed(_DOCX, _WORD_SPACES)


def odt() -> tuple[Any, ...]:
    """Of OpenDocument's body."""
    return _parsed(_ODT, _ODT_SPACES)


def html() -> tuple[Any, ...]:
    """Of web pages."""
    found = []
    for piece in _HTML:
        holder = lxml.html.Element("div")
        name = piece[1:].split(">")[0].split()[0]
        if name in ("td", "th", "caption", "tr", "tfoot"):
            table = lxml.html.fragment_fromstring(f"<table>{piece}</table>")
            found.append(next(table.iter(name)))
        else:
            holder.extend(lxml.html.fragments_fromstring(piece))
            found.append(holder[0])
    return tuple(found)

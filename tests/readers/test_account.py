"""The account is closed: text planted at any place of a document is read, named as outside, or in a finding.

Every element of a small document that has a bit of everything is a place: a marker is planted as its text, behind it,
and inside it in the format's own way (a run, a paragraph). What counts is that nobody can lose it without a word, so
the count is of the file's text, not of what a reader chose to hand over.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pytest
from lxml import etree

from pipeline.base.limits import Limits
from pipeline.readers import docx, html, odt
from pipeline.readers.blocks import Body, Paragraph

MARK = "甲標記乙"

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RUN = "<w:r><w:t>字</w:t></w:r>"
BOX = f"<w:txbxContent><w:p>{RUN}</w:p><w:tbl><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl></w:txbxContent>"
WORD_BODY = f"""<w:p><w:pPr><w:pStyle w:val="A"/><w:rPr><w:b/></w:rPr></w:pPr>{RUN}<w:hyperlink>{RUN}</w:hyperlink>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱</w:t></w:r><w:del><w:r><w:delText>刪</w:delText></w:r></w:del><w:ins>{RUN}</w:ins>
<w:moveFrom>{RUN}</w:moveFrom><w:moveTo>{RUN}</w:moveTo><w:smartTag>{RUN}</w:smartTag><w:fldSimple>{RUN}</w:fldSimple>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN}<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \\o\\ac(○,丙)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ㄓㄨ</w:t></w:r></w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>
<w:r><w:sym w:char="F06C" w:font="Wingdings"/><w:tab/><w:br/><w:footnoteReference w:id="1"/></w:r>
<m:oMathPara><m:oMath><m:f><m:fPr/><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>
<m:d><m:e><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:e></m:d>
</m:oMath></m:oMathPara></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="n"/><a:graphic>
<a:graphicData uri="u"><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>
</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="u"><a:sp><a:txBody><a:p><a:r><a:t>圖</a:t></a:r></a:p>
</a:txBody></a:sp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
<mc:AlternateContent><mc:Choice Requires="x"><w:p>{RUN}</w:p></mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>
<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>
<w:sdt><w:sdtPr/><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt><w:customXml><w:p>{RUN}</w:p></w:customXml>
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="720"/><w:gridCol w:w="720"/></w:tblGrid>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>{RUN}</w:p></w:tc><w:tc><w:p>{RUN}</w:p></w:tc></w:tr>
<w:tr><w:trPr/><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtContent><w:tc><w:p>{RUN}</w:p></w:tc></w:sdtContent></w:sdt></w:tr>
<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>{RUN}</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr>
</w:tbl><w:unheardOf><w:p>{RUN}</w:p></w:unheardOf><w:sectPr/>"""

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_SPACES = (
    " ".join(
        f'xmlns:{prefix}="{ODF}:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    + f' xmlns:draw="{ODF}:drawing:1.0" xmlns:svg="{ODF}:svg-compatible:1.0" xmlns:form="{ODF}:form:1.0"'
)
ODF_BODY = """<office:forms><form:form><form:text form:id="c1" form:current-value="值"/></form:form></office:forms>
<text:tracked-changes><text:changed-region><text:deletion><text:p>刪</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">題</text:h>
<text:p>字<text:span text:style-name="unseen">隱</text:span><text:s/><text:tab/><text:line-break/><text:a>連</text:a>
<text:hidden-text>藏</text:hidden-text><text:conditional-text>條</text:conditional-text><text:placeholder>提示</text:placeholder>
<text:ruby><text:ruby-base>註</text:ruby-base><text:ruby-text>ㄓㄨ</text:ruby-text></text:ruby>
<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>腳</text:p></text:note-body></text:note>
<office:annotation><text:p>批</text:p></office:annotation><text:drop-down>選</text:drop-down></text:p>
<text:p><draw:frame><draw:text-box><text:p>框</text:p><table:table><table:table-row><table:table-cell><text:p>表</text:p>
</table:table-cell></table:table-row></table:table></draw:text-box><svg:title>名</svg:title><svg:desc>說</svg:desc></draw:frame>
<draw:custom-shape><text:p>形</text:p></draw:custom-shape><draw:g><draw:rect><text:p>方</text:p></draw:rect></draw:g>
<draw:control draw:control="c1"/></text:p>
<text:section text:display="none"><text:p>密</text:p></text:section><text:section><text:p>節</text:p></text:section>
<text:list><text:list-header><text:p>頭</text:p></text:list-header><text:list-item><text:p>項</text:p><text:list><text:list-item>
<text:p>子</text:p></text:list-item></text:list></text:list-item></text:list>
<text:table-of-content><text:table-of-content-source><text:index-title-template>錄</text:index-title-template>
</text:table-of-content-source><text:index-body><text:p>目</text:p></text:index-body></text:table-of-content>
<table:table><table:table-column/><table:table-header-rows><table:table-row>
<table:table-cell table:number-columns-spanned="2"><text:p>寬</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
</table:table-header-rows><table:table-row table:visibility="collapse"><table:table-cell><text:p>收</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>同</text:p></table:table-cell></table:table-row>
</table:table><text:unheard-of><text:p>未知</text:p></text:unheard-of>"""

PAGE = """<html><head><title>題</title><style>.no{display:none} .up{text-transform:uppercase}</style></head><body>
<nav><a>首頁</a></nav><h1>名</h1><p>字<sup>上</sup><br><b>粗</b><span class="no">隱</span><span style="visibility:hidden">暗</span></p>
<ruby>註<rp>(</rp><rt>ㄓㄨ</rt><rp>)</rp></ruby><ul><li>項<ol><li><p>子</p></li></ol></li></ul><dl><dt>詞</dt><dd>義</dd></dl>
<form><label>問</label><input value="值"></form><details><summary>摘</summary><p>詳</p></details><pre>甲
乙</pre>
<template><p>模</p></template><noscript>無</noscript><svg><title>圖</title><g><text>繪<tspan>字</tspan></text></g></svg>
<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math><iframe></iframe><audio>聲</audio><object data="about:blank">物</object>
<table><caption>標</caption><colgroup><col></colgroup><thead><tr><th>頭</th></tr></thead><tbody><tr><td rowspan="2">高</td>
<td>格<select><option>一</option><option selected>二</option></select><textarea>文</textarea><button>鈕</button></td></tr>
<tr><td><form><input value="內"></form></td></tr><tr hidden><td>藏</td></tr><tr><td class="no">沒</td><td><table><tr><td>巢</td></tr></table></td></tr>
</tbody></table><div class="up">abc</div><unheard-of>未知</unheard-of><footer>尾</footer></body></html>"""


def container(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_root() -> Any:
    return etree.fromstring(f"<w:document {WORD_SPACES}><w:body>{WORD_BODY}</w:body></w:document>")


def read_word(root: Any) -> Body:
    return docx.read(container({"word/document.xml": etree.tostring(root)}), Limits())


def odf_root() -> Any:
    hidden = '<style:style style:name="unseen" style:family="text"><style:text-properties text:display="none"/></style:style>'
    return etree.fromstring(
        f"<office:document {ODF_SPACES}><office:automatic-styles>{hidden}</office:automatic-styles>"
        f"<office:body><office:text>{ODF_BODY}</office:text></office:body></office:document>"
    )


def read_odf(root: Any) -> Body:
    return odt.read(container({"content.xml": etree.tostring(root)}), Limits())


def read_flat(root: Any) -> Body:
    return odt.read(etree.tostring(root), Limits())


def page_root() -> Any:
    return lxml.html.document_fromstring(PAGE)


def read_page(root: Any) -> Body:
    return html.read(lxml.html.tostring(root, encoding="utf-8"), Limits())


def texts(body: Body) -> str:
    """Everything that is told of a document."""
    told = [line.text for line in body.outside] + [one.message for one in body.diagnostics]
    for block in body.blocks:
        told += [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
    return "\n".join(told)


def planted(root: Any, shapes: tuple[str, ...], skipped: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The document with the marker at one place after the other, and what that place is."""
    for at, element in enumerate(root.iter()):
        if not isinstance(element.tag, str) or element.tag.rsplit("}", 1)[-1] in skipped:
            continue
        for shape in ("text", "tail", *shapes):
            changed = copy.deepcopy(root)
            target = list(changed.iter())[at]
            where = f"{element.tag.rsplit('}', 1)[-1]} number {at}, {shape}"
            if shape == "text":
                target.text = (target.text or "") + MARK
            elif shape == "tail":
                if target is changed:
                    continue
                target.tail = (target.tail or "") + MARK
            else:
                target.append(etree.fromstring(shape))
            yield where, changed


CASES: dict[str, tuple[Callable[[], Any], Callable[[Any], Body], tuple[str, ...], tuple[str, ...]]] = {
    "docx": (
        word_root,
        read_word,
        (
            f'<r xmlns="{WORD}"><t>{MARK}</t></r>',
            f'<p xmlns="{WORD}"><r><t>{MARK}</t></r></p>',
            f'<tbl xmlns="{WORD}"><tr><tc><p><r><t>{MARK}</t></r></p></tc></tr></tbl>',
        ),
        ("document",),
    ),
    "odt": (
        odf_root,
        read_odf,
        (f'<p xmlns="{ODF}:text:1.0">{MARK}</p>', f'<span xmlns="{ODF}:text:1.0">{MARK}</span>'),
        ("document", "automatic-styles", "style", "text-properties", "body"),
    ),
    "fodt": (odf_root, read_flat, (), ("document", "automatic-styles", "style", "text-properties", "body")),
    "html": (
        page_root,
        read_page,
        (f"<p>{MARK}</p>", f"<span>{MARK}</span>", f"<td>{MARK}</td>"),
        ("style", "br", "col", "input"),
    ),
}


@pytest.mark.parametrize("form", CASES)
def test_text_at_any_place_is_read_or_named(form: str) -> None:
    make, read, shapes, skipped = CASES[form]
    lost = [where for where, root in planted(make(), shapes, skipped) if MARK not in texts(read(root))]
    assert lost == []


@pytest.mark.parametrize("form", CASES)
def test_what_a_document_shows_is_read_without_a_finding(form: str) -> None:
    make, read, _shapes, _skipped = CASES[form]
    found = [one.message for one in read(make()).diagnostics if one.severity == "error"]
    assert found == []

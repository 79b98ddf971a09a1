"""What style sheets put on a web page, and those that are parts of the file or missing."""

from __future__ import annotations

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import html, mhtml
from pipeline.readers.blocks import Body, Paragraph


def page(content: str, css: str, head: str = "") -> Body:
    return html.read(f"<html><head>{head}<style>{css}</style></head><body>{content}</body></html>".encode(), Limits())


def read(body: Body) -> list[str]:
    lines: list[str] = []
    for block in body.blocks:
        holders = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
        lines += [line.text for holder in holders for line in holder.lines]
    return lines


def outside(body: Body) -> list[str]:
    return [line.text for line in body.outside]


@pytest.mark.parametrize(
    ("content", "css", "expected"),
    [
        ("<p class=k>物料知識</p>", '.k::before{content:"K01 "}', ["K01 物料知識"]),
        ("<p class=k>物料知識</p>", ".k:after { content: '（選修）' }", ["物料知識（選修）"]),
        ("<p class=k>甲<b>乙</b>丙</p>", 'b::before{content:"["} b::after{content:"]"}', ["甲[乙]丙"]),
        ("<p data-code=S02>盤點</p>", "p::before{content:attr(data-code) ' '}", ["S02 盤點"]),
        ("<p>甲</p>", r'p::before{content:"\4E00\3001"}', ["一、甲"]),
        ("<p>甲</p>", 'p::before{content:"一;二 {三}"}', ["一;二 {三}甲"]),
        ("<p>甲</p>", 'p::before{content:"標題";display:block}', ["標題", "甲"]),
        ("<p>甲</p><p>乙</p>", 'body{counter-reset:k} p::before{counter-increment:k;content:"K" counter(k, decimal-leading-zero) " "}', ["K01 甲", "K02 乙"]),
        ("<p>甲</p><p>乙</p>", 'p{counter-increment:k 2} p::before{content:counter(k,trad-chinese-informal)"、"}', ["二、甲", "四、乙"]),
        (
            "<div>甲<p>一</p><p>二</p></div><div>乙<p>三</p></div>",
            'body{counter-reset:t} div{counter-increment:t;counter-reset:u} div::before{content:"T" counter(t)}'
            'p{counter-increment:u} p::before{content:"T" counter(t) "." counter(u)}',
            ["T1甲", "T1.1一", "T1.2二", "T2乙", "T2.1三"],
        ),
        ("<section>甲<section>乙</section></section>", 'section{counter-reset:n 1} section::before{content:counters(n,"-") "："}', ["1：甲", "1-1：乙"]),
        ("<p class=k>甲</p>", '.k::before{content:"K01"} .k::before{content:none}', ["甲"]),
        ("<p>甲</p>", '@media print{p::before{content:"K01"}}', ["甲"]),
        ("<p>甲</p>", 'p:hover::before{content:"K01"}', ["甲"]),
        ("<table><tr><td class=k>甲</table>", '.k::before{content:"K01 "}', ["K01 甲"]),
        ("<p>甲</p>", 'p::before{content:"★" / "star"}', ["★甲"]),
        ("<p>甲<q>乙</q>丙</p>", "", ["甲「乙」丙"]),
        ("<p>甲<q>乙</q>丙</p>", "q::before,q::after{content:none}", ["甲乙丙"]),
        ("<p>甲<q>乙</q>丙</p>", 'q::before{content:"『"} q::after{content:"』"}', ["甲『乙』丙"]),
        ("<ol><li>甲<li>乙</ol>", 'li::marker{content:"K" counter(list-item, decimal-leading-zero) " "}', ["K01 甲", "K02 乙"]),
        ("<ol start=3><li>甲</ol>", 'li::marker{content:"S" counter(list-item) " "}', ["S3 甲"]),
        ("<ol><li>甲</ol>", 'li::marker{content:none}', ["甲"]),
        ("<ul><li>甲</ul>", 'li::marker{content:"✓ "}', ["✓ 甲"]),
        ("<ul><li>甲</ul>", '@counter-style tick{system:cyclic;symbols:"✓"} ul{list-style:tick}', ["甲"]),
        ("<ol><li>甲</ol>", 'ol{list-style:outside nobody}', ["1. 甲"]),
        ("<ol><li>甲</ol>", 'ol{list-style:url(bullet.png)}', ["甲"]),
        ("<ul><li>甲</ul>", 'ul{list-style:outside linear-gradient(red,blue)}', ["甲"]),
        ("<ul><li>甲</ul>", 'ul{list-style:disclosure-closed inside}', ["甲"]),
        ("<ol class=n><li>甲</ol>", "ol{list-style-type:decimal} .n{list-style:none}", ["甲"]),
        ("<ol class=n><li>甲</ol>", ".n{list-style-type:upper-roman} ol{list-style:none}", ["I. 甲"]),
        ("<ol style='list-style:none'><li>甲</ol>", "ol{list-style-type:decimal}", ["甲"]),
        ("<ol><li>甲</ol>", "ol{list-style:inside}", ["甲"]),
        ("<ol><li>甲</ol>", "ol{list-style:none inside decimal}", ["1. 甲"]),
        ("<ul><li>甲</ul>", "ul{LIST-STYLE:'K01 ' INSIDE}", ["K01 甲"]),
        ("<p>甲<q>乙</q>丙</p>", "blockquote,q{quotes:none}", ["甲乙丙"]),
        ("<p>甲<q>乙</q>丙</p>", "p{quotes:none}", ["甲乙丙"]),
    ],
)  # fmt: skip
def test_what_a_style_sheet_puts_beside_elements_is_read(content: str, css: str, expected: list[str]) -> None:
    body = page(content, css)
    assert (read(body), outside(body), body.diagnostics) == (expected, [], ())


@pytest.mark.parametrize(
    "css",
    [
        'p::before{content:"藏字";display:none}',
        'p::before{content:"藏字";position:absolute;left:-9999px}',
        'p::before{content:"藏字";font-size:0}',
        'p::before{content:"藏字";font:0/0 a}',
        'p::before{content:"藏字";visibility:hidden}',
        'img::before{content:"藏字"}',
    ],
)
def test_what_is_put_there_unseen_stands_outside(css: str) -> None:
    body = page("<p>甲<img></p>", css)
    assert (read(body), outside(body)) == (["甲"], ["藏字"])


def test_icons_of_fonts_are_no_text() -> None:
    assert read(page("<p>甲</p>", r'p::before{content:"\f101"}')) == ["甲"]


def test_what_cannot_be_told_is_named() -> None:
    body = page("<p>甲</p>", "p::before{content:counter(list-item)}")
    (finding,) = body.diagnostics
    assert (read(body), finding.rule, "list-item" in finding.message) == (["甲"], "RD108", True)


@pytest.mark.parametrize(
    "css",
    [
        '@counter-style k{system:numeric;symbols:"0" "1";prefix:"K"} ol{list-style:k}',
        '@counter-style k{symbols:"K01" "K02";system:fixed} ol{list-style-type:k}',
        "li::marker{content:element(k)}",
    ],
)
def test_numbers_of_lists_that_cannot_be_told_are_lost_content(css: str) -> None:
    body = page("<ol><li>甲<li>乙</ol>", css)
    assert read(body) == ["甲", "乙"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", Severity.ERROR)]


def test_text_between_the_cells_of_a_table_is_lost_content() -> None:
    body = page("<table><tr><td>甲</td></tr></table>", 'tr::after{content:"列尾"}')
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", Severity.ERROR)]
    assert outside(body) == ["列尾"]


@pytest.mark.parametrize(
    ("css", "is_seen"),
    [
        (".x{text-indent:-9999px}", False),
        (".x{clip-path:inset(100%)}", False),
        (".x{clip-path:circle(0)}", False),
        (".x{transform:scale(0)}", False),
        (".x{transform:translateX(-9999px)}", False),
        (".x{position:relative;left:-9999px}", False),
        (".x{margin-left:-9999px}", False),
        (".x{max-height:0;overflow:hidden}", False),
        (".x{filter:opacity(0)}", False),
        (".x{opacity:0.01}", False),
        (".x{text-indent:100%;white-space:nowrap;overflow:hidden}", False),
        (".x{text-indent:100%}", True),
        ("<!-- .x{display:none} -->", False),
        ("p ~ div{display:none}", False),
        ("div ~ p{display:none}", True),
        ("div:first-of-type{display:none}", False),
        ("div:nth-child(2){display:none}", False),
        ("div:nth-child(odd){display:none}", True),
        ("div:nth-last-child(-n+1){display:none}", False),
        ("div:only-of-type{display:none}", False),
        ("div:only-child{display:none}", True),
        (".x{opacity:.5}", True),
        (".x{text-indent:-2em}", True),
        (".x{clip-path:inset(10%)}", True),
        (".x{transform:scale(0.9)}", True),
        (".x{max-height:0}", True),
        (".x{font-size:0.8em}", True),
        (".x{width:0;white-space:nowrap}", True),
    ],
)
def test_other_ways_of_hiding(css: str, is_seen: bool) -> None:
    body = page("<p>甲</p><div class=x>乙</div>", css)
    assert (read(body), outside(body)) == ((["甲", "乙"], []) if is_seen else (["甲"], ["乙"]))


def test_what_an_element_shows_in_place_of_its_text_is_not_its_text() -> None:
    body = page("<p>甲</p><progress value=3 max=6>半</progress><meter>乙</meter>", "")
    assert (read(body), outside(body)) == (["甲"], ["半", "乙"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p hidden>乙</p>", False),
        ("<p hidden=until-found>乙</p>", False),
        ("<template><p>乙</p></template>", False),
        ("<div><template shadowrootmode=open><p>乙</p></template></div>", True),
        ("<noscript><p>乙</p></noscript>", False),
        ("<dialog>乙</dialog>", False),
        ("<div popover>乙</div>", False),
        ("<noframes>乙</noframes>", False),
        ("<svg><text style='display:none'>乙</text></svg>", False),
        ("<svg><g display=none><text>乙</text></g></svg>", False),
        ("<svg><g><text>乙</text></g></svg>", True),
        ("<p aria-hidden=true>乙</p>", True),
        ("<details><summary>題</summary>乙</details>", True),
        ("<p style='visibility:hidden'><span style='visibility:visible'>乙</span></p>", True),
        ("<table><tr style='visibility:hidden'><td>乙</table>", False),
    ],
)
def test_elements_that_hide(content: str, expected: bool) -> None:
    body = page(f"<p>甲</p>{content}", "")
    assert ("乙" in read(body), "乙" in outside(body)) == (expected, not expected)


def archive(link: str, head: str, css: str = ".x{display:none} p::before{content:'K01 '}") -> bytes:
    """A page that refers to a style sheet, which is a part of its own with these headers."""
    content = f"<html><head>{link}</head><body><p>知識</p><div class=x>藏字</div></body></html>"
    place = "http://site.test/a/page.html"
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
        f"--B\nContent-Type: text/html; charset=utf-8\nContent-Location: {place}\n\n{content}\n"
        f"--B\nContent-Type: text/css; charset=utf-8\n{head}\n\n{css}\n--B--\n"
    ).encode()


LINK = "<link rel=stylesheet href='{0}'>"


@pytest.mark.parametrize(
    ("link", "head"),
    [
        (LINK.format("cid:css-1@x"), "Content-ID: <css-1@x>"),
        (LINK.format("cid:css-1@x"), "Content-Location: cid:css-1@x"),
        (LINK.format("http://site.test/s.css"), "Content-Location: http://site.test/s.css"),
        (LINK.format("../s.css"), "Content-Location: http://site.test/s.css"),
        (LINK.format("/s.css"), "Content-ID: <1@x>\nContent-Location: http://site.test/s.css"),
        ("<style>@import url('../s.css');</style>", "Content-Location: http://site.test/s.css"),
    ],
)
def test_style_sheets_that_are_parts_of_the_file_hold(link: str, head: str) -> None:
    body = mhtml.read(archive(link, head), Limits())
    assert (read(body), outside(body), body.diagnostics) == (["K01 知識"], ["藏字"], ())


HIDES = [
    "data:text/css,.x%7Bdisplay:none%7D",
    "data:text/css,.x{display:none}",
    "DATA:text/css;charset=utf-8;base64,LnggeyBkaXNwbGF5OiBub25lIH0=",
]


@pytest.mark.parametrize(
    ("address", "hides"), [*((one, True) for one in HIDES), ("data:text/css;base64,Lng", False), ("data:x", False)]
)
def test_style_sheets_that_their_address_holds(address: str, hides: bool) -> None:
    body = page("<p>K01 知識</p><p class=x>藏字</p>", "", f"<link rel=stylesheet href='{address}'>")
    assert (read(body), outside(body)) == ((["K01 知識"], ["藏字"]) if hides else (["K01 知識", "藏字"], []))


def test_a_frame_whose_page_is_in_its_address() -> None:
    assert read(page("<iframe src='data:text/html;charset=utf-8,%3Cp%3E%E7%94%B2'></iframe>", "")) == ["甲"]


def test_a_style_sheet_for_paper_does_not_hold() -> None:
    link = "<link rel=stylesheet media=print href='cid:1@x'>"
    assert read(mhtml.read(archive(link, "Content-ID: <1@x>"), Limits())) == ["知識", "藏字"]


def test_a_missing_style_sheet_is_named_where_it_may_hide_what_was_read() -> None:
    body = page("<p>甲</p><div class='d-none wide'>乙</div><div class='sr-only'>丙</div>", "", LINK.format("site.css"))
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity, read(body)) == ("RD108", Severity.WARNING, ["甲", "乙", "丙"])
    assert "site.css" in finding.message
    assert "d-none, sr-only" in finding.message


@pytest.mark.parametrize(
    ("head", "css"),
    [
        (LINK.format("site.css"), ".d-none{color:red}"),
        ("<link rel='alternate stylesheet' href=site.css>", ""),
        ("<link rel=icon href=site.ico>", ""),
        ("", ""),
    ],
)
def test_no_alarm_where_nothing_is_missing(head: str, css: str) -> None:
    assert page("<p>甲</p><div class=d-none>乙</div>", css, head).diagnostics == ()


def test_no_alarm_on_a_page_that_hides_nothing() -> None:
    assert page("<p class=lead>甲</p><div class='hidden'></div>", "", LINK.format("site.css")).diagnostics == ()


@pytest.mark.parametrize(
    "sheet",
    [
        "p{color" + " " * 300_000 + ":red" + " " * 300_000 + "x}",
        "p{" + '\\"' * 200_000,
        "@import url(" * 200_000,
        "p{clip-path:inset(" + " round" * 60_000 + "}",
        "p{transform:" + "a" * 60_000 + "}",
        "a{b:'" * 100_000,
        "&" * 5_000 + "{" + "&&{" * 40 + "color:red",
    ],
    ids=["blanks", "quotes", "imports", "rounds", "letters", "nested", "doubled"],
)
def test_a_style_sheet_of_the_same_without_end_is_read_to_its_end(sheet: str) -> None:
    page = f"<!doctype html><html><head><style>{sheet}</style></head><body><p>知識</p></body></html>"
    assert read(html.read(page.encode(), Limits())) == ["知識"]


@pytest.mark.parametrize("style", [" " * 300_000 + "x", '\\"' * 200_000, "a:b !important " * 60_000])
def test_an_attribute_of_the_same_without_end_is_read_to_its_end(style: str) -> None:
    page = f"<!doctype html><html><body><p style='{style}'>知識</p></body></html>"
    assert read(html.read(page.encode(), Limits())) == ["知識"]


def test_of_thousands_of_entries_that_are_chosen_each_is_shown() -> None:
    page = f"<!doctype html><html><body><p><select multiple>{'<option selected>乙' * 20_000}</select></p></body></html>"
    assert "".join(read(html.read(page.encode(), Limits()))).count("乙") == 20_000


def test_what_ends_a_declaration_inside_an_open_string_ends_none() -> None:
    page = "<!doctype html><html><body><p style='content:\"a;display:none'>知識</p></body></html>"
    assert read(html.read(page.encode(), Limits())) == ["知識"]

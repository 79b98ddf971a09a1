"""What style sheets show in another order than it is written in; each case was looked at in Chromium."""

from __future__ import annotations

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import html
from pipeline.readers.blocks import Body

ROW = "<table><tr><td class=a>甲</td><td class=b>乙</td></tr></table>"
CELL = "<table><tr><td class=x><span class=a>甲</span><span class=b>乙</span></td><td>丙</td></tr></table>"
LIST = "<ul><li class=a>甲</li><li class=b>乙</li></ul>"
TWO = "<div class=x><div class=a><table><tr><td>甲</table></div><div class=b><table><tr><td>乙</table></div></div>"
LINE = "<table><tr><td>甲 <span class=b>乙</span> 丙</td><td>丁</td></tr></table>"


def read(css: str, content: str) -> Body:
    head = f"<head><meta charset=utf-8><style>{css}</style></head>"
    return html.read(f"<html>{head}<body>{content}</body></html>".encode(), Limits())


MOVED = [
    ("tr{display:flex;flex-direction:row-reverse}", ROW, "flex-direction: row-reverse"),
    ("tr{display:flex} .a{order:2} .b{order:1}", ROW, "order: 1"),
    ("TR{DISPLAY:FLEX} .B{} .b{ORDER:-1}", ROW, "order: -1"),
    ("td{float:right}", ROW, "float: right"),
    (".x{display:inline-flex;flex-flow:column-reverse}", CELL, "flex-direction: column-reverse"),
    (".x{display:grid} .a{grid-row:2} .b{grid-row:1}", CELL, "grid-area"),
    (".x{display:grid} .a{grid-area:2/1} .b{grid-area:1/2/2/3}", CELL, "grid-area"),
    (".x{display:grid;grid-template-areas:'two one'} .a{grid-area:one} .b{grid-area:two}", CELL, "grid-area"),
    (".a{float:right}", CELL, "float: right"),
    (".x{display:flex;direction:rtl}", CELL, "direction: rtl"),
    (".x{direction:rtl;unicode-bidi:bidi-override}", CELL.replace("甲", "10K"), "direction: rtl"),
    ("ul{display:flex;flex-direction:column-reverse}", LIST, "flex-direction: column-reverse"),
    (".x{display:flex;flex-direction:column-reverse}", TWO, "flex-direction: column-reverse"),
    (".b{float:left}", LINE, "float: left"),
    (f".x{{display:grid}} .a{{grid-row:{'9' * 5000}}} .b{{grid-row:1}}", CELL, "grid-area"),
    (f"tr{{display:flex}} .a{{order:{'9' * 5000}}} .b{{order:1}}", ROW, "order: 1"),
]
NOTHING_TO_TELL = [
    ("tr{display:flex}", ROW),
    ("tr{flex-direction:row-reverse} .b{order:-1}", ROW),
    ("tr{display:flex} .a{order:1} .b{order:2} td{border:1px}", ROW),
    ("td{float:left}", ROW),
    ("table{direction:rtl}", ROW),
    (".b{float:right}", CELL),
    (".x{display:grid;grid-template-areas:'one two'} .a{grid-area:one} .b{grid-area:two}", CELL),
    (".x{display:grid} .a{grid-area:1/2} .b{grid-area:2/1}", CELL),
    (".x{display:flex;flex-direction:row-reverse} .b{display:none}", CELL),
    ("@media print{.x{display:flex;flex-direction:row-reverse}}", CELL),
    ("ul{display:flex;flex-direction:row-reverse}", "<nav>" + LIST + "</nav>"),
    ("li{float:right}", "<ul><li><a href=a>甲</a></li><li><a href=b>乙</a></li></ul>"),
    (".x{display:flex;flex-direction:row-reverse}", f"<div class=x><main>{ROW}</main><div>甲</div></div>"),
    (".x{float:right}", f"<div class=x>甲</div>{ROW}"),
]


@pytest.mark.parametrize(("css", "content", "reason"), MOVED)
def test_what_is_shown_in_another_order_is_read_as_written_and_named(css: str, content: str, reason: str) -> None:
    (finding,) = read(css, content).diagnostics
    assert (finding.rule, finding.severity) == ("RD108", Severity.WARNING)
    assert f"({reason})" in finding.message


def test_an_attribute_tells_as_a_style_sheet_does() -> None:
    content = "<table><tr><td><bdo dir=rtl>10K</bdo> 甲</td><td><b style='float:right'>乙</b>丙</td></tr></table>"
    assert [finding.message.split(")")[0].split("(")[1] for finding in read("", content).diagnostics] == [
        "direction: rtl",
        "float: right",
    ]


@pytest.mark.parametrize(("css", "content"), NOTHING_TO_TELL)
def test_what_is_shown_as_written_or_mirrored_whole_or_around_the_standard_needs_no_finding(
    css: str, content: str
) -> None:
    assert read(css, content).diagnostics == ()

"""Invented standards for tests of handbooks, and ways to read a handbook back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt

from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Classification,
    Competence,
    Duty,
    LevelDefinition,
    Note,
    Part,
    Place,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    TaskHead,
    Title,
    Version,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "style", "meta")
}
XLINK = "{http://www.w3.org/1999/xlink}"

PLAIN = Standard(
    source=Source(name="茶.txt", format="text", sha256="0f" * 32, coverage=1.0),
    code="TFB5120-901v1",
    name="茶席服務人員",
    duties=(
        Duty(
            code="T1",
            name="備茶",
            tasks=(
                Task(
                    code="T1.1",
                    name="選茶",
                    blocks=(Block(level=2, knowledge=(Reference(code="K01"),), skills=(Reference(code="S01"),)),),
                ),
                Task(code="T1.2", name="煮水", blocks=(Block(level=3, knowledge=(Reference(code="K01"),)),)),
            ),
        ),
    ),
    knowledge=(Competence(code="K01", name="茶葉分類"),),
    skills=(Competence(code="S01", name="辨色能力"),),
)
"""As little as a standard can have and still link a register with its tasks."""

WHOLE = Standard(
    source=Source(name="夜市.pdf", format="pdf", sha256="9c" * 32, pages=321, coverage=0.98765, outcome="partial"),
    code="KRM5220-907v2",
    code_as_printed="KRM5220 - 907v2",
    name="夜市攤商管理人員",
    title=Title(job_category="夜市管理", occupation="夜市攤商管理人員甲", at=Place(page=1)),
    classification=Classification(
        categories=(Category(name="行銷與銷售／零售", code="KRM"), Category(name="休閒／餐飲", code="TFB")),
        occupations=(Category(name="攤販", code=None), Category(name=None, code="5212")),
        industries=(Category(name="零售業", code="G487"),),
    ),
    description="管理攤位【註7】。\n並與里民往來。",
    level=4,
    level_as_printed="4（中）",
    versions=(
        Version(
            version="V2",
            code="KRM5220-907v2",
            code_as_printed="KRM5220-907V2",
            name="夜市攤商管理人員",
            status="最新版本",
            note="略【註8】。",
            date=None,
            date_as_printed="113/2/30",
        ),
        Version(version="V1", code="KRM5220-907", name="攤商", status="歷史版本", note=None, date="2020-02-29"),
        Version(version=None, code=None, name=None, status=None, note=None, date=None),
    ),
    duties=(
        Duty(
            code="T1",
            code_as_printed="T 1",
            name="招商【註7】",
            tasks=(
                Task(
                    code="T1.1",
                    code_as_printed="T1. 1",
                    name="尋找攤商",
                    also=(
                        TaskHead(code="T1.2", name="面談攤商", code_as_printed="T1 .2"),
                        TaskHead(code="T1.2", name="另一個同碼任務"),
                    ),
                    blocks=(
                        Block(
                            level=3,
                            level_as_printed="3級",
                            outputs=(
                                Statement(code="O1.1.1", text="名冊", code_as_printed="01.1.1"),
                                Statement(code=None, text="無碼產出"),
                            ),
                            indicators=(
                                Statement(code="P1.1.1", text="走訪市集【註7】，尋找攤商。", code_as_printed="P 1.1.1"),
                                Statement(code="P1.1.1", text="同碼的另一項指標【註99】。"),
                            ),
                            knowledge=(
                                Reference(code="K01", as_printed="食品衛生【T1.2】", scope=("T1.2",)),
                                Reference(code="K02", scope=("T1.1", "T9.9"), code_as_printed="K 02"),
                                Reference(code=None, as_printed="無碼知識"),
                                Reference(code="K77"),
                            ),
                            skills=(Reference(code="S01", as_printed="談判技巧", code_as_printed="S 01"),),
                        ),
                        Block(level=5, indicators=(Statement(code="P1.1.3", text="簽約。"),)),
                        Block(level=None),
                    ),
                ),
                Task(code=None, name="無碼任務", derived=True),
                Task(code="T1.3", name="沒有內容的任務", code_as_printed="T1，3"),
            ),
        ),
        Duty(
            code="T1",
            name=None,
            derived=True,
            tasks=(
                Task(
                    code="T2.1",
                    name=None,
                    blocks=(
                        Block(
                            level=4,
                            knowledge=(Reference(code="K01"),),
                            skills=(Reference(code="S01"), Reference(code="K03", scope=("T8.8",))),
                        ),
                    ),
                ),
            ),
        ),
        Duty(code=None, name="沒有任務的職責"),
    ),
    knowledge=(
        Competence(code="K01", name="食品衛生"),
        Competence(code="K02", name="商圈調查"),
        Competence(code="K77", name=None),
    ),
    skills=(Competence(code="K03", name="欄位放錯的知識"), Competence(code="S01", name="談判能力")),
    attitudes=(
        Attitude(code="A01", name="親和", description="待人和氣【註8】。", code_as_printed="A 01"),
        Attitude(code=None, name="沒有編碼也沒有冒號的一段態度"),
        Attitude(code="A03", name="沒有冒號的態度", code_as_printed="A3"),
    ),
    prerequisites=("高中畢業。", "有攤位經驗。"),
    notes=(
        Note(number=7, term="攤位", text="含流動攤位，參見【註8】。"),
        Note(number=8, term=None, text="沒有詞目的註。"),
        Note(number=8, term="重號", text="同號的註。"),
    ),
    supplements=("本基準由虛構單位編訂。",),
    level_definitions=(LevelDefinition(level=6, text="高度複雜"), LevelDefinition(level=1, text="例行")),
    at={"code": Place(page=1, box=(1, 2, 3, 4))},
)
"""Every field of the record is filled at least once; codes are doubled, missing or in the wrong column."""

AWKWARD = (
    "|a|b",
    "*c* **d** _e_ __f__ ~~g~~",
    "`h` ```i```",
    "<b>j</b> <script>k</script> </style> <!-- l --> ]]>",
    "& &amp; &lt; &#65;",
    "{{ m }} {% n %} {# o #} {_{ p }_} {_% q %_}",
    "# r ##",
    "[s](t) ![u](v) [w]: x",
    "\\ \\* \\n $y$ :smile:",
    "二行\n- 續\n1. 續\n# 續\n\n> 續",
    "換行\r\n又\r換",
    "空\x00鈴\x07頁\x0c逸\x1b非\ufffe",
    "  前後空白\u3000 ",
    "\t定位\t點",
    "\u202e由右至左\u202c\u200f",
    "https://例.tw/a_b?c=d&e=*f* www.gh.tw/i_j k_l@m.tw",
    '"引" \'號\' "} body {',
    "很長" * 300 + "A" * 400,
    "𠮷𡘙",
)
FIRST = ("# ", "- ", "+ ", "1. ", "2) ", "> ", "=== ", "--- ", "    ", "\t", "|", "* ", "~~~ ", "``` ", "<p>", "{{")


def awkward(standard: Standard) -> Standard:
    """``standard`` with every text between two awkward pieces; equal texts stay equal, so that codes still match."""
    spelt: dict[str, str] = {}

    def spell(text: str) -> str:
        number = len(spelt)
        return spelt.setdefault(text, f"{FIRST[number % len(FIRST)]}{text}{AWKWARD[number % len(AWKWARD)]}")

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: item if name == "at" else walk(item, name) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [walk(item, key) for item in value]
        return spell(value) if isinstance(value, str) and key not in ("schema_version", "outcome") else value

    return Standard.model_validate(walk(standard.model_dump()))


NASTY = awkward(WHOLE)
ALL = {"plain": PLAIN, "whole": WHOLE, "nasty": NASTY}


def leaves(standard: Standard) -> Iterator[str | int]:
    """Every text and number of the record that a handbook has to show."""

    def walk(value: Any) -> Iterator[str | int]:
        if isinstance(value, dict):
            for key, item in value.items():
                if key not in ("at", "outcome", "coverage", "derived"):
                    yield from walk(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                yield from walk(item)
        elif value is not None:
            yield value

    yield from walk(standard.model_dump())


def parts(part: Part) -> Iterator[Part]:
    """``part`` and every part below it."""
    yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,):
            if isinstance(item, Part):
                yield from parts(item)


def read_html(handbook: bytes) -> etree._Element:
    """The handbook as a browser has it."""
    return html.document_fromstring(handbook.decode())


def read_markdown(handbook: bytes) -> etree._Element:
    """The handbook as a reader of GitHub Flavored Markdown shows it."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return html.document_fromstring(f"<html><body>{markdown.render(handbook.decode())}</body></html>")


def read_word(handbook: bytes) -> etree._Element:
    """The main part of the Word document."""
    with zipfile.ZipFile(io.BytesIO(handbook)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def read_odt(handbook: bytes, part: str = "content.xml") -> etree._Element:
    """The main part of the OpenDocument text, or another one."""
    with zipfile.ZipFile(io.BytesIO(handbook)) as package:
        return etree.fromstring(package.read(part))


def text_of_html(tree: etree._Element) -> str:
    """All text of a page in reading order; a line break is a line end."""
    return text_of_element(tree.find("body"))


def text_of_element(element: etree._Element) -> str:
    """All text of a part of a page in reading order; a line break is a line end."""
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return "".join(element.itertext())


def text_of_word(tree: etree._Element) -> str:
    """All text in reading order; a line break is a line end, a tab a tab."""
    marks = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}p": "\n"}
    return "".join(
        (element.text or "") if element.tag == f"{W}t" else marks.get(element.tag, "") for element in tree.iter()
    )


def text_of_odt(tree: etree._Element) -> str:
    """All text in reading order; a line break is a line end, a tab a tab, and spaces are as many as they say."""
    body = tree.find(f"{ODF['office']}body/{ODF['office']}text")
    return "".join(_odt_pieces(tree if body is None else body))


def _odt_pieces(element: etree._Element) -> Iterator[str]:
    text = ODF["text"]
    marks = {f"{text}line-break": "\n", f"{text}tab": "\t", f"{text}p": "\n", f"{text}h": "\n"}
    yield marks.get(element.tag, "")
    if element.tag == f"{text}s":
        yield " " * int(element.get(f"{text}c", "1"))
    yield element.text or ""
    for child in element:
        yield from _odt_pieces(child)
        yield child.tail or ""

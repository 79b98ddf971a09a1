"""Invented standards for tests of handbooks, and ways to read a handbook back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt

from pipeline.handbooks._specimen import WHOLE, awkward
from pipeline.record.model import Block, Competence, Duty, Part, Reference, Source, Standard, Task

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


def read_epub(handbook: bytes) -> etree._Element:
    """The documents of the e-book, one behind the other, in the order in which a reader turns their pages."""
    with zipfile.ZipFile(io.BytesIO(handbook)) as package:
        order = etree.fromstring(package.read("EPUB/package.opf"))
        files = {item.get("id"): item.get("href") for item in order.iter("{*}item")}
        documents = [
            etree.fromstring(package.read(f"EPUB/{files[one.get('idref')]}")) for one in order.iter("{*}itemref")
        ]
    whole = html.document_fromstring("<html><head><title>-</title></head><body></body></html>")
    for document in documents:
        for element in document.iter():
            element.tag = etree.QName(element).localname
        whole.body.append(
            html.fragment_fromstring(
                etree.tostring(document.find("body"), encoding="unicode", method="html"), create_parent="div"
            )
        )
    return whole


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

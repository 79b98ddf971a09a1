"""Documents that are refused before much is made of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import small_documents as small

from pipeline import readers
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.findings.diagnostics import Unreadable

FEW = replace(DEFAULT_LIMITS, characters=2_000)


def odt(body):
    names = {"office": "office", "text": "text", "table": "table"}
    declared = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for one, name in names.items()
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:document-content {declared}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        archive.writestr("content.xml", content)
    return stream.getvalue()


def refusal(name, data, limits=DEFAULT_LIMITS):
    with pytest.raises(Unreadable) as raised:
        readers.read_bytes(Path(name), data, limits)
    assert raised.value.diagnostic.rule == "RD105"
    return raised.value.diagnostic.message


def test_an_element_with_endless_attributes_is_refused():
    attributes = " ".join(f'a{number}="x y"' for number in range(1_500))
    assert "unreasonable size" in refusal("a.html", f"<html><body><p {attributes}>x</p></body></html>".encode())


def test_long_values_of_few_attributes_are_none():
    page = f"<html><body><p style=\"{'color: red; ' * 1_500}\" title='{'a b ' * 1_500}'>職能</p></body></html>"
    (block,) = readers.read_bytes(Path("a.html"), page.encode()).body.blocks
    assert block.text == "職能"


def test_text_is_counted_while_it_is_read():
    text = "職" * 3_000
    for name, data in {
        "a.txt": text.encode(),
        "a.html": f"<html><body><p>{text}</p></body></html>".encode(),
        "a.docx": small.word(indicator=text),
        "a.odt": odt(f"<text:p>{text}</text:p>"),
    }.items():
        assert "amount of text" in refusal(name, data, FEW), name


def test_text_that_repeats_make_is_counted():
    row = f"<table:table-row table:number-rows-repeated='1000'><table:table-cell><text:p>{'職' * 30_000}</text:p></table:table-cell></table:table-row>"
    assert "amount of text" in refusal("a.odt", odt(f"<table:table>{row}</table:table>"))

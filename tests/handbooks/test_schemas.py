"""Word and OpenDocument files are valid by the schemas of their formats, and LibreOffice saves them unharmed."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import libreoffice
import pytest
from handbook_standards import ALL, PLAIN, WHOLE, read_word, text_of_word
from lxml import etree
from odf import grammar
from printing import bound, printed
from test_book import png

from pipeline import api
from pipeline.base.imprint import Imprint
from pipeline.findings.diagnostics import Diagnostic, Severity

pytestmark = pytest.mark.slow

FINDINGS = (Diagnostic("XY101", "made-up", Severity.INFO, "T1.1", "a message", proposal="one"),)
IMPRINT = Imprint(publisher="某部 <&>", colour="#5a1d2e", logo=png(), preface=("序文",))
VALIDATOR = next(Path(__file__).parents[1].glob("office/node_modules/@xarsh/*/ooxml-validator"), None)
needs_validator = pytest.mark.skipif(
    VALIDATOR is None, reason="no validator of the Open XML SDK here: `make browser-tools` gets it with npm"
)


def documents(name):
    """Handbooks, forms and volumes in one format, by what they are."""
    for kind, standard in ALL.items():
        yield f"{kind} handbook", printed(name, standard, findings=FINDINGS)
        yield f"{kind} form", printed(name, standard, "form")
    for template in ("handbook", "form"):
        yield f"volume of {template}s", bound(name, "彙編 <&>", tuple(ALL.values()), template)
    yield "handbook with an imprint", api.render(PLAIN, name, imprint=IMPRINT)


def faults_of_odt(data: bytes) -> Counter[str]:
    """What the grammar of OpenDocument 1.2, as odfpy has it from the schema, does not allow."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in ("content.xml", "styles.xml", "meta.xml"):
            for element in etree.fromstring(package.read(part)).iter(etree.Element):
                found.update(faults_of_element(element))
    return found


def faults_of_element(element):
    key = names(element)
    here = key[1]
    if key not in grammar.allowed_children:
        yield f"unknown: {here}"
        return
    children, attributes = grammar.allowed_children[key], grammar.allowed_attributes.get(key)
    for child in element.iterchildren(etree.Element):
        if children is not None and names(child) not in children:
            yield f"{names(child)[1]} in {here}"
    if key not in grammar.allows_text and "".join(element.xpath("text()")).strip():
        yield f"text in {here}"
    given = {names(attribute) for attribute in element.attrib}
    yield from (f"{name[1]} on {here}" for name in given if attributes is not None and name not in attributes)
    yield from (f"{here} without {name[1]}" for name in grammar.required_attributes.get(key, ()) if name not in given)


def names(of):
    name = etree.QName(of)
    return name.namespace, name.localname


def test_open_document_texts_are_valid():
    found = {kind: faults_of_odt(data) for kind, data in documents("odt")}
    assert len(found) == 2 * len(ALL) + 3
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_what_is_not_valid_in_open_document_is_found():
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    paragraph = etree.fromstring(f'<t:p xmlns:t="{text}" t:wrong="1"><t:list-item/>a</t:p>')
    assert list(faults_of_element(paragraph)) == ["list-item in p", "wrong on p"]


@needs_validator
def test_word_documents_are_valid(tmp_path):
    found = {kind: faults_of_docx(data, tmp_path) for kind, data in documents("docx")}
    assert len(found) == 2 * len(ALL) + 3
    assert {kind: faults for kind, faults in found.items() if faults} == {}


@needs_validator
def test_what_is_not_valid_in_word_is_found(tmp_path):
    before = io.BytesIO(printed("docx", PLAIN))
    after = io.BytesIO()
    with zipfile.ZipFile(before) as source, zipfile.ZipFile(after, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(b"<w:cantSplit/>", b"<w:wrong/>") if "document" in name else part)
    assert faults_of_docx(after.getvalue(), tmp_path)


def faults_of_docx(data: bytes, folder: Path) -> list[object]:
    file = folder / "checked.docx"
    file.write_bytes(data)
    assert VALIDATOR is not None
    answer = subprocess.run([VALIDATOR, file], capture_output=True, text=True, timeout=120, check=False)
    return json.loads(answer.stdout)["errors"]


@libreoffice.needed
@pytest.mark.parametrize("standard", [PLAIN, WHOLE], ids=["plain", "whole"])
def test_libreoffice_saves_a_word_handbook_unharmed(standard, tmp_path):
    before = printed("docx", standard, findings=FINDINGS)
    after = libreoffice.saved_again(before, ".docx", tmp_path)
    shown, again = (re.sub(r"[\s–]|(?<!\d)\d+(?=\n)", "", text_of_word(read_word(data))) for data in (before, after))
    assert again == shown
